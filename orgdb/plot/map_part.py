"""Which part of the world a map shows: all of it, or where some states lie."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from orgdb.plot.outlines import outlines

ROOM = 0.06  # of the part's width, left free at each side
HIGHEST = 0.72  # the height of a part to its width
LEAST = 240  # units: no map shows less than this, or its outlines would look coarse
NUMBER = re.compile(r"-?\d+")


@dataclass(frozen=True, slots=True)
class Part:
    """A rectangle of the canvas on which the outlines lie."""

    x: int
    y: int
    width: int
    height: int


WORLD = Part(0, 0, outlines().width, outlines().height)


def part_around(keys: Iterable[str]) -> Part:
    """The part in which the mainlands of these states lie; as flat as the world, or higher."""
    boxes = [box for key in keys for box in _box(key)]
    if not boxes:
        return WORLD
    left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
    top, bottom = min(b[1] for b in boxes), max(b[3] for b in boxes)
    flat = WORLD.height / WORLD.width
    ratio = min(max((bottom - top) / max(right - left, 1), flat), HIGHEST)
    width = max(right - left, (bottom - top) / ratio, LEAST) * (1 + 2 * ROOM)
    height = min(width * ratio, WORLD.height)
    if width >= WORLD.width:
        return WORLD
    x = min(max((left + right - width) / 2, 0), WORLD.width - width)
    y = min(max((top + bottom - height) / 2, 0), WORLD.height - height)
    return Part(round(x), round(y), round(width), round(height))


@cache
def _box(key: str) -> list[tuple[int, int, int, int]]:
    """The largest ring of an outline, or its dot."""
    drawn = outlines()
    if key in drawn.dots:
        x, y = drawn.dots[key]
        return [(x, y, x, y)]
    boxes = []
    start_x = start_y = 0
    for ring in drawn.paths.get(key, "").split("z"):
        numbers = [int(text) for text in NUMBER.findall(ring)]
        if not numbers:
            continue
        # The first pair moves from the start of the ring before; the others are steps.
        start_x, start_y = start_x + numbers[0], start_y + numbers[1]
        xs, ys, x, y = [start_x], [start_y], start_x, start_y
        for step_x, step_y in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + step_x, y + step_y
            xs.append(x)
            ys.append(y)
        boxes.append((min(xs), min(ys), max(xs), max(ys)))
    boxes.sort(key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
    return boxes[-1:]
