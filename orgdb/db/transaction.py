"""Changing a database so that it is never half changed.

A SQLite file is copied, changed and swapped in whole under a lock, so readers never wait and a
killed process leaves the old file; a server does the same with one transaction.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, text
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from orgdb.db.database_url import sqlite_path
from orgdb.db.engine import engine_for, shown_url
from orgdb.db.reader import SqliteReader, unreachable, unusable
from orgdb.db.replacement import clear_parts, new_part, put_in_place
from orgdb.errors import DatabaseError

LOCK_SECONDS = 60
HOLD_SECONDS = 10
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
    if not (create and _nothing_at(Path(shown))):
        SqliteReader(shown).close()
    # Where a link leads: the link stays one, and all its names share one lock.
    path = Path(os.path.realpath(shown))
    lock = path.with_name(f".{path.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _require_no_link(lock)
        with _locked_file(lock) as waited:
            try:
                clear_parts(path)
                part = new_part(path)
                with _held(path, part, shown):
                    part_url = URL.create("sqlite", database=str(part))
                    with _transaction(part_url, shown, scratch=True) as connection:
                        connection.info[WAITED] = waited
                        yield connection
                    put_in_place(part, path)
            finally:
                clear_parts(path)
                # Taken away while it is held: who waits for it finds that out and makes a new one.
                lock.unlink(missing_ok=True)
    except Timeout as error:
        raise _locked(shown) from error
    except OSError as error:
        raise DatabaseError(
            f"{shown} cannot be written: {error.strerror or error}.",
            "Nothing was changed. Check the folder's permissions and the free space, or name"
            " another file with --db.",
        ) from error


def waited(connection: Connection) -> bool:
    """Whether another change had to end before this one could begin."""
    return bool(connection.info.get(WAITED))


@contextmanager
def _locked_file(lock: Path) -> Iterator[bool]:
    """Hold the lock file; whether another process held it."""
    lock_file = FileLock(lock)
    try:
        lock_file.acquire(timeout=0)
        had_to_wait = False
    except Timeout:
        lock_file.acquire(timeout=LOCK_SECONDS)
        had_to_wait = True
    try:
        yield had_to_wait
    finally:
        lock_file.release()


@contextmanager
def _held(path: Path, part: Path, shown: str) -> Iterator[None]:
    """Copy the file, and keep other programs from writing to it until the copy takes its place.

    SQLite makes the copy, so that it is of one moment, with what a write-ahead log still holds.
    """
    if _nothing_at(path):
        yield
        return
    try:
        with closing(sqlite3.connect(path, timeout=HOLD_SECONDS, isolation_level=None)) as holder:
            holder.execute("PRAGMA journal_mode = DELETE")
            holder.execute("BEGIN IMMEDIATE")
            with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as copy:
                source.backup(copy)
            yield
    except sqlite3.Error as error:
        raise unusable(shown, error) from error


@contextmanager
def _changing_server(url: str) -> Iterator[Connection]:
    with _transaction(url, shown_url(url)) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'"))
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
            raise _locked(shown) from error
        raise unreachable(shown, error, WRITE_HINT) from error
    finally:
        engine.dispose()


def _locked(shown: str) -> DatabaseError:
    return DatabaseError(
        f"{shown} has been locked by another process for {LOCK_SECONDS} seconds.",
        "Wait until it has finished its load, then try again.",
    )


def _nothing_at(path: Path) -> bool:
    """Whether there is no file, or one without a single byte: nothing that could be lost."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False  # whoever opens it says what is wrong
    return stat.S_ISREG(found.st_mode) and found.st_size == 0


def _require_no_link(lock: Path) -> None:
    """Refuse a link in the place of the lock file: what it points to would be emptied."""
    if lock.is_symlink():
        raise DatabaseError(
            f"{lock} is a link, not orgdb's lock file.", "Remove it, then try again."
        )
