"""Who leads, where the seats are, in which languages, on a date or ever."""

from __future__ import annotations

import pytest

from orgdb.db.reader import Reader
from orgdb.errors import UnknownNameError
from orgdb.organizations.languages import languages
from orgdb.organizations.offices import offices
from orgdb.organizations.officials import all_officials, officials


def test_officials_are_all_there_ever_were_in_order(asked: Reader) -> None:
    found = officials(asked, "EXU")
    assert [(row.person, row.start, row.end, row.acting) for row in found] == [
        ("ana-example", "1990-01", "1999-12-31", False),
        ("bo-sample", "2000-01-01", "..", True),
    ]
    assert found[0].person_name == "Ana Éxample"
    assert found[0].nationality == ("XAA", "XBB")
    assert (found[0].body, found[0].body_kind, found[0].post) == (
        "EXU",
        "organization",
        "Secretary General",
    )
    assert found[1].sources == ("register-2026", "article-b")


@pytest.mark.parametrize(
    ("on", "people"),
    [
        ("1995", ["ana-example"]),
        ("2010-05-04", ["bo-sample"]),
        ("[1999..2000]", ["ana-example", "bo-sample"]),
        ("1980", []),
    ],
)
def test_officials_on_a_date(asked: Reader, on: str, people: list[str]) -> None:
    assert [row.person for row in officials(asked, "EXU", on=on)] == people


@pytest.mark.parametrize("post", ["secretary-general", "Secretary General", "SECRETARY GENERAL"])
def test_a_post_goes_by_its_key_or_its_title(asked: Reader, post: str) -> None:
    assert len(officials(asked, "EXU", post)) == 2


def test_a_state_has_officials_too(asked: Reader) -> None:
    (row,) = officials(asked, "Betonia", "minister of foreign affairs")
    assert (row.body, row.body_kind, row.person) == ("XBB", "state", "bo-sample")


def test_an_unknown_post_is_refused_with_those_there_are(asked: Reader) -> None:
    with pytest.raises(UnknownNameError, match="EXU has no post 'president'") as refusal:
        officials(asked, "EXU", "president")
    assert "Secretary General" in refusal.value.hint


def test_all_officials_are_those_of_every_body(asked: Reader) -> None:
    assert set(all_officials(asked)) == {*officials(asked, "EXU"), *officials(asked, "XBB")}
    assert [row.person for row in all_officials(asked, "1987")] == ["bo-sample"]


def test_offices_of_an_organization_begin_with_its_headquarters(asked: Reader) -> None:
    found = offices(asked, "EXU")
    assert [(row.kind, row.city, row.state) for row in found] == [
        ("headquarters", "Sampletown", "XAA"),
        ("country", None, "XBB"),
    ]
    assert found[0].address == "1, Main Street\nFloor 2"


@pytest.mark.parametrize(
    ("filters", "places"),
    [
        ({}, ["XAA", "XBB", "XEE"]),
        ({"state": "Eastland"}, ["XEE"]),
        ({"organization": "EXU", "state": "XBB"}, ["XBB"]),
        ({"organization": "EXU", "on": "1952"}, ["XAA"]),
        ({"organization": "EXU", "on": "1954"}, ["XAA", "XBB"]),
        ({"organization": "EXU", "on": "1940"}, []),
        ({"organization": "EXU", "on": "2030"}, ["XAA"]),
    ],
)
def test_offices_by_organization_state_and_date(
    asked: Reader, filters: dict[str, str], places: list[str]
) -> None:
    assert [row.state for row in offices(asked, **filters)] == places


def test_languages_carry_their_shortest_code_and_their_period(asked: Reader) -> None:
    found = languages(asked, "EXU")
    assert [(row.language, row.language_name, row.status) for row in found] == [
        ("en", "English", "official"),
        ("qaa", "Examplish", "working"),
    ]
    assert (found[1].start, found[1].end) == ("1990", "2000")
    assert [row.language for row in languages(asked, "EXU", "2010")] == ["en"]
    assert languages(asked, "EXL") == ()
