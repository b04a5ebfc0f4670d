"""Joint memberships of every pair of states in every year, by sets of bits.

Each state and year has one whole number: a bit for each organization it was a member of. What two
states share is the number of bits both have. A second number also has the bits of what the data do
not know: with it the count is the most that two states can have shared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from orgdb.db.reader import Reader
from orgdb.panel.member_years import last_checked_year, member_years_of
from orgdb.panel.runs import EVERY_YEAR, MemberYears, Years
from orgdb.vocabulary import COUNTED_AS_MEMBERS, PREFERRED, Certainty, Status


@dataclass(frozen=True, slots=True)
class DyadRow:
    """What two states share in one year (`orgdb report dyads`)."""

    state1: str
    state2: str
    year: int
    shared: int
    shared_max: int
    cow1: str | None
    cow2: str | None
    dataset: str


class Year(NamedTuple):
    """The states of one year, in order, each with its two sets of bits."""

    year: int
    states: list[tuple[str, str]]
    sure: list[int]
    possible: list[int]


class Dyads(Sequence[DyadRow]):
    """All pairs of all years; they are counted when they are asked for, year by year."""

    def __init__(self, years: list[Year], directed: bool, dataset: str) -> None:
        self.years = years
        self.dataset = dataset
        self.directed = directed
        self._rows: list[DyadRow] = []

    @property
    def datasets(self) -> set[str]:
        """The data sets that the rows are of."""
        return {self.dataset}

    def __len__(self) -> int:
        pairs = sum(len(year.states) * (len(year.states) - 1) for year in self.years)
        return pairs if self.directed else pairs // 2

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        if not self._rows:
            self._rows = list(self)
        return self._rows[place]

    def __iter__(self) -> Iterator[DyadRow]:
        for year in self.years:
            for i, others, shared, most in self.counts(year):
                one, cow1 = year.states[i]
                for (two, cow2), count, limit in zip(others, shared, most, strict=True):
                    codes = (cow1 or None, cow2 or None)
                    yield DyadRow(one, two, year.year, count, limit, *codes, self.dataset)

    def counts(
        self, year: Year
    ) -> Iterator[tuple[int, list[tuple[str, str]], list[int], list[int]]]:
        """For each state of a year: its place, the states it is paired with, and the counts."""
        for i, (own, limit) in enumerate(zip(year.sure, year.possible, strict=True)):
            after = slice(i + 1, None)
            states, sure, possible = year.states[after], year.sure[after], year.possible[after]
            if self.directed:
                states = year.states[:i] + states
                sure, possible = year.sure[:i] + sure, year.possible[:i] + possible
            shared = [(own & other).bit_count() for other in sure]
            yield i, states, shared, [(limit & other).bit_count() for other in possible]

    def total(self) -> int:
        """The joint memberships of all pairs in all years."""
        return sum(sum(shared) for year in self.years for _, _, shared, _ in self.counts(year))

    def lines(self, separator: str) -> Iterator[str]:
        """The rows as delimited text, in portions: nothing in them needs quotes."""
        yield separator.join(DyadRow.__slots__) + "\n"
        number = [str(n) for n in range(1 + max((_most(year) for year in self.years), default=0))]
        last = f"{separator}{self.dataset}\n"
        for year in self.years:
            middle = f"{separator}{year.year}{separator}"
            before = {state: f"{state[0]}{middle}" for state in year.states}
            for i, others, shared, most in self.counts(year):
                one, cow1 = year.states[i]
                start, tail = f"{one}{separator}", f"{separator}{cow1}{separator}"
                yield "".join(
                    [
                        f"{start}{before[two]}{number[n]}{separator}{number[m]}{tail}{two[1]}{last}"
                        for two, n, m in zip(others, shared, most, strict=True)
                    ]
                )


def dyads(
    reader: Reader,
    dataset: str | None = None,
    organizations: Iterable[str] = (),
    full_only: bool = False,
    directed: bool = False,
    years: Years = EVERY_YEAR,
) -> Dyads:
    """What every two states share in every year: full members, and those of no stated kind.

    `full_only` leaves out the latter. Where a data set has a file of its state-years, those are the
    states of each year, else all that were a member of something. `shared_max` also counts what is
    only possible or unknown: memberships that were open when their list was last checked too, so
    that the most two states can share does not fall where lists end on different days.
    """
    through = years.last or last_checked_year(reader, dataset)
    found = member_years_of(reader, dataset, organizations, through)
    counted = (Status.FULL,) if full_only else COUNTED_AS_MEMBERS
    bits = {org: 1 << place for place, org in enumerate(sorted({s.org for s in found.runs}))}
    sure: dict[str, list[MemberYears]] = defaultdict(list)
    possible: dict[str, list[MemberYears]] = defaultdict(list)
    for run in years.cut(found.runs):
        # A series of a file is one, whichever state had its code; else each member is its own.
        key = run.cow if found.years else run.member
        if run.status in counted and run.certainty == Certainty.CERTAIN:
            sure[key].append(run)
        elif run.status in counted or run.status == Status.UNKNOWN:
            possible[key].append(run)
    lives = found.years or _lives([*sure.items(), *possible.items()])
    by_year: dict[int, Year] = {}
    for key in sorted(lives, key=_in_order):
        has, may = _sets(sure[key], bits), _sets(possible[key], bits)
        for year in (y for span in lives[key] for y in years.within(*span)):
            its = by_year.setdefault(year, Year(year, [], [], []))
            coded = (found.holder(key, year), key) if found.years else None
            its.states.append(coded or (key, found.code(key, year)))
            its.sure.append(has.get(year, 0))
            its.possible.append(has.get(year, 0) | may.get(year, 0))
    named = dataset or PREFERRED
    return Dyads([by_year[year] for year in sorted(by_year)], directed, named)


def _sets(runs: Iterable[MemberYears], bits: dict[str, int]) -> dict[int, int]:
    """For each year, the bits of the organizations whose run covers it."""
    toggled: dict[int, int] = defaultdict(int)
    for run in runs:
        toggled[run.first] ^= bits[run.org]
        toggled[run.last + 1] ^= bits[run.org]
    found, held = {}, 0
    for year in range(min(toggled, default=0), max(toggled, default=0)):
        held ^= toggled.get(year, 0)
        found[year] = held
    return found


def _lives(runs: Iterable[tuple[str, list[MemberYears]]]) -> dict[str, list[tuple[int, int]]]:
    """The years in which each state was, or may have been, a member of something."""
    found: dict[str, set[int]] = defaultdict(set)
    for key, its in runs:
        for run in its:
            found[key].update(range(run.first, run.last + 1))
    return {key: [(year, year) for year in sorted(years)] for key, years in found.items()}


def _in_order(key: str) -> tuple[int, str]:
    return (int(key) if key.isdecimal() else 0, key)


def _most(year: Year) -> int:
    return max((bits.bit_count() for bits in year.possible), default=0)
