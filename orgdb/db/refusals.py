"""What a person is told when a database refuses: what is wrong, and what to do about it."""

from __future__ import annotations

from orgdb.errors import DatabaseError

REPAIR_HINT = (
    "Restore it from a copy, or move it away and run: orgdb db init (imports have to be repeated)"
)
READ_HINT = "Check the URL, that the server runs, and that the role may read."
UNDEFINED_TABLE = "42P01"
IN_USE = "Close it there, or wait until that program is done; then try again."
# What SQLite refuses, by the beginning of its name for it; what to say; what to do.
REFUSALS = (
    ("SQLITE_BUSY", "is in use by another program", IN_USE),
    ("SQLITE_LOCKED", "is in use by another program", IN_USE),
    ("SQLITE_CORRUPT", "is damaged", REPAIR_HINT),
    ("SQLITE_NOTADB", "is damaged", REPAIR_HINT),
    ("SQLITE_FULL", "cannot be written", "Free some space, then try again; nothing was changed."),
    (
        "SQLITE_READONLY",
        "cannot be written",
        "Check the permissions of the file and its folder, or name another file with --db.",
    ),
    ("SQLITE_CANTOPEN", "cannot be opened", "Check the permissions of the file and its folder."),
    ("SQLITE_IOERR", "cannot be read or written", "Check the disk, its space and any limit on it."),
)


class NoTableError(DatabaseError):
    """A table that is not there: no orgdb database yet, or one that has lost a part."""


def unusable(path: str, error: Exception) -> DatabaseError:
    """What a person is told when SQLite itself refuses a file."""
    name = str(getattr(error, "sqlite_errorname", ""))
    if str(error).startswith("no such table"):
        return NoTableError(f"{path} is damaged: {error}.", REPAIR_HINT)
    for beginning, what, hint in REFUSALS:
        if name.startswith(beginning):
            return DatabaseError(f"{path} {what} ({error}).", hint)
    return DatabaseError(f"{path} cannot be used: {error}.", REPAIR_HINT)


def unreachable(url: str, error: Exception, hint: str = READ_HINT) -> DatabaseError:
    """What a person is told when a server refuses, or is not there."""
    cause = getattr(error, "orig", None) or error
    said = str(cause).strip().splitlines()
    kind = NoTableError if getattr(cause, "sqlstate", "") == UNDEFINED_TABLE else DatabaseError
    return kind(f"{url} cannot be used: {said[0] if said else type(cause).__name__}", hint)
