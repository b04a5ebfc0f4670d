"""All dated facts about an organization, a state or a person, in order."""

from __future__ import annotations

import pytest

from orgdb.dates import date_bounds
from orgdb.db.reader import Reader
from orgdb.errors import QuestionError, UnknownNameError
from orgdb.organizations.timeline import TimelineRow, timeline


def told(rows: tuple[TimelineRow, ...]) -> list[str]:
    return [f"{row.date} {row.what}" for row in rows]


def test_the_columns_are_those_of_the_contract() -> None:
    first = ["date", "kind", "what", "sources", "fact"]
    assert list(TimelineRow.__dataclass_fields__)[:5] == first


def test_a_person_is_told_from_birth_through_posts_and_events(reader: Reader) -> None:
    assert told(timeline(reader, "Ana Éxample")) == [
        "1950-02 Ana Éxample is born",
        "1990-01 Ana Éxample becomes Secretary General (EXU)",
        "1999-12-31 Ana Éxample ceases to be Secretary General (EXU)",
    ]


def test_a_state_is_told_with_its_memberships_treaties_posts_and_names(reader: Reader) -> None:
    assert told(timeline(reader, "XBB")) == [
        "1950-06-01 Bétonia begins to exist",
        "1953 Bétonia becomes a member of EXU (accession)",
        "1953-05-05 deposits its instrument of accession: Charter of the Example Union",
        "1954 EXU country office in Bétonia opens",
        "1960 the name Old Bétonia is given up",
        "1976-06-12 gives notice of leaving Charter of the Example Union",
        "1977-06-30 Bétonia is no longer a member of EXU (withdrawal)",
        "1977-06-30 Charter of the Example Union ends for it",
        "1985 Bo Sample becomes Minister of Foreign Affairs",
        "1990 Bo Sample ceases to be Minister of Foreign Affairs",
        "1990-05 Bétonia becomes an observer of EXU",
        "[2001..2003] Bétonia becomes a member of ALT",
        "2021-12-01 visit: Visit to Bétonia 🎉, Sampletown",
    ]


def test_an_organization_is_told_with_every_kind_of_fact(reader: Reader) -> None:
    rows = timeline(reader, "EXU")
    assert {row.kind for row in rows} == {
        *("office", "treaty", "link", "member", "organization", "event"),
        *("suspension", "official", "language"),
    }
    assert {
        "1951-12 EXU replaces EXL",
        "1951-12 Example Union is founded",
        "1951-06-01 Charter of the Example Union is signed in Sampletown",
        "1951-12-13 Charter of the Example Union enters into force",
        "1952 General Gathering is founded",
        "1952-05 session: First session, Sampletown (until 1952-06)",
        "1962-03-02 Aland-Example is suspended (Resolution 7 (1962))",
        "[1964-11-02..1964-12-01] the suspension of Aland-Example is over (Resolution 9 (1964))",
        "1970 Union of Cecilia becomes a member (change of status)",
        "1999 Aland-Example is suspended from voting",
        "2000-01-01 Bo Sample becomes acting Secretary General",
        "1990 Examplish becomes a working language",
    } <= set(told(rows))


@pytest.mark.parametrize("name", ["EXU", "EXL", "ALT", "XAA", "XBB", "XCC", "XDD", "bo-sample"])
def test_rows_stand_in_the_order_of_the_days_they_can_mean(reader: Reader, name: str) -> None:
    starts = [
        last if first == "0001-01-01" else first
        for first, last in (date_bounds(row.date) for row in timeline(reader, name))
    ]
    assert starts == sorted(starts)


@pytest.mark.parametrize("name", ["EXU", "XAA", "XCC", "ana-example"])
def test_every_row_names_its_fact_and_sources(reader: Reader, name: str) -> None:
    for row in timeline(reader, name):
        assert "-" in row.fact
        assert row.sources


def test_what_has_no_date_is_not_told(reader: Reader) -> None:
    assert not [row for row in timeline(reader, "XEE") if row.kind == "member"]
    assert not [row for row in timeline(reader, "XDD") if "no longer" in row.what]


def test_a_window_keeps_what_can_lie_in_it(reader: Reader) -> None:
    inside = timeline(reader, "XBB", "1977-06-30", "1985-06")
    assert [row.date for row in inside] == ["1977-06-30", "1977-06-30", "1985"]


def test_a_disputed_date_is_marked(reader: Reader) -> None:
    disputed = [row.what for row in timeline(reader, "EXU") if row.disputed]
    assert "Example Union is founded" in disputed
    assert "visit: Visit to Bétonia 🎉, Sampletown" in disputed
    assert "Bétonia becomes a member (accession)" not in disputed


def test_a_past_state_ends_and_its_successor_begins(reader: Reader) -> None:
    assert "1990-10-02 Union of Cecilia ceases to exist" in told(timeline(reader, "XCC"))
    link = "1990-10-03 Democratic Cecilia continues Union of Cecilia"
    assert link in told(timeline(reader, "XCC"))
    assert link in told(timeline(reader, "XDD"))


def test_an_unknown_name_and_a_window_that_runs_backwards_are_refused(reader: Reader) -> None:
    with pytest.raises(UnknownNameError):
        timeline(reader, "Nobody at all")
    with pytest.raises(QuestionError):
        timeline(reader, "EXU", "1990", "1980")
