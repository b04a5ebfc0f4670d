"""Where an answer goes: stdout or a whole file; notes go to stderr and never stop an answer."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TextIO

import click

from orgdb.output.formats import EVERY_COLUMN, Table

if TYPE_CHECKING:
    from pathlib import Path

SQLITE = b"SQLite format 3\x00"
PORTION = 1 << 18
QUIET, NO_PAGER = "orgdb.quiet", "orgdb.no_pager"


def note(text: str) -> None:
    """Something about the answer, on stderr, so that stdout carries the answer alone.

    `--quiet` leaves it out; errors are told by `boundary`, where no command runs any more.
    """
    from orgdb.output.formats import printable

    running = click.get_current_context(silent=True)
    if running is not None and running.meta.get(QUIET):
        return
    try:
        click.echo(printable(text), err=True)
    except OSError:
        # Nobody reads stderr (`2>&-`, a full disk): the answer and the exit code still count.
        _hush(sys.stderr)


def is_terminal(stream: TextIO | None) -> bool:
    """Does a person read this stream? One that was closed (`>&-`) is None."""
    return stream is not None and stream.isatty()


@dataclass(frozen=True, slots=True)
class Output:
    """How an answer is written, and where: stdout, or a file.

    With `raw`, CSV and TSV are as the data are, without a `'` before what a spreadsheet would run.
    `columns` are those wanted, in their order (all, or the usual ones of a table, where none are
    named), `sort` is the columns to sort by (`-start`: the latest first), `limit` how many rows.
    """

    format: str
    file: str | None = None
    raw: bool = False
    columns: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    limit: int | None = None

    @property
    def narrowed(self) -> bool:
        """Is something other than all rows and columns in their usual order wanted?"""
        return bool(self.columns or self.sort or self.limit is not None)

    def answer(
        self,
        rows: Sequence[Any],
        row_type: type,
        table: Table = EVERY_COLUMN,
        below: Callable[[], str] | None = None,
    ) -> None:
        """Write rows; say on stderr when there are none, or in which file they are.

        `below` makes what a person reads under a table of them.
        """
        from orgdb.output.formats import LINES, lines_of, render

        if not rows and table.empty:
            note(table.empty)
        chosen = self._chosen(row_type, table)
        if self.columns or self.sort:
            table = replace(table, group="", columns=" ".join(chosen) or table.columns)
        shown = self._first(self._sorted(rows, row_type, table))
        left_out: list[str] = []
        if self.format in LINES and not (self.file is None and is_terminal(sys.stdout)):
            stream(lines_of(shown, row_type, self.format, self.raw, chosen), self.file)
        else:
            nothing = not rows and self.format == "table"
            written = render(shown, row_type, self.format, table, self.raw, None, chosen, left_out)
            text = "" if nothing else written
            if rows and below and self.format == "table":
                text += below()
            self.write(text)
        if self.file is not None and self.file != "-":
            note(f"{self.file}: {counted(len(shown), 'row')}")
        if len(shown) < len(rows):
            note(f"{len(shown):,} of {counted(len(rows), 'row')}")
        if left_out:
            note(f"no room for: {', '.join(left_out)} (they are in -f csv, or --columns)")

    def wanted(self, rows: Sequence[Any], row_type: type) -> tuple[Sequence[Any], tuple[str, ...]]:
        """The rows that are wanted, in the order wanted, and the columns named, if any."""
        chosen = self._chosen(row_type, EVERY_COLUMN)
        return self._first(self._sorted(rows, row_type, EVERY_COLUMN)), chosen

    def write(self, text: str) -> None:
        """Write a text; the file is whole or not there."""
        write(text, self.file, self.raw)

    def _chosen(self, row_type: type, table: Table) -> tuple[str, ...]:
        return tuple(_column(name, row_type, table, self.format) for name in self.columns)

    def _sorted(self, rows: Sequence[Any], row_type: type, table: Table) -> Sequence[Any]:
        """The rows by the columns asked for; those without a value come last."""
        listed = rows
        for wanted in reversed(self.sort):
            name = _column(wanted.lstrip("+-"), row_type, table, "csv")
            filled = [row for row in listed if getattr(row, name) not in (None, "")]
            empty = [row for row in listed if getattr(row, name) in (None, "")]
            filled.sort(key=lambda row: _in_order(getattr(row, name)), reverse=wanted[0] == "-")
            listed = [*filled, *empty]
        return listed

    def _first(self, rows: Sequence[Any]) -> Sequence[Any]:
        return rows if self.limit is None else rows[: self.limit]


def _column(name: str, row_type: type, table: Table, format_: str) -> str:
    """The column that a person names: as it is, or with blanks or hyphens. Refuses any other."""
    from orgdb.errors import QuestionError
    from orgdb.output.formats import field_names

    known = list(field_names(row_type))
    if format_ in ("table", "markdown"):
        known += [column.name for column in table.named(row_type) if column.name not in known]
    plain = name.strip().lower().replace(" ", "_").replace("-", "_")
    if plain in known:
        return plain
    raise QuestionError(f"There is no column '{name}'.", f"Columns: {', '.join(known)}.")


def _in_order(value: Any) -> Any:
    from orgdb.text import fold

    return fold(value) or value if isinstance(value, str) and not value[:1].isdigit() else value


def counted(number: int, what: str) -> str:
    """A number of things in words: `1 row`, `41,514 rows`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def write(text: str, output: str | None, raw: bool = False) -> None:
    """Write text to stdout or to a file; the file is whole or not there.

    A file gets no colours of a terminal; with `raw`, it gets the text as it is. What does not fit
    the screen of a terminal goes through a pager.
    """
    if output in (None, "-") and _wants_pager(text):
        click.echo_via_pager(text.removesuffix("\n"), color=True)  # which adds one
        return
    stream((text if raw or output in (None, "-") else _plain(text),), output)


def _wants_pager(text: str) -> bool:
    """Is this longer than the terminal, and has nobody said no (`--no-pager`, `PAGER=cat`)?"""
    running = click.get_current_context(silent=True)
    if running is None or running.meta.get(NO_PAGER) or os.environ.get("TERM") == "dumb":
        return False
    if os.environ.get("PAGER", "less") in ("", "cat"):
        return False
    if not (is_terminal(sys.stdout) and is_terminal(sys.stdin)):
        return False
    from shutil import get_terminal_size

    return text.count("\n") >= get_terminal_size().lines


def stream(parts: Iterable[str], output: str | None) -> None:
    """Write a text that is made part by part, as `write` does, without holding all of it."""
    portions = _portions(parts)
    if output is None or output == "-":
        _write_stdout(portions)
    else:
        replaced(output, lambda path: _pour(portions, path))


def write_bytes(data: bytes, output: str | None) -> None:
    """Write a picture or another file that is not text, as `write` does."""
    if output is None or output == "-":
        _write_stdout((data,))
    else:
        replaced(output, lambda path: _pour((data,), path))


def _portions(parts: Iterable[str]) -> Iterator[bytes]:
    """The text in portions large enough that writing them costs little."""
    held: list[str] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size > PORTION:
            yield "".join(held).encode("utf-8", "replace")
            held, size = [], 0
    yield "".join(held).encode("utf-8", "replace")


def _write_stdout(portions: Iterable[bytes]) -> None:
    from orgdb.errors import OutputError

    for portion in portions:
        try:
            click.echo(portion, nl=False)
        except BrokenPipeError:
            # The reader of a pipe has seen enough (`| head`); there is nobody left to tell.
            _hush(sys.stdout)
            return
        except OSError as error:
            _hush(sys.stdout)
            raise OutputError(
                f"The answer cannot be written to stdout: {error.strerror}.",
                "Free some space, or name a file elsewhere with -o.",
            ) from error


def replaced(output: str, fill: Callable[[Path], None]) -> None:
    """Make a file with what `fill` writes to the path it is given: whole, or not at all."""
    from pathlib import Path

    from orgdb.errors import OutputError

    try:
        # A link is followed: what it points to is replaced, not the link.
        path = Path(output).resolve()
        folder = Path(output).parent
        if path.is_dir():
            raise OutputError(f"{output} is a directory.", "Name a file in it with -o.")
        if not path.parent.is_dir():
            raise OutputError(
                f"{output} cannot be written: there is no folder {folder}.",
                "Create the folder first, or name another file with -o.",
            )
        if path.exists() and not path.is_file():
            # A pipe or a device (`-o /dev/null`) is written to, not replaced by a file.
            fill(path)
        else:
            _replace(path, fill, output)
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(
            f"{output} cannot be written: {reason}.", "Name another file with -o."
        ) from error


def _replace(path: Path, fill: Callable[[Path], None], output: str) -> None:
    """Put a file in place whole; what was there stays until then, and if that fails."""
    from orgdb.db.replacement import new_part, put_in_place
    from orgdb.errors import OutputError

    if path.exists():
        with path.open("r+b") as file:  # refuses a file that may not be written
            if file.read(len(SQLITE)) == SQLITE:
                raise OutputError(
                    f"{output} is a SQLite database; it will not be overwritten.",
                    "Name another file with -o.",
                )
    part = new_part(path)
    try:
        fill(part)
        put_in_place(part, path)
    finally:
        part.unlink(missing_ok=True)


def _pour(portions: Iterable[bytes], path: Path) -> None:
    with path.open("wb") as file:
        file.writelines(portions)


def _plain(text: str) -> str:
    """Text without the colours of a terminal; a file has none (data never contain an escape)."""
    if "\x1b[" not in text:
        return text
    import re

    return re.sub("\x1b\\[[0-9;]*m", "", text)


def _hush(stream: object) -> None:
    """Let what is left in a broken stream go nowhere, so that Python's exit does not complain."""
    try:
        descriptor = stream.fileno()  # type: ignore[attr-defined]
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
    except (OSError, ValueError, AttributeError):
        return
