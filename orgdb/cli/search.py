"""`search`."""

from __future__ import annotations

import click

from orgdb.cli.output import Output, note
from orgdb.cli.output_options import output_options
from orgdb.cli.session import Session
from orgdb.output.formats import Table

BEST = 20  # as many as are shown unless --limit asks for more
KINDS = ("organization", "state", "person", "treaty", "post", "office", "event", "purpose")
COLUMNS = "kind key name matched"


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="TEXT")
@click.option("--kind", type=click.Choice(KINDS), help="Only this kind.")
@output_options
@click.pass_obj
def search(
    session: Session,
    words: tuple[str, ...],
    kind: str | None,
    out: Output,
) -> None:
    """Search for TEXT: names in any language, people, posts, treaties, cities.

    Case, accents, the order of words and small typos do not matter; the best matches come
    first: 20 of them, unless --limit says how many.

    \b
    Examples:
      orgdb search "Carta Democrática"
      orgdb search almagro --kind person
    """
    from orgdb.names.search import SearchRow
    from orgdb.names.search import search as ask

    wanted = " ".join(words)
    limit = BEST if out.limit is None else out.limit
    rows = ask(session.reader, wanted, kind, limit + 1)
    if len(rows) > limit:
        rows = rows[:limit]
        note(f"the best {limit}; more with --limit")
    out.answer(rows, SearchRow, Table(COLUMNS, empty=f"No results for '{wanted}'."))
