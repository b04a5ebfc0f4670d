"""Lists of organizations and states: kinds, dates, and the figures beside them."""

from __future__ import annotations

import pytest

from orgdb.db.reader import Reader
from orgdb.errors import QuestionError, UnknownNameError
from orgdb.organizations.lists import organizations, states
from orgdb.parameters import WhoCounts


def test_an_organization_comes_with_the_figures_people_ask_for_first(asked: Reader) -> None:
    (row,) = (row for row in organizations(asked) if row.org == "EXU")
    assert (row.name, row.kind, row.founded, row.dissolved) == (
        "Example Union",
        "intergovernmental",
        "1951-12",
        None,
    )
    assert (row.hq_city, row.hq_state, row.official_languages) == ("Sampletown", "XAA", ("en",))
    assert (row.charter, row.charter_signed, row.charter_in_force) == (
        "exu-charter",
        "1951-06-01",
        "1951-12-13",
    )
    assert row.known_through == "2026-10-31"


@pytest.mark.parametrize(
    ("filters", "keys"),
    [
        ({}, ["ALT", "EXL", "EXU", "EXU-GA"]),
        ({"kind": "organ"}, ["EXU-GA"]),
        ({"on": "1920"}, ["ALT", "EXL"]),
        ({"on": "1951-12"}, ["ALT", "EXL", "EXU"]),
        ({"on": "1951-11"}, ["ALT", "EXL"]),
        ({"on": "1952"}, ["ALT", "EXU", "EXU-GA"]),
        ({"kind": "predecessor", "on": "2000"}, []),
    ],
)
def test_organizations_by_kind_and_by_a_date_on_which_they_can_have_existed(
    asked: Reader, filters: dict[str, str], keys: list[str]
) -> None:
    who = WhoCounts.of(filters.get("on"))
    assert [row.org for row in organizations(asked, filters.get("kind"), who)] == keys


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 1),
        ({"on": "1980"}, 2),
        ({"on": "1963"}, 2),
        ({"on": "1963", "rule": "participating"}, 1),
        ({"on": "1990-10-03"}, 2),
        ({"on": "1965", "status": "all"}, 3),
        ({"on": "1970-06", "status": "all"}, 3),
        ({"on": "1970-06"}, 2),
        ({"on": "2030"}, 0),
        ({"status": "observer"}, 1),
    ],
)
def test_the_number_of_members_counts_those_who_surely_were(
    asked: Reader, filters: dict[str, str], count: int
) -> None:
    who = WhoCounts.of(**filters)
    (row,) = (row for row in organizations(asked, who=who) if row.org == "EXU")
    assert row.members == count


def test_without_a_roster_there_is_no_number_rather_than_nought(asked: Reader) -> None:
    (row,) = (row for row in organizations(asked) if row.org == "EXL")
    assert (row.members, row.known_through) == (None, None)


def test_languages_and_seats_are_those_of_the_date(asked: Reader) -> None:
    who = WhoCounts.of("1951-12")
    (row,) = (row for row in organizations(asked, who=who) if row.org == "EXU")
    assert (row.hq_city, row.official_languages) == ("Sampletown", ("en",))


@pytest.mark.parametrize("place", ["Sampletown", "sampletown", "XAA", "Aland-Example"])
def test_organizations_in_a_place_have_their_seat_there(asked: Reader, place: str) -> None:
    assert [row.org for row in organizations(asked, where=place)] == ["EXU"]
    there = organizations(asked, who=WhoCounts.of("1960"), where=place)
    assert [(row.org, row.hq_state) for row in there] == [("EXU", "XAA")]


def test_a_seat_is_not_put_before_it_is_known(asked: Reader) -> None:
    assert organizations(asked, who=WhoCounts.of("1951-06"), where="Sampletown") == ()


def test_a_place_without_an_office_is_refused(asked: Reader) -> None:
    with pytest.raises(UnknownNameError, match="No state or city with an office found"):
        organizations(asked, where="Nowhere")


def test_an_unknown_data_set_is_refused(asked: Reader) -> None:
    with pytest.raises(QuestionError, match="No data set called 'none'"):
        organizations(asked, who=WhoCounts.of(dataset="none"))


def test_states_are_sorted_by_name_with_their_latest_codes(asked: Reader) -> None:
    found = states(asked)
    assert [row.state for row in found] == ["XAA", "XBB", "XTT", "XDD", "XEE", "XCC"]
    first = found[0]
    assert (first.iso2, first.iso3, first.m49, first.cow) == ("XA", "XAA", "001", "901")
    assert (first.start, first.end) == ("[..1816-01-01]", "..")
    # A code that reads as a word of YAML is still a code.
    assert found[1].iso2 == "NO"


@pytest.mark.parametrize(
    ("filters", "keys"),
    [
        ({"kind": "territory"}, {"XTT"}),
        ({"kind": "state", "on": "1920"}, {"XAA", "XCC"}),
        ({"kind": "state", "on": "1990"}, {"XAA", "XBB", "XCC", "XDD", "XEE"}),
        ({"kind": "state", "on": "1990-10-02"}, {"XAA", "XBB", "XCC", "XEE"}),
        ({"kind": "state", "on": "1990-10-03"}, {"XAA", "XBB", "XDD", "XEE"}),
    ],
)
def test_states_by_kind_and_by_a_date_on_which_they_can_have_existed(
    asked: Reader, filters: dict[str, str], keys: set[str]
) -> None:
    assert {row.state for row in states(asked, **filters)} == keys


def test_a_territory_says_who_answers_for_it(asked: Reader) -> None:
    (row,) = states(asked, kind="territory")
    assert (row.state, row.sovereign) == ("XTT", "XAA")
