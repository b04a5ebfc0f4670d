"""`mcp`."""

from __future__ import annotations

import click

from orgdb.cli.output import note
from orgdb.cli.session import Session


@click.command()
@click.option("--http", is_flag=True, help="Serve over HTTP at /mcp instead of stdin and stdout.")
@click.option("--host", metavar="HOST", default="127.0.0.1", help="With --http: where to listen.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8765,
    help="With --http: the port (default: 8765).",
)
@click.pass_obj
def mcp(session: Session, http: bool, host: str, port: int) -> None:
    """Answer assistants over the Model Context Protocol: ten read-only questions, with sources.

    Needs: pip install 'orgdb-igo[mcp]'. An assistant that runs programs takes the command
    `orgdb mcp`; others ask the address of --http.

    \b
    Examples:
      orgdb mcp
      orgdb mcp --http --port 8765
    """
    from orgdb.errors import DatabaseError

    try:
        from orgdb.assistant import server
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types", "pydantic"):
            raise
        raise DatabaseError(
            "The interface for assistants needs a library that is not installed.",
            "Run: pip install 'orgdb-igo[mcp]'",
        ) from None
    url = session.url_to_open()
    if http:
        note(f"orgdb answers at http://{host}:{port}/mcp (stop with Ctrl+C)")
        server.run_http(url, host, port)
    else:
        server.run_stdio(url)
