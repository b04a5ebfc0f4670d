"""`exits`."""

from __future__ import annotations

from collections import Counter

import click

from orgdb.cli.options import Session, answer, note, on_option, output_options
from orgdb.membership.exits import STAGES
from orgdb.output.formats import Columns

COLUMNS: Columns = (
    ("org", "org"),
    ("member_name", "member"),
    ("stage", "stage"),
    ("announced", "announced"),
    ("notified", "notified", 1),
    ("effective", "effective"),
    ("clause", "clause", 2),
    ("reversed", "reversed", 0),
    ("remark", "remark", 3),
    ("sources", "sources", 4),
)


@click.command()
@click.argument("name", metavar="[ORG|STATE]", required=False)
@click.option("--stage", type=click.Choice(STAGES), help="Only exits that have come this far.")
@on_option
@output_options
@click.pass_obj
def exits(
    session: Session,
    name: str | None,
    stage: str | None,
    on: str | None,
    format_: str,
    output: str | None,
    raw: bool,
) -> None:
    """Exits announced, notified, in effect or taken back: from ORG, of STATE, or all.

    Announcement, notice and effect are different facts: whoever has announced an exit, or given
    notice, is a member until the day it takes effect. With --on, as it stood on that date.

    \b
    Examples:
      orgdb exits UNESCO
      orgdb exits USA --stage effective
    """
    from orgdb.membership.exits import ExitRow
    from orgdb.membership.exits import exits as ask

    rows = ask(session.reader, name, stage, on)
    answer(rows, ExitRow, format_, output, raw, COLUMNS, "No exits are known.")
    if rows:
        stages = Counter(row.stage for row in rows)
        note(", ".join(f"{stages[stage]} {stage}" for stage in STAGES if stages[stage]))
