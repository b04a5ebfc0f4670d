"""A CSV of somebody else's, as spreadsheets and scripts write them: one reader for all commands.

UTF-8 with or without a byte order mark, and UTF-16 with one; commas, semicolons, tabs or bars; any
line end. Every record keeps the text it was read from, so that it can be written back as it was.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice

from orgdb.errors import QuestionError
from orgdb.importers.archives import BLOCK, MAX_LINE, Limited, checked, opened
from orgdb.importers.source import ImportFileError, Source

DELIMITERS = (",", ";", "\t", "|")
BOM = "\ufeff"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SAMPLE = 20
LONGEST_CELL = 2**24
_QUOTED = re.compile(rb'"[^"]*"')
_LINE_END = re.compile(rb"\r*\n|\r")
_ENDS = re.compile(r"[\r\n]+\Z")
# `sep=;` as the first line tells Excel the separator; it is no row.
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[\r\n]+', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Record:
    """One record as text, without its line end, and as cells; a blank line has no cells.

    `line` is the line of the file on which it ends.
    """

    text: str
    end: str
    cells: list[str]
    line: int


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A CSV: its separator, its header, and its records, read one after the other."""

    name: str
    delimiter: str
    header: Record
    records: Iterable[Record]

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
            f"{self.name} has no column '{column}'.", f"It has: {', '.join(names)[:500]}."
        )

    def fitted(self, record: Record) -> Record:
        """The record with as many cells as the header. Raises `ImportFileError` for one too long.

        Spreadsheets leave out empty cells at the end of a row.
        """
        missing = len(self.header.cells) - len(record.cells)
        if missing < 0:
            raise ImportFileError(
                f"{self.name}:{record.line}: this row has {len(record.cells)} cells,"
                f" the header {len(self.header.cells)}.",
                "Quote cells that hold the separator, or name every column in the header.",
            )
        if not missing or not record.cells:
            return record
        text = record.text + self.delimiter * missing
        return Record(text, record.end, [*record.cells, *[""] * missing], record.line)

    def with_columns(
        self, names: Sequence[str], records: Iterable[Record], rows: Iterable[Sequence[str]]
    ) -> str:
        """The text as it was, with cells added at the end of every record; blank lines stay."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=self.delimiter, lineterminator="")
        added = iter(rows)
        for record in (self.header, *records):
            out.write(record.text)
            if record.cells:
                out.write(self.delimiter)
                writer.writerow(names if record is self.header else next(added))
            out.write(record.end)
        return out.getvalue()


@contextmanager
def read_spreadsheet(source: Source) -> Iterator[Spreadsheet]:
    """Open a CSV, zipped or not. Raises `ImportFileError` with what is wrong, and on which line."""
    csv.field_size_limit(LONGEST_CELL)
    with opened(source) as file:
        lines = text_lines(file, str(source))
        sample = list(islice(lines, SAMPLE))
        if not "".join(sample).removeprefix(BOM).strip():
            raise ImportFileError(f"{source} is empty.", "Give a CSV with a header.")
        told = _SEPARATOR_LINE.fullmatch(sample[0].removeprefix(BOM))
        before = sample.pop(0) if told else ""
        delimiter = told[1] if told else delimiter_of(sample)
        records = _records(chain(sample, lines), delimiter, str(source), int(bool(told)))
        header = next(records, Record("", "", [], 1))
        if not header.cells:
            raise ImportFileError(
                f"{source} begins with a blank line.", "Remove it: the first line is the header."
            )
        cells = [cell.strip() for cell in header.cells]
        header = Record(before + header.text, header.end, cells, header.line)
        yield Spreadsheet(str(source), delimiter, header, records)


def text_lines(file: Limited, name: str, encoding: str = "utf-8") -> Iterator[str]:
    """The lines of a file with their ends, whichever end and whichever Unicode it is written in.

    A byte order mark stays in front of the first line. Raises `ImportFileError` for text that is
    not in this encoding, with the line and how to convert it.
    """
    for number, line in enumerate(_byte_lines(_blocks(file, name), name), 1):
        yield checked(line, name, number, encoding)


def _blocks(file: Limited, name: str) -> Iterator[bytes]:
    """The content in blocks; UTF-16 as UTF-8."""
    first = file.read(BLOCK)
    blocks = chain([first], iter(lambda: file.read(BLOCK), b""))
    if first[:2] not in UTF_16:
        yield from blocks
        return
    decoder = codecs.getincrementaldecoder("utf-16")()
    try:
        for block in blocks:
            yield decoder.decode(block).encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeDecodeError as error:
        raise ImportFileError(
            f"{name} begins as UTF-16 but is not: {error.reason}.", "Save it as CSV UTF-8."
        ) from error


def _byte_lines(blocks: Iterator[bytes], name: str) -> Iterator[bytes]:
    """Lines with their ends, cut where the first line of the file ends: at CR, LF or CRLF."""
    pending = next(blocks, b"")
    found = _LINE_END.search(_QUOTED.sub(b"", pending))
    end = b"\r" if found and found[0] == b"\r" else b"\n"
    for block in chain(blocks, [b""]):
        *whole, pending = pending.split(end)
        for line in whole:
            yield line + end
        if len(pending) > MAX_LINE:
            raise ImportFileError(
                f"{name} has a line of more than {MAX_LINE // 1024} KB.",
                "It is damaged, or not a table.",
            )
        pending += block
    if pending:
        yield pending


def delimiter_of(sample: Sequence[str]) -> str:
    """The separator that splits the first records into the most cells, all into as many."""

    def quality(delimiter: str) -> tuple[bool, int]:
        reader = csv.reader([sample[0].removeprefix(BOM), *sample[1:]], delimiter=delimiter)
        try:
            counts = [len(row) for row in reader if row]
        except csv.Error:
            return False, 0
        return len(set(counts)) == 1 and counts[0] > 1, counts[0] if counts else 0

    return max(DELIMITERS, key=lambda delimiter: (*quality(delimiter), delimiter == ","))


def _records(lines: Iterator[str], delimiter: str, name: str, before: int) -> Iterator[Record]:
    """Every record with the very text it was read from."""
    taken: list[str] = []

    def noted() -> Iterator[str]:
        for place, line in enumerate(lines):
            taken.append(line)
            yield line if place else line.removeprefix(BOM)

    reader = csv.reader(noted(), delimiter=delimiter)
    cell = _cell(delimiter)
    line = before
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _unreadable("".join(taken), cell, line + 1, name) from error
        raw = "".join(taken)
        end = _ENDS.search(raw)
        content = raw[: end.start()] if end else raw
        suspect = '"' in raw and (not end or any("\n" in c or "\r" in c for c in cells))
        if suspect and _unclosed(raw, cell) is not None:
            raise _unreadable(raw, cell, line + 1, name)
        line += len(taken)
        taken.clear()
        yield Record(content, end[0] if end else "", cells, line)


def _cell(delimiter: str) -> re.Pattern[str]:
    """One cell with what separates it from the next, if it is quoted as it should be."""
    ends = rf"(?:{re.escape(delimiter)}|[\r\n]+|\Z)"
    return re.compile(rf'(?:"[^"]*(?:""[^"]*)*"|(?!")[^{re.escape(delimiter)}\r\n]*){ends}')


def _unclosed(raw: str, cell: re.Pattern[str]) -> int | None:
    """Where the first quote opens that is not closed at the end of a cell."""
    place = 1 if raw.startswith(BOM) else 0
    while place < len(raw):
        found = cell.match(raw, place)
        if not found:
            return place
        place = found.end()
    return None


def _unreadable(raw: str, cell: re.Pattern[str], first: int, name: str) -> ImportFileError:
    place = _unclosed(raw, cell)
    if place is not None and raw[place] == '"':
        line = first + len(re.findall(r"\r\n|\n|\r", raw[:place]))
        return ImportFileError(
            f"{name}:{line}: the quote that opens on this line is not closed at the end of a cell.",
            'Close it, or write "" for a quote inside a quoted cell.',
        )
    return ImportFileError(
        f"{name}:{first}: a line end of another kind inside this line.",
        "Save the file with one kind of line end.",
    )
