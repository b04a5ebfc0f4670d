"""Workbooks of Excel (.xlsx), read as a CSV is and written row by row, through openpyxl."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from orgdb.errors import OrgdbError, QuestionError
from orgdb.importers.archives import ImportFileError, at_hand
from orgdb.importers.spreadsheet import Record, Spreadsheet, read_spreadsheet

ENDING = ".xlsx"
HOW_TO_INSTALL = "Run: pip install 'orgdb-igo[excel]', or save the sheet as CSV UTF-8."


@contextmanager
def read_table(file: str, sheet: str | None = None) -> Iterator[Spreadsheet]:
    """A table of somebody's, by its name: a workbook (`sheet`, else its first), else a CSV or TSV.

    Raises `ImportFileError` for what cannot be read, `QuestionError` for a sheet that is not there.
    """
    if not file.lower().endswith(ENDING):
        if sheet:
            raise QuestionError(f"{file} has no sheets.", "Leave --sheet out.")
        with read_spreadsheet(at_hand(file)) as table:
            yield table
        return
    openpyxl = _library()
    try:
        book = openpyxl.load_workbook(Path(file), read_only=True, data_only=True)
    except FileNotFoundError:
        raise ImportFileError(f"There is no file {file}.", "Check its name.") from None
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise ImportFileError(
            f"{file} cannot be read as a workbook: {error}.", "Save it again, or as CSV UTF-8."
        ) from error
    try:
        yield _spreadsheet(book, file, sheet)
    finally:
        book.close()


def write_workbook(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write rows of cells to a new workbook; whole numbers become numbers, all else is text."""
    openpyxl = _library()
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("orgdb")
    for row in rows:
        page.append([_value(text) for text in row])
    book.save(path)


def _spreadsheet(book: Any, file: str, sheet: str | None) -> Spreadsheet:
    if sheet and sheet not in book.sheetnames:
        raise QuestionError(
            f"{file} has no sheet '{sheet}'.", f"It has: {', '.join(book.sheetnames)}."
        )
    page = book[sheet] if sheet else book.worksheets[0]
    records = _records(page.iter_rows(values_only=True))
    header = next(records, None)
    if header is None or not header.cells:
        raise ImportFileError(
            f"{file} begins with an empty row.", "Its first row has to be the header."
        )
    width = max(place for place, name in enumerate(header.cells, 1) if name)
    cells = header.cells[:width]
    header = Record(_text(cells), "\n", cells, 1)
    return Spreadsheet(file, ",", header, (_cut(record, width) for record in records))


def _records(rows: Iterable[Sequence[Any]]) -> Iterator[Record]:
    for number, row in enumerate(rows, 1):
        cells = [_cell(value).strip() if number == 1 else _cell(value) for value in row]
        if any(cells):
            yield Record(_text(cells), "\n", cells, number)


def _cut(record: Record, width: int) -> Record:
    """A row without the empty cells that sheets have to the right of the table."""
    if len(record.cells) <= width or any(record.cells[width:]):
        return record
    cells = record.cells[:width]
    return Record(_text(cells), "\n", cells, record.line)


def _text(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ") if value.time() != datetime.time() else str(value.date())
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _value(text: str) -> str | int:
    """A number only where it is written as one is: 004 stays a text."""
    return int(text) if text.isdecimal() and str(int(text)) == text and len(text) < 16 else text


def _library() -> Any:
    try:
        import openpyxl
    except ImportError:
        raise OrgdbError("Workbooks of Excel need openpyxl.", HOW_TO_INSTALL) from None
    return openpyxl
