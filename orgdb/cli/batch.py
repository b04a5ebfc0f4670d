"""What `ask`, `enrich` and `match` share: a table in, the same table with columns added out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from orgdb.cli.options import several
from orgdb.cli.output import note, replaced, stream
from orgdb.cli.output_options import output_file
from orgdb.errors import QuestionError

if TYPE_CHECKING:
    from orgdb.batch.annotated import Annotated
    from orgdb.importers.spreadsheet import Spreadsheet

FORMATS = ("csv", "tsv", "jsonl", "xlsx")
ALIASES = {"ndjson": "jsonl"}


def _format(ctx: click.Context, option: click.Parameter, chosen: str | None) -> str:
    """The format asked for, else that of the name of the file that is written."""
    output = ctx.params.get("output")
    ending = os.path.splitext(output or "")[1].lower().lstrip(".")  # noqa: PTH122 (start-up)
    found = chosen or ALIASES.get(ending, ending) or "csv"
    if found not in FORMATS and chosen is None:
        found = "csv"
    if found == "xlsx" and output in (None, "-"):
        raise click.BadParameter("a workbook needs a file: -o result.xlsx.", ctx, option)
    return found


table_options = several(
    click.option("--sheet", metavar="NAME", help="The sheet of a workbook (default: its first)."),
    *output_file(
        FORMATS,
        _format,
        "How to write (default: by the ending of -o; csv keeps the file's own separator).",
        "Write to a file, not stdout.",
    ),
)


def write_annotated(result: Annotated, format_: str, output: str | None) -> None:
    """Write a table with its columns added, row by row; a file is whole or not there."""
    if format_ == "xlsx" and output is not None:
        from orgdb.importers.workbook import write_workbook

        replaced(output, lambda path: write_workbook(path, result.cells()))
    else:
        stream(result.lines(format_), output)
    if output is not None and output != "-":
        note(f"{output}: {result.rows:,} row{'' if result.rows == 1 else 's'}")


def column_or_value(
    table: Spreadsheet, option: str, wanted: str, date: bool = False
) -> tuple[int | None, str]:
    """The place of the column that an option names; else its text, for every row.

    A text that could be a slip for a column is refused, and so is one for a `date` that is none.
    """
    try:
        return table.place(wanted), ""
    except QuestionError as error:
        from difflib import get_close_matches

        from orgdb.errors import DateError
        from orgdb.parameters import parse_on

        names = [name.lower() for name in table.header.cells]
        if date:
            try:
                parse_on(wanted)
            except DateError:
                raise QuestionError(f"{option}: {error.message}", error.hint) from None
        if wanted.startswith("#") or get_close_matches(wanted.lower(), names, 1, 0.75):
            raise QuestionError(f"{option}: {error.message}", error.hint) from None
        note(f"{option}: {table.name} has no column '{wanted}': '{wanted}' is taken for every row")
        return None, wanted
