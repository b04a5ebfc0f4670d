"""Writing an answer too large to hold: portion by portion, to stdout or to a whole file."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from orgdb.errors import OutputError

PORTION = 1 << 18


def stream(lines: Iterable[str], output: str | None) -> None:
    """Write text as it is made. A file is whole or not there."""
    if output is None or output == "-":
        _pour(lines, sys.stdout.buffer.write)
        sys.stdout.flush()
        return
    path = Path(output)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.is_dir():
            raise OutputError(f"{output} is a directory.", "Name a file in it with -o.")
        if path.exists() and not path.is_file():
            # A pipe or a device (`-o /dev/null`) is written to, not replaced by a file.
            part = path
        with part.open("wb") as file:
            _pour(lines, file.write)
        if part != path:
            part.replace(path)
    except OSError as error:
        raise OutputError(
            f"{output} cannot be written: {error.strerror}.", "Name another file with -o."
        ) from error
    finally:
        if part != path:
            part.unlink(missing_ok=True)


def _pour(lines: Iterable[str], write: object) -> None:
    held: list[str] = []
    size = 0
    for text in lines:
        held.append(text)
        size += len(text)
        if size > PORTION:
            write("".join(held).encode())  # type: ignore[operator]
            held, size = [], 0
    write("".join(held).encode())  # type: ignore[operator]
