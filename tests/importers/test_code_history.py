"""Spells of a code that passed from state to state are cut where it passed."""

from __future__ import annotations

import pytest

from orgdb.importers.code_history import Holder, pieces
from orgdb.importers.years_to_spells import Spell

OLD = Holder("OLD", "1920-01-01", "1991-12-25")
NEW = Holder("NEW", "1991-12-26", "9999-12-31")
THROUGH = "2014-12-31"
Cut = tuple[str, str, str, str, str, str | None, str | None]


def spell(first: int, last: int, still: bool = False) -> Spell:
    """A run of years, absent in the year before it and, unless it goes on, in the one after."""
    how = (None, None) if still else (None, "status_change")
    return Spell("full", first, last, first, None if still else last, still, *how)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        # One that goes on through the year of the passing is both's, with one day between them.
        (
            spell(1950, 2000),
            [
                ("OLD", "1950-01-01", "1950-12-31", "1991-12-25", "1991-12-25", None, "succession"),
                ("NEW", "1991-12-26", "1991-12-26", "2000-01-01", "2000-12-31", "succession",
                 "status_change"),
            ],
        ),
        # One that only begins in that year is the later state's, not before it has the code.
        (
            spell(1991, 2000),
            [("NEW", "1991-12-26", "1991-12-31", "2000-01-01", "2000-12-31", None,
              "status_change")],
        ),
        # One that ends in it is the earlier state's, not after it has lost the code.
        (
            spell(1950, 1991),
            [("OLD", "1950-01-01", "1950-12-31", "1991-01-01", "1991-12-25", None,
              "status_change")],
        ),
        # One that begins a year earlier, or ends a year later, is cut.
        (
            spell(1990, 1992),
            [
                ("OLD", "1990-01-01", "1990-12-31", "1991-12-25", "1991-12-25", None, "succession"),
                ("NEW", "1991-12-26", "1991-12-26", "1992-01-01", "1992-12-31", "succession",
                 "status_change"),
            ],
        ),
        # One that lasted that year alone is the earlier state's.
        (
            spell(1991, 1991),
            [("OLD", "1991-01-01", "1991-12-25", "1991-01-01", "1991-12-25", None,
              "status_change")],
        ),
        # One that is still open ends with the last check.
        (
            spell(1992, 2014, still=True),
            [("NEW", "1992-01-01", "1992-12-31", "2014-12-31", "9999-12-31", None, None)],
        ),
    ],
)  # fmt: skip
def test_a_spell_is_cut_where_its_code_passed_on(found: Spell, expected: list[Cut]) -> None:
    holders = [h for h in (OLD, NEW) if h.since[:4] <= str(found.last) and
               int(h.through[:4]) >= found.first]  # fmt: skip
    assert [tuple(piece) for piece in pieces(found, holders, THROUGH)] == expected
