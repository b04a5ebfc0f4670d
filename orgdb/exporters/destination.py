"""Where an export appears: a file or a folder that is there whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from orgdb.db import replacement
from orgdb.errors import OutputError

MARK = "<!-- orgdb export -->"  # the first line of the README of every folder that orgdb wrote
README = "README.md"


@contextmanager
def new_file(path: Path, force: bool = False) -> Iterator[Path]:
    """A part to write into, which becomes the file `path` if nothing fails.

    Raises `OutputError` where the file is there already and not `force`, or cannot be written.
    """
    if path.is_dir():
        raise OutputError(f"{path} is a folder; this format is a file.", "Name a file in it.")
    if path.exists() and not path.is_file():
        raise OutputError(f"{path} is not a regular file.", "Name another file.")
    _require_free(path, force)
    with _explained(path):
        part = replacement.new_part(path)
        try:
            yield part
            replacement.put_in_place(part, path)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def new_folder(path: Path, force: bool = False) -> Iterator[Path]:
    """An empty folder to write into, which becomes the folder `path` if nothing fails.

    An empty folder is filled. With `force`, a folder that an export made is replaced, whole; never
    one that holds anything else.
    """
    if path.exists() and not path.is_dir():
        raise OutputError(f"{path} is a file; this format is a folder.", "Name a new folder.")
    if path.is_dir() and any(path.iterdir()):
        _require_free(path, force)
        if not _is_export(path):
            raise OutputError(
                f"{path} is not an export of orgdb; --force does not replace it.",
                "Name a new folder.",
            )
    with _explained(path), replacement.new_folder(path) as part:
        yield part


def _is_export(path: Path) -> bool:
    try:
        with (path / README).open(encoding="utf-8") as file:
            return file.readline().strip() == MARK
    except (OSError, UnicodeDecodeError):
        return False


def _require_free(path: Path, force: bool) -> None:
    if path.exists() and not force:
        raise OutputError(f"{path} is there already.", "Replace it with --force, or name another.")


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    if not path.parent.is_dir():
        raise OutputError(
            f"{path} cannot be written: there is no folder {path.parent}.",
            "Make the folder first, or name another place.",
        )
    try:
        yield
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(f"{path} cannot be written: {reason}.", "Name another place.") from error
