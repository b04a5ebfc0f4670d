"""`coverage`."""

from __future__ import annotations

from collections import Counter

import click

from orgdb.cli.options import Session, answer, note, output_options
from orgdb.output.formats import Columns

COLUMNS: Columns = (
    ("org", "org"),
    ("name", "name", 3),
    ("coverage", "coverage"),
    ("known_from", "known_from", 2),
    ("known_through", "known_through"),
    ("facts", "facts", 1),
    ("sources", "sources", 4),
    ("primary_share", "primary %"),
    ("weak_share", "weak %"),
)


@click.command()
@click.option(
    "--stale",
    "since",
    metavar="DATE",
    help="Only lists of members that were not checked since this date.",
)
@output_options
@click.pass_obj
def coverage(
    session: Session, since: str | None, format_: str, output: str | None, raw: bool
) -> None:
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
    answer(rows, CoverageRow, format_, output, raw, COLUMNS, "Every list was checked since.")
    if rows:
        kinds = Counter(row.coverage for row in rows)
        note(", ".join(f"{number} {kind}" for kind, number in kinds.most_common()))
