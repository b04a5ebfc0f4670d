"""Real processes: pipes get no colours and break without a word; a terminal gets its width."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Process

ENTRY = "from orgdb.cli import main; main()"
SHELL = f'''orgdb() {{ "{sys.executable}" -c "{ENTRY}" "$@"; }}; set -o pipefail; '''
QUESTIONS = ["members EXU", "charter EXU", "why EXU", "show EXU", "is-member XAA EXU"]


@pytest.fixture
def shell(
    environment: dict[str, str], sqlite_master: Path, tmp_path: Path
) -> Callable[..., Process]:
    """Run a line of bash in which `orgdb` asks the invented seed."""

    def call(line: str) -> Process:
        return subprocess.run(
            ["bash", "-c", SHELL + line],
            env={**environment, "ORGDB_URL": str(sqlite_master)},
            cwd=tmp_path,
            capture_output=True,
            timeout=60,
            check=False,
        )

    return call


@pytest.fixture
def terminal(
    environment: dict[str, str], sqlite_master: Path, tmp_path: Path
) -> Callable[..., tuple[int, str]]:
    """Run `orgdb …` on a terminal of some width; its exit code and what the terminal received."""

    def call(*arguments: str, width: int = 80, **variables: str) -> tuple[int, str]:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
        process = subprocess.Popen(
            [sys.executable, "-c", ENTRY, *arguments],
            env={**environment, "ORGDB_URL": str(sqlite_master), "PAGER": "cat", **variables},
            cwd=tmp_path,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        received = b""
        try:
            while chunk := os.read(ours, 65536):
                received += chunk
        except OSError:
            pass  # Linux says so when the other end has closed
        os.close(ours)
        return process.wait(60), received.decode().replace("\r\n", "\n")

    return call


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_pipe_gets_no_escape_codes(question: str, shell: Callable[..., Process]) -> None:
    found = shell(f"orgdb {question}")
    assert found.returncode == 0
    assert found.stdout
    assert b"\x1b" not in found.stdout + found.stderr


def test_a_reader_that_has_seen_enough_is_no_error(shell: Callable[..., Process]) -> None:
    found = shell("orgdb report citations -f json 2>&1 | head -1")
    assert (found.returncode, found.stdout, found.stderr) == (0, b"[\n", b"")


def test_a_pipe_closed_at_once_is_no_error(shell: Callable[..., Process]) -> None:
    found = shell("{ orgdb states -f csv; echo $? >code; } | true; cat code")
    assert (found.stdout, found.stderr) == (b"0\n", b"")


def test_the_exit_code_answers_even_if_nobody_reads(shell: Callable[..., Process]) -> None:
    line = "{ orgdb is-member XCC EXU; echo $? >code; } | true; cat code"
    assert shell(line).stdout == b"1\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_full_disk_behind_stdout_is_said_once(
    question: str, shell: Callable[..., Process]
) -> None:
    found = shell(f"orgdb {question} >/dev/full")
    assert found.returncode == 4
    message = found.stderr.decode()
    assert message.startswith("Error: The answer cannot be written to stdout: No space left")
    assert len(message.splitlines()) == 2


def test_closed_streams_do_no_harm(shell: Callable[..., Process]) -> None:
    assert shell("orgdb members EXU >&-").returncode == 0
    assert shell("orgdb is-member XCC EXU 2>&-").returncode == 1
    quiet = shell("orgdb members EXU -f csv 2>/dev/full")
    assert (quiet.returncode, quiet.stdout[:4]) == (0, b"org,")


def test_a_terminal_shows_the_heading_in_bold(terminal: Callable[..., tuple[int, str]]) -> None:
    code, text = terminal("members", "EXU")
    assert code == 0
    assert "\x1b[1mmember" in text


@pytest.mark.parametrize("variable", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
@pytest.mark.parametrize("question", QUESTIONS)
def test_who_wants_no_colours_gets_none(
    question: str, variable: dict[str, str], terminal: Callable[..., tuple[int, str]]
) -> None:
    code, text = terminal(*question.split(), **variable)
    assert code == 0
    assert "\x1b" not in text


@pytest.mark.parametrize("question", ["members EXU", "charter EXU", "why EXU", "show EXU"])
def test_a_file_written_from_a_terminal_has_no_colours(
    question: str, terminal: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    assert terminal(*question.split(), "-o", "answer.txt")[0] == 0
    text = (tmp_path / "answer.txt").read_text(encoding="utf-8")
    assert "\x1b" not in text
    assert "\x1b" in terminal(*question.split())[1], "although the terminal has some"


def test_what_is_longer_than_the_terminal_goes_through_the_pager(
    terminal: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\necho paged\ncat\n")
    pager.chmod(0o755)
    long, short = ("why", "EXU"), ("members", "EXU")
    code, text = terminal(*long, PAGER=str(pager))
    assert (code, text.splitlines()[0]) == (0, "paged")
    assert text.partition("\n")[2] == terminal(*long)[1], "nothing is lost, nor its colours"
    for arguments in (short, ("--no-pager", *long), (*long, "--no-pager"), (*long, "-o", "a.txt")):
        assert "paged" not in terminal(*arguments, PAGER=str(pager))[1]


@pytest.mark.parametrize("width", [60, 80, 140])
def test_a_table_is_as_wide_as_its_terminal(
    width: int, terminal: Callable[..., tuple[int, str]]
) -> None:
    _, text = terminal("charter", "EXU", width=width, NO_COLOR="1")
    assert max(map(len, text.splitlines())) <= width
    assert "1951-12-13" in text, "dates do not break"


def test_columns_says_how_wide_a_table_is_anywhere(
    terminal: Callable[..., tuple[int, str]], process: Callable[..., Process], sqlite_master: Path
) -> None:
    _, text = terminal("members", "EXU", width=140, COLUMNS="70", NO_COLOR="1")
    piped = process("members", "EXU", ORGDB_URL=str(sqlite_master), COLUMNS="70").stdout.decode()
    assert piped in text
    assert max(map(len, piped.splitlines())) <= 70


def test_in_a_pipe_a_table_stays_below_120_columns(
    process: Callable[..., Process], sqlite_master: Path
) -> None:
    lines = process("members", "EXU", ORGDB_URL=str(sqlite_master)).stdout.decode().splitlines()
    assert 80 < max(map(len, lines)) < 120
    begun = [line for line in lines if not line.startswith(" ")]
    assert len(begun) == 2 + 2, "heading, rule and the two members; what is longer is wrapped"


@pytest.mark.parametrize("columns", ["", "0", "-5", "wide", "1"])
def test_a_strange_width_still_gives_a_table(
    columns: str, process: Callable[..., Process], sqlite_master: Path
) -> None:
    found = process("charter", "EXU", ORGDB_URL=str(sqlite_master), COLUMNS=columns)
    assert found.returncode == 0
    assert b"1951-12-13" in found.stdout
