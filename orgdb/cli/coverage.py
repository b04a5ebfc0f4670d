"""`coverage`."""

from __future__ import annotations

from collections import Counter

import click

from orgdb.cli.columns import COVERAGE
from orgdb.cli.options import Session, output_options
from orgdb.cli.output import Output, note


@click.command()
@click.option(
    "--stale",
    "since",
    metavar="DATE",
    help="Only lists of members that were not checked since this date.",
)
@output_options
@click.pass_obj
def coverage(session: Session, since: str | None, out: Output) -> None:
    """How much orgdb knows of each organization, checked through when, on what paper.

    in depth: a complete list of members, the founding treaty, heads. members: a complete list.
    partial: a list that leaves out members or years. registered: no list.

    \b
    Examples:
      orgdb coverage
      orgdb coverage --stale 2025-11-29
    """
    from orgdb.organizations.coverage import CoverageRow
    from orgdb.organizations.coverage import coverage as ask

    rows = ask(session.reader, since)
    out.answer(rows, CoverageRow, COVERAGE)
    if rows:
        kinds = Counter(row.coverage for row in rows)
        note(", ".join(f"{number} {kind}" for kind, number in kinds.most_common()))
