"""Checks of dates: nothing in the future, no name in use before or after what it names existed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping

from orgdb.dates import OPEN, Bounds, Period, date_bounds
from orgdb.seed.records import FactRecord, FileRecord, Report
from orgdb.version import RELEASE_DATE

# Dates a source can only report afterwards; when something takes effect is often known before.
DONE = (
    "founded",
    "dissolved",
    "born",
    "died",
    "adopted",
    "signed",
    "consented",
    "deposited",
    "denounced",
    "notice",
    "known_from",
    "known_through",
)
FUTURE_HINT = "correct the date; what is only announced is not a fact yet"


def today() -> str:
    """Today, or the day of this release where a clock is behind it."""
    return max(datetime.date.today().isoformat(), RELEASE_DATE)


def check_not_after_today(
    records: Iterable[FactRecord], sources: Iterable[FactRecord], report: Report
) -> None:
    """Report foundings, births, acts and observations dated after today."""
    now = today()
    for record in records:
        for name, date in _dates_of(record):
            if date_bounds(date)[0] > now:
                what = f"{name} is {date}, after today ({now})"
                report(record, "after-today", what, FUTURE_HINT)
    for source in sources:
        of = source.text("date")
        if of and date_bounds(of)[0] > now:
            what = f"date is {of}, after today ({now})"
            report(source, "after-today", what, FUTURE_HINT)


def check_known_through(files: Iterable[FileRecord], report: Report) -> None:
    """Report files whose last check lies in the future."""
    now = today()
    seen: set[str] = set()
    for file in files:
        if file.path not in seen and now < file.known_through < "9999-12-31":
            what = f"known_through is {file.known_through}, after today ({now})"
            report(file.head, "after-today", what, "write the day of the last check")
        for section, day in file.section_known_through.items():
            if day > now:
                what = f"the last check of {section} is {day}, after today ({now})"
                report(file.head, "after-today", what, "write the day of the last check")
        seen.add(file.path)


def check_names(files: Iterable[FileRecord], lives: Mapping[str, Bounds], report: Report) -> None:
    """Report names of organizations that were in use before these were founded, or after."""
    for file in files:
        for section in ("names", "organ_names"):
            for row in file.rows.get(section, ()):
                period = row.values.get("period")
                key = row.text("org") or file.key
                if isinstance(period, Period) and key in lives:
                    bounds, life = period.bounds(file.known_through), lives[key]
                    if bounds.s2 < life.s1 or bounds.tightened().e1 > life.e2:
                        what = f"the name '{row.text('name')}' was in use outside the life of {key}"
                        hint = "correct its period, or the dates of the organization"
                        report(row, "name-outside-life", what, hint)


def _dates_of(record: FactRecord) -> Iterator[tuple[str, str]]:
    for name in DONE:
        date = record.text(name)
        if date:
            yield name, date
    period = record.values.get("period")
    # Its start is compared with the day of the last check, which is not after today.
    planned = record.section.name == "events"
    if isinstance(period, Period) and period.end not in ("", OPEN) and not planned:
        yield "the end of its period", period.end
