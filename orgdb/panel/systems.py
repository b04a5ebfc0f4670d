"""Which states a panel has rows for, in which years, and by which code.

`cow`: states with a code of the Correlates of War, while the code was theirs; up to the last year
of a loaded COW file, the years of that file. `un`: members of the United Nations, each from its own
admission. `all`: every state while it existed; territories are not among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from orgdb.db.reader import Reader
from orgdb.errors import QuestionError
from orgdb.panel.member_years import member_years_of
from orgdb.panel.observed_series import observed_series
from orgdb.vocabulary import COUNTED_AS_MEMBERS, CURATED, Certainty

SYSTEMS = ("cow", "un", "all")
SCHEMES = ("cow", "gw", "iso3")
UNITED_NATIONS = "UN"
STATES = """
SELECT state, kind, start_earliest AS since, end_latest AS through FROM states ORDER BY state"""
CODES = """
SELECT key, code, start_earliest AS since, end_latest AS through FROM codes
WHERE kind = 'state' AND scheme = :scheme ORDER BY code, start_earliest, key"""


class Holder(NamedTuple):
    """A state, and the years in which it had a code."""

    state: str
    first: int
    last: int


@dataclass(slots=True)
class Series:
    """One line of states through time: its code (or key), who had it, and the years it has rows."""

    id: str
    holders: list[Holder]
    years: set[int] = field(default_factory=set)

    def holder(self, year: int) -> str:
        """The state in a year; in the year of a handover, the later one."""
        own = [h.state for h in self.holders if h.first <= year <= h.last]
        return own[-1] if own else self.holders[-1].state


def series_of(reader: Reader, system: str | None, scheme: str | None, years: range) -> list[Series]:
    """The states of a system in these years, one series a code (or a key, without a scheme).

    Raises `QuestionError` for an unknown system or scheme, and where no state is left.
    """
    for word, known, what in ((system, SYSTEMS, "states"), (scheme, SCHEMES, "id")):
        if word is not None and word not in known:
            raise QuestionError(f"Unknown --{what} '{word}'.", f"Choose from: {', '.join(known)}.")
    rows = reader.rows(STATES)
    lives = {r["state"]: (int(r["since"][:4]), int(r["through"][:4])) for r in rows}
    wanted = _in_system(reader, system or "all", lives, years)
    if system in (None, "all"):
        states = {r["state"] for r in rows if r["kind"] == "state"}
        wanted = {key: its for key, its in wanted.items() if key in states}
    found: dict[str, Series] = {}
    held = (
        _cow_years(reader, lives, years)
        if system == scheme == "cow"
        else (
            (id_, h, set(range(h.first, h.last + 1))) for id_, h in _holders(reader, scheme, lives)
        )
    )
    for id_, holder, own in held:
        its = wanted.get(holder.state, set()) & own
        if its:
            one = found.setdefault(id_, Series(id_, []))
            one.holders.append(holder)
            one.years |= its
    if not found:
        coded = f" with a code of {scheme}" if scheme else ""
        raise QuestionError(
            f"No state{coded} is in the system '{system or 'all'}' in those years.",
            "Choose other years, states or codes.",
        )
    return sorted(found.values(), key=lambda one: (one.id.isdecimal() and int(one.id), one.id))


def _holders(
    reader: Reader, scheme: str | None, lives: dict[str, tuple[int, int]]
) -> Iterable[tuple[str, Holder]]:
    if scheme is None:
        for state, life in lives.items():
            yield state, Holder(state, *life)
        return
    for row in reader.rows(CODES, {"scheme": scheme}):
        yield row["code"], Holder(row["key"], int(row["since"][:4]), int(row["through"][:4]))


def _in_system(
    reader: Reader, system: str, lives: dict[str, tuple[int, int]], years: range
) -> dict[str, set[int]]:
    """The years in which each state is in a system."""
    found: dict[str, set[int]] = defaultdict(set)
    if system == "un":
        for run in member_years_of(reader, CURATED, [UNITED_NATIONS], years[-1]).runs:
            if run.status in COUNTED_AS_MEMBERS and run.certainty == Certainty.CERTAIN:
                found[run.member] |= set(range(run.first, run.last + 1)) & set(years)
    elif system == "cow":
        for _code, holder, its in _cow_years(reader, lives, years):
            found[holder.state] |= its
    else:
        for state, (first, last) in lives.items():
            found[state] = set(range(max(first, years[0]), min(last, years[-1]) + 1))
    return found


def _cow_years(
    reader: Reader, lives: dict[str, tuple[int, int]], years: range
) -> Iterable[tuple[str, Holder, set[int]]]:
    """The years in which each state had a COW code: those of a loaded file, as far as it goes."""
    observed: dict[str, set[int]] = defaultdict(set)
    for codes in observed_series(reader).values():
        for code, spans in codes.items():
            observed[code].update(y for first, last in spans for y in range(first, last + 1))
    end = max((max(its) for its in observed.values()), default=0)
    for code, holder in _holders(reader, "cow", lives):
        own = range(max(holder.first, years[0]), min(holder.last, years[-1]) + 1)
        first, last = lives.get(holder.state, (0, 0))
        yield (
            code,
            holder,
            {y for y in own if (y > end and first <= y <= last) or y in observed[code]},
        )
