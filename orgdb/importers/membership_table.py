"""The rows of a list of memberships: each a spell, or what is wrong with it.

Names and codes are resolved for the days of their row: `cow:365` is the Soviet Union from 1945 to
1991, and a row on which the code passed from one state to another is refused. A table that orgdb
wrote itself (`report members`) is recognized by its columns and comes back as it was.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import lru_cache

from orgdb.dates import NO_EARLIEST, NO_LATEST, OPEN, Bounds, Period, spreadsheet_date
from orgdb.db.reader import Reader
from orgdb.errors import DateError, QuestionError
from orgdb.importers.source import ImportFileError, Source
from orgdb.importers.spell import ImportedSpell
from orgdb.importers.spreadsheet import Record, Spreadsheet
from orgdb.importers.status_words import status_of
from orgdb.importers.workbook import read_table
from orgdb.messydates import from_messydates
from orgdb.names.periods import NamesOfPeriods
from orgdb.names.resolve import KEY_SCHEME, ORGANIZATION, STATE, Found
from orgdb.vocabulary import EndReason, JoinedBy, StartBasis, Status

COLUMNS = ("org", "state", "start", "end", "status")
# What else `report members` writes; `end_latest` is there to recognize it by.
OWN = ("member_kind", "status_word", "joined_by", "start_basis", "end_reason")
RECOGNIZED = {*OWN, "end_latest"}
KEYED = {"org": "org", "state": "member"}
WORDS = {"joined_by": JoinedBy, "start_basis": StartBasis, "end_reason": EndReason}
UNKNOWN_END = "?"
MAX_ROWS = 1_000_000
LONGEST_FAULT = 500
REMEMBERED = 50_000


class MembershipTable:
    """A list of memberships, read row by row.

    `mapping` names the column for each of `COLUMNS`; `organization` is the key that holds for every
    row where the table is the list of one, `sheet` the sheet of a workbook.
    """

    def __init__(
        self,
        reader: Reader,
        source: Source,
        mapping: Mapping[str, str],
        known_through: str,
        organization: str | None = None,
        sheet: str | None = None,
    ) -> None:
        self.source = source
        self.sheet = sheet
        self.mapping = mapping
        self.known_through = known_through
        self.organization = organization
        self.names = NamesOfPeriods(reader)
        self.dated = lru_cache(REMEMBERED)(self._dated)
        self.empty_is_unknown = False
        self.places: dict[str, int] = {}
        self.keyed: list[str] = []
        self.delimiter = ","

    def rows(self) -> Iterator[ImportedSpell | str]:
        """Each row as a spell, or as a line that says everything that is wrong with it."""
        with read_table(self.source, self.sheet) as table:
            self.places = {name: table.place(column) for name, column in self.mapping.items()}
            own = set(table.header.cells) >= RECOGNIZED
            if own:
                self.places |= {name: table.place(name) for name in OWN}
                self.keyed = [
                    name for name, column in KEYED.items() if self.mapping.get(name) == column
                ]
            self.empty_is_unknown = own or self._writes_open_ends()
            width = len(table.header.cells)
            self.delimiter = table.delimiter
            for number, record in enumerate(table.records):
                if number >= MAX_ROWS:
                    raise ImportFileError(
                        f"{self.source} has more than {MAX_ROWS:,} rows.", "Split the file."
                    )
                if record.cells:
                    yield self._row(record, width)

    def _writes_open_ends(self) -> bool:
        """Does any row write `..` for an end still open? Then an empty one is something else."""
        if "end" not in self.places:
            return False
        with read_table(self.source, self.sheet) as table:
            return any(self._end_of(table, record) == OPEN for record in table.records)

    def _end_of(self, table: Spreadsheet, record: Record) -> str:
        place = self.places["end"]
        fits = len(record.cells) == len(table.header.cells)
        return record.cells[place].strip() if fits else ""

    def _row(self, record: Record, width: int) -> ImportedSpell | str:
        if len(record.cells) != width:
            return self._fault(record, [f"{len(record.cells)} fields, not {width}"])
        said = {name: record.cells[place].strip() for name, place in self.places.items()}
        said |= {name: f"{KEY_SCHEME}:{said[name]}" for name in self.keyed if said[name]}
        faults = [f"a line break in '{cell}'" for cell in said.values() if "\n" in cell]
        faults += self._swallowed(record, width)
        period = bounds = organization = member = status = None
        try:
            period, bounds = self.dated(said.get("start", ""), said.get("end", ""))
        except DateError as error:
            faults.append(f"{error.message} {error.hint}".strip())
        # Without its dates a row is resolved as of today, so that all its faults are told at once.
        days = _core(bounds or Bounds(*[self.known_through] * 4))
        try:
            organization = self.organization or self._named(said["org"], (ORGANIZATION,), days).key
        except QuestionError as error:
            faults.append(error.message)
        try:
            member = self._named(said["state"], _kinds(said.get("member_kind", "")), days)
        except QuestionError as error:
            faults.append(error.message)
        try:
            status = status_of(said.get("status", ""))
            if status is None:
                faults.append(
                    f"'{said['status']}' is not a membership; remove the row, or write what it was"
                    " until its end"
                )
        except ValueError as error:
            faults.append(f"unknown status '{said['status']}': {error}")
        words = {name: said.get(name) or None for name in WORDS}
        faults += [
            f"'{word}' is not a {name}"
            for name, word in words.items()
            if word and word not in set(WORDS[name])
        ]
        if faults or not (period and bounds and organization and member and status):
            return self._fault(record, faults)
        other = said.get("status_word") or said.get("status")
        return ImportedSpell(
            organization,
            member.key,
            status.value,
            other if status is Status.OTHER else None,
            period.start,
            period.end,
            bounds.s1,
            bounds.s2,
            bounds.e1,
            bounds.e2,
            words["joined_by"],
            words["start_basis"],
            words["end_reason"],
            f"{self.source.name.rpartition('/')[2]}:{record.line}",
            "state" if member.kind == STATE else "organization",
        )

    def _swallowed(self, record: Record, width: int) -> list[str]:
        """A quoted cell that holds whole rows: a quote is missing on one line and on another."""
        for cell in record.cells:
            for line in cell.splitlines()[1:]:
                cells = next(csv.reader([line], delimiter=self.delimiter), [])
                if len(cells) == width and cells[self.places["state"]].strip():
                    name = cells[self.places["state"]].strip()
                    days = (self.known_through, self.known_through)
                    if isinstance(self.names.find(name, _kinds(""), *days), Found):
                        return [f"a quoted cell holds a row of {name}: a quote is missing"]
        return []

    def _named(self, text: str, kinds: tuple[str, ...], days: tuple[str, str]) -> Found:
        if not text:
            raise QuestionError("an empty name")
        found = self.names.find(text, kinds, *days)
        if isinstance(found, str):
            raise QuestionError(found)
        return found

    def _dated(self, start: str, end: str) -> tuple[Period, Bounds]:
        period = self._period(start, end)
        return period, self._bounds(period)

    def _period(self, start: str, end: str) -> Period:
        """The period of a row. An empty end is one still open, `?` is one that nobody knows."""
        start, end = (_in_brackets(spreadsheet_date(date)) for date in (start, end))
        for date in (start, end):
            if "/" in date:
                raise DateError(f"'{date}' is not a date.", "Write 1951-12-31 for a day.")
        if end == UNKNOWN_END or (not end and self.empty_is_unknown):
            end = ""
        elif not end or end[:4] == NO_LATEST[:4]:
            end = OPEN
        if start in (UNKNOWN_END, NO_EARLIEST):  # as orgdb itself writes that there is no limit
            start = ""
        return Period.parse(f"{start}/{end}").in_edtf()

    def _bounds(self, period: Period) -> Bounds:
        checked = f"after the list was last checked ({self.known_through})"
        bounds = period.bounds(self.known_through)
        if bounds.s1 > self.known_through:
            raise DateError(f"It starts on {period.start}, {checked}.")
        if period.end != OPEN and bounds.e1 > self.known_through:
            raise DateError(
                f"It ends on {period.end}, {checked}.", "Leave the end empty if it is still open."
            )
        if not bounds.possible() or bounds.e1 > bounds.e2 or bounds.s1 > bounds.s2:
            raise DateError(f"{period} does not fit a list last checked on {self.known_through}.")
        return bounds

    def _fault(self, record: Record, faults: list[str]) -> str:
        text = " ".join("; ".join(faults).split())
        return f"{self.source}:{record.line}: {text[:LONGEST_FAULT]}"


def _in_brackets(date: str) -> str:
    """A range as the R package messydates writes it (`1951..1955`) with the brackets of EDTF."""
    bare = ".." in date and date != OPEN and not date.startswith("[")
    return from_messydates(date) if bare else date


def _kinds(word: str) -> tuple[str, ...]:
    return (word,) if word in (STATE, ORGANIZATION) else (STATE, ORGANIZATION)


def _core(bounds: Bounds) -> tuple[str, str]:
    """The days on which the spell certainly ran; where there are none, those that are possible."""
    return min(bounds.s2, bounds.e1), max(bounds.s2, bounds.e1)
