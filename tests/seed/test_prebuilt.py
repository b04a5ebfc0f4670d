"""The ready-made database: copied where nothing is lost, loaded where something would be."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from orgdb.errors import DatabaseError
from orgdb.seed import prebuilt
from orgdb.seed.load import initialize

Statement = str


@pytest.fixture
def ready(sqlite_master: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented seed's database, in the place of the one that travels in a wheel."""
    monkeypatch.setattr("orgdb.resources.package_data", lambda _name: sqlite_master)
    return sqlite_master


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The databases that were loaded, not copied."""
    found: list[str] = []
    monkeypatch.setattr("orgdb.seed.load.initialize", lambda url, *_rest: found.append(url))
    return found


def change(path: Path, *statements: Statement) -> Path:
    """Change a file by plain SQL."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)
    return path


def test_a_new_file_is_a_copy(ready: Path, loads: list[str], tmp_path: Path) -> None:
    path = tmp_path / "folder" / "new.sqlite"
    prebuilt.make_database(str(path))
    assert path.read_bytes() == ready.read_bytes()
    assert not loads
    assert [found.name for found in path.parent.iterdir()] == ["new.sqlite"]


def test_curated_facts_of_an_older_release_are_replaced(
    ready: Path, loads: list[str], sqlite_database: Path
) -> None:
    change(sqlite_database, "UPDATE dataset SET version = '0.0.9'")
    prebuilt.make_database(str(sqlite_database))
    assert sqlite_database.read_bytes() == ready.read_bytes()
    assert not loads


def test_a_file_that_is_current_stays_untouched(
    ready: Path, loads: list[str], sqlite_database: Path
) -> None:
    before = sqlite_database.stat().st_ino
    prebuilt.make_database(str(sqlite_database), again=False)
    assert sqlite_database.stat().st_ino == before
    prebuilt.make_database(str(sqlite_database), again=True)
    assert sqlite_database.stat().st_ino != before
    assert not loads


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dataset SET key = 'cow-igo-3'",
        "UPDATE dataset SET version = '99.0.0'",
        "CREATE TABLE notes (text TEXT)",
        "CREATE VIEW mine AS SELECT 1 AS one",
        "DROP TABLE dataset",
    ],
)
def test_a_file_with_more_than_curated_facts_is_loaded(
    statement: Statement, ready: Path, loads: list[str], sqlite_database: Path
) -> None:
    before = change(sqlite_database, statement).read_bytes()
    prebuilt.make_database(str(sqlite_database))
    assert loads == [str(sqlite_database)]
    assert sqlite_database.read_bytes() == before


def test_files_of_ones_own_are_loaded(ready: Path, sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.sqlite"
    prebuilt.make_database(str(path), folder=sample)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT COUNT(*) FROM dataset").fetchone() == (1,)


def test_a_checkout_makes_it_once(
    sample: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    loaded: list[str] = []

    def counted(url: str, *rest: object, **options: object) -> None:
        loaded.append(url)
        initialize(url, folder=sample)

    monkeypatch.setattr("orgdb.seed.load.initialize", counted)
    monkeypatch.setattr(prebuilt, "cache_folder", lambda: tmp_path / "cache")
    for name in ("one", "two"):
        prebuilt.make_database(str(tmp_path / f"{name}.sqlite"))
    assert len(loaded) == 1
    assert loaded[0].startswith(str(tmp_path / "cache"))
    assert (tmp_path / "one.sqlite").read_bytes() == (tmp_path / "two.sqlite").read_bytes()


def test_a_checkout_without_a_cache_folder_loads(
    sample: Path, loads: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder\n")
    monkeypatch.setattr(prebuilt, "cache_folder", lambda: tmp_path / "file" / "cache")
    prebuilt.make_database(str(tmp_path / "one.sqlite"))
    assert loads == [str(tmp_path / "one.sqlite")]


def test_a_damaged_one_says_what_to_do(
    tmp_path: Path, sqlite_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(sqlite_database.read_bytes()[:5000])
    monkeypatch.setattr("orgdb.resources.package_data", lambda _name: damaged)
    with pytest.raises(DatabaseError) as caught:
        prebuilt.make_database(str(shutil.copy(sqlite_database, tmp_path / "x.sqlite")))
    assert "force-reinstall" in caught.value.hint


def test_old_databases_of_checkouts_are_forgotten(
    sample: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    for number in range(prebuilt.KEPT + 2):
        (cache / f"{number}.sqlite").touch()
    made: Callable[..., None] = lambda url, *_rest, **_options: Path(url).touch()  # noqa: E731
    monkeypatch.setattr("orgdb.seed.load.initialize", made)
    monkeypatch.setattr(prebuilt, "cache_folder", lambda: cache)
    prebuilt.make_database(str(tmp_path / "one.sqlite"))
    assert len(list(cache.iterdir())) == prebuilt.KEPT
