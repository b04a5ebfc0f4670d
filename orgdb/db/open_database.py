"""An open database, apart from what can be asked of it: where it is, SQLAlchemy on it, its end."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from orgdb.db.reader import Reader, open_reader

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session
else:  # who resolves annotations at run time gets along without SQLAlchemy
    Engine = Any
    Session = Any


class OpenDatabase:
    """An open database. Use it in a `with` statement, or call `close()`."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def __repr__(self) -> str:
        return f"<orgdb.Database at {self.url}>"

    @property
    def url(self) -> str:
        """Where the database is, without a password."""
        return self.reader.url

    def engine(self) -> Engine:
        """A SQLAlchemy engine on this database, for reading only: for `pandas.read_sql` and others.

        Always of the present state of the data, also where this is `known_on` a date.
        """
        from orgdb.db.session import reading_engine

        return reading_engine(self.reader.address)

    def session(self) -> Session:
        """A SQLAlchemy session on this database, for reading only; close it, or use `with`.

        Ask it for the classes of `orgdb.models` (tables) and `orgdb.models.views` (views).
        """
        from orgdb.db.session import reading_session

        return reading_session(self.reader.address)

    def _again(self) -> Self:
        """The same database, opened anew: what was loaded meanwhile is in it."""
        self.close()
        return type(self)(open_reader(self.reader.address))

    def close(self) -> None:
        """Close the database."""
        self.reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()
