"""Values that no orgdb database holds: a BLOB where a text belongs, NULL where something belongs.

Another program has put them there. They are looked for only when a question has tripped over
something, so that no question takes longer for it.
"""

from __future__ import annotations

from orgdb.db.reader import Reader, SqliteReader
from orgdb.errors import DatabaseError

TABLES = """
SELECT name FROM sqlite_master
WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'
    AND name NOT LIKE 'alembic%'
ORDER BY name"""
HINT = "See what is wrong with: orgdb --db {url} db check. Restore the database from a copy."


def odd_value(reader: Reader) -> DatabaseError | None:
    """The error that a database deserves whose values or parts are not those of orgdb, or None."""
    from orgdb.db.check_schema import missing_parts

    if isinstance(reader, SqliteReader):
        for row in reader.rows(TABLES):
            if what := _in_table(reader, row["name"]):
                return _error(reader, what)
    for rule, part in missing_parts(reader):
        return _error(reader, f"{rule}: {part}")
    return None


def _in_table(reader: Reader, table: str) -> str:
    columns = reader.rows(f'PRAGMA table_info("{table}")')
    odd = [f"typeof(\"{column['name']}\") = 'blob'" for column in columns]
    if not reader.rows(f'SELECT 1 FROM "{table}" WHERE {" OR ".join(odd)} LIMIT 1'):
        return ""
    return f"a value in {table} is not a text or a number"


def _error(reader: Reader, what: str) -> DatabaseError:
    return DatabaseError(f"{reader.url} is damaged: {what}.", HINT.format(url=reader.url))
