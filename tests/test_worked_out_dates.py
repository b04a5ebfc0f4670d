"""Dates that are worked out: the shortest text that means the same days, and windows of days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgdb.dates import NO_EARLIEST, NO_LATEST, date_bounds, next_day, text_of
from orgdb.errors import DateError, QuestionError
from orgdb.parameters import Window
from orgdb.vocabulary import Certainty

DAYS = st.dates(date(1815, 1, 1), date(2030, 12, 31))


@settings(max_examples=300)
@given(DAYS, st.integers(0, 1200))
def test_a_text_means_exactly_the_days_it_was_made_of(first: date, length: int) -> None:
    days = (first.isoformat(), (first + timedelta(days=length)).isoformat())
    assert date_bounds(text_of(days)) == days


@pytest.mark.parametrize(
    "written",
    "1951 1951-12 1951-12-13 1952-02 [1951..1955] [..1955] [1951..] [1951-12..1955-12]"
    " [1970-01-02..1971-01-01] [1953-05-01..1953-12-30] [2024-02..2024-03]".split(),
)
def test_a_text_is_as_short_as_somebody_would_write_it(written: str) -> None:
    assert text_of(date_bounds(written)) == written


@pytest.mark.parametrize(
    ("written", "one_precision"),
    [
        ("[1951-12..1955]", "[1951-12..1955-12]"),
        ("[1953-05..1953-12-30]", "[1953-05-01..1953-12-30]"),
        ("[1953..1953-12-30]", "[1953-01-01..1953-12-30]"),
    ],
)
def test_both_ends_of_a_range_have_one_precision(written: str, one_precision: str) -> None:
    """EDTF readers take no others."""
    assert text_of(date_bounds(written)) == one_precision
    assert date_bounds(one_precision) == date_bounds(written)


def test_any_day_at_all_has_no_text() -> None:
    assert text_of((NO_EARLIEST, NO_LATEST)) == ""


def test_the_day_after_a_year_is_not_rounded_to_the_next_year() -> None:
    assert text_of(next_day(date_bounds("1970"))) == "[1970-01-02..1971-01-01]"
    assert text_of(next_day((NO_EARLIEST, "2026-02-09"))) == "[..2026-02-10]"


@settings(max_examples=200)
@given(DAYS, st.integers(0, 40), DAYS, st.integers(0, 40))
def test_a_window_holds_what_day_by_day_counting_says(
    start: date, length: int, first: date, span: int
) -> None:
    first = start + timedelta(days=(first - start).days % 60 - 30)
    window = Window(start.isoformat(), (start + timedelta(days=length)).isoformat())
    readings = [first + timedelta(days=n) for n in range(span + 1)]
    inside = [window.earliest <= day.isoformat() <= window.latest for day in readings]
    expected = Certainty.CERTAIN if all(inside) else Certainty.POSSIBLE if any(inside) else None
    assert window.holds((readings[0].isoformat(), readings[-1].isoformat())) is expected


def test_a_window_ends_with_the_last_day_of_its_last_date() -> None:
    assert Window.parse("1990", "1991-02") == Window("1990-01-01", "1991-02-28")


def test_a_window_without_sides_has_no_limit() -> None:
    assert Window.parse(None, None) == Window(NO_EARLIEST, NO_LATEST)


def test_a_window_that_runs_backwards_is_refused() -> None:
    with pytest.raises(QuestionError, match="--from 1991 is after --to 1990"):
        Window.parse("1991", "1990")


@pytest.mark.parametrize(("from_", "to", "option"), [("x", None, "--from"), (None, "y", "--to")])
def test_a_wrong_date_is_told_with_its_option(
    from_: str | None, to: str | None, option: str
) -> None:
    with pytest.raises(DateError, match=option):
        Window.parse(from_, to)
