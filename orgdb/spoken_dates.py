"""Dates as people write them, where they have one meaning, put into EDTF.

`4 November 2021`, `Nov 2021`, `2021-1-4`, `1990s`, `195X`, `1951/1955`, `today`. What has two
meanings (`4/11/2021`) is left as it is, for `dates` to refuse.
"""

from __future__ import annotations

import datetime
import re

MONTHS = (
    "january february march april may june july august september october november december".split()
)
_NUMBERS = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", re.ASCII)
_DAY_FIRST = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]+)\.?,? (\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)
_DECADE = re.compile(r"(\d{3})(?:0s|[Xx])", re.ASCII)
_INTERVAL = re.compile(r"(\d{4}[-\d]*)/(\d{4}[-\d]*)", re.ASCII)


def as_edtf(text: str) -> str:
    """The EDTF text of a date that has one meaning; any other text as it is.

    >>> as_edtf("4 November 2021"), as_edtf("1990s"), as_edtf("1951/1955"), as_edtf("4/11/2021")
    ('2021-11-04', '[1990..1999]', '[1951..1955]', '4/11/2021')
    """
    words = " ".join(text.split())
    if words.lower() == "today":
        return datetime.date.today().isoformat()
    if match := _NUMBERS.fullmatch(words):
        return "-".join(part.zfill(2) for part in match.groups() if part)
    if match := _DECADE.fullmatch(words):
        return f"[{match[1]}0..{match[1]}9]"
    if match := _INTERVAL.fullmatch(words):
        return f"[{as_edtf(match[1])}..{as_edtf(match[2])}]"
    if match := _DAY_FIRST.fullmatch(words.lower()):
        return _written(match[3], match[2], match[1]) or text
    if match := _MONTH_FIRST.fullmatch(words.lower()):
        return _written(match[3], match[1], match[2]) or text
    return text


def _written(year: str, month: str, day: str | None) -> str:
    found = [number for number, name in enumerate(MONTHS, 1) if _names(month, name)]
    if len(found) != 1:
        return ""
    return f"{year}-{found[0]:02}-{day.zfill(2)}" if day else f"{year}-{found[0]:02}"


def _names(word: str, month: str) -> bool:
    return (len(word) >= 3 and month.startswith(word)) or word == "sept" == month[:4]
