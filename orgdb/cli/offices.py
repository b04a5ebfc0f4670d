"""`offices`."""

from __future__ import annotations

import click

from orgdb.cli.columns import OFFICES
from orgdb.cli.options import Session, after_check, on_option, output_options
from orgdb.cli.output import Output
from orgdb.cli.parameter_types import ORGANIZATION, STATE
from orgdb.parameters import On


@click.command()
@click.argument("org", required=False, type=ORGANIZATION)
@click.option("--in", "state", metavar="STATE", type=STATE, help="Only offices in this state.")
@on_option
@output_options
@click.pass_obj
def offices(
    session: Session,
    org: str | None,
    state: str | None,
    on: On | None,
    out: Output,
) -> int:
    """Where ORG, or any organization, has or had its seats and offices.

    Closed ones too, unless --on names a date.

    \b
    Examples:
      orgdb offices OAS
      orgdb offices --in Peru
    """
    from orgdb.organizations.offices import OfficeRow
    from orgdb.organizations.offices import offices as ask

    rows = ask(session.reader, org, state, on)
    out.answer(rows, OfficeRow, OFFICES)
    return after_check(rows, on)
