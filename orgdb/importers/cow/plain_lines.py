"""The lines of a file of COW, as published or as a spreadsheet has saved it again."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain, islice

from orgdb.importers.archives import Limited
from orgdb.importers.source import Source
from orgdb.importers.spreadsheet import BOM, SAMPLE, delimiter_of, text_lines

ENCODING = "mac_roman"
MARK = BOM.encode().decode(ENCODING)


def plain_lines(file: Limited, source: Source, separator: str = ",") -> Iterator[str]:
    """Lines whose cells are parted by this separator only, without quotes and line ends.

    The files of COW are so already, and their eight million cells are not read twice.
    """
    lines = text_lines(file, str(source), ENCODING)
    sample = [line.removeprefix(MARK) for line in islice(lines, SAMPLE)]
    found = delimiter_of(sample) if sample else separator
    if "\t" in "".join(sample[:1]):
        found = "\t"
    for line in chain(sample, lines):
        if found == separator and '"' not in line:
            yield line.rstrip("\r\n")
        else:
            yield separator.join(next(csv.reader([line], delimiter=found), []))
