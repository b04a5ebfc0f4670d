"""The format `xlsx`: a workbook with a sheet a table; what it is and what columns mean come first.

Dates and codes are text, so nothing moves by a day and no zero gets lost; no cell is a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orgdb.errors import OutputError
from orgdb.exporters.columns import Column, Kind
from orgdb.exporters.extract import Extract
from orgdb.exporters.readme import READING, about
from orgdb.exporters.registry import Format, Loss, needing
from orgdb.exporters.table import Table
from orgdb.exporters.xlsx_rows import LONGEST, RowWriter, plain

if TYPE_CHECKING:
    from xlsxwriter import Workbook

EXTRA = "excel"
ROWS = 1_048_576  # of a sheet, with the header
FORMAT = Format(
    "xlsx",
    "a workbook with a sheet a table: Excel, LibreOffice",
    ".xlsx",
    extra=EXTRA,
    losses=(
        Loss(
            "*",
            ("*",),
            f"a cell holds {LONGEST:,} characters, no control characters, no carriage return",
            "the beginning of a longer text; � for a control character",
        ),
    ),
)
WIDTHS = {Kind.DAY: 11, Kind.YEAR: 6, Kind.INTEGER: 8, Kind.BOOLEAN: 9, Kind.CODE: 8}
WIDE = {"name": 40, "org_name": 40, "member_name": 26, "title": 50, "sources": 30, "fact": 14}
# A workbook has a day on which it was made; the same data give the same file.
MADE = datetime(2000, 1, 1)


def write(extract: Extract, path: Path) -> None:
    """Write the sheets README and columns, then one for each table."""
    book = _workbook(path)
    said = about(extract)
    _explain(book, said)
    _columns(book, extract.tables)
    for table in extract.tables:
        _sheet(book, table, extract.rows(table))
    _close(book)


def write_table(
    table: Table, rows: Iterable[tuple[Any, ...]], path: Path, metadata: Mapping[str, str]
) -> None:
    """Write one table as a workbook: README, columns, and the table."""
    book = _workbook(path)
    _explain(book, metadata)
    _columns(book, (table,))
    _sheet(book, table, rows)
    _close(book)


def _workbook(path: Path) -> Workbook:
    with needing(EXTRA, "xlsx"):
        import xlsxwriter
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    return xlsxwriter.Workbook(str(path), options)


def _close(book: Workbook) -> None:
    from xlsxwriter.exceptions import XlsxWriterException

    try:
        book.close()
    except XlsxWriterException as error:
        raise OutputError(f"The workbook cannot be written: {error}") from error


def _explain(book: Workbook, said: Mapping[str, str]) -> None:
    properties = {"title": said.get("title", ""), "comments": said.get("citation", "")}
    book.set_properties({**properties, "created": MADE})
    sheet = book.add_worksheet("README")
    head, body = book.add_format({"bold": True}), _wrapped(book)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 100)
    lines = [line.replace("`", "") for line in READING.replace("\n  ", " ").splitlines()]
    for place, (name, value) in enumerate(said.items()):
        sheet.write_string(place, 0, name, head)
        sheet.write_string(place, 1, plain(value), body)
    for place, line in enumerate(lines, len(said) + 1):
        sheet.write_string(place, 1, line.removeprefix("* "), body)


def _columns(book: Workbook, tables: Iterable[Table]) -> None:
    sheet = book.add_worksheet("columns")
    head, body = book.add_format({"bold": True}), _wrapped(book)
    names = ("table", "column", "kind", "meaning", "words", "rule")
    for at, width in enumerate((20, 20, 9, 70, 40, 40)):
        sheet.set_column(at, at, width)
    sheet.freeze_panes(1, 0)
    for at, name in enumerate(names):
        sheet.write_string(0, at, name, head)
    place = 0
    for table in tables:
        for column in table.columns:
            place += 1
            words = ", ".join(column.words)
            told = (table.name, column.name, column.kind, column.meaning, words, column.rule)
            for at, text in enumerate(told):
                sheet.write_string(place, at, text.replace("`", ""), body)
    sheet.autofilter(0, 0, place, len(names) - 1)


def _wrapped(book: Workbook) -> Any:
    return book.add_format({"text_wrap": True, "valign": "top"})


def _sheet(book: Workbook, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    sheet = book.add_worksheet(table.name)
    text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
    sheet.freeze_panes(1, 1)
    kinds = [column.kind for column in table.columns]
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, _width(column), None if _typed(column) else text)
        sheet.write_string(0, at, column.name, head)
    numbers = [at for at, kind in enumerate(kinds) if kind in (Kind.YEAR, Kind.INTEGER)]
    truths = {at for at, kind in enumerate(kinds) if kind is Kind.BOOLEAN}
    writer = RowWriter(sheet, text, len(kinds), numbers, truths)
    for place, row in enumerate(rows, 1):
        if place >= ROWS:
            raise OutputError(
                f"A sheet holds {ROWS - 1:,} rows, and {table.name} has more.",
                "Narrow it (--org, --from, --through), or choose csv or parquet.",
            )
        writer.write(row)
    sheet.autofilter(0, 0, writer.close() - 1, len(kinds) - 1)


def _typed(column: Column) -> bool:
    return column.kind in (Kind.YEAR, Kind.INTEGER, Kind.BOOLEAN)


def _width(column: Column) -> int:
    return max(WIDE.get(column.name, WIDTHS.get(column.kind, 16)), len(column.name) + 3)
