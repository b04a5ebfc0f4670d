"""Reading: run a question's SQL on a SQLite file or on any other database, read-only.

A SQLite file is read with the standard library alone, so that a question starts in the time an
import of `sqlite3` takes; every other URL goes through SQLAlchemy. Both take `:name` parameters
and return rows as dictionaries.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from string import ascii_letters, digits
from typing import Any, Protocol

from orgdb.db.database_url import SQLITE_PREFIX, sqlite_path
from orgdb.db.refusals import REPAIR_HINT, NoTableError, unreachable, unusable
from orgdb.errors import DatabaseError
from orgdb.version import APPLICATION_ID, HEAD_REVISION

Row = dict[str, Any]
NUMBERS, TEXTS = 20_000, 500  # in one statement
STREAMED = 2000
PLAIN = frozenset(f"{ascii_letters}{digits}/._-")  # what a URI takes as it is
CREATE_HINT = "Create it with: orgdb --db {url} db init"
CHECK_HINT = "See what is wrong with: orgdb db check. Restore it from a copy."
REVISION = """
SELECT version_num, (SELECT version FROM dataset WHERE key = 'curated') AS version
FROM alembic_version"""


class Reader(Protocol):
    """A database one can ask. `url` is how a person names it; `address` may hold a password.

    `remarks` is what a question found out in passing and whoever asked should be told: how a name
    was taken. Whoever shows the answer shows them, and empties the list.
    """

    url: str
    address: str
    remarks: list[str]

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """All rows of a query with named parameters."""
        ...

    def tuples(
        self, sql: str, parameters: Mapping[str, Any] | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as plain tuples, one after the other: memory stays small."""
        ...

    def close(self) -> None:
        """Close the database."""
        ...


class SqliteReader:
    """A SQLite file, opened read-only with the standard library."""

    def __init__(self, path: str) -> None:
        require_sqlite_file(path)
        self.url = self.address = SQLITE_PREFIX + path
        self.remarks: list[str] = []
        self._path = path
        try:
            self._connection = sqlite3.connect(f"file:{_quoted(path)}?mode=ro", uri=True)
            found = self._connection.execute("PRAGMA application_id").fetchone()[0]
        except sqlite3.Error as error:
            raise unusable(path, error) from error
        if found != APPLICATION_ID:
            self._connection.close()
            raise DatabaseError(
                f"{path} is a SQLite file of another program, not an orgdb database.",
                "Give the path of an orgdb database, or of a new file, with --db.",
            )

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """All rows of a query with named parameters."""
        try:
            cursor = self._connection.execute(sql, parameters or {})
            names = [column[0] for column in cursor.description]
            found = cursor.fetchall()
            if any(bytes in map(type, row) for row in found):
                raise DatabaseError(
                    f"{self._path} is damaged: it holds bytes for a text.", CHECK_HINT
                )
            return [dict(zip(names, row, strict=True)) for row in found]
        except sqlite3.Error as error:
            raise unusable(self._path, error) from error
        except (UnicodeDecodeError, MemoryError) as error:
            # Damaged pages can hold names that are no text, and lengths beyond any memory.
            raise DatabaseError(f"{self._path} is damaged.", REPAIR_HINT) from error

    def tuples(
        self, sql: str, parameters: Mapping[str, Any] | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as plain tuples, one after the other."""
        try:
            yield from self._connection.execute(sql, parameters or {})
        except sqlite3.Error as error:
            raise unusable(self._path, error) from error
        except (UnicodeDecodeError, MemoryError) as error:
            raise DatabaseError(f"{self._path} is damaged.", REPAIR_HINT) from error

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _quoted(path: str) -> str:
    """A path as a part of a URI; most need no quotes, and `urllib` is slow to import."""
    if PLAIN.issuperset(path):
        return path
    from urllib.parse import quote

    return quote(os.fsencode(path))


class ServerReader:
    """Any other database, through SQLAlchemy, in one read-only transaction."""

    def __init__(self, url: str) -> None:
        from sqlalchemy import text
        from sqlalchemy.exc import SQLAlchemyError

        from orgdb.db.engine import engine_for, shown_url

        self.url = shown_url(url)
        self.address = url
        self.remarks: list[str] = []
        self._text, self._error = text, SQLAlchemyError
        self._engine = engine_for(url)
        try:
            self._connection = self._engine.connect().execution_options(
                postgresql_readonly=True, isolation_level="REPEATABLE READ"
            )
        except SQLAlchemyError as error:
            raise unreachable(self.url, error) from error

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """All rows of a query with named parameters."""
        try:
            found = self._connection.execute(self._text(sql), parameters or {})
            return [dict(row) for row in found.mappings()]
        except self._error as error:
            with suppress(self._error):
                self._connection.rollback()  # or nothing more could be asked
            raise unreachable(self.url, error) from error

    def tuples(
        self, sql: str, parameters: Mapping[str, Any] | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as plain tuples, fetched in portions."""
        query = self._text(sql).execution_options(stream_results=True, yield_per=STREAMED)
        try:
            with self._connection.execute(query, parameters or {}) as found:
                for row in found:
                    yield tuple(row)
        except self._error as error:
            with suppress(self._error):
                self._connection.rollback()
            raise unreachable(self.url, error) from error

    def close(self) -> None:
        """End the transaction and close the connections."""
        self._connection.close()
        self._engine.dispose()


def open_reader(url: str, check: bool = True) -> Reader:
    """Open the database at `url` for questions.

    Raises `DatabaseError` where there is none, where it is not orgdb's, or (with `check`) where its
    revision is not the one this code expects.
    """
    path = sqlite_path(url)
    reader: Reader = ServerReader(url) if path is None else SqliteReader(path)
    if check:
        try:
            require_current(reader)
        except DatabaseError:
            reader.close()
            raise
    return reader


def require_sqlite_file(path: str) -> None:
    """Refuse what cannot be a database: nothing, a directory, an empty or a foreign file."""
    url = path if "://" in path else f"{SQLITE_PREFIX}{path}"
    if not path:
        raise DatabaseError("The URL names no file.", "Write --db sqlite:///PATH or --db PATH.")
    if os.path.isdir(path):  # noqa: PTH112 (pathlib costs more than this whole check)
        raise DatabaseError(
            f"{path} is a directory, not a database file.", "Name a file in it with --db."
        )
    try:
        os.fsencode(path)
    except UnicodeEncodeError as error:
        raise DatabaseError(
            f"'{path}' cannot be the name of a file.", "Name a database file with --db."
        ) from error
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 (a pipe would never end)
            raise DatabaseError(f"{path} is not a regular file.", "Name a database file with --db.")
        with open(path, "rb") as file:  # noqa: PTH123
            start = file.read(16)
    except FileNotFoundError:
        raise DatabaseError(
            f"There is no database at {path}.", CREATE_HINT.format(url=url)
        ) from None
    except OSError as error:
        raise DatabaseError(
            f"{path} cannot be read: {error.strerror}.", "Check its permissions."
        ) from error
    if not start:
        raise DatabaseError(f"{path} is empty.", CREATE_HINT.format(url=url))
    if start != b"SQLite format 3\x00":
        raise DatabaseError(
            f"{path} is not a SQLite database.",
            "Give the path of an orgdb database, or of a new file, with --db.",
        )


def revision_and_release(reader: Reader) -> tuple[str, str]:
    """The revision of the schema and the version of the curated data; '' for what is missing."""
    try:
        found = reader.rows(REVISION)
    except NoTableError as error:
        raise DatabaseError(
            f"{reader.url} contains no orgdb database.", CREATE_HINT.format(url=reader.url)
        ) from error
    return (found[0]["version_num"], found[0]["version"] or "") if found else ("", "")


def require_current(reader: Reader) -> None:
    """Refuse a database whose schema is older or newer than this code, or that holds no data."""
    revision, release = revision_and_release(reader)
    if revision != HEAD_REVISION and revision > HEAD_REVISION:
        raise DatabaseError(
            f"{reader.url} was made by a newer orgdb (revision {revision}; this one knows"
            f" {HEAD_REVISION}).",
            "Install the newer one: pip install --upgrade orgdb-igo",
        )
    if revision == HEAD_REVISION and not release:
        raise DatabaseError(
            f"{reader.url} holds no curated data.",
            f"Load it with: orgdb --db {reader.url} db upgrade",
        )
    if revision != HEAD_REVISION:
        raise DatabaseError(
            f"{reader.url} is at revision {revision or 'none'}, this orgdb needs {HEAD_REVISION}.",
            f"Bring it up to date with: orgdb --db {reader.url} db upgrade",
        )


def rows_in(
    reader: Reader, sql: str, values: Iterable[Any], parameters: Mapping[str, Any] | None = None
) -> list[Row]:
    """Run a query whose `:values` stands for a list, in portions that every engine accepts.

    Numbers are written into the statement, which takes thousands of them; texts are parameters.
    """
    wanted = list(dict.fromkeys(values))
    found: list[Row] = []
    step = NUMBERS if wanted and isinstance(wanted[0], int) else TEXTS
    for start in range(0, len(wanted), step):
        portion = wanted[start : start + step]
        if step == NUMBERS:
            named, listed = {}, ", ".join(f"{int(value)}" for value in portion)
        else:
            named = {f"v{i}": value for i, value in enumerate(portion)}
            listed = ", ".join(f":{name}" for name in named)
        found += reader.rows(sql.replace(":values", listed), {**(parameters or {}), **named})
    return found
