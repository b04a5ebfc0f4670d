"""Reading one generated table of a seed: names of states, languages."""

from __future__ import annotations

import csv
import io
import sys
from typing import TypeVar

from orgdb.seed.faults import Fault
from orgdb.seed.records import LanguageRecord, StateNameRecord

STATE_NAMES = "generated/state_names.csv"
LANGUAGES = "generated/languages.csv"
SHARED = ("state", "lang", "kind", "source")
AGAIN = "make it again: python -m orgdb.seed.generate"

TableRecord = TypeVar("TableRecord", StateNameRecord, LanguageRecord)


def read_table(
    text: str, name: str, record: type[TableRecord], faults: list[Fault]
) -> list[TableRecord]:
    """The rows of a table. It is made by a program, not by hand, so a fault ends the reading."""
    columns = record._fields[:-1]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    shared = [place for place, column in enumerate(columns) if column in SHARED]
    rows: list[TableRecord] = []
    cells: list[str]
    try:
        if tuple(next(reader, ())) != columns:
            what = f"its columns are not {', '.join(columns)}"
            faults.append(Fault(name, 1, "wrong-columns", what, AGAIN))
            return []
        for cells in reader:
            if len(cells) != len(columns):
                what = f"a row of {len(cells)} cells, not of {len(columns)}"
                faults.append(Fault(name, reader.line_num, "wrong-columns", what, AGAIN))
                return []
            for place in shared:  # the same few words stand in thousands of rows: keep each once
                cells[place] = sys.intern(cells[place])
            rows.append(record._make([*cells, reader.line_num]))
    except csv.Error as error:
        what = f"not readable as CSV: {error}"
        faults.append(Fault(name, reader.line_num, "syntax", what, AGAIN))
        return []
    return rows
