"""The trail behind an answer: every citation of a fact, or of all facts about one name."""

from __future__ import annotations

from collections.abc import Iterable

from orgdb.db.reader import Reader
from orgdb.errors import QuestionError, UnknownNameError
from orgdb.names.lookup import (
    ORGANIZATION,
    STATE,
    Found,
    find_member,
    find_organization,
)
from orgdb.names.sentence import read_sentence
from orgdb.sources.citations import WhyRow, citations_of, cited_from
from orgdb.sources.keyed import Keyed, Thing, facts_of_thing, find_any

FACT = "SELECT dataset, place FROM current_facts WHERE key = :key"
FACTS_OF_ORGANIZATION = {
    "description": "SELECT fact_id FROM organizations WHERE organization_id = :id",
    "name": "SELECT fact_id FROM names WHERE kind = 'organization' AND id = :id",
    "code": "SELECT fact_id FROM codes WHERE kind = 'organization' AND id = :id",
    "purpose": "SELECT fact_id FROM purposes WHERE organization_id = :id",
    "link": "SELECT fact_id FROM organization_links WHERE from_id = :id OR to_id = :id",
    "charter": "SELECT fact_id FROM charters WHERE organization_id = :id",
    "party": "SELECT p.fact_id FROM parties p JOIN charters c ON c.treaty_id = p.treaty_id"
    " WHERE c.organization_id = :id",
    "roster": "SELECT fact_id FROM rosters WHERE organization_id = :id",
    "membership": "SELECT fact_id FROM memberships WHERE organization_id = :id",
    "suspension": "SELECT s.fact_id FROM suspensions s JOIN roster r ON r.id = s.roster_id"
    " WHERE r.organization_id = :id",
    "exit": "SELECT fact_id FROM exits WHERE organization_id = :id",
    "post": "SELECT fact_id FROM posts WHERE organization_id = :id",
    "official": "SELECT fact_id FROM officials WHERE organization_id = :id",
    "office": "SELECT fact_id FROM offices WHERE organization_id = :id",
    "language": "SELECT fact_id FROM languages WHERE organization_id = :id",
    "event": "SELECT fact_id FROM events WHERE organization_id = :id",
}
BETWEEN = """
SELECT fact_id FROM memberships WHERE organization_id = :organization AND member_id = :member
UNION ALL
SELECT s.fact_id FROM suspensions s JOIN roster r ON r.id = s.roster_id
WHERE r.organization_id = :organization AND s.member_id = :member
UNION ALL
SELECT fact_id FROM exits WHERE organization_id = :organization AND member_id = :member"""
FACTS_OF_STATE = {
    "description": "SELECT fact_id FROM states WHERE state_id = :id",
    "name": "SELECT fact_id FROM names WHERE kind = 'state' AND id = :id",
    "code": "SELECT fact_id FROM codes WHERE kind = 'state' AND id = :id",
    "link": "SELECT fact_id FROM state_links WHERE from_id = :id OR to_id = :id",
    "membership": "SELECT fact_id FROM memberships WHERE member_id = :id",
    "suspension": "SELECT fact_id FROM suspensions WHERE member_id = :id",
    "exit": "SELECT fact_id FROM exits WHERE member_id = :id",
    "post": "SELECT fact_id FROM posts WHERE state_id = :id",
    "official": "SELECT fact_id FROM officials WHERE state_id = :id",
    "event": "SELECT fact_id FROM events WHERE state_id = :id",
}
FACTS_OF_PERSON = {
    "description": "SELECT fact_id FROM people WHERE person_id = :id",
    "name": "SELECT fact_id FROM names WHERE kind = 'person' AND id = :id",
    "nationality": "SELECT fact_id FROM nationalities WHERE person_id = :id",
    "code": "SELECT fact_id FROM codes WHERE kind = 'person' AND id = :id",
    "official": "SELECT fact_id FROM officials WHERE person_id = :id",
    "event": "SELECT fact_id FROM event_participants WHERE person_id = :id",
}


def why(reader: Reader, name: str, about: str | None = None) -> tuple[WhyRow, ...]:
    """Every citation behind a fact, or behind all facts about a name, with disputes.

    `name` is that of an organization, a state or a person, or the key of a fact, a treaty, an
    event, a post; of a source it is every fact that cites it. `about` narrows a name to one subject
    (charter, membership, office, event …) or to the attribute that the citations are about (start,
    in_force, signed_city …). A member and an organization are their memberships, suspensions and
    exits: `Peru OAS`. Raises `QuestionError` where there are no such facts, and
    `UnknownNameError` where nothing has the name or key.
    """
    try:
        found = find_any(reader, name)
    except UnknownNameError:
        rows = _of_a_membership(reader, name)
        if rows is None:
            raise
        return _only_about(rows, about, name)
    if isinstance(found, Thing):
        return _only_about(_of_thing(reader, found), about, name)
    subjects = _subjects(found)
    if about in subjects:
        rows = _cited(reader, found, [subjects[about]])
        if rows:
            return tuple(rows)
    return _only_about(_cited(reader, found, subjects.values()), about, name)


def _of_a_membership(reader: Reader, text: str) -> list[WhyRow] | None:
    """What is cited of a member in an organization: `Peru OAS`; None where it is not such two."""
    try:
        asked = read_sentence(reader, text.split())
        member = find_member(reader, asked.member)
        organization = find_organization(reader, asked.organization)
    except QuestionError:
        return None
    both = {"member": member.id, "organization": organization.id}
    return _citations(reader, (row["fact_id"] for row in reader.rows(BETWEEN, both)))


def _of_thing(reader: Reader, thing: Thing) -> list[WhyRow]:
    if thing.kind is Keyed.SOURCE:
        return cited_from(reader, thing.key)
    if thing.kind is Keyed.DATASET:
        raise QuestionError(
            f"{thing.key} is a data set: every fact of it says so.",
            f"See it with: orgdb show {thing.key}",
        )
    rows = _citations(reader, facts_of_thing(reader, thing))
    if not rows and thing.kind is Keyed.FACT:
        # Facts of an imported data set are cited by their place in its file.
        (fact,) = reader.rows(FACT, {"key": thing.key})
        dataset, place = fact["dataset"], fact["place"]
        rows = [WhyRow(thing.key, "", dataset, place, "supports", "", "", "", "")]
    return rows


def _cited(reader: Reader, thing: Found, queries: Iterable[str]) -> list[WhyRow]:
    facts = {row["fact_id"] for sql in queries for row in reader.rows(sql, {"id": thing.id})}
    return _citations(reader, facts)


def _citations(reader: Reader, facts: Iterable[int]) -> list[WhyRow]:
    """All that is cited of some facts, in the order of the facts."""
    cited = citations_of(reader, sorted(facts))
    return [row for fact in sorted(cited) for row in cited[fact]]


def _subjects(thing: Found) -> dict[str, str]:
    by_kind = {ORGANIZATION: FACTS_OF_ORGANIZATION, STATE: FACTS_OF_STATE}
    return by_kind.get(thing.kind, FACTS_OF_PERSON)


def _only_about(rows: list[WhyRow], about: str | None, name: str) -> tuple[WhyRow, ...]:
    if about is None:
        return tuple(rows)
    chosen = tuple(row for row in rows if row.about == about)
    if not chosen:
        attributes = sorted({row.about for row in rows})
        raise QuestionError(
            f"No citations about '{about}' of {name}.",
            f"Cited: {', '.join(attributes)}." if attributes else "It has no facts of its own.",
        )
    return chosen
