"""Member, taking part, suspended: the rules of time against every reading of small calendars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgdb.dates import Bounds, Period
from orgdb.membership.spell import Spell, joined, member_on, member_throughout, participating_on
from orgdb.vocabulary import Answer
from tests import oracle

# Ten days across the end of a year and of a month.
FIRST = date(1951, 12, 27)
DAYS = [FIRST + timedelta(days=n) for n in range(10)]


@dataclass(frozen=True)
class Both:
    """One spell as the code sees it and as the oracle does."""

    code: Spell
    brute: oracle.Spell


def bounds(dates: oracle.Dates) -> Bounds:
    ends = (dates.starts[0], dates.starts[-1], dates.ends[0], dates.ends[-1])
    return Bounds(*(day.isoformat() for day in ends))


@st.composite
def spans(draw: st.DrawFn, widest: int = 4) -> list[date]:
    first = draw(st.integers(0, len(DAYS) - 1))
    return DAYS[first : first + draw(st.integers(1, widest))]


@st.composite
def dates(draw: st.DrawFn) -> oracle.Dates:
    starts, ends = sorted((draw(spans()), draw(spans())))
    return oracle.Dates(starts, ends)


def lies_inside(inner: oracle.Dates, outer: oracle.Dates) -> bool:
    """What the database asks of a suspension and its membership."""
    start, end = inner.starts, inner.ends
    first, last = outer.starts[0], outer.ends[-1]
    return start[-1] >= first and end[0] <= last and start[0] <= last and end[-1] >= first


def clipped(inner: oracle.Dates, outer: oracle.Dates) -> oracle.Dates:
    """A suspension is over when its spell is, whatever its own dates allow."""
    starts = [day for day in inner.starts if day >= outer.starts[0]]
    return oracle.Dates(starts, [day for day in inner.ends if day <= outer.ends[-1]])


@st.composite
def suspensions(draw: st.DrawFn, own: oracle.Dates) -> list[oracle.Dates]:
    return draw(st.lists(dates().filter(lambda d: lies_inside(d, own)), max_size=2))


def both(own: oracle.Dates, inner: list[oracle.Dates], *flags: bool) -> Both:
    brute = oracle.Spell(own, tuple(clipped(d, own) for d in inner), *flags)
    return Both(Spell.of(bounds(own), map(bounds, inner), *flags), brute)


@st.composite
def spells(draw: st.DrawFn) -> Both:
    own = draw(dates())
    doubtful = draw(st.integers(0, 4)) == 0
    return both(own, draw(suspensions(own)), False, False, doubtful)


@st.composite
def changes_of_status(draw: st.DrawFn) -> list[Both]:
    """A chain of spells, each beginning on the imprecise date on which the one before ends."""
    marks = sorted(draw(st.lists(spans(), min_size=3, max_size=4, unique_by=tuple)))
    chain = [oracle.Dates(a, b) for a, b in pairwise(marks)]
    last = len(chain) - 1
    return [both(own, draw(suspensions(own)), n > 0, n < last) for n, own in enumerate(chain)]


@st.composite
def members(draw: st.DrawFn) -> list[Both]:
    """All the spells of one member, in any order."""
    found = draw(st.lists(spells(), max_size=2)) + draw(st.just([]) | changes_of_status())
    return draw(st.permutations(found))


asked = spans(widest=6)


def iso(days: list[date]) -> tuple[str, str]:
    return days[0].isoformat(), days[-1].isoformat()


@given(dates(), asked)
@settings(max_examples=300)
def test_a_spell_holds_on_a_date_if_every_reading_of_it_does(
    own: oracle.Dates, days: list[date]
) -> None:
    assert bounds(own).on(*iso(days)) == own.on(days)


@given(members(), asked)
@settings(max_examples=300)
def test_membership_is_what_the_strongest_spell_says(found: list[Both], days: list[date]) -> None:
    answer = member_on([one.code for one in found], *iso(days))
    assert answer == oracle.member([one.brute for one in found], days)


@given(changes_of_status(), asked)
@settings(max_examples=300)
def test_a_change_of_status_on_an_imprecise_date_leaves_no_gap(
    found: list[Both], days: list[date]
) -> None:
    code = [one.code for one in found]
    assert len(joined(code)) == 1
    assert member_on(code, *iso(days)) == oracle.member([one.brute for one in found], days)


@given(members(), asked)
@settings(max_examples=300)
def test_taking_part_follows_the_rule_of_the_design_day_by_day(
    found: list[Both], days: list[date]
) -> None:
    answer = participating_on([one.code for one in found], *iso(days))
    assert answer == oracle.participating([one.brute for one in found], days)


@given(spells(), asked)
@settings(max_examples=200)
def test_taking_part_is_never_claimed_or_denied_against_a_reading(
    one: Both, days: list[date]
) -> None:
    spell, truths = one.brute, set()
    for start, end in spell.dates.readings:
        inside = [
            [(s, e) for s, e in suspension.readings if start <= s and e <= end]
            for suspension in spell.suspensions
        ]
        for reading in product(*inside):
            free = [day for day in days if start <= day <= end]
            truths.add(any(not any(s <= day <= e for s, e in reading) for day in free))
    answer = participating_on([one.code], *iso(days))
    if answer is Answer.YES:
        assert truths <= {True}
    if answer is Answer.NO:
        assert truths <= {False}


@given(members(), asked)
@settings(max_examples=200)
def test_nobody_takes_part_who_is_no_member(found: list[Both], days: list[date]) -> None:
    code = [one.code for one in found]
    member, takes_part = member_on(code, *iso(days)), participating_on(code, *iso(days))
    order = (Answer.YES, Answer.UNKNOWN, Answer.NO)
    assert order.index(takes_part) >= order.index(member)


@given(spells(), asked)
@settings(max_examples=300)
def test_suspended_throughout_in_part_perhaps_or_not(one: Both, days: list[date]) -> None:
    assert one.code.suspended_on(*iso(days)) == oracle.suspended(one.brute, days)


@given(members(), asked)
@settings(max_examples=200)
def test_a_member_throughout_is_one_for_certain_on_every_day(
    found: list[Both], days: list[date]
) -> None:
    every_day = all(member_on([b.code for b in found], *iso([day])) is Answer.YES for day in days)
    assert member_throughout([one.code for one in found], *iso(days)) == every_day


def spell(period: str, *suspensions: str, **flags: bool) -> Spell:
    through = "2026-10-31"
    inner = (Period.parse(text).bounds(through) for text in suspensions)
    return Spell.of(Period.parse(period).bounds(through), inner, **flags)


@pytest.mark.parametrize(
    ("day", "member", "takes_part"),
    [
        ("2009-07-03", "yes", "yes"),
        ("2009-07-05", "yes", "no"),
        ("2010-06-01", "yes", "no"),
        ("2011-06-01", "yes", "yes"),
    ],
)
def test_a_suspended_member_is_a_member_who_takes_no_part(
    day: str, member: str, takes_part: str
) -> None:
    honduras = [spell("1948-04-30/..", "2009-07-04/2011-05-31")]
    assert member_on(honduras, day, day) == member
    assert participating_on(honduras, day, day) == takes_part


def test_a_year_with_a_day_before_the_suspension_is_a_year_of_taking_part() -> None:
    honduras = [spell("1948-04-30/..", "2009-07-04/2011-05-31")]
    assert participating_on(honduras, "2009-01-01", "2009-12-31") is Answer.YES
    assert participating_on(honduras, "2010-01-01", "2010-12-31") is Answer.NO


def test_a_suspension_without_a_known_end_is_over_when_its_membership_is() -> None:
    returned = [spell("1950/1960-05-01", "1955/"), spell("1970-01-01/..")]
    assert participating_on(returned, "1980-01-01", "1980-12-31") is Answer.YES
    assert participating_on(returned, "1958-01-01", "1958-12-31") is Answer.UNKNOWN


def test_a_doubtful_spell_never_makes_more_than_unknown() -> None:
    doubtful = [spell("1950/1960", doubtful=True)]
    assert member_on(doubtful, "1955-01-01", "1955-01-01") is Answer.UNKNOWN
    assert participating_on(doubtful, "1955-01-01", "1955-01-01") is Answer.UNKNOWN
    assert member_on(doubtful, "1949-01-01", "1949-12-31") is Answer.NO


def test_spells_meet_in_a_change_of_status_though_another_lies_between() -> None:
    before, after = (
        spell("1960/1970", ends_by_change=True),
        spell("1970/1980", begins_by_change=True),
    )
    between = spell("1965/1968", doubtful=True)
    assert len(joined([after, between, before])) == 2
    assert member_on([after, between, before], "1970-06-01", "1970-06-01") is Answer.YES


@pytest.mark.parametrize("at_fault", ["doubtful", "impossible"])
def test_a_spell_that_may_not_be_one_joins_no_other(at_fault: str) -> None:
    """A change from or to a spell of status unknown, or of no possible dates, proves nothing."""
    before = Bounds("1950-01-01", "1950-01-01", "1960-01-01", "1960-12-31")
    if at_fault == "impossible":
        before = Bounds("1961-01-01", "1961-01-01", "1960-01-01", "1960-12-31")
    after = Bounds("1960-01-01", "1960-12-31", "1970-01-01", "1970-01-01")
    doubtful = at_fault == "doubtful"
    one = Spell.of(before, ends_by_change=True, doubtful=doubtful)
    other = Spell.of(after, begins_by_change=True)
    assert len(joined([one, other])) == 2
    assert member_on([one, other], "1960-06-01", "1960-06-01") is Answer.UNKNOWN


def test_spells_that_only_happen_to_meet_leave_the_year_open() -> None:
    left_and_back = [spell("1960/1970"), spell("1970/1980")]
    assert member_on(left_and_back, "1970-06-01", "1970-06-01") is Answer.UNKNOWN
    assert member_on(left_and_back, "1970-01-01", "1970-12-31") is Answer.YES


def test_nobody_without_spells_is_a_member() -> None:
    assert member_on([], "1950-01-01", "1950-12-31") is Answer.NO
    assert participating_on([], "1950-01-01", "1950-12-31") is Answer.NO
