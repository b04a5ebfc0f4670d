"""What commands share: the database of this run, their options, how an answer is written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from orgdb.render import FORMATS, render
from orgdb.vocabulary import Rule

if TYPE_CHECKING:
    from orgdb.reader import Reader

Command = TypeVar("Command", bound=Callable[..., Any])


class Session:
    """The database of this run: opened when a command first asks, closed at the end."""

    def __init__(self, url: str | None) -> None:
        self.url = url
        self._reader: Reader | None = None

    @property
    def reader(self) -> Reader:
        """The open database; the default one is made on first use."""
        if self._reader is None:
            from orgdb.home import open_database

            self._reader = open_database(self.url, make)
        return self._reader

    def close(self) -> None:
        """Let go of the database, if it was opened."""
        if self._reader is not None:
            self._reader.close()


def make(url: str, reason: str) -> None:
    """Make or upgrade a database, with one line and, where it takes time, a progress bar."""
    from orgdb.seeding.load import STEPS, initialize

    note(f"orgdb: {reason}")
    if not sys.stderr.isatty():
        initialize(url)
        return
    with click.progressbar(length=len(STEPS), file=sys.stderr) as bar:
        started = False

        def progress(step: str) -> None:
            nonlocal started
            if started:
                bar.update(1)
            bar.label, started = step, True
            bar.render_progress()

        initialize(url, progress)
        bar.update(1)


def note(text: str) -> None:
    """Something about the answer, on stderr, so that stdout carries the answer alone."""
    click.echo(text, err=True)


def on_option(command: Command) -> Command:
    """`--on D`."""
    return click.option(
        "--on", "on", metavar="DATE", help="Answer for this date: 1990, 1990-06 or 1990-06-30."
    )(command)


def who_counts(command: Command) -> Command:
    """`--rule`, `--status` and `--dataset`: which spells count, and on whose word."""
    options = (
        click.option(
            "--rule",
            type=click.Choice([rule.value for rule in Rule]),
            default=Rule.LEGAL.value,
            help="legal counts suspended members; participating only those who may take part.",
        ),
        click.option(
            "--status",
            metavar="WORDS",
            help="Statuses that count: full, associate, observer, partner, other (by commas), or all.",
        ),
        click.option(
            "--dataset", metavar="KEY", help="Answer from this data set (default: curated)."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def output_options(command: Command) -> Command:
    """`-f`, `-o` and `--raw`."""
    options = (
        click.option(
            "-f",
            "--format",
            "format_",
            type=click.Choice(FORMATS),
            default="table",
            help="How to write the answer.",
        ),
        click.option("-o", "--output", metavar="FILE", help="Write to a file instead of stdout."),
        click.option(
            "--raw", is_flag=True, help="CSV without the ' that keeps formulas from running."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def answer(
    rows: Sequence[Any],
    row_type: type,
    format_: str,
    output: str | None,
    raw: bool = False,
    columns: Sequence[tuple[str, str]] = (),
    empty: str = "",
) -> None:
    """Write rows in the format asked for; say on stderr when there are none."""
    if not rows and empty:
        note(empty)
    if not rows and format_ == "table":
        return
    width = None if output is None else 240
    write(render(rows, row_type, format_, columns, raw, width), output)


def write(text: str, output: str | None) -> None:
    """Write text to stdout or to a file; the file is whole or not there."""
    if output is None or output == "-":
        click.echo(text.encode("utf-8", "surrogatepass"), nl=False)
        return
    from pathlib import Path

    from orgdb.errors import OutputError

    path = Path(output)
    part = path.with_name(f".{path.name}.part")
    try:
        if path.is_dir():
            raise OutputError(f"{output} is a directory.", "Name a file in it with -o.")
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(
            f"{output} cannot be written: {error.strerror}.", "Name another file with -o."
        ) from error
