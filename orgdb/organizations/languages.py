"""In which languages an organization's texts bind, and in which it works."""

from __future__ import annotations

from dataclasses import dataclass

from orgdb.db.narrowing import narrowed
from orgdb.db.reader import Reader
from orgdb.names.lookup import find_organization
from orgdb.parameters import DateLike, parse_on, span, with_certainty
from orgdb.sources.citations import with_sources

LANGUAGES = """
SELECT org, language, language_name, status, start, "end", start_earliest,
    start_latest, end_earliest, end_latest, fact, fact_id FROM languages
WHERE organization_id = :organization
    [AND start_earliest <= :latest] [AND end_latest >= :earliest]
ORDER BY status, language, start_earliest, fact"""


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
    reader: Reader, organization: str, on: DateLike | None = None
) -> tuple[LanguageRow, ...]:
    """In which languages an organization's texts bind, and in which it works."""
    found, asked = find_organization(reader, organization), parse_on(on)
    parameters = {"organization": found.id, **span(asked)}
    rows = with_certainty(reader.rows(narrowed(LANGUAGES, parameters), parameters), asked)
    return tuple(LanguageRow(**row) for row in with_sources(reader, rows))
