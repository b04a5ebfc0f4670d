"""Who joined, left, was suspended, came back between two dates."""

from __future__ import annotations

import pytest

from orgdb.dates import date_bounds
from orgdb.db.reader import Reader
from orgdb.errors import QuestionError
from orgdb.membership.changes import ChangeRow, changes
from orgdb.membership.is_member import is_member
from orgdb.parameters import WhoCounts, Window

CONTRACT = "date org member change status reason certainty dataset sources fact".split()


def told(rows: tuple[ChangeRow, ...]) -> list[tuple[str, str, str]]:
    return [(row.date, row.member, row.change) for row in rows]


def test_the_columns_are_those_of_the_contract() -> None:
    assert list(ChangeRow.__dataclass_fields__)[: len(CONTRACT)] == CONTRACT


def test_every_change_of_an_organization_is_told_in_order(reader: Reader) -> None:
    assert told(changes(reader, "EXU", "1951", "1980", status="all")) == [
        ("[..2026-10]", "XEE", "joined"),
        ("1951-12", "XAA", "joined"),
        ("1953", "XBB", "joined"),
        ("1960", "EXL", "joined"),
        ("1960", "XCC", "joined"),
        ("[1961-01-02..1962-01-01]", "EXL", "left"),
        ("1962-03-02", "XAA", "suspended"),
        ("[1964-11-02..1964-12-01]", "XAA", "reinstated"),
        ("1970", "XCC", "status"),
        ("1977-06-30", "XBB", "left"),
    ]


def test_a_departure_is_dated_on_the_day_of_effect(reader: Reader) -> None:
    (row,) = changes(reader, "XBB", "1977", "1977")
    assert (row.date, row.change, row.status, row.reason) == (
        "1977-06-30",
        "left",
        "full",
        "withdrawal",
    )
    assert is_member(reader, "XBB", "EXU", WhoCounts.of("1977-06-29")).answer == "yes"
    assert is_member(reader, "XBB", "EXU", WhoCounts.of(row.date)).answer == "no"


def test_without_a_day_of_effect_it_is_the_day_after_the_last(reader: Reader) -> None:
    (row,) = changes(reader, "XCC", "1990", "1990")
    assert (row.date, row.reason) == ("1990-10-03", "dissolution")


def test_a_membership_still_open_has_not_changed(reader: Reader) -> None:
    assert [row.change for row in changes(reader, "XAA", "2001")] == ["reinstated"]
    assert changes(reader, "XAA", "2002") == ()


def test_an_end_on_an_unknown_day_is_possible_in_every_year_since(reader: Reader) -> None:
    for year in ("1995", "2026"):
        (row,) = [r for r in changes(reader, "XDD", year, year) if r.change == "left"]
        assert (row.certainty, row.reason) == ("possible", "expulsion")


def test_a_date_that_can_lie_outside_the_window_is_only_possible(reader: Reader) -> None:
    (month,) = changes(reader, "XBB", "1953-02", "1953-03")
    (year,) = changes(reader, "XBB", "1953", "1953")
    assert (month.certainty, year.certainty) == ("possible", "certain")


def test_a_change_of_status_is_neither_a_departure_nor_an_arrival(reader: Reader) -> None:
    assert [r.change for r in changes(reader, "XCC", status="all")] == ["joined", "status", "left"]


def test_a_change_of_status_is_told_where_the_old_or_the_new_status_counts(reader: Reader) -> None:
    assert [r.change for r in changes(reader, "XCC", status="full")] == ["status", "left"]
    assert [r.change for r in changes(reader, "XCC", status="associate")] == ["joined", "status"]


def test_observers_are_left_out_unless_they_count(reader: Reader) -> None:
    assert changes(reader, "EXU", "1990-05", "1990-06") == ()
    (row,) = [r for r in changes(reader, "EXU", "1990-05", "1990-06", "all") if r.member == "XBB"]
    assert (row.change, row.status) == ("joined", "observer")


def test_a_suspension_of_the_vote_says_so(reader: Reader) -> None:
    rows = changes(reader, "EXU", "1999", "2001")
    assert [(row.change, row.reason) for row in rows if row.member == "XAA"] == [
        ("suspended", "voting"),
        ("reinstated", "voting"),
    ]


def test_a_suspension_cites_its_own_fact_and_sources(reader: Reader) -> None:
    (row,) = changes(reader, "EXU", "1962-03", "1962-03")
    assert row.fact.startswith("suspension-")
    assert "resolution-1962-7" in row.sources


def test_a_disputed_date_is_marked(reader: Reader) -> None:
    found = changes(reader, "EXU", to="1990")
    rows = {(row.member, row.change): row.disputed for row in found}
    assert rows["XBB", "left"]
    assert rows["XAA", "reinstated"]
    assert not rows["XAA", "suspended"]
    assert not rows["XBB", "joined"]


def test_without_a_name_all_organizations_are_told(reader: Reader) -> None:
    assert {row.org for row in changes(reader)} == {"EXU", "ALT"}
    assert {row.org for row in changes(reader, "ALT")} == {"ALT"}


def test_an_organization_is_told_as_a_member_too(reader: Reader) -> None:
    assert told(changes(reader, "EXL")) == [
        ("1960", "EXL", "joined"),
        ("[1961-01-02..1962-01-01]", "EXL", "left"),
    ]


def test_certain_changes_agree_with_is_member_on_the_days_around_them(reader: Reader) -> None:
    from orgdb.dates import day_before

    for row in changes(reader, "EXU"):
        if len(row.date) != 10 or row.change not in ("joined", "left"):
            continue
        before = is_member(reader, row.member, row.org, WhoCounts.of(day_before(row.date))).answer
        after = is_member(reader, row.member, row.org, WhoCounts.of(row.date)).answer
        assert (before, after) == (("no", "yes") if row.change == "joined" else ("yes", "no"))


@pytest.mark.parametrize("name", [None, "EXU", "XCC"])
def test_a_window_tells_what_lies_in_it_of_all_there_is(reader: Reader, name: str | None) -> None:
    every = changes(reader, name, status="all")
    for first in ("1951-12-31", "1953-06", "1961-12", "1964-12-01", "1977-06-30", "1990-10-03"):
        for last in (first, "1970-02", "1999", "2002"):
            if date_bounds(first)[0] > date_bounds(last)[1]:
                continue
            window = Window.parse(first, last)
            inside = [row.fact + row.change for row in every if window.holds(days_of(row))]
            found = [row.fact + row.change for row in changes(reader, name, first, last, "all")]
            assert found == inside, (first, last)


def days_of(row: ChangeRow) -> tuple[str, str]:
    """The days that the date of a change can mean."""
    return date_bounds(row.date)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"from_": "1990", "to": "1980"}, "is after"),
        ({"status": "boss"}, "Unknown status"),
        ({"dataset": "nobody"}, "No data set"),
    ],
)
def test_a_wrong_question_is_refused(
    reader: Reader, arguments: dict[str, str], message: str
) -> None:
    with pytest.raises(QuestionError, match=message):
        changes(reader, **arguments)
