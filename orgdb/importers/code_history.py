"""Which state a foreign code meant on which days: codes pass from state to state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection, text

from orgdb.dates import NO_EARLIEST, NO_LATEST, day_after, text_of
from orgdb.importers.years_to_spells import Spell

CODES = """
SELECT key, code, start_earliest, end_latest FROM codes
WHERE kind = 'state' AND scheme = :scheme AND dataset <> :dataset
ORDER BY code, start_earliest, key"""
LINKS = "SELECT from_state, to_state FROM state_links WHERE kind IN ('continuation', 'merger')"


@cache
def first_day(year: int) -> str:
    """The first day of a year."""
    return f"{year:04}-01-01"


@cache
def last_day(year: int) -> str:
    """The last day of a year."""
    return f"{year:04}-12-31"


class Holder(NamedTuple):
    """A state, and the first and last day on which a code meant it."""

    state: str
    since: str
    through: str


class Piece(NamedTuple):
    """The part of a spell that one holder of the code has, with the bounds of its dates."""

    state: str
    s1: str
    s2: str
    e1: str
    e2: str
    joined_by: str | None
    end_reason: str | None


class Holders:
    """The holders of each code of one scheme, and which code a state's passes on to."""

    def __init__(self, holders: dict[str, list[Holder]], links: Iterable[tuple[str, str]]) -> None:
        self.of = holders
        self._linked = set(links)

    @classmethod
    def read(cls, connection: Connection, scheme: str, dataset: str) -> Holders:
        """What all data sets but this one say of the codes of a scheme."""
        found: dict[str, list[Holder]] = defaultdict(list)
        wanted = {"scheme": scheme, "dataset": dataset}
        for state, code, since, through in connection.execute(text(CODES), wanted):
            held = found[code]
            # Two data sets can say the same of a code.
            if not any(h.since <= through and since <= h.through for h in held):
                held.append(Holder(state, since, through))
        for held in found.values():
            held.sort(key=lambda holder: holder.since)
        links = [(row[0], row[1]) for row in connection.execute(text(LINKS))]
        return cls(dict(found), links)

    def in_years(self, code: str, first: int, last: int) -> list[Holder]:
        """Who held a code on some day of these years, in order of time."""
        start, end = first_day(first), last_day(last)
        return [h for h in self.of.get(code, ()) if h.since <= end and h.through >= start]

    def add(self, code: str, holder: Holder) -> None:
        """Another holder of a code, for years in which it had none."""
        self.of[code] = sorted([*self.of.get(code, ()), holder], key=lambda h: h.since)

    def passed_on(self) -> dict[str, list[tuple[str, str]]]:
        """Codes whose state goes on under another code the day after, with that last day."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        begins = defaultdict(list)
        for code, holders in self.of.items():
            for holder in holders:
                begins[holder.since].append((code, holder.state))
        for code, holders in self.of.items():
            for holder in holders:
                if holder.through == NO_LATEST:
                    continue
                for other, state in begins[day_after(holder.through)]:
                    same = state == holder.state or (holder.state, state) in self._linked
                    if other != code and same:
                        found[code].append((other, holder.through))
        return found


def pieces(spell: Spell, holders: list[Holder], known_through: str) -> list[Piece]:
    """A spell as its holders had it, cut where the code passed from one state to the next.

    In the year of the passing nobody says which of the two a cell is about: a run that goes on is
    both's, one that only begins in that year is the later state's, one that ends in it the earlier
    one's.
    """
    s1 = NO_EARLIEST if spell.earliest is None else first_day(spell.earliest)
    e2 = NO_LATEST if spell.latest is None else last_day(spell.latest)
    e1 = known_through if spell.open else first_day(spell.last)
    s2 = min(last_day(spell.first), known_through)
    chosen = holders
    if len(chosen) > 1 and spell.last > spell.first and chosen[1].since[:4] == s2[:4]:
        chosen = chosen[1:]
    if len(chosen) > 1 and int(chosen[-2].through[:4]) == spell.last and not spell.open:
        chosen = chosen[:-1]
    if len(chosen) == 1:
        (one,) = chosen
        since, through = one.since, one.through
        bounds = (max(s1, since), min(s2, through), max(e1, since), min(e2, through))
        return [Piece(one.state, *bounds, spell.joined_by, spell.end_reason)]
    found = []
    for place, holder in enumerate(chosen):
        first, last = place == 0, place == len(chosen) - 1
        found.append(
            Piece(
                holder.state,
                max(s1, holder.since) if first else holder.since,
                min(s2, holder.through) if first else holder.since,
                max(e1, holder.since) if last else holder.through,
                min(e2, holder.through) if last else holder.through,
                spell.joined_by if first else "succession",
                spell.end_reason if last else "succession",
            )
        )
    return found


def period_text(piece: Piece, still: bool) -> tuple[str, str]:
    """Start and end of a piece as they are written; `still` is a spell that has not ended."""
    return _written((piece.s1, piece.s2)), ".." if still else _written((piece.e1, piece.e2))


# The bounds of the cells of a file are few and come often.
_written = cache(text_of)
