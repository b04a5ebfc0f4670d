"""Replacing a file or folder so that it is never half written: a part takes its name at the end.

The part has a name nobody can guess and is made anew, so a link that lies in wait is not followed;
it gets the owner, group and permissions of the file it replaces.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

_RANDOM = 8
_NOT_FOLLOWED = getattr(os, "O_NOFOLLOW", 0)


def new_part(path: Path) -> Path:
    """An empty file beside `path` that only its owner may read until it takes its place."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(_RANDOM)}.part")
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NOT_FOLLOWED
    os.close(os.open(part, flags, 0o600 if path.exists() else 0o666))
    return part


def put_in_place(part: Path, path: Path) -> None:
    """Let the part take the name of the file, with all of it on the disk before and after."""
    _keep_owner(part, path)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(path)
    _flush_folder(path.parent)


@contextlib.contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """An empty folder beside `path` to fill; it takes the name of `path` if nothing fails.

    What was there goes with two renames: for a moment there is no folder, but never half of one.
    After a failure the old folder is there as it was, and nothing else.
    """
    token = secrets.token_hex(_RANDOM)
    part = path.with_name(f".{path.name}.{token}.part")
    old = path.with_name(f".{path.name}.{token}.old")
    part.mkdir()
    try:
        yield part
        if path.exists():
            path.rename(old)
        part.rename(path)
    finally:
        if old.exists() and not path.exists():
            old.rename(path)
        for left in (part, old):
            shutil.rmtree(left, ignore_errors=True)


def clear_parts(path: Path) -> None:
    """Remove what a killed process has left beside the file, but no file of anybody else."""
    ours = re.compile(
        rf"\.{re.escape(path.name)}\.[0-9a-f]{{{2 * _RANDOM}}}\.part(-journal|-wal|-shm)?"
    )
    for found in path.parent.iterdir():
        if ours.fullmatch(found.name) and _is_own(found):
            found.unlink(missing_ok=True)


def _is_own(path: Path) -> bool:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    owner = os.geteuid() if hasattr(os, "geteuid") else found.st_uid
    return stat.S_ISREG(found.st_mode) and found.st_uid == owner


def _keep_owner(part: Path, path: Path) -> None:
    """Owner and group first: changing them takes special bits away."""
    try:
        old, new = path.stat(), part.stat()
    except FileNotFoundError:
        return
    if hasattr(os, "chown") and (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        for owner in (old.st_uid, -1):  # only root may give a file away; a group can be one's own
            with contextlib.suppress(PermissionError):
                os.chown(part, owner, old.st_gid)
                break
    part.chmod(stat.S_IMODE(old.st_mode))


def _flush_folder(folder: Path) -> None:
    """Have the new name on the disk, where folders can be flushed."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
