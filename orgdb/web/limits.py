"""What a stranger's SQL may do: read the exported tables, within bounds of time and memory.

Datasette stops a query after a time and returns at most so many rows. Neither bounds memory: one
row can hold a text of a gigabyte, a thousand rows of a hundred texts more than any machine has.
Here SQLite itself refuses long values and deep statements, a heap limit holds for the process, an
authorizer leaves reading alone, and an answer is cut off when it grows too large.
"""

from __future__ import annotations

import sqlite3
from typing import Any
from weakref import WeakKeyDictionary

HEAP = 256 * 1024 * 1024  # bytes SQLite may use in the whole process
# Bytes of one text or row: replace() and instr() take its square, and nothing stops them half-way.
LONGEST_VALUE = 20_000
LARGEST_ANSWER = 8_000_000  # bytes of one answer
READABLE_PRAGMAS = frozenset(
    """table_info table_xinfo index_list index_info index_xinfo foreign_key_list table_list
    database_list function_list recursive_triggers""".split()
)  # Datasette 1.0 sets the last one where it looks at a table; without triggers it does nothing
VALUES = frozenset(("schema_version", "encoding", "foreign_keys"))  # read, never set
# Each can hold a thread or the memory in one step, or reaches outside the database.
FORBIDDEN_FUNCTIONS = frozenset(
    """load_extension fts3_tokenizer readfile writefile edit randomblob zeroblob printf
    format""".split()
)
ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST_VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 20_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 50,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 100,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 1_000,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}


def restrict(connection: sqlite3.Connection) -> None:
    """Hold a connection to the limits; nothing can take them back."""
    connection.execute(f"PRAGMA hard_heap_limit = {HEAP}")
    connection.execute("PRAGMA temp_store = MEMORY")  # counted by the heap limit, not on the disk
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    for limit, value in LIMITS.items():
        connection.setlimit(limit, value)
    read = WeakKeyDictionary[sqlite3.Cursor, int]()

    def row(cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> sqlite3.Row:
        size = sum(len(value) for value in values if isinstance(value, (str, bytes)))
        read[cursor] = read.get(cursor, 0) + size + 8 * len(values)
        if read[cursor] > LARGEST_ANSWER:
            raise sqlite3.OperationalError("the answer is too large; ask for less")
        return sqlite3.Row(cursor, values)

    connection.row_factory = row
    connection.set_authorizer(_authorize)


def _authorize(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    if action in ALLOWED:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() not in FORBIDDEN_FUNCTIONS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and (first or "").lower() in READABLE_PRAGMAS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and first in VALUES and second is None:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
