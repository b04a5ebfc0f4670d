"""`offices`."""

from __future__ import annotations

import click

from orgdb.cli.columns import OFFICES, ShownDated, shown
from orgdb.cli.options import Session, after_check, answer, on_option, output_options


@click.command()
@click.argument("org", required=False)
@click.option("--in", "state", metavar="STATE", help="Only offices in this state.")
@on_option
@output_options
@click.pass_obj
def offices(
    session: Session,
    org: str | None,
    state: str | None,
    on: str | None,
    format_: str,
    output: str | None,
    raw: bool,
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
    answer(
        shown(rows, ShownDated, format_),
        OfficeRow,
        format_,
        output,
        raw,
        OFFICES,
        "No offices are known.",
    )
    return after_check(rows, on)
