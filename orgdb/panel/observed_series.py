"""Files of yearly cells: the years of each code in them, and the cells that a spell stands for."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from orgdb.db.reader import Reader, Row

SERIES = """
SELECT dataset_id, code, label, first_year, last_year FROM observed_series
ORDER BY dataset_id, position"""


class Code(NamedTuple):
    """A code of a state and the days on which it meant that state."""

    code: str
    since: str
    through: str


def observed_series(reader: Reader) -> dict[int, dict[str, list[tuple[int, int]]]]:
    """For each data set that was a file of yearly cells: the years of each code in it."""
    found: dict[int, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for row in reader.rows(SERIES):
        found[row["dataset_id"]][row["code"]].append((row["first_year"], row["last_year"]))
    return found


def observed_years(
    row: Row, codes: dict[str, list[Code]], series: dict[str, list[tuple[int, int]]]
) -> tuple[str, int, int] | None:
    """The code and the years of the cells that a spell stands for, or None where it has none.

    A spell was surely there from the last day it can have begun to the first it can have ended; the
    years of these two days are those of its first and last cell.
    """
    for code, since, through in codes[row["member"]]:
        if code in series and row["s2"] <= through and row["e1"] >= since:
            first, last = int(row["s2"][:4]), int(row["e1"][:4])
            for start, end in series[code]:
                if start <= last and end >= first:
                    return code, max(first, start), min(last, end)
    return None
