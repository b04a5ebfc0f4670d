"""Deciding whether somebody belongs: what the spells say, who existed, what the roster can deny."""

from __future__ import annotations

from dataclasses import dataclass, replace

from orgdb.db.reader import Row
from orgdb.membership import explanation
from orgdb.membership.lifetimes import Life, absent, while_alive
from orgdb.membership.observed_years import observes
from orgdb.membership.roster import Roster
from orgdb.membership.spell import Days, member_throughout
from orgdb.membership.spell_rows import (
    answer_of,
    bounding,
    counts_as,
    excluding,
    has_left,
    inside_lives,
    spell_of,
    strongest_first,
)
from orgdb.parameters import On
from orgdb.vocabulary import Answer, Rule, Status


@dataclass(frozen=True, slots=True)
class Case:
    """All that bears on a question but its date; `spells` are all those of `who` in the roster,
    `observed` the days of which the roster speaks of `who` (None: of all that it covers)."""

    who: str
    roster: Roster
    rule: Rule
    statuses: tuple[Status, ...]
    spells: tuple[Row, ...]
    lives: tuple[Life, ...]
    observed: tuple[Days, ...] | None = None

    def counted(self) -> list[Row]:
        """The spells of the statuses asked for."""
        return [row for row in self._own() if counts_as(row, self.statuses)]

    def others(self) -> list[Row]:
        """The spells as something else: an observer where members count."""
        return [row for row in self._own() if not counts_as(row, self.statuses)]

    def _own(self) -> list[Row]:
        # A source that disputes who the member is makes the spell somebody else's.
        return [row for row in self.spells if row["member"] == self.who]


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer, its reason, and what the reason speaks of: a spell, or a life."""

    answer: Answer
    reason: str
    spell: Row | None = None
    life: Life | None = None


def judge(case: Case, on: On) -> Verdict:
    """Decide a case for a date.

    *yes* is what the spells say; *no* is that somebody did not exist, or the word of a roster that
    can deny it; *unknown* is all the rest.
    """
    counted = case.counted()
    answer = answer_of(counted, on, case.rule)
    if answer is Answer.YES:
        return _granted(case, counted, on)
    possible = strongest_first(counted, on, Rule.LEGAL)
    missing = absent(bounding(case.lives, possible), on)
    if missing and all(map(inside_lives, possible)):
        return _not_alive(case, missing, on)
    if answer is Answer.NO and _can_deny(case, counted, on):
        return _denied(case, counted, on)
    if on.latest > case.roster.known_through:
        return _beyond(case, on)
    return _open(counted, on) if answer is Answer.UNKNOWN else _undeniable(case, counted, on)


def _not_alive(case: Case, missing: Life, on: On) -> Verdict:
    """Whoever did not exist was no member; but what came before a state may have been one.

    India was a founder of the United Nations and the Belgian Congo a member of the Universal Postal
    Union: of the time before a state only a list that covers the day can say *no*.
    """
    bodies = [life for life in case.lives if life.kind == "organization"]
    days = while_alive(bodies, on)
    listed = case.roster.covers(days, case.statuses) and observes(case.observed, days)
    if listed or not missing.began_after(on):
        return Verdict(Answer.NO, missing.missing(on), life=missing)
    reason = explanation.of_time_before(missing.missing(on), case.roster.org)
    return Verdict(Answer.UNKNOWN, reason, life=missing)


def _can_deny(case: Case, counted: list[Row], on: On) -> bool:
    """Is a *no* sure: by a complete roster, an exit on record, or a suspension on every day?"""
    days = while_alive(case.lives, on)
    if case.roster.covers(days, case.statuses) and observes(case.observed, days):
        return True
    known = days.latest <= case.roster.known_through
    suspended = known and member_throughout(map(spell_of, counted), days.earliest, days.latest)
    return suspended or has_left(counted, days)


def _granted(case: Case, counted: list[Row], on: On) -> Verdict:
    found = strongest_first(counted, on, case.rule)
    if answer_of(found[:1], on, case.rule) is Answer.YES:
        return Verdict(Answer.YES, explanation.of_member(found[0], on), found[0])
    # No single spell is certain: two meet in a change of status on an imprecise date.
    before, after = found[0], found[-1]
    return Verdict(Answer.YES, explanation.of_change(before, after), after)


def _denied(case: Case, counted: list[Row], on: On) -> Verdict:
    spell = _instead(case, counted, on)
    if spell:
        return Verdict(Answer.NO, _what_instead(case, spell, counted, on), spell)
    before, after = _nearest(counted, on)
    if before or after:
        return Verdict(Answer.NO, explanation.of_nearest(before, after), before or after)
    roster = case.roster
    why = explanation.of_never(case.statuses, roster.known_from, roster.known_through)
    return Verdict(Answer.NO, why)


def _beyond(case: Case, on: On) -> Verdict:
    """Past the last check nothing is known; the last known answer goes beside that."""
    through = case.roster.known_through
    known = judge(case, replace(on, earliest=min(on.earliest, through), latest=through))
    if known.answer is Answer.UNKNOWN and on.earliest <= through:
        return known
    return replace(
        known, answer=Answer.UNKNOWN, reason=explanation.of_last_check(through, known.answer)
    )


def _open(counted: list[Row], on: On) -> Verdict:
    """The dates of a spell, or of a suspension of it, do not decide."""
    row = strongest_first(counted, on, Rule.LEGAL)[0]
    if excluding(row, on) and answer_of([row], on, Rule.LEGAL) is Answer.YES:
        return Verdict(Answer.UNKNOWN, explanation.of_open_suspension([row], on), row)
    return Verdict(Answer.UNKNOWN, explanation.of_open_dates(row), row)


def _undeniable(case: Case, counted: list[Row], on: On) -> Verdict:
    """The roster has no such member, and cannot say *no* of the date either."""
    roster, spell = case.roster, _instead(case, counted, on)
    days = while_alive(case.lives, on)
    if roster.complete and not observes(case.observed, days):
        reason = explanation.of_unobserved(roster.dataset, case.who)
    elif roster.complete and days.earliest < roster.known_from:
        reason = explanation.of_late_start(roster.org, roster.known_from)
    else:
        reason = explanation.of_incomplete(roster.org, case.statuses)
    if spell:
        reason = f"{_what_instead(case, spell, counted, on)}; {reason}"
    before, after = _nearest(counted, on)
    if not spell and (before or after):
        # That somebody left is known, even where nothing says that nobody came back unnoticed.
        reason = f"{explanation.of_nearest(before, after)}; {reason}"
    return Verdict(Answer.UNKNOWN, reason, spell)


def _nearest(counted: list[Row], on: On) -> tuple[Row | None, Row | None]:
    """The last membership that ended before a date, and the first that began after it."""
    members = [row for row in counted if row["status"] != Status.UNKNOWN]
    before = max((r for r in members if r["end_latest"] < on.earliest), key=_end, default=None)
    return before, next((r for r in members if r["start_earliest"] > on.latest), None)


def _instead(case: Case, counted: list[Row], on: On) -> Row | None:
    """A spell that holds on the date without making a member: suspended, or of another status."""
    found = strongest_first(counted, on, Rule.LEGAL)
    found += strongest_first(case.others(), on, Rule.LEGAL)
    return found[0] if found else None


def _what_instead(case: Case, spell: Row, counted: list[Row], on: On) -> str:
    if spell in counted:
        return explanation.of_suspended(strongest_first(counted, on, Rule.LEGAL), on)
    certain = answer_of([spell], on, Rule.LEGAL) is Answer.YES
    return explanation.of_other_status(spell, certain, case.statuses)


def _end(row: Row) -> tuple[str, str]:
    return row["end_latest"], row["start_latest"]
