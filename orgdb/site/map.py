"""The map of members: outlines once for all pages, coloured by the table beside it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from functools import lru_cache
from itertools import chain
from typing import Any

from orgdb.dates import NO_EARLIEST
from orgdb.plot.map_part import WORLD, part_around
from orgdb.plot.outlines import CREDIT, outlines
from orgdb.site.contents import STATE, Contents

SAME_LAND = ("dissolution", "continuation", "secession", "merger")
FEWEST_SHARED = 3  # organizations of a state that share anything worth a map
MOST = 5  # states named beside the map
FEWEST = 3  # members that can be drawn; a map of fewer shows nothing


def map_view(members: Iterable[str]) -> dict[str, str] | None:
    """The part of the world in which members lie, as a `viewBox`; None where few can be drawn."""
    drawn = set(outlines().keys()) & set(members)
    if len(drawn) < FEWEST:
        return None
    part = part_around(drawn)
    return {"box": f"{part.x} {part.y} {part.width} {part.height}", "credit": CREDIT}


def shared_view(contents: Contents, key: str, fewest: int = FEWEST_SHARED) -> dict[str, Any] | None:
    """With whom a state is in the same organizations now: the map, and those with the most.

    `counts` has each state that is drawn with its number of organizations (`CAN74FRA73`);
    None for a state that is a member of less than `fewest` now.
    """
    by_org = _members_now(contents)
    counts = Counter(chain.from_iterable(found for found in by_org.values() if key in found))
    total = counts.pop(key, 0)
    drawn = set(outlines().keys())
    if total < fewest or not counts:
        return None
    ranked = sorted(counts.items(), key=lambda item: (-item[1], contents.label(STATE, item[0])))
    return {
        "counts": "".join(f"{state}{number}" for state, number in ranked if state in drawn),
        "key": key,
        "box": f"{WORLD.x} {WORLD.y} {WORLD.width} {WORLD.height}",
        "ranked": ranked,
        "highest": ranked[0][1],
        "total": total,
        "credit": CREDIT,
    }


@lru_cache(maxsize=1)
def _members_now(contents: Contents) -> dict[str, frozenset[str]]:
    """The states that each organization counts as members now."""
    return {
        org: frozenset(
            row.member for row in rows if row.member in contents.states and row.counts_now
        )
        for org, rows in contents.members.items()
    }


def world_script(contents: Contents) -> str:
    """`orgdbWorld({paths, dots, names, before, …})`: the outlines for the browser.

    `before` has, for a state that came out of others, the day it began and those whose land it was
    part of until then: the outline of Ukraine in 1960 shows what the Soviet Union was. A colony was
    not the territory of the member that held it, so independence does not count.
    """
    before = {key: _before(contents, key) for key in outlines().keys()}  # noqa: SIM118
    names = {key: contents.label(STATE, key) for key in outlines().keys()}  # noqa: SIM118
    data = {
        **asdict(outlines()),
        "names": names,
        "before": {key: found for key, found in before.items() if found},
    }
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
