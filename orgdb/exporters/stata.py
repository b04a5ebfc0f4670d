"""The format `stata`: members, spells and the panel as labelled files for event-history and panels.

Rows are written as they come (`dta_file`), without a library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from orgdb.dates import NO_EARLIEST, NO_LATEST
from orgdb.exporters.columns import Column, Kind
from orgdb.exporters.dta_file import BYTE, LONG, Variable, write_dta
from orgdb.exporters.extract import Extract
from orgdb.exporters.readme import about
from orgdb.exporters.registry import Format, Loss
from orgdb.exporters.report_tables import REPORTS
from orgdb.exporters.table import Table
from orgdb.exporters.tables import TABLES
from orgdb.membership.every_membership import all_members
from orgdb.panel import panel, spells
from orgdb.parameters import WhoCounts

LABEL = 80  # characters of a label in Stata
RENAMED = {"end": "end_date"}
EPOCH = date(1960, 1, 1).toordinal()  # Stata counts days from here
TRUTHS = {0: "no", 1: "yes"}
WRITTEN = ("members", "spells", "panel")
FORMAT = Format(
    "stata",
    "members, spells and panel with labels, for Stata and R",
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
        Loss("*", ("*",), "a text ends at a NUL character", "� for it"),
    ),
)
_LISTED = "SELECT COUNT(*) AS n FROM memberships WHERE dataset = :dataset"
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


def count(extract: Extract) -> int:
    """How many rows there are in the files, at most: for a progress bar."""
    total = 0
    for terms in extract.terms:
        found = extract.reader.rows(_LISTED, {"dataset": terms.dataset})
        total += 2 * int(found[0]["n"]) + len(panel.panel(extract.reader, terms.dataset))
    return total


def _rows(extract: Extract, table: Table) -> Iterator[tuple[Any, ...]]:
    return map(attrgetter(*table.names), _asked(extract, table.name))


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
        for row in extract.told(found):
            if (not scope or row.org in scope) and row.dataset == key:
                yield row


def write_table(
    table: Table, rows: Iterable[tuple[Any, ...]], path: Path, metadata: Mapping[str, str]
) -> None:
    """Write one table with its labels as a file of Stata 14 or newer (version 118, UTF-8).

    Its notes say by whom it is, on what terms, and how to cite it.
    """
    title = label(metadata.get("title", table.title))
    notes = [f"{name}: {said}" for name, said in metadata.items() if said]
    write_dta(path, [_variable(column) for column in table.columns], rows, title, notes)


def label(text: str) -> str:
    """A text that fits into a label: marks of Markdown out, cut at a word."""
    plain = text.replace("`", "")
    return plain if len(plain) <= LABEL else plain[: LABEL - 1].rsplit(" ", 1)[0] + "…"


def _variable(column: Column) -> Variable:
    """A column as Stata has it: days since 1960, truths and whole numbers, and else text."""
    name, meaning = RENAMED.get(column.name, column.name), label(column.meaning)
    if column.kind is Kind.DAY:
        return Variable(name, meaning, LONG, _days, "%td")
    if column.kind is Kind.BOOLEAN:
        return Variable(name, meaning, BYTE, words=TRUTHS)
    if column.kind in (Kind.YEAR, Kind.INTEGER):
        return Variable(name, meaning, LONG)
    return Variable(name, meaning, stored=";".join if column.kind is Kind.LIST else None)


@lru_cache(maxsize=8192)
def _days(day: str | None) -> int | None:
    """Days since 1960; a bound without a limit is missing."""
    if day in (NO_EARLIEST, NO_LATEST, None):
        return None
    return date.fromisoformat(day).toordinal() - EPOCH
