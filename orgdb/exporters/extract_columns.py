"""What an extract adds to a table, and by which of its columns rows refer to others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from orgdb.dates import Bounds
from orgdb.exporters.columns import GLOSSARY, Column
from orgdb.exporters.selection import Selection
from orgdb.exporters.table import Table
from orgdb.parameters import On
from orgdb.vocabulary import Answer, Certainty

# What other rows refer to. Only these are ever added to what was asked for; in this order, an
# anchor refers to those before it and to itself.
ANCHORS = ("charters", "events", "posts", "people", "organizations", "states")
BY_KIND = {"state": "states", "organization": "organizations", "person": "people"}
BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")


def asked(table: Table, selection: Selection) -> Table:
    """The table with the column `certainty` where a date was asked for."""
    if selection.on is None or not set(BOUNDS) <= set(table.names):
        return table
    return replace(table, columns=(*table.columns, GLOSSARY["certainty"]))


def preferred_among(datasets: Iterable[str]) -> str:
    """Which of the exported data sets answers for an organization, in SQL."""
    keys = ", ".join("'" + key.replace("'", "''") + "'" for key in sorted(datasets))
    return (
        "NOT EXISTS (SELECT 1 FROM rosters o WHERE o.org = v.org"
        f" AND o.dataset IN ({keys}) AND o.preference < v.preference)"
    )


def certainty(on: On | None, *bounds: str) -> str:
    """Whether what has these bounds held on the date asked for surely, or possibly."""
    assert on  # noqa: S101 (the column is there only then)
    sure = Bounds(*bounds).on(on.earliest, on.latest) is Answer.YES
    return (Certainty.CERTAIN if sure else Certainty.POSSIBLE).value


def referring(table: Table) -> tuple[str, ...]:
    """The columns by which rows refer to others, those that say to which table, and the key."""
    names = dict.fromkeys(table.key[:1])
    for column in table.columns:
        if (column.refers and column.refers[0] in ANCHORS) or (
            column.refers_to and column.name != "sources"
        ):
            names |= dict.fromkeys((column.name, *((column.by,) if column.by else ())))
        if table.follows and column.name == table.follows[0]:
            names[column.name] = None
    if table.key[:1] == ("fact",):
        del names["fact"]  # of no use here, and it would make every row distinct
    return tuple(names)


def ordered(table: Table) -> str:
    """The order of the rows of a table, in SQL."""
    return ", ".join(map(_ordering, map(table.column, table.order)))


def _ordering(column: Column) -> str:
    value = column.sql or f'v."{column.name}"'
    # Sorting is quicker than following the index of keys, which jumps all over the file.
    return f"{value} || ''" if column.name == "fact" else value
