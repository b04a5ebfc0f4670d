"""A folder that appears whole or not at all, and is replaced only where it is one of ours."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

from orgdb.db import replacement
from orgdb.errors import OutputError

MARK = "orgdb-site.json"  # says that a folder is a site of ours, and what lies at its top


@contextlib.contextmanager
def new_folder(target: Path, force: bool) -> Iterator[Path]:
    """A folder to fill that takes the name of `target` at the end; after a failure it is gone.

    Raises `OutputError` where `target` exists and is neither empty nor (with `force`) a site that
    orgdb wrote and to which nobody has added anything at its top.
    """
    target = target.resolve()
    require_free(target, force)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with replacement.new_folder(target) as part:
            yield part
            _mark(part)
            require_free(target, force)
    except OSError as error:
        raise OutputError(
            f"{target} cannot be written: {error.strerror}.",
            "Check its permissions and the space left.",
        ) from error


def require_free(target: Path, force: bool) -> None:
    """Refuse to write over anything but nothing, an empty folder, or (with `force`) a site."""
    try:
        found = sorted(path.name for path in target.iterdir())
    except FileNotFoundError:
        return
    except OSError as error:
        raise OutputError(
            f"{target} is not a folder that can be read: {error.strerror}.", "Name another one."
        ) from error
    if not found:
        return
    if MARK not in found:
        raise OutputError(
            f"{target} is not empty, and orgdb did not write it.", "Name another folder."
        )
    if not force:
        raise OutputError(f"There is a site in {target} already.", "Replace it with --force.")
    others = sorted(set(found) - {MARK, *_top(target)})
    if others:
        raise OutputError(
            f"{target} holds something that is not part of the site: {', '.join(others[:5])}.",
            "Move it away, or name another folder.",
        )


def _top(target: Path) -> list[str]:
    try:
        names = json.loads((target / MARK).read_text(encoding="utf-8"))["files"]
        return [str(name) for name in names]
    except (OSError, ValueError, KeyError, TypeError):
        raise OutputError(f"{target / MARK} is damaged.", "Name another folder.") from None


def _mark(part: Path) -> None:
    names = sorted(path.name for path in part.iterdir())
    text = json.dumps({"generator": "orgdb site", "files": names}, indent=1) + "\n"
    (part / MARK).write_text(text, encoding="utf-8")
