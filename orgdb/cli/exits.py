"""`exits`."""

from __future__ import annotations

from collections import Counter

import click

from orgdb.cli.columns import EXITS
from orgdb.cli.options import name_argument, on_option, say_if_not_yet
from orgdb.cli.output import Output, note
from orgdb.cli.output_options import output_options
from orgdb.cli.parameter_types import ANYTHING
from orgdb.cli.session import Session
from orgdb.membership.exits import STAGES
from orgdb.parameters import On


@click.command()
@name_argument("name", "[ORG|STATE]", ANYTHING)
@click.option("--stage", type=click.Choice(STAGES), help="Only exits that have come this far.")
@on_option
@output_options
@click.pass_obj
def exits(
    session: Session,
    name: str | None,
    stage: str | None,
    on: On | None,
    out: Output,
) -> None:
    """Exits announced, notified, in effect or taken back: from ORG, of STATE, or all.

    Announcement, notice and effect are different facts: a state that has announced an exit, or
    given notice, is a member until the exit takes effect. With --on, as it was on that date.

    \b
    Examples:
      orgdb exits UNESCO
      orgdb exits USA --stage effective
    """
    from orgdb.membership.exits import ExitRow
    from orgdb.membership.exits import exits as ask

    rows = ask(session.reader, name, stage, on)
    out.answer(rows, ExitRow, EXITS)
    say_if_not_yet(on)
    if rows:
        stages = Counter(row.stage for row in rows)
        note(", ".join(f"{stages[stage]} {stage}" for stage in STAGES if stages[stage]))
