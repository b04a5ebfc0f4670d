"""Names, keys, codes and acronyms: what they mean, and what is said where they mean nothing."""

from __future__ import annotations

import pytest

from orgdb.db.reader import Reader
from orgdb.errors import AmbiguousNameError, UnknownNameError
from orgdb.names.lookup import (
    ORGANIZATION,
    PERSON,
    STATE,
    find,
    find_member,
    find_organization,
    find_state,
    labels_of,
)
from orgdb.parameters import On


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("EXU", ORGANIZATION, "EXU"),
        ("exu", ORGANIZATION, "EXU"),
        ("  exu ", ORGANIZATION, "EXU"),
        ("EXU-GA", ORGANIZATION, "EXU-GA"),
        ("GG", ORGANIZATION, "EXU-GA"),
        ("Union d'exemple", ORGANIZATION, "EXU"),
        ("UNION D’EXEMPLE", ORGANIZATION, "EXU"),
        ("assemblee", ORGANIZATION, "EXU-GA"),
        ("cow:EXUN", ORGANIZATION, "EXU"),
        ("cow:exun", ORGANIZATION, "EXU"),
        ("cow-ioname:EXUN", ORGANIZATION, "EXU"),
        ("wikidata:Q42", ORGANIZATION, "EXU"),
        ("wikidata:q42", ORGANIZATION, "EXU"),
        ("org:EXU", ORGANIZATION, "EXU"),
        ("XAA", STATE, "XAA"),
        ("xaa", STATE, "XAA"),
        ("Exemplie", STATE, "XAA"),
        ("aland example", STATE, "XAA"),
        ("Republic of Aland-Example", STATE, "XAA"),
        ("Betonia", STATE, "XBB"),
        ("Bétonie", STATE, "XBB"),
        ("old betonia", STATE, "XBB"),
        ("سيسيليا", STATE, "XDD"),
        ("iso2:NO", STATE, "XBB"),
        ("iso2:no", STATE, "XBB"),
        ("ISO3:XBB", STATE, "XBB"),
        ("iso-numeric:001", STATE, "XAA"),
        ("m49:001", STATE, "XAA"),
        ("cow:901", STATE, "XAA"),
        ("state:XAA", STATE, "XAA"),
        ("State: Eastland", STATE, "XEE"),
        ("ana-example", PERSON, "ana-example"),
        ("Ana Example", PERSON, "ana-example"),
        ("A. Example", PERSON, "ana-example"),
        ("wikidata:Q1", PERSON, "ana-example"),
        ("person:Bo Sample", PERSON, "bo-sample"),
    ],
)
def test_a_name_in_any_form_means_one_thing(asked: Reader, text: str, kind: str, key: str) -> None:
    found = find(asked, text)
    assert (found.kind, found.key) == (kind, key)


def test_a_code_that_passed_on_means_its_present_holder(asked: Reader) -> None:
    assert find_state(asked, "cow:903").key == "XDD"


def test_a_state_comes_before_an_organization_where_either_can_be_a_member(asked: Reader) -> None:
    assert find_member(asked, "XAA").kind == STATE
    assert find_member(asked, "Example League").key == "EXL"
    assert find_member(asked, "org:EXL").key == "EXL"


def test_a_name_means_who_has_it_now_or_had_it_on_the_date(asked: Reader) -> None:
    assert find(asked, "Example Union").key == "EXU"
    assert find(asked, "Example Union", on=On.parse("1935")).key == "ALT"
    assert find(asked, "Isle of Cecilia").key == "XTT"


def test_an_ambiguous_name_lists_its_candidates_with_their_names(asked: Reader) -> None:
    # Until 1950 Eastland went by the other name of the island, too.
    with pytest.raises(AmbiguousNameError, match="'Isle of Cecilia' is ambiguous") as refusal:
        find(asked, "Isle of Cecilia", on=On.parse("1945"))
    assert refusal.value.candidates == ("XEE", "XTT")
    assert "XEE  Eastland (1940/..)" in refusal.value.message
    assert "XTT  Cecilia Island" in refusal.value.message
    assert refusal.value.exit_code == 2


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("Betona", "XBB"),
        ("Eastlnad", "XEE"),
        ("Exemple League", "EXL"),
        ("Ana Exampel", "ana-example"),
    ],
)
def test_an_unknown_name_suggests_the_nearest(asked: Reader, text: str, suggested: str) -> None:
    with pytest.raises(UnknownNameError, match=f"found for '{text}'") as refusal:
        find(asked, text)
    assert suggested in refusal.value.suggestions
    assert suggested in refusal.value.hint
    assert refusal.value.exit_code == 2


@pytest.mark.parametrize(
    "text",
    ["", " ", "!!!", "qqqqqqq", "cow:", "cow:99999", "nosuch:135", "org:", "'; DROP TABLE x"],
)
def test_what_is_like_nothing_is_refused_with_a_way_on(asked: Reader, text: str) -> None:
    with pytest.raises(UnknownNameError) as refusal:
        find(asked, text)
    assert refusal.value.hint


def test_a_kind_that_is_not_asked_for_is_not_found(asked: Reader) -> None:
    with pytest.raises(UnknownNameError, match="No organization found for 'XAA'"):
        find_organization(asked, "XAA")
    with pytest.raises(UnknownNameError, match="No state found for 'EXU'"):
        find_state(asked, "EXU")
    with pytest.raises(UnknownNameError):
        find_organization(asked, "state:EXU")
    with pytest.raises(UnknownNameError, match="state or organization"):
        find_member(asked, "Ana Example")


def test_labels_tell_a_state_that_is_gone_by_its_years(asked: Reader) -> None:
    gone, union = find(asked, "XCC"), find(asked, "EXU")
    assert labels_of(asked, [gone, union]) == {
        gone: "Union of Cecilia (1900/1990-10-02)",
        union: "Example Union",
    }
