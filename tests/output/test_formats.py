"""Rows as text: every format gives back what it was given; nothing in it runs, drives or lies."""

from __future__ import annotations

import csv
import dataclasses
import html
import io
import json
import re
import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from orgdb.output import formats
from orgdb.output.formats import FREE_TEXT, Table, printable, render
from orgdb.output.table import drawn
from orgdb.reports.named import REPORTS

texts = st.text(max_size=40)
NASTY = [
    '=HYPERLINK("http://example.org")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "＝1+1",
    "\t=1",
    "\r=1",
    "\n=1",
    "\x1b[31mred\x1b]0;title\x07",
    "\x9b31m",
    "<script>alert(1)</script> & co",
    "| a | b |\n| --- | --- |",
    "[link](http://example.org) ![image](x) `code` *a* _b_ ~c~ $d$ \\",
    "one\r\ntwo\nthree\u2028four\u2029five\x85six",
    "a;b,c\t\"d\"'e'",
    "سيسيليا עברית",
    "👩‍👩‍👧 🎉 é e\u0301 日本",
    "user\u202etxt.exe",
    "'; DROP TABLE organization; --",
]


@dataclass(frozen=True, slots=True)
class Row:
    """A row with a column of each sort."""

    org: str
    name: str
    topics: tuple[str, ...]
    start: str
    members: int | None
    acting: bool


def row(name: str, topics: tuple[str, ...] = ()) -> Row:
    """A row about this text."""
    return Row("EXU", name, topics, "1951-12", 3, True)


def parsed(text: str, delimiter: str) -> list[list[str]]:
    """What a CSV reader finds."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def controls(text: str) -> set[str]:
    """The characters that a terminal could take for a command."""
    return {c for c in text if unicodedata.category(c) == "Cc"} - {"\n", "\t"}


def nasty(name: str) -> pytest.MarkDecorator:
    """A test for each of the texts above."""
    return pytest.mark.parametrize(name, NASTY)


@pytest.mark.parametrize(("format_", "delimiter"), [("csv", ","), ("tsv", "\t")])
@given(name=texts | st.sampled_from(NASTY), topics=st.lists(texts, max_size=3))
def test_raw_cells_come_back_letter_by_letter(
    format_: str, delimiter: str, name: str, topics: list[str]
) -> None:
    text = render([row(name, tuple(topics))], Row, format_, raw=True)
    header, cells = parsed(text, delimiter)
    assert header == ["org", "name", "topics", "start", "members", "acting"]
    assert cells == ["EXU", name, ";".join(topics), "1951-12", "3", "true"]


@pytest.mark.parametrize(("format_", "delimiter"), [("csv", ","), ("tsv", "\t")])
@given(name=texts | st.sampled_from(NASTY))
def test_cells_are_the_text_unless_a_spreadsheet_or_terminal_would_run_it(
    format_: str, delimiter: str, name: str
) -> None:
    text = render([row(name)], Row, format_)
    cell = parsed(text, delimiter)[1][1]
    assert not cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"))
    assert not controls(text)
    if not name.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\n")):
        if all(c in "\n\t" or c.isprintable() for c in name):
            assert cell == name
    elif name.isprintable():
        assert cell == f"'{name}"


def test_keys_dates_and_numbers_are_never_changed() -> None:
    odd = Row("-KEY", "-1", (), "=1951", -5, False)
    assert parsed(render([odd], Row, "csv"), ",")[1] == ["-KEY", "'-1", "", "=1951", "-5", "false"]


@given(name=texts | st.sampled_from(NASTY), topics=st.lists(texts, max_size=3))
def test_json_gives_back_every_letter_and_drives_no_terminal(name: str, topics: list[str]) -> None:
    rows = [row(name, tuple(topics))] * 2
    wanted = {"org": "EXU", "name": name, "topics": topics, "start": "1951-12"}
    whole, lines = render(rows, Row, "json"), render(rows, Row, "jsonl")
    assert json.loads(whole) == [{**wanted, "members": 3, "acting": True}] * 2
    assert [json.loads(line) for line in lines.splitlines()] == json.loads(whole)
    assert not controls(whole)
    assert "\u202e" not in whole


@given(name=texts | st.sampled_from(NASTY))
def test_a_markdown_row_stays_one_row_and_says_what_the_text_says(name: str) -> None:
    text = render([row(name)] * 2, Row, "markdown")
    lines = text.splitlines()
    assert len(lines) == 4
    cells = [cell.strip(" ") for cell in re.split(r"(?<!\\)(?:\\\\)*\|", lines[2])]
    assert len(cells) == 8
    assert not re.search(r"<(?!br>)", lines[2])
    shown = re.sub(r"\\([\\`*_\[\]|~$])", r"\1", lines[2].replace("<br>", "\n"))
    wanted = printable(name.replace("\r\n", "\n"))
    assert html.unescape(shown).startswith(f"| EXU | {wanted} |")


@nasty("name")
def test_a_table_row_is_one_line_that_drives_nothing(name: str) -> None:
    text = render([row(name)], Row, "table", width=400)
    assert len(text.splitlines()) == 3
    assert not controls(text)
    assert not any(c in text for c in "\u202e\u2028\u2029")


@given(
    names=st.lists(
        st.text(st.characters(categories=["L", "N", "Zs", "So"]), max_size=60), min_size=1
    ),
    width=st.integers(30, 120),
)
def test_a_table_keeps_to_its_width_and_loses_no_word(names: list[str], width: int) -> None:
    rows = [row(name) for name in names]
    text = drawn(rows, Table("org name start acting:1").named(Row), width)
    assert max(map(cell_len, text.splitlines())) <= width
    letters = re.sub(r"\s", "", "".join(names))
    column = re.sub(r"\s|EXU|1951-12|yes", "", "\n".join(text.splitlines()[2:]))
    assert column == re.sub(r"EXU|1951-12|yes", "", letters)


def test_columns_go_by_rank_and_empty_ones_always() -> None:
    rows = [Row("EXU", "Example Union of some length", ("a",), "1951-12", None, False)]
    columns = Table("org name members:0 topics:1 start:2 acting:3").named(Row)
    headings = {width: drawn(rows, columns, width).split("\n")[0].split() for width in (80, 44, 38)}
    assert headings == {
        80: ["org", "name", "topics", "start"],
        44: ["org", "name", "topics"],
        38: ["org", "name"],
    }


def test_rows_stand_under_the_heading_they_share() -> None:
    rows = [row("one"), row("two"), Row("ALT", "three", (), "1960", 1, False)]
    lines = drawn(rows, Table("org name").named(Row), 40, group="org").splitlines()
    assert lines == ["  name", "───────", "EXU", "  one", "  two", "ALT", "  three"]


def test_wide_letters_do_not_push_the_next_column() -> None:
    rows = [row("日本"), row("e\u0301"), row("🎉"), row("abcd")]
    lines = drawn(rows, Table("name start").named(Row), 40).splitlines()
    assert {cell_len(line[: line.rindex("1951")]) for line in lines[2:]} == {6}


@pytest.mark.parametrize("name", REPORTS)
def test_every_column_of_text_is_guarded_or_known_to_hold_no_free_text(name: str) -> None:
    never_free = set(
        """org member member_kind iso2 iso3 m49 cow status start end certainty disputed suspended
        suspensions joined_by start_basis end_reason notice effective start_earliest start_latest
        end_earliest end_latest dataset sources fact kind founded dissolved members known_through
        hq_state official_languages charter charter_signed charter_in_force parent state sovereign
        body body_kind person nationality treaty signed signed_state in_force amends adopted
        party consent consented deposited denounced denounced_effect language event participants
        source date url lang quality about stance fact_kind state1 state2 cow1 cow2""".split()
    )
    texts = {
        field.name
        for field in dataclasses.fields(REPORTS[name].row_type)
        if not str(field.type).startswith(("bool", "int"))
    }
    assert texts <= never_free | FREE_TEXT, "decide whether the new column holds free text"
    assert not never_free & FREE_TEXT


@pytest.mark.parametrize("count", [0, 1, 4, 5])
def test_json_written_in_portions_is_one_array(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "PORTION", 2)
    rows = [row("],\n[", ("a\nb", str(number))) for number in range(count)]
    whole = [dataclasses.asdict(one) for one in rows]
    assert render(rows, Row, "json") == json.dumps(whole, indent=2) + "\n"
