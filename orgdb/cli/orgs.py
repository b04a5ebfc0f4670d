"""`orgs`."""

from __future__ import annotations

import click

from orgdb.cli.columns import ORGANIZATIONS
from orgdb.cli.options import say_if_not_yet, who_counts
from orgdb.cli.output import Output, note
from orgdb.cli.output_options import output_options
from orgdb.cli.parameter_types import STATE
from orgdb.cli.session import Session
from orgdb.parameters import WhoCounts
from orgdb.vocabulary import OrganizationKind


@click.command()
@click.option(
    "--kind", type=click.Choice([kind.value for kind in OrganizationKind]), help="Only this kind."
)
@click.option(
    "--in", "where", metavar="PLACE", type=STATE, help="Only with their seat in this state or city."
)
@who_counts
@output_options
@click.pass_obj
def orgs(
    session: Session,
    kind: str | None,
    where: str | None,
    who: WhoCounts,
    out: Output,
) -> None:
    """The organizations and organs orgdb knows, with their number of members.

    All of them, those of one kind, or those that existed on a date with their members then.

    \b
    Examples:
      orgdb orgs --kind intergovernmental
      orgdb orgs --on 1950 -f csv
      orgdb orgs --in Geneva
    """
    from orgdb.organizations.lists import OrganizationRow, organizations

    rows = organizations(session.reader, kind, who, where)
    out.answer(rows, OrganizationRow, ORGANIZATIONS)
    say_if_not_yet(who.on)
    if rows and who.on is None:
        note("members: as of the day each membership list was last checked")
