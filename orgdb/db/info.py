"""What is in the database: where it is, its revision and release, data sets and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from orgdb.db.reader import Reader, revision_and_release

DATASETS = """
SELECT key, title, version, licence, checksum, loaded_at,
    (SELECT COUNT(*) FROM fact f
        WHERE f.dataset_id = dataset.id AND f.release_to_id IS NULL) AS facts
FROM dataset ORDER BY preference"""
COUNTED = (
    "organizations",
    "states",
    "people",
    "memberships",
    "suspensions",
    "exits",
    "charters",
    "parties",
    "officials",
    "offices",
    "languages",
    "events",
)


@dataclass(frozen=True, slots=True)
class DatabaseRow:
    """What `orgdb db info -f json` prints: one object."""

    url: str
    revision: str
    release: str
    datasets: list[dict[str, Any]]
    counts: dict[str, int]


def describe(reader: Reader) -> DatabaseRow:
    """Where the database is, which revision and release it is of, and how much is in it."""
    revision, release = revision_and_release(reader)
    counts = {name: _count(reader, f"SELECT COUNT(*) AS n FROM {name}") for name in COUNTED}
    counts["facts"] = _count(reader, "SELECT COUNT(*) AS n FROM current_facts")
    counts["citations"] = _count(reader, "SELECT COUNT(*) AS n FROM citation")
    counts["sources"] = _count(reader, "SELECT COUNT(*) AS n FROM source")
    return DatabaseRow(reader.url, revision, release, reader.rows(DATASETS), counts)


def _count(reader: Reader, sql: str) -> int:
    return int(reader.rows(sql)[0]["n"])
