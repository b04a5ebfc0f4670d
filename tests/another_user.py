"""Permissions as they bind: tests that run as root take the rights of a user without any.

Only the effective ids change, which is what the kernel looks at, so that a test can have its own
rights back; modules that a command needs have to be loaded before (an interpreter of root's may not
be readable to anybody else).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@contextmanager
def without_privileges(*groups: int) -> Iterator[None]:
    """Within it permissions bind: as whoever runs the tests, or as nobody where that is root."""
    if not IS_ROOT:
        yield
        return
    before = os.getgroups()
    os.setgroups(list(groups))
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)
        os.setgroups(before)


@contextmanager
def own_folder() -> Iterator[Path]:
    """A folder of that user (those of pytest are root's alone), away at the end."""
    path = Path(tempfile.mkdtemp(prefix="orgdb-nobody-"))
    give(path)
    try:
        yield path
    finally:
        for folder, _, _ in os.walk(path):
            Path(folder).chmod(0o755)
        shutil.rmtree(path)


def give(path: Path) -> Path:
    """Let a file or folder be that user's."""
    if IS_ROOT:
        os.chown(path, NOBODY, NOBODY)
    return path
