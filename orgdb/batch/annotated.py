"""A table of somebody's with columns of ours at the end, row by row: nothing else changes in it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from orgdb.importers.spreadsheet import Record, Spreadsheet

Cells = Callable[[list[str]], Sequence[str]]
LISTS = ("_candidates", "_sources")  # endings of columns joined by `;`, but in JSON


class Annotated:
    """The rows of a table with the columns `added`, whose cells `cells_of` makes of those there.

    Columns of these names that the table has already (from an earlier run) are replaced.
    """

    def __init__(self, table: Spreadsheet, added: Sequence[str], cells_of: Cells) -> None:
        self.table, self.added, self.cells_of = table, tuple(added), cells_of
        names = table.header.cells
        self._kept = [place for place, name in enumerate(names) if name not in self.added]
        self._whole = len(self._kept) == len(names)
        self.rows = 0

    @property
    def header(self) -> list[str]:
        """The columns of the result."""
        return [*(self.table.header.cells[place] for place in self._kept), *self.added]

    def lines(self, format_: str = "csv") -> Iterator[str]:
        """The result as text: the file's own lines with cells added, or JSON Lines, or TSV."""
        if format_ == "jsonl":
            for cells in self._filled():
                item: dict[str, Any] = dict(zip(self.header, cells, strict=True))
                for name in (name for name in self.added if name.endswith(LISTS)):
                    item[name] = item[name].split(";") if item[name] else []
                yield json.dumps(item, ensure_ascii=False) + "\n"
            return
        delimiter = "\t" if format_ == "tsv" else self.table.delimiter
        verbatim = self._whole and delimiter == self.table.delimiter
        yield self._line(self.table.header, self.added, delimiter, verbatim)
        for record in self.table.records:
            if record.cells:
                fitted = self.table.fitted(record)
                self.rows += 1
                yield self._line(fitted, self.cells_of(fitted.cells), delimiter, verbatim)
            else:
                yield record.text + record.end

    def cells(self) -> Iterator[list[str]]:
        """The result as rows of cells, the header first."""
        yield self.header
        yield from self._filled()

    def _filled(self) -> Iterator[list[str]]:
        for record in self.table.records:
            if record.cells:
                cells = self.table.fitted(record).cells
                self.rows += 1
                yield [*(cells[place] for place in self._kept), *self.cells_of(cells)]

    def _line(self, record: Record, added: Sequence[str], delimiter: str, verbatim: bool) -> str:
        """A record with cells added; its own text stays where it can."""
        if verbatim:
            return f"{record.text}{delimiter}{_written(added, delimiter)}{record.end}"
        kept = [record.cells[place] for place in self._kept]
        return f"{_written([*kept, *added], delimiter)}{record.end}"


def _written(cells: Sequence[str], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="").writerow(cells)
    return out.getvalue()
