"""Putting an imported data set into the database, whole, in one transaction, or taking it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, text

from orgdb.dates import NO_EARLIEST, NO_LATEST
from orgdb.db import transaction
from orgdb.db.digests import store_digests
from orgdb.db.load_dataset import Batch, replace
from orgdb.db.reader import open_reader
from orgdb.facts import FactDraft
from orgdb.importers.archives import Fingerprint
from orgdb.importers.deferred_rules import indexed_last
from orgdb.importers.source import ImportFileError
from orgdb.importers.spell import ImportedSpell
from orgdb.vocabulary import CURATED

NEWEST = 1_000_000  # the preference of the first import; each newer one answers before the last
PORTION = 2_000
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_TAKEN = (CURATED, "all")
_OBSERVED = ("observed_cell", "observed_life", "observed_column", "observed_series")
_ENTITIES = "SELECT key, id FROM entity WHERE kind = '{}'"
_NEWLY_KNOWN = """
SELECT own.key FROM codes own
JOIN codes other ON other.kind = own.kind AND other.scheme = own.scheme AND other.code = own.code
WHERE own.dataset = :key AND own.kind = 'organization' AND other.dataset = 'curated'
    AND other.key <> own.key
LIMIT 1"""
_LOADED = "SELECT checksum FROM dataset WHERE key = :key"


@dataclass(slots=True)
class DatasetDraft:
    """All that an imported data set says. `tables` are rows of the tables of observed files."""

    key: str
    title: str
    version: str
    licence: str
    citation: str
    url: str
    fingerprint: Fingerprint
    facts: list[FactDraft] = field(default_factory=list)
    rosters: list[str] = field(default_factory=list)
    spells: Iterable[ImportedSpell] = ()
    observed: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)


def already_loaded(url: str, key: str, fingerprint: Fingerprint) -> bool:
    """Is exactly this file in the database already, under this key? Checks the database, too.

    Not where the curated data have come to know the code of an organization that the import had to
    make: the same file then says something about another organization.
    """
    reader = open_reader(url)
    try:
        rows = reader.rows(_LOADED, {"key": key})
        same = bool(rows) and rows[0]["checksum"] == fingerprint.checksum
        return same and not reader.rows(_NEWLY_KNOWN, {"key": key})
    finally:
        reader.close()


def require_importable(key: str) -> None:
    """Refuse keys that read as an option or a word of a question, and that of the curated data."""
    if not _KEY.fullmatch(key) or key.lower() in _TAKEN:
        raise ImportFileError(
            f"'{key}' cannot be the key of an imported data set.",
            "Use letters, digits, '-', '.' and '_', a letter or digit first;"
            f" {' and '.join(_TAKEN)} are taken.",
        )


def put(connection: Connection, draft: DatasetDraft) -> int:
    """Make the database say what the draft says, in the transaction of the connection.

    Returns the number of spells. Raises `DatabaseError` for two spells of one content.
    """
    _forget_observed(connection, draft.key)
    batch = Batch(dataset=_dataset(connection, draft), facts=draft.facts)
    batch.rosters = draft.rosters
    replace(connection, batch)
    number = _dataset_number(connection, draft.key)
    count = _write_spells(connection, draft, number)
    _write_observed(connection, draft, number)
    store_digests(connection, draft.key)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA analysis_limit = 1000")
    connection.exec_driver_sql("ANALYZE")
    return count


def remove(url: str, key: str) -> None:
    """Take a data set out whole: its facts, its rosters, and what only it spoke of."""
    require_importable(key)
    with transaction.changing(url) as connection:
        number = _dataset_number(connection, key)
        _forget_observed(connection, key)
        row = connection.execute(text("SELECT * FROM dataset WHERE id = :id"), {"id": number})
        known = {k: v for k, v in row.mappings().one().items() if k != "id"}
        replace(connection, Batch(dataset=known))
        connection.execute(text("DELETE FROM dataset WHERE id = :id"), {"id": number})


def _dataset_number(connection: Connection, key: str) -> int:
    found = connection.execute(text("SELECT id FROM dataset WHERE key = :key"), {"key": key})
    number = found.scalar()
    if number is None:
        raise ImportFileError(
            f"No data set called '{key}' is loaded.", "List them with: orgdb datasets list"
        )
    return int(number)


def _dataset(connection: Connection, draft: DatasetDraft) -> dict[str, Any]:
    lowest = connection.execute(
        text("SELECT MIN(preference) FROM dataset WHERE preference > 0")
    ).scalar()
    return {
        "key": draft.key,
        "title": draft.title,
        "version": draft.version,
        "licence": draft.licence,
        "citation": draft.citation,
        "url": draft.url,
        "checksum": draft.fingerprint.checksum,
        "size": draft.fingerprint.size,
        "preference": NEWEST if lowest is None else lowest - 1,
        "loaded_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _forget_observed(connection: Connection, key: str) -> None:
    for table in _OBSERVED:
        connection.execute(
            text(
                f"DELETE FROM {table} WHERE dataset_id IN (SELECT id FROM dataset WHERE key = :key)"
            ),
            {"key": key},
        )


def _write_observed(connection: Connection, draft: DatasetDraft, dataset: int) -> None:
    organizations = _numbers(connection, _ENTITIES.format("organization"))
    for table, rows in draft.observed.items():
        if not rows:
            continue
        names = list(rows[0])
        columns = ", ".join("organization_id" if name == "organization" else name for name in names)
        marks = ", ".join(f":{name}" for name in names)
        resolved = [
            {**row, "organization": organizations[row["organization"]]}
            if "organization" in row
            else row
            for row in rows
        ]
        connection.execute(
            text(f"INSERT INTO {table} (dataset_id, {columns}) VALUES ({dataset}, {marks})"),
            resolved,
        )


def _write_spells(connection: Connection, draft: DatasetDraft, dataset: int) -> int:
    """Bulk rows as tuples through the driver, in portions, so that memory stays small."""
    rosters = _numbers(
        connection,
        "SELECT o.key, r.id FROM roster r JOIN entity o ON o.id = r.organization_id"
        f" WHERE r.dataset_id = {dataset}",
    )
    states = _numbers(connection, _ENTITIES.format("state"))
    organizations = _numbers(connection, _ENTITIES.format("organization"))
    highest = int(connection.execute(text("SELECT COALESCE(MAX(id), 0) FROM fact")).scalar() or 0)
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    facts = (
        "INSERT INTO fact (id, key, kind, dataset_id, place)"
        f" VALUES ({mark}, {mark}, 'membership', {dataset}, {mark})"
    )
    widest = ", ".join(f"'{day}'" for day in (NO_EARLIEST, NO_LATEST) * 2)
    memberships = (
        "INSERT INTO membership (id, roster_id, member_id, status, status_word, start_basis,"
        ' joined_by, end_reason, start, "end",'
        " start_earliest, start_latest, end_earliest, end_latest,"
        " notice_earliest, notice_latest, effective_earliest, effective_latest, retired)"
        f" VALUES ({', '.join([mark] * 14)}, {widest}, FALSE)"
    )
    total, spells = 0, iter(draft.spells)
    with indexed_last(connection):
        while portion := list(islice(spells, PORTION)):
            first = highest + total + 1
            connection.exec_driver_sql(
                facts,
                [
                    (number, spell.key(draft.key), spell.place)
                    for number, spell in enumerate(portion, first)
                ],
            )
            rows = list(_membership_rows(portion, first, rosters, states, organizations))
            connection.exec_driver_sql(memberships, rows)
            total += len(portion)
    return total


def _membership_rows(
    spells: Iterable[ImportedSpell],
    first: int,
    rosters: Mapping[str, int],
    states: Mapping[str, int],
    organizations: Mapping[str, int],
) -> Iterator[tuple[Any, ...]]:
    for number, s in enumerate(spells, first):
        yield (
            number,
            rosters[s.organization],
            (states if s.member_kind == "state" else organizations)[s.member],
            s.status,
            s.status_word,
            s.start_basis,
            s.joined_by,
            s.end_reason,
            s.start,
            s.end,
            s.s1,
            s.s2,
            s.e1,
            s.e2,
        )


def _numbers(connection: Connection, sql: str) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(text(sql))}
