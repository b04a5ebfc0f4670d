"""Putting the data sets of a package into the database, whole, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from orgdb.db import transaction
from orgdb.db.load_dataset import Batch, replace
from orgdb.importers.archives import Fingerprint
from orgdb.importers.datapackage.drafts import Drafts
from orgdb.importers.datapackage.folder import Folder, Row
from orgdb.importers.dataset import DatasetDraft, put, require_importable
from orgdb.importers.source import ImportFileError
from orgdb.vocabulary import CURATED

SOURCE = "title publisher author date url original kind licence lang quality".split()
REQUIRED = ("title", "publisher", "url", "kind")
_LANGUAGES = "SELECT key, code1 FROM language"
_OBSERVED: dict[str, tuple[str, ...]] = {
    "observed_series": ("position", "code", "label", "first_year", "last_year"),
    "observed_column": ("position", "label", "org"),
    "observed_life": ("position", "first_year", "last_year"),
    "observed_cell": ("position", "code", "year", "value"),
}
_NUMBERS = ("position", "first_year", "last_year", "year")


@dataclass(slots=True)
class PackageReport:
    """What was loaded: the number of facts by data set."""

    facts: dict[str, int] = field(default_factory=dict)


def import_package(url: str, path: Path, replace_curated: bool = False) -> PackageReport:
    """Load every data set of a package under its own key, in place of what that said before.

    The result is equal to the data set that was exported, in every fact, citation and content key;
    exported again it gives the same files. Facts that earlier releases had are not in a package.
    Raises `ImportFileError` for a folder that is not a package or was changed, and, without
    `replace_curated`, for one with the curated data.
    """
    folder = Folder(path)
    if CURATED in folder.datasets and not replace_curated:
        raise ImportFileError(
            f"{folder.path} holds the curated data, which would replace those of this database.",
            "Say so with --replace, or name another database with --db.",
        )
    datasets = {row["dataset"]: row for row in folder.rows("datasets")}
    report = PackageReport()
    with transaction.changing(url) as connection:
        try:
            # The curated data first: others refer to what they define.
            for key in sorted(folder.datasets, key=lambda key: key != CURATED):
                report.facts[key] = _load(connection, folder, datasets[key])
        except (KeyError, ValueError, TypeError, UnicodeDecodeError) as error:
            raise ImportFileError(
                f"{folder.path} is damaged: {type(error).__name__} {error}.",
                "Export it again with this version of orgdb.",
            ) from error
    return report


def _load(connection: Connection, folder: Folder, row: Row) -> int:
    drafts = Drafts(folder, row["dataset"], _languages(connection))
    if row["dataset"] == CURATED:
        _curated(connection, folder, row, drafts)
    else:
        _imported(connection, folder, row, drafts)
    return len(drafts.places)


def _imported(connection: Connection, folder: Folder, row: Row, drafts: Drafts) -> None:
    key = row["dataset"]
    require_importable(key)
    read = Fingerprint(row["checksum"], int(row["size"]))
    draft = DatasetDraft(
        key, row["title"], row["version"], row["licence"], row["citation"], row["url"], read
    )
    draft.facts = list(drafts)
    draft.rosters = [roster["org"] for roster in folder.of(key, "rosters")]
    draft.observed = {
        table: [_observed(cells, names) for cells in folder.of(key, table)]
        for table, names in _OBSERVED.items()
    }
    put(connection, draft)


def _observed(row: Row, names: tuple[str, ...]) -> dict[str, Any]:
    said = {name: int(row[name]) if name in _NUMBERS else row[name] for name in names}
    return {"organization" if name == "org" else name: value for name, value in said.items()}


def _curated(connection: Connection, folder: Folder, row: Row, drafts: Drafts) -> None:
    releases = [(release["version"], release["date"]) for release in folder.rows("releases")]
    batch = Batch(
        dataset={
            "key": CURATED,
            **{name: row[name] for name in ("title", "version", "licence", "citation", "url")},
            "checksum": row["checksum"],
            "size": int(row["size"]),
            "preference": 0,
            "loaded_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
        sources=_sources(folder),
        releases=releases,
        release_from=releases[-1][0] if releases else None,
        first_release=drafts.releases.get,
        facts=drafts,
        rosters=[roster["org"] for roster in folder.of(CURATED, "rosters")],
    )
    replace(connection, batch)


def _sources(folder: Folder) -> Iterator[dict[str, str | None]]:
    for row in folder.of(CURATED, "sources"):
        said = {name: row[name] if name in REQUIRED else row[name] or None for name in SOURCE}
        yield {"key": row["source"], **said}


def _languages(connection: Connection) -> dict[str, str]:
    """The key of each language by its two-letter code."""
    return {row.code1: row.key for row in connection.execute(text(_LANGUAGES)) if row.code1}
