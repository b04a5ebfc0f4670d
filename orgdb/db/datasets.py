"""The data sets that are loaded: terms of use, what was read, which answers first."""

from __future__ import annotations

from dataclasses import dataclass

from orgdb.db.reader import Reader

DATASETS = """
SELECT d.key AS dataset, d.title, d.version, d.licence, d.citation, d.url, d.checksum, d.size,
    d.preference, d.loaded_at,
    (SELECT COUNT(*) FROM roster r WHERE r.dataset_id = d.id) AS rosters,
    (SELECT COUNT(*) FROM membership m JOIN fact f ON f.id = m.id
        WHERE f.dataset_id = d.id AND f.release_to_id IS NULL) AS spells,
    (SELECT COUNT(*) FROM fact f WHERE f.dataset_id = d.id AND f.release_to_id IS NULL) AS facts
FROM dataset d ORDER BY d.preference"""


TERMS = """
SELECT dataset, title, version, licence, citation, url FROM datasets ORDER BY preference, dataset"""


@dataclass(frozen=True, slots=True)
class Terms:
    """A data set: what it is called, and what whoever passes it on or cites it has to say."""

    dataset: str
    title: str
    version: str
    licence: str
    citation: str
    url: str


@dataclass(frozen=True, slots=True)
class DatasetRow(Terms):
    """One data set (`orgdb datasets list`); the lowest preference answers first."""

    checksum: str
    size: int
    preference: int
    loaded_at: str
    rosters: int
    spells: int
    facts: int


def datasets(reader: Reader) -> tuple[DatasetRow, ...]:
    """Every data set, the one that answers first on top."""
    return tuple(DatasetRow(**row) for row in reader.rows(DATASETS))


def loaded_terms(reader: Reader) -> dict[str, Terms]:
    """The terms of every data set by its key, the one that answers first before the others."""
    return {row["dataset"]: Terms(**row) for row in reader.rows(TERMS)}


def latest_release(reader: Reader) -> tuple[str, str]:
    """Version and day of the latest release of the curated data, or empty."""
    found = reader.rows("SELECT version, date FROM releases ORDER BY release_id DESC LIMIT 1")
    return (found[0]["version"], found[0]["date"]) if found else ("", "")
