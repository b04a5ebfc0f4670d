"""Observations in time become spells: what a table of years can know of a start and an end.

A series says of one state and one organization, for each year that was observed, what was seen. A
spell is a run of observed years with one value. Its start lies after the last year in which
something else was surely seen and not after its own first year; its end likewise. Years that were
not observed, and those of which the data say that they do not know, are evidence of nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

ABSENT = "absent"
GONE = "gone"  # the organization did not exist
UNSURE = "unknown"
_NOBODY = frozenset((ABSENT, GONE))


class Run(NamedTuple):
    """Observed years with one value: a status, or `ABSENT`, `GONE` or `UNSURE`."""

    first: int
    last: int
    value: str


class Window(NamedTuple):
    """What the observer could see: the years of the data, and what one observation means.

    `slack` is 0 where an observation speaks of the whole year (absent: on no day of it), and 1
    where it is a snapshot taken on some day of the year.
    """

    first: int
    last: int
    slack: int = 0


class Spell(NamedTuple):
    """A run with bounds, in years. `earliest` and `latest` are None where there is no limit."""

    value: str
    first: int
    last: int
    earliest: int | None
    latest: int | None
    open: bool
    joined_by: str | None
    end_reason: str | None


def spells(
    runs: Sequence[Run], window: Window, born: int | None = None, died: int | None = None
) -> list[Spell]:
    """The spells of one state in one organization, from runs in order of time.

    `born` and `died` are the first and last year of the organization, where known: before and after
    them nobody was a member, whether observed or not.
    """
    found = []
    for place, run in enumerate(runs):
        if run.value in _NOBODY:
            continue
        before = _sure(reversed(runs[:place])) if place else None
        after = _sure(runs[place + 1 :]) if place + 1 < len(runs) else None
        earliest = before.last + 1 - window.slack if before else born
        latest = after.first - 1 + window.slack if after else died
        is_open = run.last == window.last and after is None
        found.append(
            Spell(
                run.value,
                run.first,
                run.last,
                min(earliest, run.first) if earliest is not None else None,
                None if is_open or latest is None else max(latest, run.last),
                is_open,
                _change(runs[place - 1], run) if place else None,
                _ending(run, runs[place + 1]) if place + 1 < len(runs) else None,
            )
        )
    return found


def runs_of(values: Iterable[tuple[int, str]]) -> list[Run]:
    """Observations, one a year and in order, as runs; a missing year ends a run."""
    found: list[Run] = []
    for year, value in values:
        last = found[-1] if found else None
        if last and last.value == value and last.last == year - 1:
            found[-1] = Run(last.first, year, value)
        else:
            found.append(Run(year, year, value))
    return found


def _sure(runs: Iterable[Run]) -> Run | None:
    """The nearest run that knows what it says."""
    for run in runs:
        if run.value != UNSURE:
            return run
    return None


def _change(before: Run, run: Run) -> str | None:
    seen = before.last + 1 == run.first and UNSURE not in (before.value, run.value)
    return "status_change" if seen and before.value not in (ABSENT, GONE) else None


def _ending(run: Run, after: Run) -> str | None:
    if run.last + 1 != after.first or UNSURE in (run.value, after.value):
        return None
    if after.value == GONE:
        return "dissolution"
    return None if after.value == ABSENT else "status_change"
