"""The first question on a machine, in processes of its own: one line, then never again."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from orgdb.version import __version__

if TYPE_CHECKING:
    from tests.cli.conftest import Process

Run = Callable[..., "Process"]


@pytest.fixture
def default_file(tmp_path: Path, real_database: Path) -> Path:
    """The default database, as an earlier question has left it."""
    path = tmp_path / "data" / "orgdb" / "orgdb.sqlite"
    path.parent.mkdir(parents=True)
    return Path(shutil.copy(real_database, path))


def test_the_first_question_makes_the_database_and_answers(process: Run, tmp_path: Path) -> None:
    path = tmp_path / "data" / "orgdb" / "orgdb.sqlite"
    first = process("members", "OAS", "-f", "csv")
    assert first.returncode == 0
    assert first.stdout.startswith(b"org,org_name,member,")
    created, as_of = first.stderr.decode().splitlines()
    assert created == f"orgdb: first use, creating the database {path}"
    assert "when the membership list was last checked" in as_of
    made = path.stat().st_mtime_ns
    second = process("members", "OAS", "-f", "csv")
    assert second.stdout == first.stdout
    assert second.stderr.decode().splitlines() == [as_of]
    assert path.stat().st_mtime_ns == made
    rubbish = [p.name for p in path.parent.iterdir() if p != path and p.suffix != ".lock"]
    assert rubbish == []


def test_a_new_release_brings_the_default_file_up_to_date(process: Run, default_file: Path) -> None:
    with sqlite3.connect(default_file) as connection:
        connection.execute("UPDATE dataset SET version = '0.0.9' WHERE key = 'curated'")
        connection.execute("UPDATE name SET name = 'Old' WHERE name LIKE 'Organization%'")
    found = process("orgs", "--kind", "intergovernmental")
    assert found.returncode == 0
    assert b"Organization of American States" in found.stdout
    line = found.stderr.decode().splitlines()[0]
    assert line == f"orgdb: bringing {default_file} to release {__version__}"
    assert b"bringing" not in process("orgs").stderr


@pytest.mark.parametrize("named", ["option", "variable", "path"])
def test_a_named_database_is_asked_and_no_default_one_made(
    named: str, process: Run, sqlite_master: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{sqlite_master}"
    if named == "option":
        found = process("--db", url, "orgs", "-f", "csv", ORGDB_URL="elsewhere.sqlite")
    elif named == "variable":
        found = process("orgs", "-f", "csv", ORGDB_URL=url)
    else:
        found = process("--db", str(sqlite_master), "orgs", "-f", "csv")
    assert found.returncode == 0
    assert b"Example Union" in found.stdout
    assert not (tmp_path / "data").exists()


def test_a_data_folder_that_cannot_be_made_is_said_so(process: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder\n")
    found = process("members", "OAS", XDG_DATA_HOME=str(tmp_path / "file"))
    assert (found.returncode, found.stdout) == (4, b"")
    message = found.stderr.decode()
    assert "Error: " in message
    assert "--db" in message, "the message says what to do"
    assert "should not" not in message


@pytest.mark.parametrize("content", [b"", b"not a database at all, but a text\n"])
def test_a_default_file_that_is_no_database_is_left_alone(
    content: bytes, process: Run, tmp_path: Path
) -> None:
    path = tmp_path / "data" / "orgdb" / "orgdb.sqlite"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    found = process("members", "OAS")
    assert (found.returncode, found.stdout) == (4, b"")
    assert str(path) in found.stderr.decode()
    assert path.read_bytes() == content


def test_python_asks_the_same_database(
    process: Run, default_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import orgdb

    monkeypatch.setenv("XDG_DATA_HOME", str(default_file.parents[1]))
    with orgdb.open() as database:
        assert database.url == f"sqlite:///{default_file}"
        rows = database.members("OAS", on="2021-11-04")
    assert len(rows) == 35
    found = process("members", "OAS", "--on", "2021-11-04", "-f", "csv")
    assert len(found.stdout.splitlines()) == 1 + 35


def test_the_database_can_be_made_upgraded_and_checked_by_hand(
    process: Run, tmp_path: Path
) -> None:
    made = process("--db", "team.sqlite", "db", "init")
    assert made.returncode == 0
    assert made.stderr.decode().splitlines() == [
        "orgdb: creating team.sqlite",
        "orgdb: team.sqlite is ready",
    ]
    again = process("--db", "team.sqlite", "db", "upgrade")
    assert again.returncode == 0
    assert again.stderr.decode().splitlines() == [
        "orgdb: bringing team.sqlite up to date",
        "orgdb: team.sqlite is up to date",
    ]
    assert process("--db", "team.sqlite", "db", "check").returncode == 0
    assert not (tmp_path / "data").exists()
