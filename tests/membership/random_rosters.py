"""Membership lists made up at random, as facts for a database and as readings for the oracle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from orgdb.dates import Period
from orgdb.db import transaction
from orgdb.db.load_dataset import Batch
from orgdb.db.load_dataset import replace as replace_dataset
from orgdb.facts import FactDraft, Ref, date_columns, period_columns
from orgdb.vocabulary import Status
from tests import oracle

# Open dates run into the edges, which no question comes near.
FIRST, LAST = date(1951, 12, 1), date(1952, 2, 10)
CALENDAR = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
DATASET = "random-1"
SOURCE = dict.fromkeys(("title", "publisher", "url"), "x") | {"key": "random", "kind": "dataset"}
ROSTERS = 6
MEMBERS = 12
ABSENT = "XTT"  # a territory of the sample, in none of the rosters
ASKED_FROM, ASKED_TO = date(1951, 12, 15), date(1952, 2, 1)
STATUSES = (Status.FULL, Status.FULL, Status.UNSPECIFIED, Status.OBSERVER, Status.UNKNOWN)


@dataclass(frozen=True)
class RandomSpell:
    """One spell as it is written and as the oracle reads it."""

    status: Status
    period: str
    suspensions: tuple[tuple[str, str], ...]
    brute: oracle.Spell
    left: bool = False  # ended with a withdrawal


@dataclass(frozen=True)
class RandomRoster:
    """One organization's list: what it covers, and the spells of each member."""

    org: str
    known_from: date
    known_through: date
    complete: bool
    complete_others: bool
    members: dict[str, tuple[RandomSpell, ...]]


def days_of(text: str) -> list[date]:
    """The days of the calendar that a written date can mean."""
    if text.startswith("["):
        first, _, last = text.strip("[]").partition("..")
        earliest = days_of(first)[0] if first else FIRST
        latest = days_of(last)[-1] if last else LAST
        return [day for day in CALENDAR if earliest <= day <= latest]
    return [day for day in CALENDAR if day.isoformat().startswith(text)]


def written_date(chance: Random) -> str:
    """A day, a month or a range within the dates asked about."""
    day = ASKED_FROM + timedelta(days=chance.randrange((ASKED_TO - ASKED_FROM).days))
    sort = chance.random()
    if sort < 0.5:
        return day.isoformat()
    if sort < 0.7:
        return chance.choice(("1951-12", "1952-01"))
    return f"[{day}..{day + timedelta(days=chance.randrange(1, 9))}]"


def read(period: str, known_through: date) -> oracle.Dates:
    """What a period can mean to who last checked on that day, in the words of the design."""
    start, _, end = period.partition("/")
    until = [day for day in CALENDAR if day <= known_through]
    since = [day for day in CALENDAR if day >= known_through]
    ends = since if end == ".." else days_of(end) if end else until
    return oracle.Dates(days_of(start) if start else until, ends)


def random_rosters(
    seed: int, organizations: int = ROSTERS, size: int = MEMBERS
) -> list[RandomRoster]:
    """Some rosters, complete and not, with everything that time can do to a spell."""
    chance = Random(seed)  # noqa: S311 (nothing secret about it)
    rosters = []
    for number in range(organizations):
        known_from = FIRST if number % 3 else date(1951, 12, 20)
        known_through = date(1952, 1, 25) + timedelta(days=number % 6)
        members = {f"m{number}-{n}": spells_of_one(chance, known_through) for n in range(size)} | {
            ABSENT: ()
        }
        complete, others = chance.random() < 0.7, chance.random() < 0.5
        org = f"RANDOM{number}"
        rosters.append(RandomRoster(org, known_from, known_through, complete, others, members))
    return rosters


def spells_of_one(chance: Random, known_through: date) -> tuple[RandomSpell, ...]:
    """The spells of one member: certain cores never overlap, as the database demands."""
    if chance.random() < 0.25:
        return change_of_status(chance, known_through)
    found: list[RandomSpell] = []
    wanted = chance.choice((1, 1, 2, 3))
    while not found or chance.randrange(wanted):
        spell = random_spell(chance, known_through)
        if spell and not any(overlap(spell, other) for other in found):
            found.append(spell)
    return tuple(found)


def overlap(one: RandomSpell, other: RandomSpell) -> bool:
    return one.period == other.period or any(
        one.brute.dates.certain(d) and other.brute.dates.certain(d) for d in CALENDAR
    )


def random_spell(chance: Random, known_through: date) -> RandomSpell | None:
    start = written_date(chance) if chance.random() < 0.9 else ""
    end = chance.choice((written_date(chance), written_date(chance), "..", ""))
    found = spell(chance, chance.choice(STATUSES), f"{start}/{end}", known_through)
    return replace(found, left=chance.random() < 0.4) if found and end not in ("", "..") else found


def change_of_status(chance: Random, known_through: date) -> tuple[RandomSpell, ...]:
    """Two spells that meet on one imprecise date: an observer, or a member of no stated kind."""
    first, change, last = f"[..{ASKED_FROM}]", "[1952-01-05..1952-01-10]", ".."
    before = chance.choice((Status.UNSPECIFIED, Status.OBSERVER))
    one = spell(chance, before, f"{first}/{change}", known_through)
    other = spell(chance, Status.FULL, f"{change}/{last}", known_through)
    assert one and other
    return (
        replace(one, brute=replace(one.brute, ends_by_change=True)),
        replace(other, brute=replace(other.brute, begins_by_change=True)),
    )


def spell(chance: Random, status: Status, period: str, known_through: date) -> RandomSpell | None:
    """A spell with suspensions, or None if no reading of its dates is possible."""
    dates = read(period, known_through)
    if not dates.readings or dates.starts[0] > known_through:
        return None
    suspensions: list[tuple[str, str]] = []
    brute: list[oracle.Dates] = []
    for _ in range(chance.choice((0, 0, 1, 2))):
        inner = f"{written_date(chance)}/{chance.choice((written_date(chance), '', '..'))}"
        found = read(inner, known_through)
        known = inner in dict(suspensions)
        if known or not found.readings or not lies_inside(found, dates):
            continue
        scope = "participation" if chance.random() < 0.8 else "voting"
        suspensions.append((inner, scope))
        if scope == "participation":
            brute.append(clipped(found, dates))
    doubtful = status is Status.UNKNOWN
    oracles = oracle.Spell(dates, tuple(brute), doubtful=doubtful)
    return RandomSpell(status, period, tuple(suspensions), oracles)


def lies_inside(inner: oracle.Dates, outer: oracle.Dates) -> bool:
    """What the database asks of a suspension and its membership."""
    starts_inside = inner.starts[-1] >= outer.starts[0] and inner.starts[0] <= outer.ends[-1]
    return starts_inside and inner.ends[0] <= outer.ends[-1] and inner.ends[-1] >= outer.starts[0]


def clipped(inner: oracle.Dates, outer: oracle.Dates) -> oracle.Dates:
    """A suspension is over when its spell is, whatever its own dates allow."""
    starts = [day for day in inner.starts if day >= outer.starts[0]]
    return oracle.Dates(starts, [day for day in inner.ends if day <= outer.ends[-1]])


def load(url: str, rosters: Sequence[RandomRoster], more: Iterable[FactDraft] = ()) -> None:
    """Write the rosters, and other facts, into a database as one imported data set."""
    dataset = {
        **dict.fromkeys(("title", "version", "licence", "citation", "url", "checksum"), "x"),
        **{"key": DATASET, "size": 0, "preference": 9, "loaded_at": "2026-10-31T00:00:00Z"},
    }
    keys = [roster.org for roster in rosters]
    facts = [draft for roster in rosters for draft in drafts(roster)]
    facts += more
    with transaction.changing(url) as connection:
        replace_dataset(connection, Batch(dataset, [SOURCE], facts=facts, rosters=keys))
        connection.exec_driver_sql("ANALYZE")


def drafts(roster: RandomRoster) -> Iterator[FactDraft]:
    ref = Ref("roster", roster.org)
    through = roster.known_through.isoformat()
    covered = {
        "roster_id": ref,
        "known_from": roster.known_from.isoformat(),
        "known_through": through,
        "complete": roster.complete,
        "complete_others": roster.complete_others,
    }
    yield FactDraft("roster_coverage", covered, {}, roster.org)
    for member, spells in roster.members.items():
        for number, one in enumerate(spells):
            place = f"{roster.org}:{member}:{number}"
            membership = membership_draft(ref, member, one, through, place)
            yield membership
            for inner, scope in one.suspensions:
                says: dict[str, Any] = {"membership_id": Ref("fact", membership.key(DATASET))}
                says |= {"scope": scope, **_written(inner)}
                bounds = period_columns(Period.parse(inner), through)
                yield FactDraft("suspension", says, bounds, place)


def membership_draft(
    roster: Ref, member: str, one: RandomSpell, through: str, place: str
) -> FactDraft:
    state = Ref("state", member)
    says = {
        "roster_id": roster,
        "member_id": state,
        "status": one.status.value,
        "joined_by": "status_change" if one.brute.begins_by_change else None,
        "end_reason": "withdrawal"
        if one.left
        else "status_change"
        if one.brute.ends_by_change
        else None,
        **_written(one.period),
    }
    derived = {
        "retired": False,
        **period_columns(Period.parse(one.period), through),
        **date_columns("notice", None),
        **date_columns("effective", None),
    }
    return FactDraft("membership", says, derived, place)


def _written(period: str) -> dict[str, str]:
    start, _, end = period.partition("/")
    return {"start": start, "end": end}
