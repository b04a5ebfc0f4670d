"""`ask`, `enrich` and `match`: what was in a table stays, answers are those of single questions."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from orgdb.batch.questions import Questions
from orgdb.batch.remembering import Remembering
from orgdb.db.reader import Reader, open_reader
from orgdb.membership.is_member import is_member
from orgdb.parameters import WhoCounts
from tests.conftest import Outcome

TABLE = (
    'who;what;when;note\nXAA;EXU;1960;"a ""b"""\n\nNobody;EXU;1960;\nXBB;EXU;;x\nXBB;EXU;1980;x\n'
)


@pytest.fixture(scope="module")
def sample_reader(sqlite_master: Path) -> Iterator[Reader]:
    opened = open_reader(f"sqlite:///{sqlite_master}")
    yield opened
    opened.close()


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


ASK = ("--member", "who", "--org", "what", "--on", "when")


def test_answers_are_those_of_single_questions(sample_reader: Reader) -> None:
    chance = random.Random(11)  # noqa: S311 (a fixed sequence is wanted)
    states = [row["state"] for row in sample_reader.rows("SELECT state FROM states")]
    bodies = [row["org"] for row in sample_reader.rows("SELECT org FROM rosters")]
    questions = Questions(sample_reader)
    for _ in range(200):
        one, other = chance.choice(states), chance.choice(bodies)
        day = f"{chance.randint(1940, 2030)}-{chance.randint(1, 12):02}"
        asked = questions.ask(one, other, day).answer
        assert asked == is_member(sample_reader, one, other, WhoCounts.of(day))


def test_a_remembering_reader_forgets_and_hands_out_copies(sample_reader: Reader) -> None:
    reader = Remembering(sample_reader, kept=1)
    sql = "SELECT state FROM states WHERE state = :key"
    reader.rows(sql, {"key": "XAA"})[0].clear()
    assert reader.rows(sql, {"key": "XAA"}) == [{"state": "XAA"}]
    reader.rows(sql, {"key": "XBB"})
    assert len(reader._known) == 1


def test_ask_adds_columns_and_leaves_the_rest(table: str, orgdb: Callable[..., Outcome]) -> None:
    answer = orgdb("ask", table, *ASK)
    before, after = TABLE.splitlines(), answer.out.splitlines()
    assert all(new.startswith(old) for old, new in zip(before, after, strict=True))
    rows = rows_of(answer.out)
    assert [row["orgdb_answer"] for row in rows][:3] == ["yes", "", ""]
    assert rows[0]["orgdb_sources"]
    assert "Nobody" in rows[1]["orgdb_reason"]
    assert rows[2]["orgdb_reason"] == "no date"
    assert "2 without an answer" in answer.err


def test_a_name_and_a_date_can_stand_for_every_row(
    table: str, orgdb: Callable[..., Outcome]
) -> None:
    answer = orgdb("ask", table, "--member", "who", "--org", "Example Union", "--on", "1960")
    assert [row["orgdb_org"] for row in rows_of(answer.out)] == ["EXU", "", "EXU", "EXU"]
    assert "is taken for every row" in answer.err


@pytest.mark.parametrize(
    "options",
    [
        ("--member", "whoo", "--org", "what", "--on", "when"),
        ("--member", "who", "--org", "what", "--on", "year"),
    ],
)
def test_a_column_that_is_not_there_is_refused(
    table: str, options: tuple[str, ...], orgdb: Callable[..., Outcome]
) -> None:
    answer = orgdb("ask", table, *options)
    assert (answer.code, answer.out) == (2, "")
    assert "It has: who, what, when, note." in answer.err


@pytest.mark.parametrize(
    "command",
    [
        ("ask", *ASK),
        ("enrich", "--state", "who", "--date", "when", "--add", "EXU,ALT"),
        ("match", "--column", "who", "--to", "iso3,cow"),
    ],
)
@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx"])
def test_a_second_run_on_its_own_output_changes_nothing(
    table: str, tmp_path: Path, command: tuple[str, ...], ending: str, orgdb: Callable[..., Outcome]
) -> None:
    if ending == "xlsx":
        pytest.importorskip("openpyxl", reason="needs the extra excel")
    first, second = tmp_path / f"first.{ending}", tmp_path / f"second.{ending}"
    name, *options = command
    assert orgdb(name, table, *options, "-o", str(first)).code == 0
    assert orgdb(name, str(first), *options, "-o", str(second)).code == 0
    if ending == "xlsx":
        texts = [orgdb(name, str(path), *options, "-f", "jsonl").out for path in (first, second)]
        assert texts[0] == texts[1] != ""
    else:
        assert first.read_bytes() == second.read_bytes()


def test_enrich_keeps_unknown_apart_and_says_why_there_is_no_answer(
    table: str, orgdb: Callable[..., Outcome]
) -> None:
    add = ("--state", "who", "--date", "when", "--add", "EXU,ALT", "--words", "1,0,NA")
    answer = orgdb("enrich", table, *add)
    rows = rows_of(answer.out)
    assert rows[0]["orgdb_EXU"] == "1"
    assert {row["orgdb_ALT"] for row in rows} <= {"1", "0", "NA", ""}
    assert "NA" in {row["orgdb_ALT"] for row in rows}
    assert [bool(row["orgdb_trouble"]) for row in rows] == [False, True, True, False]
    assert rows[0]["orgdb_state"] == "XAA"


def test_a_workbook_needs_a_file(table: str, orgdb: Callable[..., Outcome]) -> None:
    answer = orgdb("ask", table, *ASK, "-f", "xlsx")
    assert answer.code == 2
    assert "-o result.xlsx" in answer.err


def test_a_sheet_that_is_not_there_is_named(
    table: str, tmp_path: Path, orgdb: Callable[..., Outcome]
) -> None:
    pytest.importorskip("openpyxl", reason="needs the extra excel")
    book = tmp_path / "book.xlsx"
    orgdb("ask", table, *ASK, "-o", str(book))
    answer = orgdb("ask", str(book), *ASK, "--sheet", "other")
    assert answer.code == 2
    assert "It has: orgdb." in answer.err


def test_what_is_no_workbook_is_refused(tmp_path: Path, orgdb: Callable[..., Outcome]) -> None:
    pytest.importorskip("openpyxl", reason="needs the extra excel")
    path = tmp_path / "not.xlsx"
    path.write_text("no workbook", encoding="utf-8")
    answer = orgdb("ask", str(path), *ASK)
    assert answer.code == 4
    assert "cannot be read as a workbook" in answer.err


def test_codes_are_those_of_the_date(tmp_path: Path, orgdb: Callable[..., Outcome]) -> None:
    path = tmp_path / "m.csv"
    path.write_text("who\nXAA\nNobody\n", encoding="utf-8")
    answer = orgdb("match", str(path), "--column", "who", "--to", "iso3,cow")
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    assert rows[0].keys() >= {"orgdb_iso3", "orgdb_cow"}
    assert rows[1]["orgdb_iso3"] == ""
    refused = orgdb("match", str(path), "--column", "who", "--to", "iso9")
    assert (refused.code, refused.out) == (2, "")
