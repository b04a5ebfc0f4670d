"""`events`."""

from __future__ import annotations

import click

from orgdb.cli.columns import EVENTS
from orgdb.cli.options import name_argument, on_option, say_if_not_yet
from orgdb.cli.output import Output
from orgdb.cli.output_options import output_options
from orgdb.cli.parameter_types import ANYTHING
from orgdb.cli.session import Session
from orgdb.parameters import On
from orgdb.vocabulary import EventKind


@click.command()
@name_argument("name", "[NAME]", ANYTHING)
@click.option(
    "--kind", type=click.Choice([kind.value for kind in EventKind]), help="Only this kind."
)
@on_option
@click.option("--from", "from_", metavar="DATE", help="From this date on: 1990, 1990-06 …")
@click.option("--to", metavar="DATE", help="Up to this date, itself included.")
@output_options
@click.pass_obj
def events(
    session: Session,
    name: str | None,
    kind: str | None,
    on: On | None,
    from_: str | None,
    to: str | None,
    out: Output,
) -> None:
    """Visits, sessions and signings: those of NAME (organization, state or person), or all.

    With place, participants, topics and outcomes; disputed where sources give other dates.

    \b
    Examples:
      orgdb events Peru
      orgdb events OAS --kind session --from 2010 --to today
    """
    from orgdb.organizations.events import EventRow
    from orgdb.organizations.events import events as ask

    out.answer(ask(session.reader, name, on, kind, from_, to), EventRow, EVENTS)
    say_if_not_yet(on)
