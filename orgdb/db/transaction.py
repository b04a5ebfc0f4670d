"""Changing a database so that it is never half changed.

A SQLite file is copied, changed and swapped in whole under a lock, so readers never wait and a
killed process leaves the old file; a server does the same with one transaction.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, text
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from orgdb.db import exclusive_file
from orgdb.db.database_url import sqlite_path
from orgdb.db.engine import engine_for, shown_url
from orgdb.db.exclusive_file import exclusive, held, locked, nothing_at
from orgdb.db.reader import SqliteReader
from orgdb.db.refusals import unreachable, unusable
from orgdb.db.replacement import new_part, put_in_place
from orgdb.errors import DatabaseError

SERVER_LOCK = 7_162_534  # an arbitrary number that only orgdb asks PostgreSQL to lock
WAITED = "orgdb waited"
LOCK_NOT_AVAILABLE = "55P03"
WRITE_HINT = (
    "Nothing was changed. Check that the server runs, and that the role may create tables"
    " and write."
)
REFUSED_HINT = (
    "Nothing was changed. Fix the data that break this rule; for the seed, orgdb seed check"
    " should say where they are (if it does not, please report it)."
)


@contextmanager
def changing(url: str, create: bool = False) -> Iterator[Connection]:
    """A connection on which to change the database at `url`; all of it takes effect, or nothing.

    With `create`, a SQLite file that is not there yet is begun. Raises `DatabaseError` where the
    database cannot be opened, locked or written, or refuses what it is given.
    """
    path = sqlite_path(url)
    changer = _changing_server(url) if path is None else _changing_file(path, create)
    with changer as connection:
        yield connection


@contextmanager
def _changing_file(shown: str, create: bool) -> Iterator[Connection]:
    if not (create and nothing_at(Path(shown))):
        SqliteReader(shown).close()
    # Where a link leads: the link stays one, and all its names share one lock.
    path = Path(os.path.realpath(shown))
    with exclusive(path, shown) as waited:
        part = new_part(path)
        with held(path, shown) as old:
            if old is not None:
                _copy(path, part, shown)
            part_url = URL.create("sqlite", database=str(part))
            with _transaction(part_url, shown, scratch=True) as connection:
                connection.info[WAITED] = waited
                yield connection
            put_in_place(part, path)


def waited(connection: Connection) -> bool:
    """Whether another change had to end before this one could begin."""
    return bool(connection.info.get(WAITED))


def _copy(path: Path, part: Path, shown: str) -> None:
    """SQLite makes the copy, so that it is of one moment, with what a write-ahead log still
    holds."""
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
    except sqlite3.Error as error:
        raise unusable(shown, error) from error


@contextmanager
def _changing_server(url: str) -> Iterator[Connection]:
    with _transaction(url, shown_url(url)) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = '{exclusive_file.LOCK_SECONDS}s'"))
            at_once = text("SELECT pg_try_advisory_xact_lock(:n)")
            connection.info[WAITED] = not connection.execute(at_once, {"n": SERVER_LOCK}).scalar()
            if connection.info[WAITED]:
                connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": SERVER_LOCK})
        yield connection


@contextmanager
def _transaction(url: str | URL, shown: str, scratch: bool = False) -> Iterator[Connection]:
    engine = engine_for(url, scratch)
    try:
        with engine.begin() as connection:
            yield connection
    except (IntegrityError, DataError) as error:
        rule = str(error.orig).strip().splitlines()[0]
        raise DatabaseError(f"{shown} refused the data: {rule}.", REFUSED_HINT) from error
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        if engine.dialect.name == "sqlite":
            raise unusable(shown, cause) from error
        if getattr(cause, "sqlstate", "") == LOCK_NOT_AVAILABLE:
            raise locked(shown) from error
        raise unreachable(shown, error, WRITE_HINT) from error
    finally:
        engine.dispose()
