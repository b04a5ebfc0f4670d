"""The rules of time by brute force: every reading of every date, day by day.

Nothing here uses the code under test: dates are lists of days, a reading of a period is one start
and one end out of those lists, and an answer is what all readings, or some, or none make true.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import permutations, product

Days = Sequence[date]
Reading = tuple[date, date]


@dataclass(frozen=True)
class Dates:
    """A period by the days on which it can have started and ended."""

    starts: Days
    ends: Days
    readings: tuple[Reading, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        pairs = product(self.starts, self.ends)
        object.__setattr__(self, "readings", tuple(pair for pair in pairs if pair[0] <= pair[1]))

    def on(self, days: Days) -> str:
        """Did the period hold on at least one of these days, which follow each other?"""
        held = (s <= days[-1] and e >= days[0] for s, e in self.readings)
        return three_valued(held) if days else "no"

    def certain(self, day: date) -> bool:
        """Does every reading hold on the day?"""
        return day in self._certain_days

    def possible(self, day: date) -> bool:
        """Does some reading hold on the day?"""
        return day in self._possible_days

    @cached_property
    def _possible_days(self) -> frozenset[date]:
        first, last = self.starts[0], self.ends[-1]
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return frozenset(day for day in days if any(s <= day <= e for s, e in self.readings))

    @cached_property
    def _certain_days(self) -> frozenset[date]:
        days = self._possible_days
        return frozenset(day for day in days if all(s <= day <= e for s, e in self.readings))


@dataclass(frozen=True)
class Spell:
    """A spell of membership and its suspensions from participation."""

    dates: Dates
    suspensions: tuple[Dates, ...] = ()
    begins_by_change: bool = False
    ends_by_change: bool = False
    doubtful: bool = False

    def certain(self, day: date) -> bool:
        """Was this surely a membership on the day?"""
        return not self.doubtful and self.dates.certain(day)

    def suspension_possible(self, day: date) -> bool:
        """Can the member have been suspended on the day?"""
        return any(suspension.possible(day) for suspension in self.suspensions)

    def suspension_certain(self, day: date) -> bool:
        """Was the member surely suspended on the day?"""
        return any(suspension.certain(day) for suspension in self.suspensions)


def three_valued(truths: Iterable[bool]) -> str:
    """All readings: yes; some: unknown; none: no."""
    found = set()
    for truth in truths:
        found.add(truth)
        if len(found) == 2:
            return "unknown"
    return "yes" if found == {True} else "no"


def strongest(answers: Iterable[str]) -> str:
    """Yes over unknown over no."""
    return min(answers, key=("yes", "unknown", "no").index, default="no")


def member(spells: Iterable[Spell], days: Days) -> str:
    """Was somebody with these spells a member on at least one of these days?"""
    answers = []
    for spell in joined(spells):
        answer = spell.dates.on(days)
        answers.append("unknown" if spell.doubtful and answer == "yes" else answer)
    return strongest(answers)


def participating(spells: Iterable[Spell], days: Days) -> str:
    """Could somebody with these spells take part on at least one of these days?

    The design's own words. But a spell of which no suspension is possible on these days answers as
    it does for membership: day by day, a spell that fell somewhere into them would be unknown.
    """
    together = joined(spells)
    free = [s for s in together if not any(s.suspension_possible(day) for day in days)]
    if member(free, days) == "yes":
        return "yes"
    for day in days:
        if any(s.certain(day) and not s.suspension_possible(day) for s in together):
            return "yes"
    impossible = all(
        not s.dates.possible(day) or s.suspension_certain(day) for s in together for day in days
    )
    return "no" if impossible else "unknown"


def suspended(spell: Spell, days: Days) -> str:
    """Was the spell suspended on all of these days on which it can have existed, or on some?"""
    own = [day for day in days if spell.dates.possible(day)]
    if own and all(spell.suspension_certain(day) for day in own):
        return "yes"
    some = strongest(suspension.on(own) for suspension in spell.suspensions)
    return "part" if some == "yes" else some


def joined(spells: Iterable[Spell]) -> list[Spell]:
    """Spells, with those that meet in a change of status on one date put together."""
    chains: list[tuple[Spell, ...]] = [(spell,) for spell in spells]
    while pair := next((p for p in permutations(chains, 2) if meet(p[0][-1], p[1][0])), None):
        chains = [chain for chain in chains if chain not in pair] + [pair[0] + pair[1]]
    return [one(chain) for chain in chains]


def meet(before: Spell, after: Spell) -> bool:
    """Is the change of status that ends one spell the one that begins the other?"""
    change = before.ends_by_change and after.begins_by_change
    sure = not before.doubtful and not after.doubtful
    return change and sure and list(before.dates.ends) == list(after.dates.starts)


def one(chain: tuple[Spell, ...]) -> Spell:
    """A chain of spells from its first day to its last."""
    if len(chain) == 1:
        return chain[0]
    starts = sorted({start for start, _ in chain[0].dates.readings})
    ends = sorted({end for _, end in chain[-1].dates.readings})
    suspensions = tuple(dates for spell in chain for dates in spell.suspensions)
    return Spell(Dates(starts, ends), suspensions)
