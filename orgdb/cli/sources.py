"""`sources`."""

from __future__ import annotations

import click

from orgdb.cli.columns import LISTED_SOURCES
from orgdb.cli.options import name_argument
from orgdb.cli.output import Output
from orgdb.cli.output_options import output_options
from orgdb.cli.parameter_types import ORGANIZATION
from orgdb.cli.session import Session
from orgdb.vocabulary import SourceQuality


@click.command()
@name_argument("org", "[ORG]", ORGANIZATION)
@click.option(
    "--quality", type=click.Choice([word.value for word in SourceQuality]), help="Only these."
)
@output_options
@click.pass_obj
def sources(
    session: Session,
    org: str | None,
    quality: str | None,
    out: Output,
) -> None:
    """The documents behind what is said of ORG, or of anything, and how many facts rest on each.

    Its title, address and every fact that rests on it: orgdb show SOURCE, by its key or address.

    \b
    Examples:
      orgdb sources OAS --quality primary
      orgdb sources -f csv -o sources.csv
    """
    from orgdb.sources.listed import ListedSourceRow
    from orgdb.sources.listed import sources as ask

    out.answer(ask(session.reader, org, quality), ListedSourceRow, LISTED_SOURCES)
