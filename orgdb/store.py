"""Changing a database so that it is never half changed.

A SQLite file is copied, changed and swapped in whole under a lock, so readers never wait and a
killed process leaves the old file; a server does the same with one transaction.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from orgdb.engine import engine_for, shown_url
from orgdb.errors import DatabaseError
from orgdb.reader import SQLITE_PREFIX, SqliteReader, sqlite_path, unreachable, unusable

LOCK_SECONDS = 60
SERVER_LOCK = 7_162_534  # an arbitrary number that only orgdb asks PostgreSQL to lock


@contextmanager
def changing(url: str, create: bool = False) -> Iterator[Connection]:
    """A connection on which to change the database at `url`; all of it takes effect, or nothing.

    With `create`, a SQLite file that is not there yet is begun. Raises `DatabaseError` where the
    database cannot be opened, locked or written.
    """
    path = sqlite_path(url)
    changer = _changing_server(url) if path is None else _changing_file(Path(path), create)
    with changer as connection:
        yield connection


@contextmanager
def _changing_file(path: Path, create: bool) -> Iterator[Connection]:
    if not (create and not path.exists()):
        SqliteReader(str(path)).close()
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=LOCK_SECONDS):
            _clear_leftovers(path)
            try:
                if path.exists():
                    shutil.copyfile(path, part)
                with _transaction(f"{SQLITE_PREFIX}{part}", shown=str(path)) as connection:
                    yield connection
                _flush(part)
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)
    except Timeout as error:
        raise DatabaseError(
            f"{path} has been locked by another process for {LOCK_SECONDS} seconds.",
            "Wait until it has finished its load, then try again.",
        ) from error
    except OSError as error:
        raise DatabaseError(
            f"{path} cannot be written: {error.strerror or error}.",
            "Check the folder's permissions and the free space, or name another file with --db.",
        ) from error


@contextmanager
def _changing_server(url: str) -> Iterator[Connection]:
    with _transaction(url, shown=shown_url(url)) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": SERVER_LOCK})
        yield connection


@contextmanager
def _transaction(url: str, shown: str) -> Iterator[Connection]:
    engine = engine_for(url)
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        raise (unusable if url.startswith(SQLITE_PREFIX) else unreachable)(shown, cause) from error
    finally:
        engine.dispose()


def _clear_leftovers(path: Path) -> None:
    """Remove what a process killed in the middle of a load has left beside the file."""
    for leftover in path.parent.glob(f".{path.name}.*.part*"):
        leftover.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    """Have the copy on the disk before it takes the old file's name."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
