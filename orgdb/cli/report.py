"""`report`."""

from __future__ import annotations

import click

from orgdb.cli import columns
from orgdb.cli.options import Session, answer, on_option, output_options, who_counts
from orgdb.render import Columns

# The columns of each report's table, how its rows are read, and what they are grouped by.
TABLES: dict[str, tuple[Columns, type[columns.Shown], str]] = {
    "organizations": (columns.ORGANIZATIONS, columns.Shown, ""),
    "members": (columns.ALL_MEMBERS, columns.ShownMember, "org"),
    "states": (columns.STATES, columns.Shown, ""),
    "officials": (columns.ALL_OFFICIALS, columns.Shown, "body"),
    "offices": (columns.OFFICES, columns.Shown, ""),
    "charters": (columns.ALL_CHARTERS, columns.ShownCharter, "title"),
    "parties": (columns.PARTIES, columns.Shown, "treaty"),
    "languages": (columns.ALL_LANGUAGES, columns.Shown, ""),
    "events": (columns.EVENTS, columns.Shown, ""),
    "sources": (columns.SOURCES, columns.Shown, ""),
    "citations": (columns.CITATIONS, columns.Shown, "fact"),
}


@click.command()
@click.argument("name")
@click.option("--org", metavar="ORG", help="Only this organization.")
@on_option
@who_counts
@output_options
@click.pass_obj
def report(
    session: Session,
    name: str,
    org: str | None,
    on: str | None,
    rule: str,
    status: str | None,
    dataset: str | None,
    format_: str,
    output: str | None,
    raw: bool,
) -> None:
    """A named table for other tools: organizations, members, states, officials, offices, charters,
    parties, languages, events, sources or citations.

    \b
    Examples:
      orgdb report members --org OAS -f csv -o members.csv
      orgdb report organizations -f csv
    """
    from orgdb.queries.reports import Filters
    from orgdb.queries.reports import report as ask

    row_type, rows = ask(session.reader, name, Filters(org, on, rule, status, dataset))
    table, how, group = TABLES[name]
    found = columns.shown(rows, how, format_)
    answer(found, row_type, format_, output, raw, table, empty="No rows.", group=group)
