"""Members and answers on both engines, against every reading of membership lists made at random."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

import pytest

from orgdb.db.reader import Reader, open_reader
from orgdb.membership.is_member import is_member
from orgdb.membership.members import members, memberships
from orgdb.parameters import WhoCounts, parse_statuses
from orgdb.vocabulary import Rule, Status
from tests import oracle
from tests.conftest import ENGINES
from tests.membership.random_rosters import RandomRoster, RandomSpell, days_of, load, random_rosters

SEED = 1951
QUESTIONS = 300
# Inside, outside and across the days that the rosters cover, as precise as people ask.
DATES = (
    *("1951-12-18", "1951-12-21", "1951-12-29", "1952-01-01", "1952-01-06", "1952-01-12"),
    *("1952-01-20", "1952-01-27", "1952-01-31", "1951-12", "1952-01"),
    *("[1951-12-16..1951-12-24]", "[1951-12-30..1952-01-08]", "[1952-01-22..1952-01-31]"),
)


@dataclass(frozen=True)
class World:
    """A database with random rosters, and the rosters."""

    reader: Reader
    rosters: list[RandomRoster]


@pytest.fixture(scope="module", params=ENGINES)
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Both engines in turn, each loaded once."""
    rosters = random_rosters(SEED)
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("world") / "world.sqlite"
        url = f"sqlite:///{shutil.copyfile(request.getfixturevalue('sqlite_master'), path)}"
    else:
        server = request.getfixturevalue("postgres")
        url = server.create("world", template=request.getfixturevalue("postgres_master"))
    load(url, rosters)
    reader = open_reader(url)
    yield World(reader, rosters)
    reader.close()


def counted(spells: Sequence[RandomSpell], status: str | None) -> list[RandomSpell]:
    wanted = (*parse_statuses(status), Status.UNKNOWN)
    return [spell for spell in spells if spell.status in wanted]


def spells_say(
    spells: Sequence[RandomSpell], rule: Rule, days: Sequence[date], known_through: date
) -> str:
    """What spells say of some days; past the last check never more than unknown."""
    ask = oracle.participating if rule is Rule.PARTICIPATING else oracle.member
    answer = ask([spell.brute for spell in spells], days)
    return "unknown" if answer == "yes" and days[0] > known_through else answer


def expected(
    roster: RandomRoster, member: str, rule: Rule, status: str | None, days: Sequence[date]
) -> str:
    """The design's words on yes, no and unknown."""
    spells = counted(roster.members[member], status)
    answer = spells_say(spells, rule, days, roster.known_through)
    if answer != "no":
        return answer
    complete = roster.complete and (status is None or roster.complete_others)
    if complete and roster.known_from <= days[0] and days[-1] <= roster.known_through:
        return "no"
    # Who was a member throughout, and suspended, took no part whatever the roster leaves out; and
    # who had left was none, until a return that a list with the exit in it would have.
    brutes = oracle.joined(spell.brute for spell in spells)
    throughout = all(any(brute.certain(day) for brute in brutes) for day in days)
    gone = any(one.left and one.brute.dates.ends[-1] < days[0] for one in surely(spells))
    return "no" if (throughout or gone) and days[-1] <= roster.known_through else "unknown"


def surely(spells: Sequence[RandomSpell]) -> list[RandomSpell]:
    """Those whose status is known."""
    return [spell for spell in spells if spell.status is not Status.UNKNOWN]


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("status", [None, "all"])
def test_members_are_those_whom_some_reading_makes_one(
    world: World, rule: Rule, status: str | None
) -> None:
    for roster in world.rosters:
        for on in DATES:
            days = days_of(on)
            wanted = {}
            for member, spells in roster.members.items():
                for spell in counted(spells, status):
                    says = spells_say([spell], rule, days, roster.known_through)
                    if says != "no":
                        certainty = "certain" if says == "yes" else "possible"
                        wanted[member, spell.period, spell.status.value] = certainty
            found = members(world.reader, roster.org, WhoCounts.of(on, rule, status)).rows
            assert {
                (row.member, f"{row.start}/{row.end}", row.status): row.certainty for row in found
            } == wanted, (roster.org, on)


def test_suspended_is_what_the_readings_of_the_suspensions_say(world: World) -> None:
    for roster in world.rosters:
        for on in DATES:
            days = days_of(on)
            for row in members(world.reader, roster.org, WhoCounts.of(on, status="all")).rows:
                spell = next(
                    spell
                    for spell in roster.members[row.member]
                    if (spell.period, spell.status) == (f"{row.start}/{row.end}", row.status)
                )
                says = oracle.suspended(spell.brute, days)
                late = days[0] > roster.known_through and says != "no"
                assert row.suspended == ("unknown" if late else says), (row, on)


def test_memberships_are_members_seen_from_the_other_side(world: World) -> None:
    for on in DATES[::3]:
        rows = {
            row
            for r in world.rosters
            for row in members(world.reader, r.org, WhoCounts.of(on)).rows
        }
        for member in {row.member for row in rows}:
            own = set(memberships(world.reader, member, WhoCounts.of(on)).rows)
            assert own == {row for row in rows if row.member == member}


def test_answers_are_what_every_reading_and_the_roster_allow(world: World) -> None:
    chance = Random(SEED)  # noqa: S311 (nothing secret about it)
    given = set()
    for _ in range(QUESTIONS):
        roster = chance.choice(world.rosters)
        member, on = chance.choice(list(roster.members)), chance.choice(DATES)
        rule, status = chance.choice(list(Rule)), chance.choice((None, None, "all"))
        answer = is_member(world.reader, member, roster.org, WhoCounts.of(on, rule, status))
        wanted = expected(roster, member, rule, status, days_of(on))
        assert answer.answer == wanted, (roster, member, on, rule, status, answer)
        given.add((answer.answer, rule))
        assert (answer.certainty == "possible") == (wanted == "unknown")
        assert answer.reason
    assert len(given) == 6
