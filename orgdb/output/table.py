"""Tables for people: as wide as the terminal, and below 120 columns in a pipe.

Long texts fold, keys and days never break. In a narrow terminal the columns that a reader can do
without go first, then texts fold, then a range between its two days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from orgdb.output.formats import (
    FREE_TEXT,
    PIPE_WIDTH,
    Columns,
    page_width,
    styled,
    text_for_people,
)

GAP = "  "
# Texts fold at spaces; nothing else does.
FOLDING = frozenset(
    """name org_name member_name person_name party_name language_name title reason address city
    place topics outcomes participants depositary registration locator stated value what publisher
    author sources remarks source_and_locator says nationality official_languages url
    original matched licence post status meaning words rule one_row_is good_for""".split()
)
# `[1995-11-01..1995-11-10]` folds between its two days, where there is no room for both.
DATES = frozenset(
    """date start end founded dissolved adopted signed in_force consented deposited denounced
    denounced_effect notice effective since""".split()
)
LONG_WORDS = frozenset(
    ("url", "sources", "remarks")
)  # where nothing else helps, these break in a word
NUMBERS = frozenset(("members", "number", "facts", "disputes", "primary_share", "weak_share"))
MOST_SOURCES = 2  # of each row; csv, json and `orgdb why` have all of them
COMFORTABLE = 30  # a column of text narrower than this is worth dropping another one
NARROWEST = 12  # below this a folded text is no longer read, only spelled
LISTS = frozenset(("source_and_locator",))  # a line for each item

Cells = list[list[str]]


def drawn(
    rows: Iterable[Any],
    columns: Columns,
    width: int | None = None,
    group: str = "",
    left_out: list[str] | None = None,
) -> str:
    """The rows as a table no wider than `width` (else the terminal; in a pipe, `PIPE_WIDTH`).

    The values of the column `group` stand as headings over the rows that share them. The headings
    of columns that say something and had no room are appended to `left_out`.
    """
    listed = list(rows)
    room = width or page_width() or PIPE_WIDTH
    kept = [column for column in columns if column.name != group]
    cells = [[_text(row, column.name) for column in kept] for row in listed]
    chosen, widths = _fit(kept, cells, room - (len(GAP) if group else 0))
    if left_out is not None:
        left_out += [
            column.heading
            for place, column in enumerate(kept)
            if place not in chosen and any(row[place] for row in cells)
        ]
    indent = GAP if group else ""
    header = indent + _joined(kept, chosen, widths, [column.heading for column in kept])[0]
    rule = "─" * (sum(widths) + len(GAP) * (len(widths) - 1) + len(indent))
    lines = [f"\x1b[1m{header}\x1b[0m" if styled() else header, rule]
    above = None
    for row, texts in zip(listed, cells, strict=True):
        if group and (heading := _text(row, group)) != above:
            lines += _wrapped(heading, len(rule))
            above = heading
        lines += [indent + line for line in _joined(kept, chosen, widths, texts)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _text(row: Any, field: str) -> str:
    value = getattr(row, field)
    if field == "sources" and isinstance(value, tuple) and len(value) > MOST_SOURCES:
        value = (*value[:MOST_SOURCES], f"+{len(value) - MOST_SOURCES}")
    text = text_for_people(value)
    return text if field in LISTS else text.replace("\n", " ")


def _fit(columns: Columns, cells: Cells, room: int) -> tuple[list[int], list[int]]:
    """Which columns are shown, by their places, and how wide each is."""
    full, comfortable, texts_only, least, narrowest = [], [], [], [], []
    for place, column in enumerate(columns):
        texts = [row[place] for row in cells]
        heading = _cells(column.heading)
        widest = max(heading, *(_cells(line) for text in texts for line in text.split("\n")), 0)
        folds = column.name in FOLDING or column.name in DATES
        parts = (part for text in texts for part in _parts(text, column.name))
        word = max(heading, *(_cells(part) for part in parts), 0)
        full.append(widest)
        comfortable.append(min(widest, max(COMFORTABLE, word)) if folds else widest)
        texts_only.append(min(widest, max(NARROWEST, word)) if column.name in FOLDING else widest)
        least.append(min(widest, max(NARROWEST, word)) if folds else widest)
        cut = column.name in FREE_TEXT or column.name in LONG_WORDS
        narrowest.append(min(widest, max(NARROWEST, heading)) if cut else least[-1])
    chosen = [
        place
        for place, column in enumerate(columns)
        if column.spare < 0 or any(row[place] for row in cells)
    ]
    while _total(comfortable, chosen) > room:
        spare = {place: columns[place].spare for place in chosen}
        first = max(spare, key=lambda place: spare[place])
        if spare[first] <= 0:
            break
        chosen.remove(first)
    widths = {place: full[place] for place in chosen}
    for limit in (texts_only, least, narrowest):
        while _total(widths, chosen) > room:
            able = [place for place in chosen if widths[place] > limit[place]]
            if not able:
                break
            widths[max(able, key=lambda place: widths[place])] -= 1
    return chosen, [widths[place] for place in chosen]


def _total(widths: Sequence[int] | dict[int, int], chosen: Sequence[int]) -> int:
    return sum(widths[place] for place in chosen) + len(GAP) * (len(chosen) - 1)


def _joined(
    columns: Columns, chosen: Sequence[int], widths: Sequence[int], texts: Sequence[str]
) -> list[str]:
    """The lines of one row."""
    folded = [
        _folded(texts[place], width, columns[place].name)
        for place, width in zip(chosen, widths, strict=True)
    ]
    lines = []
    for number in range(max(map(len, folded))):
        parts = [column[number] if number < len(column) else "" for column in folded]
        padded = [
            _padded(part, width, right=columns[place].name in NUMBERS)
            for part, place, width in zip(parts, chosen, widths, strict=True)
        ]
        lines.append(GAP.join(padded))
    return lines


def _parts(text: str, field: str) -> list[str]:
    """What of a text stays in one line."""
    return text.replace("..", ".. ").split() if field in DATES else text.split()


def _folded(text: str, width: int, field: str) -> list[str]:
    if field in FOLDING:
        return _wrapped(text, width)
    if field in DATES and _cells(text) > width:
        return _parts(text, field)
    return [text]


def _padded(text: str, width: int, right: bool) -> str:
    text = text.replace("\u00a0", " ")
    space = " " * (width - _cells(text))
    return space + text if right else text + space


def _wrapped(text: str, width: int) -> list[str]:
    if "\n" in text:
        return [line for part in text.split("\n") for line in _wrapped(part, width)]
    lines, line = [], ""
    for word in text.split(" "):
        if line and _cells(line) + 1 + _cells(word) > width:
            lines.append(line)
            line = ""
        rest = f"{line} {word}" if line else word
        while _cells(rest) > width:
            cut = next(n for n in range(len(rest), 0, -1) if n == 1 or _cells(rest[:n]) <= width)
            lines.append(rest[:cut])
            rest = rest[cut:]
        line = rest
    return [*lines, line]


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes: two for a Chinese letter, none for an accent."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def wrapped(text: str) -> str:
    """Lines of text as wide as a table may be; what goes on is set in by two, addresses stay whole.

    They are for reading and for clicking: a broken address is none.
    """
    room = page_width() or PIPE_WIDTH
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for word in paragraph.split():
            if line and _cells(line) + 1 + _cells(word) > room:
                lines.append(line)
                line = f"  {word}"
            else:
                line = f"{line} {word}" if line else word
        if line:
            lines.append(line)
    return "".join(f"{line}\n" for line in lines)
