"""What the documents print is what the program prints: commands, Python and SQL as they stand."""

from __future__ import annotations

import io
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from orgdb.cli.reference import reference

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MODEL = (ROOT / "docs" / "data-model.md").read_text(encoding="utf-8")
PYTHON = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
REFERENCE = ROOT / "docs" / "cli.md"


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def console(text: str) -> list[tuple[str, str]]:
    """Each command of the console blocks, and what it is said to print."""
    parts = [part for block in blocks(text, "console") for part in block.split("$ ")[1:]]
    return [(part.partition("\n")[0], part.partition("\n")[2].strip("\n")) for part in parts]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database of the seed of this release, and `orgdb` to call from a shell."""
    from orgdb.seed.prebuilt import make_database

    folder = tmp_path_factory.mktemp("docs")
    make_database(str(folder / "orgdb.sqlite"))
    program = folder / "orgdb"
    entry = "from orgdb.cli import main; main()"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{entry}" "$@"\n')
    program.chmod(0o755)
    return folder


def shell(line: str, real: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a line as a reader would type it."""
    return subprocess.run(
        ["/bin/sh", "-c", line],
        env={
            **{name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ},
            "PATH": f"{real}:{os.environ['PATH']}",
            "ORGDB_URL": str(real / "orgdb.sqlite"),
            "HOME": str(cwd),
            "LC_ALL": "C.UTF-8",
        },
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_page_of_commands_is_what_the_help_says() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    assert text == reference(), "Run: python -m orgdb.cli.reference > docs/cli.md"


@pytest.mark.parametrize(("line", "expected"), console(README + MODEL))
def test_a_console_example_prints_what_the_document_says(
    line: str, expected: str, real: Path, tmp_path: Path
) -> None:
    assert shell(line, real, tmp_path).stdout.strip("\n") == expected


def test_the_readme_has_console_examples() -> None:
    assert len(console(README)) >= 3


@pytest.mark.parametrize("code", blocks(README + MODEL + PYTHON, "python"))
def test_a_python_example_runs(code: str, real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORGDB_URL", str(real / "orgdb.sqlite"))
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})  # noqa: S102 (it is our own example)
    assert printed.getvalue().strip()


QUERIES = [sql for sql in blocks(README + MODEL, "sql") if sql.startswith("SELECT")]


@pytest.mark.parametrize("sql", QUERIES)
def test_an_sql_example_answers(sql: str, real: Path) -> None:
    with sqlite3.connect(real / "orgdb.sqlite") as connection:
        assert connection.execute(sql).fetchall()


def test_links_between_the_documents_lead_somewhere() -> None:
    for document in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        text = document.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name}: {target}"


DOCUMENTS = (
    ROOT / "README.md",
    ROOT / "SECURITY.md",
    ROOT / "seed/README.md",
    *(ROOT / "docs").glob("*.md"),
)
OWN_FOLDERS = (
    "orgdb/",
    "tests/",
    "docs/",
    "benchmarks/",
    "fuzzing/",
    "migrations/",
    "seed/",
    ".ci/",
)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_a_document_names_exist(document: Path) -> None:
    named = re.findall(r"`([\w./-]+/[\w./-]*)`", document.read_text(encoding="utf-8"))
    ours = (name for name in named if name.startswith(OWN_FOLDERS) or name.endswith(".py"))
    gone = [n for n in ours if not (ROOT / n).exists() and not (ROOT / "orgdb" / n).exists()]
    assert not gone
