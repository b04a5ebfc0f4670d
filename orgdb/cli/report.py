"""`report`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from orgdb.cli import columns
from orgdb.cli.options import Session, output_options, who_counts
from orgdb.cli.output import Output, stream
from orgdb.output.formats import EVERY_COLUMN
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
        from orgdb.reports import NARROWING, REPORTS

        name = ctx.meta.get(ASKED)
        known = REPORTS[name].filters if name else frozenset()
        return [one for one in params if one.name not in NARROWING or one.name in known]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help, with the options of the report that is asked about."""
        ctx.meta[HELPING] = True
        super().format_help(ctx, formatter)


@click.command(cls=OneReport)
@click.argument("name")
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
@who_counts
@output_options
@click.pass_obj
def report(
    session: Session,
    /,
    name: str,
    who: WhoCounts,
    out: Output,
    orgs: str | None,
    **narrowed: Any,
) -> None:
    """A named table for other tools: organizations, members, states, officials, offices, charters,
    parties, languages, events, sources, citations; panel, dyads or spells (docs/coding-rules.md).

    Each has filters of its own: orgdb report panel --help.

    \b
    Examples:
      orgdb report members --org OAS -f csv -o members.csv
      orgdb report organizations -f csv
      orgdb report panel --org OAS --at 12-31 -f csv
      orgdb report dyads --orgs OAS -f csv -o dyads.csv
    """
    from orgdb.reports import Filters
    from orgdb.reports import report as ask

    chosen = tuple(part.strip() for part in (orgs or "").split(",") if part.strip())
    filters = Filters(who=who, orgs=chosen, **narrowed)
    row_type, rows = ask(session.reader, name, filters)
    streamed = out.format in ("csv", "tsv") and not out.narrowed
    if hasattr(rows, "lines") and (streamed or filters.shape != "long"):
        stream(rows.lines("\t" if out.format == "tsv" else ","), out.file)
    else:
        table = TABLES[name]
        out.answer(rows, row_type, replace(table, empty="No rows."))
