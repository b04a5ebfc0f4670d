"""Where an answer goes: stdout or a whole file; notes go to stderr and never stop an answer."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

SQLITE = b"SQLite format 3\x00"
PORTION = 1 << 18


def note(text: str) -> None:
    """Something about the answer, on stderr, so that stdout carries the answer alone."""
    from orgdb.output.formats import printable

    try:
        click.echo(printable(text), err=True)
    except OSError:
        # Nobody reads stderr (`2>&-`, a full disk): the answer and the exit code still count.
        _hush(sys.stderr)


def counted(number: int, what: str) -> str:
    """A number of things in words: `1 spell`, `41,514 spells`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def write(text: str, output: str | None, raw: bool = False) -> None:
    """Write text to stdout or to a file; the file is whole or not there.

    A file gets no colours of a terminal; with `raw`, it gets the text as it is.
    """
    stream((text if raw or output in (None, "-") else _plain(text),), output)


def stream(parts: Iterable[str], output: str | None) -> None:
    """Write a text that is made part by part, as `write` does, without holding all of it."""
    portions = _portions(parts)
    if output is None or output == "-":
        _write_stdout(portions)
    else:
        _write_file(portions, output)


def copy_file(path: Path, output: str) -> None:
    """Write the bytes of a finished file to another, by the rules of `write`."""
    with path.open("rb") as file:
        _write_file(iter(lambda: file.read(PORTION), b""), output)


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


def _write_file(portions: Iterable[bytes], output: str) -> None:
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
                "Make the folder first, or name another file with -o.",
            )
        if path.exists() and not path.is_file():
            # A pipe or a device (`-o /dev/null`) is written to, not replaced by a file.
            _pour(portions, path)
        else:
            _replace(path, portions, output)
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(
            f"{output} cannot be written: {reason}.", "Name another file with -o."
        ) from error


def _replace(path: Path, portions: Iterable[bytes], output: str) -> None:
    """Put a file in place whole; what was there stays until then, and if that fails."""
    from orgdb.db.replacement import new_part, put_in_place
    from orgdb.errors import OutputError

    if path.exists():
        with path.open("r+b") as file:  # refuses a file that may not be written
            if file.read(len(SQLITE)) == SQLITE:
                raise OutputError(
                    f"{output} is a SQLite database; an answer is not written over it.",
                    "Name another file with -o.",
                )
    part = new_part(path)
    try:
        _pour(portions, part)
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
