"""The map of members: outlines once for all pages, coloured by the table beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from orgdb.dates import NO_EARLIEST
from orgdb.plot.map_part import part_around
from orgdb.plot.outlines import CREDIT, outlines
from orgdb.site.contents import STATE, Contents

SAME_LAND = ("dissolution", "continuation", "secession", "merger")
FEWEST = 3  # members that can be drawn; a map of fewer shows nothing


def map_view(members: Iterable[str]) -> dict[str, str] | None:
    """The part of the world in which members lie, as a `viewBox`; None where few can be drawn."""
    drawn = set(outlines().keys()) & set(members)
    if len(drawn) < FEWEST:
        return None
    part = part_around(drawn)
    return {"box": f"{part.x} {part.y} {part.width} {part.height}", "credit": CREDIT}


def world_script(contents: Contents) -> str:
    """`orgdbWorld({paths, dots, before, …})`: the outlines for the browser.

    `before` has, for a state that came out of others, the day it began and those whose land it was
    part of until then: the outline of Ukraine in 1960 shows what the Soviet Union was. A colony was
    not the territory of the member that held it, so independence does not count.
    """
    before = {key: _before(contents, key) for key in outlines().keys()}  # noqa: SIM118
    data = {**asdict(outlines()), "before": {key: found for key, found in before.items() if found}}
    return f"orgdbWorld({json.dumps(data, separators=(',', ':'))});\n"


def _before(contents: Contents, key: str) -> tuple[str, list[str]] | None:
    found: list[str] = []
    queue = [key]
    while queue:
        for row in contents.links.get((STATE, queue.pop()), ()):
            if (
                row["kind"] in SAME_LAND
                and row["first"] not in (key, *found)
                and row["second"] in (key, *found)
            ):
                found.append(row["first"])
                queue.append(row["first"])
    born = contents.states[key]["start_earliest"] if key in contents.states else NO_EARLIEST
    return (born, found) if found and born != NO_EARLIEST else None
