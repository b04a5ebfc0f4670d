"""`export`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from orgdb.cli.options import on_option
from orgdb.cli.output import Output, is_terminal, note
from orgdb.cli.session import Session

if TYPE_CHECKING:
    from orgdb.exporters.selection import Selection
    from orgdb.parameters import On


@click.command()
@click.argument("format_", metavar="[FORMAT]", required=False)
@click.argument("path", required=False)
@click.option(
    "--org",
    "orgs",
    metavar="ORG",
    multiple=True,
    help="Only this organization; repeat it, or use commas.",
)
@click.option(
    "--dataset",
    "datasets",
    metavar="KEY",
    multiple=True,
    help="This data set instead of the curated one; repeat it, or 'all'.",
)
@on_option
@click.option("--force", is_flag=True, help="Replace what is there.")
@click.pass_obj
def export(
    session: Session,
    format_: str | None,
    path: str | None,
    orgs: tuple[str, ...],
    datasets: tuple[str, ...],
    on: On | None,
    force: bool,
) -> None:
    """The data in another tool's format, with version, licence, citation and codebook.

    Without FORMAT it lists the formats. PATH is a new file or folder; it appears whole, or not at
    all. docs/formats.md has the lines that load each one.

    \b
    Examples:
      orgdb export
      orgdb export datapackage orgdb-data
      orgdb export xlsx oas.xlsx --org OAS
      orgdb export parquet members-1990 --on 1990-06-30
      orgdb export sqlite cow.sqlite --dataset cow-igo-3
    """
    if format_ is None:
        _list()
        return
    from orgdb.exporters.registry import exporter
    from orgdb.reports.filters import organizations_named

    known = exporter(format_).FORMAT
    if path is None:
        what = "folder" if known.folder else f"file that ends in {known.ending}"
        raise click.UsageError(f"Name the {what} to write: orgdb export {format_} PATH")
    from orgdb.exporters.export import export as write

    with _Bar() as bar:
        reader = session.reader
        named = tuple(org for text in orgs for org in organizations_named(reader, text))
        keys = tuple(key for text in datasets for key in text.replace(",", " ").split())
        selection, made = write(reader, format_, path, named, keys, on, force, bar.watch)
    _tell(selection, [str(place) for place in made])


@dataclass(frozen=True, slots=True)
class Listed:
    """A format in the list of them."""

    format: str
    writes: str
    good_for: str
    extra: str


def _list() -> None:
    """The formats, one a line."""
    from orgdb.exporters.registry import formats

    rows = [Listed(f.name, f.ending or "folder", f.title, f.extra) for f in formats()]
    Output("table").answer(rows, Listed)


class _Bar:
    """A progress bar on a terminal; nothing elsewhere, and nothing before the writing begins."""

    def __init__(self) -> None:
        self._shown = ExitStack()
        self._bar: Any = None

    def __enter__(self) -> _Bar:
        return self

    def watch(self, count: Callable[[], int]) -> Callable[[int], None]:
        """Begin, and return what is told of rows as they pass."""
        if not is_terminal(sys.stderr):
            return lambda _rows: None
        # As many rows as there can be: those of other organizations are passed over unseen.
        bar = click.progressbar(length=count(), label="writing", show_eta=False, file=sys.stderr)
        self._bar = self._shown.enter_context(bar)
        update: Callable[[int], None] = self._bar.update
        return update

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._bar is not None and kind is None:
            self._bar.update(int(self._bar.length or 0) - self._bar.pos)
        self._shown.close()


def _tell(selection: Selection, made: list[str]) -> None:
    note(f"{', '.join(made)}: {selection.describe()}")
    for terms in selection.datasets:
        said = terms.licence or "terms unknown: ask before you pass it on"
        note(
            f"{terms.dataset}: {said}" + (f"; cite as: {terms.citation}" if terms.citation else "")
        )
