"""`why`."""

from __future__ import annotations

import click

from orgdb.cli.columns import WHY, by_attribute
from orgdb.cli.options import Session, answer, output_options


@click.command()
@click.argument("name")
@click.option(
    "--about",
    metavar="WHAT",
    help="Only this: charter, membership, event …, or an attribute.",
)
@output_options
@click.pass_obj
def why(
    session: Session, name: str, about: str | None, format_: str, output: str | None, raw: bool
) -> None:
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

    rows = ask(session.reader, name, about)
    found = by_attribute(rows, format_)
    answer(found, WhyRow, format_, output, raw, WHY, "Nothing is cited.", group="fact")
