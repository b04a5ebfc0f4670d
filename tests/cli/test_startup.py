"""What a question imports: without a clock, the surest sign that it starts in no time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

# Runs one command as the console script does, and then says on a descriptor what was imported.
LISTED = """
import os, sys
from orgdb.cli.boundary import run
code = run(sys.argv[1:])
os.write(int(os.environ["LIST"]), "\\n".join(sys.modules).encode())
sys.exit(code)
"""
BARE = "import click, sys; print(*sys.modules)"
HEAVY = {
    *("sqlalchemy", "alembic", "psycopg", "yaml", "rapidfuzz", "platformdirs", "filelock"),
    *("pathlib", "json", "csv", "html", "importlib.metadata", "shutil", "tempfile", "datetime"),
    *(
        "decimal",
        "logging",
        "email",
        "http",
        "asyncio",
        "unittest",
        "orgdb.models",
        "orgdb.db.load_dataset",
    ),
    *(
        "orgdb.seed",
        "orgdb.db.transaction",
        "orgdb.db.migrate",
        "orgdb.db.engine",
        "orgdb.resources",
    ),
}


def imported(database: Path, environment: dict[str, str], *arguments: str) -> set[str]:
    """The modules that a question has imported beyond the interpreter's own and those of click."""
    with (database.parent / "modules.txt").open("w+b") as modules:
        descriptor = modules.fileno()
        subprocess.run(
            [sys.executable, "-c", LISTED, *arguments],
            env={**environment, "ORGDB_URL": str(database), "LIST": str(descriptor)},
            pass_fds=[descriptor],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        modules.seek(0)
        found = set(modules.read().decode().splitlines())
    bare = subprocess.run([sys.executable, "-c", BARE], capture_output=True, check=True)
    return found - set(bare.stdout.decode().split())


@pytest.fixture
def database(sqlite_database: Path) -> Path:
    return sqlite_database


@pytest.mark.parametrize(
    "question",
    [
        "is-member XAA EXU --on 1962",
        "is-member XBB EXU",
        "members EXU -f csv",
        "members EXU",
        "memberships XBB",
        "officials EXU -f tsv",
        "offices",
        "charter EXU",
        "events EXU -f csv",
        "why EXU -f csv",
        "orgs",
        "states",
        "report members -f csv",
    ],
)
def test_a_question_imports_nothing_heavy(
    question: str, database: Path, environment: dict[str, str]
) -> None:
    found = imported(database, environment, *question.split())
    assert "orgdb.db.reader" in found, "the question was asked"
    assert not found & HEAVY


def test_a_question_imports_no_other_command(database: Path, environment: dict[str, str]) -> None:
    found = imported(database, environment, "is-member", "XAA", "EXU")
    commands = {name for name in found if name.startswith("orgdb.cli.")}
    assert commands == {
        f"orgdb.cli.{name}"
        for name in (
            *("boundary", "columns", "is_member", "options", "output", "output_options"),
            *("parameter_types", "root", "session"),
        )
    }
    assert (
        not {"orgdb.output.table", "orgdb.output.page", "rich", "orgdb.organizations.profile"}
        & found
    )


def test_json_is_imported_for_json_only(database: Path, environment: dict[str, str]) -> None:
    found = imported(database, environment, "is-member", "XAA", "EXU", "-f", "json")
    assert "json.encoder" in found
    assert not {name for name in found & HEAVY if not name.startswith("json")}


def test_help_opens_no_database_and_imports_no_command(
    database: Path, environment: dict[str, str]
) -> None:
    found = imported(database, environment, "--help")
    assert not {"sqlite3", "orgdb.db.reader", "orgdb.cli.belonging"} & found


def test_rich_is_imported_for_pages_and_odd_letters_only(
    database: Path, environment: dict[str, str]
) -> None:
    assert "rich" in imported(database, environment, "show", "EXU")
    assert "rich" not in imported(database, environment, "states", "--kind", "territory")
