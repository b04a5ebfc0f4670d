"""`shared`, `changes`, `timeline` and `cite` as a user meets them."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Outcome

Run = Callable[..., "Outcome"]


def test_shared_answers_as_of_the_last_check_and_says_so(orgdb: Run) -> None:
    found = orgdb("shared", "XAA", "XBB", "--on", "1960")
    assert (found.code, found.err) == (0, "")
    assert re.search(r"EXU +Example Union +1953", found.out)
    assert "No organization is known" in orgdb("shared", "XAA", "XBB").err
    assert "last checked" in orgdb("shared", "XAA", "XBB", "--status", "all").err


@pytest.mark.parametrize(
    "arguments",
    [
        ("shared", "XAA"),
        ("shared",),
        ("shared", "XAA", "Nowhere"),
        ("changes", "EXU", "--from", "1990", "--to", "1980"),
        ("changes", "EXU", "--from", "19-90"),
        ("changes", "EXU", "--from", ""),
        ("timeline",),
        ("timeline", "EXU", "--to", ""),
        ("cite",),
        ("cite", "Nobody"),
    ],
)
def test_a_wrong_question_exits_2_and_says_why(orgdb: Run, arguments: tuple[str, ...]) -> None:
    found = orgdb(*arguments)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("Error: ")


@pytest.mark.parametrize("format_", ["table", "csv", "tsv", "json", "jsonl", "markdown"])
@pytest.mark.parametrize("command", ["shared XAA XBB --on 1960", "changes EXU", "timeline EXU"])
def test_every_format_carries_the_answer(orgdb: Run, command: str, format_: str) -> None:
    found = orgdb(*command.split(), "-f", format_)
    assert found.code == 0
    assert "1953" in found.out


def test_changes_of_no_known_period_are_counted_and_listed_when_asked_for(orgdb: Run) -> None:
    asked = ("changes", "EXU", "--from", "1951", "--to", "1980", "--status", "all", "-f", "csv")
    found, every = orgdb(*asked), orgdb(*asked, "--undated")
    assert "1 more change may or may not lie in this time: list them with --undated" in found.err
    hidden = set(every.out.splitlines()) - set(found.out.splitlines())
    assert [line.split(",")[0] for line in hidden] == ["[..2026-10]"]
    assert "[..2026-10]" in orgdb("changes", "EXU", "--status", "all", "-f", "csv").out


def test_changes_in_csv_has_the_columns_of_the_contract(orgdb: Run) -> None:
    rows = list(csv.DictReader(orgdb("changes", "EXU", "-f", "csv").out.splitlines()))
    left = next(row for row in rows if row["change"] == "left" and row["member"] == "XBB")
    assert (left["date"], left["disputed"], left["certainty"]) == ("1977-06-30", "true", "certain")


def test_nothing_found_is_said_on_stderr(orgdb: Run) -> None:
    for command in ("changes EXU --from 2027", "timeline cy-namesake"):
        found = orgdb(*command.split())
        assert (found.code, found.out) == (0, "")
        assert "known" in found.err


def test_a_timeline_fits_a_terminal_of_80_columns(
    orgdb: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("EXU", "XBB", "ana-example"):
        out = orgdb("timeline", name).out
        assert max(map(len, out.splitlines())) <= 80
        assert "1990" in out


@pytest.mark.parametrize("ending", ["csv", "tsv", "json", "jsonl"])
def test_a_result_file_is_cited_by_its_own_sources(orgdb: Run, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"members.{ending}"
    orgdb("members", "EXU", "--on", "1960", "-f", ending, "-o", str(file))
    rows = json.loads(orgdb("members", "EXU", "--on", "1960", "-f", "json").out)
    expected = {key for row in rows for key in row["sources"]} | {"curated"}
    items = json.loads(orgdb("cite", str(file), "-f", "csl-json").out)
    assert {item["id"] for item in items} == expected


def test_names_facts_and_files_can_be_mixed(orgdb: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("sources\narticle-b\n")
    assert "[article-b]" in orgdb("cite", "ana-example", str(file)).out
    assert "[article-b]" not in orgdb("cite", "ana-example").out


def test_a_source_of_another_release_is_noted(orgdb: Run, tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    file.write_text("sources\narticle-b;long-gone\n")
    found = orgdb("cite", str(file))
    assert "long-gone: no such source" in found.err
    assert "[article-b]" in found.out


def test_a_file_that_is_not_there_or_not_text_exits_4(orgdb: Run, tmp_path: Path) -> None:
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00")
    for name in ("missing.csv", "binary.csv"):
        found = orgdb("cite", str(tmp_path / name))
        assert (found.code, found.out) == (4, "")
        assert name in found.err


def test_a_bibliography_goes_into_a_file(orgdb: Run, tmp_path: Path) -> None:
    file = tmp_path / "exu.bib"
    assert orgdb("cite", "EXU", "-f", "bibtex", "-o", str(file)).out == ""
    assert file.read_text(encoding="utf-8").count("@misc{") == 9
