"""The columns that scripts depend on: these names in this order; more may follow at the end."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Outcome

MEMBERS = (
    "org org_name member member_name member_kind iso3 m49 cow status status_word start end"
    " certainty disputed suspended suspensions joined_by start_basis end_reason notice effective"
    " start_earliest start_latest end_earliest end_latest dataset sources fact"
)
ORGANIZATIONS = (
    "org name kind founded dissolved members known_through hq_city hq_state official_languages"
    " charter charter_signed charter_in_force"
)
STATES = "state name iso2 iso3 m49 cow start end"
OFFICIALS = "body body_kind post person person_name nationality start end acting sources fact"
OFFICES = "org kind city state start end sources fact"
CHARTERS = (
    "org treaty title kind signed signed_city signed_state in_force amends depositary registration"
    " sources fact"
)
PARTIES = (
    "treaty party signed consent consented deposited in_force denounced denounced_effect sources"
    " fact"
)
LANGUAGES = "org language language_name status start end sources fact"
EVENTS = "event kind title start end place state participants topics outcomes sources fact"
CONTRACT = {
    "orgs": ORGANIZATIONS,
    "states": STATES,
    "members EXU": MEMBERS,
    "members EXU --all-time": MEMBERS,
    "members EXL": MEMBERS,
    "memberships XBB": MEMBERS,
    "officials EXU": OFFICIALS,
    "offices": OFFICES,
    "charter EXU": CHARTERS,
    "charter EXU --parties": PARTIES,
    "languages EXU": LANGUAGES,
    "events": EVENTS,
    "why EXU": "fact about source locator stance stated url",
    "report organizations": ORGANIZATIONS,
    "report states": STATES,
    "report members": MEMBERS,
    "report officials": OFFICIALS,
    "report offices": OFFICES,
    "report charters": CHARTERS,
    "report parties": PARTIES,
    "report languages": LANGUAGES,
    "report events": EVENTS,
}
IS_MEMBER = (
    "member org on answer status certainty disputed suspended start end reason dataset"
    " known_through sources fact"
)


def begins_as_agreed(found: list[str], agreed: str) -> bool:
    """Are the first columns the agreed ones, and is none there twice?"""
    names = agreed.split()
    return found[: len(names)] == names and len(set(found)) == len(found)


@pytest.mark.parametrize("command", CONTRACT)
@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_a_header_begins_with_the_agreed_columns(
    command: str, format_: str, orgdb: Callable[..., Outcome]
) -> None:
    answer = orgdb(*command.split(), "-f", format_)
    header = answer.out.split("\n")[0].split("," if format_ == "csv" else "\t")
    assert begins_as_agreed(header, CONTRACT[command])


@pytest.mark.parametrize("command", [name for name in CONTRACT if name != "members EXL"])
def test_json_has_the_columns_of_csv_as_keys(command: str, orgdb: Callable[..., Outcome]) -> None:
    header = next(csv.reader(io.StringIO(orgdb(*command.split(), "-f", "csv").out)))
    rows = json.loads(orgdb(*command.split(), "-f", "json").out)
    lines = orgdb(*command.split(), "-f", "jsonl").out.splitlines()
    assert rows
    assert all(list(row) == header for row in rows)
    assert [json.loads(line) for line in lines] == rows


def test_the_answer_to_one_question_is_one_json_object(orgdb: Callable[..., Outcome]) -> None:
    answer = json.loads(orgdb("is-member", "XBB", "EXU", "--on", "1977", "-f", "json").out)
    assert isinstance(answer, dict)
    assert begins_as_agreed(list(answer), IS_MEMBER)


def test_what_the_database_is_comes_as_one_json_object(orgdb: Callable[..., Outcome]) -> None:
    found = json.loads(orgdb("db", "info", "-f", "json").out)
    assert begins_as_agreed(list(found), "url revision release datasets counts")


def test_csv_cells_are_written_as_agreed(orgdb: Callable[..., Outcome]) -> None:
    text = orgdb("members", "EXU", "--all-time", "--status", "all", "-f", "csv").out
    assert "\r" not in text
    assert not text.startswith("\ufeff")
    rows = {(row["member"], row["start"]): row for row in csv.DictReader(io.StringIO(text))}
    founder, expelled = rows["XAA", "1951-12"], rows["XDD", "1990-10-03"]
    assert founder["end"] == "..", "an end still open"
    assert expelled["end"] == "", "an end that nobody knows"
    assert founder["m49"] == "001", "codes are text"
    assert founder["suspensions"] == "1962-03-02/1964-11;1999/2000 (voting)"
    assert {founder["disputed"], expelled["disputed"]} == {"true", "false"}
    assert expelled["iso3"] == "", "no value is an empty cell"


def test_json_has_lists_truths_and_nothing_as_such(orgdb: Callable[..., Outcome]) -> None:
    rows = json.loads(orgdb("members", "EXU", "--all-time", "-f", "json").out)
    founder = next(row for row in rows if row["member"] == "XAA")
    assert founder["sources"][0] == "charter-1951"
    assert founder["disputed"] is True
    assert founder["notice"] is None


@pytest.mark.parametrize("command", ["members EXL", "languages ALT", "orgs --kind court"])
def test_an_empty_answer_still_has_its_header(command: str, orgdb: Callable[..., Outcome]) -> None:
    assert orgdb(*command.split(), "-f", "csv").out.count("\n") == 1
    assert json.loads(orgdb(*command.split(), "-f", "json").out) == []
    assert orgdb(*command.split(), "-f", "jsonl").out == ""
    empty = orgdb(*command.split())
    assert empty.out == ""
    assert empty.err, "a note says that there is nothing"
