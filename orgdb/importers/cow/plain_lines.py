"""The lines of a file of COW, as published or as a spreadsheet has saved it again."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import chain, islice

from orgdb.importers.archives import Limited
from orgdb.importers.source import ImportFileError, Source
from orgdb.importers.spreadsheet import BOM, SAMPLE, delimiter_of, text_lines

ENCODING = "mac_roman"
MARK = BOM.encode().decode(ENCODING)
_FLOAT = re.compile(r"-?\d+\.0+")
# What a program that saved the file again has put around cells: blanks, and 1988.0 for 1988.
_DRESSED = r"(?:^|{0})(?: |-?\d+\.0+(?:{0}|[\r\n]|$))| (?:{0}|[\r\n])"


def plain_lines(file: Limited, source: Source, separator: str = ",") -> Iterator[str]:
    """Lines whose cells are parted by this separator only, without quotes and line ends.

    The files of COW are so already, and their eight million cells are not read twice. Raises
    `ImportFileError` for a quote that is not closed on its line.
    """
    lines = text_lines(file, str(source), ENCODING)
    sample = [line.removeprefix(MARK) for line in islice(lines, SAMPLE)]
    found = delimiter_of(sample) if sample else separator
    if "\t" in "".join(sample[:1]):
        found = "\t"
    dressed = re.compile(_DRESSED.format(re.escape(found)))
    plain = found == separator and not any(map(dressed.search, sample))
    for number, line in enumerate(chain(sample, lines), 1):
        if plain and '"' not in line:
            yield line.rstrip("\r\n")
            continue
        try:
            cells = next(csv.reader([line], delimiter=found, strict=True), [])
        except csv.Error as error:
            raise ImportFileError(
                f"{source}:{number}: the quote that opens on this line is not closed at the end"
                " of a cell.",
                "Close it, and save the file again.",
            ) from error
        yield separator.join(map(_undressed, cells))


def _undressed(cell: str) -> str:
    cell = cell.strip()
    return cell.partition(".")[0] if _FLOAT.fullmatch(cell) else cell
