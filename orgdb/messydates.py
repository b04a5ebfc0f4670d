"""Dates as the R package messydates writes them, from and to orgdb's.

Its notation is that of ISO 8601-2 with a range outside brackets (`1951..1955`, `..1955`, `1951..`)
and `X` for a digit nobody knows (`195X`, `1951-XX-XX`). Rules:
<https://globalgov.github.io/messydates/reference/annotate.html> and
<https://globalgov.github.io/messydates/reference/messydate.html>.
"""

from __future__ import annotations

import re

from orgdb.dates import date_bounds, days_in_month, edtf
from orgdb.errors import DateError

HINT = "orgdb has a date, a month, a year or one range; keep the rest as it is, in a note."
_DIGITS = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?", re.ASCII)
# Marks of the notation for what orgdb has no date for, and what they say.
_BEYOND = (
    ("~", "is approximate"),
    ("?", "is uncertain"),
    ("%", "is approximate and uncertain"),
    ("{", "is a set of dates"),
    (":", "is a span of time, not one date"),
)


def from_messydates(text: str) -> str:
    """The EDTF text of a messydate: some day from the first to the last that it can be.

    Raises `DateError` for what cannot be said: approximate and uncertain dates, sets, years before
    our era, and a digit left out before one that is known (`1951-XX-05`).

    >>> from_messydates("1951..1952-03"), from_messydates("..1955"), from_messydates("195X")
    ('[1951-01..1952-03]', '[..1955]', '[1950..1959]')
    """
    written = text.strip().upper()
    for mark, what in _BEYOND:
        if mark in written:
            raise DateError(f"'{text}' {what}, which no date of orgdb can say.", HINT)
    if written.startswith("-") or "..-" in written:
        raise DateError(f"'{text}' is a year before our era, which orgdb does not have.", HINT)
    first, dots, last = written.partition("..")
    if not dots:
        earliest, latest = _ends(written, text)
        found = earliest if earliest == latest else f"[{earliest}..{latest}]"
    else:
        start = _ends(first, text)[0] if first else ""
        end = _ends(last, text)[1] if last else ""
        found = f"[{start}..{end}]"
    return edtf(found)


def to_messydates(text: str) -> str:
    """A date of orgdb as messydates writes it: a range without its brackets.

    >>> to_messydates("[1951..1955]"), to_messydates("[..1955]"), to_messydates("1951-12")
    ('1951..1955', '..1955', '1951-12')
    """
    return edtf(text).strip("[]")


def _ends(text: str, whole: str) -> tuple[str, str]:
    """The first and the last date, at one precision, that digits left out can stand for."""
    match = _DIGITS.fullmatch(text)
    if not match:
        raise DateError(f"'{whole}' is not a messydate.", "Write 1951, 1951..1955 or 195X.")
    year, month, day = match[1], match[2] or "XX", match[3] or "XX"
    digits = year + month + day
    known = digits.rstrip("X")
    if not known:
        raise DateError(f"'{whole}' can be any day.", "Leave the date empty.")
    if "X" in known:
        raise DateError(f"'{whole}' is many dates, which no one date of orgdb can say.", HINT)
    if len(known) <= 4:
        first, last = known.ljust(4, "0"), known.ljust(4, "9")
        first = "0001" if first == "0000" else first
    elif len(known) == 5:
        months = {"0": ("01", "09"), "1": ("10", "12")}
        low, high = months.get(known[4], ("00", "00"))
        first, last = f"{year}-{low}", f"{year}-{high}"
    elif len(known) == 6:
        first = last = f"{year}-{month}"
    elif len(known) == 7:
        date_bounds(f"{year}-{month}")
        length = days_in_month(int(year), int(month))
        low_day, high_day = max(1, int(known[6]) * 10), min(length, int(known[6]) * 10 + 9)
        first, last = f"{year}-{month}-{low_day:02}", f"{year}-{month}-{high_day:02}"
    else:
        first = last = f"{year}-{month}-{day}"
    return first, last
