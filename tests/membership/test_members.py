"""Who belongs and belongs to what: spells on a date or of all time, and what is said of them."""

from __future__ import annotations

import pytest

from orgdb.db.reader import Reader
from orgdb.errors import QuestionError
from orgdb.membership.every_membership import all_members
from orgdb.membership.members import MemberRow, members, memberships
from orgdb.parameters import WhoCounts


def keys(rows: tuple[MemberRow, ...]) -> list[str]:
    return [row.member for row in rows]


def only(rows: tuple[MemberRow, ...], member: str) -> MemberRow:
    (row,) = (row for row in rows if row.member == member)
    return row


def test_without_a_date_members_are_those_of_the_last_check(asked: Reader) -> None:
    found = members(asked, "EXU")
    assert keys(found.rows) == ["XAA", "XDD"]
    assert found.on is not None
    assert found.on.text == "2026-10-31"
    assert found.roster is not None
    assert found.roster.known_through == "2026-10-31"


@pytest.mark.parametrize(
    ("on", "wanted"),
    [
        ("1951-12-12", ["XAA"]),
        ("1960", ["XAA", "XBB", "EXL"]),
        ("1970-06", ["XAA", "XBB", "XCC"]),
        ("1977-06-30", ["XAA", "XCC"]),
        ("1990", ["XAA", "XDD", "XCC"]),
        ("1990-10-02", ["XAA", "XCC"]),
        ("1940", []),
    ],
)
def test_members_on_a_date_are_sorted_by_name(asked: Reader, on: str, wanted: list[str]) -> None:
    found = members(asked, "EXU", WhoCounts.of(on)).rows
    assert sorted(keys(found)) == sorted(wanted)
    assert [row.member_name for row in found] == sorted(row.member_name for row in found)


def test_certainty_is_said_of_each_member(asked: Reader) -> None:
    found = members(asked, "EXU", WhoCounts.of("1970-06")).rows
    assert only(found, "XAA").certainty == "certain"
    assert only(found, "XCC").certainty == "possible"


def test_past_the_last_check_everybody_is_only_possible(asked: Reader) -> None:
    found = members(asked, "EXU", WhoCounts.of("2030")).rows
    assert keys(found) == ["XAA"]
    assert {row.certainty for row in found} == {"possible"}


def test_a_row_says_all_there_is_to_a_spell(asked: Reader) -> None:
    row = only(members(asked, "EXU", WhoCounts.of("1960")).rows, "XBB")
    assert (row.org, row.org_name, row.member_name) == ("EXU", "Example Union", "Bétonia")
    assert (row.member_kind, row.iso3, row.m49, row.cow) == ("state", "XBB", None, None)
    assert (row.start, row.end, row.joined_by, row.start_basis) == (
        "1953",
        "1977-06-29",
        "accession",
        "deposit",
    )
    assert (row.end_reason, row.notice, row.effective) == (
        "withdrawal",
        "1976-06-12",
        "1977-06-30",
    )
    assert (row.start_earliest, row.start_latest) == ("1953-01-01", "1953-12-31")
    assert row.sources == ("register-2026", "depositary-77", "scholar")
    assert row.dataset == "curated"


def test_codes_are_text_with_their_zeros(asked: Reader) -> None:
    row = only(members(asked, "EXU", WhoCounts.of("1960")).rows, "XAA")
    assert (row.iso3, row.m49, row.cow) == ("XAA", "001", "901")


def test_an_organization_can_be_a_member(asked: Reader) -> None:
    row = only(members(asked, "EXU", WhoCounts.of("1960")).rows, "EXL")
    assert (row.member_kind, row.member_name, row.iso3) == ("organization", "Example League", None)
    assert [row.org for row in memberships(asked, "Example League", WhoCounts.of("1960")).rows] == [
        "EXU"
    ]


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        (None, {"XAA": "full", "XDD": "full"}),
        ("full", {"XAA": "full", "XDD": "full"}),
        ("observer", {"XBB": "observer"}),
        ("observer,other", {"XBB": "observer", "XEE": "other"}),
        ("all", {"XAA": "full", "XBB": "observer", "XDD": "full", "XEE": "other"}),
        ("partner", {}),
    ],
)
def test_the_status_asked_for_decides_who_counts(
    asked: Reader, status: str | None, wanted: dict[str, str]
) -> None:
    found = members(asked, "EXU", WhoCounts.of("2000", status=status)).rows
    assert {row.member: row.status for row in found} == wanted


def test_an_organizations_own_word_for_a_status_is_kept(asked: Reader) -> None:
    assert (
        members(asked, "EXU", WhoCounts.of(status="other")).rows[0].status_word == "special guest"
    )


def test_all_time_is_every_spell_there_ever_was(asked: Reader) -> None:
    found = members(asked, "EXU", WhoCounts.of(status="all"), all_time=True)
    assert len(found.rows) == 8
    assert found.on is None
    assert {row.certainty for row in found.rows} == {"certain"}
    spells = [(row.status, row.start) for row in found.rows if row.member == "XCC"]
    assert spells == [("associate", "1960"), ("full", "1970")]


def test_a_suspended_member_is_still_a_member_unless_asked_who_takes_part(asked: Reader) -> None:
    legal = members(asked, "EXU", WhoCounts.of("1963")).rows
    assert only(legal, "XAA").suspended == "yes"
    assert keys(members(asked, "EXU", WhoCounts.of("1963", rule="participating")).rows) == ["XBB"]


def test_suspensions_are_listed_and_those_of_voting_say_so(asked: Reader) -> None:
    row = only(members(asked, "EXU").rows, "XAA")
    assert row.suspensions == ("1962-03-02/1964-11", "1999/2000 (voting)")
    assert row.suspended == "no"
    assert only(members(asked, "EXU", WhoCounts.of("1964")).rows, "XAA").suspended == "part"
    assert only(members(asked, "EXU", WhoCounts.of("1964-11")).rows, "XAA").suspended == "part"
    assert (
        only(members(asked, "EXU", WhoCounts.of("1964-11-15")).rows, "XAA").suspended == "unknown"
    )


@pytest.mark.parametrize("on", ["1953", "1960", "1977", "1977-06-29"])
def test_a_dispute_that_changes_nothing_on_the_date_is_not_shown(asked: Reader, on: str) -> None:
    # scholar has the exit of XBB take effect half a year later than the depositary.
    assert not only(members(asked, "EXU", WhoCounts.of(on)).rows, "XBB").disputed


def test_a_disputed_end_of_a_suspension_shows_while_it_decides_who_was_suspended(
    asked: Reader,
) -> None:
    assert only(members(asked, "EXU", WhoCounts.of("1964-12")).rows, "XAA").disputed
    assert only(members(asked, "EXU", WhoCounts.of("1965-02")).rows, "XAA").disputed
    assert not only(members(asked, "EXU", WhoCounts.of("1963")).rows, "XAA").disputed
    assert not only(members(asked, "EXU", WhoCounts.of("1966")).rows, "XAA").disputed


def test_over_all_time_every_disputed_spell_says_so(asked: Reader) -> None:
    found = members(asked, "EXU", WhoCounts.of(status="all"), all_time=True).rows
    disputed = {(row.member, row.status) for row in found if row.disputed}
    assert disputed == {("XAA", "full"), ("XBB", "full")}


def test_memberships_are_as_of_the_last_check_of_each_roster(asked: Reader) -> None:
    found = memberships(asked, "XBB", WhoCounts.of(status="all"))
    assert [(row.org, row.status, row.certainty) for row in found.rows] == [
        ("ALT", "full", "certain"),
        ("EXU", "observer", "certain"),
    ]
    assert [row.org for row in memberships(asked, "XBB", WhoCounts.of("2024")).rows] == ["ALT"]
    assert memberships(asked, "XBB", WhoCounts.of("2024")).rows[0].certainty == "possible"


def test_memberships_of_all_time_hold_every_spell(asked: Reader) -> None:
    found = memberships(asked, "XCC", WhoCounts.of(status="all"), all_time=True).rows
    assert [(row.org, row.status) for row in found] == [("EXU", "associate"), ("EXU", "full")]


def test_who_is_in_no_roster_belongs_to_nothing(asked: Reader) -> None:
    assert memberships(asked, "XTT", all_time=True).rows == ()


def test_an_organization_without_a_roster_says_so(asked: Reader) -> None:
    found = members(asked, "EXL")
    assert (found.rows, found.roster) == ((), None)


def test_the_data_set_asked_for_answers_alone(asked: Reader) -> None:
    assert keys(members(asked, "EXU", WhoCounts.of(dataset="curated")).rows) == ["XAA", "XDD"]
    with pytest.raises(QuestionError, match="No data set called 'none'"):
        members(asked, "EXU", WhoCounts.of(dataset="none"))
    with pytest.raises(QuestionError, match="No data set called 'none'"):
        memberships(asked, "XAA", WhoCounts.of(dataset="none"))
    with pytest.raises(QuestionError, match="No data set called 'none'"):
        all_members(asked, WhoCounts.of(dataset="none"))


def test_everybody_in_everything_on_a_date_and_ever(asked: Reader) -> None:
    assert len(all_members(asked)) == 9
    on = all_members(asked, WhoCounts.of("2000", status="full"))
    assert [(row.org, row.member) for row in on] == [("EXU", "XAA"), ("EXU", "XDD")]
    single = [
        row for org in ("ALT", "EXU") for row in members(asked, org, WhoCounts.of("2002")).rows
    ]
    assert set(all_members(asked, WhoCounts.of("2002", status="full"))) == set(single)
