"""`import cow-igo`, `csv`, `datapackage`, `factbook`, `factbook-history`."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgdb.cli.import_csv import csv
from orgdb.cli.output import counted, is_terminal, note
from orgdb.cli.session import Session, target

if TYPE_CHECKING:
    from orgdb.importers.cow.igo_year import Comparison

PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))


class Recognizing(click.Group):
    """A group that takes a file for its command, and looks what the file is."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command named, or that which reads the file named."""
        first = args[0]
        if first in self.commands or not (Path(first).exists() or Path(first).suffix):
            return super().resolve_command(ctx, args)
        from orgdb.importers.recognize import Importer, recognized

        importer, columns = recognized(Path(first))
        note(f"{first}: read as orgdb import {importer.value}")
        if importer is Importer.CSV and "--map" not in args:
            raise _terms_needed(first, columns)
        return super().resolve_command(ctx, [importer.value, *args])


def _terms_needed(file: str, columns: list[str]) -> Exception:
    from orgdb.errors import QuestionError
    from orgdb.importers.recognize import mapping_of

    return QuestionError(
        f"{file} is a table with the columns {', '.join(columns)[:300]}.",
        "Say which is what, and whose data they are:\n"
        f"orgdb import csv {shlex.quote(file)} --dataset KEY --map {mapping_of(columns)}"
        " --known-through DAY --licence TERMS --dry-run",
    )


@click.group("import", cls=Recognizing)
def import_() -> None:
    """Load another data set beside the curated one, which does not change.

    A file is loaded completely or not at all; loading it again changes nothing. `orgdb import FILE`
    looks what the file is.
    """


import_.add_command(csv)
# The command's own name is a word of Python.
globals()["import"] = import_


@import_.command("cow-igo")
@PATHS
@click.option(
    "--dataset",
    "key",
    metavar="KEY",
    default="cow-igo-3",
    help="Key for the data set (default: cow-igo-3).",
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
    from orgdb.importers.cow.facts import import_cow

    with progress("reading") as step:
        done = import_cow(target(session), list(paths), key, step)
    if done.unchanged:
        note(f"{key}: unchanged; exactly these files are loaded already.")
        return
    note(
        f"{key}: {done.spells:,} membership periods in {done.organizations} organizations,"
        f" {done.recognized} of them matched by COW code."
    )
    if done.states_made:
        made = ", ".join(done.states_made)
        note(f"{len(done.states_made)} states that orgdb had no key for: {made}")
    if done.comparison:
        found = done.comparison
        note(_difference(found, key))
        for row in found.broken_rows:
            note(f"Malformed row: {row}; its cells were read, the rest was ignored.")
        if differences:
            from orgdb.cli.output import write
            from orgdb.importers.cow.igo_year import difference_lines

            write("".join(difference_lines(found)), differences)


def _difference(found: Comparison, key: str) -> str:
    most = ", ".join(f"{name} {n}" for name, n in found.by_organization()[:5])
    if not most:
        return f"The two files agree in all of the {found.shared:,} cells that both have."
    return (
        f"The two files disagree in {len(found.differences):,} of {found.shared:,} cells"
        f" ({most}); {key} answers from state_year."
    )


@import_.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--dataset", "key", metavar="KEY", default="factbook-2026", help="Key for the data set."
)
@click.option(
    "--left-out", metavar="FILE", help="Write the entries that did not become memberships."
)
@click.pass_obj
def factbook(session: Session, path: Path, key: str, left_out: str | None) -> None:
    """The last text of the World Factbook: a folder or archive in the layout of factbook.json.

    \b
    Examples:
      orgdb import factbook factbook.json-master.zip
      orgdb import factbook factbook.json --left-out left-out.txt
    """
    _factbook(session, path, key, left_out, history=False)


@import_.command("factbook-history")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--dataset", "key", metavar="KEY", default="factbook-history", help="Key for the data set."
)
@click.option(
    "--left-out", metavar="FILE", help="Write the entries that did not become memberships."
)
@click.pass_obj
def factbook_history(session: Session, path: Path, key: str, left_out: str | None) -> None:
    """All editions of the World Factbook: a table of year, GEC code and entry.

    \b
    Examples:
      orgdb import factbook-history factbook_participation_history.csv.gz
      orgdb import factbook-history participation.csv --left-out left-out.txt
    """
    _factbook(session, path, key, left_out, history=True)


def _factbook(session: Session, path: Path, key: str, left_out: str | None, history: bool) -> None:
    from orgdb.cli.output import write
    from orgdb.importers.factbook.facts import import_factbook

    done = import_factbook(target(session), path, key, history)
    if done.unchanged:
        note(f"{key}: unchanged; exactly this file is loaded already.")
        return
    note(
        f"{key}: {done.spells:,} membership periods in {done.organizations} organizations,"
        f" {done.recognized} of them curated."
    )
    found = done.editions
    note(
        f"Left out: {len(found.unresolved)} unresolved, {sum(found.left_out.values()):,} committees"
        f" and missions, {len(done.unknown_codes)} codes that match no state;"
        f" {len(found.without_entry)} country-years without an entry;"
        f" {len(found.suspended)} suspensions counted as membership (--left-out FILE lists them)."
    )
    if left_out:
        write("".join(done.lines()), left_out)


@import_.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Also the curated data, in place of this database's.")
@click.pass_obj
def datapackage(session: Session, folder: Path, replace: bool) -> None:
    """What `orgdb export datapackage` wrote: the same facts, citations and keys.

    A file that was changed since is refused. Facts of earlier releases are not in a package.

    \b
    Examples:
      orgdb import datapackage cow-data
      orgdb --db copy.sqlite import datapackage orgdb-data --replace
    """
    from orgdb.importers.datapackage.load import import_package

    done = import_package(target(session), folder, replace)
    for key, number in done.facts.items():
        note(f"{key}: {counted(number, 'fact')}.")


@contextmanager
def progress(label: str) -> Iterator[Callable[[str, int], None]]:
    """A line that shows how far a file is read, on a terminal; nothing in a pipe."""
    shown = is_terminal(sys.stderr)

    def step(what: str, line: int) -> None:
        if shown:
            click.echo(f"\r{label} {what}: line {line:,}", err=True, nl=False)

    yield step
    if shown:
        click.echo("\r\x1b[K", err=True, nl=False)
