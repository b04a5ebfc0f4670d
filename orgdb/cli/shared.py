"""`shared`."""

from __future__ import annotations

import click

from orgdb.cli.options import Session, answer, note, on_option, output_options, who_counts
from orgdb.output.formats import Columns

SHARED_COLUMNS: Columns = (
    ("org", "key"),
    ("org_name", "organization"),
    ("since", "since"),
    ("statuses", "statuses"),
    ("certainty", "certainty"),
    ("sources", "sources", 1),
)


@click.command()
@click.argument("states", metavar="STATE STATE...", nargs=-1, required=True)
@on_option
@who_counts
@output_options
@click.pass_obj
def shared(
    session: Session,
    states: tuple[str, ...],
    on: str | None,
    rule: str,
    status: str | None,
    dataset: str | None,
    format_: str,
    output: str | None,
    raw: bool,
) -> None:
    """What two or more states (or organizations) have in common: where all of them are members.

    Since when is the day on which the last of them joined. Without --on, as of the day each roster
    was last checked.

    \b
    Examples:
      orgdb shared Peru Chile Bolivia
      orgdb shared PER NIC --on 2020 -f csv
    """
    from orgdb.membership.shared import SharedRow
    from orgdb.membership.shared import shared as ask

    rows = ask(session.reader, states, on, rule, status, dataset)
    if rows and on is None:
        note("as of the day each roster was last checked (column known_through of orgdb orgs)")
    empty = "No organization is known to have all of them as members."
    answer(rows, SharedRow, format_, output, raw, SHARED_COLUMNS, empty)
