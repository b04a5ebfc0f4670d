"""Workbooks of Excel (.xlsx), read as a CSV is and written row by row, through openpyxl."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from orgdb.errors import OrgdbError, QuestionError
from orgdb.importers.source import MAX_UNPACKED, ImportFileError, Source, at_hand, require_file
from orgdb.importers.spreadsheet import Record, Spreadsheet, read_spreadsheet

ENDING = ".xlsx"
ZIP = b"PK\x03\x04"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
CONTENTS = "[Content_Types].xml"
HOW_TO_INSTALL = "Run: pip install 'orgdb-igo[excel]', or save the sheet as CSV UTF-8."


@contextmanager
def read_table(file: Source | str, sheet: str | None = None) -> Iterator[Spreadsheet]:
    """A table of somebody's: a workbook (`sheet`, else its first), else a CSV or TSV.

    What a file is, its first bytes tell, whatever it is called. Raises `ImportFileError` for what
    cannot be read, `QuestionError` for a sheet that is not there.
    """
    source = at_hand(file) if isinstance(file, str) else file
    require_file(source)
    if not _is_workbook(source):
        if sheet:
            raise QuestionError(f"{source} has no sheets.", "Leave --sheet out.")
        with read_spreadsheet(source) as table:
            yield table
        return
    openpyxl = _library()
    with source.open("rb") as content:
        try:
            book = openpyxl.load_workbook(content, read_only=True, data_only=True)
        except Exception as error:  # openpyxl raises whatever its parsers do
            raise ImportFileError(
                f"{source} cannot be read as a workbook: {error}.",
                "Save it again, or as CSV UTF-8.",
            ) from error
        try:
            yield _spreadsheet(book, str(source), sheet)
        finally:
            book.close()


def _is_workbook(source: Source) -> bool:
    """Is it one? Raises `ImportFileError` for workbooks of other programs."""
    named = str(source).lower().endswith(ENDING)
    try:
        with source.open("rb") as file:
            start = file.read(4)
            if start == OLD_WORKBOOK:
                raise ImportFileError(
                    f"{source} is a workbook of the old kind (.xls).",
                    "Save it as .xlsx or CSV UTF-8.",
                )
            if start != ZIP:
                return named
            file.seek(0)
            with zipfile.ZipFile(file) as archive:
                names = archive.namelist()
                unpacked = sum(member.file_size for member in archive.infolist())
    except FileNotFoundError:
        raise ImportFileError(f"There is no file {source}.", "Check its name.") from None
    except (OSError, zipfile.BadZipFile):
        return named
    if "content.xml" in names and "mimetype" in names:
        raise ImportFileError(
            f"{source} is a document of LibreOffice.", "Save it as .xlsx or CSV UTF-8."
        )
    if CONTENTS in names and unpacked > MAX_UNPACKED:
        raise ImportFileError(
            f"{source} unpacks to more than {MAX_UNPACKED >> 20} MB.",
            "Save the sheet as CSV UTF-8.",
        )
    return named or CONTENTS in names


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
