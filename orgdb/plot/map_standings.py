"""Who stands how on a map: today's outlines, asked about a date of their own past."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from orgdb.dates import day_after
from orgdb.db.reader import Reader
from orgdb.membership.lifetimes import Life, lives_of
from orgdb.membership.spell_rows import has_left
from orgdb.parameters import On
from orgdb.plot.history import History, Member, Standing, Step, standing_on, turning_days
from orgdb.plot.outlines import outlines
from orgdb.vocabulary import COUNTED_AS_MEMBERS

STATES = "SELECT state_id, state, name, kind, sovereign FROM states"
# A colony was not the territory of the member that held it; a part that broke away was.
LINKS = """
SELECT from_state, to_state, date_latest FROM state_links
WHERE kind IN ('dissolution', 'continuation', 'secession', 'merger')"""


@dataclass(frozen=True, slots=True)
class Place:
    """An outline: what it is, when it existed, and which states its land was part of before."""

    key: str
    name: str
    kind: str
    life: Life | None
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Atlas:
    """All states, and those that a map can show."""

    places: dict[str, Place]

    @classmethod
    def read(cls, reader: Reader) -> Atlas:
        """Every state and territory the database knows."""
        rows = reader.rows(STATES)
        lives = lives_of(reader, (row["state_id"] for row in rows))
        before: dict[str, list[str]] = defaultdict(list)
        for link in reader.rows(LINKS):
            before[link["to_state"]].append(link["from_state"])
        return cls(
            {
                row["state"]: Place(
                    row["state"],
                    row["name"] or row["state"],
                    row["kind"],
                    lives.get(row["state_id"]),
                    tuple(before[row["state"]]),
                )
                for row in rows
            }
        )

    def drawn(self) -> list[Place]:
        """The places with an outline or a dot."""
        return [self.places[key] for key in outlines().keys() if key in self.places]  # noqa: SIM118

    def then_part_of(self, place: Place, on: On) -> list[Place]:
        """The states of a date to which the land of a later one belonged, as far as is known."""
        found, seen, queue = [], {place.key}, list(place.before)
        while queue:
            key = queue.pop()
            earlier = self.places.get(key)
            if earlier is None or key in seen:
                continue
            seen.add(key)
            if earlier.life and earlier.life.missing(on):
                queue += earlier.before
            else:
                found.append(earlier)
        return found


def standing_of(
    atlas: Atlas, history: History, members: Mapping[str, Member], place: Place, on: On
) -> Standing:
    """How the state of this outline stood on a date: what `is-member` would say.

    A territory that is not a member in its own right is left plain: whether its sovereign's
    membership extends to it is another question.
    """
    spells = members[place.key].spells if place.key in members else ()
    standing = standing_on(spells, on)
    if standing is not Standing.NO:
        return standing
    if place.life and place.life.missing(on):
        earlier = atlas.then_part_of(place, on)
        stood = {standing_on(members[p.key].spells, on) for p in earlier if p.key in members}
        if stood & {Standing.MEMBER, Standing.SUSPENDED}:
            return Standing.PREDECESSOR
        if Standing.UNKNOWN in stood:
            return Standing.UNKNOWN
        if not any(one.kind == "state" for one in earlier):
            return Standing.ABSENT
    elif place.kind == "territory":
        return Standing.ABSENT
    left = has_left((row for row in spells if row["status"] in COUNTED_AS_MEMBERS), on)
    if left or history.roster.covers(on, COUNTED_AS_MEMBERS):
        return Standing.NO
    return Standing.UNKNOWN


def standings(atlas: Atlas, history: History, on: On) -> dict[str, Standing]:
    """How the state of each outline stood on a date."""
    members = history.by_key()
    return {place.key: standing_of(atlas, history, members, place, on) for place in atlas.drawn()}


def all_steps(atlas: Atlas, history: History) -> dict[str, list[Step]]:
    """How each outline stood from each day on, through all of the organization's life."""
    members = history.by_key()
    found = {}
    for place in atlas.drawn():
        spells = list(members[place.key].spells) if place.key in members else []
        days = {history.first}
        for one in _with_predecessors(atlas, place):
            if one.key in members:
                spells += members[one.key].spells
            if one.life:
                days |= {one.life.born, day_after(one.life.died)}
        days |= {history.roster.known_from, *turning_days(spells, history.first, history.last)}
        steps: list[Step] = []
        for day in sorted(day for day in days if history.first <= day <= history.last):
            standing = standing_of(atlas, history, members, place, On.day(day))
            if not steps or steps[-1][1] is not standing:
                steps.append((day, standing))
        found[place.key] = steps
    return found


def _with_predecessors(atlas: Atlas, place: Place) -> list[Place]:
    found, queue = [], [place.key]
    while queue:
        one = atlas.places.get(queue.pop())
        if one is not None and one not in found:
            found.append(one)
            queue += one.before
    return found
