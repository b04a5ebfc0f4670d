"""What an extract adds to a table, and by which of its columns rows refer to others."""

from __future__ import annotations

from dataclasses import replace

from orgdb.exporters.columns import GLOSSARY
from orgdb.exporters.selection import Selection
from orgdb.exporters.table import Table

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
    return ", ".join(table.column(name).sql or f'v."{name}"' for name in table.order)
