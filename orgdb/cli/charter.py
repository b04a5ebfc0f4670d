"""`charter`."""

from __future__ import annotations

import shlex
from dataclasses import replace

import click

from orgdb.cli.columns import CHARTERS, PARTIES
from orgdb.cli.options import dated_name, on_option, say_if_not_yet
from orgdb.cli.output import Output
from orgdb.cli.output_options import output_options
from orgdb.cli.parameter_types import ORGANIZATION
from orgdb.cli.session import Session
from orgdb.parameters import On


@click.command()
@dated_name("name", "ORG|TREATY", ORGANIZATION)
@click.option("--parties", is_flag=True, help="Who signed and ratified, and when.")
@on_option
@output_options
@click.pass_obj
def charter(
    session: Session,
    name: str,
    parties: bool,
    on: On | None,
    out: Output,
) -> None:
    """The founding instrument of ORG, its amendments and related instruments, or their parties.

    Of one TREATY too, by its key or title. When and where each was signed, when it entered into
    force, where it is registered.

    \b
    Examples:
      orgdb charter OAS
      orgdb charter OAS --parties -f csv
      orgdb charter "Rome Statute" --parties
    """
    from orgdb.organizations import treaties as queries

    if parties:
        rows = queries.parties(session.reader, name, on)
        none = f"No parties are known. Its treaties: orgdb charter {shlex.quote(name)}"
        out.answer(rows, queries.PartyRow, replace(PARTIES, empty=none))
    else:
        out.answer(queries.charters(session.reader, name, on), queries.CharterRow, CHARTERS)
    say_if_not_yet(on)
