"""The least a Python command can be: click, the standard library's sqlite3, one query, one line."""

from __future__ import annotations

import sqlite3

import click

SQL = """
SELECT 1 FROM memberships WHERE org = ? AND member = ? AND start_earliest <= ? AND end_latest >= ?
"""


@click.command()
@click.argument("path")
@click.argument("member")
@click.argument("org")
@click.option("--on", required=True)
def main(path: str, member: str, org: str, on: str) -> None:
    """Ask one question of a SQLite file."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        found = connection.execute(SQL, (org, member, on, on)).fetchone()
    click.echo("yes" if found else "no")


if __name__ == "__main__":
    main()
