"""Facts full of markup, formulas and escapes: through the database to every format, inert."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
import sqlite3
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Outcome

Run = Callable[..., "Outcome"]
SAMPLE = Path(__file__).parents[1] / "data" / "seed"
# As a seed file has them, in double quotes: YAML's escapes bring in what an editor would not show.
TEXTS = {
    "formula": r"=cmd|' /C calc'!A0",
    "escape": r"\e[31mred\e]0;owned\a\u009b2J",
    "html": r"<img src=x onerror=alert(1)> &amp; <b>bold</b>",
    "markdown": r"[click](http://example.org) | `x` | **y** _z_",
    "newlines": r"first\nsecond\r\nthird\u2028fourth",
    "quotes": r"\"double\"; 'single', comma\tand tab",
    "sql": r"Robert'); DROP TABLE organization; --",
    "arabic": r"منظمة الأمثلة الدولية",
    "emoji": r"👩‍👩‍👧 and 🇵🇪 and e\u0301",
    "overridden": r"safe\u202Ecod.exe",
    "minus": r"-2+3+cmd",
}
CONTENT = {key: json.loads('"' + re.sub(r"\\e", r"\\u001b", re.sub(r"\\a", r"\\u0007", text)) + '"')
           for key, text in TEXTS.items()}  # fmt: skip
# The seed takes no control characters; a data set that somebody imports may still have them.
REFUSED = ("escape", "newlines", "quotes", "overridden")
DRIVES_A_TERMINAL = [key for key in CONTENT if key in ("escape", "newlines", "overridden")]


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database whose events are called by the texts above."""
    from orgdb.seed.load import initialize

    folder = Path(shutil.copytree(SAMPLE, tmp_path_factory.mktemp("hostile") / "seed"))
    with (folder / "organizations" / "EXU.yml").open("a", encoding="utf-8") as file:
        for year, (key, text) in enumerate(TEXTS.items(), start=1960):
            words = f'"{key if key in REFUSED else text}"'
            file.write(
                f"- {{key: exu-{key}, kind: session, title: {words}, period: {year}/{year},"
                f" city: {words}, state: XAA, participants: [EXU], topics: [{words}],"
                f' cite: "title, start, end, city, topics: scholar p. 1"}}\n'
            )
    path = folder.parent / "hostile.sqlite"
    initialize(str(path), folder=folder)
    with sqlite3.connect(path) as connection:
        for key in REFUSED:
            new = (CONTENT[key], key)
            connection.execute("UPDATE event_description SET title = ? WHERE title = ?", new)
            connection.execute("UPDATE event_description SET city = ? WHERE city = ?", new)
            connection.execute("UPDATE event_topic SET topic = ? WHERE topic = ?", new)
    return str(path)


def found_by_key(rows: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    """The rows of the hostile events by the last part of their keys."""
    named = {row["event"].removeprefix("exu-"): row for row in rows}
    return {key: named[key] for key in TEXTS}


def controls(text: str) -> set[str]:
    """What a terminal could take for a command."""
    return {c for c in text if unicodedata.category(c) == "Cc"} - {"\n", "\t"}


@pytest.mark.parametrize(("format_", "delimiter"), [("csv", ","), ("tsv", "\t")])
@pytest.mark.parametrize("command", ["events EXU", "report events"])
def test_csv_is_inert_and_the_rest_comes_back_letter_by_letter(
    command: str, format_: str, delimiter: str, orgdb: Run, hostile: str
) -> None:
    text = orgdb(*command.split(), "-f", format_, db=hostile).out
    rows = found_by_key(list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)))
    assert not controls(text)
    for key, row in rows.items():
        for column in ("title", "place", "topics"):
            if key in ("formula", "minus"):
                assert row[column] == f"'{CONTENT[key]}"
            elif key not in DRIVES_A_TERMINAL:
                assert row[column] == CONTENT[key]
        assert row["start"].isdigit()
        assert row["event"] == f"exu-{key}", "keys are as they are"


@pytest.mark.parametrize(("format_", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_raw_csv_has_the_data_as_they_are(
    format_: str, delimiter: str, orgdb: Run, hostile: str, tmp_path: Path
) -> None:
    path = tmp_path / f"events.{format_}"
    assert orgdb("events", "EXU", "-f", format_, "--raw", "-o", str(path), db=hostile).code == 0
    with path.open(newline="", encoding="utf-8") as file:
        rows = found_by_key(list(csv.DictReader(file, delimiter=delimiter)))
    assert {key: row["title"] for key, row in rows.items()} == CONTENT


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_json_comes_back_letter_by_letter(format_: str, orgdb: Run, hostile: str) -> None:
    text = orgdb("events", "EXU", "-f", format_, db=hostile).out
    rows = json.loads(text) if format_ == "json" else [json.loads(t) for t in text.splitlines()]
    assert {key: row["title"] for key, row in found_by_key(rows).items()} == CONTENT
    assert not controls(text)
    assert "منظمة" in text, "letters are not escaped"


def test_markdown_has_one_row_for_each_event_and_no_markup(orgdb: Run, hostile: str) -> None:
    text = orgdb("events", "EXU", "-f", "markdown", db=hostile).out
    rows = text.splitlines()
    assert len(rows) == 2 + 2 + len(TEXTS), "header, rule, the two of the sample, the hostile ones"
    assert not re.search(r"<(?!br>)|(?<!\\)[`*\[]", text)
    shown = html.unescape(re.sub(r"\\(.)", r"\1", text))
    for key in set(TEXTS) - set(DRIVES_A_TERMINAL) - {"quotes"}:
        assert CONTENT[key] in shown, key


@pytest.mark.parametrize("width", ["60", "80", "140", "500"])
@pytest.mark.parametrize("command", ["events EXU", "report events -f table", "why EXU", "show EXU"])
def test_tables_and_pages_drive_no_terminal(
    command: str, width: str, orgdb: Run, hostile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    answer = orgdb(*command.split(), db=hostile)
    assert answer.code == 0
    assert not controls(answer.out)
    assert not set("\u202e\u2028\t") & set(answer.out)
    if width == "500":
        assert "منظمة الأمثلة الدولية" in answer.out
        assert "👩‍👩‍👧 and 🇵🇪 and e\u0301" in answer.out


@pytest.mark.parametrize("name", [text for text in CONTENT.values() if not text.startswith("-")])
@pytest.mark.parametrize("command", ["members", "is-member XAA"])
def test_a_question_about_such_a_name_is_refused_inertly(
    command: str, name: str, orgdb: Run, hostile: str
) -> None:
    answer = orgdb(*command.split(), name, db=hostile)
    assert (answer.code, answer.out) == (2, "")
    assert not controls(answer.err)
    assert "\u202e" not in answer.err


@pytest.mark.parametrize("key", [key for key in CONTENT if key != "minus"])
@pytest.mark.parametrize("command", ["show", "why"])
def test_an_event_of_such_a_title_is_found_by_it_and_shown_inertly(
    command: str, key: str, orgdb: Run, hostile: str
) -> None:
    answer = orgdb(command, CONTENT[key], db=hostile)
    # Titles that the seed refuses came in behind its back, so nothing is found by them.
    assert (answer.code, answer.out == "") == ((2, True) if key in REFUSED else (0, False))
    assert not controls(answer.out + answer.err)
    assert "\u202e" not in answer.out + answer.err
