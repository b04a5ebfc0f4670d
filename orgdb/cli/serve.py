"""`serve`."""

from __future__ import annotations

import click

from orgdb.cli.output import note
from orgdb.cli.session import Session


@click.command()
@click.option(
    "--host",
    metavar="HOST",
    default="127.0.0.1",
    help="Where to listen (default: this machine only).",
)
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8764, help="The port (default: 8764)."
)
@click.option(
    "--url", "address", metavar="URL", help="The public address, where a proxy is in front."
)
@click.option("--sql", is_flag=True, help="Let readers write SQL of their own, within limits.")
@click.pass_obj
def serve(session: Session, host: str, port: int, address: str | None, sql: bool) -> None:
    """The database on a web server: pages, tables, queries, and names for OpenRefine.

    The pages are those of `orgdb site`. Tables and common questions are at /orgdb, each as JSON and
    CSV too; the reconciliation service for OpenRefine is at /reconcile. Nothing can be written, and
    no file of this machine can be read.

    \b
    Examples:
      orgdb serve
      orgdb serve --port 9000 --sql
    """
    from orgdb.errors import QuestionError
    from orgdb.web.server import serve as run

    if address and not address.startswith(("https://", "http://")):
        raise QuestionError(f"'{address}' is not a web address.", "Write --url https://…")
    note("orgdb: reading the database")
    url = session.url_to_open()
    run(
        url,
        host,
        port,
        address or "",
        sql,
        lambda at: note(f"orgdb answers at {at} (stop with Ctrl+C)"),
    )
