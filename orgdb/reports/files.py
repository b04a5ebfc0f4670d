"""Reports as files of other tools, with what they are and on what terms written inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from orgdb.db.datasets import Terms, loaded_terms
from orgdb.db.reader import Reader
from orgdb.exporters import report_tables
from orgdb.panel import ordered
from orgdb.vocabulary import CURATED

if TYPE_CHECKING:
    from pathlib import Path


def foreign_terms(reader: Reader, rows: Sequence[Any]) -> list[Terms]:
    """The data sets that rows are of, with their terms, but for the curated one."""
    keys = getattr(rows, "datasets", None)
    if keys is None:
        keys = {getattr(row, "dataset", CURATED) for row in rows}
    return [terms for key, terms in loaded_terms(reader).items() if key in keys - {CURATED}]


def write_report(
    reader: Reader,
    name: str,
    rows: Sequence[Any],
    format_: str,
    path: Path,
    names: tuple[str, ...] = (),
) -> None:
    """Write the rows of a report as a file: `xlsx`, `parquet` or `stata`; all columns or `names`.

    The file says inside what it is, whose data, on what terms, and what each column means. Raises
    `MissingLibraryError` where a library is not installed.
    """
    from orgdb.exporters.readme import about_data
    from orgdb.exporters.registry import exporter

    table = report_tables.REPORTS[name]
    if isinstance(rows, ordered.OrderedPanel) or (names and set(names) - set(table.names)):
        table = replace(table, columns=(*table.columns, *report_tables.ORDERED))
    if names:
        table = replace(table, columns=tuple(table.column(column) for column in names))
    terms = foreign_terms(reader, rows) or [loaded_terms(reader)[CURATED]]
    said = about_data(f"orgdb {name}: {table.title}", terms)
    values = (tuple(getattr(row, column) for column in table.names) for row in rows)
    exporter(format_).write_table(table, values, path, said)  # type: ignore[attr-defined]
