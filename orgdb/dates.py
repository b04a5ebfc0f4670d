"""Dates as precise as they are known, periods, and the three-valued question "on that date?".

A date is written as in EDTF (the extensions of ISO 8601-2): `1951`, `1951-12`, `1951-12-13`,
`[1951..1955]` for some day in those years, `[..1955]` for "by then", `[1951..]` for "not before".
The written text is never rounded; `date_bounds` is the one function that says what it can mean.
Days are ISO texts (`1951-12-13`), which sort as dates do; the calendar is proleptic Gregorian and
there are no time zones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from orgdb.errors import DateError
from orgdb.spoken_dates import trouble
from orgdb.vocabulary import Answer

Days = tuple[str, str]  # the first and the last day that a date can mean
NO_EARLIEST = "0001-01-01"
NO_LATEST = "9999-12-31"
OPEN = ".."
UNKNOWN = ""

_SIMPLE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_TIME_OF_DAY = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ]+\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?", re.ASCII
)
_DECIMAL_YEAR = re.compile(r"(\d{4})[.,]0+", re.ASCII)
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
HOW_TO_WRITE = (
    "Write a year (1951), a month (1951-12), a day (1951-12-13) or a range such as [1951..1955]."
)
HOW_TO_ASK = (
    f"{HOW_TO_WRITE}\nAlso: 13 December 1951, Dec 1951, 13.12.1951, 1950s, 195X, 1951/1955, today."
)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as far as it is known. `earliest` and `latest` are the first and last day it can be.

    >>> PartialDate.parse("1951-12")
    PartialDate(earliest='1951-12-01', latest='1951-12-31', text='1951-12')
    """

    earliest: str
    latest: str
    text: str

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read a date as EDTF writes it. Raises `DateError` for anything else."""
        earliest, latest = date_bounds(text)
        return cls(earliest, latest, text)

    def __str__(self) -> str:
        return self.text

    def before(self, other: PartialDate) -> Answer:
        """Is this date earlier than the other: yes, no, or not known at this precision?"""
        if self.latest < other.earliest:
            return Answer.YES
        return Answer.NO if self.earliest >= other.latest else Answer.UNKNOWN

    def same(self, other: PartialDate) -> Answer:
        """Are both the same day? Two equal texts coarser than a day are *unknown*."""
        if self.latest < other.earliest or other.latest < self.earliest:
            return Answer.NO
        one_day = self.earliest == self.latest == other.earliest == other.latest
        return Answer.YES if one_day else Answer.UNKNOWN


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a period can mean: its start lies in [s1, s2] and its end in [e1, e2], days included."""

    s1: str
    s2: str
    e1: str
    e2: str

    def tightened(self) -> Bounds:
        """The same period, knowing that no end comes before its start."""
        return Bounds(self.s1, min(self.s2, self.e2), max(self.e1, self.s1), self.e2)

    def on(self, earliest: str, latest: str) -> Answer:
        """Did the period hold on at least one day from `earliest` to `latest`?

        *yes* if it did whatever the exact dates are, *unknown* if some reading says so, else *no*.
        """
        if not self.possible():
            return Answer.NO
        tight = self.tightened()
        if tight.s2 <= latest and tight.e1 >= earliest:
            return Answer.YES
        if tight.s1 <= latest and tight.e2 >= earliest:
            return Answer.UNKNOWN
        return Answer.NO

    def possible(self) -> bool:
        """False if every reading has the end before the start."""
        return self.s1 <= self.e2


@dataclass(frozen=True, slots=True)
class Period:
    """`start/end`, both days included. `..` as an end is still open; an empty side is unknown."""

    start: str
    end: str

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `1951-12/..`, `1951/1990-03-01`, `1951/`, `/1990`. Raises `DateError` otherwise."""
        start, slash, end = text.partition("/")
        if not slash:
            raise DateError(
                f"'{text}' is not a period.", "Write start/end, with '..' for an end still open."
            )
        if start == OPEN:
            raise DateError(f"'{text}' has '..' as its start.", "Leave an unknown start empty.")
        if start:
            date_bounds(start)
        if end and end != OPEN:
            date_bounds(end)
        period = cls(start, end)
        if not period.bounds(NO_LATEST).possible():
            raise DateError(f"'{text}' ends before it starts.", "Swap the two dates, or fix one.")
        return period

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"

    def in_edtf(self) -> Period:
        """The same period with both dates as every reader of EDTF takes them."""
        start, end = (edtf(d) if d not in (UNKNOWN, OPEN) else d for d in (self.start, self.end))
        return Period(start, end)

    def bounds(self, known_through: str) -> Bounds:
        """What the period can mean to somebody who last checked on the day `known_through`.

        An open end: still so on that day, so it ends then at the earliest and may never end. An
        unknown end: over by that day. An unknown start: had begun by that day or by the end.
        """
        s1, s2 = date_bounds(self.start) if self.start else (NO_EARLIEST, known_through)
        if self.end == OPEN:
            return Bounds(s1, s2, known_through, NO_LATEST)
        if not self.end:
            return Bounds(s1, s2, s1, known_through)
        e1, e2 = date_bounds(self.end)
        return Bounds(s1, s2 if self.start else min(s2, e2), e1, e2)


@lru_cache(maxsize=8192)
def date_bounds(text: str) -> tuple[str, str]:
    """The first and the last day a written date can mean.

    `[..1955]` has no first day and gives `0001-01-01`; `[1951..]` has no last one and gives
    `9999-12-31`. Raises `DateError`, with what is wrong, for a text that is no date.
    """
    if text.startswith("[") and text.endswith("]"):
        first, dots, last = text[1:-1].partition("..")
        if not dots or not (first or last):
            raise DateError(f"'{text}' is not a date.", HOW_TO_WRITE)
        earliest = _simple_bounds(first, text)[0] if first else NO_EARLIEST
        latest = _simple_bounds(last, text)[1] if last else NO_LATEST
        if earliest > latest:
            raise DateError(f"'{text}' runs backwards.", "Put the earlier date first.")
        return earliest, latest
    return _simple_bounds(text, text)


def asked_bounds(text: str) -> Days:
    """The bounds of a date in a question; one that is refused comes with the forms people use."""
    try:
        return date_bounds(text)
    except DateError as error:
        forms = HOW_TO_ASK if error.hint == HOW_TO_WRITE else error.hint
        raise DateError(trouble(text) or error.message, forms) from None


def spreadsheet_date(cell: str) -> str:
    """A date as a cell of a table has it: `1948.0` is a year, a time of day says nothing more.

    >>> spreadsheet_date(" 1948.0 "), spreadsheet_date("1948-04-30T00:00:00Z")
    ('1948', '1948-04-30')
    """
    text = cell.strip()
    found = _DECIMAL_YEAR.fullmatch(text) or _TIME_OF_DAY.fullmatch(text)
    return found[1] if found else text


def _simple_bounds(text: str, whole: str) -> tuple[str, str]:
    found = _SIMPLE.fullmatch(text)
    if not found:
        raise DateError(f"'{whole}' is not a date.", HOW_TO_WRITE)
    year, month, day = found[1], found[2], found[3]
    if year == "0000":
        raise DateError(f"'{whole}' is not a date: there is no year 0.", HOW_TO_WRITE)
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if not 1 <= int(month) <= 12:
        raise DateError(f"'{whole}' is not a date: there is no month {month}.", HOW_TO_WRITE)
    length = days_in_month(int(year), int(month))
    if day is None:
        return f"{year}-{month}-01", f"{year}-{month}-{length:02}"
    if not 1 <= int(day) <= length:
        raise DateError(f"'{whole}' is not a date: {year}-{month} has {length} days.", HOW_TO_WRITE)
    return str(text), str(text)


def days_in_month(year: int, month: int) -> int:
    """How many days a month has, in the proleptic Gregorian calendar."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _DAYS[month - 1]


def day_before(day: str) -> str:
    """The day before a full ISO date, as text. `0001-01-01` has none and stays as it is."""
    return _step(day, -1)


def day_after(day: str) -> str:
    """The day after a full ISO date, as text. `9999-12-31` has none and stays as it is."""
    return _step(day, 1)


def _step(day: str, by: int) -> str:
    # datetime is asked here only: most questions compare ISO texts and need no arithmetic.
    from datetime import date

    if day == (NO_EARLIEST if by < 0 else NO_LATEST):
        return day
    return date.fromordinal(date.fromisoformat(day).toordinal() + by).isoformat()


def text_of(days: Days) -> str:
    """The shortest EDTF text for some day of these, both included; '' for any day at all.

    Both ends of a range have one precision: the standard's readers refuse a day beside a year.

    >>> text_of(("1951-12-01", "1951-12-31")), text_of(("1970-01-02", "1971-12-31"))
    ('1951-12', '[1970-01-02..1971-12-31]')
    """
    earliest, latest = days
    if earliest == latest:
        return earliest
    first = "" if earliest == NO_EARLIEST else _shortest(earliest, starts=True)
    last = "" if latest == NO_LATEST else _shortest(latest, starts=False)
    for text in {first, last, earliest[:7], earliest[:4]} - {""}:
        if date_bounds(text) == days:
            return text
    if first and last:
        length = max(len(first), len(last))
        first, last = earliest[:length], latest[:length]
    return f"[{first}..{last}]" if first or last else ""


def edtf(text: str) -> str:
    """A written date as every reader of EDTF takes it: a range whose ends differ in precision has
    both at the finer one, which means the same days. Raises `DateError` for a text that is no date.

    >>> edtf("[1962-07-05..1999]"), edtf("[1951..1955]"), edtf("1951-12")
    ('[1962-07-05..1999-12-31]', '[1951..1955]', '1951-12')
    """
    earliest, latest = date_bounds(text)
    first, _, last = text.strip("[]").partition("..")
    if not (first and last) or len(first) == len(last):
        return text
    length = max(len(first), len(last))
    return f"[{earliest[:length]}..{latest[:length]}]"


def next_day(days: Days) -> Days:
    """The bounds of the day after a date with these bounds; one without a first day has none."""
    first = days[0] if days[0] == NO_EARLIEST else day_after(days[0])
    return first, day_after(days[1])


def _shortest(day: str, starts: bool) -> str:
    """The shortest date whose first (or last) day this is."""
    year, month = day[:4], day[5:7]
    if starts:
        return year if day[5:] == "01-01" else day[:7] if day[8:] == "01" else day
    last = f"{days_in_month(int(year), int(month)):02}"
    return year if day[5:] == "12-31" else day[:7] if day[8:] == last else day
