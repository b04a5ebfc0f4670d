"""`import cow-igo`, `import csv`, `import factbook`, `import factbook-history`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from orgdb.cli.options import Session
from orgdb.cli.output import note

PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.group("import")
def import_() -> None:
    """Load another data set beside the curated one; nothing curated changes.

    All of a file or nothing; the same file again changes nothing.
    """


# The command's own name is a word of Python.
globals()["import"] = import_


@import_.command("cow-igo")
@PATHS
@click.option(
    "--dataset", "key", metavar="KEY", default="cow-igo-3", help="Its key (default: cow-igo-3)."
)
@click.option(
    "--differences", metavar="FILE", help="Write the cells in which its two files disagree, as CSV."
)
@click.pass_obj
def cow_igo(session: Session, paths: tuple[Path, ...], key: str, differences: str | None) -> None:
    """The Correlates of War IGO data, version 3: state_year_formatv3.csv, and igo_year_formatv3.csv
    for names and lives, as downloaded (.zip and .gz too).

    \b
    Examples:
      orgdb import cow-igo state_year_formatv3.zip igo_year_formatv3.zip
      orgdb members NATO --dataset cow-igo-3 --on 1960
    """
    from orgdb.importers.cow_facts import import_cow

    with progress("reading") as step:
        done = import_cow(target(session), list(paths), key, step)
    if done.unchanged:
        note(f"{key}: unchanged; exactly these files are loaded already.")
        return
    note(
        f"{key}: {done.spells:,} spells in {done.organizations} organizations,"
        f" {done.recognized} of them known by their COW code."
    )
    if done.states_made:
        made = ", ".join(done.states_made)
        note(f"{len(done.states_made)} states that orgdb had no key for: {made}")
    if done.comparison:
        found = done.comparison
        most = ", ".join(f"{name} {n}" for name, n in found.by_organization()[:5])
        note(
            f"The two files disagree in {len(found.differences):,} of {found.shared:,} cells"
            f" ({most}); {key} answers from state_year."
        )
        for row in found.broken_rows:
            note(f"A broken row of the file: {row}; its cells are read, the rest of it is not.")
        if differences:
            from orgdb.cli.output import write
            from orgdb.importers.cow_igo import difference_lines

            write("".join(difference_lines(found)), differences)


def target(session: Session) -> str:
    """The database to change; the default one is made first where it is not there yet."""
    from orgdb.home import chosen_url, default_url

    url = chosen_url(session.url) or default_url()
    _ = session.reader
    session.close()
    return url


@contextmanager
def progress(label: str) -> Iterator[Callable[[str, int], None]]:
    """A line that shows how far a file is read, on a terminal; nothing in a pipe."""
    shown = sys.stderr.isatty()

    def step(what: str, line: int) -> None:
        if shown:
            click.echo(f"\r{label} {what}: line {line:,}", err=True, nl=False)

    yield step
    if shown:
        click.echo("\r\x1b[K", err=True, nl=False)
