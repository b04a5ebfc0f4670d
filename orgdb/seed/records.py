"""Rows of the seed files, read and checked one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from orgdb.dates import OPEN, Period, date_bounds
from orgdb.facts import CitationDraft
from orgdb.seed.faults import Fault
from orgdb.seed.fields import Section
from orgdb.vocabulary import Stance


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the seed something is written."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class FactRecord:
    """One row of a seed file, read and checked by itself: values, citations and place."""

    section: Section
    values: Mapping[str, Any]
    citations: tuple[CitationDraft, ...]
    place: Place

    def text(self, name: str) -> str | None:
        """The value of a field as text, None where the row has none."""
        value = self.values.get(name)
        return None if value is None else str(value)

    def about(self, *attributes: str) -> tuple[CitationDraft, ...]:
        """The citations for some attributes only."""
        return tuple(c for c in self.citations if c.about in attributes)


@dataclass(frozen=True, slots=True)
class MemberCount:
    """How many full members a membership list has to have on one day."""

    day: str
    number: int
    place: Place


@dataclass(slots=True)
class FileRecord:
    """One seed file: its own fields (an organization's key, kind and dates) and its rows."""

    path: str
    head: FactRecord
    known_through: str
    rows: dict[str, list[FactRecord]] = field(default_factory=dict)
    section_known_through: dict[str, str] = field(default_factory=dict)  # where it differs
    counts: tuple[MemberCount, ...] = ()
    list_citations: tuple[CitationDraft, ...] = ()  # those of the whole list of members
    source_dates: Mapping[str, str] = field(default_factory=dict)  # of sources that have one

    @property
    def key(self) -> str:
        """The key of what the file is about."""
        return str(self.head.values.get("key", ""))


def known_through(file: FileRecord, section: str) -> str:
    """The day on which the rows of a section were last checked: some have their own."""
    coverage = file.rows.get("members", ())
    if section in ("rows", "suspensions") and coverage:
        return coverage[0].text("known_through") or file.known_through
    return file.section_known_through.get(section, file.known_through)


def last_seen_in_office(file: FileRecord, tenure: FactRecord) -> str:
    """The day through which somebody is known to have held a post that nothing says was left.

    That of the newest document behind it: news of 2016 that somebody took office does not show who
    holds it in 2026. A document without a date was read at the last check, which is the answer
    then; it is the latest answer, too.
    """
    through = known_through(file, "tenures")
    period = tenure.values.get("period")
    cited = {c.source for c in tenure.citations if c.stance is Stance.SUPPORTS}
    dates = [file.source_dates.get(source) for source in cited]
    if not isinstance(period, Period) or period.end != OPEN or not all(dates):
        return through
    seen = [date_bounds(date)[1] for date in dates if date]
    began = [date_bounds(period.start)[1]] if period.start else []
    return min(through, max(seen + began, default=through))


Report = Callable[[FactRecord, str, str, str], None]  # a row, a code, what is wrong, a hint


class StateNameRecord(NamedTuple):
    """One line of `generated/state_names.csv`."""

    state: str
    lang: str
    kind: str
    name: str
    source: str
    locator: str
    line: int


class LanguageRecord(NamedTuple):
    """One line of `generated/languages.csv`. `code1` is empty where ISO 639-1 has none."""

    key: str
    code1: str
    name: str
    source: str
    line: int


@dataclass(slots=True)
class Seed:
    """All records of a folder, the faults met, and the files that could not be read (`unread`)."""

    folder: Path
    sources: list[FactRecord] = field(default_factory=list)
    people: list[FactRecord] = field(default_factory=list)
    states: list[FileRecord] = field(default_factory=list)
    state_links: list[FactRecord] = field(default_factory=list)
    state_names: list[StateNameRecord] = field(default_factory=list)
    languages: list[LanguageRecord] = field(default_factory=list)
    organizations: list[FileRecord] = field(default_factory=list)
    governments: list[FileRecord] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
