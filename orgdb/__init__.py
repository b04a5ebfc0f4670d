"""orgdb: the reference database of international organizations.

>>> import orgdb
>>> with orgdb.open() as db:
...     rows = db.members("OAS", on="1990")

`orgdb.open()` uses the database of the command line (made on first use); `orgdb.open(url)` another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgdb.version import __version__

if TYPE_CHECKING:
    from orgdb.api import Database

__all__ = ["__version__", "open"]


def open(url: str | None = None) -> Database:  # noqa: A001 (orgdb.open() reads as it should)
    """Open a database for questions: the one at `url`, at `ORGDB_URL`, or the default one.

    Raises `orgdb.errors.DatabaseError` where it cannot be used.
    """
    from orgdb.api import Database
    from orgdb.db.location import open_database

    return Database(open_database(url, _make))


def _make(url: str, _reason: str) -> None:
    from orgdb.seed.load import initialize

    initialize(url, again=False)
