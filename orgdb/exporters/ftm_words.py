"""What FollowTheMoney has no property for, in the words of descriptions and notes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from orgdb.dates import OPEN, UNKNOWN
from orgdb.exporters.extract import Extract
from orgdb.exporters.simple_dates import simple


def notes(extract: Extract) -> dict[str, list[str]]:
    """What is said of organizations, memberships, and members that leave, by whom it is about."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in extract.records("languages"):
        said = f"{row['status'].capitalize()} language: {row['language_name']}"
        found[f"org-{row['org']}"].append(f"{said} ({period(row)})")
    for row in extract.records("charters"):
        said = ", ".join(
            f"{word} {row[name]}"
            for name, word in (
                ("adopted", "adopted"),
                ("signed", "signed"),
                ("in_force", "in force"),
            )
            if row[name]
        )
        dates = f" ({said})" if said else ""
        found[f"org-{row['org']}"].append(f"{row['kind']}: {row['title']}{dates}")
    for row in extract.records("suspensions"):
        by = f", by {row['instrument']}" if row["instrument"] else ""
        said = f"Suspended ({row['scope']}): {period(row)}{by}"
        found[row["membership"]].append(said)
    for row in extract.records("exits"):
        steps = ("announced", "notified", "effective", "reversed")
        said = ", ".join(f"{step} {row[step]}" for step in steps if row[step])
        more = f"; {row['remark']}" if row["remark"] else ""
        found[f"{row['org']} {row['member']}"].append(f"Exit: {said}{more}")
    return found


def vacancy(row: Mapping[str, Any], said: Iterable[str]) -> list[str]:
    """A time in which nobody held a post, with what its sources say."""
    disputed = " (disputed)" if row["disputed"] else ""
    record = f"Vacant {period(row)}{disputed}, fact {row['fact']}"
    return [record, *(f"vacancy, {one}" for one in said)]


def period(row: Mapping[str, Any]) -> str:
    """A period in words."""
    start = f"from {row['start']}" if row["start"] else "from an unknown day"
    if row["end"] == OPEN:
        return f"{start}, still so at the last check"
    return f"{start} to {row['end'] or 'an unknown day'}"


def ranges(row: Mapping[str, Any], *names: str) -> list[str]:
    """The dates that no property takes, in words."""
    found = []
    for name in names:
        text = row[name]
        if text and text != OPEN and not simple(text):
            found.append(f"{name}: some day in {text.strip('[]').replace('..', ' .. ').strip()}")
        elif name == "end" and text == UNKNOWN:
            found.append("end: on a day nobody knows")
    return found


def identifier(key: str) -> str:
    """A key as an identifier: letters, digits, dots and hyphens."""
    plain = re.sub(r"[^0-9A-Za-z.-]", ".", key)
    return plain.strip(".-")
