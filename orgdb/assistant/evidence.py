"""What every answer to an assistant carries: verdict, date, and the documents behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from orgdb.db.reader import Reader, Row, rows_in
from orgdb.vocabulary import CURATED

Verdict = Literal["yes", "no", "unknown"]
CITATIONS = """
SELECT fact, about, source, title, locator, url, stance, stated FROM citations
WHERE fact IN (:values) ORDER BY fact, position"""
PLACES = """
SELECT f.key AS fact, f.dataset, f.place, d.title, d.version, d.url
FROM current_facts f JOIN datasets d ON d.dataset = f.dataset
WHERE f.key IN (:values)"""
DATASET = "SELECT dataset, title, version, url FROM datasets WHERE dataset = :dataset"
MOST_SOURCES = 40


@dataclass(frozen=True, slots=True)
class Source:
    """Where in which document something stands: its title, its address, the place in it.

    `about` lists the attributes of the fact that it speaks of; `says` is what a source that
    disputes states instead.
    """

    source: str
    title: str
    address: str
    place: str
    about: str
    fact: str
    says: str = ""


@dataclass  # no slots: the SDK reads the defaults from the class
class Answer:
    """An answer for an assistant.

    `answer` is yes, no or unknown; of a list it says whether it is known to be complete for the
    date. `on` is the date answered for, `last_checked` the day to which the data reach: of
    later days nothing is known. `disputes` are sources that say otherwise, `sources` those that
    support the answer, `fact` the key of the fact it rests on (see `why`).
    """

    answer: Verdict
    reason: str
    on: str | None = None
    rule: str | None = None
    status: str | None = None
    last_checked: str | None = None
    dataset: str | None = None
    fact: str | None = None
    disputes: list[Source] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    sources_left_out: int = 0
    rows: list[dict[str, Any]] = field(default_factory=list)
    rows_left_out: int = 0


def with_evidence(
    reader: Reader, answer: Answer, facts: Iterable[str | None], most: int = MOST_SOURCES
) -> Answer:
    """The answer with the citations of these facts: supporting ones, and all disputes.

    Facts of an imported data set are cited by the place in its file. Where no fact has a citation
    of its own, the data set itself is named, so that no answer comes without a source.
    """
    keys = list(dict.fromkeys(key for key in facts if key))
    cited = rows_in(reader, CITATIONS, keys)
    supporting = _joined(row for row in cited if row["stance"] != "disputes")
    answer.disputes = [_source(row) for row in cited if row["stance"] == "disputes"]
    without = set(keys) - {row["fact"] for row in cited}
    for row in rows_in(reader, PLACES, sorted(without)):
        place, address = row["place"] or "", row["url"] or ""
        supporting.append(Source(row["dataset"], _titled(row), address, place, "", row["fact"]))
    if not supporting:
        supporting = _dataset(reader, answer.dataset or CURATED)
    answer.sources = supporting[:most]
    answer.sources_left_out = len(supporting) - len(answer.sources)
    return answer


def row_sources(reader: Reader, facts: Sequence[str], most: int = 2) -> dict[str, list[str]]:
    """The first few sources of each fact, each with its place, as one short text."""
    found: dict[str, list[str]] = {}
    for row in rows_in(reader, CITATIONS, facts):
        said = f"{row['source']}, {row['locator']}" if row["locator"] else row["source"]
        own = found.setdefault(row["fact"], [])
        if row["stance"] != "disputes" and said not in own and len(own) < most:
            own.append(said)
    return found


def _joined(rows: Iterable[Row]) -> list[Source]:
    """One source for each place in a document that speaks of a fact, with all it speaks of."""
    places: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        places.setdefault((row["fact"], row["source"], row["locator"] or ""), []).append(row)
    return [
        replace(_source(own[0]), about=", ".join(dict.fromkeys(row["about"] for row in own)))
        for own in places.values()
    ]


def _source(row: Row) -> Source:
    return Source(
        source=row["source"],
        title=row["title"],
        address=row["url"] or "",
        place=row["locator"] or "",
        about=row["about"],
        fact=row["fact"],
        says=row["stated"] or "",
    )


def _dataset(reader: Reader, key: str) -> list[Source]:
    rows = reader.rows(DATASET, {"dataset": key})
    return [Source(row["dataset"], _titled(row), row["url"] or "", "", "", "") for row in rows]


def _titled(row: Row) -> str:
    return f"{row['title']} {row['version'] or ''}".strip()
