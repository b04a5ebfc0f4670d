"""Which database a question goes to, and when the default one is made or brought up to date."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import platformdirs
import pytest

from orgdb.db.location import chosen_url, default_url, is_older, open_database
from orgdb.errors import DatabaseError
from orgdb.version import HEAD_REVISION, __version__


class Maker:
    """Stands in for loading the seed, which takes seconds: copies a database that is there."""

    def __init__(self, master: Path) -> None:
        self.master = master
        self.reasons: list[str] = []

    def __call__(self, url: str, reason: str) -> None:
        self.reasons.append(reason)
        path = Path(url.removeprefix("sqlite:///"))
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.master, path)


@pytest.fixture
def make(sqlite_master: Path) -> Maker:
    return Maker(sqlite_master)


def default_path() -> Path:
    return Path(default_url().removeprefix("sqlite:///"))


def change(path: Path, sql: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(sql)
    connection.close()


@pytest.mark.parametrize(
    "variables",
    [
        {"XDG_DATA_HOME": "/somewhere/data", "HOME": "/home/ana"},
        {"XDG_DATA_HOME": "", "HOME": "/home/ana"},
        {"HOME": "/home/ana"},
        {"HOME": "/"},
        {"XDG_DATA_HOME": "relative/data", "HOME": "/home/ana"},
        {"XDG_DATA_HOME": "/with/slash/", "HOME": "/home/ana"},
        {"XDG_DATA_HOME": "/with space/ünï", "HOME": "/home/ana"},
        {"XDG_DATA_HOME": " ", "HOME": "/home/ana"},
        {"XDG_DATA_HOME": "~/data", "HOME": "/home/ana"},
    ],
)
def test_the_default_file_is_where_the_platform_keeps_data(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_DATA_HOME")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    folder = Path(platformdirs.user_data_dir("orgdb", appauthor=False))
    assert default_path() == folder / "orgdb.sqlite"


def test_the_option_wins_over_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORGDB_URL", "from-variable.sqlite")
    assert chosen_url("from-option.sqlite") == "from-option.sqlite"
    assert chosen_url(None) == "from-variable.sqlite"


def test_an_empty_variable_is_none_but_an_empty_option_is_a_mistake(
    monkeypatch: pytest.MonkeyPatch, make: Maker
) -> None:
    monkeypatch.setenv("ORGDB_URL", "")
    assert chosen_url(None) is None
    with pytest.raises(DatabaseError, match="names no file"):
        open_database("", make)
    assert not make.reasons


def test_the_first_question_makes_the_file_and_the_second_finds_it(make: Maker) -> None:
    for _ in range(2):
        open_database(None, make).close()
    assert [reason.split(",")[0] for reason in make.reasons] == ["first use"]
    assert default_path().exists()


def test_an_outdated_default_file_is_brought_up_to_date_once(make: Maker) -> None:
    open_database(None, make).close()
    change(default_path(), "UPDATE dataset SET version = '0.0.9' WHERE key = 'curated'")
    for _ in range(2):
        open_database(None, make).close()
    assert [reason.split(" ")[0] for reason in make.reasons] == ["first", "bringing"]
    assert make.reasons[1].endswith(f"to release {__version__}")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE alembic_version SET version_num = '0001'",
        "DELETE FROM dataset WHERE key = 'curated'",
        "UPDATE dataset SET version = '' WHERE key = 'curated'",
    ],
)
def test_older_tables_or_a_load_cut_short_are_made_good(sql: str, make: Maker) -> None:
    open_database(None, make).close()
    change(default_path(), sql)
    open_database(None, make).close()
    assert len(make.reasons) == 2


def test_a_later_release_with_the_same_tables_is_used_and_left(make: Maker) -> None:
    open_database(None, make).close()
    change(default_path(), "UPDATE dataset SET version = '99.0.0' WHERE key = 'curated'")
    before = default_path().read_bytes()
    open_database(None, make).close()
    assert len(make.reasons) == 1
    assert default_path().read_bytes() == before


def test_later_tables_are_refused_and_left(make: Maker) -> None:
    open_database(None, make).close()
    change(default_path(), "UPDATE alembic_version SET version_num = '9999'")
    before = default_path().read_bytes()
    with pytest.raises(DatabaseError, match=f"newer orgdb .*{HEAD_REVISION}") as refused:
        open_database(None, make)
    assert "pip install --upgrade orgdb-igo" in refused.value.hint
    assert default_path().read_bytes() == before


@pytest.mark.parametrize("by_variable", [False, True])
@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("UPDATE alembic_version SET version_num = '0001'", "is at revision 0001"),
        ("UPDATE alembic_version SET version_num = '9999'", "newer orgdb"),
    ],
)
def test_a_named_database_of_another_revision_is_refused_and_left(
    sql: str,
    message: str,
    by_variable: bool,
    sqlite_database: Path,
    make: Maker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    change(sqlite_database, sql)
    before = sqlite_database.read_bytes()
    if by_variable:
        monkeypatch.setenv("ORGDB_URL", str(sqlite_database))
    with pytest.raises(DatabaseError, match=message):
        open_database(None if by_variable else str(sqlite_database), make)
    assert not make.reasons
    assert sqlite_database.read_bytes() == before
    assert not default_path().exists()


def test_a_named_database_of_an_older_release_answers_as_it_is(
    sqlite_database: Path, make: Maker
) -> None:
    change(sqlite_database, "UPDATE dataset SET version = '0.0.9' WHERE key = 'curated'")
    before = sqlite_database.read_bytes()
    reader = open_database(f"sqlite:///{sqlite_database}", make)
    assert reader.rows("SELECT COUNT(*) AS n FROM organizations") == [{"n": 4}]
    reader.close()
    assert not make.reasons
    assert sqlite_database.read_bytes() == before


@pytest.mark.parametrize(
    ("release", "than", "older"),
    [
        ("0.1.0", "0.2.0", True),
        ("0.9.0", "0.10.0", True),
        ("0.10.0", "0.9.0", False),
        ("1.0.0", "1.0.0", False),
        ("", "0.1.0", True),
        ("1.0.0", "1.0.1", True),
        ("2.0.0", "1.9.9", False),
    ],
)
def test_releases_are_compared_number_by_number(release: str, than: str, older: bool) -> None:
    assert is_older(release, than) is older
