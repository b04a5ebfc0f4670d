"""What follows from spells and suspensions on a date: member, taking part, suspended, disputed.

The rules of the design, without any database: days are ISO texts, and D, the date asked about, is
an interval from `earliest` to `latest`, both included.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orgdb.dates import Bounds, day_after, day_before
from orgdb.vocabulary import Answer

Days = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Spell:
    """One spell: what its dates can mean, and whether a change of status begins or ends it.

    `doubtful` is a spell of status unknown: its data set does not know whether it is one.
    """

    bounds: Bounds
    begins_by_change: bool = False
    ends_by_change: bool = False
    doubtful: bool = False

    def on(self, earliest: str, latest: str) -> Answer:
        """Was this a membership on at least one day from `earliest` to `latest`?"""
        answer = self.bounds.on(earliest, latest)
        return Answer.UNKNOWN if self.doubtful and answer is Answer.YES else answer


def member_on(spells: Iterable[Spell], earliest: str, latest: str) -> Answer:
    """Was somebody with these spells a member on at least one day of D?"""
    return strongest(spell.on(earliest, latest) for spell in joined(spells))


def strongest(answers: Iterable[Answer]) -> Answer:
    """Several answers to one question: yes over unknown over no."""
    found = set(answers)
    for answer in (Answer.YES, Answer.UNKNOWN):
        if answer in found:
            return answer
    return Answer.NO


def joined(spells: Iterable[Spell]) -> list[Spell]:
    """Spells as they count: two that meet in a change of status on one imprecise date are one.

    Whatever that date was, the member was a member before, on and after it.
    """
    result: list[Spell] = []
    for spell in sorted(spells, key=lambda s: (s.bounds.s1, s.bounds.s2, s.bounds.e1)):
        last = result[-1] if result else None
        if last and _meet(last, spell):
            bounds = Bounds(last.bounds.s1, last.bounds.s2, spell.bounds.e1, spell.bounds.e2)
            result[-1] = Spell(bounds, last.begins_by_change, spell.ends_by_change)
        else:
            result.append(spell)
    return result


def _meet(before: Spell, after: Spell) -> bool:
    same_date = (before.bounds.e1, before.bounds.e2) == (after.bounds.s1, after.bounds.s2)
    certain = not (before.doubtful or after.doubtful)
    return before.ends_by_change and after.begins_by_change and same_date and certain


def participating_on(
    spells: Sequence[Spell], suspensions: Sequence[Bounds], earliest: str, latest: str
) -> Answer:
    """Could somebody with these spells take part on at least one day of D?

    *yes* if on some day membership is certain and no suspension of participation is possible, *no*
    if on every day membership is impossible or suspension certain, else *unknown*.
    """
    possibly = [(b.s1, b.e2) for b in suspensions if b.s1 <= latest and b.e2 >= earliest]
    if not possibly:
        return member_on(spells, earliest, latest)
    merged = joined(spells)
    certain = [days for spell in merged if not spell.doubtful for days in _certain(spell.bounds)]
    if _any_left(_within(certain, earliest, latest), possibly):
        return Answer.YES
    possible = [(spell.bounds.s1, spell.bounds.e2) for spell in merged]
    surely = [days for bounds in suspensions for days in _certain(bounds)]
    left = _any_left(_within(possible, earliest, latest), surely)
    return Answer.UNKNOWN if left else Answer.NO


def suspended_on(spell: Bounds, suspensions: Sequence[Bounds], earliest: str, latest: str) -> str:
    """Was a spell suspended in D: `yes` (throughout), `part`, `unknown` or `no`?

    Only the days of D on which the spell can have existed count.
    """
    days = _within([(spell.s1, spell.e2)], earliest, latest)
    surely = [core for bounds in suspensions for core in _certain(bounds)]
    possibly = [(bounds.s1, bounds.e2) for bounds in suspensions]
    if not days or not _any_shared(days, possibly):
        return "no"
    if not _any_left(days, surely):
        return "yes"
    return "part" if _any_shared(days, surely) else "unknown"


def _certain(bounds: Bounds) -> list[Days]:
    """The days on which a period held whatever its exact dates are, as no or one interval."""
    tight = bounds.tightened()
    return [(tight.s2, tight.e1)] if tight.s2 <= tight.e1 else []


def _within(intervals: Iterable[Days], earliest: str, latest: str) -> list[Days]:
    return [
        (max(start, earliest), min(end, latest))
        for start, end in intervals
        if start <= latest and end >= earliest
    ]


def _any_shared(some: Iterable[Days], others: Sequence[Days]) -> bool:
    return any(start <= e and s <= end for start, end in some for s, e in others)


def _any_left(intervals: Iterable[Days], taken: Iterable[Days]) -> bool:
    """Is there a day of the intervals that none of `taken` covers?"""
    left = list(intervals)
    for start, end in taken:
        left = [piece for days in left for piece in _cut(days, start, end)]
    return bool(left)


def _cut(days: Days, start: str, end: str) -> list[Days]:
    if end < days[0] or start > days[1]:
        return [days]
    pieces = []
    if start > days[0]:
        pieces.append((days[0], day_before(start)))
    if end < days[1]:
        pieces.append((day_after(end), days[1]))
    return pieces
