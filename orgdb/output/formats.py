"""How rows leave orgdb: CSV, TSV, JSON, JSON Lines, Markdown, and tables for a terminal.

Machine formats carry every column of the contract; a table shows those a person reads. Texts that a
spreadsheet would run as a formula, or a terminal as a command, are made inert here. Nothing is
imported before the format that needs it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, islice
from operator import attrgetter
from typing import Any, NamedTuple

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "markdown")
LINES = ("csv", "tsv", "json", "jsonl")  # those that are written row by row
PORTION = 500  # rows of a JSON array that are written at a time
PIPE_WIDTH = 119  # a table in a pipe is read in an editor, a mail, a chat
# Columns of free text; keys, codes, numbers and dates never begin as a formula does.
FREE_TEXT = frozenset(
    """name org_name member_name person_name party_name language_name title reason status_word
    address city place signed_city hq_city post topics outcomes depositary registration locator
    stated value what instrument publisher author licence original matched""".split()
)
# OWASP's list: what spreadsheets take for the start of a formula, wide forms included.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
# Characters that reorder what a person sees, so that it reads as something else than it is.
_REORDERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_JSON_ESCAPES = {
    number: f"\\u{number:04x}"
    for number in (*range(0x7F, 0xA0), 0x2028, 0x2029, *map(ord, _REORDERING))
}


class Column(NamedTuple):
    """A column of a table: the field, in the words of CSV and JSON, and when it is left out.

    Written `signed:2`. One with a number is left out where no row fills it in; those with a number
    above 0 go where the terminal is narrow, the highest first.
    """

    name: str
    spare: int = -1

    @classmethod
    def parse(cls, text: str) -> Column:
        """Read `signed` or `signed:2`."""
        name, _, spare = text.partition(":")
        return cls(name, int(spare or -1))

    @property
    def heading(self) -> str:
        """The name, with blanks."""
        return self.name.replace("_", " ")


Columns = Sequence[Column]


@dataclass(frozen=True, slots=True)
class Table:
    """What people see of rows, in tables and Markdown.

    `columns` are written `org name kind:3` (see `Column`); all columns where none are named.
    `shown` makes rows as they are read; `group` is a column whose values become headings over the
    rows that share them; `empty` is said where there are no rows.
    """

    columns: str = ""
    shown: Callable[[Sequence[Any]], Sequence[Any]] = list
    group: str = ""
    empty: str = ""

    def named(self, row_type: type) -> Columns:
        """The columns; all of the rows where none are named."""
        return [Column.parse(text) for text in self.columns.split() or field_names(row_type)]


EVERY_COLUMN = Table()


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
    if isinstance(value, bytes):
        raise TypeError("bytes where a text belongs")  # a database holds what it never should
    return str(value)


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula: a leading `'` where it would be one."""
    return f"'{text}" if text.startswith(FORMULA) else text


def printable(text: str) -> str:
    """A text without characters that drive a terminal; line breaks are kept, letters all are."""
    if text.isprintable():
        return text
    return "".join(map(_shown_character, text))


def _shown_character(character: str) -> str:
    from unicodedata import category

    if character == "\n" or (category(character) not in ("Cc", "Cs", "Zl", "Zp")):
        return "�" if character in _REORDERING else character
    return " " if character == "\t" else "�"


def render(
    rows: Sequence[Any],
    row_type: type,
    format_: str,
    table: Table = EVERY_COLUMN,
    raw: bool = False,
    width: int | None = None,
    chosen: Sequence[str] = (),
    left_out: list[str] | None = None,
) -> str:
    """All rows in one of `FORMATS`; `table` is what people see of them.

    `chosen` are the columns wanted, where not all (or the usual ones of a table) are. The columns
    for which a table had no room are appended to `left_out`.
    """
    if format_ == "table":
        from orgdb.output.table import drawn

        columns = table.named(row_type)
        return drawn(table.shown(rows), columns, width, table.group, left_out)
    if format_ == "markdown":
        return markdown(table.shown(rows), table.named(row_type))
    return "".join(lines_of(rows, row_type, format_, raw, chosen))


def lines_of(
    rows: Iterable[Any], row_type: type, format_: str, raw: bool = False, chosen: Sequence[str] = ()
) -> Iterator[str]:
    """Rows as one of `LINES`, written as they come, with their line ends."""
    if format_ == "jsonl":
        return (_json(as_dict(row, chosen)) for row in rows)
    if format_ == "json":
        return _listed(rows, chosen)
    return _delimited(rows, row_type, "\t" if format_ == "tsv" else ",", raw, chosen)


def render_object(row: Any) -> str:
    """One row as one JSON object."""
    return _json(as_dict(row), indent=2)


def as_dict(row: Any, chosen: Sequence[str] = ()) -> dict[str, Any]:
    """A row with its columns (or those chosen) as keys; lists stay lists."""
    return {name: getattr(row, name) for name in chosen or field_names(type(row))}


def _json(value: Any, indent: int | None = None) -> str:
    import json

    # Letters stay letters; what could drive a terminal or break a line is escaped.
    return json.dumps(value, ensure_ascii=False, indent=indent).translate(_JSON_ESCAPES) + "\n"


def _listed(rows: Iterable[Any], chosen: Sequence[str]) -> Iterator[str]:
    """The rows as one JSON array, as the standard library writes it with an indent of 2.

    Many rows at a time: each call of its writer leaves 3 kB behind, which nobody collects here.
    """
    before, waiting = "[", iter(rows)
    while portion := list(islice(waiting, PORTION)):
        written = _json([as_dict(row, chosen) for row in portion], indent=2)
        yield before + written.removeprefix("[").removesuffix("\n]\n")
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _delimited(
    rows: Iterable[Any], row_type: type, separator: str, raw: bool, chosen: Sequence[str] = ()
) -> Iterator[str]:
    """CSV or TSV: a header always, `\\n` at line ends, quotes where they are needed.

    Unless `raw`, free text is inert: formulas get a leading `'`, control characters are replaced.
    """
    names = tuple(chosen) or field_names(row_type)
    free = [not raw and name in FREE_TEXT for name in names]
    values_of = attrgetter(*names) if len(names) > 1 else lambda row: (getattr(row, names[0]),)
    yield separator.join(names) + "\n"
    for row in rows:
        cells = [
            value if value.__class__ is str else "" if value is None else cell(value)
            for value in values_of(row)
        ]
        written = "".join(cells)
        # Nearly every line is plain: nothing to quote, and no formula or control character.
        plain = written.isprintable() and separator not in written and '"' not in written
        if not plain or any(text.startswith(FORMULA) for text in compress(cells, free)):
            cells = [
                _quoted(_guarded(text) if guard else text, separator)
                for text, guard in zip(cells, free, strict=True)
            ]
        yield separator.join(cells) + "\n"


def _quoted(text: str, separator: str) -> str:
    # Python's own writer leaves a carriage return bare, and every reader takes it for a line's end.
    if separator in text or '"' in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _guarded(text: str) -> str:
    if text.isprintable():
        return inert(text)
    return inert("\t".join(printable(part) for part in text.split("\t")))


def markdown(rows: Iterable[Any], columns: Columns) -> str:
    """A pipe table; what Markdown or HTML would read as markup is escaped."""
    lines = [
        "| " + " | ".join(column.heading for column in columns) + " |",
        "|" + "|".join(" --- " for _ in columns) + "|",
    ]
    for row in rows:
        cells = (_markdown_cell(text_for_people(getattr(row, column.name))) for column in columns)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _markdown_cell(text: str) -> str:
    import html

    escaped = html.escape(text, quote=False)
    for mark in "\\`*_[]|~$":
        escaped = escaped.replace(mark, f"\\{mark}")
    return escaped.replace("\n", "<br>")


def text_for_people(value: Any) -> str:
    """A value as a table has it, printable: lists by commas (texts by semicolons), a truth is *yes*
    or nothing."""
    if isinstance(value, bool):
        return "yes" if value else ""
    text = cell(value)
    if isinstance(value, (tuple, list)):
        items = [str(item) for item in value]
        text = ("; " if any(" " in item for item in items) else ", ").join(items)
    return printable(text.replace("\r\n", "\n"))


def styled() -> bool:
    """May the output carry colours? On a terminal that takes them, unless `NO_COLOR` is set."""
    import os
    import sys

    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and sys.stdout is not None and sys.stdout.isatty()


def page_width() -> int | None:
    """How many columns the reader has: `COLUMNS`, else the terminal's; None in a pipe."""
    import os
    import sys

    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError, AttributeError):
        return None


def to_text(renderable: Any, width: int | None = None) -> str:
    """Anything rich can draw, as text for this terminal or pipe (`NO_COLOR` is respected)."""
    import io

    from rich.console import Console

    colours = styled()
    console = Console(
        file=io.StringIO(),
        width=width or page_width() or PIPE_WIDTH,
        force_terminal=colours,
        color_system="auto" if colours else None,
        highlight=False,
        soft_wrap=False,
    )
    console.print(renderable)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in text.split("\n"))
