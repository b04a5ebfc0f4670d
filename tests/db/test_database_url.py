"""What names a file, what a server; and a password is shown in no spelling of a URL."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from orgdb.db.database_url import redacted, sqlite_path
from orgdb.errors import DatabaseError
from tests.conftest import Outcome, Server

SECRET = "s3cr3t"  # noqa: S105 (an invented one)
WITH_PASSWORDS = [
    f"postgresql://ana:{SECRET}@127.0.0.1:1/orgdb",
    f"postgresql://ana:p@{SECRET}@127.0.0.1:1/orgdb",
    f"postgresql://ana:{SECRET}/x@127.0.0.1:1/orgdb",
    f"postgresql://ana:{SECRET}#x@127.0.0.1:1/orgdb",
    f"postgresql://ana:?{SECRET}@127.0.0.1:1/orgdb",
    f"postgresql://ana:{SECRET}:x@127.0.0.1:1/orgdb",
    f"postgresql://127.0.0.1:1/orgdb?user=ana&password={SECRET}",
    f"postgresql://127.0.0.1:1/orgdb?PASSWORD={SECRET}",
    f"postgresql://127.0.0.1:1/orgdb?sslpassword={SECRET}&sslmode=disable",
    f"postgresql://127.0.0.1:1/orgdb?password=a {SECRET}",
    f"postgresql:/ana:{SECRET}@127.0.0.1:1/orgdb",
    f"ana:{SECRET}@127.0.0.1/orgdb",
    f"postgresql:ana:{SECRET}@127.0.0.1:1/orgdb",
    f" postgresql://ana:{SECRET}@127.0.0.1:1/orgdb",
    f"postgres://ana:{SECRET}@127.0.0.1:port/orgdb",
    f"postgresql://ana:{SECRET}@[::1/orgdb",
    f"postgresql://ana:{SECRET}@127.0.0.1:99999999/orgdb",
    f"mysql://ana:{SECRET}@127.0.0.1/orgdb",
    f"nonsense://ana:{SECRET}@127.0.0.1/orgdb",
    f"host=127.0.0.1 port=1 user=ana password={SECRET} dbname=orgdb",
    f"host=127.0.0.1 password = 'a {SECRET}' dbname=orgdb",
    f"password={SECRET} host=127.0.0.1",
]


@pytest.mark.parametrize("url", WITH_PASSWORDS)
@pytest.mark.parametrize(
    "command", [("db", "info"), ("db", "init"), ("db", "upgrade"), ("db", "check")], ids=" ".join
)
def test_a_password_is_never_printed(
    url: str, command: tuple[str, ...], orgdb: Callable[..., Outcome]
) -> None:
    outcome = orgdb(*command, db=url)
    assert outcome.code == 4
    assert SECRET not in outcome.out + outcome.err
    assert "failed in a way it should not" not in outcome.err
    assert len(outcome.err.splitlines()) <= 3


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ana@host/db", "postgresql://ana@host/db"),
        ("postgresql://ana:x@host/db", "postgresql://ana:***@host/db"),
        ("postgresql://host/db?password=x&a=b", "postgresql://host/db?password=***&a=b"),
        ("host=h password=x dbname=d", "host=h password=*** dbname=d"),
        ("/home/ana/orgdb.sqlite", "/home/ana/orgdb.sqlite"),
    ],
)
def test_the_rest_of_a_url_is_shown(url: str, shown: str) -> None:
    assert redacted(url) == shown


@pytest.mark.parametrize(
    "path", ["a.sqlite", "/a b/c.sqlite", "C:/data/a.db", "a:b.db", "x=y.db", "./a:b@c.db"]
)
def test_a_path_is_a_file(path: str) -> None:
    assert sqlite_path(path) == path
    assert sqlite_path(f"sqlite:///{path}") == path


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        ":memory:",
        "sqlite+pysqlite:///a.sqlite",
        "sqlite+pysqlite://",
        "sqlite:/a.sqlite",
        "sqlite://a.sqlite",
        " sqlite:///a.sqlite",
        "SQLITE:///a.sqlite",
    ],
)
@pytest.mark.parametrize("command", ["init", "info"])
def test_other_ways_to_write_sqlite_are_refused(
    command: str, url: str, orgdb: Callable[..., Outcome]
) -> None:
    outcome = orgdb("db", command, db=url)
    assert outcome.code == 4
    assert "Write --db sqlite:///PATH" in outcome.err
    with pytest.raises(DatabaseError):
        sqlite_path(url)


@pytest.mark.parametrize(
    "url", ["postgresql://host:99999999/db", "postgresql://[::1/db", "postgresql://h:port/db"]
)
def test_a_url_that_cannot_be_one_is_said_so(url: str, orgdb: Callable[..., Outcome]) -> None:
    outcome = orgdb("db", "info", db=url)
    assert outcome.code == 4
    assert "is not a database URL" in outcome.err


def test_a_server_that_never_answers_is_given_up(
    orgdb: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orgdb.db.engine.CONNECT_SECONDS", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql://ana:{SECRET}@127.0.0.1:{silent.getsockname()[1]}/orgdb"
        started = time.monotonic()
        outcome = orgdb("db", "info", db=url)
    assert time.monotonic() - started < 10
    assert (outcome.code, outcome.out) == (4, "")
    assert "timeout" in outcome.err


@pytest.mark.postgres
@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_server_in_another_encoding_is_refused(
    encoding: str, postgres: Server, orgdb: Callable[..., Outcome]
) -> None:
    postgres.execute(
        "DROP DATABASE IF EXISTS letters",
        f"CREATE DATABASE letters ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0",
    )
    for command in ("init", "info"):
        outcome = orgdb("db", command, db=postgres.url("letters"))
        assert outcome.code == 4
        assert f"has the encoding {encoding}; orgdb needs UTF8" in outcome.err


def test_a_pipe_or_a_device_is_not_a_database(
    orgdb: Callable[..., Outcome], tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path(os.devnull)):
        for command in ("init", "info", "upgrade"):
            outcome = orgdb("db", command, db=str(path))
            assert outcome.code == 4
            assert "is not a regular file" in outcome.err


def test_a_path_that_cannot_be_looked_at_gives_a_message(orgdb: Callable[..., Outcome]) -> None:
    for command in (("db", "init"), ("db", "info"), ("seed", "check", "x" * 300)):
        outcome = orgdb(*command, db="x" * 300)
        assert outcome.code == 4
        assert "should not" not in outcome.err
