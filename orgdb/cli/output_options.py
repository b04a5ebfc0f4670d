"""How an answer is written, as options: the format, the file, which columns and rows."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from orgdb.cli.output import QUIET, Output, is_terminal
from orgdb.cli.parameter_types import FILE
from orgdb.output.formats import FORMATS

ALIASES = {"md": "markdown", "ndjson": "jsonl"}
ENDINGS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".md": "markdown",
    ".txt": "table",
}
# Endings of formats that an answer does not have: refused, not filled with a table.
UNWRITABLE = frozenset(
    """.xlsx .xls .ods .doc .docx .odt .parquet .dta .sav .rds .html .pdf .sqlite .db .xml .yml
    .yaml .zip .gz""".split()
)
# Files that only tables for other tools come as: `orgdb report`.
TABLE_FILES = {"xlsx": ".xlsx", "parquet": ".parquet", "stata": ".dta"}
TABLE_ENDINGS = {ending: name for name, ending in TABLE_FILES.items()}


def output_file(formats: tuple[str, ...], chosen: Any, how: str, where: str) -> tuple[Any, Any]:
    """`-f` and `-o` of a command whose file is no table of answers; `chosen` settles the format."""
    return (
        click.option(
            "-f", "--format", "format_", type=click.Choice(formats), callback=chosen, help=how
        ),
        # Eager: the format is chosen by its ending.
        click.option("-o", "--output", metavar="FILE", type=FILE, is_eager=True, help=where),
    )


def _format(ctx: click.Context, _option: click.Parameter, chosen: str | None) -> str:
    """The format asked for, else that of the file's name; a report to a pipe is CSV."""
    output = ctx.params.get("output")
    if chosen is not None:
        return ALIASES.get(chosen, chosen)
    ending = "" if output in (None, "-") else os.path.splitext(output)[1].lower()  # noqa: PTH122 (pathlib costs start-up)
    report = ctx.command.name == "report"
    if ending in ENDINGS:
        return ENDINGS[ending]
    if report and ending in TABLE_ENDINGS:
        return TABLE_ENDINGS[ending]
    if ending in UNWRITABLE:
        raise click.BadParameter(
            f"'{ending}' is not an output format. Choose -f {', '.join(FORMATS)}, or a file"
            f" that ends in {', '.join(ENDINGS)}.",
            ctx,
            param_hint="'-o'",
        )
    return "csv" if report and (output or not is_terminal(sys.stdout)) else "table"


def format_option(*more: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`-f`, with formats beside those of every answer."""
    return click.option(
        "-f",
        "--format",
        "format_",
        type=click.Choice((*FORMATS, *more, *ALIASES)),
        callback=_format,
        help="How to write the answer (default: by the ending of FILE, else a table).",
    )


file_option = click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=FILE,
    is_eager=True,  # the format is chosen by its ending
    help="Write to a file instead of stdout.",
)
raw_option = click.option(
    "--raw",
    is_flag=True,
    help="CSV and TSV as the data are: no ' before what a spreadsheet would run.",
)


def _names(_ctx: click.Context, _option: click.Parameter, text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip(" +-"))


def _quiet(ctx: click.Context, _option: click.Parameter, quiet: bool) -> None:
    ctx.meta[QUIET] = quiet


columns_option = click.option(
    "--columns", metavar="NAMES", callback=_names, help="Only these columns: member,start,sources."
)
sort_option = click.option(
    "--sort", metavar="NAMES", callback=_names, help="Sort by these columns; -start: latest first."
)
limit_option = click.option(
    "--limit", metavar="N", type=click.IntRange(min=0), help="Only the first N rows."
)
quiet_option = click.option(
    "-q", "--quiet", is_flag=True, expose_value=False, callback=_quiet, help="No notes on stderr."
)


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How an answer is written, which the command gets as one `out`."""
    return _output_options(command)


def table_output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same, with the files that tables for other tools can be."""
    return _output_options(command, *TABLE_FILES)


def _output_options(command: Callable[..., Any], *more: str) -> Callable[..., Any]:
    @wraps(command)
    def with_output(
        format_: str,
        output: str | None,
        raw: bool,
        columns: tuple[str, ...],
        sort: tuple[str, ...],
        limit: int | None,
        **others: Any,
    ) -> Any:
        return command(out=Output(format_, output, raw, columns, sort, limit), **others)

    how = format_option(*more)(file_option(raw_option(quiet_option(with_output))))
    return columns_option(sort_option(limit_option(how)))
