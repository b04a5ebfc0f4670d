"""The network behind GraphML and GEXF: who belongs to what, and on one day, who shares what.

Nodes are the organizations and states of the memberships; an edge is one period of one member, from
the member to the organization. With a date, states that are members of the same organizations on it
are joined by an edge with their number: surely shared, and at most.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

from orgdb.exporters.extract import Extract
from orgdb.exporters.registry import EVERY, Loss
from orgdb.exporters.tables import TABLES
from orgdb.vocabulary import COUNTED_AS_MEMBERS, Certainty

HELD = ("organizations", "states", "memberships", "suspensions")
NODES = {
    "organization": ("name", "kind", "founded", "dissolved", "dataset"),
    "state": ("name", "kind", "iso3", "cow", "gw", "m49", "start", "end", "dataset"),
}
EDGES = tuple(
    """status status_word start end start_earliest start_latest end_earliest end_latest joined_by
    start_basis end_reason notice effective suspended certainty disputed dataset sources
    fact""".split()
)
PROJECTED = ("shared", "shared_max")


class Node(NamedTuple):
    """An organization or a state."""

    id: str
    label: str
    values: dict[str, str]


class Edge(NamedTuple):
    """A membership, or what two states share."""

    id: str
    source: str
    target: str
    values: dict[str, str]
    start: str = ""
    end: str = ""


def losses() -> tuple[Loss, ...]:
    """What a network cannot hold."""
    kept = {
        "organizations": "key, name, kind, founding and dissolution",
        "states": "key, name, kind, codes, life",
        "suspensions": "scope and period, in the membership they belong to",
    }
    rest = [t for t in TABLES if t not in HELD]
    return (
        *(Loss(t, EVERY, "a network is nodes and the edges between them", "") for t in rest),
        *(
            Loss(t, EVERY, "only what describes a node", kept[t])
            for t in ("organizations", "states")
        ),
        Loss("memberships", ("life_exception", "preferred"), "of no use to a network", ""),
        Loss("suspensions", EVERY, "an edge has no intervals inside it", kept["suspensions"]),
    )


def nodes(extract: Extract) -> Iterator[Node]:
    """The organizations and states that occur in a membership, in order of their keys."""
    members: dict[str, set[str]] = {"organization": set(), "state": set()}
    for row in extract.records("memberships"):
        members["organization"].add(row["org"])
        members[row["member_kind"]].add(row["member"])
    for kind, table, key in (
        ("organization", "organizations", "org"),
        ("state", "states", "state"),
    ):
        for row in extract.records(table):
            if row[key] in members[kind]:
                values = {name: _text(row[name]) for name in NODES[kind]}
                values |= {"type": kind, "key": row[key]}
                yield Node(f"{kind}:{row[key]}", row["name"] or row[key], values)


def memberships(extract: Extract) -> Iterator[Edge]:
    """An edge for each period of each member; several of one member are several edges."""
    suspended: dict[str, list[str]] = {}
    for row in extract.records("suspensions"):
        period = f"{row['scope']} {row['start']}/{row['end']}"
        suspended.setdefault(row["membership"], []).append(period)
    for row in extract.records("memberships"):
        row["suspended"] = suspended.get(row["fact"], ())
        yield Edge(
            row["fact"],
            f"{row['member_kind']}:{row['member']}",
            f"organization:{row['org']}",
            {name: _text(row.get(name)) for name in EDGES},
            row["start_earliest"],
            row["end_latest"],
        )


def shared(extract: Extract) -> Iterator[Edge]:
    """For each two states, the organizations of which both are full members on the date."""
    sure: dict[str, set[str]] = {}
    possible: dict[str, set[str]] = {}
    for row in extract.records("memberships"):
        if row["member_kind"] == "state" and row["status"] in COUNTED_AS_MEMBERS:
            possible.setdefault(row["member"], set()).add(row["org"])
            if row["certainty"] == Certainty.CERTAIN:
                sure.setdefault(row["member"], set()).add(row["org"])
    for one, other in combinations(sorted(possible), 2):
        most = len(possible[one] & possible[other])
        if most:
            least = len(sure.get(one, set()) & sure.get(other, set()))
            counts = {"shared": str(least), "shared_max": str(most)}
            yield Edge(f"{one}-{other}", f"state:{one}", f"state:{other}", counts)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ";".join(value) if isinstance(value, (tuple, list)) else str(value or "")
