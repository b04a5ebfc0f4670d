"""In which languages an organization's texts bind, and in which it works."""

from __future__ import annotations

from dataclasses import dataclass

from orgdb.db.narrowing import narrowed_rows
from orgdb.db.reader import Reader, Row
from orgdb.names.lookup import Name, find_organization
from orgdb.parameters import DateLike, On, parse_on, span, with_certainty
from orgdb.sources.citations import with_sources

LANGUAGES = """
SELECT org, language, language_name, status, start, "end", start_earliest,
    start_latest, end_earliest, end_latest, fact, fact_id FROM languages
WHERE TRUE [AND organization_id = :organization]
    [AND start_earliest <= :latest] [AND end_latest >= :earliest]
ORDER BY org, status, language, start_earliest, fact"""


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
    certainty: str


def languages(
    reader: Reader, organization: str | None = None, on: DateLike | None = None
) -> tuple[LanguageRow, ...]:
    """In which languages the texts of an organization (or of all) bind, and in which it works."""
    rows = language_rows(reader, organization, parse_on(on))
    return tuple(LanguageRow(**row) for row in with_sources(reader, rows))


def language_rows(reader: Reader, organization: Name | None, on: On | None) -> list[Row]:
    """The languages of an organization, or of all, before their sources are looked up."""
    found = find_organization(reader, organization).id if organization else None
    parameters = {"organization": found, **span(on)}
    return with_certainty(narrowed_rows(reader, LANGUAGES, parameters), on)
