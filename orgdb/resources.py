"""Where the migrations and the curated seed lie, and which revision this code expects.

In a checkout they are folders beside the package, in an installed wheel they are inside it
(`orgdb/_data`).
"""

from __future__ import annotations

from pathlib import Path

from orgdb.errors import DatabaseError
from orgdb.version import HEAD_REVISION

__all__ = ["HEAD_REVISION", "folder", "migrations_folder", "package_data", "seed_folder"]


def folder(name: str) -> Path:
    """The folder `migrations` or `seed`, wherever this installation keeps it."""
    package = Path(__file__).parent
    for candidate in (package / "_data" / name, package.parent / name):
        if candidate.is_dir():
            return candidate
    raise DatabaseError(
        f"This installation of orgdb has no folder '{name}'.",
        "Install it again: pip install --force-reinstall orgdb-igo",
    )


def package_data(name: str) -> Path | None:
    """A file that an installed wheel carries beside its code; None in a checkout."""
    found = Path(__file__).parent / "_data" / name
    return found if found.is_file() else None


def migrations_folder() -> Path:
    """The Alembic scripts."""
    return folder("migrations")


def seed_folder() -> Path:
    """The hand-kept facts that come with this release."""
    return folder("seed")
