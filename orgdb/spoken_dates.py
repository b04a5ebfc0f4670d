"""Dates as people write them, where they have one meaning, put into EDTF.

`4 November 2021`, `Nov 2021`, `2021-1-4`, `2021/11/04`, `31/12/2021`, `4.11.2021`, `1990s`, `195X`,
`1951/1955`, `1951-1955`, `today`. What has two meanings (`4/11/2021`) or none of a certain length
(`1951~`) is left as it is, for `dates` to refuse; `trouble` says why.
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
_INTERVAL = re.compile(r"(\d{4}[-\d]*) ?(?:/|\.\.) ?(\d{4}[-\d]*)", re.ASCII)
_YEARS = re.compile(r"(\d{4}) ?[-\u2013] ?(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})|(\d{4})(\d\d)(\d\d)", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
_ABOUT = re.compile(r"(?:c\.?|ca\.?|circa|about|around) ?(\d{4})|(\d{4})[~?%]", re.ASCII)
MONTHS_IN_YEAR = 12


def as_edtf(text: str) -> str:
    """The EDTF text of a date that has one meaning; any other text as it is.

    >>> as_edtf("4 November 2021"), as_edtf("1990s"), as_edtf("1951/1955"), as_edtf("4/11/2021")
    ('2021-11-04', '[1990..1999]', '[1951..1955]', '4/11/2021')
    """
    words = " ".join(text.split())
    if words.lower() in ("today", "now"):
        return datetime.date.today().isoformat()
    if words.lower() == "yesterday":
        return (datetime.date.today() - datetime.timedelta(days=1)).isoformat()
    if match := _NUMBERS.fullmatch(words):
        return "-".join(part.zfill(2) for part in match.groups() if part)
    if match := _DECADE.fullmatch(words):
        return f"[{match[1]}0..{match[1]}9]"
    if match := _INTERVAL.fullmatch(words):
        return f"[{as_edtf(match[1])}..{as_edtf(match[2])}]"
    if match := _YEARS.fullmatch(words):
        return f"[{match[1]}..{match[2]}]"
    if match := _YEAR_FIRST.fullmatch(words):
        return "-".join(part.zfill(2) for part in match.groups() if part)
    if match := _YEAR_LAST.fullmatch(words):
        day, month = _day_and_month(match[1], match[2], match[3])
        return f"{match[4]}-{month.zfill(2)}-{day.zfill(2)}" if day else text
    if match := _DAY_FIRST.fullmatch(words.lower()):
        return _written(match[3], match[2], match[1]) or text
    if match := _MONTH_FIRST.fullmatch(words.lower()):
        return _written(match[3], match[1], match[2]) or text
    return text


def trouble(text: str) -> str:
    """Why a date that people write has not one meaning, and what to write instead; '' if unknown.

    >>> trouble("4/11/2021")
    "'4/11/2021' can be 4 November or 11 April: write 2021-11-04 or 2021-04-11."
    """
    words = " ".join(text.split())
    if match := _ABOUT.fullmatch(words.lower()):
        year = int(match[1] or match[2])
        return (
            f"'{words}' does not say how far from {year}: write the years between which it lies,"
            f" such as [{year - 1:04}..{year + 1:04}]."
        )
    match = _YEAR_LAST.fullmatch(words)
    if match and all(1 <= int(match[part]) <= MONTHS_IN_YEAR for part in (1, 3)):
        first, second = match[1].zfill(2), match[3].zfill(2)
        names = MONTHS[int(second) - 1].title(), MONTHS[int(first) - 1].title()
        return (
            f"'{words}' can be {int(first)} {names[0]} or {int(second)} {names[1]}: write"
            f" {match[4]}-{second}-{first} or {match[4]}-{first}-{second}."
        )
    return ""


def _day_and_month(first: str, separator: str, second: str) -> tuple[str, str]:
    """Which of two numbers is the day, where only one can be; ('', '') where both can.

    With dots the day comes first, wherever dates are written so.
    """
    if separator == "." or int(first) > MONTHS_IN_YEAR or first.zfill(2) == second.zfill(2):
        return first, second
    return (second, first) if int(second) > MONTHS_IN_YEAR else ("", "")


def _written(year: str, month: str, day: str | None) -> str:
    found = [number for number, name in enumerate(MONTHS, 1) if _names(month, name)]
    if len(found) != 1:
        return ""
    return f"{year}-{found[0]:02}-{day.zfill(2)}" if day else f"{year}-{found[0]:02}"


def _names(word: str, month: str) -> bool:
    return (len(word) >= 3 and month.startswith(word)) or word == "sept" == month[:4]
