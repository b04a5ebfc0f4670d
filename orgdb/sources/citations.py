"""How we know: the sources behind facts, and what disputes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from orgdb.db.reader import Reader, Row, rows_in

SOURCES = """
SELECT c.fact_id, s.key AS source FROM citation c
JOIN source s ON s.id = c.source_id
WHERE c.fact_id IN (:values)
ORDER BY c.fact_id, c.position"""
DISPUTES = """
SELECT fact_id, about, source, locator, stated, stated_earliest, stated_latest FROM citations
WHERE stance = 'disputes' AND fact_id IN (:values)
ORDER BY fact_id, position"""
EVIDENCE = """
SELECT fact_id, fact, about, source, locator, stance, stated, stated_earliest, stated_latest
FROM citations
WHERE fact_id IN (:values)
ORDER BY fact_id, position"""
CITATIONS = """
SELECT fact, fact_id, about, source, locator, stance, stated, url, title FROM citations
WHERE fact_id IN (:values)
ORDER BY fact_id, position"""
CITED_FROM = """
SELECT fact, fact_id, about, source, locator, stance, stated, url, title FROM citations
WHERE source = :source
ORDER BY fact_id, position"""
DETAILS = """
SELECT key AS source, title, publisher, author, date, url, original, kind, licence, lang, quality
FROM source WHERE key IN (:values)"""


Evidence = tuple[dict[int, tuple[str, ...]], dict[int, list[Row]]]


@dataclass(frozen=True, slots=True)
class WhyRow:
    """One source's word on one attribute of one fact (the columns of `orgdb why`).

    `stance` is supports or disputes; `stated` is what the source itself says, where that differs
    from the fact's own `value`; `url` is the address where it was read; `what` says in words what
    the fact is of; `title` is that of the document.
    """

    fact: str
    about: str
    source: str
    locator: str
    stance: str
    stated: str
    url: str
    value: str
    what: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A document that was consulted. `original` is the address of the original of a copy."""

    source: str
    title: str
    publisher: str
    author: str | None
    date: str | None
    url: str
    original: str | None
    kind: str
    licence: str | None
    lang: str | None
    quality: str | None


def sources_of(reader: Reader, facts: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The keys of the sources behind each fact, in the order in which the fact lists them."""
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for row in rows_in(reader, SOURCES, facts):
        found[row["fact_id"]][row["source"]] = None
    return {fact: tuple(keys) for fact, keys in found.items()}


def evidence_of(reader: Reader, facts: Iterable[int]) -> Evidence:
    """The sources behind each fact and what sources say against it, asked for at once."""
    sources: dict[int, dict[str, None]] = defaultdict(dict)
    disputes: dict[int, list[Row]] = defaultdict(list)
    for row in rows_in(reader, EVIDENCE, facts):
        sources[row["fact_id"]][row["source"]] = None
        if row.pop("stance") == "disputes":
            disputes[row["fact_id"]].append(row)
    return {fact: tuple(keys) for fact, keys in sources.items()}, disputes


def disputes_of(reader: Reader, facts: Iterable[int]) -> dict[int, list[Row]]:
    """What sources say against facts: attribute, source, the value stated and its bounds."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows_in(reader, DISPUTES, facts):
        found[row["fact_id"]].append(row)
    return found


def citations_of(reader: Reader, facts: Iterable[int]) -> dict[int, list[WhyRow]]:
    """Every citation of each fact, in order, with what the fact itself says."""
    found: dict[int, list[WhyRow]] = defaultdict(list)
    for number, row in _in_words(reader, rows_in(reader, CITATIONS, facts)):
        found[number].append(row)
    return found


def cited_from(reader: Reader, source: str) -> list[WhyRow]:
    """Every citation of one document, in the order of the facts that cite it."""
    rows = reader.rows(CITED_FROM, {"source": source})
    return [row for _, row in _in_words(reader, rows)]


def _in_words(reader: Reader, rows: list[Row]) -> Iterator[tuple[int, WhyRow]]:
    """Citations with what their facts say and are of, by the numbers of the facts."""
    from orgdb.sources.fact_labels import values_of, words_of

    values = values_of(reader, ((row["fact_id"], row["about"]) for row in rows))
    words = words_of(reader, (row["fact_id"] for row in rows))
    for row in rows:
        number = row.pop("fact_id")
        value = values.get((number, row["about"]), "")
        yield number, WhyRow(**row, value=value, what=words.get(number, ""))


def source_details(reader: Reader, keys: Iterable[str]) -> dict[str, SourceRow]:
    """The documents by their keys."""
    return {row["source"]: SourceRow(**row) for row in rows_in(reader, DETAILS, keys)}


def with_sources(reader: Reader, rows: list[Row]) -> Iterable[Row]:
    """The rows with the keys of their sources in place of their number."""
    sources = sources_of(reader, (row["fact_id"] for row in rows))
    for row in rows:
        number = row.pop("fact_id")
        yield {**row, "sources": sources.get(number, ())}
