"""Exits that are announced and not in effect: the trap between a member and a former one."""

from __future__ import annotations

from dataclasses import dataclass

from orgdb.db.reader import Reader
from orgdb.membership.exits import exits

PENDING = ("announced", "notified")


@dataclass(frozen=True, slots=True)
class Leaving:
    """An announced exit in words that end a sentence, and its fact; nothing where there is none."""

    words: str = ""
    fact: str | None = None


def announced_exit(reader: Reader, member: str, org: str, on: str | None) -> Leaving:
    """The exit of a member that was said by a date and is not known to have come into effect."""
    for row in exits(reader, f"org:{org}", on=on):
        if row.member == member and row.stage in PENDING:
            steps = [("announced", row.announced), ("notified", row.notified)]
            steps.append(("effective", row.effective))
            said = ", ".join(f"{word} {date}" for word, date in steps if date)
            return Leaving(f"; exit {said}: a member stays one until it takes effect", row.fact)
    return Leaving()
