"""`report`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import click

from orgdb.cli import columns
from orgdb.cli.options import joined, who_counts
from orgdb.cli.output import Output, counted, note, replaced, stream
from orgdb.cli.output_options import TABLE_FILES, table_output_options
from orgdb.cli.parameter_types import ORGANIZATION, REPORT
from orgdb.cli.session import Session
from orgdb.output.formats import EVERY_COLUMN, Table
from orgdb.parameters import WhoCounts

ASKED, HELPING = "orgdb.report", "orgdb.report.help"
TABLES = {
    "organizations": columns.ORGANIZATIONS,
    "members": columns.ALL_MEMBERS,
    "states": columns.STATES,
    "officials": columns.ALL_OFFICIALS,
    "offices": columns.OFFICES,
    "charters": columns.ALL_CHARTERS,
    "parties": columns.PARTIES,
    "languages": columns.ALL_LANGUAGES,
    "events": columns.EVENTS,
    "sources": columns.SOURCES,
    "citations": columns.CITATIONS,
    "panel": EVERY_COLUMN,
    "dyads": EVERY_COLUMN,
    "spells": columns.SPELLS,
}
LISTED = Table("report one_row_is:1 options:2")
DESCRIBED = "column kind meaning words:1 rule:2"


class OneReport(click.Command):
    """Its help for one report (`report panel --help`) has the options of that one only."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep which report is asked about; help is shown before arguments are read."""
        ctx.meta[ASKED] = next((arg for arg in args if arg in TABLES), None)
        return super().parse_args(ctx, args)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """The options; of a report that is named, in its help only those that it knows."""
        params = super().get_params(ctx)
        if not ctx.meta.get(HELPING):
            return params
        from orgdb.reports.filters import NARROWING
        from orgdb.reports.named import REPORTS

        name = ctx.meta.get(ASKED)
        known = REPORTS[name].filters if name else frozenset()
        return [one for one in params if one.name not in NARROWING or one.name in known]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help, with the options of the report that is asked about."""
        ctx.meta[HELPING] = True
        super().format_help(ctx, formatter)


@click.command(cls=OneReport)
@click.argument("name", required=False, type=REPORT)
@click.option("--describe", is_flag=True, help="The columns of the report, and what they mean.")
@click.option(
    "--org",
    metavar="ORG,ORG",
    type=ORGANIZATION,
    multiple=True,
    callback=joined,
    help="Only these organizations.",
)
@click.option(
    "--shape",
    type=click.Choice(["long", "state-year", "igo-year", "dyad-year"]),
    default="long",
    help="panel: a row per member and year, or one wide row per state, organization or pair and"
    " year.",
)
@click.option(
    "--states",
    type=click.Choice(["cow", "un", "all"]),
    help="panel: the states of the COW state system, of the UN, or every one while it existed.",
)
@click.option("--balanced", is_flag=True, help="panel: also rows of 0 and of unknown, with why.")
@click.option(
    "--id",
    type=click.Choice(["cow", "gw", "iso3"]),
    help="panel: one line of rows for each code of this scheme.",
)
@click.option(
    "--like", metavar="LAYOUT", help="panel: curated facts in the layout of COW: cow-igo-3."
)
@click.option("--at", metavar="MM-DD", help="panel: the census day (default: any day of the year).")
@click.option("--orgs", metavar="ORG,ORG", help="dyads: only these organizations.")
@click.option(
    "--full-only", is_flag=True, help="dyads: leave out members whose kind is not stated."
)
@click.option("--directed", is_flag=True, help="dyads: every pair in both orders.")
@click.option("--from", "from_", metavar="YEAR", type=int, help="panel, dyads: from this year on.")
@click.option("--through", metavar="YEAR", type=int, help="panel, dyads: through this year.")
@who_counts
@table_output_options
@click.pass_obj
def report(
    session: Session,
    /,
    name: str | None,
    describe: bool,
    who: WhoCounts,
    out: Output,
    orgs: str | None,
    **narrowed: Any,
) -> None:
    """A named table for other tools: organizations, members, states, officials, offices, charters,
    parties, languages, events, sources, citations; panel, dyads or spells (docs/coding-rules.md).

    Each has filters of its own: orgdb report panel --help.
    Without NAME it lists them. xlsx, parquet and stata are files: name one with -o.

    \b
    Examples:
      orgdb report
      orgdb report members --describe
      orgdb report members --org OAS -o members.xlsx
      orgdb report organizations -f csv
      orgdb report panel --org OAS --at 12-31 -f csv
      orgdb report panel --org OAS,EU --states cow --balanced --from 1990 -o panel.csv
      orgdb report panel --like cow-igo-3 -o state_year.csv
      orgdb report dyads --orgs OAS -f csv -o dyads.csv
    """
    if out.format in TABLE_FILES and out.file in (None, "-"):
        raise click.UsageError(f"-f {out.format} writes a file: name it with -o FILE.")
    if name is None or describe:
        _explain(name, describe, out)
        return
    from orgdb.reports.filters import Filters
    from orgdb.reports.named import report as ask

    chosen = tuple(part.strip() for part in (orgs or "").split(",") if part.strip())
    filters = Filters(who=who, orgs=chosen, **narrowed)
    row_type, rows = ask(session.reader, name, filters)
    _state_terms(session, rows)
    streamed = out.format in ("csv", "tsv") and not out.narrowed
    if out.format in TABLE_FILES:
        if filters.wide:
            raise click.UsageError("A wide panel is written as csv or tsv.")
        _write_file(session, name, rows, row_type, out)
    elif hasattr(rows, "lines") and (streamed or filters.wide):
        if out.format not in ("csv", "tsv", "table"):
            raise click.UsageError(f"A wide panel is csv or tsv, not {out.format}.")
        stream(rows.lines("\t" if out.format == "tsv" else ","), out.file)
    else:
        table = TABLES[name]
        out.answer(rows, row_type, replace(table, empty="No rows."))
    if name == "panel" and out.file not in (None, "-") and os.path.isfile(str(out.file)):  # noqa: PTH113
        from orgdb.cli.beside_panel import write_beside

        write_beside(session.reader, str(out.file), rows, filters)


def _explain(name: str | None, describe: bool, out: Output) -> None:
    """The list of reports, or the columns of one of them, or of all."""
    from orgdb.reports.described import DescribedColumn, ListedReport, described, listed

    if out.format in TABLE_FILES:
        raise click.UsageError(f"A description is not written as {out.format}.")
    if not describe:
        out.answer(listed(), ListedReport, LISTED)
        return
    table = Table(DESCRIBED) if name else Table(f"report {DESCRIBED}", group="report")
    out.answer(described(name), DescribedColumn, table)


def _state_terms(session: Session, rows: Sequence[Any]) -> None:
    """Say on stderr whose data sets the rows are of, where they are not the curated one."""
    from orgdb.reports.files import foreign_terms

    for terms in foreign_terms(session.reader, rows):
        cited = f"; cite as: {terms.citation}" if terms.citation else ""
        note(f"according to {terms.dataset}: {terms.licence or 'terms unknown'}{cited}")


def _write_file(
    session: Session, name: str, rows: Sequence[Any], row_type: type, out: Output
) -> None:
    """Write a report as a file of another tool."""
    from orgdb.reports.files import write_report

    wanted, names = out.wanted(rows, row_type)
    replaced(
        str(out.file),
        lambda path: write_report(session.reader, name, wanted, out.format, path, names),
    )
    note(f"{out.file}: {counted(len(wanted), 'row')}")
