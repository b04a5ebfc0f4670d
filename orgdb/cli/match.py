"""`match`: keys for a column of a CSV. What was in the file stays as it is; columns are added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from orgdb.cli.options import Session, on_option
from orgdb.cli.output import note, write
from orgdb.parameters import On

if TYPE_CHECKING:
    from orgdb.importers.spreadsheet import Record, Spreadsheet
    from orgdb.names.match import MatchRow

ADDED = ("orgdb_key", "orgdb_name", "orgdb_how", "orgdb_candidates")
SHOWN = 8


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--column", required=True, metavar="NAME", help="The column with names (or #2).")
@click.option(
    "--kind",
    type=click.Choice(["state", "organization", "auto"]),
    default="auto",
    help="What the names are of; auto takes both.",
)
@click.option("--scheme", metavar="S", help="They are codes: iso2, m49, cow, gw, gec.")
@click.option("--on-column", metavar="NAME", help="The column with the year or date of each row.")
@on_option
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["csv", "jsonl"]),
    default="csv",
    help="csv keeps the file's own separator and quotes.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of stdout.")
@click.pass_obj
def match(
    session: Session,
    file: str,
    column: str,
    kind: str,
    scheme: str | None,
    on_column: str | None,
    on: On | None,
    format_: str,
    output: str | None,
) -> None:
    """Add the key of the state or organization that each row of a CSV names (FILE, - for stdin).

    No row is dropped and nothing is guessed: what is ambiguous or unknown gets no key, and
    orgdb_candidates says what it may be.

    \b
    Examples:
      printf 'country\\nRussia\\nKorea\\n' | orgdb match - --column country
      printf 'cow,year\\n365,1980\\n' | orgdb match - --column cow --scheme cow --on-column year
    """
    from orgdb.importers.archives import at_hand
    from orgdb.importers.spreadsheet import read_spreadsheet
    from orgdb.names.match import Matcher

    if on and on_column:
        raise click.UsageError(
            "--on and --on-column exclude each other.", click.get_current_context()
        )
    with read_spreadsheet(at_hand(file)) as table:
        _require_free(table)
        place = table.place(column)
        dates = table.place(on_column) if on_column else None
        records = [table.fitted(record) for record in table.records]
    rows = [record for record in records if record.cells]
    at = on.text if on else None
    matcher = Matcher(session.reader, kind, scheme or "")
    found = [matcher.match(r.cells[place], at if dates is None else r.cells[dates]) for r in rows]
    text = (
        _csv(table, records, found) if format_ == "csv" else _jsonl(table.header.cells, rows, found)
    )
    write(text, output, raw=True)
    note("\n".join(_summary([record.cells[place] for record in rows], found)))


def _require_free(table: Spreadsheet) -> None:
    from orgdb.errors import QuestionError

    taken = [name for name in ADDED if name in table.header.cells]
    if taken:
        raise QuestionError(
            f"{table.name} has a column '{taken[0]}' already.",
            "Remove the columns orgdb_… from it first.",
        )


def _csv(table: Spreadsheet, records: Sequence[Record], found: Sequence[MatchRow]) -> str:
    from orgdb.output.formats import inert

    rows = [
        (row.orgdb_key, inert(row.orgdb_name), row.orgdb_how, ";".join(row.orgdb_candidates))
        for row in found
    ]
    return table.with_columns(ADDED, records, rows)


def _jsonl(header: Sequence[str], rows: Sequence[Record], found: Sequence[MatchRow]) -> str:
    import json

    lines = []
    for record, row in zip(rows, found, strict=True):
        added = {name: getattr(row, name) for name in ADDED}
        item = dict(zip(header, record.cells, strict=True)) | added
        lines.append(json.dumps(item, ensure_ascii=False) + "\n")
    return "".join(lines)


def _summary(values: Sequence[str], found: Sequence[MatchRow]) -> list[str]:
    """How many were resolved, and which were not, the most frequent first."""
    from orgdb.names.match import UNRESOLVED

    names = len(set(values))
    resolved = sum(1 for row in found if row.orgdb_key)
    lines = [f"{len(found)} rows, {names} different names: {resolved} rows resolved"]
    for how in UNRESOLVED:
        left = Counter(
            value for value, row in zip(values, found, strict=True) if row.orgdb_how == how
        )
        if not left:
            continue
        first = [f"{value} ({count})" for value, count in left.most_common(SHOWN) if value.strip()]
        more = f" and {len(left) - len(first)} more" if first and len(left) > len(first) else ""
        listed = f": {', '.join(first)}{more}" if first else ""
        lines.append(f"{sum(left.values())} {how}{listed}")
    return lines
