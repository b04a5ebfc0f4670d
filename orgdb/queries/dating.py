"""Dates that are worked out, not written by anybody: their text, and whether they lie in a window.

"The day after the last day of 1970" is some day from 2 January 1970 to 1 January 1971, and the
text says so: nothing is rounded.
"""

from __future__ import annotations

from dataclasses import dataclass

from orgdb.dates import NO_EARLIEST, NO_LATEST, date_bounds, day_after, days_in_month
from orgdb.errors import DateError, QuestionError
from orgdb.vocabulary import Certainty

Days = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Window:
    """The days from `--from` to `--to`, both included; a side that is not given has no limit."""

    earliest: str
    latest: str

    @classmethod
    def parse(cls, from_: str | None, to: str | None) -> Window:
        """Read both dates: a window from 1990 begins with that year, one to 1990 ends with it."""
        earliest = _bounds(from_, "--from")[0] if from_ else NO_EARLIEST
        latest = _bounds(to, "--to")[1] if to else NO_LATEST
        if earliest > latest:
            raise QuestionError(
                f"--from {from_} is after --to {to}.", "Give the earlier date to --from."
            )
        return cls(earliest, latest)

    def holds(self, days: Days) -> Certainty | None:
        """Does a date with these bounds lie in the window: certainly, possibly, or not (None)?"""
        if days[0] > self.latest or days[1] < self.earliest:
            return None
        inside = self.earliest <= days[0] and days[1] <= self.latest
        return Certainty.CERTAIN if inside else Certainty.POSSIBLE


def text_of(days: Days) -> str:
    """The shortest EDTF text for some day of these, both included; '' for any day at all.

    >>> text_of(("1951-12-01", "1951-12-31")), text_of(("1970-01-02", "1971-01-01"))
    ('1951-12', '[1970-01-02..1971-01-01]')
    """
    earliest, latest = days
    if earliest == latest:
        return earliest
    first = "" if earliest == NO_EARLIEST else _shortest(earliest, starts=True)
    last = "" if latest == NO_LATEST else _shortest(latest, starts=False)
    for text in {first, last, earliest[:7], earliest[:4]} - {""}:
        if date_bounds(text) == days:
            return text
    return f"[{first}..{last}]" if first or last else ""


def next_day(days: Days) -> Days:
    """The bounds of the day after a date with these bounds."""
    return day_after(days[0]), day_after(days[1])


def _shortest(day: str, starts: bool) -> str:
    """The shortest date whose first (or last) day this is."""
    year, month = day[:4], day[5:7]
    if starts:
        return year if day[5:] == "01-01" else day[:7] if day[8:] == "01" else day
    last = f"{days_in_month(int(year), int(month)):02}"
    return year if day[5:] == "12-31" else day[:7] if day[8:] == last else day


def _bounds(text: str, option: str) -> Days:
    try:
        return date_bounds(text)
    except DateError as error:
        raise DateError(f"{option}: {error.message}", error.hint) from None
