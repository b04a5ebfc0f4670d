"""Nothing half done: killed processes, loads side by side, readers during a load, full disks."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from orgdb.db import transaction
from orgdb.db.check import find_damage
from orgdb.db.reader import open_reader
from orgdb.errors import DatabaseError
from orgdb.membership.members import members
from orgdb.parameters import WhoCounts
from orgdb.seed.load import initialize
from tests.conftest import SAMPLE

MOMENTS = int(os.environ.get("ORGDB_KILLS", "12"))
CLI = "import sys; from orgdb.cli.boundary import run; sys.exit(run(sys.argv[1:]))"
LOAD = (
    "import sys; from pathlib import Path; from orgdb.seed.load import initialize;"
    "print('begun', flush=True); initialize(sys.argv[1], folder=Path(sys.argv[2]))"
)


def loading(path: Path) -> subprocess.Popen[str]:
    """A process that loads the invented seed into a file."""
    command = [sys.executable, "-c", LOAD, str(path), str(SAMPLE)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def answers(path: Path) -> list[str]:
    """What the database answers to one question."""
    reader = open_reader(str(path))
    try:
        assert find_damage(reader) == []
        return [row.member for row in members(reader, "EXU", WhoCounts.of(on="1960")).rows]
    finally:
        reader.close()


def rubbish(path: Path) -> list[str]:
    """What lies beside a database besides itself and its lock."""
    return [p.name for p in path.parent.iterdir() if p != path and not p.name.endswith(".lock")]


def test_a_load_killed_at_any_moment_leaves_the_old_answers(sqlite_database: Path) -> None:
    old = answers(sqlite_database)
    chance = random.Random(20261123)  # noqa: S311 (moments, not secrets)
    for _ in range(MOMENTS):
        process = loading(sqlite_database)
        time.sleep(chance.uniform(0, 0.8))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert answers(sqlite_database) == old
    initialize(str(sqlite_database), folder=SAMPLE)
    assert answers(sqlite_database) == old
    assert rubbish(sqlite_database) == []


def test_a_first_load_killed_leaves_no_database_and_the_next_one_succeeds(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    process = loading(path)
    time.sleep(0.3)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    if path.exists():  # the machine was quick: the load was whole
        assert answers(path)
    initialize(str(path), folder=SAMPLE)
    assert answers(path)
    assert rubbish(path) == []


def test_two_loads_at_once_both_succeed(sqlite_database: Path) -> None:
    old = answers(sqlite_database)
    processes = [loading(sqlite_database) for _ in range(2)]
    for process in processes:
        process.communicate(timeout=60)
    assert [process.returncode for process in processes] == [0, 0]
    assert answers(sqlite_database) == old


def test_readers_during_a_load_neither_wait_nor_fail(sqlite_database: Path) -> None:
    process = loading(sqlite_database)
    asked = 0
    while process.poll() is None or asked < 20:
        reader = open_reader(str(sqlite_database))
        assert members(reader, "EXU", WhoCounts.of(on="1960")).rows
        reader.close()
        asked += 1
    process.communicate()
    assert process.returncode == 0


def test_a_failure_in_the_middle_of_a_change_changes_nothing(database: str) -> None:
    with pytest.raises(RuntimeError), transaction.changing(database) as connection:
        connection.exec_driver_sql("DELETE FROM citation")
        raise RuntimeError("in the middle")
    reader = open_reader(database)
    assert reader.rows("SELECT COUNT(*) AS n FROM citation")[0]["n"] > 0
    reader.close()


@pytest.mark.parametrize("size", [0.3, 0.5, 0.9])
def test_a_file_cut_short_is_refused_or_found_damaged(size: float, sqlite_database: Path) -> None:
    content = sqlite_database.read_bytes()
    sqlite_database.write_bytes(content[: int(len(content) * size)])
    with pytest.raises(DatabaseError) as refused:
        reader = open_reader(str(sqlite_database))
        from orgdb.db.check import require_whole

        require_whole(reader)
    assert refused.value.hint


def test_a_page_overwritten_is_found(sqlite_database: Path) -> None:
    content = bytearray(sqlite_database.read_bytes())
    content[8 * 4096 : 9 * 4096] = os.urandom(4096)
    sqlite_database.write_bytes(content)
    with pytest.raises(DatabaseError):
        reader = open_reader(str(sqlite_database))
        from orgdb.db.check import require_whole

        require_whole(reader)


def test_a_foreign_an_empty_and_a_missing_file_are_refused_with_what_to_do(tmp_path: Path) -> None:
    foreign, empty = tmp_path / "foreign.sqlite", tmp_path / "empty.sqlite"
    sqlite3.connect(foreign).execute("CREATE TABLE t (a)").connection.close()
    empty.touch()
    text = tmp_path / "text.sqlite"
    text.write_text("not a database at all, but long enough to be read as one")
    for path in (foreign, empty, text, tmp_path / "missing.sqlite", tmp_path):
        with pytest.raises(DatabaseError) as refused:
            open_reader(str(path))
        assert refused.value.hint, path


@pytest.mark.parametrize(("revision", "word"), [("0001", "upgrade"), ("9999", "newer")])
def test_an_older_and_a_newer_revision_are_told_apart(
    revision: str, word: str, sqlite_database: Path
) -> None:
    with sqlite3.connect(sqlite_database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    with pytest.raises(DatabaseError) as refused:
        open_reader(str(sqlite_database))
    assert word in str(refused.value)


def test_a_disk_without_room_changes_nothing(sqlite_database: Path) -> None:
    old = answers(sqlite_database)
    # A limit on the size of files stands for the end of the disk: writes fail half-way through.
    limited = (
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)); {CLI}"
    )
    command = [sys.executable, "-c", limited, "--db", str(sqlite_database), "db", "upgrade"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("orgdb: ")
    assert answers(sqlite_database) == old
    assert rubbish(sqlite_database) == []


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with room for the invented database, and not for a copy of it."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if os.name != "posix" or shutil.which("mount") is None or os.geteuid() != 0:
        pytest.skip("only root can make a small disk")
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine allows no mounts")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_gives_one_message_and_leaves_no_rubbish(
    full_disk: Path, sqlite_database: Path
) -> None:
    path = full_disk / "orgdb.sqlite"
    (full_disk / "filling").write_bytes(bytes(600_000))
    new = [sys.executable, "-c", CLI, "--db", str(path), "db", "init"]
    done = subprocess.run(new, capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert done.stderr.endswith(
        f"Error: {path} cannot be written (database or disk is full).\n"
        "Free some space, then try again; nothing was changed.\n"
    )
    assert rubbish(path) == ["filling"]
