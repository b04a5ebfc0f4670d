"""`offices`."""

from __future__ import annotations

import click

from orgdb.cli.columns import OFFICES
from orgdb.cli.options import after_check, dated_name, on_option
from orgdb.cli.output import Output
from orgdb.cli.output_options import output_options
from orgdb.cli.parameter_types import MEMBER, STATE
from orgdb.cli.session import Session
from orgdb.parameters import On


@click.command()
@dated_name("name", "[ORG|STATE|CITY]", MEMBER)
@click.option("--in", "where", metavar="PLACE", type=STATE, help="Only in this state or city.")
@on_option
@output_options
@click.pass_obj
def offices(
    session: Session,
    name: str | None,
    where: str | None,
    on: On | None,
    out: Output,
) -> int:
    """Where an organization has or had its offices, and which have one in a state or city.

    Closed ones too, unless --on names a date.

    \b
    Examples:
      orgdb offices OAS
      orgdb offices Geneva --on 2020
      orgdb offices OAS --in Peru
    """
    from orgdb.organizations.offices import OfficeRow, offices_at

    rows = offices_at(session.reader, name, where, on)
    out.answer(rows, OfficeRow, OFFICES)
    return after_check(rows, on)
