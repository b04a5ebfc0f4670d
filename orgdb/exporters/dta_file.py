"""A Stata data file, written portion by portion: however many rows, the memory stays the same.

The format is StataCorp's 118, of Stata 14 and newer, in UTF-8, as `help dta` describes it
(https://www.stata.com/help.cgi?dta): sections between tags, in a fixed order, all numbers with the
least significant byte first. The type of a column stands before the rows, and it depends on them
(a text as wide as the longest, a number as large as the largest). So the rows go into a temporary
file first, beside the one that is made, and are measured on the way.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from struct import Struct, pack
from tempfile import TemporaryFile
from typing import IO, Any

PORTION = 1000  # rows that are in memory at once
TIME_STAMP = b"01 Jan 2000 00:00"  # the same data give the same file
LONGEST = 2045  # bytes of a text inside its row; a column with a longer one is of strLs
REPLACEMENT = "\N{REPLACEMENT CHARACTER}".encode()  # for NUL, which ends a text
STRL = 32768
GSO_TEXT = 130
# Lengths of fixed fields in bytes, with the NUL that ends them (5.4 to 5.8).
NAME, FORMAT, LABEL = 129, 57, 321
MAP_ENTRIES = 14
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,31}", re.ASCII)
_RESERVED = re.compile(
    r"_(all|b|coef|cons|n|N|pi|pred|rc|skip)|byte|double|float|if|in|int|long|str\d*|strL|using|with"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A type of numbers: its code, that of `struct`, its range, its missing value, its display."""

    type: int
    packed: str
    least: int
    most: int
    missing: float
    display: str


BYTE = Number(65530, "b", -127, 100, 101, "%8.0g")
LONG = Number(65528, "i", -2_147_483_647, 2_147_483_620, 2_147_483_621, "%12.0g")
DOUBLE = Number(65526, "d", -(2**53), 2**53, 2.0**1023, "%10.0g")
NUMBERS = (BYTE, LONG, DOUBLE)


@dataclass(frozen=True, slots=True)
class Variable:
    """A column: texts, or whole numbers of at least the type `number`.

    `stored` makes of a value what is stored: a text or a whole number; None is '' or missing.
    `display` is how Stata shows it (`%td` for days since 1960), '' as it shows all of that type.
    `words` are the value labels: what the numbers mean.
    """

    name: str
    label: str
    number: Number | None = None
    stored: Callable[[Any], str | int | None] | None = None
    display: str = ""
    words: Mapping[int, str] = field(default_factory=dict)


def write_dta(
    path: Path,
    variables: Sequence[Variable],
    rows: Iterable[Sequence[Any]],
    label: str,
    notes: Sequence[str] = (),
) -> None:
    """Write the rows, which have a value for each variable, and the label and notes of the data.

    A number that no type of Stata holds exactly (over 2^53) is rounded. Raises `ValueError` for a
    name or label that Stata does not take.
    """
    columns = [_Column(at, variable) for at, variable in enumerate(variables, 1)]
    with TemporaryFile(dir=path.parent) as spool:
        portions = _Portions(spool, columns)
        portions.fill(rows)
        with path.open("wb") as file:
            file.write(b"<stata_dta>")
            file.writelines(_header(len(columns), portions.rows, label))
            places = [0, file.tell()]
            file.write(b"<map>" + bytes(8 * MAP_ENTRIES) + b"</map>")
            for tag, content in _sections(columns, notes, portions).items():
                places.append(file.tell())
                file.write(f"<{tag}>".encode())
                file.writelines(content)
                file.write(f"</{tag}>".encode())
            places.append(file.tell())
            file.write(b"</stata_dta>")
            places.append(file.tell())
            file.seek(places[1] + len("<map>"))
            file.write(pack(f"<{MAP_ENTRIES}Q", *places))


class _Column:
    """One variable, and what its values need: the width of its texts, the type of its numbers."""

    def __init__(self, place: int, variable: Variable) -> None:
        if not _NAME.fullmatch(variable.name) or _RESERVED.fullmatch(variable.name):
            raise ValueError(f"'{variable.name}' cannot be the name of a variable in Stata")
        self.place = place
        self.variable = variable
        self.number = variable.number
        self.width = 1

    def measured(self, values: Iterable[Any]) -> list[Any]:
        """The values as bytes or numbers; the column is made as wide as they need."""
        if self.variable.stored:
            values = map(self.variable.stored, values)
        if self.number:
            numbers = list(values)
            known = [number for number in numbers if number is not None]
            least, most = min(known, default=0), max(known, default=0)
            wider = NUMBERS[NUMBERS.index(self.number) :]
            fitting = (n for n in wider if n.least <= least and most <= n.most)
            self.number = next(fitting, DOUBLE)
            return numbers
        texts = [(text or "").encode() for text in values]
        if b"\0" in b"".join(texts):
            texts = [text.replace(b"\0", REPLACEMENT) for text in texts]
        self.width = max(self.width, *map(len, texts))
        return texts

    @property
    def is_strl(self) -> bool:
        """Whether its texts stand after the rows, with a reference in the row."""
        return self.number is None and self.width > LONGEST

    @property
    def type(self) -> int:
        """Its type as the file has it (5.3)."""
        if self.number:
            return self.number.type
        return STRL if self.is_strl else self.width

    @property
    def packed(self) -> str:
        """Its type as `struct` has it."""
        if self.number:
            return self.number.packed
        return "Q" if self.is_strl else f"{self.width}s"

    @property
    def display(self) -> str:
        """Its display format (5.6)."""
        usual = self.number.display if self.number else f"%{9 if self.is_strl else self.width}s"
        return self.variable.display or usual

    def cells(self, values: list[Any], before: int) -> list[Any]:
        """What stands in the rows for some of its values; `before` rows come before them.

        For a strL that is the number of its variable in two bytes and of its row in six (5.11.1).
        """
        if self.number:
            missing = self.number.missing
            return [missing if value is None else value for value in values]
        if self.is_strl:
            rows = enumerate(values, before + 1)
            return [self.place | row << 16 if text else 0 for row, text in rows]
        return values


class _Portions:
    """The measured values of all rows in a temporary file, column by column in each portion."""

    def __init__(self, spool: IO[bytes], columns: list[_Column]) -> None:
        self.rows = 0
        self._spool = spool
        self._columns = columns
        self._sizes: list[int] = []

    def fill(self, rows: Iterable[Sequence[Any]]) -> None:
        """Measure the rows and put them away."""
        waiting = iter(rows)
        while portion := list(islice(waiting, PORTION)):
            values = zip(self._columns, zip(*portion, strict=True), strict=True)
            measured = [column.measured(cells) for column, cells in values]
            self._sizes.append(self._spool.write(marshal.dumps(measured)))
            self.rows += len(portion)

    def __iter__(self) -> Iterator[tuple[int, list[list[Any]]]]:
        """The number of rows before each portion, and the values of each column in it."""
        before = 0
        self._spool.seek(0)
        for size in self._sizes:
            values = marshal.loads(self._spool.read(size))  # noqa: S302 (we have just written it)
            yield before, values
            before += len(values[0])


def _header(variables: int, rows: int, label: str) -> Iterator[bytes]:
    """Version, order of bytes, number of columns and rows, label, time (5.1)."""
    text = label.encode()
    yield b"<header><release>118</release><byteorder>LSF</byteorder>"
    yield b"<K>%b</K><N>%b</N>" % (pack("<H", variables), pack("<Q", rows))
    yield b"<label>%b%b</label>" % (pack("<H", len(text)), text)
    yield b"<timestamp>%c%b</timestamp></header>" % (len(TIME_STAMP), TIME_STAMP)


def _sections(
    columns: list[_Column], notes: Sequence[str], portions: _Portions
) -> dict[str, Iterable[bytes]]:
    """What follows the map, by tag, in the order of the file (5.3 to 5.12)."""
    variables = [column.variable for column in columns]
    return {
        "variable_types": (pack("<H", column.type) for column in columns),
        "varnames": (_fixed(variable.name, NAME) for variable in variables),
        "sortlist": (bytes(2 * (len(columns) + 1)),),
        "formats": (_fixed(column.display, FORMAT) for column in columns),
        "value_label_names": (_fixed(v.name if v.words else "", NAME) for v in variables),
        "variable_labels": (_fixed(variable.label, LABEL) for variable in variables),
        "characteristics": _notes(notes),
        "data": _data(columns, portions),
        "strls": _strls(columns, portions),
        "value_labels": (_value_labels(v) for v in variables if v.words),
    }


def _fixed(text: str, length: int) -> bytes:
    """A text in a field of fixed length."""
    found = text.encode().ljust(length, b"\0")
    if len(found) > length or found[-1]:
        raise ValueError(f"'{text}' is longer than the {length - 1} bytes that Stata has for it")
    return found


def _notes(notes: Sequence[str]) -> Iterator[bytes]:
    """What `notes` shows in Stata: characteristics of the data, their number first (5.9)."""
    for at, text in enumerate((str(len(notes)), *notes) if notes else ()):
        record = _fixed("_dta", NAME) + _fixed(f"note{at}", NAME) + text.encode() + b"\0"
        yield b"<ch>%b%b</ch>" % (pack("<I", len(record)), record)


def _data(columns: list[_Column], portions: _Portions) -> Iterator[bytes]:
    """The rows, a portion at a time."""
    row = Struct("<" + "".join(column.packed for column in columns)).pack
    for before, values in portions:
        cells = (column.cells(own, before) for column, own in zip(columns, values, strict=True))
        yield b"".join(map(row, *cells))


def _strls(columns: list[_Column], portions: _Portions) -> Iterator[bytes]:
    """The long texts (5.11.2), row by row: readers look them up by row, then by variable."""
    long = [column.place for column in columns if column.is_strl]
    for before, values in portions if long else ():
        for row, texts in enumerate(zip(*(values[place - 1] for place in long), strict=True), 1):
            for place, text in zip(long, texts, strict=True):
                if text:
                    start = pack("<3sIQBI", b"GSO", place, before + row, GSO_TEXT, len(text) + 1)
                    yield start + text + b"\0"


def _value_labels(variable: Variable) -> bytes:
    """The table of the words for numbers (5.12), called as the variable is."""
    texts = [text.encode() + b"\0" for text in variable.words.values()]
    starts = [sum(map(len, texts[:at])) for at in range(len(texts))]
    text, count = b"".join(texts), len(texts)
    table = pack(f"<II{count}I{count}i", count, len(text), *starts, *variable.words) + text
    return b"<lbl>%b%b%b%b</lbl>" % (
        pack("<I", len(table)),
        _fixed(variable.name, NAME),
        bytes(3),
        table,
    )
