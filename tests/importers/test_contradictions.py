"""Rows that repeat or overlap: found by a sweep, as comparing every pair would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orgdb.importers.contradictions import contradictions
from orgdb.importers.spell import ImportedSpell


def spell(line: int, s2: int, e1: int, member: str = "XAA") -> ImportedSpell:
    first, last = f"{s2:04}-01-01", f"{e1:04}-12-31"
    row = ("EXU", member, "full", None, first, last, first, first, last, last, None, None, None)
    return ImportedSpell(*row, f"list.csv:{line}")


YEARS = st.tuples(st.integers(1900, 1912), st.integers(1898, 1915))


@given(st.lists(st.tuples(YEARS, st.sampled_from(["XAA", "XBB"])), max_size=8))
def test_the_sweep_finds_something_where_a_pair_does(
    rows: list[tuple[tuple[int, int], str]],
) -> None:
    spells = [spell(n, *years, member) for n, (years, member) in enumerate(rows, 2)]
    clashing = {
        later.place
        for place, later in enumerate(spells)
        for earlier in spells[:place]
        if earlier.member == later.member
        and (
            max(earlier.s2, later.s2) <= min(earlier.e1, later.e1)
            or earlier._replace(place="") == later._replace(place="")
        )
    }
    found = [message.partition(": ")[0] for message in contradictions(spells)]
    assert len(found) == len(set(found)), "one message a row"
    assert set(found) <= clashing
    assert bool(found) == bool(clashing)


def test_each_repeated_row_is_named_once() -> None:
    spells = [spell(line, 1950, 1960) for line in range(2, 3_002)]
    found = contradictions(spells)
    assert len(found) == 2_999
    assert found[0] == "list.csv:3: XAA in EXU says the same as list.csv:2"


def test_many_spells_of_one_member_are_compared_in_order() -> None:
    spells = [spell(n, 1, 1)._replace(s2=f"{n:06}", e1=f"{n:06}") for n in range(2, 100_000)]
    assert contradictions(spells) == []


def test_one_long_spell_over_many_is_one_message() -> None:
    spells = [spell(n, 1000 + 2 * n, 1000 + 2 * n) for n in range(2, 400)] + [spell(400, 1, 9000)]
    assert contradictions(spells) == ["list.csv:400: XAA in EXU overlaps list.csv:2"]
