"""The codebook: every table and column in Markdown, from the one description."""

from __future__ import annotations

from collections.abc import Iterable

from orgdb.exporters.columns import Column, Kind
from orgdb.exporters.readme import READING
from orgdb.exporters.report_tables import REPORTS
from orgdb.exporters.table import Table
from orgdb.exporters.tables import TABLES

KINDS = {
    Kind.TEXT: "text",
    Kind.KEY: "key",
    Kind.CODE: "code (text)",
    Kind.WORD: "word",
    Kind.DATE: "date (EDTF)",
    Kind.DAY: "full day",
    Kind.YEAR: "year",
    Kind.INTEGER: "whole number",
    Kind.BOOLEAN: "true or false",
    Kind.URL: "address",
    Kind.LIST: "list of texts",
}


def codebook(tables: Iterable[Table]) -> str:
    """The codebook of some tables."""
    listed = list(tables)
    lines = ["# Codebook", "", READING.rstrip(), "", "| table | one row is |", "|---|---|"]
    lines += [f"| [{t.name}](#{t.name}) | {t.meaning} |" for t in listed]
    for table in listed:
        lines += ["", f"## {table.name}", "", *describe(table)]
    return "\n".join(lines) + "\n"


def describe(table: Table) -> list[str]:
    """One table as lines of Markdown."""
    lines = [f"{table.title}. One row is {table.meaning}.", ""]
    lines += [f"Key: {', '.join(f'`{name}`' for name in table.key)}. Rules: {table.rule}.", ""]
    lines += ["| column | what it is | empty | meaning |", "|---|---|---|---|"]
    return lines + [
        f"| `{c.name}` | {KINDS[c.kind]} | {_empty(c)} | {meaning(c)} |" for c in table.columns
    ]


def meaning(column: Column) -> str:
    """What a column means, its words, what it refers to, and whose rule that is."""
    parts = [column.meaning]
    if column.words:
        parts.append("one of " + ", ".join(f"`{word}`" for word in column.words))
    if column.refers:
        parts.append(f"refers to `{column.refers[0]}.{column.refers[1]}`")
    elif column.refers_to:
        targets = " or ".join(f"`{table}.{name}`" for table, name in column.refers_to)
        by = f", as `{column.by}` says" if column.by else ""
        parts.append(f"refers to {targets}{by}")
    if column.rule:
        parts.append(f"rule: {column.rule}")
    return "; ".join(parts).replace("|", "\\|")


def _empty(column: Column) -> str:
    may = column.nullable or column.kind in (Kind.TEXT, Kind.DATE, Kind.LIST, Kind.URL)
    return "may be" if may else "never"


def document() -> str:
    """The page `docs/codebook.md`."""
    text = codebook(TABLES.values())
    lines = ["", "# Reports", "", "What `orgdb report` writes.", ""]
    for table in REPORTS.values():
        lines += [f"## report {table.name}", "", *describe(table), ""]
    note = "<!-- Generated: python -m orgdb.exporters.codebook > docs/codebook.md -->\n"
    return note + text + "\n".join(lines)


if __name__ == "__main__":
    print(document(), end="")
