"""The trail behind an answer: every citation of a fact, or of all facts about one name."""

from __future__ import annotations

from collections.abc import Iterable

from orgdb.db.reader import Reader
from orgdb.errors import QuestionError, UnknownNameError
from orgdb.names.lookup import ORGANIZATION, STATE, Found, find
from orgdb.sources.citations import WhyRow, citations_of

FACT = "SELECT id, kind, dataset, place FROM current_facts WHERE key = :key"
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
    """Every citation behind a fact (by its key) or behind all facts about a name, with disputes.

    `about` narrows a name to one subject (charter, membership, office, event …) or to the attribute
    that the citations are about (start, in_force, signed_city …). Raises `QuestionError` where the
    name has no such facts, and `UnknownNameError` where there is neither such a fact nor name.
    """
    fact = reader.rows(FACT, {"key": name.strip()})
    if fact:
        found = [row for rows in citations_of(reader, [fact[0]["id"]]).values() for row in rows]
        if not found:
            # Facts of an imported data set are cited by their place in its file.
            place, dataset = fact[0]["place"], fact[0]["dataset"]
            found = [WhyRow(name.strip(), "", dataset, place, "supports", "", "", "", "")]
        return _only_about(found, about, name)
    return _of_name(reader, name, about)


def _of_name(reader: Reader, name: str, about: str | None) -> tuple[WhyRow, ...]:
    try:
        thing = find(reader, name)
    except UnknownNameError as error:
        hint = error.hint or "Fact keys stand in the last column of an answer in CSV or JSON."
        raise UnknownNameError(
            f"'{name}' is not a fact key, and no name matches it.", hint
        ) from None
    subjects = _subjects(thing)
    if about in subjects:
        rows = _cited(reader, thing, [subjects[about]])
        if rows:
            return tuple(rows)
    return _only_about(_cited(reader, thing, subjects.values()), about, name)


def _cited(reader: Reader, thing: Found, queries: Iterable[str]) -> list[WhyRow]:
    facts = {row["fact_id"] for sql in queries for row in reader.rows(sql, {"id": thing.id})}
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
