"""The answers people come for, from the seed of this release, as they are read in a terminal."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

if TYPE_CHECKING:
    from tests.conftest import Outcome

Run = Callable[..., "Outcome"]
TABLES = [
    *("members OAS", "members OAS --all-time --status all", "memberships NIC --all-time"),
    *("officials OAS", "officials Peru", "offices", "languages OAS", "orgs", "states"),
    *("charter OAS", "charter OAS --parties", "events OAS", "why OAS", "why PER"),
    *(
        f"report {name} -f table --limit 4000"
        for name in "members officials sources citations events parties offices charters".split()
    ),
]


@pytest.fixture
def ask(orgdb: Run, real_database: Path) -> Run:
    """Ask the database of this release."""

    def call(line: str) -> Outcome:
        return orgdb(*line.split(), db=str(real_database))

    return call


def column(answer: Outcome, name: str) -> list[str]:
    """One column of an answer in CSV."""
    return [row[name] for row in csv.DictReader(io.StringIO(answer.out))]


@pytest.mark.parametrize("width", [80, 140])
@pytest.mark.parametrize("line", TABLES)
def test_a_table_fits_its_terminal(
    line: str, width: int, ask: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = ask(line).out.splitlines()
    assert len(lines) > 2
    wide = [shown for shown in lines if cell_len(shown) > width]
    # The documents below `why` have addresses, which stay whole, each on a line of its own.
    assert [shown for shown in wide if not re.fullmatch(r" *https?://\S+", shown)] == []
    assert not wide or line.startswith("why")


@pytest.mark.parametrize("line", ["charter OAS", "why OAS --about charter", "languages OAS"])
def test_keys_and_dates_never_break(line: str, ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    cited = column(ask(f"{line} -f csv"), "source" if line.startswith("why") else "sources")
    monkeypatch.setenv("COLUMNS", "80")
    words = set(re.split(r"[\s,]+", ask(line).out))
    # Of many sources a table names the first ones, and how many more there are.
    first = {keys.split(";")[0] for keys in cited}
    assert first <= words
    if "languages" not in line:
        assert {"1948-04-30", "1951-12-13", "1967-02-27", "1997-09-25"} <= words


def test_the_charter_shows_place_and_dates_and_the_article_behind_them(ask: Run) -> None:
    text = ask("charter OAS").out
    charter = text[text.index("Charter of the Organization") : text.index("Protocol")]
    for word in ("1948-04-30, Bogotá", "1951-12-13", "unts-1609-record"):
        assert word in charter


@pytest.mark.parametrize(
    ("on", "count"), [("2021-11-04", 35), ("2024-01-01", 34), ("1950-01-01", 21)]
)
def test_the_oas_has_the_members_it_had(on: str, count: int, ask: Run) -> None:
    answer = ask(f"members OAS --on {on} -f csv")
    assert len(answer.out.splitlines()) == 1 + count
    assert answer.err == f"{count} members on {on}\n"


@pytest.mark.parametrize(
    ("line", "code", "begins"),
    [
        ("is-member HND OAS --on 2010-01-01", 0, "yes: full member since 1948-04-30; suspended"),
        ("is-member HND OAS --on 2010-01-01 --rule participating", 1, "no: suspended"),
        ("is-member Pérou OEA", 0, "yes: full member since 1948-04-30"),
        ("is-member NIC OAS --on 2023-11-18", 0, "yes"),
        ("is-member NIC OAS --on 2023-11-19", 1, "no"),
        ("is-member PER OAS --on 2090", 3, "unknown: the membership list was last checked on"),
        ("is-member SUN OAS --on 1970", 1, "no"),
    ],
)
def test_one_line_answers_and_the_exit_code_repeats_it(
    line: str, code: int, begins: str, ask: Run
) -> None:
    answer = ask(line)
    assert answer.code == code
    assert answer.out.startswith(begins)
    assert answer.out.count("\n") == 1


def test_a_disputed_date_shows_both_sides(ask: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(ask("why OAS --about event -f csv").out)))
    visit = [row for row in rows if row["about"] == "start" and row["value"] == "2021-12-01"]
    assert {row["stance"] for row in visit} == {"supports", "disputes"}
    assert "tdi-2021-11-04, ¶ 1: disputes, 2021-11-04" in ask("why OAS --about event").out


def test_what_a_state_of_the_past_belonged_to_has_to_be_asked_for(
    orgdb: Run, real_database: Path
) -> None:
    answer = orgdb("memberships", "USSR", db=str(real_database))
    assert "SUN ended on 1991-12-25" in answer.err
    assert "orgdb memberships SUN --all-time" in answer.err
    assert "ended on" not in orgdb("memberships", "Peru", db=str(real_database)).err
