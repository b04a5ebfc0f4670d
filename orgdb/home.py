"""Which database a question goes to, and making the default one on first use."""

from __future__ import annotations

import os
from collections.abc import Callable

from orgdb.errors import DatabaseError
from orgdb.reader import SQLITE_PREFIX, Reader, open_reader, revision_and_release
from orgdb.release import __version__
from orgdb.revision import HEAD_REVISION

VARIABLE = "ORGDB_URL"
FILE = "orgdb.sqlite"
Maker = Callable[[str, str], None]


def chosen_url(url: str | None) -> str | None:
    """The database somebody named, with an option or in `ORGDB_URL`; None for the default one."""
    return url or os.environ.get(VARIABLE) or None


def default_url() -> str:
    """The SQLite file under the user's data folder."""
    from platformdirs import user_data_dir

    return f"{SQLITE_PREFIX}{user_data_dir('orgdb', appauthor=False)}/{FILE}"


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
        make(target, f"first use: creating {path}")
    reader = open_reader(target, check=False)
    revision, release = revision_and_release(reader)
    if revision > HEAD_REVISION:
        reader.close()
        raise DatabaseError(
            f"{path} was made by a newer orgdb (revision {revision}; this one knows"
            f" {HEAD_REVISION}).",
            "Install the newer one: pip install --upgrade orgdb",
        )
    if (revision, release) != (HEAD_REVISION, __version__):
        reader.close()
        make(target, f"bringing {path} to release {__version__}")
        reader = open_reader(target)
    return reader
