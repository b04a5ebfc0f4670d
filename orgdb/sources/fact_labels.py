"""What facts are of, in words: "membership of Peru in OAS", and the value of one attribute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from orgdb.db.reader import Reader, Row, rows_in
from orgdb.vocabulary import SHARED_TABLES

KINDS = "SELECT id, kind FROM fact WHERE id IN (:values)"
WORDS = {
    "organization_description": "SELECT fact_id, name AS what FROM organizations",
    "organization_name": "SELECT fact_id, key || ': ' || name AS what FROM names",
    "organization_code": "SELECT fact_id, key || ': ' || scheme || ' code' AS what FROM codes",
    "organization_purpose": "SELECT fact_id, org || ': purpose' AS what FROM purposes",
    "organization_link": "SELECT fact_id, from_org || ' to ' || to_org AS what FROM organization_links",
    "state_description": "SELECT fact_id, name AS what FROM states",
    "state_name": "SELECT fact_id, key || ': ' || name AS what FROM names",
    "state_code": "SELECT fact_id, key || ': ' || scheme || ' code' AS what FROM codes",
    "state_link": "SELECT fact_id, from_state || ' to ' || to_state AS what FROM state_links",
    "roster_coverage": "SELECT fact_id, org || ': roster' AS what FROM rosters",
    "membership": "SELECT fact_id, member_name || ' in ' || org AS what FROM memberships",
    "suspension": "SELECT fact_id, 'suspension of ' || member || ' in ' || org AS what FROM suspensions",
    "announced_exit": "SELECT fact_id, 'exit of ' || member_name || ' from ' || org AS what FROM exits",
    "treaty_description": "SELECT fact_id, title AS what FROM charters",
    "treaty_party": "SELECT fact_id, party_name || ', ' || treaty AS what FROM parties",
    "person_description": "SELECT fact_id, name AS what FROM people",
    "person_name": "SELECT fact_id, key || ': ' || name AS what FROM names",
    "person_nationality": "SELECT fact_id, person || ': nationality' AS what FROM nationalities",
    "person_code": "SELECT fact_id, key || ': ' || scheme || ' code' AS what FROM codes",
    "post_description": "SELECT fact_id, title || ' of ' || body AS what FROM posts",
    "tenure": "SELECT fact_id, COALESCE(person_name, 'vacant') || ', ' || post || ' of ' || body AS what"
    " FROM officials",
    "office": "SELECT fact_id, org || ': ' || kind || ' office, ' || COALESCE(city || ', ', '') || state"
    " AS what FROM offices",
    "official_language": "SELECT fact_id, org || ': ' || language_name AS what FROM languages",
    "event_description": "SELECT fact_id, title AS what FROM events",
}
FLAGS = frozenset(("complete", "complete_others", "acting"))
# An attribute that is a reference is shown by the key of what it refers to.
KEYS = {
    "member": ("memberships", "member"),
    "person": ("officials", "person"),
    "post": ("officials", "post"),
    "language": ("languages", "language"),
    "state": ("offices", "state"),
    "party": ("parties", "party"),
    "signed_state": ("charters", "signed_state"),
    "amends": ("charters", "amends"),
    "parent": ("organizations", "parent"),
    "nationality": ("nationalities", "state"),
    "sovereign": ("states", "sovereign"),
}


def words_of(reader: Reader, facts: Iterable[int]) -> dict[int, str]:
    """What each fact is of, as a person would say it."""
    words: dict[int, str] = {}
    for kind, numbers in _by_kind(reader, facts).items():
        for row in rows_in(reader, f"{WORDS[kind]} WHERE fact_id IN (:values)", numbers):
            words[row["fact_id"]] = row["what"] or ""
    return words


def values_of(reader: Reader, wanted: Iterable[tuple[int, str]]) -> dict[tuple[int, str], str]:
    """What each fact itself says of an attribute, as text; '' where that is a list or nothing."""
    pairs = list(dict.fromkeys(wanted))
    values: dict[tuple[int, str], str] = {}
    for kind, numbers in _by_kind(reader, (fact for fact, _ in pairs)).items():
        sql = f"SELECT * FROM {SHARED_TABLES.get(kind, kind)} WHERE id IN (:values)"
        rows = {row["id"]: row for row in rows_in(reader, sql, numbers)}
        for fact, about in pairs:
            if fact in rows:
                values[fact, about] = _text(rows[fact], about)
    for about, (view, column) in KEYS.items():
        facts = [fact for fact, attribute in pairs if attribute == about]
        sql = f"SELECT fact_id, {column} AS value FROM {view} WHERE fact_id IN (:values)"
        for row in rows_in(reader, sql, facts):
            values[row["fact_id"], about] = row["value"] or ""
    return values


def _text(row: Mapping[str, Any], about: str) -> str:
    columns = {"aka": "name", "city": "city", "wikidata": "code"}
    if about == "vacant":
        return "true"  # a tenure of nobody
    value = row.get(columns.get(about, about))
    if value is None:
        return ""
    # SQLite keeps true and false as numbers.
    return str(bool(value)).lower() if about in FLAGS else str(value)


def _by_kind(reader: Reader, facts: Iterable[int]) -> dict[str, list[int]]:
    kinds: dict[str, list[int]] = defaultdict(list)
    rows: list[Row] = rows_in(reader, KINDS, facts)
    for row in rows:
        kinds[row["kind"]].append(row["id"])
    return kinds
