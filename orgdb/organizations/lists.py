"""Lists of organizations and of states, with the figures people ask for first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from orgdb.db.narrowing import narrowed, narrowed_rows
from orgdb.db.reader import Reader, Row
from orgdb.membership.roster import require_dataset
from orgdb.membership.spell_rows import answer_of, with_suspensions
from orgdb.organizations.places import place
from orgdb.parameters import MEMBERS, DateLike, On, WhoCounts, parse_kind, parse_on, span
from orgdb.vocabulary import Answer, OrganizationKind, Rule, Scope, StateKind, Status

ORGANIZATIONS = """
SELECT organization_id, org, name, kind, parent, founded, dissolved, founded_earliest,
    dissolved_latest
FROM organizations
WHERE TRUE [AND kind = :kind]
    [AND founded_earliest <= :latest] [AND dissolved_latest >= :earliest]
ORDER BY org"""
ROSTERS = """
SELECT organization_id, known_through FROM rosters
WHERE TRUE [AND dataset = :dataset | AND preferred]"""
# Spells that can hold on the date. Members whose dates leave no doubt are counted in the database;
# the others are looked at, where two spells that meet can make a certain one.
HELD = """
WITH asked AS MATERIALIZED (
    SELECT roster_id, organization_id, known_through,
        [:latest | known_through] AS latest, [:earliest | known_through] AS earliest
    FROM rosters
    WHERE TRUE [AND dataset = :dataset | AND preferred]
), held AS (
    SELECT r.organization_id, m.roster_id, m.member_id, COUNT(*) AS spells,
        MAX(CASE WHEN m.status <> 'unknown' AND r.earliest <= r.known_through
            AND (m.start_latest <= r.latest OR m.end_latest <= r.latest)
            AND (m.end_earliest >= r.earliest OR m.start_earliest >= r.earliest)
            [AND NOT EXISTS (SELECT 1 FROM suspension s
                WHERE s.membership_id = m.id AND s.scope = :scope)]
            THEN 1 ELSE 0 END) AS certain,
        MAX(CASE WHEN [EXISTS (SELECT 1 FROM suspension s
                WHERE s.membership_id = m.id AND s.scope = :scope) | FALSE]
            THEN 1 ELSE 0 END) AS suspended
    FROM asked r
    JOIN membership m ON m.roster_id = r.roster_id AND NOT m.retired
    WHERE m.status IN (:statuses)
        AND m.start_earliest <= r.latest AND m.end_latest >= r.earliest
    GROUP BY r.organization_id, m.roster_id, m.member_id
)"""
CERTAIN = f"""{HELD}
SELECT organization_id, SUM(certain) AS members FROM held GROUP BY organization_id"""
DOUBTFUL = f"""{HELD}
SELECT r.organization_id, r.known_through, m.member_id, m.status, m.joined_by, m.end_reason,
    m.start_earliest, m.start_latest, m.end_earliest, m.end_latest, m.id AS fact_id
FROM held h
JOIN asked r ON r.roster_id = h.roster_id
JOIN membership m ON m.roster_id = h.roster_id AND m.member_id = h.member_id AND NOT m.retired
WHERE h.certain = 0 AND (h.spells > 1 OR h.suspended = 1) AND m.status IN (:statuses)"""
# A seat whose beginning is not known is that of today, and is not put where another one was.
SEATS = """
SELECT organization_id, city, state FROM offices
WHERE kind = 'headquarters' AND end_latest >= :day AND start_latest <= :day
ORDER BY organization_id, start_latest DESC, fact"""
OFFICIAL = """
SELECT organization_id, language FROM languages
WHERE status = 'official' AND end_latest >= :day AND start_earliest <= :day
ORDER BY organization_id, language"""
CHARTERS = """
SELECT organization_id, treaty, signed, in_force FROM charters
WHERE kind = 'charter' ORDER BY organization_id, signed_earliest"""
STATES = """
SELECT state, name, iso2, iso3, m49, cow, start, "end", kind, sovereign, fact
FROM states
WHERE TRUE [AND kind = :kind] [AND start_earliest <= :latest] [AND end_latest >= :earliest]
ORDER BY COALESCE(name, ''), state"""


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    """One organization in a list (the columns of `orgdb orgs`).

    `members` counts certain full members on the date, or on `known_through`, the day the roster was
    last checked; it is empty where orgdb has no roster.
    """

    org: str
    name: str | None
    kind: str
    founded: str | None
    dissolved: str | None
    members: int | None
    known_through: str | None
    hq_city: str | None
    hq_state: str | None
    official_languages: tuple[str, ...]
    charter: str | None
    charter_signed: str | None
    charter_in_force: str | None
    parent: str | None


@dataclass(frozen=True, slots=True)
class StateRow:
    """One state or territory in a list (the columns of `orgdb states`); codes are the latest."""

    state: str
    name: str | None
    iso2: str | None
    iso3: str | None
    m49: str | None
    cow: str | None
    start: str
    end: str
    kind: str
    sovereign: str | None
    fact: str


def organizations(
    reader: Reader, kind: str | None = None, who: WhoCounts = MEMBERS, where: str | None = None
) -> tuple[OrganizationRow, ...]:
    """All organizations and organs, those of one kind, or those that can have existed on a date.

    `where` is a state or a city: those that have their seat there, or had it on the date.
    Raises `UnknownNameError` where no office is in such a place.
    """
    require_dataset(reader, who.dataset)
    asked, of_dataset = who.on, {"dataset": who.dataset}
    narrow = {"kind": parse_kind(OrganizationKind, kind), **span(asked)}
    found = narrowed_rows(reader, ORGANIZATIONS, narrow)
    sizes = _sizes(reader, who)
    through = {
        row["organization_id"]: row["known_through"]
        for row in narrowed_rows(reader, ROSTERS, of_dataset)
    }
    day = {"day": asked.latest if asked else "9999-12-31"}
    seats = _first(_seats(reader, where, day))
    charters = _first(reader.rows(CHARTERS))
    languages: dict[int, list[str]] = defaultdict(list)
    for row in reader.rows(OFFICIAL, day):
        languages[row["organization_id"]].append(row["language"])
    rows = []
    for row in found:
        number = row["organization_id"]
        if where is not None and number not in seats:
            continue
        seat, charter = seats.get(number, {}), charters.get(number, {})
        rows.append(
            OrganizationRow(
                org=row["org"],
                name=row["name"],
                kind=row["kind"],
                founded=row["founded"],
                dissolved=row["dissolved"],
                members=sizes[number] if number in through else None,
                known_through=through.get(number),
                hq_city=seat.get("city"),
                hq_state=seat.get("state"),
                official_languages=tuple(languages[number]),
                charter=charter.get("treaty"),
                charter_signed=charter.get("signed"),
                charter_in_force=charter.get("in_force"),
                parent=row["parent"],
            )
        )
    return tuple(rows)


def states(
    reader: Reader, kind: str | None = None, on: DateLike | None = None
) -> tuple[StateRow, ...]:
    """All states and territories, those of one kind, or those that can have existed on a date."""
    narrow = {"kind": parse_kind(StateKind, kind), **span(parse_on(on))}
    return tuple(StateRow(**row) for row in narrowed_rows(reader, STATES, narrow))


def _sizes(reader: Reader, who: WhoCounts) -> dict[int, int]:
    """How many certain members each roster has on the date."""
    parameters = {
        "dataset": who.dataset,
        "scope": Scope.PARTICIPATION.value if who.rule is Rule.PARTICIPATING else None,
        **span(who.on),
    }
    listed = ", ".join(f"'{status.value}'" for status in {*who.statuses, Status.UNKNOWN})

    def found(sql: str) -> list[Row]:
        chosen = narrowed(sql.replace(":statuses", listed), parameters)
        return reader.rows(chosen, parameters)

    sizes: dict[int, int] = defaultdict(int)
    for row in found(CERTAIN):
        sizes[row["organization_id"]] = row["members"]
    spells: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in with_suspensions(reader, found(DOUBTFUL)):
        spells[row["organization_id"], row["member_id"]].append(row)
    for (organization, _), own in spells.items():
        on = who.on or On.day(own[0]["known_through"])
        sizes[organization] += answer_of(own, on, who.rule) is Answer.YES
    return sizes


def _seats(reader: Reader, where: str | None, day: dict[str, str]) -> list[Row]:
    """The headquarters on a day, all of them or those in one state or city."""
    rows = reader.rows(SEATS, day)
    if where is None:
        return rows
    there = place(reader, where)
    state = there.state.key if there.state else None
    return [row for row in rows if row["city"] in there.cities or (state and row["state"] == state)]


def _first(rows: list[Row]) -> dict[int, Row]:
    """The first row of each organization."""
    found: dict[int, Row] = {}
    for row in rows:
        found.setdefault(row["organization_id"], row)
    return found
