"""Lists of organizations and of states, with the figures people ask for first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from orgdb.db.reader import Reader, Row
from orgdb.membership.roster import require_dataset
from orgdb.membership.spell_rows import SUSPENSIONS, answer_of, counts_as, with_suspensions
from orgdb.parameters import MEMBERS, DateLike, On, WhoCounts, parse_kind, parse_on
from orgdb.vocabulary import Answer, OrganizationKind, Rule, StateKind

ORGANIZATIONS = """
SELECT organization_id, org, name, kind, parent, founded, dissolved, founded_earliest,
    dissolved_latest
FROM organizations
WHERE (CAST(:kind AS TEXT) IS NULL OR kind = CAST(:kind AS TEXT))
    AND (CAST(:latest AS TEXT) IS NULL OR founded_earliest <= CAST(:latest AS TEXT))
    AND (CAST(:earliest AS TEXT) IS NULL OR dissolved_latest >= CAST(:earliest AS TEXT))
ORDER BY org"""
SPELLS = """
SELECT r.organization_id, r.known_through, m.member_id, m.status, m.joined_by, m.end_reason,
    m.start_earliest, m.start_latest, m.end_earliest, m.end_latest, m.id AS fact_id
FROM rosters r
JOIN membership m ON m.roster_id = r.roster_id AND NOT m.retired
WHERE r.dataset = CAST(:dataset AS TEXT) OR (CAST(:dataset AS TEXT) IS NULL AND r.preferred)"""
ROSTERS = """
SELECT organization_id, known_through FROM rosters
WHERE dataset = CAST(:dataset AS TEXT) OR (CAST(:dataset AS TEXT) IS NULL AND preferred)"""
SEATS = """
SELECT organization_id, city, state FROM offices
WHERE kind = 'headquarters' AND end_latest >= :day AND start_earliest <= :day
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
WHERE (CAST(:kind AS TEXT) IS NULL OR kind = CAST(:kind AS TEXT))
    AND (CAST(:latest AS TEXT) IS NULL OR start_earliest <= CAST(:latest AS TEXT))
    AND (CAST(:earliest AS TEXT) IS NULL OR end_latest >= CAST(:earliest AS TEXT))
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
    reader: Reader, kind: str | None = None, who: WhoCounts = MEMBERS
) -> tuple[OrganizationRow, ...]:
    """All organizations and organs, those of one kind, or those that can have existed on a date."""
    require_dataset(reader, who.dataset)
    asked, of_dataset = who.on, {"dataset": who.dataset}
    span = _span(parse_kind(OrganizationKind, kind), asked)
    found = reader.rows(ORGANIZATIONS, span)
    sizes = _sizes(reader, who)
    through = {
        row["organization_id"]: row["known_through"] for row in reader.rows(ROSTERS, of_dataset)
    }
    day = {"day": asked.latest if asked else "9999-12-31"}
    seats = _first(reader.rows(SEATS, day))
    charters = _first(reader.rows(CHARTERS))
    languages: dict[int, list[str]] = defaultdict(list)
    for row in reader.rows(OFFICIAL, day):
        languages[row["organization_id"]].append(row["language"])
    rows = []
    for row in found:
        number = row["organization_id"]
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
    span = _span(parse_kind(StateKind, kind), parse_on(on))
    return tuple(StateRow(**row) for row in reader.rows(STATES, span))


def _span(kind: str | None, on: On | None) -> dict[str, str | None]:
    return {
        "kind": kind,
        "earliest": on.earliest if on else None,
        "latest": on.latest if on else None,
    }


def _sizes(reader: Reader, who: WhoCounts) -> dict[int, int]:
    """How many certain members each roster has on the date."""
    found = reader.rows(SPELLS, {"dataset": who.dataset})
    rows = [row for row in found if counts_as(row, who.statuses)]
    if who.rule is Rule.PARTICIPATING:
        rows = with_suspensions(reader, rows)
    spells: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows:
        spells[row["organization_id"], row["member_id"]].append({SUSPENSIONS: (), **row})
    sizes: dict[int, int] = defaultdict(int)
    for (organization, _), own in spells.items():
        on = who.on or On.day(own[0]["known_through"])
        sizes[organization] += answer_of(own, on, who.rule) is Answer.YES
    return sizes


def _first(rows: list[Row]) -> dict[int, Row]:
    """The first row of each organization."""
    found: dict[int, Row] = {}
    for row in rows:
        found.setdefault(row["organization_id"], row)
    return found
