"""What `--help` says: readable in 80 columns, and every example in it works as it stands."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from orgdb.cli.root import cli
from tests.conftest import SAMPLE

if TYPE_CHECKING:
    from tests.cli.conftest import Process
    from tests.conftest import Outcome

Run = Callable[..., "Outcome"]
SHELL = f"""orgdb() {{ "{sys.executable}" -c "from orgdb.cli import main; main()" "$@"; }}; """
# Examples about data sets and files that this repository does not carry, servers that wait for
# an assistant, and pictures that need an extra.
NEEDS_MORE_DATA = re.compile(
    r"cow-igo|NATO|UN\b|orgdb .*\b(import|datasets remove|compare)\b|orgdb mcp|\.(png|pdf)"
)
# They load the whole seed or write all pages, which takes long, or wait for a browser: the tests of
# first use, of the site and of the web run them. Here it is only seen that they take these options.
SLOW = re.compile(r"db (init|upgrade)$|^orgdb (site|serve)\b")
# Their answer is a change or a file, not lines on stdout.
SILENT = re.compile(r"orgdb (db|--db|seed|export \w)|.* -o ")


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every command."""
    context = click.Context(group, **group.context_settings)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


def examples(path: tuple[str, ...]) -> list[str]:
    """The lines under "Examples:" in the help of a command."""
    command: click.Command | None = cli
    for name in path:
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command, **command.context_settings), name)
    assert command is not None
    _, _, listed = (command.help or "").partition("Examples:\n")
    whole = re.sub(r"\s*\\?\n\s*--", " --", listed)
    return [line.strip() for line in whole.splitlines() if line.strip()]


COMMANDS = sorted(commands(cli))
EXAMPLES = sorted({line for path in COMMANDS for line in examples(path)})


@pytest.fixture(scope="module")
def desk(sqlite_master: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the examples name: a seed, a team's database, a workbook of votes."""
    from openpyxl import Workbook

    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(SAMPLE, folder / "seed")
    shutil.copy(sqlite_master, folder / "team.sqlite")
    votes = Workbook()
    for row in (("state", "body", "date"), ("Peru", "OAS", "1990"), ("Cuba", "OAS", "1970-05-01")):
        votes.active.append(row)
    votes.save(folder / "votes.xlsx")
    return folder


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_describes_the_command_and_gives_examples(
    path: tuple[str, ...], orgdb: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    answer = orgdb(*path, "--help")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"Usage: orgdb {' '.join(path)} ")
    # An example is there to be copied, so it stays on one line whatever its length.
    prose = re.sub(r"Examples:\n.*?\n\n", "", answer.out, flags=re.DOTALL)
    assert max(map(len, prose.splitlines())) <= 80
    described = answer.out.partition("\n\n")[2].partition("Examples:")[0]
    assert len(described.split()) >= 10, "it says what the command does"
    assert described.strip().endswith((".", ":")), described
    assert len(examples(path)) >= 2
    options = answer.out.partition("\nOptions:\n")[2].splitlines()
    bare = [line for line in options if re.fullmatch(r" +-\S+(, --\S+)?( \S+)?", line)]
    for line in bare:
        following = options[options.index(line) + 1]
        assert following.startswith("        "), f"{line.strip()} says nothing"


@pytest.mark.parametrize("line", EXAMPLES)
def test_every_example_works_as_it_stands(
    line: str, desk: Path, environment: dict[str, str], real_database: Path
) -> None:
    if NEEDS_MORE_DATA.search(line):
        pytest.skip("asks about a data set that is not in the seed")
    found = subprocess.run(
        ["bash", "-o", "pipefail", "-c", SHELL + (f"{line} --help" if SLOW.search(line) else line)],
        env={**environment, "ORGDB_URL": str(real_database)},
        cwd=desk,
        capture_output=True,
        timeout=60,
        check=False,
    )
    message = found.stderr.decode()
    assert found.returncode in ({0, 1, 3} if "is-member" in line else {0}), message
    assert "Error" not in message
    if not SILENT.match(line):
        assert len(found.stdout.splitlines()) >= (1 if "is-member" in line else 2), (
            "it is a good one"
        )


def test_the_list_of_commands_is_readable(orgdb: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = orgdb("--help").out
    assert max(map(len, text.splitlines())) <= 80
    assert "..." not in text.partition("Commands:")[2].partition("Names are")[0], "no cut lines"
    for word in ("Names are keys", "Dates are as precise", "Exit codes", "--db URL", "ORGDB_URL"):
        assert word in text
    assert orgdb("-h").out == text


def test_python_dash_m_is_the_same_command() -> None:
    command = [sys.executable, "-m", "orgdb", "--help"]
    found = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert found.returncode == 0
    assert found.stdout.startswith("Usage: orgdb ")


@pytest.mark.parametrize("group", ["db", "seed"])
def test_a_group_without_a_command_lists_its_commands(
    group: str, orgdb: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    answer = orgdb(group)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == orgdb(group, "--help").out
    assert "..." not in answer.err.partition("Commands:")[2]
    assert max(map(len, answer.err.splitlines())) <= 80


def test_nothing_at_all_shows_the_help_and_is_no_question(process: Callable[..., Process]) -> None:
    answer = process(COLUMNS="80")
    assert (answer.returncode, answer.stdout) == (2, b"")
    assert answer.stderr == process("--help", COLUMNS="80").stdout


def test_the_version_is_that_of_the_release(orgdb: Run) -> None:
    from orgdb.version import __version__

    assert orgdb("--version").out == f"orgdb, version {__version__}\n"
