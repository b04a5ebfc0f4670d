"""The format `stata`: members, spells and the panel as labelled files for event-history and panels.

pandas writes them, and needs a whole table in memory for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from orgdb.dates import NO_EARLIEST, NO_LATEST
from orgdb.exporters.columns import Column, Kind
from orgdb.exporters.extract import Extract
from orgdb.exporters.readme import about
from orgdb.exporters.registry import Format, Loss, needing
from orgdb.exporters.report_tables import REPORTS
from orgdb.exporters.table import Table
from orgdb.exporters.tables import TABLES
from orgdb.membership.every_membership import all_members
from orgdb.panel import panel, spells
from orgdb.parameters import WhoCounts

EXTRA = "stata"
LABEL = 80  # characters of a label in Stata
LONGEST = 2045  # bytes of a plain string; longer ones are strL
RENAMED = {"end": "end_date"}
MADE = datetime(2000, 1, 1)
WRITTEN = ("members", "spells", "panel")
FORMAT = Format(
    "stata",
    "members, spells and panel with labels, for Stata and R",
    extra=EXTRA,
    losses=(
        *(
            Loss(
                name, ("*",), "a Stata file is one flat table", "what members, spells and panel say"
            )
            for name in TABLES
            if name != "memberships"
        ),
        Loss(
            "memberships",
            ("org_name", "effective_earliest", "effective_latest", "life_exception", "preferred"),
            "members.dta has the columns of `orgdb report members`",
            "org_name is in it; the bounds of `effective` follow from `effective`",
        ),
        Loss(
            "memberships",
            ("start_earliest", "start_latest", "end_earliest", "end_latest"),
            "typed dates: 0001-01-01 and 9999-12-31, which stand for no limit, are missing values",
            "the text of the date itself says whether it is open, unknown or without a limit",
        ),
    ),
)
FILES = {
    "members.dta": "every membership",
    "spells.dta": "one period a row, with its censoring, for event-history analysis",
    "panel.dta": "one member of one organization in one year",
}


def write(extract: Extract, path: Path) -> None:
    """Write the files; those of several organizations or data sets one after the other."""
    said = about(extract)
    for name in WRITTEN:
        table = REPORTS[name]
        write_table(table, _rows(extract, table), path / f"{name}.dta", said)


def _rows(extract: Extract, table: Table) -> Iterator[tuple[Any, ...]]:
    for row in _asked(extract, table.name):
        yield tuple(getattr(row, name) for name in table.names)


def _asked(extract: Extract, name: str) -> Iterator[Any]:
    """The rows of a report for what was selected."""
    selection, reader = extract.selection, extract.reader
    scope = set(selection.scope)
    for terms in extract.terms:
        key = terms.dataset
        if name == "members":
            who = WhoCounts.of(selection.on, dataset=key)
            found: Iterable[Any] = all_members(reader, who)
        elif name == "spells":
            found = spells.spells(reader, None, None, key)
        else:
            found = panel.panel(reader, key)
        for row in found:
            if (not scope or row.org in scope) and row.dataset == key:
                yield row


def write_table(
    table: Table, rows: Iterable[tuple[Any, ...]], path: Path, metadata: Mapping[str, str]
) -> None:
    """Write one table with its labels as a file of Stata 14 or newer (version 118, UTF-8)."""
    with needing(EXTRA, "stata"):
        import pandas as pd
    columns = list(zip(*rows, strict=True)) or [()] * len(table.columns)
    frame = pd.DataFrame(
        {
            RENAMED.get(column.name, column.name): _series(column, values)
            for column, values in zip(table.columns, columns, strict=True)
        }
    )
    labels = {RENAMED.get(c.name, c.name): label(c.meaning) for c in table.columns}
    truths: dict[float, str] = {0: "no", 1: "yes"}
    frame.to_stata(
        path,
        write_index=False,
        version=118,
        time_stamp=MADE,
        data_label=label(metadata.get("title", table.title)),
        variable_labels=labels,
        convert_dates={c.name: "td" for c in table.columns if c.kind is Kind.DAY},
        convert_strl=[name for name in frame if _is_long(frame[name])],
        value_labels={
            c.name: truths for c in table.columns if c.kind is Kind.BOOLEAN and len(frame)
        },
    )


def label(text: str) -> str:
    """A text that fits into a label: marks of Markdown out, cut at a word."""
    plain = text.replace("`", "")
    return plain if len(plain) <= LABEL else plain[: LABEL - 1].rsplit(" ", 1)[0] + "…"


def _series(column: Column, values: tuple[Any, ...]) -> Any:
    import pandas as pd

    if column.kind is Kind.DAY:
        days = [None if v in (NO_EARLIEST, NO_LATEST, None) else v for v in values]
        return pd.to_datetime(pd.Series(days, dtype="object"), format="%Y-%m-%d").astype(
            "datetime64[s]"
        )
    if column.kind is Kind.BOOLEAN:
        return pd.Series(values, dtype="int8")
    if column.kind in (Kind.YEAR, Kind.INTEGER):
        some = any(value is None for value in values)
        return pd.Series(values, dtype="float64" if some else "int32")
    if column.kind is Kind.LIST:
        return pd.Series([";".join(value) for value in values], dtype="object")
    return pd.Series([value or "" for value in values], dtype="object")


def _is_long(series: Any) -> bool:
    if series.dtype != "object":
        return False
    return any(len(value) > LONGEST // 4 and len(value.encode()) > LONGEST for value in series)
