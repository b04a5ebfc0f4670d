"""A CSV of somebody else's: read so that every record can be written back as it was."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orgdb.errors import DatabaseError, QuestionError

DELIMITERS = (",", ";", "\t", "|")
BOM = "\ufeff"
SAMPLE = 20
LONGEST_CELL = 2**30
ENDS = ("\r\n", "\n", "\r")


class FileError(DatabaseError):
    """A file that cannot be read as a CSV."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record as text, without its line end, and as cells; a blank line has no cells."""

    text: str
    end: str
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A CSV: its separator, its header and its records, as they were written."""

    name: str
    delimiter: str
    header: Record
    records: list[Record]

    def place(self, column: str) -> int:
        """Where a column is, by its name (case does not matter) or its number (`#2`)."""
        names = self.header.cells
        lower = [name.lower() for name in names]
        for among, wanted in ((names, column), (lower, column.lower())):
            places = [place for place, name in enumerate(among) if name == wanted]
            if len(places) == 1:
                return places[0]
            if places:
                numbers = ", ".join(f"#{place + 1}" for place in places)
                raise QuestionError(
                    f"{self.name} has {len(places)} columns called '{column}'.",
                    f"Say which by number: {numbers}.",
                )
        number = column.removeprefix("#")
        if column.startswith("#") and number.isdecimal() and 1 <= int(number) <= len(names):
            return int(number) - 1
        raise QuestionError(
            f"{self.name} has no column '{column}'.", f"It has: {', '.join(names)}."
        )

    def with_columns(self, names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        """The text as it was, with cells added at the end of every record; blank lines stay."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=self.delimiter, lineterminator="")
        added = iter(rows)
        for record in (self.header, *self.records):
            out.write(record.text)
            if record.cells:
                out.write(self.delimiter)
                writer.writerow(names if record is self.header else next(added))
            out.write(record.end)
        return out.getvalue()


def read_spreadsheet(name: str) -> Spreadsheet:
    """Read a file, or stdin for `-`. Raises `FileError` with what is wrong, and where."""
    shown = "stdin" if name == "-" else name
    text = _text(name, shown)
    if not text.removeprefix(BOM).strip():
        raise FileError(f"{shown} is empty.", "Give a CSV with a header.")
    csv.field_size_limit(LONGEST_CELL)
    delimiter = _delimiter(text.removeprefix(BOM))
    try:
        records = list(_records(text, delimiter, shown))
    except csv.Error as error:
        raise FileError(f"{shown} cannot be read as a CSV: {error}.", "Mend its quotes.") from error
    if not records[-1].end:
        # The last line lacks its end: it stays so.
        records[-1] = Record(records[-1].text, "", records[-1].cells)
    return Spreadsheet(shown, delimiter, records[0], records[1:])


def _text(name: str, shown: str) -> str:
    try:
        if name == "-":
            content = sys.stdin.buffer.read()
        else:
            with open(name, "rb") as file:  # noqa: PTH123
                content = file.read()
    except OSError as error:
        hint = "Check the path, or give - to read from a pipe."
        raise FileError(f"{shown} cannot be read: {error.strerror}.", hint) from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        utf_16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
        raise FileError(
            f"{shown}:{line}: not UTF-8{' but UTF-16' if utf_16 else ''}.",
            "Save it as CSV UTF-8, or convert it:"
            f" iconv -f {'UTF-16' if utf_16 else 'WINDOWS-1252'} -t UTF-8 FILE",
        ) from error


def _delimiter(text: str) -> str:
    """The separator that splits the first records into the most cells, all into as many."""

    def quality(delimiter: str) -> tuple[bool, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            counts = [len(row) for row, _ in zip(reader, range(SAMPLE), strict=False) if row]
        except csv.Error:
            return False, 0
        return len(set(counts)) == 1 and counts[0] > 1, counts[0] if counts else 0

    return max(DELIMITERS, key=lambda delimiter: (*quality(delimiter), delimiter == ","))


def _records(text: str, delimiter: str, shown: str) -> Iterator[Record]:
    """Every record with the very text it was read from."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            taken.append(line)
            yield line if len(taken) > 1 or seen else line.removeprefix(BOM)

    seen = False
    width = 0
    reader = csv.reader(lines(), delimiter=delimiter)
    for row in reader:
        cells = row
        raw = "".join(taken)
        taken.clear()
        end = next((end for end in ENDS if raw.endswith(end)), "")
        content = raw.removesuffix(end)
        if not seen:
            if not cells:
                raise FileError(f"{shown} begins with a blank line.", "Take it out.")
            cells, width, seen = [cell.strip() for cell in cells], len(cells), True
        elif len(cells) > width:
            raise FileError(
                f"{shown}:{reader.line_num}: this row has {len(cells)} cells, the header {width}.",
                "Quote cells that hold the separator, or name every column in the header.",
            )
        elif cells and len(cells) < width:
            missing = width - len(cells)
            content += delimiter * missing
            cells = [*cells, *[""] * missing]
        yield Record(content, end, cells)
