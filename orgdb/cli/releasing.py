"""`seed release`."""

from __future__ import annotations

from pathlib import Path

import click

from orgdb.cli.output import note


@click.command(short_help="Make the seed a release; keep what it retires.")
@click.argument("version")
@click.argument("date")
@click.argument("path", default="seed", type=click.Path(path_type=Path))
@click.option(
    "--previous",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The seed as the last release had it; what it says and this one no longer does is kept.",
)
def release(version: str, date: str, path: Path, previous: Path | None) -> None:
    """Make the seed the release VERSION of DATE: take down what is new, keep what is retired.

    The folder `releases` of the seed then says what this and earlier releases said, so that
    --known-on can ask for it, on a fresh installation too. PATH is ./seed unless given; for
    --previous unpack the last one: git archive v0.1.0 seed | tar -x -C last.

    \b
    Examples:
      orgdb seed release 0.1.0 2026-11-23
      orgdb seed release 0.1.1 2026-12-31 --previous seed
    """
    from orgdb.seed.release import release as make

    done = make(path, version, date, previous)
    note(
        f"{path}: release {version} of {date}: {done.facts} facts,"
        f" {done.new} of them new, {done.retired} retired"
    )
