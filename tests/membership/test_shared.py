"""What several states have in common on a date, since when, and how surely."""

from __future__ import annotations

import pytest

from orgdb.db.reader import Reader
from orgdb.errors import QuestionError, UnknownNameError
from orgdb.membership.is_member import is_member
from orgdb.membership.members import memberships
from orgdb.membership.shared import SharedRow, shared
from orgdb.parameters import WhoCounts


def one(rows: tuple[SharedRow, ...]) -> SharedRow:
    assert len(rows) == 1
    return rows[0]


def test_the_columns_are_those_of_the_contract() -> None:
    first = ("org", "org_name", "statuses", "since", "certainty")
    assert tuple(SharedRow.__dataclass_fields__)[: len(first)] == first


def test_two_members_share_the_organization_since_the_later_of_them_joined(reader: Reader) -> None:
    row = one(shared(reader, ["Aland-Example", "Bétonia"], WhoCounts.of(on="1960")))
    assert (row.org, row.statuses, row.since, row.certainty) == (
        "EXU",
        ("full", "full"),
        "1953",
        "certain",
    )


def test_facts_and_statuses_stand_in_the_order_of_the_question(reader: Reader) -> None:
    rows = shared(reader, ["XCC", "XAA"], WhoCounts.of(on="1965", status="all"))
    facts = [
        row.fact
        for name in ("XCC", "XAA")
        for row in memberships(reader, name, WhoCounts.of("1965")).rows
    ]
    assert one(rows).statuses == ("associate", "full")
    assert one(rows).facts[1] == facts[-1]


def test_an_observer_shares_nothing_unless_observers_count(reader: Reader) -> None:
    assert shared(reader, ["XAA", "XBB"], WhoCounts.of(on="2015")) == ()
    assert (
        one(shared(reader, ["XAA", "XBB"], WhoCounts.of(on="2015", status="all"))).statuses[1]
        == "observer"
    )


def test_who_left_shares_nothing_from_the_day_of_effect(reader: Reader) -> None:
    assert one(shared(reader, ["XAA", "XBB"], WhoCounts.of(on="1977-06-29"))).certainty == "certain"
    assert shared(reader, ["XAA", "XBB"], WhoCounts.of(on="1977-06-30")) == ()


def test_a_start_known_to_the_year_makes_the_answer_possible_in_that_year(reader: Reader) -> None:
    assert one(shared(reader, ["XAA", "XBB"], WhoCounts.of(on="1953-05"))).certainty == "possible"
    assert one(shared(reader, ["XAA", "XBB"], WhoCounts.of(on="1953"))).certainty == "certain"


def test_who_was_suspended_shares_in_law_but_does_not_take_part(reader: Reader) -> None:
    assert one(shared(reader, ["XAA", "XBB"], WhoCounts.of(on="1963"))).certainty == "certain"
    assert shared(reader, ["XAA", "XBB"], WhoCounts.of(on="1963", rule="participating")) == ()


def test_two_possible_spells_that_meet_in_a_change_of_status_are_certain(reader: Reader) -> None:
    row = one(shared(reader, ["XAA", "XBB", "XCC"], WhoCounts.of(on="1970-06", status="all")))
    assert row.certainty == "certain"


def test_organizations_can_be_asked_about_as_members(reader: Reader) -> None:
    row = one(shared(reader, ["XAA", "org:EXL"], WhoCounts.of(on="1960")))
    assert (row.since, row.certainty) == ("1960", "certain")


def test_sources_are_those_of_every_membership(reader: Reader) -> None:
    row = one(shared(reader, ["XAA", "XBB"], WhoCounts.of(on="1960")))
    parts = [
        s
        for name in ("XAA", "XBB")
        for r in memberships(reader, name, WhoCounts.of("1960")).rows
        for s in r.sources
    ]
    assert set(row.sources) == set(parts)


@pytest.mark.parametrize(
    "day", ["1952", "1953", "1960-03", "1969", "1977", "1990-10", "2026-10-31"]
)
def test_what_is_shared_is_what_every_one_of_them_belongs_to(reader: Reader, day: str) -> None:
    names = ("XAA", "XBB", "XCC", "XDD")
    for first in names:
        for second in names:
            if first == second:
                continue
            found = {
                row.org: row.certainty
                for row in shared(reader, [first, second], WhoCounts.of(on=day))
            }
            for org in ("EXU", "ALT"):
                answers = {
                    is_member(reader, name, org, WhoCounts.of(day)).answer
                    for name in (first, second)
                }
                if "no" in answers:
                    assert org not in found
                if answers == {"yes"}:
                    assert found[org] == "certain"
                if found.get(org) == "certain":
                    assert answers == {"yes"}


@pytest.mark.parametrize("names", [["XAA"], ["XAA", "XAA"], ["XAA", "Aland-Example"], []])
def test_fewer_than_two_different_states_are_refused(reader: Reader, names: list[str]) -> None:
    with pytest.raises(QuestionError, match="two different states"):
        shared(reader, names)


def test_an_unknown_state_is_refused(reader: Reader) -> None:
    with pytest.raises(UnknownNameError):
        shared(reader, ["XAA", "Nowhere"])
