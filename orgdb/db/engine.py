"""SQLAlchemy engines: the one place that knows drivers and how each engine is opened."""

from __future__ import annotations

import logging
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from orgdb.db.database_url import redacted
from orgdb.errors import DatabaseError

URL_HINT = "Write sqlite:///PATH or postgresql://USER:PASSWORD@HOST/DATABASE."
ESCAPE_HINT = " In a password, write %40 for @ and %2F for /."
CONNECT_SECONDS = 10


def engine_for(url: str | URL, scratch: bool = False) -> Engine:
    """An engine for a database URL; a bare `postgresql://` uses psycopg 3.

    `scratch` is for a SQLite file that is thrown away if anything fails: it needs no journal on the
    disk and does not wait for it.

    Raises `DatabaseError` for what is not a URL, or whose driver is not installed.
    """
    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() not in ("sqlite", "postgresql"):
            raise DatabaseError(
                f"orgdb keeps its data in SQLite or PostgreSQL, not in {parsed.drivername}.",
                URL_HINT,
            )
        _require_host(parsed)
        engine = create_engine(parsed, **_options(parsed))
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        hint = URL_HINT + (ESCAPE_HINT if "@" in str(url) else "")
        raise DatabaseError(f"'{shown_url(url)}' is not a database URL.", hint) from error
    except ModuleNotFoundError as error:
        raise DatabaseError(
            f"The driver for {shown_url(url)} is not installed ({error.name}).",
            "Install it with: pip install 'orgdb-igo[postgres]'",
        ) from error
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine, scratch)
    else:
        _prepare_server(engine)
        # Of a lost connection psycopg warns on stderr; the one message that says so is ours.
        logging.getLogger("psycopg").setLevel(logging.CRITICAL)
    return engine


def shown_url(url: str | URL) -> str:
    """A URL as it may be shown: without its password."""
    try:
        text = make_url(url).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        text = str(url)
    return redacted(text)


def _require_host(url: URL) -> None:
    """Refuse what is read as a host or a port but cannot be one: a password with '@', brackets."""
    if any(sign in (url.host or "") for sign in "@[]") or not 0 < (url.port or 1) < 65536:
        raise ValueError


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite" or "connect_timeout" in url.query:
        return {}
    return {"connect_args": {"connect_timeout": CONNECT_SECONDS}}


def _prepare_server(engine: Engine) -> None:
    """Only UTF-8: any other encoding lacks letters of names, or leaves them undecoded."""

    @event.listens_for(engine, "connect", insert=True)
    def on_connect(connection: Any, _record: Any) -> None:
        encoding = connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            raise DatabaseError(
                f"{shown_url(engine.url)} has the encoding {encoding}; orgdb needs UTF8.",
                "Create one with: CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0",
            )


def _prepare_sqlite(engine: Engine, scratch: bool) -> None:
    """Foreign keys on, and transactions that include DDL: a failed migration leaves nothing."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        if scratch:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")
