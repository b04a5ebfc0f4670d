"""`orgs`."""

from __future__ import annotations

import click

from orgdb.cli.columns import ORGANIZATIONS
from orgdb.cli.options import Session, answer, note, on_option, output_options, who_counts
from orgdb.vocabulary import OrganizationKind


@click.command()
@click.option(
    "--kind", type=click.Choice([kind.value for kind in OrganizationKind]), help="Only these."
)
@on_option
@who_counts
@output_options
@click.pass_obj
def orgs(
    session: Session,
    kind: str | None,
    on: str | None,
    rule: str,
    status: str | None,
    dataset: str | None,
    format_: str,
    output: str | None,
    raw: bool,
) -> None:
    """The organizations and organs orgdb knows, with how many members each has.

    All of them, or those of a kind, or those that existed on a date and their members then.

    \b
    Examples:
      orgdb orgs --kind intergovernmental
      orgdb orgs --on 1950 -f csv
    """
    from orgdb.organizations.lists import OrganizationRow, organizations

    rows = organizations(session.reader, kind, on, rule, status, dataset)
    empty = "No organizations match."
    answer(rows, OrganizationRow, format_, output, raw, ORGANIZATIONS, empty)
    if rows and on is None:
        note("members: as of the day each roster was last checked")
