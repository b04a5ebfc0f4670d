"""Changing a database: whole or not at all, and one clear message where it cannot be done."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from orgdb.db import exclusive_file, transaction
from orgdb.db.load_dataset import replace
from orgdb.errors import DatabaseError
from orgdb.seed.load import initialize
from tests.conftest import SAMPLE, Server
from tests.dumps import dump


def delete_citations(url: str) -> None:
    """A small change to a database."""
    with transaction.changing(url) as connection:
        connection.exec_driver_sql("DELETE FROM citation")


def refusal(url: str) -> DatabaseError:
    """What is said when a change is refused."""
    with pytest.raises(DatabaseError) as caught:
        delete_citations(url)
    assert caught.value.hint
    return caught.value


def in_folder(path: Path) -> list[str]:
    """The names of all files beside a file, itself included."""
    return sorted(one.name for one in path.parent.iterdir())


def test_a_change_leaves_the_file_and_nothing_beside_it(sqlite_database: Path) -> None:
    before = in_folder(sqlite_database)
    delete_citations(str(sqlite_database))
    assert in_folder(sqlite_database) == before
    assert dump(str(sqlite_database))["citation"] == []


def test_whatever_stops_a_change_changes_nothing(database: str) -> None:
    before = dump(database)
    for stop in (KeyboardInterrupt, MemoryError, OSError):
        with pytest.raises((stop, DatabaseError)), transaction.changing(database) as connection:
            connection.exec_driver_sql("DELETE FROM citation")
            raise stop
    assert dump(database) == before
    if not database.startswith("postgresql"):
        path = Path(database.removeprefix("sqlite:///"))
        assert in_folder(path) == ["sample.sqlite"]


def test_a_failure_while_the_seed_is_loaded_changes_nothing(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(database)

    def fails(_connection: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("orgdb.seed.load._analyze", fails)
    with pytest.raises((DatabaseError, OSError)):
        initialize(database, folder=SAMPLE)
    assert dump(database) == before


def test_only_what_a_killed_load_left_is_cleared_away(sqlite_database: Path) -> None:
    folder = sqlite_database.parent
    for name in (
        ".sample.sqlite.0123456789abcdef.part",
        ".sample.sqlite.0123456789abcdef.part-wal",
    ):
        (folder / name).write_text("half a database")
    (folder / ".sample.sqlite.lock").touch()
    others = [".other.sqlite.0123456789abcdef.part", ".sample.sqlite.mine.part"]
    for name in others:
        (folder / name).touch()
    (folder / ".sample.sqlite.fedcba9876543210.part").symlink_to(folder / others[0])
    delete_citations(str(sqlite_database))
    assert in_folder(sqlite_database) == [
        others[0],
        ".sample.sqlite.fedcba9876543210.part",
        others[1],
        "sample.sqlite",
    ]


def test_a_link_in_place_of_the_lock_is_refused(sqlite_database: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (sqlite_database.parent / ".sample.sqlite.lock").symlink_to(victim)
    with pytest.raises(DatabaseError, match="is a link"):
        delete_citations(str(sqlite_database))
    assert victim.read_text() == "precious"


def test_a_part_has_a_name_nobody_can_guess_and_only_its_owner_reads_it(
    sqlite_database: Path,
) -> None:
    seen = set()
    for _ in range(3):
        with transaction.changing(str(sqlite_database)):
            (part,) = sqlite_database.parent.glob(".sample.sqlite.*.part")
            assert part.stat().st_mode & 0o777 == 0o600
            seen.add(part.name)
    assert len(seen) == 3


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_and_the_group_of_the_file_stay(sqlite_database: Path) -> None:
    os.chown(sqlite_database, 1234, 2345)
    sqlite_database.chmod(0o2664)
    delete_citations(str(sqlite_database))
    found = sqlite_database.stat()
    assert (found.st_uid, found.st_gid, found.st_mode & 0o7777) == (1234, 2345, 0o2664)


def test_data_of_a_newer_release_are_not_replaced(database: str) -> None:
    with transaction.changing(database) as connection:
        connection.exec_driver_sql("UPDATE dataset SET version = '99.0' WHERE key = 'curated'")
    before = dump(database)
    for again in (True, False):
        with pytest.raises(DatabaseError, match=r"contains the data of orgdb 99\.0"):
            initialize(database, folder=SAMPLE, again=again)
    assert dump(database) == before


def test_of_many_first_uses_at_once_only_one_loads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads = []

    def counted(*arguments: Any) -> None:
        loads.append(1)
        replace(*arguments)

    monkeypatch.setattr("orgdb.seed.load.replace", counted)
    path = tmp_path / "first.sqlite"
    with ThreadPoolExecutor(6) as many:
        for done in [many.submit(initialize, str(path), folder=SAMPLE) for _ in range(6)]:
            done.result()
    assert len(loads) == 1
    assert in_folder(path) == ["first.sqlite"]


@pytest.mark.postgres
def test_on_a_server_too_only_one_loads(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    loads = []

    def counted(*arguments: Any) -> None:
        loads.append(1)
        replace(*arguments)

    monkeypatch.setattr("orgdb.seed.load.replace", counted)
    url = postgres.create("first")
    with ThreadPoolExecutor(3) as many:
        for done in [many.submit(initialize, url, folder=SAMPLE) for _ in range(3)]:
            done.result()
    assert len(loads) == 1


def test_an_upgrade_refuses_a_database_that_has_lost_a_view(database: str) -> None:
    with transaction.changing(database) as connection:
        connection.exec_driver_sql("DROP VIEW purposes")
    with pytest.raises(DatabaseError, match="view purposes"):
        initialize(database, folder=SAMPLE)


def test_a_file_with_a_strange_name_is_changed_as_any_other(
    sqlite_database: Path, tmp_path: Path
) -> None:
    for name in ("a b.sqlite", "what?.db", "100%.db", "[x]*.db", "é🎉.sqlite", "#1;x.db"):
        path = tmp_path / "strange" / name
        path.parent.mkdir(exist_ok=True)
        shutil.copy(sqlite_database, path)
        delete_citations(str(path))
        assert dump(str(path))["citation"] == []
        assert in_folder(path) == [name]
        path.unlink()


def test_a_link_stays_a_link(sqlite_database: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.sqlite"
    link.parent.mkdir()
    link.symlink_to(sqlite_database)
    delete_citations(str(link))
    assert link.is_symlink()
    assert dump(str(sqlite_database))["citation"] == []
    assert in_folder(link) == ["link.sqlite"]


def test_the_permissions_of_the_file_stay(sqlite_database: Path) -> None:
    sqlite_database.chmod(0o664)
    delete_citations(str(sqlite_database))
    assert sqlite_database.stat().st_mode & 0o777 == 0o664


def test_a_new_database_is_made_where_there_is_an_empty_file_or_no_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "empty.sqlite", tmp_path / "new" / "folder" / "db.sqlite"):
        if path.parent == tmp_path:
            path.touch()
        initialize(str(path), folder=SAMPLE)
        assert len(dump(str(path))["organization_description"]) == 4


def test_what_another_program_wrote_ahead_is_kept(sqlite_database: Path) -> None:
    with closing(sqlite3.connect(sqlite_database)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("PRAGMA wal_autocheckpoint = 0")
        other.execute("UPDATE dataset SET citation = 'changed ahead'")
        other.commit()
        copied = [Path(f"{sqlite_database}{end}") for end in ("", "-wal")]
        kept = [path.read_bytes() for path in copied]
    for path, content in zip(copied, kept, strict=True):  # as a killed program leaves them
        path.write_bytes(content)
    delete_citations(str(sqlite_database))
    found = dump(str(sqlite_database))
    assert [dict(row)["citation"] for row in found["dataset"]] == ["changed ahead"]
    assert found["citation"] == []
    assert in_folder(sqlite_database) == ["sample.sqlite"]


@pytest.fixture
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait a minute for what will not come."""
    monkeypatch.setattr(exclusive_file, "LOCK_SECONDS", 0.2)
    monkeypatch.setattr(exclusive_file, "HOLD_SECONDS", 0.2)


@pytest.mark.usefixtures("short_waits")
def test_a_file_that_another_program_writes_to_is_in_use(sqlite_database: Path) -> None:
    before = sqlite_database.read_bytes()
    with closing(sqlite3.connect(sqlite_database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        error = refusal(str(sqlite_database))
    assert error.message == f"{sqlite_database} is in use by another program (database is locked)."
    assert error.hint == "Close it there, or wait until that program is done; then try again."
    assert sqlite_database.read_bytes() == before


@pytest.mark.usefixtures("short_waits")
def test_a_load_that_takes_too_long_is_named(sqlite_database: Path) -> None:
    with FileLock(sqlite_database.with_name(".sample.sqlite.lock")):
        error = refusal(str(sqlite_database))
    assert error.message.startswith(f"{sqlite_database} has been locked by another process for")
    assert error.hint == "Wait until it has finished its load, then try again."


@pytest.mark.postgres
@pytest.mark.usefixtures("short_waits")
def test_a_server_that_another_load_has_locked_is_named(
    postgres: Server, postgres_master: str
) -> None:
    import psycopg

    url = postgres.create("locked", template=postgres_master)
    with psycopg.connect(url) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [transaction.SERVER_LOCK])
        error = refusal(url)
    assert "has been locked by another process for" in error.message


@pytest.mark.postgres
def test_a_server_that_stops_in_the_middle_changes_nothing(
    postgres: Server, postgres_master: str, caplog: pytest.LogCaptureFixture
) -> None:
    url = postgres.create("stopped", template=postgres_master)
    before = dump(url)
    stop = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = 'stopped' AND pid <> pg_backend_pid()"
    )
    with pytest.raises(DatabaseError) as caught, transaction.changing(url) as connection:
        connection.exec_driver_sql("DELETE FROM citation")
        postgres.execute(stop)
        connection.exec_driver_sql("UPDATE fact SET place = %s WHERE id = %s", [("x", 1)] * 500)
    assert "Nothing was changed." in caught.value.hint
    # Of the lost connection the driver says nothing of its own on stderr.
    assert [record for record in caplog.records if record.name.startswith("psycopg")] == []
    assert dump(url) == before


@pytest.mark.postgres
def test_a_role_that_may_not_write_is_told_so(postgres: Server, postgres_master: str) -> None:
    url = postgres.create("guarded", template=postgres_master)
    postgres.execute("DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN")
    error = refusal(url.replace("postgres:@", "guest:@"))
    assert "permission denied for table citation" in error.message
    assert error.hint.endswith("that the role may create tables and write.")


@pytest.mark.postgres
def test_a_database_of_another_program_is_left_alone(postgres: Server) -> None:
    import psycopg

    url = postgres.create("theirs")
    with psycopg.connect(url) as other:
        other.execute("CREATE TABLE event (name text)")
    with pytest.raises(DatabaseError, match="contains a table 'event' that orgdb did not"):
        initialize(url, folder=SAMPLE)
    with psycopg.connect(url) as other:
        other.execute("DROP TABLE event")
        other.execute("CREATE TABLE alembic_version AS SELECT 'ae1027a6acf' AS version_num")
    with pytest.raises(DatabaseError, match="which orgdb never had"):
        initialize(url, folder=SAMPLE)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("only root can mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("free", [0, 0.1, 0.5, 0.8, 0.9])
def test_a_full_disk_changes_nothing(free: float, sqlite_master: Path, small_disk: Path) -> None:
    path, filler = small_disk / "sample.sqlite", small_disk / "filler"
    size = shutil.copyfile(sqlite_master, path).stat().st_size
    filler.write_bytes(b"0" * (4 * 1024 * 1024 - size - int(size * free) // 4096 * 4096 - 4096))
    before = path.read_bytes()
    with pytest.raises(DatabaseError, match=r"cannot be (read or )?written") as caught:
        initialize(str(path), folder=SAMPLE)
    assert re.search("(?i)space", caught.value.hint)
    assert path.read_bytes() == before
    assert in_folder(path) == ["filler", "sample.sqlite"]
    filler.unlink()
    initialize(str(path), folder=SAMPLE)


def test_two_changes_at_once_take_turns(database: str) -> None:
    done: list[str] = []

    def change(name: str) -> None:
        with transaction.changing(database) as connection:
            connection.exec_driver_sql(f"UPDATE dataset SET title = title || ' {name}'")
        done.append(name)

    threads = [threading.Thread(target=change, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    title = dict(dump(database)["dataset"][0])["title"]
    assert sorted(title.split()[-3:]) == sorted(done) == ["a", "b", "c"]
