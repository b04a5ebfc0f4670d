"""The numbered sources of one page, and what disputes its facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from orgdb.db.reader import Row
from orgdb.site.contents import Contents
from orgdb.site.words import attribute, date_in_words, unbroken
from orgdb.sources.citations import SourceRow

FEW = 2  # numbers beside a row of a table; the data of the page name all of them
BEST_FIRST = {"primary": 0, "copy": 1, "secondary": 2, "dataset": 3, None: 3, "weak": 4}
AS_GOOD = {"primary": 0, "copy": 0, "secondary": 1, "dataset": 1, None: 1, "weak": 2}
PLACES = 3  # places in one source that the foot of a page names


@dataclass(frozen=True, slots=True)
class Note:
    """The numbers of the sources behind something, and how many more there are."""

    numbers: tuple[int, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Dispute:
    """What one or more sources say against an attribute of a fact."""

    what: str
    about: str
    ours: str
    stated: str
    note: Note


@dataclass(frozen=True, slots=True)
class Reference:
    """One document at the foot of a page, with the places in it that the page rests on."""

    number: int
    source: SourceRow
    places: tuple[str, ...]


class References:
    """Gives each source a number when it is first cited on a page; the foot lists them."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._numbers: dict[str, int] = {}
        self._places: dict[str, dict[str, None]] = {}
        self.disputes: list[Dispute] = []
        self._said: set[tuple[int, str, str]] = set()

    def number(self, source: str) -> int:
        """The number of a source on this page."""
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def cite(self, facts: Iterable[str], most: int = FEW) -> Note:
        """The numbers behind some facts (by their keys): the best sources first, at most `most`.

        Of two that are equally good the one the page has cited already is taken: a reader looks up
        fewer documents. Where one has to do, a primary document and a copy of one are as good, and
        so are a secondary source and a data set.
        """
        rows = [row for fact in facts for row in self._rows(fact) if row["stance"] == "supports"]
        sources = self._contents.sources
        keys = dict.fromkeys(row["source"] for row in rows if row["source"] in sources)
        rank = AS_GOOD if most == 1 else BEST_FIRST
        best = sorted(
            keys,
            key=lambda key: (
                rank[sources[key].quality],
                key not in self._numbers,
                BEST_FIRST[sources[key].quality],
            ),
        )
        chosen = set(best[:most])
        for row in rows:
            if row["source"] in chosen and row["locator"]:
                self._places.setdefault(row["source"], {})[row["locator"]] = None
        return Note(tuple(self.number(key) for key in best[:most]), max(len(best) - most, 0))

    def dispute(self, what: str, fact: str, row: object) -> bool:
        """Note what disputes a fact, for the section on disputes; True where something does.

        `row` holds the fact's own values: a row of a query or of a question.
        """
        number = self._contents.numbers.get(fact, 0)
        stated: dict[tuple[str, str], list[str]] = {}
        for found in self._rows(fact):
            if found["stance"] == "disputes" and found["source"] in self._contents.sources:
                stated.setdefault((found["about"], found["stated"]), []).append(found["source"])
        for (about, value), keys in stated.items():
            if (number, about, value) not in self._said:
                self._said.add((number, about, value))
                note = Note(tuple(self.number(key) for key in keys))
                ours = shown(_value(row, about))
                self.disputes.append(Dispute(what, attribute(about), ours, shown(value), note))
        return bool(stated)

    def foot(self) -> list[Reference]:
        """The sources in the order of their numbers."""
        return [
            Reference(
                number,
                self._contents.sources[key],
                tuple(map(unbroken, self._places.get(key, ())))[:PLACES],
            )
            for key, number in self._numbers.items()
        ]

    def _rows(self, fact: str) -> list[Row]:
        return self._contents.citations.get(self._contents.numbers.get(fact, 0), [])


def _value(row: object, about: str) -> str:
    found = row.get(about) if isinstance(row, dict) else getattr(row, about, None)
    return "" if found is None or isinstance(found, (tuple, list)) else str(found)


def shown(value: str) -> str:
    """The value of an attribute as a person reads it: dates in words."""
    if value == "..":
        return "no end yet"
    dated = value.startswith("[") or value[:4].isdecimal()
    try:
        return date_in_words(value) if dated else value
    except (ValueError, IndexError):
        return value
