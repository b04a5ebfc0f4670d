"""`search`."""

from __future__ import annotations

import click

from orgdb.cli.options import Session, answer, note, output_options

KINDS = ("organization", "state", "person", "treaty", "post", "office", "event", "purpose")
COLUMNS = (("kind", "kind"), ("key", "key"), ("name", "name"), ("matched", "matched"))


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
    format_: str,
    output: str | None,
    raw: bool,
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
    answer(rows, SearchRow, format_, output, raw, COLUMNS, f"Nothing is called '{wanted}'.")
