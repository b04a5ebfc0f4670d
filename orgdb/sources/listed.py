"""The documents that were consulted: how much rests on each, and what it disputes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass

from orgdb.db.narrowing import narrowed_rows
from orgdb.db.reader import Reader, rows_in
from orgdb.errors import QuestionError
from orgdb.names.lookup import find_organization
from orgdb.sources.citations import SourceRow, source_details
from orgdb.sources.why import FACTS_OF_ORGANIZATION
from orgdb.vocabulary import SourceQuality

SOURCES = "SELECT source FROM sources WHERE TRUE [AND quality = :quality]"
ALL_CITED = """
SELECT source, stance, COUNT(DISTINCT fact_id) AS facts FROM citations GROUP BY source, stance"""
CITED = """
SELECT DISTINCT source, stance, fact_id FROM citations WHERE fact_id IN (:values)"""
DISPUTES = "disputes"


@dataclass(frozen=True, slots=True)
class ListedSourceRow(SourceRow):
    """A document and how many facts (of the organization asked about) rest on it.

    `facts` counts those that it supports, `disputes` those of which it says something else.
    """

    facts: int = 0
    disputes: int = 0


def sources(
    reader: Reader, organization: str | None = None, quality: str | None = None
) -> tuple[ListedSourceRow, ...]:
    """The documents behind all facts, or behind those of one organization, in order of their keys.

    `quality` leaves those of one quality: primary, copy, secondary, weak, dataset …
    """
    known = [word.value for word in SourceQuality]
    if quality is not None and quality not in known:
        raise QuestionError(f"Unknown quality '{quality}'.", f"Choose from: {', '.join(known)}.")
    counts = _counts(reader, organization)
    keys = list(counts)
    if organization is None:  # those on which nothing rests too
        keys = [row["source"] for row in narrowed_rows(reader, SOURCES, {"quality": quality})]
    details = source_details(reader, keys)
    return tuple(
        ListedSourceRow(**values, facts=supports, disputes=disputes)
        for key, values in sorted((key, asdict(row)) for key, row in details.items())
        for supports, disputes in (counts[key],)
        if quality in (None, values["quality"])
    )


def _counts(reader: Reader, organization: str | None) -> dict[str, tuple[int, int]]:
    counted: dict[str, dict[bool, int]] = defaultdict(lambda: defaultdict(int))
    if organization is None:
        for row in reader.rows(ALL_CITED):
            counted[row["source"]][row["stance"] == DISPUTES] += row["facts"]
    else:
        body = find_organization(reader, organization)
        facts = {
            row["fact_id"]
            for sql in FACTS_OF_ORGANIZATION.values()
            for row in reader.rows(sql, {"id": body.id})
        }
        for row in rows_in(reader, CITED, sorted(facts)):
            counted[row["source"]][row["stance"] == DISPUTES] += 1
    found = {key: (both[False], both[True]) for key, both in counted.items()}
    return defaultdict(lambda: (0, 0), found)
