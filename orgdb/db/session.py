"""SQLAlchemy sessions for reading: the tables and views as classes, on either engine."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Engine, event
from sqlalchemy.orm import Session

from orgdb.db.database_url import sqlite_path
from orgdb.db.engine import engine_for
from orgdb.db.reader import open_reader
from orgdb.errors import DatabaseError


def reading_engine(url: str) -> Engine:
    """An engine on an orgdb database on which nothing can be written.

    Raises `DatabaseError` where `orgdb` could not read the database either.
    """
    open_reader(url).close()
    path = sqlite_path(url)
    if path is None:
        return engine_for(url).execution_options(postgresql_readonly=True)
    file = f"file:{quote(os.fsencode(path))}"
    return engine_for(URL.create("sqlite", database=file, query={"mode": "ro", "uri": "true"}))


class ReadingSession(Session):
    """A session that refuses changes; the database would refuse them, too."""


@event.listens_for(ReadingSession, "before_flush")
def _refuse_changes(session: Session, _context: Any, _instances: Any) -> None:
    changed = [*session.new, *session.dirty, *session.deleted]
    if changed:
        raise DatabaseError(
            f"A session of orgdb is for reading; {changed[0]!r} was not written.",
            "Facts come from the seed (orgdb db init) or from an import (orgdb import).",
        )


def reading_session(url: str) -> ReadingSession:
    """A session for reading. Its classes are those of `orgdb.models` and `orgdb.models.views`."""
    return ReadingSession(reading_engine(url))
