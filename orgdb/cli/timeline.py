"""`timeline`."""

from __future__ import annotations

import click

from orgdb.cli.columns import TIMELINE
from orgdb.cli.options import name_argument
from orgdb.cli.output import Output
from orgdb.cli.output_options import output_options
from orgdb.cli.parameter_types import ANYTHING
from orgdb.cli.session import Session


@click.command()
@name_argument("name", "NAME", ANYTHING)
@click.option("--from", "from_", metavar="DATE", help="From this date on: 1990, 1990-06 …")
@click.option("--to", metavar="DATE", help="Up to and including this date.")
@output_options
@click.pass_obj
def timeline(
    session: Session,
    name: str,
    from_: str | None,
    to: str | None,
    out: Output,
) -> None:
    """All dated facts about NAME (an organization, a state or a person), in order.

    Leaving is listed on the first day of not being a member; other ends on the last day. Dates not
    known to the day are listed at their earliest possible day.

    \b
    Examples:
      orgdb timeline OAS --from 1945 --to 1955
      orgdb timeline "Luis Almagro"
    """
    from orgdb.organizations.timeline import TimelineRow
    from orgdb.organizations.timeline import timeline as ask

    out.answer(ask(session.reader, name, from_, to), TimelineRow, TIMELINE)
