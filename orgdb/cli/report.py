"""`report`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from orgdb.cli import columns
from orgdb.cli.options import (
    TABLE_FILES,
    Session,
    answer,
    note,
    on_option,
    table_output_options,
    who_counts,
)
from orgdb.output.formats import Columns

SPELLS: Columns = (
    ("org", "org"),
    ("member", "member"),
    ("status", "status"),
    ("start", "from"),
    ("end", "to"),
    ("joined_by", "joined by", 2),
    ("end_reason", "ended by", 1),
    ("dataset", "data set", 3),
)
# The columns of each report's table, how its rows are read, and what they are grouped by.
TABLES: dict[str, tuple[Columns, type[columns.Shown], str]] = {
    "organizations": (columns.ORGANIZATIONS, columns.Shown, ""),
    "members": (columns.ALL_MEMBERS, columns.ShownMember, "org"),
    "states": (columns.STATES, columns.Shown, ""),
    "officials": (columns.ALL_OFFICIALS, columns.ShownDated, "body"),
    "offices": (columns.OFFICES, columns.ShownDated, ""),
    "charters": (columns.ALL_CHARTERS, columns.ShownCharter, "title"),
    "parties": (columns.PARTIES, columns.Shown, "treaty"),
    "languages": (columns.ALL_LANGUAGES, columns.ShownDated, ""),
    "events": (columns.EVENTS, columns.Shown, ""),
    "sources": (columns.SOURCES, columns.Shown, ""),
    "citations": (columns.CITATIONS, columns.ShownCitation, "fact"),
    "panel": ((), columns.Shown, ""),
    "dyads": ((), columns.Shown, ""),
    "spells": (SPELLS, columns.Shown, ""),
}


LISTED: Columns = (("report", "report"), ("one_row_is", "one row is"), ("options", "options", 1))
DESCRIBED: Columns = (
    ("column", "column"),
    ("kind", "kind"),
    ("meaning", "meaning"),
    ("words", "words", 1),
    ("rule", "rule", 2),
)


@click.command()
@click.argument("name", required=False)
@click.option("--describe", is_flag=True, help="The columns of the report, and what they mean.")
@click.option("--org", metavar="ORG", help="Only this organization.")
@click.option(
    "--shape",
    type=click.Choice(["long", "state-year", "igo-year"]),
    default="long",
    help="panel: a row a member and year, or one wide row a state and year, or a body and year.",
)
@click.option("--at", metavar="MM-DD", help="panel: the census day (default: any day of the year).")
@click.option("--orgs", metavar="ORG,ORG", help="dyads: only these organizations.")
@click.option("--full-only", is_flag=True, help="dyads: not members of no stated kind.")
@click.option("--directed", is_flag=True, help="dyads: every pair in both orders.")
@click.option("--from", "from_", metavar="YEAR", type=int, help="panel, dyads: from this year on.")
@click.option("--through", metavar="YEAR", type=int, help="panel, dyads: through this year.")
@on_option
@who_counts
@table_output_options
@click.pass_obj
def report(
    session: Session,
    name: str | None,
    describe: bool,
    org: str | None,
    shape: str,
    at: str | None,
    orgs: str | None,
    full_only: bool,
    directed: bool,
    from_: int | None,
    through: int | None,
    on: str | None,
    rule: str,
    status: str | None,
    dataset: str | None,
    format_: str,
    output: str | None,
    raw: bool,
) -> None:
    """A named table for other tools: organizations, members, states, officials, offices, charters,
    parties, languages, events, sources, citations; panel, dyads or spells (docs/coding-rules.md).

    Without NAME it lists them. xlsx, parquet and stata are files: name one with -o.

    \b
    Examples:
      orgdb report
      orgdb report members --describe
      orgdb report members --org OAS -o members.xlsx
      orgdb report organizations -f csv
      orgdb report panel --org OAS --at 12-31 -f csv
      orgdb report dyads --orgs OAS -f csv -o dyads.csv
    """
    if name is None or describe:
        _explain(name, describe, format_, output, raw)
        return
    if format_ in TABLE_FILES and output in (None, "-"):
        raise click.UsageError(f"-f {format_} writes a file: name it with -o FILE.")
    from orgdb.reports import Filters
    from orgdb.reports import report as ask

    chosen = tuple(part.strip() for part in (orgs or "").split(",") if part.strip())
    filters = Filters(
        org, on, rule, status, dataset, at, shape, chosen, full_only, directed, from_, through
    )
    row_type, rows = ask(session.reader, name, filters)
    _state_terms(session, rows)
    if format_ in TABLE_FILES and output is not None:
        if shape != "long":
            raise click.UsageError(f"--shape {shape} is written as csv or tsv.")
        _write_file(session, name, rows, format_, output)
        return
    if hasattr(rows, "lines") and (format_ in ("csv", "tsv") or shape != "long"):
        from orgdb.cli.output import stream

        stream(rows.lines("\t" if format_ == "tsv" else ","), output)
        return
    table, how, group = TABLES[name]
    found = columns.shown(rows, how, format_)
    answer(found, row_type, format_, output, raw, table, empty="No rows.", group=group)


def _explain(name: str | None, describe: bool, format_: str, output: str | None, raw: bool) -> None:
    """The list of reports, or the columns of one of them, or of all."""
    from orgdb.reports import DescribedColumn, ListedReport, described, listed

    if format_ in TABLE_FILES:
        raise click.UsageError(f"A description is not written as {format_}.")
    if not describe:
        answer(listed(), ListedReport, format_, output, raw, LISTED)
        return
    group = "" if name else "report"
    columns = DESCRIBED if name else (("report", "report"), *DESCRIBED)
    answer(described(name), DescribedColumn, format_, output, raw, columns, group=group)


def _state_terms(session: Session, rows: Sequence[Any]) -> None:
    """Say on stderr whose data sets the rows are of, where they are not the curated one."""
    from orgdb.reports import foreign_terms

    for terms in foreign_terms(session.reader, rows):
        cited = f"; cite as: {terms.citation}" if terms.citation else ""
        note(f"according to {terms.dataset}: {terms.licence or 'terms unknown'}{cited}")


def _write_file(
    session: Session, name: str, rows: Sequence[Any], format_: str, output: str
) -> None:
    """Write a report as a file of another tool."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from orgdb.cli.output import copy_file
    from orgdb.reports import write_report

    with TemporaryDirectory() as folder:
        made = Path(folder) / "report"
        write_report(session.reader, name, rows, format_, made)
        copy_file(made, output)
    note(f"{output}: {len(rows)} row{'' if len(rows) == 1 else 's'}")
