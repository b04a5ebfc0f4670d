"""Treaties, what each party did to them, and visits, sessions and signings."""

from __future__ import annotations

import pytest

from orgdb.db.reader import Reader
from orgdb.errors import UnknownNameError
from orgdb.organizations.events import events
from orgdb.organizations.treaties import charters, parties


def test_a_charter_says_when_where_and_in_whose_care(asked: Reader) -> None:
    row = charters(asked, "EXU")[0]
    assert (row.treaty, row.title, row.kind) == (
        "exu-charter",
        "Charter of the Example Union",
        "charter",
    )
    assert (row.signed, row.signed_city, row.signed_state) == ("1951-06-01", "Sampletown", "XAA")
    assert (row.in_force, row.adopted) == ("1951-12-13", "1951-06-01")
    assert (row.depositary, row.registration) == ("Government of Aland-Example", "TS 1, no. 1")
    assert row.sources == ("charter-1951", "article-b", "depositary-77")


@pytest.mark.parametrize(
    "name", ["exu-charter", "treaty:exu-charter", "Charter of the example  UNION"]
)
def test_a_treaty_is_found_by_its_key_and_by_its_title(asked: Reader, name: str) -> None:
    assert [row.treaty for row in charters(asked, name)] == ["exu-charter"]
    assert {row.treaty for row in parties(asked, name)} == {"exu-charter"}
    assert parties(asked, name) == tuple(
        row for row in parties(asked, "EXU") if row.treaty == "exu-charter"
    )


def test_a_title_that_is_not_whole_is_offered_and_not_taken(asked: Reader) -> None:
    with pytest.raises(UnknownNameError) as caught:
        charters(asked, "Example charter")
    assert caught.value.suggestions == ("exu-charter",)
    assert caught.value.hint == "Did you mean exu-charter (Charter of the Example Union)?"
    with pytest.raises(UnknownNameError, match="treaty found for 'treaty:nothing'") as caught:
        charters(asked, "treaty:nothing")
    assert caught.value.hint == "Search titles with: orgdb search TEXT"
    with pytest.raises(UnknownNameError) as caught:
        charters(asked, "cha")
    assert caught.value.suggestions == ()


def test_an_amendment_may_be_in_force_before_it_is_signed(asked: Reader) -> None:
    row = charters(asked, "EXU")[1]
    assert (row.kind, row.amends, row.signed, row.in_force) == (
        "amendment",
        "exu-charter",
        "1985",
        "1984",
    )


@pytest.mark.parametrize(
    ("on", "treaties"),
    [
        ("1951-05", []),
        ("1951-06", ["exu-charter"]),
        ("1985", ["exu-charter", "exu-protocol"]),
        ("1984-12-31", ["exu-charter"]),
    ],
)
def test_charters_on_a_date_are_those_signed_by_then(
    asked: Reader, on: str, treaties: list[str]
) -> None:
    assert [row.treaty for row in charters(asked, "EXU", on)] == treaties


def test_parties_show_each_act_with_its_own_date(asked: Reader) -> None:
    first, second = parties(asked, "EXU")
    assert (first.party, first.party_name, first.consent) == (
        "XAA",
        "Aland-Example",
        "ratification",
    )
    assert (first.signed, first.consented, first.deposited, first.in_force) == (
        "1951-06-01",
        "1951-07",
        "1951-08-02",
        "1951-12-13",
    )
    assert (second.party, second.denounced, second.denounced_effect) == (
        "XBB",
        "1976-06-12",
        "1977-06-30",
    )
    assert second.signed is None


def test_parties_on_a_date_had_deposited_by_then(asked: Reader) -> None:
    assert [row.party for row in parties(asked, "EXU", "1952")] == ["XAA"]
    assert [row.party for row in parties(asked, "EXU", "1953-05-05")] == ["XAA", "XBB"]


def test_without_a_name_there_are_those_of_all(asked: Reader) -> None:
    assert charters(asked) == charters(asked, "EXU")
    assert parties(asked) == parties(asked, "EXU")
    assert charters(asked, "EXL") == ()


def test_an_event_has_participants_topics_and_outcomes_in_order(asked: Reader) -> None:
    row = events(asked, "EXU", kind="visit")[0]
    assert (row.event, row.title) == ("exu-visit-2021", "Visit to Bétonia 🎉")
    assert (row.start, row.end, row.place, row.state) == (
        "2021-12-01",
        "2021-12-01",
        "Sampletown",
        "XAA",
    )
    assert row.participants == ("EXU", "XBB", "bo-sample")
    assert row.topics == ("security; trade", 'health, "rare" diseases')
    assert row.outcomes == ("Joint declaration",)


def test_an_event_that_a_source_dates_otherwise_is_disputed(asked: Reader) -> None:
    assert {row.event: row.disputed for row in events(asked)} == {
        "exu-session-1": False,
        "exu-visit-2021": True,
    }


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("EXU", ["exu-session-1", "exu-visit-2021"]),
        ("XAA", ["exu-session-1", "exu-visit-2021"]),
        ("XBB", ["exu-visit-2021"]),
        ("Bo Sample", ["exu-visit-2021"]),
        ("XEE", []),
    ],
)
def test_events_are_held_by_in_or_with_whoever_is_named(
    asked: Reader, name: str, found: list[str]
) -> None:
    assert [row.event for row in events(asked, name)] == found


@pytest.mark.parametrize(
    ("on", "found"),
    [
        ("2021-12-01", ["exu-visit-2021"]),
        ("2021", ["exu-visit-2021"]),
        ("1952-05-20", ["exu-session-1"]),
        ("1952-07", []),
        ("2021-11", []),
    ],
)
def test_events_on_a_date_can_have_been_going_on(asked: Reader, on: str, found: list[str]) -> None:
    assert [row.event for row in events(asked, "EXU", on)] == found
