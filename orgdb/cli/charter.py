"""`charter`."""

from __future__ import annotations

import click

from orgdb.cli.columns import CHARTERS, PARTIES, ShownCharter, shown
from orgdb.cli.options import Session, answer, on_option, output_options


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
    on: str | None,
    format_: str,
    output: str | None,
    raw: bool,
) -> None:
    """The founding instrument of ORG, its amendments and related instruments, or their parties.

    When and where each was signed, when it entered into force, where it is registered.

    \b
    Examples:
      orgdb charter OAS
      orgdb charter OAS --parties -f csv
    """
    from orgdb.organizations import treaties as queries

    empty = "No treaties are known."
    if parties:
        rows = queries.parties(session.reader, org, on)
        answer(rows, queries.PartyRow, format_, output, raw, PARTIES, empty, group="treaty")
    else:
        found = queries.charters(session.reader, org, on)
        treaties = shown(found, ShownCharter, format_)
        answer(treaties, queries.CharterRow, format_, output, raw, CHARTERS, empty, group="title")
