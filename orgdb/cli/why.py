"""`why`."""

from __future__ import annotations

import click

from orgdb.cli.columns import WHY
from orgdb.cli.options import Session, output_options
from orgdb.cli.output import Output


@click.command()
@click.argument("name")
@click.option(
    "--about",
    metavar="WHAT",
    help="Only this: charter, membership, event …, or an attribute.",
)
@output_options
@click.pass_obj
def why(session: Session, name: str, about: str | None, out: Output) -> None:
    """The sources behind a fact (by its key), or behind all that is said of NAME.

    A table has a line for each source under the attribute that it bears out; one that disputes the
    value, or knows it less precisely, is followed by what it says. Fact keys are the last column of
    csv and json answers.

    \b
    Examples:
      orgdb why OAS --about charter
      orgdb why OAS --about event -f csv
    """
    from orgdb.sources.citations import WhyRow
    from orgdb.sources.why import why as ask

    out.answer(ask(session.reader, name, about), WhyRow, WHY)
