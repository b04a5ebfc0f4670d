"""`db init`, `db info`, `db upgrade`, `db check`."""

from __future__ import annotations

import click

from orgdb.cli.options import Session, make, note, write


@click.group()
def db() -> None:
    """The database itself: create it, describe it, bring it up to date, check it."""


@db.command()
@click.pass_obj
def init(session: Session) -> None:
    """Create the database and load the curated facts; an existing one is brought up to date.

    \b
    Examples:
      orgdb db init
      orgdb --db team.sqlite db init
    """
    url = _target(session)
    make(url, f"creating {_shown(url)}")
    note(f"orgdb: {_shown(url)} is ready")


@db.command()
@click.pass_obj
def upgrade(session: Session) -> None:
    """Migrate the tables and make the curated facts those of this release. Imports stay.

    \b
    Examples:
      orgdb db upgrade
      orgdb --db team.sqlite db upgrade
    """
    from orgdb.reader import open_reader

    url = _target(session)
    open_reader(url, check=False).close()
    make(url, f"bringing {_shown(url)} up to date")
    note(f"orgdb: {_shown(url)} is up to date")


@db.command()
@click.option("-f", "--format", "format_", type=click.Choice(["table", "json"]), default="table")
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of stdout.")
@click.pass_obj
def info(session: Session, format_: str, output: str | None) -> None:
    """Where the database is, its revision and release, and how much is in it.

    \b
    Examples:
      orgdb db info
      orgdb db info -f json
    """
    from orgdb.queries.counts import describe
    from orgdb.render import render_object

    row = describe(session.reader)
    if format_ == "json":
        write(render_object(row), output)
        return
    lines = [f"database  {row.url}", f"revision  {row.revision}", f"release   {row.release}", ""]
    for dataset in row.datasets:
        lines.append(f"data set {dataset['key']} {dataset['version']}: {dataset['facts']:,} facts,")
        lines.append(f"  loaded {dataset['loaded_at']}, {dataset['licence']}")
    lines.append("")
    lines += [f"{count:>9,}  {name}" for name, count in row.counts.items()]
    write("\n".join(lines) + "\n", output)


@db.command()
@click.pass_obj
def check(session: Session) -> None:
    """Check that the database is whole: the file, its keys, its facts, lives and periods.

    Exit code 4, with a list, if anything is wrong.

    \b
    Examples:
      orgdb db check
      orgdb --db team.sqlite db check
    """
    from orgdb.integrity import require_whole

    require_whole(session.reader)
    note(f"{session.reader.url} is whole.")


def _target(session: Session) -> str:
    from orgdb.home import chosen_url, default_url

    return chosen_url(session.url) or default_url()


def _shown(url: str) -> str:
    from orgdb.reader import sqlite_path

    path = sqlite_path(url)
    if path is not None:
        return path
    from orgdb.engine import shown_url

    return shown_url(url)
