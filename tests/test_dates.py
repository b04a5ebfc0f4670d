"""Dates and periods as written, and what they can mean, against a calendar counted day by day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgdb.dates import (
    NO_EARLIEST,
    NO_LATEST,
    Bounds,
    PartialDate,
    Period,
    date_bounds,
    day_after,
    day_before,
    days_in_month,
    spreadsheet_date,
)
from orgdb.errors import DateError
from tests import oracle

# A small calendar around the end of a year and a leap February.
FIRST, LAST = date(1950, 12, 1), date(1952, 2, 29)
CALENDAR = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
KNOWN_THROUGH = date(1952, 1, 31)


def days_of(text: str) -> list[date]:
    """The days of the calendar that a written date can mean, found by looking at each."""
    if text.startswith("["):
        first, _, last = text.strip("[]").partition("..")
        earliest = days_of(first)[0] if first else FIRST
        latest = days_of(last)[-1] if last else LAST
        return [day for day in CALENDAR if earliest <= day <= latest]
    return [day for day in CALENDAR if day.isoformat().startswith(text)]


days = st.sampled_from(CALENDAR).map(date.isoformat)
months = st.sampled_from(sorted({day.isoformat()[:7] for day in CALENDAR}))
simple = days | months | st.just("1951")
ranges = st.tuples(simple, simple).map(sorted).map(lambda pair: f"[{pair[0]}..{pair[1]}]")
written = simple | ranges


def is_a_range(text: str) -> bool:
    return bool(days_of(text))


@given(written.filter(is_a_range))
def test_the_bounds_are_the_first_and_last_day_a_date_can_mean(text: str) -> None:
    found = [day.isoformat() for day in days_of(text)]
    assert date_bounds(text) == (found[0], found[-1])


@pytest.mark.parametrize("year", [1, 1600, 1700, 1815, 1900, 1904, 1951, 1952, 2000, 2100, 9999])
def test_months_are_as_long_as_the_calendar_says(year: int) -> None:
    for month in range(1, 13):
        length = calendar.monthrange(year, month)[1]
        assert days_in_month(year, month) == length
        text = f"{year:04}-{month:02}"
        assert date_bounds(text) == (f"{text}-01", f"{text}-{length:02}")


@given(st.dates())
def test_every_day_of_the_calendar_is_a_date_and_means_itself(day: date) -> None:
    assert date_bounds(day.isoformat()) == (day.isoformat(), day.isoformat())


@given(st.dates(min_value=date(1, 1, 2), max_value=date(9999, 12, 30)))
def test_the_day_before_and_the_day_after_are_neighbours(day: date) -> None:
    assert day_before(day.isoformat()) == (day - timedelta(days=1)).isoformat()
    assert day_after(day.isoformat()) == (day + timedelta(days=1)).isoformat()


def test_there_is_no_day_before_the_first_nor_after_the_last() -> None:
    assert day_before(NO_EARLIEST) == NO_EARLIEST
    assert day_after(NO_LATEST) == NO_LATEST


def test_a_side_without_limit_has_none() -> None:
    assert date_bounds("[..1955]") == (NO_EARLIEST, "1955-12-31")
    assert date_bounds("[1951-12..]") == ("1951-12-01", NO_LATEST)


@given(written.filter(is_a_range))
def test_what_was_written_is_never_rounded(text: str) -> None:
    assert str(PartialDate.parse(text)) == text
    assert PartialDate.parse(text).text == text


near_dates = st.text(alphabet="0123456789-[]./ \n٣", max_size=14)


@given(st.text() | near_dates)
@settings(max_examples=300)
def test_any_text_is_a_date_or_refused_with_a_way_out(text: str) -> None:
    try:
        earliest, latest = date_bounds(text)
    except DateError as error:
        assert text in error.message
        assert error.hint
    else:
        assert date.fromisoformat(earliest) <= date.fromisoformat(latest)
        assert PartialDate.parse(text).text == text


@given(st.text() | near_dates)
@settings(max_examples=300)
def test_any_text_is_a_period_or_refused_with_a_way_out(text: str) -> None:
    try:
        period = Period.parse(text)
    except DateError as error:
        assert error.message
        assert error.hint
    else:
        assert str(period) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "195", "19511", "1951-1", "1951-13", "1951-00", "1951-02-30", "1951-02-29"),
        *("1951-12-32", "1951-12-00", "1900-02-29", "0000", "0000-01-01", "-1951", "+1951"),
        *("1951-12-13 ", " 1951", "1951\n", "1951/12", "13.12.1951", "December 1951", "today"),
        *(
            "[1951]",
            "[..]",
            "[]",
            "[1951..1955",
            "1951..1955",
            "[1955..1951]",
            "[1951..1955..1960]",
        ),
        *(
            "[[1951..1952]]",
            "[1951 .. 1955]",
            "1951-W01",
            "1951?",
            "~1951",
            "19X1",
            "１９５１",
            "१९५१",
        ),
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        date_bounds(text)


@pytest.mark.parametrize(
    "text", ["1951", "../1951", "1955/1951", "1951-12-13/1951-12-12", "1951/1952/1953", "1951/x"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        Period.parse(text)


def test_an_impossible_date_is_named_with_its_reason() -> None:
    with pytest.raises(DateError, match="no month 13"):
        date_bounds("1951-13")
    with pytest.raises(DateError, match="1951-02 has 28 days"):
        date_bounds("1951-02-30")
    with pytest.raises(DateError, match="runs backwards"):
        date_bounds("[1955..1951]")


short = days | months | ranges


@given(short.filter(is_a_range), short.filter(is_a_range))
@settings(max_examples=150, deadline=None)
def test_before_and_same_are_as_sure_as_every_pair_of_days(one: str, other: str) -> None:
    a, b = PartialDate.parse(one), PartialDate.parse(other)
    earlier, later = days_of(one), days_of(other)
    assert a.before(b) == oracle.three_valued(x < y for x in earlier for y in later)
    assert a.same(b) == oracle.three_valued(x == y for x in earlier for y in later)


def test_two_equal_months_may_be_two_different_days() -> None:
    month, day = PartialDate.parse("1951-12"), PartialDate.parse("1951-12-13")
    assert month.same(month) == "unknown"
    assert day.same(day) == "yes"
    assert month.same(day) == "unknown"
    assert day.before(PartialDate.parse("1952")) == "yes"


def readings_of(text: str) -> set[oracle.Reading]:
    """The design's words on periods, for somebody who last checked on `KNOWN_THROUGH`."""
    start, _, end = text.partition("/")
    until = [day for day in CALENDAR if day <= KNOWN_THROUGH]
    starts = days_of(start) if start else until
    if end == "..":
        ends = [day for day in CALENDAR if day >= KNOWN_THROUGH]
    else:
        ends = days_of(end) if end else until
    return set(oracle.Dates(starts, ends).readings)


def readings_within(bounds: Bounds) -> set[oracle.Reading]:
    starts = [day for day in CALENDAR if bounds.s1 <= day.isoformat() <= bounds.s2]
    ends = [day for day in CALENDAR if bounds.e1 <= day.isoformat() <= bounds.e2]
    return set(oracle.Dates(starts, ends).readings)


known = short.filter(is_a_range).filter(lambda text: date_bounds(text)[0] <= str(KNOWN_THROUGH))
periods = st.tuples(known | st.just(""), known | st.sampled_from(["", ".."])).map("/".join)


@given(periods)
@settings(max_examples=150, deadline=None)
def test_a_period_can_mean_what_the_design_says_and_no_more(text: str) -> None:
    expected = readings_of(text)
    try:
        bounds = Period.parse(text).bounds(KNOWN_THROUGH.isoformat())
    except DateError:
        assert not expected
    else:
        assert readings_within(bounds) == expected


def test_an_open_end_lasts_until_the_last_check_at_least() -> None:
    assert Period.parse("1951/..").bounds("2026-10-31") == Bounds(
        "1951-01-01", "1951-12-31", "2026-10-31", NO_LATEST
    )


def test_an_unknown_end_is_over_by_the_last_check() -> None:
    assert Period.parse("1951/").bounds("2026-10-31") == Bounds(
        "1951-01-01", "1951-12-31", "1951-01-01", "2026-10-31"
    )


def test_an_unknown_start_was_not_after_the_end() -> None:
    assert Period.parse("/1960").bounds("2026-10-31") == Bounds(
        NO_EARLIEST, "1960-12-31", "1960-01-01", "1960-12-31"
    )


def test_a_period_that_no_reading_makes_possible_held_on_no_day() -> None:
    impossible = Bounds("1980-01-01", "1980-12-31", "1977-06-29", "1977-06-29")
    assert not impossible.possible()
    assert impossible.on("1970-01-01", "1990-12-31") == "no"


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("1948.0", "1948"),
        (" 1948 ", "1948"),
        ("1948,00", "1948"),
        ("1948.5", "1948.5"),
        ("1948-04-30 00:00", "1948-04-30"),
        ("1948-04-30 00:00:00.000", "1948-04-30"),
        ("1948-04-30T12:00:00Z", "1948-04-30"),
        ("1948-04-30T12:00:00+02:00", "1948-04-30"),
        ("1948-04-30 noon", "1948-04-30 noon"),
        ("", ""),
    ],
)
def test_a_cell_of_a_spreadsheet_is_a_date(cell: str, date: str) -> None:
    assert spreadsheet_date(cell) == date
