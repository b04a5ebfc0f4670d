"""Questions and databases that the expected files cannot show: real ambiguities, bytes, servers."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Process
    from tests.conftest import Outcome

Run = Callable[..., "Outcome"]
ENTRY = "from orgdb.cli import main; main()"


@pytest.mark.parametrize(
    ("name", "candidates"), [("Korea", ("KOR", "PRK")), ("Congo", ("COD", "COG"))]
)
@pytest.mark.parametrize("command", ["is-member {} UN", "memberships {}", "show {}", "events {}"])
def test_an_ambiguous_name_lists_its_candidates(
    name: str, candidates: tuple[str, ...], command: str, orgdb: Run, real_database: Path
) -> None:
    answer = orgdb(*command.format(name).split(), db=str(real_database))
    assert (answer.code, answer.out) == (2, "")
    assert f"'{name}' is ambiguous" in answer.err
    assert all(f"  {key}  " in answer.err for key in candidates)


def test_of_two_meanings_the_only_one_ever_on_the_list_is_taken_and_said(
    orgdb: Run, real_database: Path
) -> None:
    answer = orgdb("is-member", "Korea", "OAS", db=str(real_database))
    assert answer.code == 1
    assert answer.out.startswith("no: an observer")
    assert "Korea is taken for KOR: PRK was never on the list of OAS" in answer.out + answer.err


@pytest.mark.parametrize(
    ("name", "nearest"), [("Perú", None), ("Pery", "PER"), ("Hondura", "HND"), ("Nicaraga", "NIC")]
)
def test_an_unknown_name_suggests_the_nearest(
    name: str, nearest: str | None, orgdb: Run, real_database: Path
) -> None:
    answer = orgdb("is-member", name, "OAS", db=str(real_database))
    assert answer.code == (2 if nearest else 0)
    assert nearest is None or f"Did you mean {nearest} " in answer.err


def test_a_server_that_is_not_there_is_said_so(orgdb: Run) -> None:
    url = "postgresql://reader:secret@127.0.0.1:1/orgdb"
    answer = orgdb("members", "EXU", db=url)
    assert (answer.code, answer.out) == (4, "")
    assert "127.0.0.1" in answer.err
    assert "secret" not in answer.err, "a password is never shown"
    assert "Check the URL" in answer.err


@pytest.mark.parametrize(
    "arguments", [[b"members", b"\xff\xfe"], [b"members", b"OAS", b"--on", b"\xe9"]]
)
def test_arguments_that_are_no_utf8_are_a_wrong_question(
    arguments: list[bytes], environment: dict[str, str], sqlite_master: Path
) -> None:
    found = subprocess.run(
        [sys.executable, "-c", ENTRY, "--db", str(sqlite_master), *arguments],
        env=environment,
        capture_output=True,
        check=False,
    )
    assert (found.returncode, found.stdout) == (2, b"")
    assert b"not text in UTF-8" in found.stderr


def test_a_file_whose_name_is_no_utf8_is_a_file_all_the_same(
    environment: dict[str, str], sqlite_master: Path, tmp_path: Path
) -> None:
    output = os.fsencode(tmp_path) + b"/m\xe9mbers.csv"
    command = [
        sys.executable,
        "-c",
        ENTRY,
        "--db",
        str(sqlite_master),
        "members",
        "EXU",
        "-f",
        "csv",
    ]
    found = subprocess.run(
        [*command, "-o", output], env=environment, capture_output=True, check=False
    )
    assert found.returncode == 0, found.stderr
    assert Path(os.fsdecode(output)).read_text().startswith("org,org_name,")


@pytest.mark.parametrize("language", ["C", "C.UTF-8", "POSIX"])
def test_any_language_setting_gets_the_same_bytes(
    language: str, process: Callable[..., Process], sqlite_master: Path
) -> None:
    found = process("events", "EXU", ORGDB_URL=str(sqlite_master), LC_ALL=language, COLUMNS="90")
    assert found.returncode == 0
    assert "Visit to Bétonia 🎉" in found.stdout.decode("utf-8")


def test_a_stderr_of_another_encoding_still_gets_its_message(
    process: Callable[..., Process], sqlite_master: Path
) -> None:
    variables = {"ORGDB_URL": str(sqlite_master), "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    found = process("members", "Bétonie", **variables)
    assert found.returncode == 2
    assert b"No organization found for" in found.stderr


@pytest.mark.parametrize("damage", ["cut", "overwritten", "emptied"])
def test_a_damaged_file_is_said_to_be_damaged(
    damage: str, orgdb: Run, sqlite_master: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(sqlite_master, tmp_path / "damaged.sqlite"))
    content = bytearray(path.read_bytes())
    if damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "overwritten":
        content[4096:-4096] = b"\x7f" * (len(content) - 8192)
        path.write_bytes(content)
    else:
        with sqlite3.connect(path) as connection:
            connection.execute("DELETE FROM alembic_version")
    answer = orgdb("members", "EXU", db=str(path))
    assert (answer.code, answer.out) == (4, "")
    assert len(answer.err.splitlines()) == 2, "what is wrong, and what to do"
    assert "should not" not in answer.err
