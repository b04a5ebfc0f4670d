"""The number of members over time, as a small drawing inside the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from orgdb.dates import NO_EARLIEST, day_after
from orgdb.membership.members import MemberRow
from orgdb.vocabulary import COUNTED_AS_MEMBERS

WIDTH, HEIGHT = 640, 120
FEWEST_STEPS = 3  # below that a line says less than the sentence above it


@dataclass(frozen=True, slots=True)
class Chart:
    """A step line: SVG paths in a box of `WIDTH` by `HEIGHT`, and the labels beside it."""

    line: str
    area: str
    years: list[tuple[float, str]]
    levels: list[tuple[float, str]]
    summary: str
    width: int = WIDTH
    height: int = HEIGHT


def members_over_time(rows: Sequence[MemberRow], roster: dict[str, Any] | None) -> Chart | None:
    """How many members were certain on each day of the list; None where there is little to see."""
    if roster is None:
        return None
    steps = _steps(rows, roster["known_from"], roster["known_through"])
    if len(steps) < FEWEST_STEPS:
        return None
    first, last = steps[0][0], roster["known_through"]
    span = max(_number(last) - _number(first), 1)
    top = max(count for _, count in steps)
    x = [(_number(day) - _number(first)) / span * WIDTH for day, _ in steps]
    y = [HEIGHT - count / top * (HEIGHT - 4) for _, count in steps]
    line = f"M0 {y[0]:.0f}"
    for here, level in zip(x[1:], y[1:], strict=True):
        line += f"H{here:.1f}V{level:.1f}"
    line += f"H{WIDTH}"
    most = max(steps, key=lambda step: step[1])
    summary = (
        f"Members from {first[:4]} to {last[:4]}: {steps[0][1]} at first, at most {most[1]}"
        f" (from {most[0][:4]}), {steps[-1][1]} at the end."
    )
    return Chart(
        line=line,
        area=f"{line}V{HEIGHT}H0Z",
        years=_years(int(first[:4]), int(last[:4]), first, span),
        levels=[(HEIGHT - level / top * (HEIGHT - 4), str(level)) for level in _levels(top)],
        summary=summary,
    )


def _steps(rows: Sequence[MemberRow], begin: str, end: str) -> list[tuple[str, int]]:
    """The days on which the number of certain members changed, with the number from then on."""
    change: dict[str, int] = defaultdict(int)
    for row in rows:
        first, last = row.start_latest, max(row.end_earliest, row.start_earliest)
        if row.status not in COUNTED_AS_MEMBERS or first > last or first == NO_EARLIEST:
            continue
        change[min(max(first, begin), end)] += 1
        if last < end:
            change[day_after(max(last, begin))] -= 1
    steps, number = [], 0
    for day in sorted(change):
        number += change[day]
        steps.append((day, number))
    return [s for s in steps if s[0] <= end]


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _years(first: int, last: int, begin: str, span: int) -> list[tuple[float, str]]:
    """Round years along the line, about six of them."""
    step = next(s for s in (1, 2, 5, 10, 20, 25, 50, 100, 500) if (last - first) / s <= 7)
    years = range(-(-(first + 1) // step) * step, last + 1, step)
    return [
        ((_number(f"{year:04}-01-01") - _number(begin)) / span * WIDTH, str(year)) for year in years
    ]


def _levels(top: int) -> list[int]:
    step = next(s for s in (1, 2, 5, 10, 20, 25, 50, 100, 200) if top / s <= 4)
    return list(range(step, top + 1, step))
