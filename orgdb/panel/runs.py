"""Runs of years: years in a row in which one member had one status in one organization."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from orgdb.vocabulary import COUNTED_AS_MEMBERS, Certainty


class MemberYears(NamedTuple):
    """Years in a row in which one member had one status in one organization."""

    org: str
    member: str
    cow: str
    first: int
    last: int
    status: str
    suspended: str
    certainty: str
    fact: int = 0
    dataset: str = ""


class Years(NamedTuple):
    """The first and the last year wanted; None has no limit."""

    first: int | None = None
    last: int | None = None

    def cut(self, runs: Iterable[MemberYears]) -> Iterator[MemberYears]:
        """The runs inside these years."""
        for run in runs:
            first = max(run.first, self.first or run.first)
            last = min(run.last, self.last or run.last)
            if first <= last:
                yield run._replace(first=first, last=last)

    def within(self, first: int, last: int) -> range:
        """The years from a first to a last one that are wanted."""
        return range(max(first, self.first or first), min(last, self.last or last) + 1)


EVERY_YEAR = Years()


def year_by_year(spells: list[list[MemberYears]]) -> list[MemberYears]:
    """Several spells of one member, of which one stands in each year."""
    cells: dict[int, MemberYears] = {}
    for runs in spells:
        for run in runs:
            for year in range(run.first, run.last + 1):
                if year not in cells or _weight(run) >= _weight(cells[year]):
                    cells[year] = run
    return [cells[year]._replace(first=year, last=year) for year in sorted(cells)]


def joined(runs: list[MemberYears]) -> Iterator[MemberYears]:
    """Runs of one member in order, those that adjoin and say the same as one."""
    last: MemberYears | None = None
    for run in runs:
        # All but the two years (fields 3 and 4) is the same, and the years adjoin.
        if last and last.last == run.first - 1 and (last[:3], last[5:]) == (run[:3], run[5:]):
            last = last._replace(last=run.last)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last


def _weight(run: MemberYears) -> tuple[bool, bool]:
    """Which of two statuses in one year stands: a certain one, then that of a member; else the
    later one."""
    return run.certainty == Certainty.CERTAIN, run.status in COUNTED_AS_MEMBERS
