"""The key to the tones of a picture, in a row that wraps."""

from __future__ import annotations

from collections.abc import Iterable

from orgdb.plot.svg import rect, text, width_of

ROW = 22


def legend(entries: Iterable[tuple[str, str]], room: float) -> tuple[str, float]:
    """Swatches with their words, as (class, words); returns the SVG and its height."""
    parts = []
    x, y = 0.0, 0.0
    for kind, words in entries:
        wide = 22 + width_of(words, 13) + 22
        if x and x + wide > room:
            x, y = 0.0, y + ROW
        parts.append(rect(x, y, 15, 13, f"{kind} og-strong"))
        parts.append(text(x + 21, y + 11, words))
        x += wide
    return f'<g class="og-chart">{"".join(parts)}</g>', y + ROW
