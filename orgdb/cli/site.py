"""`site`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from orgdb.cli.output import is_terminal, note
from orgdb.cli.session import Session


@click.command()
@click.argument("folder", metavar="DIR")
@click.option(
    "--url", "address", metavar="URL", help="The public address, for citations and links."
)
@click.option("--force", is_flag=True, help="Replace a site that is there already.")
@click.option(
    "--no-search", is_flag=True, help="Leave out the index of words; names are still found."
)
@click.pass_obj
def site(session: Session, folder: str, address: str | None, force: bool, no_search: bool) -> None:
    """The whole database as web pages in the new folder DIR.

    A page for each organization, state, person, treaty, event and source, with its data as CSV and
    JSON beside it. The pages work from the file system and on any web server, without orgdb.

    \b
    Examples:
      orgdb site public
      orgdb site public --force --url https://example.org/orgdb
    """
    import time

    from orgdb.errors import QuestionError
    from orgdb.site.build import build

    if address and not address.startswith(("https://", "http://")):
        raise QuestionError(f"'{address}' is not a web address.", "Write --url https://…")
    begun = time.monotonic()
    progress = note if is_terminal(sys.stderr) else lambda _: None
    number = build(session.reader, Path(folder), address or "", force, not no_search, progress)
    note(f"{folder}: {number:,} pages in {time.monotonic() - begun:.0f} s")
