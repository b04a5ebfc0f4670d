"""`changes`."""

from __future__ import annotations

import click

from orgdb.cli.columns import CHANGES, LEARNED
from orgdb.cli.options import Session, dataset_option, output_options, status_option
from orgdb.cli.output import Output, note


@click.command()
@click.argument("name", metavar="[ORG|STATE]", required=False)
@click.option("--from", "from_", metavar="DATE", help="From this date on: 1990, 1990-06 …")
@click.option("--to", metavar="DATE", help="Up to this date, itself included.")
@status_option
@dataset_option
@click.option(
    "--between-releases",
    "releases",
    nargs=2,
    metavar="A B",
    help="What the database itself learned from release A to B, about everything.",
)
@click.option(
    "--undated", is_flag=True, help="Also those that came some day before, or after, a date."
)
@output_options
@click.pass_obj
def changes(
    session: Session,
    releases: tuple[str, str] | None,
    name: str | None,
    from_: str | None,
    to: str | None,
    status: str | None,
    dataset: str | None,
    undated: bool,
    out: Output,
) -> None:
    """Who joined, left, was suspended, came back between two dates: in ORG, of STATE, anywhere.

    A member has left on the first day on which it is none. Dates not known to the day are listed
    where they can lie between the two, and marked possible where they need not.

    \b
    Examples:
      orgdb changes OAS --from 2009 --to 2024
      orgdb changes Cuba --from 1950 -f csv
    """
    if releases:
        if name or from_ or to or status or dataset or undated:
            what = "--between-releases stands alone: it is about what was learned, not when."
            raise click.UsageError(what, click.get_current_context())
        from orgdb.releases.diff import LearnedRow, learned

        found = learned(session.reader, *releases)
        out.answer(found, LearnedRow, LEARNED)
        return
    from orgdb.membership.changes import ChangeRow, is_dated
    from orgdb.membership.changes import changes as ask

    rows = ask(session.reader, name, from_, to, status, dataset)
    every = undated or not (from_ or to)
    shown = rows if every else tuple(filter(is_dated, rows))
    out.answer(shown, ChangeRow, CHANGES)
    if more := len(rows) - len(shown):
        note(f"{more:,} more may have come in this time or at any other: see them with --undated")
