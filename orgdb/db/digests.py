"""Counts and digests of the rows of each data set: stored by a load, compared by `db check`.

A row that was deleted, added or rewritten after the load changes the digest of its table, whatever
column it is in. Both sides run the same SQL, in the order of the primary key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from orgdb.vocabulary import CURATED

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from orgdb.db.reader import Reader

PORTION = 2000
CHANGED = "a data set whose rows are not those that were loaded"
UNKNOWN = "a data set without digests of what was loaded"
# Keys are shared by all data sets and say nothing: the content keys of facts name them.
LEFT_OUT = frozenset("entity treaty post event dataset_digest schema_digest".split())
# Belong to the curated data set as a whole.
CURATED_ONLY = frozenset({"language", "release"})
STORED = """
SELECT d.id, d.key, g.table_name, g.row_count, g.digest
FROM dataset d LEFT JOIN dataset_digest g ON g.dataset_id = d.id
ORDER BY d.preference, g.table_name"""


class Digest:
    """The rows of one table, as they pass by."""

    def __init__(self) -> None:
        self.rows = 0
        self._hash = hashlib.sha256()

    def add(self, rows: Iterable[Iterable[Any]]) -> None:
        """Take in rows, in order."""
        texts = list(map(repr, map(tuple, rows)))
        self.rows += len(texts)
        self._hash.update("".join(texts).encode("utf-8", "surrogatepass"))

    @property
    def text(self) -> str:
        """SHA-256 in hexadecimal."""
        return self._hash.hexdigest()


def store_digests(connection: Connection, key: str) -> None:
    """Replace the digests of a data set by those of its rows now, in this transaction."""
    from sqlalchemy import text

    found = connection.execute(text("SELECT id FROM dataset WHERE key = :key"), {"key": key})
    number = int(found.scalar_one())
    connection.execute(text("DELETE FROM dataset_digest WHERE dataset_id = :id"), {"id": number})
    rows = []
    for name, sql in _queries(key).items():
        digest = Digest()
        query = text(sql).execution_options(stream_results=True, yield_per=PORTION)
        with connection.execute(query, {"dataset": number}) as result:
            for portion in result.partitions():
                digest.add(portion)
        rows.append({"id": number, "name": name, "rows": digest.rows, "digest": digest.text})
    connection.execute(
        text(
            "INSERT INTO dataset_digest (dataset_id, table_name, row_count, digest)"
            " VALUES (:id, :name, :rows, :digest)"
        ),
        rows,
    )


def store_all_digests(connection: Connection) -> None:
    """The digests of every data set: after a migration has changed their tables."""
    from sqlalchemy import text

    for (key,) in connection.execute(text("SELECT key FROM dataset")).all():
        store_digests(connection, key)


def changed_tables(reader: Reader) -> Iterator[tuple[str, str]]:
    """Every table of every data set whose rows are not those that were loaded."""
    stored: dict[tuple[int, str], dict[str, tuple[int, str]]] = {}
    for row in reader.rows(STORED):
        tables = stored.setdefault((row["id"], row["key"]), {})
        if row["table_name"] is not None:
            tables[row["table_name"]] = (row["row_count"], row["digest"])
    for (number, key), tables in stored.items():
        queries = _queries(key)
        if set(tables) != set(queries):
            yield UNKNOWN, str(key)
            continue
        for name, sql in queries.items():
            now, (count, digest) = _digest(reader, name, sql, number), tables[name]
            if now.rows != count:
                yield CHANGED, f"{key}: {name} has {now.rows} rows instead of {count}"
            elif now.text != digest:
                yield CHANGED, f"{key}: rows of {name} were changed"


def _digest(reader: Reader, name: str, sql: str, dataset: int) -> Digest:
    """Numbered tables are read in portions: imports can be large."""
    digest, values = Digest(), {"dataset": dataset}
    if not _numbered(name):
        digest.add(row.values() for row in reader.rows(sql, values))
        return digest
    body, order = sql.rsplit(" ORDER BY ", 1)
    portion = f"{body} AND t.id > :after ORDER BY {order} LIMIT {PORTION}"
    after = -(2**31)
    while rows := reader.rows(portion, {**values, "after": after}):
        digest.add(row.values() for row in rows)
        after = rows[-1]["id"]
    return digest


def _numbered(name: str) -> bool:
    from orgdb.models import Base

    return "id" in Base.metadata.tables[name].columns


def _queries(key: str) -> Mapping[str, str]:
    left_out = LEFT_OUT if key == CURATED else LEFT_OUT | CURATED_ONLY
    return {name: sql for name, sql in _all_queries().items() if name not in left_out}


@cache
def _all_queries() -> Mapping[str, str]:
    from orgdb.models import Base

    return {table.name: _query(table) for table in Base.metadata.sorted_tables}


def _query(table: Table) -> str:
    """The rows of one table that belong to the data set `:dataset`, in the order of their key."""
    columns = ", ".join(
        f'CAST(t."{column.name}" AS INTEGER) AS "{column.name}"'
        if column.type.python_type is bool
        else f't."{column.name}"'
        for column in table.columns
    )
    to_fact = next((k.parent for k in table.foreign_keys if k.column.table.name == "fact"), None)
    part_of = next(
        (k.parent for k in table.foreign_keys if k.column.table.name == "event_description"), None
    )
    owner, join = "t.dataset_id = :dataset", ""
    if table.name == "dataset":
        owner = "t.id = :dataset"
    elif table.name in CURATED_ONLY:
        owner = ":dataset = :dataset"
    elif "dataset_id" not in table.columns and table.name not in LEFT_OUT:
        via = to_fact if to_fact is not None else part_of
        assert via is not None, table.name  # noqa: S101 (every table belongs to somebody)
        join = f' JOIN fact f ON f.id = t."{via.name}"'
        owner = "f.dataset_id = :dataset"
    order = ", ".join(f't."{column.name}"' for column in table.primary_key.columns)
    return f'SELECT {columns} FROM "{table.name}" t{join} WHERE {owner} ORDER BY {order}'
