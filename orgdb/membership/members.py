"""Who belongs, and belongs to what: spells of membership on a date, or of all time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from orgdb.dates import OPEN
from orgdb.db.narrowing import narrowed
from orgdb.db.reader import Reader, Row, rows_in
from orgdb.membership.lifetimes import absent, lives_of
from orgdb.membership.roster import Roster, require_dataset, roster_of
from orgdb.membership.spell_rows import (
    COLUMNS,
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
from orgdb.names.lookup import Found, Name, find_member, find_organization
from orgdb.parameters import EVER, MEMBERS, On, WhoCounts, span
from orgdb.sources.citations import Evidence, evidence_of
from orgdb.vocabulary import COUNTED_AS_MEMBERS, Answer, Certainty, Rule, Scope

PARTIES = ("organization_id", "member_id")
Held = tuple[Row, On, Answer]
OF_ROSTER = f"""
SELECT {COLUMNS}, CAST(:known_through AS TEXT) AS known_through FROM memberships m
WHERE m.roster_id = :roster
    AND m.start_earliest <= :latest AND m.end_latest >= :earliest
ORDER BY COALESCE(m.member_name, ''), m.member, m.start_earliest, m.fact"""
OF_MEMBERS = f"""
SELECT {COLUMNS}, r.known_through FROM memberships m
JOIN rosters r ON r.roster_id = m.roster_id
WHERE m.member_id IN (:values)
    [AND m.dataset = :dataset | AND r.preferred]
    [AND m.start_earliest <= :latest | AND m.start_earliest <= r.known_through]
    [AND m.end_latest >= :earliest | AND m.end_latest >= r.known_through]
ORDER BY m.org, m.start_earliest, m.fact"""


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

    @property
    def counts_now(self) -> bool:
        """Is it a membership of a full member, still open when its list was last checked?"""
        return self.end == OPEN and self.status in COUNTED_AS_MEMBERS


# What a query has, in order; what is worked out stands between the two, and before the last.
_COLUMNS = MemberRow.__slots__
_BEFORE = itemgetter(*_COLUMNS[: _COLUMNS.index("certainty")])
_AFTER = itemgetter(*_COLUMNS[_COLUMNS.index("joined_by") : _COLUMNS.index("sources")])


@dataclass(frozen=True, slots=True)
class MembersAnswer:
    """The rows, the roster they are from (None for several), and the date they answer for."""

    rows: tuple[MemberRow, ...]
    roster: Roster | None
    on: On | None
    missing: str = ""  # why the organization existed on no day of the date


def members(
    reader: Reader,
    organization: Name,
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
    found_rows = roster_spells(reader, roster, when or EVER)
    spells = [row for row in found_rows if counts_as(row, who.statuses)]
    rows = describe(reader, spells, when, who.rule, all_time)
    return MembersAnswer(rows, roster, when, "" if rows else missing)


def roster_spells(reader: Reader, roster: Roster, on: On = EVER) -> list[Row]:
    """The spells of one list that can have held on a date, with their suspensions."""
    asked = {
        "roster": roster.roster_id,
        "known_through": roster.known_through,
        "earliest": on.earliest,
        "latest": on.latest,
    }
    return with_suspensions(reader, reader.rows(OF_ROSTER, asked))


def memberships(
    reader: Reader,
    member: Name,
    who: WhoCounts = MEMBERS,
    all_time: bool = False,
) -> MembersAnswer:
    """To which organizations a state (or an organization) belongs; options as for `members`.

    Organizations of which orgdb has no membership list are not in the answer.
    """
    require_dataset(reader, who.dataset)
    found = find_member(reader, member, who.on)
    when = None if all_time else who.on
    (spells,) = member_spells(reader, [found], who, all_time)
    return MembersAnswer(describe(reader, spells, when, who.rule, all_time), None, when)


def member_spells(
    reader: Reader, members: Sequence[Found], who: WhoCounts, all_time: bool = False
) -> list[list[Row]]:
    """The spells of each of several members that can have held, with their suspensions."""
    asked = {"dataset": who.dataset, **span(EVER if all_time else who.on)}
    of: dict[int, list[Row]] = {member.id: [] for member in members}
    rows = rows_in(reader, narrowed(OF_MEMBERS, asked), of, asked)
    for row in with_suspensions(reader, [row for row in rows if counts_as(row, who.statuses)]):
        of[row["member_id"]].append(row)
    return list(of.values())


def describe(
    reader: Reader,
    spells: Sequence[Row],
    on: On | None,
    rule: Rule,
    all_time: bool,
    evidence: Evidence | None = None,
) -> tuple[MemberRow, ...]:
    """Spells (with their suspensions) as rows: what is certain, disputed, suspended on the date.

    Without a date, each as of the last check of its roster, or (with `all_time`) all there ever
    were. With the participating rule, members who surely could not take part are left out.
    `evidence` is what is known of the sources of these spells, where they were looked up already.
    """
    held: list[Held] = []
    for row in spells:
        when = EVER if all_time else on or On.day(row["known_through"])
        answer = answer_of([row], when, rule)
        if answer is not Answer.NO:
            held.append((row, when, answer))
    held = _without_absent(reader, held)
    sources, disputes = evidence or evidence_of_spells(reader, [row for row, _, _ in held])
    # By position: a report has tens of thousands of these.
    values = (
        (
            *_BEFORE(row),
            (Certainty.CERTAIN if answer is Answer.YES else Certainty.POSSIBLE).value,
            disputed_by(row, disputes, None if all_time else when, rule),
            suspended(row, when),
            tuple(_suspension_text(s) for s in row[SUSPENSIONS]),
            *_AFTER(row),
            _cited(sources, row),
            row["fact"],
        )
        for row, when, answer in held
    )
    return tuple(MemberRow(*row) for row in values)


def evidence_of_spells(reader: Reader, spells: Sequence[Row]) -> Evidence:
    """The sources behind spells and their suspensions, and what disputes them."""
    return evidence_of(reader, (fact for row in spells for fact in facts_of(row)))


def _without_absent(reader: Reader, held: list[Held]) -> list[Held]:
    """Leave out who can be a member by the dates of the spell, but did not exist on the date."""
    doubtful = [row for row, _, answer in held if answer is Answer.UNKNOWN and inside_lives(row)]
    numbers = {row[name] for row in doubtful for name in PARTIES}
    lives = lives_of(reader, sorted(numbers))

    def existed(row: Row, when: On) -> bool:
        both = [lives[row[name]] for name in PARTIES if row[name] in lives]
        return not absent(bounding(both, [row]), when)

    return [
        (row, when, answer)
        for row, when, answer in held
        if answer is Answer.YES or not inside_lives(row) or existed(row, when)
    ]


def _cited(sources: dict[int, tuple[str, ...]], row: Row) -> tuple[str, ...]:
    if not row[SUSPENSIONS]:
        return sources.get(row["fact_id"], ())
    return tuple(dict.fromkeys(key for fact in facts_of(row) for key in sources.get(fact, ())))


def _suspension_text(row: Row) -> str:
    period = f"{row['start']}/{row['end']}"
    return period if row["scope"] == Scope.PARTICIPATION else f"{period} ({row['scope']})"
