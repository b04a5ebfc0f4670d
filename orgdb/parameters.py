"""The parts of a question that many questions share: its date, and who counts as a member."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from orgdb.dates import HOW_TO_WRITE, NO_EARLIEST, NO_LATEST, Bounds, Days, asked_bounds
from orgdb.errors import DateError, QuestionError, did_you_mean
from orgdb.spoken_dates import as_edtf
from orgdb.vocabulary import COUNTED_AS_MEMBERS, Answer, Certainty, Rule, Status

ALL_STATUSES = "all"
Statuses = str | Iterable[str] | None
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class On:
    """The date a question is about: as it was written, and its first and last day."""

    text: str
    earliest: str
    latest: str

    @classmethod
    def parse(cls, text: str) -> On:
        """Read a date: EDTF, or as people write it where that has one meaning (`spoken_dates`)."""
        written = as_edtf(text)
        return cls(written, *asked_bounds(written))

    @classmethod
    def day(cls, day: str) -> On:
        """One full day, such as the one on which a roster was last checked."""
        return cls(day, day, day)


EVER = On("", NO_EARLIEST, NO_LATEST)
DateLike = str | int | date | On


@dataclass(frozen=True, slots=True)
class Window:
    """The days from `--from` to `--to`, both included; a side that is not given has no limit."""

    earliest: str
    latest: str

    @classmethod
    def parse(cls, from_: str | None, to: str | None) -> Window:
        """Read both dates: a window from 1990 begins with that year, one to 1990 ends with it."""
        earliest = _asked_bounds(from_, "--from")[0] if from_ else NO_EARLIEST
        latest = _asked_bounds(to, "--to")[1] if to else NO_LATEST
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


def _asked_bounds(text: str, option: str) -> Days:
    try:
        return asked_bounds(as_edtf(text))
    except DateError as error:
        raise DateError(f"{option}: {error.message}", error.hint) from None


@dataclass(frozen=True, slots=True)
class WhoCounts:
    """Who counts as a member: on which date, by which rule, with which status, in which data set.

    Without a date, as of the day a list was last checked. `status` is what was named, empty where
    nothing was (then full and unspecified members count); `statuses` are those that it means.
    Without a data set, the preferred one of each organization answers.
    """

    on: On | None = None
    rule: Rule = Rule.LEGAL
    status: str = ""
    statuses: tuple[Status, ...] = COUNTED_AS_MEMBERS
    dataset: str | None = None

    @classmethod
    def of(
        cls,
        on: DateLike | None = None,
        rule: str = Rule.LEGAL,
        status: Statuses = None,
        dataset: str | None = None,
    ) -> WhoCounts:
        """Read what was asked for. Raises `QuestionError` for a word or a date that is not one."""
        named = status if status is None or isinstance(status, str) else ",".join(status)
        return cls(parse_on(on), parse_rule(rule), named or "", parse_statuses(named), dataset)

    def or_every_status(self) -> WhoCounts:
        """The same, with every status where none was named."""
        return self if self.status else replace(self, statuses=tuple(Status))


MEMBERS = WhoCounts()


def parse_on(on: DateLike | None) -> On | None:
    """The date of a question, or None where none was given; a number is a year."""
    if on is None or isinstance(on, On):
        return on
    if isinstance(on, date):
        return On.day(on.isoformat()[:10])
    if isinstance(on, int) and not isinstance(on, bool):
        return On.parse(str(on))  # 90 is not a year of four digits: refused, not guessed
    if not isinstance(on, str):
        raise DateError(f"A {type(on).__name__} is not a date.", HOW_TO_WRITE)
    return On.parse(on)


def parse_rule(text: str) -> Rule:
    """`legal` or `participating`. Raises `QuestionError` for another word."""
    return _word(Rule, text, "rule")


def parse_statuses(wanted: Statuses) -> tuple[Status, ...]:
    """The statuses that count: full and unspecified unless others are named; `all` for every one.

    Several are separated by commas, or come as a list.
    """
    if wanted is None:
        return COUNTED_AS_MEMBERS
    parts = wanted.split(",") if isinstance(wanted, str) else list(wanted)
    if parts == [ALL_STATUSES]:
        return tuple(Status)
    chosen = [_word(Status, part.strip(), "status") for part in parts]
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
        meant = did_you_mean(text, (word.value for word in words))
        raise QuestionError(f"Unknown {what} '{text}'.{meant}", f"Choose from: {known}.") from None


def listed(words: Iterable[StrEnum]) -> str:
    """Words as a person reads a list of choices."""
    return ", ".join(word.value for word in words)


def with_certainty(rows: Iterable[dict[str, Any]], on: On | None) -> list[dict[str, Any]]:
    """The rows that can hold on the date, each with its `certainty` in place of its bounds.

    What was still so at the last check is only possible afterwards. Without a date, all rows are
    in, and certain: they are what the sources say.
    """
    found = []
    for row in rows:
        names = ("start_earliest", "start_latest", "end_earliest", "end_latest")
        bounds = Bounds(*(row.pop(name) for name in names))
        held = bounds.on(on.earliest, on.latest) if on else Answer.YES
        if held is not Answer.NO:
            sure = Certainty.CERTAIN if held is Answer.YES else Certainty.POSSIBLE
            found.append({**row, "certainty": sure.value})
    return found


def span(on: On | None) -> dict[str, str | None]:
    """The first and last day of a question's date as parameters of its SQL; None without one."""
    return {"earliest": on.earliest if on else None, "latest": on.latest if on else None}
