"""How rows leave orgdb: CSV, TSV, JSON, JSON Lines, Markdown, and tables for a terminal.

Machine formats carry every column of the contract; a table shows those a person reads. Texts that a
spreadsheet would run as a formula, or a terminal as a command, are made inert here.
"""

from __future__ import annotations

import csv
import html
import io
import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "markdown")
PIPE_WIDTH = 240
# Columns of free text; keys, codes, numbers and dates never begin as a formula does.
FREE_TEXT = frozenset(
    (
        "name",
        "org_name",
        "member_name",
        "person_name",
        "party_name",
        "language_name",
        "title",
        "reason",
        "status_word",
        "address",
        "city",
        "place",
        "signed_city",
        "hq_city",
        "post",
        "topics",
        "outcomes",
        "depositary",
        "registration",
        "locator",
        "stated",
        "value",
        "what",
        "instrument",
        "publisher",
        "author",
        "matched",
    )
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def field_names(row_type: type) -> tuple[str, ...]:
    """The columns of a row, in the order of the contract."""
    return tuple(row_type.__dataclass_fields__)  # type: ignore[attr-defined]


def cell(value: Any) -> str:
    """A value as CSV has it: nothing is empty, a list is joined by `;`, a truth is a word."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (tuple, list)):
        return ";".join(str(item) for item in value)
    return str(value)


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula: a leading `'` where it would be one."""
    return f"'{text}" if text.startswith(FORMULA) else text


def printable(text: str) -> str:
    """A text without characters that drive a terminal; line breaks are kept, letters all are."""
    return "".join(
        c if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs") else "�" for c in text
    )


def render(
    rows: Sequence[Any],
    row_type: type,
    format_: str,
    columns: Sequence[tuple[str, str]] = (),
    raw: bool = False,
    width: int | None = None,
) -> str:
    """All rows in one of `FORMATS`. `columns` are those of a table: field and heading."""
    if format_ == "table":
        return table(rows, columns or [(name, name) for name in field_names(row_type)], width)
    if format_ == "json":
        return json.dumps([as_dict(row) for row in rows], ensure_ascii=False, indent=2) + "\n"
    if format_ == "jsonl":
        return "".join(json.dumps(as_dict(row), ensure_ascii=False) + "\n" for row in rows)
    if format_ == "markdown":
        return markdown(rows, columns or [(name, name) for name in field_names(row_type)])
    return delimited(rows, row_type, "\t" if format_ == "tsv" else ",", raw)


def render_object(row: Any) -> str:
    """One row as one JSON object."""
    return json.dumps(as_dict(row), ensure_ascii=False, indent=2) + "\n"


def as_dict(row: Any) -> dict[str, Any]:
    """A row with its columns as keys; lists stay lists."""
    return {name: getattr(row, name) for name in field_names(type(row))}


def delimited(rows: Iterable[Any], row_type: type, separator: str, raw: bool) -> str:
    """CSV or TSV: a header always, `\\n` at line ends, quotes where they are needed."""
    names = field_names(row_type)
    guarded = [name in FREE_TEXT and not raw for name in names]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        cells = (cell(getattr(row, name)) for name in names)
        writer.writerow(
            [inert(text) if guard else text for text, guard in zip(cells, guarded, strict=True)]
        )
    return out.getvalue()


def markdown(rows: Iterable[Any], columns: Sequence[tuple[str, str]]) -> str:
    """A pipe table; what Markdown or HTML would read as markup is escaped."""
    lines = [
        "| " + " | ".join(heading for _, heading in columns) + " |",
        "|" + "|".join(" --- " for _ in columns) + "|",
    ]
    for row in rows:
        cells = (_markdown_cell(cell(getattr(row, name))) for name, _ in columns)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _markdown_cell(text: str) -> str:
    escaped = html.escape(printable(text), quote=False)
    for mark in "\\`*_[]|":
        escaped = escaped.replace(mark, f"\\{mark}")
    return escaped.replace("\n", "<br>")


def table(rows: Iterable[Any], columns: Sequence[tuple[str, str]], width: int | None = None) -> str:
    """A table for people: as wide as the terminal, unwrapped in a pipe, no colours without one."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for name, heading in columns:
        numeric = name in ("members", "number")
        fixed = name in ("start", "end", "date", "signed", "in_force", "deposited", "consented")
        grid.add_column(
            heading,
            justify="right" if numeric else "left",
            no_wrap=fixed,
            overflow="fold",
        )
    for row in rows:
        grid.add_row(*(Text(_shown(getattr(row, name))) for name, _ in columns))
    return to_text(grid, width)


def _shown(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, (tuple, list)) else cell(value)
    return printable(text)


def to_text(renderable: Any, width: int | None = None) -> str:
    """Anything rich can draw, as text for this terminal or pipe (`NO_COLOR` is respected)."""
    import sys

    from rich.console import Console

    terminal = sys.stdout.isatty()
    console = Console(
        file=io.StringIO(),
        width=width or (None if terminal else PIPE_WIDTH),
        force_terminal=terminal,
        highlight=False,
        soft_wrap=False,
    )
    console.print(renderable)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in text.split("\n"))
