"""Observations to spells, against an oracle that tries every true history behind them."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from orgdb.dates import date_bounds, text_of
from orgdb.importers.years_to_spells import (
    ABSENT,
    UNSURE,
    Run,
    Spell,
    Window,
    runs_of,
    spells,
)

YEARS = range(2000, 2006)
SEEN = st.sampled_from([None, ABSENT, "full", "observer", UNSURE])


def histories(seen: dict[int, str]) -> list[tuple[str, ...]]:
    """Every true state of affairs, year by year, that an observer could have seen like this."""
    choices = []
    for year in YEARS:
        known = seen.get(year, UNSURE)
        choices.append((known,) if known != UNSURE else (ABSENT, "full", "observer"))
    return list(product(*choices))


def start_years(spell: Spell, history: tuple[str, ...]) -> int:
    """The year in which, in this history, the membership seen as this spell began."""
    place = spell.first - YEARS[0]
    while place and history[place - 1] == spell.value:
        place -= 1
    return YEARS[place]


@settings(max_examples=150, deadline=None)
@given(st.lists(SEEN, min_size=6, max_size=6))
def test_no_true_history_begins_outside_the_bounds(values: list[str | None]) -> None:
    seen = {year: v for year, v in zip(YEARS, values, strict=True) if v is not None}
    found = spells(runs_of(seen.items()), Window(YEARS[0], YEARS[-1]))
    for spell in found:
        if spell.value == UNSURE:
            continue
        assert all(seen[year] == spell.value for year in range(spell.first, spell.last + 1))
        for history in histories(seen):
            began = start_years(spell, history)
            same_before = any(
                s.value == spell.value and s.last < spell.first and began <= s.last for s in found
            )
            if same_before:
                continue  # one membership seen as two spells: the years between are open in both
            assert began <= spell.first
            assert spell.earliest is None or spell.earliest <= began


@settings(max_examples=150, deadline=None)
@given(st.lists(SEEN, min_size=6, max_size=6), st.integers(0, 1))
def test_certain_cores_of_two_spells_never_share_a_year(
    values: list[str | None], slack: int
) -> None:
    seen = {year: v for year, v in zip(YEARS, values, strict=True) if v is not None}
    found = spells(runs_of(seen.items()), Window(YEARS[0], YEARS[-1], slack))
    years = [year for spell in found for year in range(spell.first, spell.last + 1)]
    assert len(years) == len(set(years))
    assert sorted(years) == [year for year, value in sorted(seen.items()) if value != ABSENT]
    for spell in found:
        assert spell.earliest is None or spell.earliest <= spell.first
        assert spell.latest is None or spell.latest >= spell.last
        assert not (spell.open and spell.latest is not None)


def test_a_snapshot_leaves_the_year_before_open() -> None:
    runs = [Run(1990, 1997, ABSENT), Run(1998, 2000, "full"), Run(2001, 2005, ABSENT)]
    (whole,) = spells(runs, Window(1990, 2005))
    (snapshot,) = spells(runs, Window(1990, 2005, slack=1))
    assert (whole.earliest, whole.latest) == (1998, 2000)
    assert (snapshot.earliest, snapshot.latest) == (1997, 2001)


def test_a_life_bounds_what_was_not_observed() -> None:
    runs = [Run(1995, 2000, "full")]
    (spell,) = spells(runs, Window(1990, 2005), born=1992, died=2003)
    assert (spell.earliest, spell.latest, spell.open) == (1992, 2003, False)


@given(st.dates(), st.dates())
@settings(max_examples=200, deadline=None)
def test_a_date_is_written_so_that_it_means_exactly_its_bounds(one: object, two: object) -> None:
    first, last = sorted((str(one), str(two)))
    for bounds in ((first, last), (f"{first[:4]}-01-01", f"{last[:4]}-12-31"), (first, first)):
        assert date_bounds(text_of(bounds)) == bounds
