"""Who belongs, and belongs to what: spells of membership on a date, or of all time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from orgdb.dates import Bounds, day_before
from orgdb.queries.citations import disputes_of, sources_of
from orgdb.queries.naming import find_member, find_organization
from orgdb.queries.question import On, parse_on, parse_rule, parse_statuses
from orgdb.queries.rosters import Roster, require_dataset, roster_of
from orgdb.reader import Reader, Row
from orgdb.spells import Spell, participating_on, suspended_on
from orgdb.vocabulary import Answer, Certainty, EndReason, JoinedBy, Rule, Scope, Status

COLUMNS = """m.org, m.org_name, m.member, m.member_name, m.member_kind, m.iso3, m.m49, m.cow,
    m.status, m.status_word, m.start, m."end", m.joined_by, m.start_basis, m.end_reason, m.notice,
    m.effective, m.start_earliest, m.start_latest, m.end_earliest, m.end_latest, m.dataset, m.fact,
    m.fact_id, m.member_id, m.roster_id"""
OF_ROSTER = f"""
SELECT {COLUMNS} FROM memberships m
WHERE m.roster_id = :roster
    AND m.start_earliest <= :latest AND m.end_latest >= :earliest
ORDER BY m.member_name, m.member, m.start_earliest, m.fact"""
OF_MEMBER = f"""
SELECT {COLUMNS}, r.known_through FROM memberships m
JOIN rosters r ON r.roster_id = m.roster_id
WHERE m.member_id = :member
    AND (m.dataset = CAST(:dataset AS TEXT) OR (CAST(:dataset AS TEXT) IS NULL AND r.preferred))
    AND m.start_earliest <= COALESCE(CAST(:latest AS TEXT), r.known_through)
    AND m.end_latest >= COALESCE(CAST(:earliest AS TEXT), r.known_through)
ORDER BY m.org, m.start_earliest, m.fact"""
OF_ALL = f"""
SELECT {COLUMNS}, r.known_through FROM memberships m
JOIN rosters r ON r.roster_id = m.roster_id
WHERE (m.dataset = CAST(:dataset AS TEXT) OR (CAST(:dataset AS TEXT) IS NULL AND r.preferred))
    AND (CAST(:latest AS TEXT) IS NULL OR m.start_earliest <= CAST(:latest AS TEXT))
    AND (CAST(:earliest AS TEXT) IS NULL OR m.end_latest >= CAST(:earliest AS TEXT))
ORDER BY m.org, m.member, m.start_earliest, m.fact"""
SUSPENSIONS_OF_ROSTER = """
SELECT membership_id, scope, start, "end", start_earliest, start_latest, end_earliest, end_latest,
    fact_id
FROM suspensions WHERE roster_id = :roster ORDER BY start_earliest, fact"""
SUSPENSIONS_OF_MEMBER = SUSPENSIONS_OF_ROSTER.replace("roster_id = :roster", "member_id = :member")
ALL_SUSPENSIONS = SUSPENSIONS_OF_ROSTER.replace("WHERE roster_id = :roster ", "")


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One spell of membership (the columns of `orgdb members` and `orgdb memberships`).

    `start` and `end` are the first and the last day as EDTF, `..` for still open, empty for
    unknown; `effective` is the first day of not being a member. `certainty` says whether the spell
    surely held on the date asked about; `disputed` whether a source gives another date that would
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


@dataclass(frozen=True, slots=True)
class MembersAnswer:
    """The rows, the roster they are from (None for several), and the date they answer for."""

    rows: tuple[MemberRow, ...]
    roster: Roster | None
    on: On | None


def members(
    reader: Reader,
    organization: str,
    on: str | None = None,
    rule: str = Rule.LEGAL,
    status: str | None = None,
    dataset: str | None = None,
    all_time: bool = False,
) -> MembersAnswer:
    """Who belongs to an organization on a date, or (with `all_time`) every spell there ever was.

    Without a date, as of the day the roster was last checked. Counts full and unspecified members
    unless `status` names others (`all` for every one). `rule="participating"` leaves out those
    suspended from taking part. Members whose dates make it possible only are in, marked so.
    """
    found = find_organization(reader, organization)
    roster = roster_of(reader, found, dataset)
    asked, wanted, counts = parse_on(on), parse_statuses(status), parse_rule(rule)
    if roster is None:
        return MembersAnswer((), None, asked)
    when = roster.question(asked)
    earliest, latest = ("0001-01-01", "9999-12-31") if all_time else (when.earliest, when.latest)
    span = {"roster": roster.roster_id, "earliest": earliest, "latest": latest}
    spells = [row for row in reader.rows(OF_ROSTER, span) if counts_as(row, wanted)]
    suspensions = reader.rows(SUSPENSIONS_OF_ROSTER, {"roster": roster.roster_id})
    rows = describe(reader, spells, suspensions, None if all_time else when, counts)
    return MembersAnswer(rows, roster, None if all_time else when)


def memberships(
    reader: Reader,
    member: str,
    on: str | None = None,
    rule: str = Rule.LEGAL,
    status: str | None = None,
    dataset: str | None = None,
    all_time: bool = False,
) -> MembersAnswer:
    """To which organizations a state (or an organization) belongs; options as for `members`.

    Organizations of which orgdb has no membership list are not in the answer.
    """
    require_dataset(reader, dataset)
    found = find_member(reader, member)
    asked, wanted, counts = parse_on(on), parse_statuses(status), parse_rule(rule)
    when = On("", "0001-01-01", "9999-12-31") if all_time else asked
    span = {
        "member": found.id,
        "dataset": dataset,
        "earliest": when.earliest if when else None,
        "latest": when.latest if when else None,
    }
    spells = [row for row in reader.rows(OF_MEMBER, span) if counts_as(row, wanted)]
    suspensions = reader.rows(SUSPENSIONS_OF_MEMBER, {"member": found.id})
    rows: list[MemberRow] = []
    for spell in spells:
        through = spell.pop("known_through")
        date = asked or On(through, through, through)
        rows += describe(reader, [spell], suspensions, None if all_time else date, counts)
    return MembersAnswer(tuple(rows), None, asked)


def all_members(
    reader: Reader,
    on: str | None = None,
    rule: str = Rule.LEGAL,
    status: str | None = None,
    dataset: str | None = None,
) -> tuple[MemberRow, ...]:
    """Every spell in every organization, of every status unless some are named; or on a date."""
    require_dataset(reader, dataset)
    asked, wanted, counts = parse_on(on), parse_statuses(status or "all"), parse_rule(rule)
    span = {
        "dataset": dataset,
        "earliest": asked.earliest if asked else None,
        "latest": asked.latest if asked else None,
    }
    spells = [row for row in reader.rows(OF_ALL, span) if counts_as(row, wanted)]
    return describe(reader, spells, reader.rows(ALL_SUSPENSIONS), asked, counts)


def counts_as(row: Row, statuses: Sequence[Status]) -> bool:
    return row["status"] in statuses or row["status"] == Status.UNKNOWN


def describe(
    reader: Reader, spells: Sequence[Row], suspensions: Sequence[Row], on: On | None, rule: Rule
) -> tuple[MemberRow, ...]:
    """Spells as rows: certainty, suspensions, disputes and sources worked out for the date.

    With the participating rule, spells of members who surely could not take part are left out.
    """
    by_spell: dict[int, list[Row]] = defaultdict(list)
    for suspension in suspensions:
        by_spell[suspension["membership_id"]].append(suspension)
    facts = [row["fact_id"] for row in spells]
    facts += [s["fact_id"] for row in spells for s in by_spell[row["fact_id"]]]
    sources, disputes = sources_of(reader, facts), disputes_of(reader, facts)
    rows = []
    for row in spells:
        own = by_spell[row["fact_id"]]
        answer = answer_of(row, own, on, rule)
        if answer is Answer.NO:
            continue
        cited = (sources.get(fact, ()) for fact in [row["fact_id"], *(s["fact_id"] for s in own)])
        rows.append(
            MemberRow(
                **{name: row[name] for name in MemberRow.__slots__ if name in row},
                certainty=Certainty.CERTAIN if answer is Answer.YES else Certainty.POSSIBLE,
                disputed=is_disputed(row, own, disputes, on, rule),
                suspended=_suspended(row, own, on),
                suspensions=tuple(_suspension_text(s) for s in own),
                sources=tuple(dict.fromkeys(key for keys in cited for key in keys)),
            )
        )
    return tuple(rows)


def bounds_of(row: Row) -> Bounds:
    """The bounds of a spell or a suspension as a query returned it."""
    return Bounds(
        row["start_earliest"], row["start_latest"], row["end_earliest"], row["end_latest"]
    )


def spell_of(row: Row) -> Spell:
    """A spell of membership as the rules of time see it."""
    return Spell(
        bounds_of(row),
        begins_by_change=row["joined_by"] == JoinedBy.STATUS_CHANGE,
        ends_by_change=row["end_reason"] == EndReason.STATUS_CHANGE,
        doubtful=row["status"] == Status.UNKNOWN,
    )


def answer_of(row: Row, suspensions: Sequence[Row], on: On | None, rule: Rule) -> Answer:
    """Does this one spell make its member one, on the date and by the rule?"""
    if on is None:
        on = On("", "0001-01-01", "9999-12-31")
    if rule is Rule.LEGAL:
        return spell_of(row).on(on.earliest, on.latest)
    excluded = [bounds_of(s) for s in suspensions if s["scope"] == Scope.PARTICIPATION]
    return participating_on([spell_of(row)], excluded, on.earliest, on.latest)


def is_disputed(
    row: Row,
    suspensions: Sequence[Row],
    disputes: dict[int, list[Row]],
    on: On | None,
    rule: Rule,
) -> bool:
    """Does a source give another value that would change what this spell answers?

    Without a date every dispute about a spell's dates, member or status counts.
    """
    own = disputes.get(row["fact_id"], [])
    about_suspensions = [(s, d) for s in suspensions for d in disputes.get(s["fact_id"], [])]
    if on is None:
        return bool(own or about_suspensions)
    now = (answer_of(row, suspensions, on, rule), _suspended(row, suspensions, on))
    for dispute in own:
        if dispute["about"] in ("member", "status"):
            return True
        other = as_stated(row, dispute)
        if (answer_of(other, suspensions, on, rule), _suspended(other, suspensions, on)) != now:
            return True
    for suspension, dispute in about_suspensions:
        changed = [as_stated(s, dispute) if s is suspension else s for s in suspensions]
        if (answer_of(row, changed, on, rule), _suspended(row, changed, on)) != now:
            return True
    return False


def as_stated(row: Row, dispute: Row) -> Row:
    """The row as it would be if the disputing source were right about its date."""
    earliest, latest = dispute["stated_earliest"], dispute["stated_latest"]
    about = dispute["about"]
    if about == "effective":
        # The day of effect is the first day outside; the spell ends the day before.
        about, earliest, latest = "end", day_before(earliest), day_before(latest)
    if about not in ("start", "end"):
        return row
    changed: dict[str, Any] = {f"{about}_earliest": earliest, f"{about}_latest": latest}
    return {**row, **changed}


def _suspended(row: Row, suspensions: Sequence[Row], on: On | None) -> str:
    if on is None:
        on = On("", row["start_earliest"], row["end_latest"])
    excluded = [bounds_of(s) for s in suspensions if s["scope"] == Scope.PARTICIPATION]
    return suspended_on(bounds_of(row), excluded, on.earliest, on.latest)


def _suspension_text(row: Row) -> str:
    period = f"{row['start']}/{row['end']}"
    return period if row["scope"] == Scope.PARTICIPATION else f"{period} ({row['scope']})"
