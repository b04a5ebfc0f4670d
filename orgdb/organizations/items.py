"""What a page is made of: one thing, its facts by section, what they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from orgdb.db.reader import Row
from orgdb.membership.roster import Roster
from orgdb.parameters import On
from orgdb.sources.citations import SourceRow


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
