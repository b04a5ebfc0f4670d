"""Facts on their way into a database: content keys, derived columns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgdb.dates import Period
from orgdb.facts import CitationDraft, FactDraft, Ref, date_columns, period_columns

SAYS = {
    "roster_id": Ref("roster", "EXU"),
    "member_id": Ref("state", "XAA"),
    "status": "full",
    "start": "1951-12",
    "end": "..",
    "notice": None,
}


def draft(says: Mapping[str, Any] = SAYS, **more: Any) -> FactDraft:
    return FactDraft("membership", says, more.pop("derived", {}), more.pop("place", "x"), **more)


def test_a_content_key_is_the_kind_and_sixteen_letters_that_cannot_be_misread() -> None:
    assert re.fullmatch(r"membership-[0-9a-hjkmnp-tv-z]{16}", draft().key("curated"))


def test_a_content_key_is_the_same_for_ever() -> None:
    # Keys stand in other people's files: a change here breaks every one of them.
    assert draft().key("curated") == "membership-7vgz6wmweyz12gt2"


@pytest.mark.parametrize(
    ("kind", "says", "key"),
    [
        (
            "state_name",
            {"entity_id": Ref("state", "PER"), "name": "Peru", "lang": "en", "kind": "short"},
            "state_name-rt441b78shrzk88g",
        ),
        (
            "organization_code",
            {"entity_id": Ref("organization", "OAS"), "code": "4"},
            "organization_code-5ep8dfgx71mrpc2m",
        ),
        (
            "person_name",
            {"entity_id": Ref("person", "luis-almagro"), "kind": "short"},
            "person_name-t4647k0nx8acrvvp",
        ),
        (
            "treaty_party",
            {"party_id": Ref("state", "PER"), "signed": "1948"},
            "treaty_party-c6e7w96wa60qs25x",
        ),
        (
            "post_description",
            {"body_id": Ref("organization", "OAS"), "title": "Head"},
            "post-55dqmwz6rkjp61tz",
        ),
        (
            "state_link",
            {"from_id": Ref("state", "SUN"), "to_id": Ref("state", "RUS")},
            "state_link-mya2h31tc6g66g36",
        ),
    ],
)
def test_a_content_key_says_of_which_kind_an_entity_is(
    kind: str, says: Mapping[str, Any], key: str
) -> None:
    assert FactDraft(kind, says, {}, "x").key("curated") == key


@pytest.mark.parametrize(
    "change",
    [
        {"status": "observer"},
        {"start": "1951-12-13"},
        {"end": "1990"},
        {"member_id": Ref("state", "XBB")},
        {"member_id": Ref("organization", "XAA")},
        {"notice": "1976-06-12"},
    ],
)
def test_whatever_a_fact_says_is_in_its_key(change: dict[str, Any]) -> None:
    assert draft({**SAYS, **change}).key("curated") != draft().key("curated")


def test_the_data_set_and_the_kind_are_in_the_key() -> None:
    other = FactDraft("tenure", SAYS, {}, "x")
    assert draft().key("cow-igo-3") != draft().key("curated")
    assert other.key("curated").partition("-")[2] != draft().key("curated").partition("-")[2]


def test_what_belongs_to_a_fact_is_in_its_key() -> None:
    with_topic = draft(parts=(("event_topic", {"position": 0, "topic": "security"}),))
    with_other = draft(parts=(("event_topic", {"position": 0, "topic": "trade"}),))
    assert len({one.key("curated") for one in (draft(), with_topic, with_other)}) == 3


def test_place_citations_and_derived_columns_are_not_in_the_key() -> None:
    cited = (CitationDraft("start", "charter-1951", "art. 30"),)
    other = draft(place="seed/organizations/EXU.yml:9", citations=cited, derived={"folded": "x"})
    assert other.key("curated") == draft().key("curated")


def test_a_column_that_is_not_stated_does_not_change_the_key() -> None:
    without = {name: value for name, value in SAYS.items() if value is not None}
    assert draft(without).key("curated") == draft().key("curated")
    assert draft({**SAYS, "added_later": None}).key("curated") == draft().key("curated")


def test_the_order_in_which_a_fact_is_put_together_does_not_matter() -> None:
    assert draft(dict(reversed(SAYS.items()))).key("curated") == draft().key("curated")


@given(st.text(), st.text())
def test_no_text_of_one_field_can_pass_for_two(one: str, other: str) -> None:
    pair = draft({"a": one, "b": other}).key("curated")
    assert draft({"a": one + other, "b": ""}).key("curated") != pair or other == ""
    assert draft({"a": other, "b": one}).key("curated") != pair or one == other


def test_a_date_is_kept_with_the_days_it_can_mean() -> None:
    assert date_columns("notice", "1976-06") == {
        "notice_earliest": "1976-06-01",
        "notice_latest": "1976-06-30",
    }


def test_no_date_can_mean_any_day() -> None:
    assert date_columns("notice", None) == {
        "notice_earliest": "0001-01-01",
        "notice_latest": "9999-12-31",
    }


def test_a_period_is_kept_with_the_days_its_ends_can_mean() -> None:
    assert period_columns(Period.parse("1951-12/.."), "2026-10-31") == {
        "start_earliest": "1951-12-01",
        "start_latest": "1951-12-31",
        "end_earliest": "2026-10-31",
        "end_latest": "9999-12-31",
    }
