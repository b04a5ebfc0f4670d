"""What is imported from: a file, or what came through a pipe."""

from __future__ import annotations

import io
import os
import select
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from orgdb.errors import OrgdbError

MAX_UNPACKED = 256 * 1024 * 1024
PIPE_SECONDS = 10
SHOWN_FAULTS = 20


class ImportFileError(OrgdbError):
    """A file that cannot be imported. `faults` are its lines that are wrong, as printable lines."""

    def __init__(self, message: str, hint: str = "", faults: Iterable[str] = ()) -> None:
        super().__init__(message, hint)
        every = list(faults)
        self.faults = tuple(every[:SHOWN_FAULTS])
        if len(every) > SHOWN_FAULTS:
            self.faults += (f"… and {len(every) - SHOWN_FAULTS} more",)


@dataclass(frozen=True, slots=True)
class Piped:
    """What came through a pipe, kept so that it can be read as often as a file."""

    name: str
    content: bytes

    def __str__(self) -> str:
        return self.name

    def open(self, _mode: str) -> IO[bytes]:
        """The content, from its beginning."""
        return io.BytesIO(self.content)


Source = Path | Piped


def at_hand(path: Path | str) -> Source:
    """A file that can be read twice: `-`, a named pipe and `/dev/stdin` are read into memory."""
    path = Path(path)
    try:
        if str(path) == "-":
            found = Piped("stdin", sys.stdin.buffer.read(MAX_UNPACKED + 1))
        elif path.exists() and not (path.is_file() or path.is_dir()):
            found = Piped(str(path), _through_pipe(path))
        else:
            return path
    except OSError as error:
        raise unreadable(path, error) from error
    if len(found.content) > MAX_UNPACKED:
        raise too_large(found)
    return found


def _through_pipe(path: Path) -> bytes:
    """All that comes through a pipe or from a device; a pipe that nobody writes to is refused."""
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with open(number, "rb") as pipe:  # noqa: PTH123 (it is open already)
        if path.is_fifo() and not select.select([pipe], [], [], PIPE_SECONDS)[0]:
            raise ImportFileError(
                f"{path} is a pipe, and for {PIPE_SECONDS} seconds nobody wrote to it.",
                "Start the program that writes to it, or name a file.",
            )
        os.set_blocking(number, True)
        return pipe.read(MAX_UNPACKED + 1)


def require_file(path: Source) -> None:
    """Refuse a pipe or a device: what has to be read twice can be neither."""
    if isinstance(path, Path) and path.exists() and not (path.is_file() or path.is_dir()):
        raise ImportFileError(f"{path} is not a regular file.", "Name a file.")


def too_large(source: Source) -> ImportFileError:
    return ImportFileError(
        f"{source} unpacks to more than {MAX_UNPACKED >> 20} MB.",
        "No file of this kind is so large.",
    )


def unreadable(path: Source, error: BaseException) -> ImportFileError:
    cause = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return ImportFileError(
        f"{path} cannot be read: {cause}.", "Check the name, or fetch the file again."
    )
