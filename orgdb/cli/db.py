"""`db init`, `db info`, `db upgrade`, `db check`."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import click

from orgdb.cli.output import note, write
from orgdb.cli.output_options import file_option
from orgdb.cli.session import Session, make
from orgdb.db.location import refuse_newer


@click.group()
def db() -> None:
    """The database itself: create it, describe it, bring it up to date, check it."""


@db.command(short_help="Create it, and load the curated facts.")
@click.option(
    "--seed",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Load the hand-kept files in this folder, not those of this release.",
)
@click.pass_obj
def init(session: Session, folder: Path | None) -> None:
    """Create the database and load the curated facts; an existing one is brought up to date.

    Without --db or ORGDB_URL it is the file in your data folder, which is created on first use.
    With --seed, what somebody has edited can be asked about at once; name a database for it.

    \b
    Examples:
      orgdb db init
      orgdb --db team.sqlite db init
      orgdb --db try.sqlite db init --seed seed
    """
    if folder is not None:
        _from_folder(session, folder)
        return
    from orgdb.db.database_url import sqlite_path
    from orgdb.db.reader import open_reader

    url = _target(session)
    path = sqlite_path(url)
    if path is None:
        _make(url, "loading {}", "is ready")
    elif os.path.exists(path):  # noqa: PTH110 (pathlib costs more than this check)
        open_reader(url, check=False).close()
        _make(url, "bringing {} up to date", "is up to date")
    else:
        _make(url, "creating {}", "is ready")


def _from_folder(session: Session, folder: Path) -> None:
    """Load edited files into a database that is named; the reader's own stays as it is."""
    from orgdb.db.location import chosen_url
    from orgdb.errors import QuestionError
    from orgdb.seed.load import initialize

    url = chosen_url(session.url)
    if url is None:
        raise QuestionError(
            "--seed needs a database of its own, so that yours keeps the facts of the release.",
            f"Name one: orgdb --db try.sqlite db init --seed {shlex.quote(str(folder))}",
        )
    initialize(url, folder=folder)
    note(f"orgdb: {_shown(url)} has the facts of {folder}")


@db.command(short_help="Bring it up to this release; imports stay.")
@click.pass_obj
def upgrade(session: Session) -> None:
    """Migrate the tables and make the curated facts those of this release. Imports stay.

    A database named with --db or ORGDB_URL is never upgraded unasked; this is how to ask.

    \b
    Examples:
      orgdb db upgrade
      orgdb --db team.sqlite db upgrade
    """
    from orgdb.db.reader import open_reader, revision_and_release

    url = _target(session)
    reader = open_reader(url, check=False)
    try:
        refuse_newer(revision_and_release(reader)[0], _shown(url))
    finally:
        reader.close()
    _make(url, "bringing {} up to date", "is up to date")


@db.command(short_help="Where it is, its release, how much is in it.")
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    help="How to write the answer.",
)
@file_option
@click.pass_obj
def info(session: Session, format_: str, output: str | None) -> None:
    """Where the database is, its revision and release, and how much is in it.

    With -f json one object: url, revision, release, datasets, counts.

    \b
    Examples:
      orgdb db info
      orgdb db info -f json
    """
    from orgdb.db.info import describe
    from orgdb.output.formats import printable, render_object

    row = describe(session.reader)
    if format_ == "json":
        write(render_object(row), output)
        return
    lines = [
        f"database  {_shown(row.url)}",
        f"revision  {row.revision}",
        f"release   {row.release}",
    ]
    for dataset in row.datasets:
        lines.append(f"data set  {dataset['key']} {dataset['version']}, {dataset['facts']:,} facts")
        lines.append(f"  title   {dataset['title']}")
        lines.append(f"  terms   {dataset['licence']}")
        lines.append(f"  loaded  {dataset['loaded_at']}")
    lines.append("")
    lines += [f"{count:>9,}  {name}" for name, count in row.counts.items()]
    write(printable("\n".join(lines)) + "\n", output)


@db.command(short_help="Check that it is intact.")
@click.pass_obj
def check(session: Session) -> None:
    """Check that the database is intact: the file, keys, facts, lives and periods.

    Exit code 4, with a list, if anything is wrong.

    \b
    Examples:
      orgdb db check
      orgdb --db team.sqlite db check
    """
    from orgdb.db.check import require_whole

    require_whole(session.reader)
    note(f"{_shown(session.reader.url)} is intact.")


def _make(url: str, doing: str, done: str) -> None:
    make(url, doing.format(_shown(url)), again=True)
    note(f"orgdb: {_shown(url)} {done}")


def _target(session: Session) -> str:
    from orgdb.db.location import chosen_url, default_url

    url = chosen_url(session.url)
    return default_url() if url is None else url


def _shown(url: str) -> str:
    from orgdb.db.database_url import sqlite_path

    path = sqlite_path(url)
    if path is not None:
        return path
    from orgdb.db.engine import shown_url

    return shown_url(url)
