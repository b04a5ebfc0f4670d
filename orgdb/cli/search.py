"""`search`."""

from __future__ import annotations

import click

from orgdb.cli.options import Session, output_options
from orgdb.cli.output import Output, note
from orgdb.output.formats import Table

KINDS = ("organization", "state", "person", "treaty", "post", "office", "event", "purpose")
COLUMNS = "kind key name matched"


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="TEXT")
@click.option("--kind", type=click.Choice(KINDS), help="Only these.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="At most so many, the best first.",
)
@output_options
@click.pass_obj
def search(
    session: Session,
    words: tuple[str, ...],
    kind: str | None,
    limit: int,
    out: Output,
) -> None:
    """Everything that goes by TEXT or nearly so: names in any language, people, posts, cities.

    Case, accents, the order of words and small typos do not matter; the best matches come first.

    \b
    Examples:
      orgdb search "Carta Democrática"
      orgdb search almagro --kind person
    """
    from orgdb.names.search import SearchRow
    from orgdb.names.search import search as ask

    wanted = " ".join(words)
    rows = ask(session.reader, wanted, kind, limit + 1)
    if len(rows) > limit:
        rows = rows[:limit]
        note(f"the best {limit}; more with --limit")
    out.answer(rows, SearchRow, Table(COLUMNS, empty=f"Nothing is called '{wanted}'."))
