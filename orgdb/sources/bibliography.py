"""The bibliography of an answer: exactly the documents and data sets behind its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orgdb.db.datasets import Terms, loaded_terms
from orgdb.db.reader import Reader, rows_in
from orgdb.names.lookup import ORGANIZATION, STATE, Found
from orgdb.sources.citations import SourceRow, source_details
from orgdb.sources.keyed import Keyed, Thing, facts_of_thing, find_any
from orgdb.sources.why import FACTS_OF_ORGANIZATION, FACTS_OF_PERSON, FACTS_OF_STATE

FACTS = "SELECT f.id, f.key, d.key AS dataset FROM fact f JOIN dataset d ON d.id = f.dataset_id"
BY_KEY = f"{FACTS} WHERE f.key IN (:values)"
BY_NUMBER = f"{FACTS} WHERE f.id IN (:values)"
SOURCES = """
SELECT DISTINCT s.key AS source FROM citation c JOIN source s ON s.id = c.source_id
WHERE c.fact_id IN (:values)"""
OF_KIND = {ORGANIZATION: FACTS_OF_ORGANIZATION, STATE: FACTS_OF_STATE}


@dataclass(frozen=True, slots=True)
class Cited:
    """What an answer cites: keys of sources and of data sets, and keys of its facts."""

    sources: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The documents, sorted by key; the data sets; and keys that this database does not know."""

    sources: tuple[SourceRow, ...]
    datasets: tuple[Terms, ...]
    unknown: tuple[str, ...]


def cite(reader: Reader, names: Iterable[str]) -> Bibliography:
    """The bibliography of all that is said of these names, or of these facts (by their keys).

    Raises `UnknownNameError` for what is neither, `AmbiguousNameError` for a name of several.
    """
    return bibliography(reader, cited_by(reader, names))


def cited_by(reader: Reader, names: Iterable[str]) -> list[Cited]:
    """What names stand for: the facts about one, or a key (see `keyed.Keyed`)."""
    facts: dict[str, None] = {}
    named: dict[Keyed, list[str]] = {Keyed.SOURCE: [], Keyed.DATASET: []}
    for name in map(str.strip, names):
        found = find_any(reader, name)
        if isinstance(found, Thing) and found.kind in named:
            named[found.kind].append(found.key)
        else:
            facts |= dict.fromkeys(_facts_of(reader, found))
    keys = Cited(tuple(named[Keyed.SOURCE]), tuple(named[Keyed.DATASET]))
    return [keys, Cited(facts=tuple(facts))]


def bibliography(reader: Reader, answers: Sequence[Cited]) -> Bibliography:
    """The bibliography of answers: the sources they name, or where there are none, of their facts.

    Facts of an imported data set have no sources of their own: they cite the data set.
    """
    sources: dict[str, None] = {}
    datasets: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for answer in answers:
        datasets |= dict.fromkeys(answer.datasets)
        facts = rows_in(reader, BY_KEY, answer.facts)
        unknown |= dict.fromkeys(sorted(set(answer.facts) - {row["key"] for row in facts}))
        datasets |= dict.fromkeys(row["dataset"] for row in facts)
        sources |= dict.fromkeys(answer.sources)
        if not answer.sources:
            numbers = [row["id"] for row in facts]
            sources |= dict.fromkeys(row["source"] for row in rows_in(reader, SOURCES, numbers))
    documents = source_details(reader, sources)
    # `orgdb why` names the data set where a fact of an imported one has no source of its own.
    datasets |= dict.fromkeys(key for key in sources if key not in documents)
    known = {key: terms for key, terms in loaded_terms(reader).items() if key in datasets}
    missing = [key for key in datasets if key not in known]
    return Bibliography(
        sources=tuple(documents[key] for key in sorted(documents)),
        datasets=tuple(known.values()),
        unknown=(*missing, *unknown),
    )


def _facts_of(reader: Reader, found: Found | Thing) -> list[str]:
    if isinstance(found, Thing):
        numbers = facts_of_thing(reader, found)
    else:
        questions = OF_KIND.get(found.kind, FACTS_OF_PERSON).values()
        numbers = [
            row["fact_id"] for sql in questions for row in reader.rows(sql, {"id": found.id})
        ]
    return [row["key"] for row in rows_in(reader, BY_NUMBER, sorted(set(numbers)))]
