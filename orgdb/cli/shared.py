"""`shared`."""

from __future__ import annotations

import click

from orgdb.cli.columns import SHARED
from orgdb.cli.options import who_counts
from orgdb.cli.output import Output, note
from orgdb.cli.output_options import output_options
from orgdb.cli.parameter_types import STATE
from orgdb.cli.session import Session
from orgdb.parameters import WhoCounts


@click.command()
@click.argument("states", metavar="STATE STATE...", nargs=-1, required=True, type=STATE)
@who_counts
@output_options
@click.pass_obj
def shared(
    session: Session,
    states: tuple[str, ...],
    who: WhoCounts,
    out: Output,
) -> None:
    """What two or more states (or organizations) have in common: where all of them are members.

    `since` is the day on which the last of them joined. Without --on, as of the day each
    membership list was last checked.

    \b
    Examples:
      orgdb shared Peru Chile Bolivia
      orgdb shared PER NIC --on 2020 -f csv
    """
    from orgdb.membership.shared import SharedRow
    from orgdb.membership.shared import shared as ask

    if len(states) == 1 and "," in states[0]:
        states = tuple(part.strip() for part in states[0].split(",") if part.strip())
    rows = ask(session.reader, states, who)
    if rows and who.on is None:
        note("as of the day each membership list was last checked (known_through in orgdb orgs)")
    out.answer(rows, SharedRow, SHARED)
