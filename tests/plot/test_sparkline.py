"""A row of blocks: the number of members over time in a line of text."""

from __future__ import annotations

from orgdb.dates import Bounds, date_bounds
from orgdb.plot.sparkline import members_by_year, sparkline


def spell(start: str, end: str) -> Bounds:
    return Bounds(*date_bounds(start), *date_bounds(end))


def test_blocks_grow_from_zero_to_the_highest() -> None:
    assert sparkline([0, 1, 2, 3, 4, 5, 6, 7]) == "▁▂▃▄▅▆▇█"
    assert sparkline([0, 0]) == "▁▁"
    assert sparkline([]) == ""


def test_years_are_counted_at_their_end_and_the_last_one_at_the_last_check() -> None:
    spells = {"A": [spell("1950-03", "1952-06-30")], "B": [spell("1951", "9999")]}
    assert members_by_year(spells, "1950-01-01", "1953-05-01") == [
        (1950, 1),
        (1951, 2),
        (1952, 1),
        (1953, 1),
    ]


def test_long_lives_are_thinned_and_years_before_the_list_left_out() -> None:
    spells = {"A": [spell("1815", "9999")]}
    found = members_by_year(spells, "1815-01-01", "2025-12-31", most=10)
    assert found[0][0] == 1815
    assert found[-1][0] == 2025
    assert len(found) <= 12
    assert members_by_year(spells, "2020-01-01", "2022-12-31")[0] == (2020, 1)
    assert members_by_year({}, "2020-01-01", "2022-12-31") == []
