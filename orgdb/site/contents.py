"""All that the pages say, read from the database at once: a few queries, not some for each page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from orgdb.db.reader import Reader, Row
from orgdb.membership.every_membership import all_members
from orgdb.membership.members import MemberRow
from orgdb.organizations.coverage import CoverageRow, coverage
from orgdb.organizations.events import EventRow, events
from orgdb.organizations.lists import OrganizationRow, organizations
from orgdb.organizations.officials import OfficialRow, all_officials
from orgdb.organizations.treaties import CharterRow, PartyRow, charters, parties
from orgdb.sources.citations import SourceRow

ORGANIZATION, STATE, PERSON = "organization", "state", "person"
TREATY, EVENT, SOURCE = "treaty", "event", "source"

ORGANIZATIONS = """
SELECT org, name, kind, parent, founded, dissolved, founded_earliest, website, fact, fact_id
FROM organizations ORDER BY org"""
STATES = """
SELECT state, name, kind, sovereign, iso2, iso3, start, "end", start_earliest, end_latest, fact,
    fact_id
FROM states ORDER BY COALESCE(name, ''), state"""
PEOPLE = "SELECT person, name, born, died, fact, fact_id FROM people ORDER BY person"
NAMES = """
SELECT kind, key, name, lang, name_kind, start, "end", fact, fact_id FROM names
ORDER BY kind, key, CASE name_kind WHEN 'official' THEN 0 WHEN 'short' THEN 1 ELSE 2 END,
    CASE lang WHEN 'en' THEN 0 ELSE 1 END, lang, start_earliest, name"""
CODES = """
SELECT kind, key, scheme, code, start, "end", fact, fact_id FROM codes
ORDER BY kind, key, scheme, start_earliest, code"""
LINKS = """
SELECT 'organization' AS of, from_org AS first, to_org AS second, kind, date, date_earliest, fact,
    fact_id
FROM organization_links
UNION ALL SELECT 'state', from_state, to_state, kind, date, date_earliest, fact, fact_id
FROM state_links
ORDER BY 1, date_earliest, 2, 3"""
PURPOSES = "SELECT org, purpose, fact, fact_id FROM purposes ORDER BY org, position"
OFFICES = """
SELECT org, kind, city, state, start, "end", start_latest, fact, fact_id FROM offices
ORDER BY org, CASE kind WHEN 'headquarters' THEN 0 ELSE 1 END, start_latest DESC, state, fact"""
LANGUAGES = """
SELECT org, language, language_name, status, start, "end", fact, fact_id FROM languages
ORDER BY org, status, language_name, fact"""
SUSPENSIONS = """
SELECT u.org, u.member, u.scope, u.start, u."end", u.start_earliest, u.start_latest, u.end_earliest,
    u.end_latest, u.instrument, u.lifted_by, u.membership, u.fact, u.fact_id,
    CASE WHEN s.state IS NULL THEN 'organization' ELSE 'state' END AS member_kind
FROM suspensions u JOIN rosters r ON r.roster_id = u.roster_id
LEFT JOIN states s ON s.state_id = u.member_id
WHERE r.preferred ORDER BY u.org, u.start_earliest, u.member"""
EXITS = """
SELECT e.org, e.org_name, e.member, e.member_name, e.announced, e.notified, e.effective,
    e.reversed, e.clause, e.remark, e.fact, e.fact_id,
    CASE WHEN s.state IS NULL THEN 'organization' ELSE 'state' END AS member_kind
FROM exits e LEFT JOIN states s ON s.state_id = e.member_id
ORDER BY COALESCE(e.announced, e.notified) DESC, e.org, e.member"""
PARTICIPANTS = """
SELECT e.event, p.kind, p.participant FROM event_participants p
JOIN events e ON e.fact_id = p.fact_id ORDER BY e.event, p.position"""
ROSTERS = """
SELECT org, dataset, known_from, known_through, complete, complete_others, fact, fact_id
FROM rosters WHERE preferred ORDER BY org"""
NATIONALITIES = """
SELECT person, state, fact, fact_id FROM nationalities ORDER BY person, fact_id"""
SOURCES = """
SELECT source, title, publisher, author, date, url, original, kind, licence, lang, quality
FROM sources ORDER BY source"""
CITATIONS = """
SELECT fact_id, about, source, locator, stance, stated FROM citations ORDER BY fact_id, position"""
FACTS = "SELECT id, key FROM current_facts"
RELEASES = "SELECT version, date FROM releases ORDER BY release_id DESC"
DATASETS = """
SELECT dataset, title, version, licence, citation FROM datasets ORDER BY preference"""

By = dict[str, list[Row]]
Thing = tuple[str, str]  # kind and key: CAN is a state, and an organization
Key = TypeVar("Key")
Item = TypeVar("Item")


@dataclass(frozen=True, eq=False)  # one is never equal to another: functions remember by it
class Contents:
    """Everything in the database, by the key of what it is about.

    Memberships are those of the data set that answers for each organization, of all time.
    """

    organizations: dict[str, Row]
    figures: dict[str, OrganizationRow]  # what `orgdb orgs` says: members, seat
    rosters: dict[str, Row]
    coverage: dict[str, CoverageRow]
    states: dict[str, Row]
    people: dict[str, Row]
    names: dict[Thing, list[Row]]
    codes: dict[Thing, list[Row]]
    links: dict[Thing, list[Row]]
    purposes: By
    offices: By  # by organization
    languages: By
    suspensions: By  # by organization
    exits: list[Row]
    members: dict[str, list[MemberRow]]  # by organization
    memberships: dict[Thing, list[MemberRow]]  # by member
    officials: dict[Thing, list[OfficialRow]]  # by body
    tenures: dict[str, list[OfficialRow]]  # by person
    nationalities: By  # by person
    treaties: dict[str, CharterRow]
    parties: dict[str, list[PartyRow]]  # by treaty
    ratified: dict[str, list[PartyRow]]  # by party
    events: dict[str, EventRow]
    events_of: dict[Thing, list[EventRow]]  # by organization, state or person
    participants: dict[str, list[Thing]]  # by event
    sources: dict[str, SourceRow]
    citations: dict[int, list[Row]]  # by the number of the fact
    numbers: dict[str, int]  # the number of each fact by its key
    releases: list[Row]
    datasets: list[Row]
    organs: dict[str, list[Row]] = field(default_factory=dict)  # by parent

    def label(self, kind: str, key: str) -> str:
        """What a page is called: the name of the thing, else its key."""
        if kind == TREATY:
            return self.treaties[key].title if key in self.treaties else key
        if kind == EVENT:
            return self.events[key].title if key in self.events else key
        if kind == SOURCE:
            return self.sources[key].title if key in self.sources else key
        found = {ORGANIZATION: self.organizations, STATE: self.states, PERSON: self.people}[kind]
        return str(found[key]["name"] or key) if key in found else key

    def kind_of(self, key: str) -> str | None:
        """What a bare key is of: a state before an organization, as for members."""
        if key in self.states:
            return STATE
        if key in self.organizations:
            return ORGANIZATION
        return PERSON if key in self.people else None


def read_contents(reader: Reader) -> Contents:
    """Read all that pages need; about a dozen seconds of work at most, whatever is asked later."""
    # Read anew each time one goes through them: a tuple of the bare sequence would ask its length.
    members = tuple(row for row in all_members(reader))
    tenures = all_officials(reader)
    found_events = events(reader)
    instruments = charters(reader)
    acts = parties(reader)
    participants = _group(
        (row["event"], (row["kind"], row["participant"])) for row in reader.rows(PARTICIPANTS)
    )
    organizations_ = {row["org"]: row for row in reader.rows(ORGANIZATIONS)}
    return Contents(
        organizations=organizations_,
        figures={row.org: row for row in organizations(reader)},
        rosters={row["org"]: row for row in reader.rows(ROSTERS)},
        coverage={row.org: row for row in coverage(reader)},
        states={row["state"]: row for row in reader.rows(STATES)},
        people={row["person"]: row for row in reader.rows(PEOPLE)},
        names=_by_kind_and_key(reader.rows(NAMES)),
        codes=_by_kind_and_key(reader.rows(CODES)),
        links=_links(reader.rows(LINKS)),
        purposes=_by(reader.rows(PURPOSES), "org"),
        offices=_by(reader.rows(OFFICES), "org"),
        languages=_by(reader.rows(LANGUAGES), "org"),
        suspensions=_by(reader.rows(SUSPENSIONS), "org"),
        exits=reader.rows(EXITS),
        members=_group((row.org, row) for row in members),
        memberships=_group(((row.member_kind, row.member), row) for row in members),
        officials=_group(((row.body_kind, row.body), row) for row in tenures),
        tenures=_group((row.person, row) for row in tenures if row.person),
        nationalities=_by(reader.rows(NATIONALITIES), "person"),
        treaties={row.treaty: row for row in instruments},
        parties=_group((row.treaty, row) for row in acts),
        ratified=_group((row.party, row) for row in acts),
        events={row.event: row for row in found_events},
        events_of=_events_of(found_events, participants),
        participants=participants,
        sources={row["source"]: SourceRow(**row) for row in reader.rows(SOURCES)},
        citations=_citations(reader),
        numbers={row["key"]: row["id"] for row in reader.rows(FACTS)},
        releases=reader.rows(RELEASES),
        datasets=reader.rows(DATASETS),
        organs=_by([row for row in organizations_.values() if row["parent"]], "parent"),
    )


def _group(pairs: Iterable[tuple[Key, Item]]) -> dict[Key, list[Item]]:
    found: dict[Key, list[Item]] = defaultdict(list)
    for key, item in pairs:
        found[key].append(item)
    return dict(found)


def _by(rows: list[Row], column: str) -> By:
    return _group((row[column], row) for row in rows)


def _by_kind_and_key(rows: list[Row]) -> dict[Thing, list[Row]]:
    return _group(((row["kind"], row["key"]), row) for row in rows)


def _links(rows: list[Row]) -> dict[Thing, list[Row]]:
    found: dict[Thing, list[Row]] = defaultdict(list)
    for row in rows:
        for key in dict.fromkeys((row["first"], row["second"])):
            found[row["of"], key].append(row)
    return dict(found)


def _events_of(
    rows: Iterable[EventRow], participants: dict[str, list[Thing]]
) -> dict[Thing, list[EventRow]]:
    found: dict[Thing, list[EventRow]] = defaultdict(list)
    for row in rows:
        own = [
            (ORGANIZATION, row.org or ""),
            (STATE, row.state or ""),
            *participants.get(row.event, ()),
        ]
        for thing in dict.fromkeys(own):
            found[thing].append(row)
    return dict(found)


def _citations(reader: Reader) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in reader.rows(CITATIONS):
        found[row["fact_id"]].append(row)
    return dict(found)
