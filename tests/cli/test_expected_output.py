"""What each command prints, kept as files in tests/data/expected and compared letter by letter.

A file is a list of commands (`$ orgdb …`), each with its stdout as it is, its stderr with `! `
before each line, and its exit code unless that is 0. To add a command, write its line. To have the
files say what commands print now, and then to read what has changed:

    REWRITE_EXPECTED=1 pytest tests/cli/test_expected_output.py; git diff tests/data/expected
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Outcome

FOLDER = Path(__file__).parents[1] / "data" / "expected"
FILES = sorted(path.stem for path in FOLDER.glob("*.txt"))
SAME_ON_BOTH_ENGINES = [
    name for name in FILES if name not in ("seed", "errors-of-databases", "errors-of-questions")
]
# What changes from load to load, or from release to release.
CHANGING = (
    (r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", "TIME"),
    (r'("?)(revision|release|version|checksum)(\1:? +"?)[0-9a-f.]{4,}', r"\1\2\3…"),
    (r"(curated )\d+\.\d+\.\d+", r"\1…"),
    (r"(sqlite|postgresql)://[^\s\"]+", "DATABASE"),
    (r"(?<=database  )\S+", "DATABASE"),
    (r"revision \d{4}", "revision …"),
    (r"(knows|needs) (revisions up to )?\d{4}", r"\1 \2…"),
)


def commands_of(name: str) -> list[str]:
    """The commands in an expected file."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]


@pytest.fixture
def transcript(
    orgdb: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, str], str]:
    """Run one command line on a database; what it prints, as an expected file has it."""

    def run(line: str, database: str) -> str:
        words = shlex.split(line)
        columns = words.pop(0).removeprefix("COLUMNS=") if "=" in words[0] else "100"
        monkeypatch.setenv("COLUMNS", columns)
        result = orgdb(*words[1:], db=database)
        text = result.out if result.out.endswith("\n") or not result.out else f"{result.out}\\\n"
        text += "".join(f"! {note}\n" for note in result.err.splitlines())
        text = text.replace(database, "DATABASE")
        for pattern, word in CHANGING:
            text = re.sub(pattern, word, text)
        return text + (f"[exit {result.code}]\n" if result.code else "")

    return run


@pytest.fixture
def files(sample: Path, sqlite_database: Path, tmp_path: Path) -> Path:
    """A folder with a sound database and with everything that is none."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.sqlite").touch()
    (tmp_path / "text.txt").write_text("Aland-Example,XAA\n")
    shutil.copy(sqlite_database, tmp_path / "database.sqlite")
    with sqlite3.connect(tmp_path / "foreign.sqlite") as foreign:
        foreign.execute("CREATE TABLE bookmarks (url)")
    for name, sql in (
        ("older", "UPDATE alembic_version SET version_num = '0001'"),
        ("newer", "UPDATE alembic_version SET version_num = '9999'"),
        ("broken", "DELETE FROM citation"),
    ):
        shutil.copy(sqlite_database, tmp_path / f"{name}.sqlite")
        with sqlite3.connect(tmp_path / f"{name}.sqlite") as changed:
            changed.execute(sql)
    shutil.copytree(sample, tmp_path / "faulty")
    with (tmp_path / "faulty" / "people.yml").open("a", encoding="utf-8") as people:
        people.write('- {key: di-uncited, name: Di Uncited, cite: "name: nobody-1999 p. 1"}\n')
    shutil.copytree(sample, tmp_path / "untidy")
    with (tmp_path / "untidy" / "people.yml").open("a", encoding="utf-8") as people:
        people.write('- {name: Di Tidy, key: di-tidy, cite: "name: scholar p. 1"}\n')
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_commands_print_what_is_expected(
    name: str,
    transcript: Callable[[str, str], str],
    files: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(files)
    path = FOLDER / f"{name}.txt"
    expected = path.read_text(encoding="utf-8")
    title = expected.partition("\n")[0]
    blocks = [f"$ {line}\n{transcript(line, 'sample.sqlite')}" for line in commands_of(name)]
    found = "\n".join([f"{title}\n", *blocks])
    if os.environ.get("REWRITE_EXPECTED"):
        path.write_text(found, encoding="utf-8")
    assert found == expected


@pytest.mark.postgres
@pytest.mark.parametrize("name", SAME_ON_BOTH_ENGINES)
def test_postgresql_and_sqlite_print_the_same(
    name: str,
    transcript: Callable[[str, str], str],
    sqlite_master: Path,
    postgres_url: str,
) -> None:
    for line in commands_of(name):
        assert transcript(line, postgres_url) == transcript(line, str(sqlite_master)), line


def test_no_table_is_wider_than_its_terminal() -> None:
    for name in FILES:
        text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
        for block in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, *lines = block.splitlines()
            if width := re.match(r"COLUMNS=(\d+)", command):
                for line in lines:
                    assert line.startswith("! ") or len(line) <= int(width[1]), (command, line)


@pytest.mark.parametrize("name", ["errors-of-questions", "errors-of-databases"])
def test_what_fails_says_so_on_stderr_alone(name: str) -> None:
    code = {"errors-of-questions": "[exit 2]", "errors-of-databases": "[exit 4]"}[name]
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    for block in text.split("\n$ ")[1:]:
        command, *lines = block.strip().splitlines()
        assert lines[-1] == code, command
        assert all(line.startswith("!") for line in lines[:-1]), command
        assert not any("should not" in line or "Traceback" in line for line in lines), command
