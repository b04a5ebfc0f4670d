"""Everything about one organization, state or person, gathered for the page `orgdb show` prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from orgdb.db.reader import Reader, Row
from orgdb.membership.members import describe, evidence_of_spells, memberships, roster_spells
from orgdb.membership.roster import Roster, roster_of
from orgdb.membership.spell_rows import counts_as
from orgdb.names.lookup import ORGANIZATION, STATE, Found
from orgdb.organizations.events import event_rows
from orgdb.organizations.items import Item, Page, disputes_by_fact, values_of
from orgdb.organizations.keyed_pages import keyed_page
from orgdb.organizations.languages import language_rows
from orgdb.organizations.offices import office_rows
from orgdb.organizations.officials import tenure_rows
from orgdb.organizations.treaties import charter_rows
from orgdb.parameters import ALL_STATUSES, MEMBERS, DateLike, WhoCounts, parse_on
from orgdb.sources.citations import SourceRow, evidence_of, source_details
from orgdb.sources.keyed import Thing, find_any
from orgdb.vocabulary import Rule

DISPUTE = ("fact", "about", "source", "locator", "stated")
ORGANIZATION_SQL = """
SELECT name, kind, parent, founded, dissolved, website, fact, fact_id FROM organizations
WHERE organization_id = :id"""
STATE_SQL = """
SELECT name, kind, sovereign, start, "end", fact, fact_id FROM states WHERE state_id = :id"""
PERSON_SQL = "SELECT name, born, died, fact, fact_id FROM people WHERE person_id = :id"
NAMES = """
SELECT name, lang, name_kind, start, "end", fact, fact_id FROM names
WHERE kind = :kind AND id = :id
ORDER BY CASE name_kind WHEN 'official' THEN 0 WHEN 'short' THEN 1 WHEN 'acronym' THEN 2 ELSE 3 END,
    CASE lang WHEN 'en' THEN 0 ELSE 1 END, lang, start_earliest, name"""
CODES = """
SELECT scheme, code, start, "end", fact, fact_id FROM codes WHERE kind = :kind AND id = :id
ORDER BY scheme, start_earliest, code"""
PURPOSES = """
SELECT purpose, fact, fact_id FROM purposes WHERE organization_id = :id ORDER BY position"""
ORGANIZATION_LINKS = """
SELECT from_org AS from_key, to_org AS to_key, kind, date, fact, fact_id FROM organization_links
WHERE from_id = :id OR to_id = :id ORDER BY date_earliest, from_org"""
STATE_LINKS = """
SELECT from_state AS from_key, to_state AS to_key, kind, date, fact, fact_id FROM state_links
WHERE from_id = :id OR to_id = :id ORDER BY date_earliest, from_state, to_state"""
ORGANS = """
SELECT org AS key, name, kind, founded, dissolved, fact, fact_id FROM organizations
WHERE parent = :key AND organization_id IN (  -- which an index finds
    SELECT organization_id FROM organization_description WHERE parent_id = :id)
ORDER BY CASE kind WHEN 'organ' THEN 0 WHEN 'court' THEN 1 WHEN 'specialized' THEN 2 ELSE 3 END,
    dissolved IS NOT NULL, COALESCE(name, '')"""
POSTS = "SELECT title, fact, fact_id FROM posts WHERE {column} = :id ORDER BY fact_id"
NATIONALITY = """
SELECT state, fact, fact_id FROM nationalities WHERE person_id = :id ORDER BY fact_id"""
SUSPENSIONS = """
SELECT u.member, s.name AS member_name, u.scope, u.start, u."end", u.instrument, u.lifted_by,
    u.fact, u.fact_id
FROM suspensions u LEFT JOIN states s ON s.state = u.member
WHERE u.roster_id = :roster ORDER BY u.start_earliest, u.member"""


def page(reader: Reader, name: str, on: DateLike | None = None) -> Page:
    """Gather the page of whatever has this name (organization, state, person) or this key.

    Keys are those of documents, treaties, events, posts, facts and data sets; the page of a
    document has every fact that rests on it, and what it disputes.
    """
    found = find_any(reader, name)
    if isinstance(found, Thing):
        return keyed_page(reader, found, parse_on(on))
    gather = {ORGANIZATION: _organization, STATE: _state}.get(found.kind, _person)
    return gather(_Gatherer(reader, found, on))


class _Gatherer:
    """Collects items of one page; in the end looks up all their disputes and sources at once."""

    def __init__(self, reader: Reader, found: Found, on: DateLike | None) -> None:
        self.reader = reader
        self.found = found
        self.on = parse_on(on)
        self.rows: dict[str, list[Row]] = {}

    def add(self, section: str, sql: str, **parameters: Any) -> None:
        """The rows of a query as one section."""
        known = {"id": self.found.id, "key": self.found.key, "kind": self.found.kind, **parameters}
        asked = {name: value for name, value in known.items() if f":{name}" in sql}
        self.rows[section] = self.reader.rows(sql, asked)

    def add_rows(self, section: str, rows: Iterable[Any]) -> None:
        """Rows that a question returned, as one section."""
        self.rows[section] = [row if isinstance(row, dict) else values_of(row) for row in rows]

    def build(self, roster: Roster | None = None) -> Page:
        every = [row for rows in self.rows.values() for row in rows]
        sources, disputes = evidence_of(
            self.reader, (r["fact_id"] for r in every if "fact_id" in r)
        )
        told = (row["fact"] for row in every if "fact_id" not in row)
        others = disputes_by_fact(self.reader, told)
        sections = {
            name: [_item(row, sources, disputes, others) for row in rows]
            for name, rows in self.rows.items()
        }
        keys = [key for items in sections.values() for item in items for key in item.sources]
        head = sections.pop("head")[0]
        details = source_details(self.reader, keys)
        on = roster.question(self.on) if roster else self.on
        return Page(self.found.kind, self.found.key, head, sections, roster, on, details)


def _item(
    row: Row,
    sources: dict[int, tuple[str, ...]],
    disputes: dict[int, list[Row]],
    others: dict[str, list[Row]],
) -> Item:
    """A row with its evidence; one that a question described has its sources already."""
    number = row.get("fact_id")
    if number is None:
        return Item(row, tuple(row["sources"]), tuple(others.get(row["fact"], ())))
    against = tuple({name: d[name] for name in DISPUTE} for d in disputes.get(number, ()))
    return Item({**row, "disputed": bool(against)}, sources.get(number, ()), against)


def _organization(page: _Gatherer) -> Page:
    reader, on = page.reader, page.on
    page.add("head", ORGANIZATION_SQL)
    page.add("names", NAMES)
    page.add("codes", CODES)
    page.add("purposes", PURPOSES)
    page.add("links", ORGANIZATION_LINKS)
    page.add("organs", ORGANS)
    roster = roster_of(reader, page.found, None)
    if roster is not None:
        when, spells = roster.question(on), roster_spells(reader, roster)
        evidence = evidence_of_spells(reader, spells)
        now = describe(reader, spells, when, Rule.LEGAL, False, evidence)
        page.add_rows("members", now)
        shown = {row.fact for row in now}
        former = [r for r in spells if r["fact"] not in shown and counts_as(r, MEMBERS.statuses)]
        page.add_rows("former", describe(reader, former, None, Rule.LEGAL, True, evidence))
        page.add("suspensions", SUSPENSIONS, roster=roster.roster_id)
    page.add_rows("charters", charter_rows(reader, page.found, on))
    page.add("posts", POSTS.format(column="organization_id"))
    page.add_rows("officials", tenure_rows(reader, on, body=page.found.id))
    page.add_rows("offices", office_rows(reader, page.found, None, on))
    page.add_rows("languages", language_rows(reader, page.found, on))
    page.add_rows("events", event_rows(reader, on, page.found))
    return page.build(roster)


def _state(page: _Gatherer) -> Page:
    reader, on = page.reader, page.on
    page.add("head", STATE_SQL)
    page.add("names", NAMES)
    page.add("codes", CODES)
    page.add("links", STATE_LINKS)
    found = memberships(reader, page.found, WhoCounts.of(on, status=ALL_STATUSES), on is None)
    page.add_rows("memberships", found.rows)
    page.add("posts", POSTS.format(column="state_id"))
    page.add_rows("officials", tenure_rows(reader, on, body=page.found.id))
    page.add_rows("offices", office_rows(reader, None, page.found, on))
    page.add_rows("events", event_rows(reader, on, page.found))
    return page.build()


def _person(page: _Gatherer) -> Page:
    reader, on = page.reader, page.on
    page.add("head", PERSON_SQL)
    page.add("names", NAMES)
    page.add("codes", CODES)
    page.add("nationality", NATIONALITY)
    page.add_rows("officials", tenure_rows(reader, on, person=page.found.id))
    page.add_rows("events", event_rows(reader, on, page.found))
    return page.build()


def numbered(page_: Page, shown: Sequence[str]) -> list[tuple[int, SourceRow]]:
    """The documents behind what is shown, numbered from 1 in the order of first mention."""
    keys = list(dict.fromkeys(key for key in shown if key in page_.sources))
    return [(number, page_.sources[key]) for number, key in enumerate(keys, 1)]
