"""`orgdb match`: what was in the file stays as it is; every fault is one clear message."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgdb.importers.spreadsheet import BOM, read_spreadsheet

if TYPE_CHECKING:
    from tests.conftest import Outcome

Run = Callable[..., "Outcome"]
ADDED = "orgdb_key,orgdb_name,orgdb_how,orgdb_candidates"


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str | bytes], str]:
    """Write a file and say where it is."""

    def write(content: str | bytes) -> str:
        path = tmp_path / "in.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


Write = Callable[[str | bytes], str]


def test_columns_are_added_and_no_row_is_dropped(orgdb: Run, file: Write) -> None:
    name = file("id,country\n1,Bétonia\n2,Nowhere\n3,Isle of Cecilia\n4,\n")
    answer = orgdb("match", name, "--column", "country", "--on", "1945")
    assert answer.code == 0
    assert answer.out.splitlines() == [
        f"id,country,{ADDED}",
        "1,Bétonia,XBB,Bétonia,name,",
        "2,Nowhere,,,unknown,",
        "3,Isle of Cecilia,,,ambiguous,XEE;XTT",
        "4,,,,empty,",
    ]
    assert answer.err.splitlines() == [
        "4 rows, 4 different names: 1 rows resolved",
        "1 ambiguous: Isle of Cecilia (1)",
        "1 unknown: Nowhere (1)",
        "1 empty",
    ]


def test_the_column_of_dates_decides_row_by_row(orgdb: Run, file: Write) -> None:
    name = file("cow,year\n903,1980\n903,2000\n903,\n")
    answer = orgdb("match", name, "--column", "cow", "--scheme", "cow", "--on-column", "year")
    assert [line.split(",")[2] for line in answer.out.splitlines()[1:]] == ["XCC", "XDD", ""]
    assert "1 no date: 903 (1)" in answer.err


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_bytes_that_were_there_stay(orgdb: Run, file: Write, delimiter: str, end: str) -> None:
    lines = [
        f'a{delimiter}"country"{delimiter}c',
        f'"1"{delimiter} XAA {delimiter}"x, ""y"" ; z"',
        f'2{delimiter}"Bétonia"{delimiter}"two{end}lines"',
        "",
        f"003{delimiter}XBB{delimiter}=1+1",
    ]
    content = BOM + end.join(lines) + end
    name = file(content)
    target = str(Path(name).with_name("out.csv"))
    answer = orgdb("match", name, "--column", "country", "-f", "csv", "-o", target)
    assert (answer.code, answer.out) == (0, "")
    written = Path(target).read_bytes().decode()
    expected = [
        lines[0] + delimiter + ADDED.replace(",", delimiter),
        lines[1] + delimiter.join(("", "XAA", "Aland-Example", "key", "")),
        lines[2] + delimiter.join(("", "XBB", "Bétonia", "name", "")),
        "",
        lines[4] + delimiter.join(("", "XBB", "Bétonia", "key", "")),
    ]
    assert written == BOM + end.join(expected) + end


def test_a_last_line_without_an_end_and_short_rows_are_kept(orgdb: Run, file: Write) -> None:
    answer = orgdb("match", file("country,a,b\nXAA\nXBB,1"), "--column", "country")
    assert answer.out.splitlines()[1:] == [
        "XAA,,,XAA,Aland-Example,key,",
        "XBB,1,,XBB,Bétonia,key,",
    ]
    assert not answer.out.endswith("\n")


def test_a_single_column_and_a_header_alone_will_do(orgdb: Run, file: Write) -> None:
    assert orgdb("match", file("country\n"), "--column", "country").out == f"country,{ADDED}\n"
    answer = orgdb("match", file("country\nXAA\n"), "--column", "#1")
    assert answer.out.splitlines()[1] == "XAA,XAA,Aland-Example,key,"


def test_json_lines_carry_all_columns(orgdb: Run, file: Write) -> None:
    answer = orgdb("match", file("n,country\n1,XAA\n"), "--column", "Country", "-f", "jsonl")
    assert json.loads(answer.out) == {
        "n": "1",
        "country": "XAA",
        "orgdb_key": "XAA",
        "orgdb_name": "Aland-Example",
        "orgdb_how": "key",
        "orgdb_candidates": [],
    }


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        ("a,b\n1,2\n", 2, "has no column 'country'.\nIt has: a, b."),
        ("country,country\nx,y\n", 2, "Say which by number: #1, #2."),
        ("", 4, "is empty."),
        (BOM, 4, "is empty."),
        ("\n\ncountry\n", 4, "begins with a blank line."),
        ("country,b\nx,1\ny,1,2\n", 4, ":3: this row has 3 cells, the header 2."),
        ("country\nP\u00e9rou\n".encode("latin-1"), 4, ":2: not UTF-8."),
        ("country\nx\n".encode("utf-16-le"), 4, "contains a NUL byte."),
    ],
)
def test_a_fault_is_one_message(
    orgdb: Run, file: Write, content: str | bytes, code: int, message: str
) -> None:
    answer = orgdb("match", file(content), "--column", "country")
    assert (answer.code, answer.out) == (code, "")
    assert message in answer.err


def test_a_missing_file_is_said_so(orgdb: Run, tmp_path: Path) -> None:
    for name, message in (("nowhere.csv", "There is no file"), (".", "cannot be read")):
        answer = orgdb("match", str(tmp_path / name), "--column", "a")
        assert (answer.code, answer.out) == (4, "")
        assert message in answer.err


def test_two_dates_at_once_are_a_wrong_question(orgdb: Run, file: Write) -> None:
    name = file("a,y\nXAA,1990\n")
    both = ("--on", "1990", "--on-column", "y")
    assert orgdb("match", name, "--column", "a", *both).code == 2
    assert orgdb("match", name, "--column", "a", "--on", "soon").code == 2
    assert orgdb("match", name, "--column", "a", "--on-column", "z").code == 2


CELLS = st.text(max_size=8).filter(lambda text: "\0" not in text and text.isprintable())
CELLS |= st.sampled_from(["two\nlines", "two\r\nlines", 'a "quote"', ";", ",", "\t", "", " x "])


@given(
    rows=st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5),
    delimiter=st.sampled_from(",;\t"),
)
@settings(max_examples=150, deadline=None)
def test_any_table_is_read_and_given_back(
    rows: list[list[str]], delimiter: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([["a", "b"], *rows])
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(out.getvalue().encode())
    with read_spreadsheet(path) as table:
        records = list(table.records)
    assert [record.cells for record in records] == rows
    again = table.with_columns(["c"], records, [["x"]] * len(rows))
    assert list(csv.reader(io.StringIO(again, newline=""), delimiter=delimiter)) == [
        ["a", "b", "c"],
        *([*row, "x"] for row in rows),
    ]


def test_several_columns_get_keys_of_their_own_kind_and_name(orgdb: Run, file: Write) -> None:
    name = file("a,b,body,year\nXAA,Bétonia,EXU,1960\n903,XBB,Nobody,2000\n")
    answer = orgdb(
        "match", name, "--state", "a", "--state", "#2", "--org", "body", "--on-column", "year"
    )
    assert answer.code == 0
    lines = answer.out.splitlines()
    parts = ("key", "name", "how", "candidates")
    header = [f"orgdb_{column}_{part}" for column in ("a", "b", "body") for part in parts]
    assert lines[0] == ",".join(["a", "b", "body", "year", *header])
    keys = [lines[0].split(",").index(f"orgdb_{column}_key") for column in ("a", "b", "body")]
    rows = [line.split(",") for line in lines[1:]]
    assert [[row[place] for place in keys] for row in rows] == [
        ["XAA", "XBB", "EXU"],
        ["", "XBB", ""],
    ]
    assert "a: 1 unknown: 903 (1)" in answer.err.splitlines()
    assert "body: 2 rows, 2 different names: 1 rows resolved" in answer.err.splitlines()


def test_a_scheme_of_states_leaves_the_organizations_alone(orgdb: Run, file: Write) -> None:
    name = file("a,body,year\n903,EXU,1980\n")
    answer = orgdb(
        *("match", name, "--state", "a", "--org", "body", "--scheme", "cow"),
        *("--on-column", "year", "--to", "iso3", "-f", "jsonl"),
    )
    row = json.loads(answer.out)
    assert (row["orgdb_a_key"], row["orgdb_body_key"]) == ("XCC", "EXU")
    assert row["orgdb_body_candidates"] == []
    assert "orgdb_a_iso3" in row


def test_columns_of_one_name_are_told_apart_by_their_number(orgdb: Run, file: Write) -> None:
    answer = orgdb("match", file("c,c\nXAA,XBB\n"), "--column", "#1", "--column", "#2")
    assert answer.out.splitlines()[0].startswith("c,c,orgdb_1_key,")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "Name a column: --column, --state or --org."),
        (("--column", "c", "--state", "#1"), "The column '#1' is named twice."),
    ],
)
def test_columns_have_to_be_named_once(
    options: tuple[str, ...], message: str, orgdb: Run, file: Write
) -> None:
    answer = orgdb("match", file("c\nXAA\n"), *options)
    assert (answer.code, message in answer.err) == (2, True)
