"""Reports: one tidy table each, whole or narrowed, the same as the question it is of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from orgdb.db.reader import Reader, open_reader
from orgdb.errors import DateError, QuestionError
from orgdb.membership.every_membership import all_members
from orgdb.membership.members import members
from orgdb.organizations.events import events
from orgdb.organizations.languages import languages
from orgdb.organizations.lists import organizations, states
from orgdb.organizations.offices import offices
from orgdb.organizations.officials import all_officials, officials
from orgdb.organizations.treaties import charters, parties
from orgdb.parameters import WhoCounts
from orgdb.reports.filters import WHO, Filters
from orgdb.reports.named import REPORTS, report
from tests.conftest import Server

NAMED = [
    *("organizations", "members", "states", "officials", "offices", "charters", "languages"),
    *("parties", "events", "sources", "citations", "panel", "dyads", "spells"),
]


def rows(asked: Reader, name: str, **filters: Any) -> Sequence[Any]:
    who = WhoCounts.of(**{name: filters.pop(name) for name in WHO if name in filters})
    return report(asked, name, Filters(who=who, **filters))[1]


@pytest.mark.parametrize("name", NAMED)
def test_every_report_has_rows_of_the_type_it_says(asked: Reader, name: str) -> None:
    row_type, found = report(asked, name, Filters())
    assert found
    assert is_dataclass(row_type)
    assert {type(row) for row in found} == {row_type}


def test_the_names_promised_are_the_names_there_are() -> None:
    assert set(NAMED) <= set(REPORTS)


SAME: dict[str, tuple[dict[str, str], Callable[[Reader], Sequence[Any]]]] = {
    "organizations": ({"on": "1960"}, lambda r: organizations(r, who=WhoCounts.of(on="1960"))),
    "members": ({}, all_members),
    "states": ({"on": "1920"}, lambda r: states(r, on="1920")),
    "officials": ({}, all_officials),
    "offices": ({"org": "EXU"}, lambda r: offices(r, "EXU")),
    "charters": ({"on": "1951-06"}, lambda r: charters(r, on="1951-06")),
    "parties": ({"org": "EXU"}, lambda r: parties(r, "EXU")),
    "languages": ({"org": "EXU", "on": "1995"}, lambda r: languages(r, "EXU", "1995")),
    "events": ({"org": "EXU"}, lambda r: events(r, "EXU")),
}


@pytest.mark.parametrize("name", SAME)
def test_a_report_holds_the_rows_of_its_question(asked: Reader, name: str) -> None:
    filters, question = SAME[name]
    assert list(rows(asked, name, **filters)) == list(question(asked))


def test_members_of_one_organization_are_every_spell_of_every_status(asked: Reader) -> None:
    found = rows(asked, "members", org="EXU")
    assert found == members(asked, "EXU", WhoCounts.of(status="all"), all_time=True).rows
    assert len(found) == 8
    on = rows(asked, "members", org="EXU", on="2000", status="full")
    assert on == members(asked, "EXU", WhoCounts.of("2000")).rows


def test_members_take_the_rule_and_the_data_set(asked: Reader) -> None:
    took_part = rows(asked, "members", on="1963", rule="participating", status="full")
    assert [(row.org, row.member) for row in took_part] == [("EXU", "XBB")]
    assert list(rows(asked, "members", dataset="curated")) == list(rows(asked, "members"))


def test_officials_and_languages_of_all_are_those_of_each(asked: Reader) -> None:
    assert rows(asked, "officials", org="EXU") == officials(asked, "EXU")
    assert list(rows(asked, "languages", on="1995")) == list(languages(asked, "EXU", "1995"))


def test_sources_are_all_documents_consulted(asked: Reader) -> None:
    found = {row.source: row for row in rows(asked, "sources")}
    assert set(found) == {
        *("agency-a", "article-b", "charter-1951", "codes", "depositary-77", "register-2026"),
        *("resolution-1962-7", "scholar"),
    }
    assert found["scholar"].title == '=HYPERLINK("http://example.org")'


def test_citations_are_all_there_are_with_their_facts(asked: Reader) -> None:
    found = rows(asked, "citations")
    assert len(found) == asked.rows("SELECT COUNT(*) AS n FROM citation")[0]["n"]
    disputes = {(row.fact_kind, row.about) for row in found if row.stance == "disputes"}
    assert disputes == {
        ("event_description", "start"),
        ("membership", "effective"),
        ("organization_description", "founded"),
        ("suspension", "end"),
    }


@pytest.mark.parametrize(
    ("name", "filters"),
    [
        ("states", {"org": "EXU"}),
        ("states", {"rule": "participating"}),
        ("offices", {"status": "full"}),
        ("charters", {"dataset": "curated"}),
        ("sources", {"on": "1960"}),
        ("citations", {"org": "EXU"}),
        ("members", {"at": "12-31"}),
    ],
)
def test_a_filter_that_a_report_does_not_know_is_refused(
    asked: Reader, name: str, filters: dict[str, str]
) -> None:
    (option,) = filters
    with pytest.raises(QuestionError, match=f"{name} does not take --{option}") as refusal:
        rows(asked, name, **filters)
    assert refusal.value.hint.startswith("Its filters: ")


def test_a_report_that_does_not_exist_is_refused_with_those_that_do(asked: Reader) -> None:
    with pytest.raises(QuestionError, match="no report 'membres'") as refusal:
        rows(asked, "membres")
    assert all(name in refusal.value.hint for name in NAMED)


def test_a_wrong_date_is_refused_by_every_report_that_takes_one(asked: Reader) -> None:
    for name in NAMED:
        if "on" in REPORTS[name].filters:
            with pytest.raises(DateError):
                rows(asked, name, on="1951-13")


@pytest.mark.postgres
def test_both_engines_report_the_same_in_the_same_order(
    sqlite_master: Path, postgres: Server, postgres_master: str
) -> None:
    there = open_reader(postgres.create("reported", template=postgres_master))
    here = open_reader(str(sqlite_master))
    for name in REPORTS:
        assert list(rows(here, name)) == list(rows(there, name)), name
    here.close()
    there.close()


def test_filters_are_named_as_options_are() -> None:
    known = {field.name for field in fields(Filters)} | set(WHO)
    assert all(chosen.filters <= known for chosen in REPORTS.values())
