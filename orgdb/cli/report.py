"""`report`."""

from __future__ import annotations

import click

from orgdb.cli.options import Session, answer, note, on_option, output_options, who_counts


@click.command()
@click.argument("name", metavar="NAME")
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
    answer(rows, row_type, format_, output, raw, empty="No rows.")
    if output and output != "-":
        note(f"{output}: {len(rows)} rows")
