"""What follows from spells and suspensions on a date: member, taking part, suspended.

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

    `suspensions` are those that keep the member from taking part; they lie inside the spell.
    `doubtful` is a spell of status unknown: its data set does not know whether it is one.
    """

    bounds: Bounds
    suspensions: tuple[Bounds, ...] = ()
    begins_by_change: bool = False
    ends_by_change: bool = False
    doubtful: bool = False

    @classmethod
    def of(
        cls,
        bounds: Bounds,
        suspensions: Iterable[Bounds] = (),
        begins_by_change: bool = False,
        ends_by_change: bool = False,
        doubtful: bool = False,
    ) -> Spell:
        """A spell whose suspensions end with it at the latest, whatever their own dates allow."""
        inside = tuple(b for b in (_clip(s, bounds) for s in suspensions) if b.possible())
        return cls(bounds, inside, begins_by_change, ends_by_change, doubtful)

    def member_on(self, earliest: str, latest: str) -> Answer:
        """Was this a membership on at least one day from `earliest` to `latest`?"""
        answer = self.bounds.on(earliest, latest)
        return Answer.UNKNOWN if self.doubtful and answer is Answer.YES else answer

    def participating_on(self, earliest: str, latest: str) -> Answer:
        """Could the member take part on at least one day from `earliest` to `latest`?"""
        member = self.member_on(earliest, latest)
        suspended = [(b.s1, b.e2) for b in self.suspensions if b.on(earliest, latest) != Answer.NO]
        if member is Answer.NO or not suspended:
            return member
        certain = [] if self.doubtful else _certain(self.bounds)
        if any_left(_within(certain, earliest, latest), suspended):
            return Answer.YES
        possible = [(self.bounds.s1, self.bounds.e2)]
        surely = [days for bounds in self.suspensions for days in _certain(bounds)]
        left = any_left(_within(possible, earliest, latest), surely)
        return Answer.UNKNOWN if left else Answer.NO

    def suspended_on(self, earliest: str, latest: str) -> str:
        """Was the spell suspended in D: `yes` (throughout), `part`, `unknown` or `no`?

        Only the days of D on which the spell can have existed count.
        """
        first, last = max(self.bounds.s1, earliest), min(self.bounds.e2, latest)
        if first > last:
            return "no"
        surely = [days for bounds in self.suspensions for days in _certain(bounds)]
        if not any_left([(first, last)], surely):
            return "yes"
        some_day = strongest(bounds.on(first, last) for bounds in self.suspensions)
        return "part" if some_day is Answer.YES else some_day.value


def member_on(spells: Iterable[Spell], earliest: str, latest: str) -> Answer:
    """Was somebody with these spells a member on at least one day of D?"""
    return strongest(spell.member_on(earliest, latest) for spell in joined(spells))


def participating_on(spells: Iterable[Spell], earliest: str, latest: str) -> Answer:
    """Could somebody with these spells take part on at least one day of D?

    *yes* if on some day membership is certain and no suspension of participation is possible, *no*
    if on every day membership is impossible or suspension certain, else *unknown*. Where nobody can
    have been suspended in D at all, to take part is to be a member.
    """
    return strongest(spell.participating_on(earliest, latest) for spell in joined(spells))


def member_throughout(spells: Iterable[Spell], earliest: str, latest: str) -> bool:
    """Was somebody with these spells surely a member on every day of D?"""
    surely = [days for s in joined(spells) if not s.doubtful for days in _certain(s.bounds)]
    return not any_left([(earliest, latest)], surely)


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
    chains: list[list[Spell]] = []
    for spell in sorted(spells, key=_order):
        chain = next((chain for chain in chains if _meet(chain[-1], spell)), None)
        if chain is None:
            chains.append([spell])
        else:
            chain.append(spell)
    return [_one(chain) for chain in chains]


def _order(spell: Spell) -> tuple[str, str, str, bool, bool]:
    # Of spells with the same dates, the one that a change only ends comes first.
    b = spell.bounds
    return (b.s1, b.s2, b.e1, spell.begins_by_change, not spell.ends_by_change)


def _meet(before: Spell, after: Spell) -> bool:
    same_date = (before.bounds.e1, before.bounds.e2) == (after.bounds.s1, after.bounds.s2)
    changes = before.ends_by_change and after.begins_by_change
    sound = all(s.bounds.possible() and not s.doubtful for s in (before, after))
    return changes and same_date and sound


def _one(chain: Sequence[Spell]) -> Spell:
    """A chain of spells from its first day to its last."""
    if len(chain) == 1:
        return chain[0]
    first, last = chain[0].bounds.tightened(), chain[-1].bounds.tightened()
    suspensions = tuple(bounds for spell in chain for bounds in spell.suspensions)
    return Spell(Bounds(first.s1, first.s2, last.e1, last.e2), suspensions)


def _clip(inner: Bounds, outer: Bounds) -> Bounds:
    """A suspension as far as it lies inside its spell."""
    s1, e2 = max(inner.s1, outer.s1), min(inner.e2, outer.e2)
    return Bounds(s1, max(inner.s2, s1), min(inner.e1, e2), e2)


def _certain(bounds: Bounds) -> list[Days]:
    """The days on which a period held whatever its exact dates are, as no or one interval."""
    tight = bounds.tightened()
    return [(tight.s2, tight.e1)] if bounds.possible() and tight.s2 <= tight.e1 else []


def _within(intervals: Iterable[Days], earliest: str, latest: str) -> list[Days]:
    return [
        (max(start, earliest), min(end, latest))
        for start, end in intervals
        if start <= latest and end >= earliest
    ]


def any_left(intervals: Iterable[Days], taken: Sequence[Days]) -> bool:
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
