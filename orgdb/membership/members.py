"""Who belongs, and belongs to what: spells of membership on a date, or of all time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orgdb.db.narrowing import narrowed
from orgdb.db.reader import Reader, Row
from orgdb.membership.lifetimes import absent, lives_of
from orgdb.membership.roster import Roster, require_dataset, roster_of
from orgdb.membership.spell_rows import (
    SUSPENSIONS,
    answer_of,
    bounding,
    counts_as,
    disputed_by,
    facts_of,
    inside_lives,
    suspended,
    with_suspensions,
)
from orgdb.names.lookup import find_member, find_organization
from orgdb.parameters import EVER, MEMBERS, On, WhoCounts, span
from orgdb.sources.citations import disputes_of, sources_of
from orgdb.vocabulary import Answer, Certainty, Rule, Scope

COLUMNS = """m.org, m.org_name, m.member, m.member_name, m.member_kind, m.iso3, m.m49, m.cow,
    m.status, m.status_word, m.start, m."end", m.joined_by, m.start_basis, m.end_reason, m.notice,
    m.effective, m.start_earliest, m.start_latest, m.end_earliest, m.end_latest, m.dataset, m.fact,
    m.fact_id, m.member_id, m.organization_id, m.life_exception"""
PARTIES = ("organization_id", "member_id")
Held = tuple[Row, On, Answer]
OF_ROSTER = f"""
SELECT {COLUMNS}, CAST(:known_through AS TEXT) AS known_through FROM memberships m
WHERE m.roster_id = :roster
    AND m.start_earliest <= :latest AND m.end_latest >= :earliest
ORDER BY COALESCE(m.member_name, ''), m.member, m.start_earliest, m.fact"""
OF_MEMBER = f"""
SELECT {COLUMNS}, r.known_through FROM memberships m
JOIN rosters r ON r.roster_id = m.roster_id
WHERE m.member_id = :member
    [AND m.dataset = :dataset | AND r.preferred]
    [AND m.start_earliest <= :latest | AND m.start_earliest <= r.known_through]
    [AND m.end_latest >= :earliest | AND m.end_latest >= r.known_through]
ORDER BY m.org, m.start_earliest, m.fact"""
# Names and codes of members are looked up once, not for each of their spells in every list.
OF_ALL = """
WITH label AS MATERIALIZED (
    SELECT state_id AS id, state AS key, 'state' AS kind, name, iso3, m49, cow FROM states
    UNION ALL
    SELECT organization_id, org, 'organization', name, NULL, NULL, NULL FROM organizations
), asked AS MATERIALIZED (
    SELECT r.roster_id, r.org, r.organization_id, o.name AS org_name, r.dataset, r.known_through
    FROM rosters r
    JOIN label o ON o.id = r.organization_id
    WHERE TRUE [AND r.dataset = :dataset | AND r.preferred]
)
SELECT r.org, r.org_name, e.key AS member, e.name AS member_name, e.kind AS member_kind, e.iso3,
    e.m49, e.cow, m.status, m.status_word, m.start, m."end", m.joined_by, m.start_basis,
    m.end_reason, m.notice, m.effective, m.start_earliest, m.start_latest, m.end_earliest,
    m.end_latest, r.dataset, f.key AS fact, m.id AS fact_id, m.member_id, r.organization_id,
    m.life_exception, r.known_through
FROM asked r
JOIN membership m ON m.roster_id = r.roster_id AND NOT m.retired
JOIN fact f ON f.id = m.id
JOIN label e ON e.id = m.member_id
WHERE TRUE [AND m.start_earliest <= :latest] [AND m.end_latest >= :earliest]
ORDER BY r.org, e.key, m.start_earliest, f.key"""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One spell of membership (the columns of `orgdb members` and `orgdb memberships`).

    `start` and `end` are the first and the last day as EDTF, `..` for still open, empty for
    unknown; `effective` is the first day of not being a member. `certainty` says whether the spell
    surely held on the date asked about; `disputed` whether a source gives another value that would
    change this answer; `suspended` is yes, no, unknown or part (of the date), and `suspensions`
    holds the periods.
    """

    org: str
    org_name: str
    member: str
    member_name: str
    member_kind: str
    iso3: str | None
    m49: str | None
    cow: str | None
    status: str
    status_word: str | None
    start: str
    end: str
    certainty: str
    disputed: bool
    suspended: str
    suspensions: tuple[str, ...]
    joined_by: str | None
    start_basis: str | None
    end_reason: str | None
    notice: str | None
    effective: str | None
    start_earliest: str
    start_latest: str
    end_earliest: str
    end_latest: str
    dataset: str
    sources: tuple[str, ...]
    fact: str


# What a query has; the rest is worked out.
NAMED = [
    name
    for name in MemberRow.__slots__
    if name not in ("certainty", "disputed", "suspended", "suspensions", "sources")
]


@dataclass(frozen=True, slots=True)
class MembersAnswer:
    """The rows, the roster they are from (None for several), and the date they answer for."""

    rows: tuple[MemberRow, ...]
    roster: Roster | None
    on: On | None
    missing: str = ""  # why the organization existed on no day of the date


def members(
    reader: Reader,
    organization: str,
    who: WhoCounts = MEMBERS,
    all_time: bool = False,
) -> MembersAnswer:
    """Who belongs to an organization on a date, or (with `all_time`) every period of membership.

    Without a date, as of the day the list was last checked. Members whose dates make it possible
    only are in, marked so.
    """
    asked = who.on
    found = find_organization(reader, organization, asked)
    roster = roster_of(reader, found, who.dataset)
    gone = absent(tuple(lives_of(reader, [found.id]).values()), asked) if asked else None
    missing = gone.missing(asked) if gone and asked else ""
    if roster is None:
        return MembersAnswer((), None, asked, missing)
    when = None if all_time else roster.question(asked)
    asked_for = {
        "roster": roster.roster_id,
        "known_through": roster.known_through,
        "earliest": (when or EVER).earliest,
        "latest": (when or EVER).latest,
    }
    spells = [row for row in reader.rows(OF_ROSTER, asked_for) if counts_as(row, who.statuses)]
    rows = describe(reader, spells, when, who.rule, all_time)
    return MembersAnswer(rows, roster, when, "" if rows else missing)


def memberships(
    reader: Reader,
    member: str,
    who: WhoCounts = MEMBERS,
    all_time: bool = False,
) -> MembersAnswer:
    """To which organizations a state (or an organization) belongs; options as for `members`.

    Organizations of which orgdb has no membership list are not in the answer.
    """
    require_dataset(reader, who.dataset)
    found = find_member(reader, member, who.on)
    when = None if all_time else who.on
    asked_for = {"member": found.id, "dataset": who.dataset, **span(EVER if all_time else who.on)}
    rows = reader.rows(narrowed(OF_MEMBER, asked_for), asked_for)
    spells = [row for row in rows if counts_as(row, who.statuses)]
    return MembersAnswer(describe(reader, spells, when, who.rule, all_time), None, when)


def all_members(reader: Reader, who: WhoCounts = MEMBERS) -> tuple[MemberRow, ...]:
    """Every spell in every organization, of every status unless some are named; or on a date."""
    require_dataset(reader, who.dataset)
    wanted = who.or_every_status().statuses
    asked_for = {"dataset": who.dataset, **span(who.on)}
    rows = reader.rows(narrowed(OF_ALL, asked_for), asked_for)
    spells = [row for row in rows if counts_as(row, wanted)]
    return describe(reader, spells, who.on, who.rule, all_time=who.on is None)


def describe(
    reader: Reader, spells: Sequence[Row], on: On | None, rule: Rule, all_time: bool
) -> tuple[MemberRow, ...]:
    """Spells as rows: certainty, suspensions, disputes and sources worked out for the date.

    Without a date, each as of the last check of its roster, or (with `all_time`) all there ever
    were. With the participating rule, members who surely could not take part are left out.
    """
    held: list[Held] = []
    for row in with_suspensions(reader, spells):
        when = EVER if all_time else on or On.day(row["known_through"])
        answer = answer_of([row], when, rule)
        if answer is not Answer.NO:
            held.append((row, when, answer))
    held = _without_absent(reader, held)
    facts = [fact for row, _, _ in held for fact in facts_of(row)]
    sources, disputes = sources_of(reader, facts), disputes_of(reader, facts)
    return tuple(
        MemberRow(
            **{name: row[name] for name in NAMED},
            certainty=(Certainty.CERTAIN if answer is Answer.YES else Certainty.POSSIBLE).value,
            disputed=disputed_by(row, disputes, None if all_time else when, rule),
            suspended=suspended(row, when),
            suspensions=tuple(_suspension_text(s) for s in row[SUSPENSIONS]),
            sources=_cited(sources, facts_of(row)),
        )
        for row, when, answer in held
    )


def _without_absent(reader: Reader, held: list[Held]) -> list[Held]:
    """Leave out who can be a member by the dates of the spell, but did not exist on the date."""
    doubtful = [row for row, _, answer in held if answer is Answer.UNKNOWN and inside_lives(row)]
    numbers = {row[name] for row in doubtful for name in PARTIES}
    lives = lives_of(reader, sorted(numbers))
    kept = []
    for row, when, answer in held:
        both = [lives[row[name]] for name in PARTIES if row[name] in lives]
        parties = bounding(both, [row])
        possible = answer is Answer.UNKNOWN and inside_lives(row)
        if not (possible and absent(parties, when)):
            kept.append((row, when, answer))
    return kept


def _cited(sources: dict[int, tuple[str, ...]], facts: Sequence[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for fact in facts for key in sources.get(fact, ())))


def _suspension_text(row: Row) -> str:
    period = f"{row['start']}/{row['end']}"
    return period if row["scope"] == Scope.PARTICIPATION else f"{period} ({row['scope']})"
