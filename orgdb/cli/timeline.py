"""`timeline`."""

from __future__ import annotations

import click

from orgdb.cli.options import Session, answer, output_options
from orgdb.output.formats import Columns

TIMELINE_COLUMNS: Columns = (
    ("date", "date"),
    ("kind", "kind", 2),
    ("what", "what"),
    ("disputed", "disputed", 0),
    ("sources", "sources", 1),
)


@click.command()
@click.argument("name")
@click.option("--from", "from_", metavar="DATE", help="From this date on: 1990, 1990-06 …")
@click.option("--to", metavar="DATE", help="Up to this date, itself included.")
@output_options
@click.pass_obj
def timeline(
    session: Session,
    name: str,
    from_: str | None,
    to: str | None,
    format_: str,
    output: str | None,
    raw: bool,
) -> None:
    """All dated facts about NAME (an organization, a state or a person), in order.

    Members have left on the first day on which they are none; whatever else ends is told on its
    last day. Dates not known to the day stand where they can begin.

    \b
    Examples:
      orgdb timeline OAS --from 1945 --to 1955
      orgdb timeline "Luis Almagro"
    """
    from orgdb.organizations.timeline import TimelineRow
    from orgdb.organizations.timeline import timeline as ask

    rows = ask(session.reader, name, from_, to)
    answer(rows, TimelineRow, format_, output, raw, TIMELINE_COLUMNS, "No dated facts are known.")
