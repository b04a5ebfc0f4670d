"""The Correlates of War IGO data, version 3, as they are downloaded.

`state_year_formatv3.csv` answers; `igo_year_formatv3.csv` names the organizations and is compared
with it, cell by cell. 0 is no member, 1 full, 2 associate, 3 observer, -9 unknown, -1 the
organization does not exist; a state that is not in the system of states has no line.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, compress
from operator import itemgetter, ne

from orgdb.importers.archives import opened
from orgdb.importers.cow.plain_lines import plain_lines
from orgdb.importers.source import ImportFileError, Source
from orgdb.importers.years_to_spells import ABSENT, GONE, UNSURE, Run

VALUES = {
    "0": ABSENT,
    "-1": GONE,
    "1": "full",
    "2": "associate",
    "3": "observer",
    "-9": UNSURE,
}
CELLS = {value: cell for cell, value in VALUES.items()}
STATE_YEAR, IGO_YEAR, STATES = "state_year", "igo_year", "states"
FIRST_YEAR, LAST_YEAR = 1800, 2100
MAX_COLUMNS = 5_000
_INONAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_HEADINGS = {
    "ccode,year,state,": STATE_YEAR,
    "ioname,orgname,year,": IGO_YEAR,
    "stateabb,ccode,statenme,": STATES,
}
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Series:
    """Consecutive lines of one state: its code and name, and the years."""

    code: str
    label: str
    first: int
    last: int


@dataclass(slots=True)
class StateYears:
    """`state_year_formatv3.csv` without its repetitions.

    `runs[code][column]` are the runs of one column for one state, in order; `years[column]` those
    in which the organization existed; `cells` those that differ from both.
    """

    columns: list[str]
    series: list[Series] = field(default_factory=list)
    runs: dict[str, list[tuple[Run, ...]]] = field(default_factory=dict)
    years: list[list[tuple[int, int]]] = field(default_factory=list)
    cells: list[tuple[int, str, int, str]] = field(default_factory=list)

    @property
    def first(self) -> int:
        """The first year of the data."""
        return min(series.first for series in self.series)

    @property
    def last(self) -> int:
        """The last year of the data."""
        return max(series.last for series in self.series)


def kind_of(path: Source) -> str:
    """Which of the files this is, by its first line. Raises `ImportFileError` for any other."""
    with opened(path) as file:
        heading = next(plain_lines(file, path), "").lower()
    for start, kind in _HEADINGS.items():
        if heading.startswith(start):
            return kind
    raise ImportFileError(
        f"{path} is not one of the files of COW IGO version 3.",
        "Expected are state_year_formatv3.csv (its first columns: ccode,year,state),"
        " igo_year_formatv3.csv (ioname, orgname, year; by tabs) and states2016.csv.",
    )


def read_state_years(path: Source, progress: Progress = lambda _line: None) -> StateYears:
    """Read the state-year file, keeping changes only. Every wrong line is reported at once."""
    with opened(path) as file:
        reader = _StateYearReader(path, plain_lines(file, path), progress)
        return reader.read()


class _StateYearReader:
    def __init__(self, path: Source, source: Iterator[str], progress: Progress) -> None:
        self.path = path
        self.progress = progress
        self.faults: list[str] = []
        self.this_year = min(datetime.date.today().year, LAST_YEAR)
        heading = next(source, "").split(",")
        self.source = source
        self.table = StateYears(heading[3:])
        self.width = len(self.table.columns)
        wrong = [name for name in self.table.columns if not _INONAME.fullmatch(name)]
        different = {name.lower() for name in self.table.columns}  # as the codes of COW are
        sound = 0 < self.width <= MAX_COLUMNS and len(different) == self.width
        if wrong or not sound:
            raise ImportFileError(
                f"{path}:1: the headings after ccode,year,state are not organizations, each once.",
                f"Wrong: {wrong[0]!r}." if wrong else "Fetch the file again.",
            )
        self.shared: dict[tuple[Run, ...], tuple[Run, ...]] = {}
        self.single: dict[tuple[int, int, str], Run] = {}
        # For each column, how many more (fewer) states than the year before see no organization.
        self.gone = [[0] * (LAST_YEAR - FIRST_YEAR + 2) for _ in range(self.width)]
        self.states = [0] * (LAST_YEAR - FIRST_YEAR + 2)

    def read(self) -> StateYears:
        code, year, label = "", 0, ""
        first = 0
        rest, cells, since = "", [""] * self.width, [0] * self.width
        runs: dict[int, list[Run]] = {}
        # A plain loop, kept flat: it sees eight million cells, and most lines repeat the last.
        for number, parts in _by_state(self._lines()):
            its_year = int(parts[1])
            if parts[0] == code and its_year == year + 1 and parts[2].lower() == label.lower():
                year = its_year
                if parts[3] == rest:
                    continue
                fresh = parts[3].split(",")
                changed = list(compress(range(self.width), map(ne, cells, fresh)))
                if not self._full(fresh, {fresh[i] for i in changed}, number):
                    continue
                for i in changed:
                    runs[i].append(self._run(since[i], year - 1, cells[i]))
                    since[i] = year
            else:
                fresh = parts[3].split(",")
                if not self._full(fresh, set(fresh), number):
                    continue
                if code:
                    self._finish(Series(code, label, first, year), runs, since, cells)
                    self.progress(number)
                code, year, label, first = parts[0], its_year, parts[2], its_year
                since = [year] * self.width
                runs = defaultdict(list)
            rest, cells = parts[3], fresh
        if code:
            self._finish(Series(code, label, first, year), runs, since, cells)
        if self.faults or not code:
            raise ImportFileError(
                f"{self.path} is not as COW publishes it; nothing was imported.",
                "Fetch the file again, or fix these lines." if self.faults else "It has no lines.",
                self.faults,
            )
        self._existence()
        return self.table

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        """The lines that begin with a code, a year and a state; most of what follows repeats."""
        known: dict[str, str] = {}
        for number, line in enumerate(self.source, 2):
            parts = line.split(",", 3)
            if len(parts) == 4 and self._sound(parts, number):
                parts[3] = known.setdefault(parts[3], parts[3])
                yield number, parts

    def _sound(self, parts: list[str], number: int) -> bool:
        numbers = parts[0].isdecimal() and parts[1].isdecimal() and len(parts[0]) < 5
        if numbers and parts[2] and FIRST_YEAR <= int(parts[1]) <= self.this_year:
            return True
        what = ",".join(parts[:3])[:60]
        self.faults.append(f"{self.path}:{number}: '{what}' is not a state code, year and state")
        return False

    def _full(self, cells: list[str], values: set[str], number: int) -> bool:
        if len(cells) != self.width:
            self.faults.append(
                f"{self.path}:{number}: {len(cells) + 3} columns, not {self.width + 3}"
            )
            return False
        unknown = values - VALUES.keys()
        if unknown:
            listed = ", ".join(repr(value[:20]) for value in sorted(unknown)[:3])
            self.faults.append(f"{self.path}:{number}: not a membership code: {listed}")
            return False
        return True

    def _run(self, first: int, last: int, cell: str) -> Run:
        known = (first, last, cell)
        run = self.single.get(known)
        if run is None:
            run = self.single[known] = Run(first, last, VALUES[cell])
        return run

    def _finish(
        self, series: Series, runs: dict[int, list[Run]], since: list[int], cells: list[str]
    ) -> None:
        """The lines of one state are read: keep its runs, and count who sees no organization."""
        known = self.table.runs.get(series.code)
        before = [s for s in self.table.series if s.code == series.code]
        if before and before[-1].last >= series.first:
            self.faults.append(
                f"{self.path}: state {series.code} has the year {series.first} twice"
            )
            return
        self.table.series.append(series)
        kept: list[tuple[Run, ...]] = []
        # Most columns do not change while a state is in the system: these share one run each.
        whole: dict[str, tuple[Run, ...]] = {
            cell: (self._run(series.first, series.last, cell),) for cell in set(cells)
        }
        start, end = series.first - FIRST_YEAR, series.last + 1 - FIRST_YEAR
        for i, cell in enumerate(cells):
            own = whole[cell]
            if i in runs:
                own = (*runs[i], self._run(since[i], series.last, cell))
                for run in own:
                    if run.value is GONE:
                        self.gone[i][run.first - FIRST_YEAR] += 1
                        self.gone[i][run.last + 1 - FIRST_YEAR] -= 1
            elif own[0].value is GONE:
                self.gone[i][start] += 1
                self.gone[i][end] -= 1
            every = _joined(known[i], own) if known else own
            kept.append(self.shared.setdefault(every, every))
        self.states[series.first - FIRST_YEAR] += 1
        self.states[series.last + 1 - FIRST_YEAR] -= 1
        self.table.runs[series.code] = kept

    def _existence(self) -> None:
        """The years of each organization: what most states say; the other cells are kept."""
        states = _summed(self.states)
        for i, changes in enumerate(self.gone):
            gone = _summed(changes)
            exists = [n > 0 and 2 * g < n for n, g in zip(states, gone, strict=True)]
            self.table.years.append(_ranges(exists))
            if any(0 < g < n for n, g in zip(states, gone, strict=True)):
                self._exceptions(i, exists)

    def _exceptions(self, column: int, exists: list[bool]) -> None:
        for code, runs in self.table.runs.items():
            for run in runs[column]:
                if run.value in (GONE, ABSENT):
                    self.table.cells += [
                        (column, code, year, CELLS[run.value])
                        for year in range(run.first, run.last + 1)
                        if exists[year - FIRST_YEAR] is (run.value == GONE)
                    ]


def _by_state(lines: Iterable[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """The lines of one state after the other, each in order of years; the states as they come."""
    order: dict[str, int] = {}
    keyed = [
        (order.setdefault(parts[0], len(order)), int(parts[1]), number, parts)
        for number, parts in lines
    ]
    keyed.sort(key=itemgetter(0, 1, 2))
    return [(number, parts) for _, _, number, parts in keyed]


def _joined(before: tuple[Run, ...], after: tuple[Run, ...]) -> tuple[Run, ...]:
    """Runs of one state whose lines call it otherwise from some year on: one where they adjoin."""
    last, first = before[-1], after[0]
    if last.value != first.value or last.last + 1 != first.first:
        return (*before, *after)
    return (*before[:-1], Run(last.first, first.last, last.value), *after[1:])


def _summed(changes: list[int]) -> list[int]:
    return list(accumulate(changes))


def _ranges(flags: list[bool]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for year, flag in enumerate(flags, FIRST_YEAR):
        if flag and found and found[-1][1] == year - 1:
            found[-1] = (found[-1][0], year)
        elif flag:
            found.append((year, year))
    return found
