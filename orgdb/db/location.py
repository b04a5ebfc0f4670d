"""Which database a question goes to, and making the default one on first use."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from orgdb.db.database_url import SQLITE_PREFIX
from orgdb.db.reader import Reader, open_reader, revision_and_release
from orgdb.errors import DatabaseError
from orgdb.version import HEAD_REVISION, __version__

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE = "ORGDB_URL"
FILE = "orgdb.sqlite"
Maker = Callable[[str, str], None]


def chosen_url(url: str | None) -> str | None:
    """The database somebody named, with an option or in `ORGDB_URL`; None for the default one.

    An empty option names nothing (a shell variable that was never set) and is refused where the
    database is opened; an empty `ORGDB_URL` is one that is not set.
    """
    return url if url is not None else os.environ.get(VARIABLE) or None


def default_url() -> str:
    """The SQLite file under the user's data folder."""
    return f"{SQLITE_PREFIX}{_data_folder()}/{FILE}"


def _data_folder() -> str:
    """The folder that `platformdirs` names; where it takes no more than two variables to tell, as
    on most machines, its import (a quarter of a whole question) is saved."""
    if sys.platform == "linux" and "ANDROID_DATA" not in os.environ:
        data, home = os.environ.get("XDG_DATA_HOME", ""), os.environ.get("HOME", "")
        if not data and home.startswith("/"):
            data = f"{home.rstrip('/')}/.local/share"
        if data.startswith("/") and data == data.strip().rstrip("/"):
            return f"{data}/orgdb"
    from platformdirs import user_data_dir

    return user_data_dir("orgdb", appauthor=False)


def cache_folder() -> Path:
    """Where databases that a checkout has made are kept, for the next first use."""
    from platformdirs import user_cache_path

    return user_cache_path("orgdb", appauthor=False) / "ready-made"


def open_database(url: str | None, make: Maker) -> Reader:
    """Open the database a question goes to.

    The default file is made on first use, and brought up to date after a new release was installed,
    by `make(url, reason)`. A database that somebody named is never changed unasked: `DatabaseError`
    says what to run.
    """
    named = chosen_url(url)
    if named is not None:
        return open_reader(named)
    target = default_url()
    path = target.removeprefix(SQLITE_PREFIX)
    if not os.path.exists(path):  # noqa: PTH110 (pathlib costs more than this check)
        _require_folder(os.path.dirname(path))  # noqa: PTH120
        make(target, f"first use, creating the database {path}")
    reader = open_reader(target, check=False)
    revision, release = revision_and_release(reader)
    try:
        refuse_newer(revision, path)
    except DatabaseError:
        reader.close()
        raise
    if revision < HEAD_REVISION or is_older(release, __version__):
        reader.close()
        make(target, f"bringing {path} to release {__version__}")
        reader = open_reader(target)
    return reader


def _require_folder(folder: str) -> None:
    """Make the data folder now: a load that cannot be kept would be seconds spent for nothing."""
    try:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    except OSError as error:
        raise DatabaseError(
            f"The folder {folder} cannot be made: {error.strerror}.",
            "Name a database elsewhere with --db, or another data folder with XDG_DATA_HOME.",
        ) from error


def refuse_newer(revision: str, shown: str) -> None:
    """Refuse a database whose tables a later release has changed."""
    if revision > HEAD_REVISION:
        raise DatabaseError(
            f"{shown} was made by a newer orgdb (revision {revision}; this one knows"
            f" {HEAD_REVISION}).",
            "Install the newer one: pip install --upgrade orgdb-igo",
        )


def is_older(release: str, than: str) -> bool:
    """Was one release made before another? A newer one with the same tables is used as it is: two
    installations that share the file would otherwise load it in turn, again and again."""
    return _numbers(release) < _numbers(than)


def _numbers(release: str) -> list[int]:
    return [int(part) if part.isdecimal() else 0 for part in release.split(".")]
