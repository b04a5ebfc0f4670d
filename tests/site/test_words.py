"""Dates and lists in words, the bounds in a table, the chart and the timeline."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from orgdb.dates import Bounds
from orgdb.site import words
from orgdb.site.chart import members_over_time
from orgdb.site.contents import Contents
from orgdb.site.membership_table import written
from orgdb.site.timeline import of_organization, of_state


@pytest.mark.parametrize(
    ("date", "said", "on"),
    [
        ("1948-04-30", "30 April 1948", "on 30 April 1948"),
        ("1951-12", "December 1951", "in December 1951"),
        ("0993", "993", "in 993"),
        ("[1951..1955-03]", "between 1951 and March 1955", "between 1951 and March 1955"),
        ("[..1955]", "1955 or before", "in 1955 or before"),
        ("[1951..]", "1951 or later", "in 1951 or later"),
        ("", "", ""),
        ("..", "", ""),
        (None, "", ""),
    ],
)
def test_dates(date: str | None, said: str, on: str) -> None:
    assert words.date_in_words(date) == said
    assert words.on_date(date) == on


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("1954", "..", "since 1954"),
        ("", "..", "now, since an unknown date"),
        ("", "1960", "until 1960"),
        ("", "", "dates not known"),
        ("1948", "1954-02-01", "1948 to 1 February 1954"),
        ("1948", "1948", "1948"),
        ("1948", "", "1948 to an unknown date"),
    ],
)
def test_periods(start: str, end: str, said: str) -> None:
    assert words.period(start, end) == said


def test_names_of_states_with_their_article() -> None:
    said = [words.with_the(name) for name in ("Netherlands", "Peru", "United States", "Holy See")]
    assert said == ["the Netherlands", "Peru", "the United States", "the Holy See"]
    named = [words.organization_with_the(n) for n in ("United Nations", "BRICS", "The Alliance")]
    assert named == ["the United Nations", "BRICS", "The Alliance"]
    linked = words.capital(Markup('<a href="x">the Holy See</a>'))
    assert linked == Markup('<a href="x">The Holy See</a>')
    assert isinstance(linked, Markup)


@pytest.mark.parametrize(
    ("date", "year", "day"),
    [
        ("1948-04-30", "1948", "1948-04-30"),
        ("[1951-02..1951-11]", "1951", "1951-02-01"),
        ("[1919..1921]", "1919–1921", "1919-01-01"),
        ("[..1816-01-01]", "1816 or before", "0001-01-01"),
        ("[1951..]", "1951 or later", "1951-01-01"),
        ("..", "", ""),
        (None, "", ""),
    ],
)
def test_years_and_days_to_sort_by(date: str | None, year: str, day: str) -> None:
    assert words.year_of(date or "") == year
    assert words.first_day(date) == day


def test_lists_and_numbers() -> None:
    assert [words.listed(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert words.counted(1, "party", "parties") == "1 party"
    assert words.counted(1204, "fact") == "1,204 facts"
    assert words.article("observer") == "an observer"
    assert words.sortable("“The Élysée") == "elysee"


@pytest.mark.parametrize(
    ("bounds", "text"),
    [
        (Bounds("1948-04-30", "1948-04-30", "2025-06-26", "9999-12-31"), "19480430/20250626-"),
        (
            Bounds("0001-01-01", "1955-12-31", "1960-01-01", "1960-12-31"),
            "-19551231/19600101-19601231",
        ),
        # An end before the start cannot be: the certain part begins where both leave it.
        (
            Bounds("1950-01-01", "1959-12-31", "1940-01-01", "1955-12-31"),
            "19500101-19551231/19500101-19551231",
        ),
    ],
)
def test_bounds_for_the_browser(bounds: Bounds, text: str) -> None:
    assert written(bounds) == text


def test_the_chart_counts_certain_members(contents: Contents) -> None:
    chart = members_over_time(contents.members["EXU"], contents.rosters["EXU"])
    assert chart is not None
    # XAA from 1951-12-31, XBB 1953 to 1977, XCC 1970 to 1990, XDD from 1990, EXL in between.
    assert chart.summary.endswith("at the end.")
    assert chart.line.startswith("M0 ")
    assert chart.area.endswith("Z")
    assert members_over_time([], contents.rosters["EXU"]) is None


def test_the_timeline_of_an_organization(contents: Contents) -> None:
    moments = of_organization(contents, "EXU")
    told = [f"{moment.when}: {what}" for moment in moments for _, what in moment.told]
    assert "December 1951: The Example Union is founded" in told
    assert "1 June 1951: Charter of the Example Union is signed in Sampletown" in told
    assert any("30 June 1977" in line and "leaves" in line for line in told)
    assert any("is suspended from voting" in line for line in told)
    days = [moment.when for moment in moments]
    assert len(days) == len(set(days))  # what happened on one day is told together
    assert days.index("1 June 1951") < days.index("30 June 1977")


def test_the_timeline_of_a_state_names_the_organization(contents: Contents) -> None:
    told = [what for moment in of_state(contents, "XBB") for _, what in moment.told]
    assert "Joins EXU" in told
    assert "Leaves EXU" in told
