"""Dates as people write them: those with one meaning are taken, all others are left alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgdb.dates import date_bounds
from orgdb.errors import DateError
from orgdb.parameters import On, Window
from orgdb.spoken_dates import as_edtf


@pytest.mark.parametrize(
    ("spoken", "edtf"),
    [
        ("4 November 2021", "2021-11-04"),
        ("4th Nov 2021", "2021-11-04"),
        ("November 4, 2021", "2021-11-04"),
        ("Nov. 2021", "2021-11"),
        ("Sept 2021", "2021-09"),
        ("may 1945", "1945-05"),
        ("2021-1-4", "2021-01-04"),
        ("2021-1", "2021-01"),
        ("1990s", "[1990..1999]"),
        ("195X", "[1950..1959]"),
        ("1951/1955", "[1951..1955]"),
        ("1951-2/1955-12-31", "[1951-02..1955-12-31]"),
        ("1951..1955", "[1951..1955]"),
        ("1951-1955", "[1951..1955]"),
        ("2021/11/4", "2021-11-04"),
        ("20211104", "2021-11-04"),
        ("31/12/2021", "2021-12-31"),
        ("12/31/2021", "2021-12-31"),
        ("5/5/2021", "2021-05-05"),
        ("4.11.2021", "2021-11-04"),
    ],
)
def test_what_has_one_meaning_is_taken(spoken: str, edtf: str) -> None:
    assert as_edtf(spoken) == edtf
    assert (On.parse(spoken).earliest, On.parse(spoken).latest) == date_bounds(edtf)


@pytest.mark.parametrize("text", ["4/11/2021", "ju 2021", "31 Nov 2021", "1951~", "tomorrow", "51"])
def test_what_has_two_meanings_or_none_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        On.parse(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4/11/2021", "can be 4 November or 11 April: write 2021-11-04 or 2021-04-11"),
        ("1951~", "does not say how far from 1951"),
        ("c. 1951", "such as [1950..1952]"),
    ],
)
def test_what_is_refused_says_why_and_what_to_write(text: str, said: str) -> None:
    with pytest.raises(DateError) as refused:
        On.parse(text)
    assert said in refused.value.message


def test_windows_take_the_same_dates() -> None:
    assert Window.parse("Nov 2021", "1/31/2022") == Window("2021-11-01", "2022-01-31")


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_full_day_stays_as_it_is(day: date) -> None:
    assert as_edtf(str(day)) == str(day)
