"""`charter`."""

from __future__ import annotations

import click

from orgdb.cli.columns import CHARTERS, PARTIES
from orgdb.cli.options import Session, on_option, output_options
from orgdb.cli.output import Output
from orgdb.parameters import On


@click.command()
@click.argument("org")
@click.option("--parties", is_flag=True, help="Who signed and ratified, and when.")
@on_option
@output_options
@click.pass_obj
def charter(
    session: Session,
    org: str,
    parties: bool,
    on: On | None,
    out: Output,
) -> None:
    """The founding instrument of ORG, its amendments and related instruments, or their parties.

    When and where each was signed, when it entered into force, where it is registered.

    \b
    Examples:
      orgdb charter OAS
      orgdb charter OAS --parties -f csv
    """
    from orgdb.organizations import treaties as queries

    if parties:
        out.answer(queries.parties(session.reader, org, on), queries.PartyRow, PARTIES)
    else:
        out.answer(queries.charters(session.reader, org, on), queries.CharterRow, CHARTERS)
