"""What a page is made of: one thing, its facts by section, what they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from orgdb.db.reader import Reader, Row, rows_in
from orgdb.membership.roster import Roster
from orgdb.parameters import On
from orgdb.sources.citations import SourceRow

DISPUTES = """
SELECT fact, about, source, locator, stated FROM citations
WHERE stance = 'disputes' AND fact IN (:values) ORDER BY fact, position"""


@dataclass(frozen=True, slots=True)
class Item:
    """One fact on the page: its values, the keys of its sources, and what disputes it."""

    values: Row
    sources: tuple[str, ...]
    disputes: tuple[Row, ...]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: what it is about, its facts by section, and the documents they rest on.

    `roster` is the membership list behind the members of an organization, `now` the date the page
    answers for: as of the last check of that list, unless a date was asked.
    """

    kind: str
    key: str
    head: Item
    sections: dict[str, list[Item]]
    roster: Roster | None
    on: On | None
    sources: dict[str, SourceRow]


def values_of(row: Any) -> Row:
    """A row of a question as a dictionary."""
    return {name: getattr(row, name) for name in type(row).__dataclass_fields__}


def disputes_by_fact(reader: Reader, facts: Iterable[str]) -> dict[str, list[Row]]:
    """What sources say against facts, by the keys of the facts."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows_in(reader, DISPUTES, facts):
        found[row["fact"]].append(row)
    return found
