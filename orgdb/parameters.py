"""The parts of a question that many questions share: its date, its statuses, its rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from orgdb.dates import NO_EARLIEST, NO_LATEST, date_bounds
from orgdb.errors import DateError, QuestionError
from orgdb.vocabulary import COUNTED_AS_MEMBERS, Rule, Status

ALL_STATUSES = "all"
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class On:
    """The date a question is about: as it was written, and its first and last day."""

    text: str
    earliest: str
    latest: str

    @classmethod
    def parse(cls, text: str) -> On:
        """Read a date as `dates` does; `today` is none, for answers must be repeatable.

        From Python, a number is a year and a `datetime.date` a day.
        """
        text = str(text)
        try:
            return cls(text, *date_bounds(text))
        except DateError as error:
            raise DateError(f"--on: {error.message}", error.hint) from None

    @classmethod
    def day(cls, day: str) -> On:
        """One full day, such as the one on which a roster was last checked."""
        return cls(day, day, day)


EVER = On("", NO_EARLIEST, NO_LATEST)


def parse_on(text: str | None) -> On | None:
    """The date of a question, or None where none was given."""
    return None if text is None else On.parse(text)


def parse_rule(text: str) -> Rule:
    """`legal` or `participating`. Raises `QuestionError` for another word."""
    return _word(Rule, text, "rule")


def parse_statuses(text: str | None) -> tuple[Status, ...]:
    """The statuses that count: full and unspecified unless others are named; `all` for every one.

    Several are separated by commas.
    """
    if text is None:
        return COUNTED_AS_MEMBERS
    if text == ALL_STATUSES:
        return tuple(Status)
    chosen = [_word(Status, part.strip(), "status") for part in text.split(",")]
    if Status.FULL in chosen and Status.UNSPECIFIED not in chosen:
        chosen.append(Status.UNSPECIFIED)
    return tuple(chosen)


def parse_kind(words: type[Word], text: str | None) -> Word | None:
    """A kind of organization, state or event, or None for all. Raises `QuestionError`."""
    return None if text is None else _word(words, text, "kind")


def _word(words: type[Word], text: str, what: str) -> Word:
    try:
        return words(text)
    except ValueError:
        known = f"{listed(words)}, {ALL_STATUSES}" if words is Status else listed(words)
        raise QuestionError(f"'{text}' is no {what}.", f"Choose from: {known}.") from None


def listed(words: Iterable[StrEnum]) -> str:
    """Words as a person reads a list of choices."""
    return ", ".join(word.value for word in words)


def span(on: On | None) -> dict[str, str | None]:
    """The first and last day of a question's date as parameters of its SQL; None without one."""
    return {"earliest": on.earliest if on else None, "latest": on.latest if on else None}
