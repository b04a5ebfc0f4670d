"""The outlines of the world that come with orgdb: today's, already projected (Equal Earth)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CREDIT = (
    "Outlines: Visionscarto's world atlas after Natural Earth (BSD-3). They are today's, also"
    " on a map of the past; neither they nor the names express an opinion on the status of any"
    " territory."
)


@dataclass(frozen=True, slots=True)
class Outlines:
    """SVG paths by key (ISO 3166-1 alpha-3, XKX for Kosovo; '' is disputed land that nobody gets),
    and where to put the dots of what is too small to be seen."""

    width: int
    height: int
    paths: dict[str, str]
    dots: dict[str, tuple[int, int]]

    def keys(self) -> list[str]:
        """Whatever can be drawn, as a path or a dot."""
        return sorted((self.paths.keys() | self.dots.keys()) - {""})


@cache
def outlines() -> Outlines:
    """The outlines, read once."""
    text = Path(__file__).with_name("outlines.json").read_text(encoding="utf-8")
    return Outlines(**json.loads(text))
