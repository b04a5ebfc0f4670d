"""Reading how many members a source counts on a day: `counts: {1993-01-01: 12}`."""

from __future__ import annotations

from orgdb.dates import date_bounds
from orgdb.errors import DateError
from orgdb.seed.faults import Fault
from orgdb.seed.records import MemberCount, Place
from orgdb.seed.yaml import MapNode, Node, TextNode

WRITE = "write counts: {1993-01-01: 12}"


def read_counts(node: Node | None, path: str, faults: list[Fault]) -> tuple[MemberCount, ...]:
    """The counts of a membership list; what cannot be read is a fault."""
    if node is None:
        return ()
    if not isinstance(node, MapNode):
        what = "'counts' must map days to numbers"
        faults.append(Fault(path, node.line, "wrong-type", what, WRITE))
        return ()
    found = []
    for day, number in node.items():
        text = number if isinstance(number, TextNode) else ""
        if not is_day(str(day)):
            what = f"'{day}' in counts is not a full date"
            faults.append(Fault(path, day.line, "bad-date", what, WRITE))
        elif not (text.isascii() and text.isdigit() and len(text) < 7):
            what = f"the count of {day} is not a whole number"
            faults.append(Fault(path, day.line, "wrong-type", what, WRITE))
        else:
            found.append(MemberCount(str(day), int(text), Place(path, day.line)))
    return tuple(found)


def is_day(text: str) -> bool:
    """Is this a full date?"""
    try:
        first, last = date_bounds(text)
    except DateError:
        return False
    return first == last == text
