"""`orgdb search`: its columns, formats and exit codes, and what it does not load."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Outcome

Run = Callable[..., "Outcome"]
COLUMNS = ["kind", "key", "name", "matched", "score"]


def test_the_columns_are_those_of_the_contract(orgdb: Run) -> None:
    answer = orgdb("search", "betonia", "-f", "csv")
    rows = list(csv.reader(io.StringIO(answer.out)))
    assert (answer.code, rows[0]) == (0, COLUMNS)
    assert rows[1][:4] == ["state", "XBB", "Bétonia", "Bétonia"]
    assert list(json.loads(orgdb("search", "betonia", "-f", "json").out)[0]) == COLUMNS


def test_words_need_no_quotes(orgdb: Run) -> None:
    quoted = orgdb("search", "Example Union", "-f", "csv").out
    assert orgdb("search", "Example", "Union", "-f", "csv").out == quoted


def test_nothing_found_is_said_on_stderr_and_no_failure(orgdb: Run) -> None:
    answer = orgdb("search", "zzzzzz")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "No results for 'zzzzzz'.\n"
    assert orgdb("search", "zzzzzz", "-f", "csv").out == ",".join(COLUMNS) + "\n"


def test_a_limit_says_that_there_is_more(orgdb: Run) -> None:
    answer = orgdb("search", "cecilia", "--limit", "2", "-f", "csv")
    assert len(answer.out.splitlines()) == 3
    assert "the best 2; more with --limit" in answer.err
    assert "more" not in orgdb("search", "cecilia", "-f", "csv").err


@pytest.mark.parametrize(
    "arguments", [[], ["?!"], ["x", "--kind", "planet"], ["x", "--limit", "-1"], ["x", "-f", "pdf"]]
)
def test_wrong_questions_exit_with_2(orgdb: Run, arguments: list[str]) -> None:
    answer = orgdb("search", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err


def test_formulas_come_out_inert(orgdb: Run) -> None:
    answer = orgdb("search", "=1+1 as a purpose", "-f", "csv")
    assert "'=1+1 as a purpose" in answer.out
    raw = orgdb("search", "=1+1 as a purpose", "-f", "csv", "--raw")
    assert ",=1+1 as a purpose" in raw.out


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Carta Democrática", "inter-american-democratic-charter"),
        ("almagro", "luis-almagro"),
        ("Bogota", "oas-charter"),
    ],
)
def test_the_issue_s_own_searches_find_what_they_should(
    orgdb: Run, real_database: Path, text: str, key: str
) -> None:
    answer = orgdb("search", text, "-f", "csv", db=str(real_database))
    assert key in "".join(answer.out.splitlines()[1:6])


def test_an_exact_search_loads_neither_rapidfuzz_nor_sqlalchemy(sqlite_master: Path) -> None:
    script = (
        "import sys\n"
        "from orgdb.cli.boundary import run\n"
        f"run(['--db', {str(sqlite_master)!r}, 'search', 'betonia', '-f', 'csv'])\n"
        "heavy = {'rapidfuzz', 'sqlalchemy', 'alembic', 'yaml', 'rich'} & set(sys.modules)\n"
        "sys.exit(','.join(sorted(heavy)) or 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"XBB" in done.stdout
