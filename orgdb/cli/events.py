"""`events`."""

from __future__ import annotations

import click

from orgdb.cli.columns import EVENTS
from orgdb.cli.options import Session, on_option, output_options
from orgdb.cli.output import Output
from orgdb.parameters import On
from orgdb.vocabulary import EventKind


@click.command()
@click.argument("name", required=False)
@click.option("--kind", type=click.Choice([kind.value for kind in EventKind]), help="Only these.")
@on_option
@output_options
@click.pass_obj
def events(
    session: Session,
    name: str | None,
    kind: str | None,
    on: On | None,
    out: Output,
) -> None:
    """Visits, sessions and signings: those of NAME (organization, state or person), or all.

    With place, participants, topics and outcomes; disputed where sources date them otherwise.

    \b
    Examples:
      orgdb events Peru
      orgdb events OAS --kind session --on 2022
    """
    from orgdb.organizations.events import EventRow
    from orgdb.organizations.events import events as ask

    out.answer(ask(session.reader, name, on, kind), EventRow, EVENTS)
