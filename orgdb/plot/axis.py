"""Scales and axes: days from left to right, numbers from below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orgdb.plot.svg import line, text

YEARS = (1, 2, 5, 10, 20, 25, 50, 100)
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Days:
    """Where a day lies between the left and the right side of a chart."""

    first: str
    last: str
    left: float
    right: float

    def x(self, day: str) -> float:
        """The place of a day; one outside lies on the nearer side."""
        start, end = _number(self.first), max(_number(self.last), _number(self.first) + 1)
        there = min(max(_number(min(max(day, self.first), self.last)), start), end)
        return self.left + (there - start) / (end - start) * (self.right - self.left)

    def ticks(self) -> list[str]:
        """Round years to write on the axis, as their first days."""
        first, last = int(self.first[:4]), int(self.last[:4])
        room = max((self.right - self.left) / 64, 2)
        step = next((s for s in YEARS if (last - first) / s <= room), YEARS[-1])
        years = range(-(-first // step) * step, last + 1, step)
        return [f"{year:04}-01-01" for year in years if f"{year:04}-01-01" >= self.first]

    def axis(self, y: float, top: float | None = None) -> str:
        """The years below a line at height y; with `top`, a thin line up from each."""
        parts = [line(self.left, y, self.right, y, "og-strong")]
        for day in self.ticks():
            x = self.x(day)
            parts.append(line(x, y, x, y + 5, "og-strong"))
            if top is not None:
                parts.append(line(x, top, x, y))
            parts.append(text(x, y + 18, day[:4], "og-axis", "middle"))
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Where a number lies between the bottom and the top of a chart; zero is at the bottom."""

    most: int
    bottom: float
    top: float

    @property
    def step(self) -> int:
        """The distance between two lines."""
        return next((s for s in STEPS if self.most / s <= 6), STEPS[-1])

    @property
    def highest(self) -> int:
        """The number at the top."""
        return max(-(-self.most // self.step) * self.step, 1)

    def y(self, number: float) -> float:
        """The height of a number."""
        return self.bottom - number / self.highest * (self.bottom - self.top)

    def axis(self, left: float, right: float) -> str:
        """Lines across, with their numbers at the left."""
        parts = []
        for number in range(0, self.highest + 1, self.step):
            y = self.y(number)
            parts.append(line(left, y, right, y, "og-rule"))
            parts.append(text(left - 8, y + 4, f"{number:,}", "og-axis", "end"))
        return "".join(parts)


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()
