"""`states`."""

from __future__ import annotations

import click

from orgdb.cli.columns import STATES
from orgdb.cli.options import on_option, say_if_not_yet
from orgdb.cli.output import Output
from orgdb.cli.output_options import output_options
from orgdb.cli.session import Session
from orgdb.parameters import On
from orgdb.vocabulary import StateKind


@click.command()
@click.option(
    "--kind", type=click.Choice([kind.value for kind in StateKind]), help="Only this kind."
)
@on_option
@output_options
@click.pass_obj
def states(session: Session, kind: str | None, on: On | None, out: Output) -> None:
    """The states and territories orgdb knows, past ones too, with their codes.

    All of them, those of one kind, or those that existed on a date.

    \b
    Examples:
      orgdb states --kind state --on 1970
      orgdb states -f csv
    """
    from orgdb.organizations.lists import StateRow
    from orgdb.organizations.lists import states as ask

    out.answer(ask(session.reader, kind, on), StateRow, STATES)
    say_if_not_yet(on)
