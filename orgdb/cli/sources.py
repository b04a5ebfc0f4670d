"""`sources`."""

from __future__ import annotations

import click

from orgdb.cli.options import Session, answer, output_options
from orgdb.output.formats import Columns
from orgdb.vocabulary import SourceQuality

SOURCES: Columns = (
    ("source", "key"),
    ("title", "title"),
    ("publisher", "publisher", 3),
    ("date", "date", 2),
    ("quality", "quality"),
    ("facts", "facts"),
    ("disputed", "disputed", 1),
    ("url", "address", 4),
)


@click.command()
@click.option("--org", metavar="ORG", help="Only those behind what is said of this organization.")
@click.option(
    "--quality", type=click.Choice([word.value for word in SourceQuality]), help="Only these."
)
@output_options
@click.pass_obj
def sources(
    session: Session,
    org: str | None,
    quality: str | None,
    format_: str,
    output: str | None,
    raw: bool,
) -> None:
    """The documents that were consulted, and how many facts rest on each.

    Its title, address and every fact that rests on it: orgdb show SOURCE, by its key or address.

    \b
    Examples:
      orgdb sources --org OAS --quality primary
      orgdb sources -f csv -o sources.csv
    """
    from orgdb.sources.listed import ListedSourceRow
    from orgdb.sources.listed import sources as ask

    rows = ask(session.reader, org, quality)
    answer(rows, ListedSourceRow, format_, output, raw, SOURCES, "No sources match.")
