"""What organizations are made of: leaders, seats, languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from orgdb.names import fold
from orgdb.queries.citations import sources_of
from orgdb.queries.naming import ORGANIZATION, STATE, Found, find, find_organization, find_state
from orgdb.queries.question import On, parse_on
from orgdb.reader import Reader, Row, rows_in

OFFICIALS = """
SELECT body, body_kind, post, person, person_name, person_id, start, "end", acting, fact, fact_id
FROM officials
WHERE {where}
    AND (CAST(:post AS TEXT) IS NULL OR post_key = CAST(:post AS TEXT)
        OR post_id IN (SELECT post_id FROM posts WHERE folded = CAST(:folded AS TEXT)))
    AND (CAST(:latest AS TEXT) IS NULL OR start_earliest <= CAST(:latest AS TEXT))
    AND (CAST(:earliest AS TEXT) IS NULL OR end_latest >= CAST(:earliest AS TEXT))
ORDER BY body, post_key, start_latest, end_latest, person"""
NATIONALITIES = (
    "SELECT person_id, state FROM nationalities WHERE person_id IN (:values) ORDER BY fact_id"
)
POSTS = "SELECT post_key, title, folded FROM posts WHERE organization_id = :id OR state_id = :id"
OFFICES = """
SELECT org, kind, city, state, start, "end", address, fact, fact_id FROM offices
WHERE (CAST(:organization AS INTEGER) IS NULL OR organization_id = CAST(:organization AS INTEGER))
    AND (CAST(:state AS INTEGER) IS NULL OR state_id = CAST(:state AS INTEGER))
    AND (CAST(:latest AS TEXT) IS NULL OR start_earliest <= CAST(:latest AS TEXT))
    AND (CAST(:earliest AS TEXT) IS NULL OR end_latest >= CAST(:earliest AS TEXT))
ORDER BY org, CASE kind WHEN 'headquarters' THEN 0 ELSE 1 END, state, COALESCE(city, ''),
    start_earliest, fact"""
LANGUAGES = """
SELECT org, language, language_name, status, start, "end", fact, fact_id FROM languages
WHERE organization_id = :organization
    AND (CAST(:latest AS TEXT) IS NULL OR start_earliest <= CAST(:latest AS TEXT))
    AND (CAST(:earliest AS TEXT) IS NULL OR end_latest >= CAST(:earliest AS TEXT))
ORDER BY status, language, start_earliest, fact"""


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """One person in one post for one period (the columns of `orgdb officials`)."""

    body: str
    body_kind: str
    post: str
    person: str
    person_name: str | None
    nationality: tuple[str, ...]
    start: str
    end: str
    acting: bool
    sources: tuple[str, ...]
    fact: str


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """One seat or office (the columns of `orgdb offices`)."""

    org: str
    kind: str
    city: str | None
    state: str
    start: str
    end: str
    sources: tuple[str, ...]
    fact: str
    address: str | None


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """One official or working language (the columns of `orgdb languages`).

    `language` is the ISO 639-1 code where there is one, else the three-letter code.
    """

    org: str
    language: str
    language_name: str
    status: str
    start: str
    end: str
    sources: tuple[str, ...]
    fact: str


def officials(
    reader: Reader, body: str, post: str | None = None, on: str | None = None
) -> tuple[OfficialRow, ...]:
    """Who leads or led an organization or a state, in every post or in one, on a date or ever."""
    return officials_of(reader, find(reader, body, (ORGANIZATION, STATE)), post, on)


def officials_of(
    reader: Reader, found: Found, post: str | None = None, on: str | None = None
) -> tuple[OfficialRow, ...]:
    """The tenures in the posts of a body, or (for a person) those of that person."""
    column = {ORGANIZATION: "organization_id", STATE: "state_id"}.get(found.kind, "person_id")
    wanted = _post_key(reader, found, post)
    parameters = {"id": found.id, **wanted, **_span(parse_on(on))}
    return _officials(reader, reader.rows(OFFICIALS.format(where=f"{column} = :id"), parameters))


def all_officials(reader: Reader, on: str | None = None) -> tuple[OfficialRow, ...]:
    """Every tenure in the database."""
    parameters = {"post": None, "folded": None, **_span(parse_on(on))}
    return _officials(reader, reader.rows(OFFICIALS.format(where="1 = 1"), parameters))


def _officials(reader: Reader, rows: list[Row]) -> tuple[OfficialRow, ...]:
    nationalities: dict[int, list[str]] = defaultdict(list)
    for row in rows_in(reader, NATIONALITIES, (row["person_id"] for row in rows)):
        nationalities[row["person_id"]].append(row["state"])
    sources = sources_of(reader, (row["fact_id"] for row in rows))
    return tuple(
        OfficialRow(
            **{
                name: row[name]
                for name in OfficialRow.__slots__
                if name in row and name != "acting"
            },
            acting=bool(row["acting"]),
            nationality=tuple(nationalities[row["person_id"]]),
            sources=sources.get(row["fact_id"], ()),
        )
        for row in rows
    )


def _post_key(reader: Reader, found: Found, post: str | None) -> dict[str, str | None]:
    """The post a person names: by its key, or by its title in any case."""
    if post is None:
        return {"post": None, "folded": None}
    from orgdb.errors import UnknownNameError

    known = reader.rows(POSTS, {"id": found.id})
    folded = fold(post)
    for row in known:
        if folded in (row["folded"], fold(row["post_key"].partition("/")[2])):
            return {"post": row["post_key"], "folded": None}
    titles = ", ".join(sorted({row["title"] for row in known})) or "none"
    raise UnknownNameError(f"{found.key} has no post '{post}'.", f"Its posts: {titles}.")


def offices(
    reader: Reader, organization: str | None = None, state: str | None = None, on: str | None = None
) -> tuple[OfficeRow, ...]:
    """Where organizations have or had seats: of one of them, in one state, on a date or ever."""
    parameters = {
        "organization": find_organization(reader, organization).id if organization else None,
        "state": find_state(reader, state).id if state else None,
        **_span(parse_on(on)),
    }
    rows = reader.rows(OFFICES, parameters)
    return tuple(OfficeRow(**row) for row in with_sources(reader, rows))


def languages(reader: Reader, organization: str, on: str | None = None) -> tuple[LanguageRow, ...]:
    """In which languages an organization's texts bind, and in which it works."""
    found = find_organization(reader, organization)
    rows = reader.rows(LANGUAGES, {"organization": found.id, **_span(parse_on(on))})
    return tuple(LanguageRow(**row) for row in with_sources(reader, rows))


def with_sources(reader: Reader, rows: list[Row]) -> Iterable[Row]:
    """The rows with the keys of their sources in place of their number."""
    sources = sources_of(reader, (row["fact_id"] for row in rows))
    for row in rows:
        number = row.pop("fact_id")
        yield {**row, "sources": sources.get(number, ())}


def _span(on: On | None) -> dict[str, str | None]:
    return {"earliest": on.earliest if on else None, "latest": on.latest if on else None}
