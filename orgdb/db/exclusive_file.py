"""A SQLite file held for one change: one process at a time, readers undisturbed, no leftovers.

Kept free of SQLAlchemy, whose import would be most of a first use.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from orgdb.db.refusals import unusable
from orgdb.db.replacement import clear_parts
from orgdb.errors import DatabaseError

LOCK_SECONDS = 60
HOLD_SECONDS = 10


@contextmanager
def exclusive(path: Path, shown: str) -> Iterator[bool]:
    """Hold the lock beside the file at `path`; yields whether another process held it before.

    Parts that a killed process has left are removed. Raises `DatabaseError` where the lock cannot
    be had in `LOCK_SECONDS` or the folder cannot be written.
    """
    lock = path.with_name(f".{path.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _require_no_link(lock)
        with _locked_file(lock) as waited:
            try:
                clear_parts(path)
                yield waited
            finally:
                clear_parts(path)
                # Taken away while it is held: who waits for it finds that out and makes a new one.
                lock.unlink(missing_ok=True)
    except Timeout as error:
        raise locked(shown) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DatabaseError(
                f"{shown} cannot be written (database or disk is full).",
                "Free some space, then try again; nothing was changed.",
            ) from error
        raise DatabaseError(
            f"{shown} cannot be written: {error.strerror or error}.",
            "Nothing was changed. Check the folder's permissions and the free space, or name"
            " another file with --db.",
        ) from error


@contextmanager
def held(path: Path, shown: str) -> Iterator[sqlite3.Connection | None]:
    """Keep other programs from writing to the file until its replacement takes its place.

    Yields a connection to read it with, or None where there is nothing yet.
    """
    if nothing_at(path):
        yield None
        return
    # Whoever may write to the folder could replace a file of others; SQLite begins all the same.
    os.close(os.open(path, os.O_RDWR))
    try:
        with closing(sqlite3.connect(path, timeout=HOLD_SECONDS, isolation_level=None)) as holder:
            holder.execute("PRAGMA journal_mode = DELETE")
            holder.execute("BEGIN IMMEDIATE")
            yield holder
    except sqlite3.Error as error:
        raise unusable(shown, error) from error


def nothing_at(path: Path) -> bool:
    """Whether there is no file, or one without a single byte: nothing that could be lost."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False  # whoever opens it says what is wrong
    return stat.S_ISREG(found.st_mode) and found.st_size == 0


def locked(shown: str) -> DatabaseError:
    """The error for a database that others hold for too long."""
    return DatabaseError(
        f"{shown} has been locked by another process for {LOCK_SECONDS} seconds.",
        "Wait until it has finished its load, then try again.",
    )


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


def _require_no_link(lock: Path) -> None:
    """Refuse a link in the place of the lock file: what it points to would be emptied."""
    if os.path.islink(lock):  # noqa: PTH114
        raise DatabaseError(
            f"{lock} is a link, not orgdb's lock file.", "Remove it, then try again."
        )
