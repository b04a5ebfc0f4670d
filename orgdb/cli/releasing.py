"""`seed release`."""

from __future__ import annotations

from pathlib import Path

import click

from orgdb.cli.output import note


@click.command(short_help="Make the seed a release; keep retired facts.")
@click.argument("version")
@click.argument("date")
@click.argument("path", default="seed", type=click.Path(path_type=Path))
@click.option(
    "--previous",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The seed of the last release; facts that are gone since then are kept as retired.",
)
def release(version: str, date: str, path: Path, previous: Path | None) -> None:
    """Make the seed the release VERSION of DATE: record new facts, keep retired ones.

    The folder `releases` of the seed then contains what this and earlier releases said, so that
    --known-on works on a fresh installation too. PATH is ./seed unless given; for --previous unpack
    the last release: git archive v0.1.0 seed | tar -x -C last.

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
