"""`igo_year_formatv3.csv`: names and lives of the organizations, and a second witness of cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from orgdb.importers.archives import opened
from orgdb.importers.cow.plain_lines import plain_lines
from orgdb.importers.cow.state_year import (
    CELLS,
    FIRST_YEAR,
    LAST_YEAR,
    VALUES,
    StateYears,
)
from orgdb.importers.source import ImportFileError, Source

MISSING = ("", ".")
AFTER_STATES = "sdate"


@dataclass(frozen=True, slots=True)
class Described:
    """What the last row of an organization says of it; years as texts, None where there is none."""

    name: str
    ionum: str
    founded: str | None
    dissolved: str | None


class Difference(NamedTuple):
    """One cell in which the two files disagree."""

    ioname: str
    code: str
    year: int
    igo_year: str
    state_year: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the two files agree: the cells both have, those that differ, rows that are broken."""

    shared: int
    differences: list[Difference]
    broken_rows: list[str]

    def by_organization(self) -> list[tuple[str, int]]:
        """How many cells differ for each organization, most first."""
        return Counter(one.ioname for one in self.differences).most_common()


def read_igo_years(
    path: Source, table: StateYears, progress: Callable[[int], None] = lambda _line: None
) -> tuple[dict[str, Described], Comparison]:
    """Read the organization-year file and compare its cells with those of the other one.

    "Not in the system" may be an empty cell, `.` or -1. Raises `ImportFileError` for columns that
    are not states of the other file.
    """
    with opened(path) as file:
        source = plain_lines(file, path, "\t")
        reader = _Reader(path, next(source, "").split("\t"), table)
        for number, line in enumerate(source, 2):
            reader.row(line.split("\t"), number)
            if not number & 511:
                progress(number)
    if reader.faults:
        raise ImportFileError(
            f"{path} is not as COW publishes it; nothing was imported.",
            "Fetch the file again, or fix these lines.",
            reader.faults,
        )
    return reader.described, Comparison(reader.shared, reader.differences, reader.broken)


class _Reader:
    def __init__(self, path: Source, heading: list[str], table: StateYears) -> None:
        self.path = path
        self.faults: list[str] = []
        self.broken: list[str] = []
        self.described: dict[str, Described] = {}
        self.differences: list[Difference] = []
        self.shared = 0
        self.columns = {name: place for place, name in enumerate(heading)}
        if AFTER_STATES not in self.columns or "longorgname" not in self.columns:
            raise ImportFileError(
                f"{path}:1: there is no column {AFTER_STATES} or longorgname.",
                "The file of COW is separated by tabs, although its name ends in .csv.",
            )
        self.end = self.columns[AFTER_STATES]
        codes = {series.label: series.code for series in table.series}
        unknown = [name for name in heading[3 : self.end] if name not in codes]
        if unknown:
            raise ImportFileError(
                f"{path}:1: no state of the state-year file is called {', '.join(unknown[:5])}."
            )
        self.codes = [codes[name] for name in heading[3 : self.end]]
        self.places = {ioname: place for place, ioname in enumerate(table.columns)}
        self.table = table
        self.of = ""
        self.expected: list[bytes] = []

    def row(self, cells: list[str], number: int) -> None:
        """Compare one row, and keep what it says of its organization."""
        ioname = cells[0]
        if ioname not in self.places or len(cells) < self.end or not cells[2].isdecimal():
            self.faults.append(
                f"{self.path}:{number}: '{ioname[:20]}' is not an organization and year"
            )
            return
        if len(cells) != len(self.columns):
            self.broken.append(f"{self.path.name}:{number}: {len(cells)} fields ({ioname})")
        year = int(cells[2])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            self.faults.append(f"{self.path}:{number}: the year {year}")
            return
        if ioname != self.of:
            self.of, self.expected = ioname, list(self._expected(self.places[ioname]))
        place = year - FIRST_YEAR
        for code, cell, years in zip(self.codes, cells[3 : self.end], self.expected, strict=True):
            if cell in MISSING:
                continue
            if cell not in VALUES:
                self.faults.append(f"{self.path}:{number}: not a membership code: {cell[:20]!r}")
                return
            seen = years[place]
            # Where the other file has no line, -1 means "not in the system" as an empty cell does.
            if seen:
                self.shared += 1
                other = _CODES[seen]
                if other != cell:
                    self.differences.append(Difference(ioname, code, year, cell, other))
        if len(cells) >= self.columns["ionum"]:
            self.described[ioname] = self._described(cells)

    def _expected(self, column: int) -> Iterator[bytes]:
        """The cells of the other file for each state: one byte a year, 0 where it has none."""
        for code in self.codes:
            years = bytearray(LAST_YEAR - FIRST_YEAR + 1)
            for run in self.table.runs[code][column]:
                length = run.last - run.first + 1
                seen = _BYTES[CELLS[run.value]]
                years[run.first - FIRST_YEAR : run.last + 1 - FIRST_YEAR] = bytes([seen]) * length
            yield bytes(years)

    def _described(self, cells: list[str]) -> Described:
        def cell(name: str) -> str:
            text = cells[self.columns[name]].strip().replace("\u00a0", " ").strip('"')
            return "" if text in MISSING else text

        founded, dissolved = cell(AFTER_STATES), cell("deaddate")
        return Described(
            " ".join(cell("longorgname").split()),
            cell("ionum"),
            founded if founded.isdecimal() and len(founded) == 4 else None,
            dissolved if dissolved.isdecimal() and len(dissolved) == 4 else None,
        )


def difference_lines(comparison: Comparison) -> Iterator[str]:
    """The cells that differ, as CSV."""
    yield "ioname,ccode,year,igo_year,state_year\n"
    for one in comparison.differences:
        yield ",".join(map(str, one)) + "\n"


_BYTES = {cell: number for number, cell in enumerate(VALUES, 1)}
_CODES = {number: cell for cell, number in _BYTES.items()}
