"""Numbers as a row of small blocks, for a line of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orgdb.dates import NO_EARLIEST, Bounds
from orgdb.vocabulary import Answer

BLOCKS = "▁▂▃▄▅▆▇█"


def sparkline(numbers: Sequence[int]) -> str:
    """One block a number, from zero to the highest.

    >>> sparkline([0, 5, 10])
    '▁▄█'
    """
    most = max([*numbers, 1])
    return "".join(BLOCKS[round(n / most * (len(BLOCKS) - 1))] for n in numbers)


def members_by_year(
    spells: Mapping[str, Sequence[Bounds]], known_from: str, known_through: str, most: int = 48
) -> list[tuple[int, int]]:
    """Years and the certain members at the end of each, from the first year the list covers.

    About `most` years, evenly spread; the last one is that of the last check, as of that day.
    """
    starts = [b.s1 for own in spells.values() for b in own if b.s1 != NO_EARLIEST]
    last = int(known_through[:4])
    if not starts:
        return []
    first = min(int(max(min(starts), known_from)[:4]), last)
    every = max(-(-(last - first + 1) // most), 1)
    years = sorted({first, *range(last, first, -every)})
    found = []
    for year in years:
        day = min(f"{year:04}-12-31", known_through)
        held = (any(b.on(day, day) is Answer.YES for b in own) for own in spells.values())
        found.append((year, sum(held)))
    return found
