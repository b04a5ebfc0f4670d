"""Loading the curated seed into a database: create, upgrade, re-sync."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from orgdb.db import migrate, transaction
from orgdb.db.load_dataset import Batch, replace
from orgdb.db.loaded_data import loaded_data
from orgdb.facts import Ref
from orgdb.releases.archive import read_history, rosters_of
from orgdb.resources import seed_folder
from orgdb.seed.check import require_valid
from orgdb.seed.facts import fact_drafts
from orgdb.seed.prebuilt import STEPS, Progress
from orgdb.seed.read import seed_files
from orgdb.seed.records import FactRecord, Seed
from orgdb.text import fold
from orgdb.version import RELEASE_DATE, __version__
from orgdb.vocabulary import CURATED

LICENCE = "CC0-1.0 (hand-kept facts); generated names and codes state their own in seed/generated"
CITATION = (
    "The orgdb developers ({year}). orgdb: the reference database of international organizations,"
    " release {version}."
)


def initialize(
    url: str,
    progress: Progress = lambda _step: None,
    folder: Path | None = None,
    again: bool = True,
) -> None:
    """Create or bring up to date the database at `url`, and make its curated facts the seed's.

    With `again`, they are loaded again where they are current, unless another process has just
    done so. Imported data sets are not touched. All or nothing: with a fault in the seed
    (`SeedError`) or a database that cannot be written or is of a newer release (`DatabaseError`),
    what was there before stays.
    """
    folder = folder or seed_folder()
    with suppress(_DoneMeanwhile), transaction.changing(url, create=True) as connection:
        _look_again(connection, folder, again)
        progress(STEPS[0])
        batch = seed_batch(folder)
        progress(STEPS[1])
        migrate.bring_up_to_date(connection)
        progress(STEPS[2])
        replace(connection, batch)
        _analyze(connection)
        progress(STEPS[3])


def _look_again(connection: Connection, folder: Path, again: bool) -> None:
    """With the lock held: whoever had it before may have done the work, or belong to a newer
    release."""
    there = loaded_data(connection)
    if there is None:
        return
    there.refuse_newer(__version__)
    if (transaction.waited(connection) or not again) and there.is_current(
        __version__, checksum(folder)[0]
    ):
        raise _DoneMeanwhile


class _DoneMeanwhile(Exception):  # noqa: N818 (nothing is wrong)
    """Another process has brought the database up to date while this one waited for the lock."""


def seed_batch(folder: Path) -> Batch:
    """Everything in a valid seed, ready to be written. Raises `SeedError` for a faulty one."""
    seed, _ = require_valid(folder, twice=False)
    history = read_history(folder)
    digest, size = checksum(folder)
    released = dict(history.releases)
    released.setdefault(__version__, RELEASE_DATE)
    there = {record.text("key") for record in seed.sources}
    rosters = [file.key for file in seed.organizations if file.rows.get("members")]
    return Batch(
        dataset={
            "key": CURATED,
            "title": "orgdb curated data",
            "version": __version__,
            "licence": LICENCE,
            "citation": CITATION.format(year=RELEASE_DATE[:4], version=__version__),
            "url": "",
            "checksum": digest,
            "size": size,
            "preference": 0,
            "loaded_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
        sources=[
            *(source_row(record) for record in seed.sources),
            *(row for key, row in history.sources.items() if key not in there),
        ],
        languages=_languages(seed),
        releases=list(released.items()),
        release_from=__version__,
        first_release=history.first_release,
        facts=fact_drafts(seed),
        retired=[(item.draft, item.release_from, item.release_to) for item in history.retired],
        rosters=[*rosters, *sorted(rosters_of(history.retired) - set(rosters))],
    )


def checksum(folder: Path) -> tuple[str, int]:
    """SHA-256 over names and contents of all seed files, and how many bytes they have."""
    digest, size = hashlib.sha256(), 0
    for path in seed_files(folder):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
        size += len(content)
    return digest.hexdigest(), size


def source_row(record: FactRecord) -> dict[str, str | None]:
    """A source as a row of its table."""
    names = ("key", "title", "publisher", "author", "date", "url", "original", "kind")
    return {name: record.text(name) for name in (*names, "licence", "lang", "quality")}


def _languages(seed: Seed) -> Iterator[dict[str, Any]]:
    for row in seed.languages:
        yield {
            "key": row.key,
            "code1": row.code1 or None,
            "name": row.name,
            "folded": fold(row.name),
            "source_id": Ref("source", row.source),
        }


def _analyze(connection: Connection) -> None:
    """Let the planner know the sizes of the tables, so that its plans do not flip."""
    connection.exec_driver_sql("ANALYZE")
