"""`seed check`, `seed format`: for those who keep the facts."""

from __future__ import annotations

import os
from pathlib import Path

import click

from orgdb.cli.output import note
from orgdb.errors import EXIT_DATABASE, EXIT_DONE

FOLDER = click.argument("path", required=False, type=click.Path(path_type=Path))


@click.group()
def seed() -> None:
    """The hand-kept files: check them, format them (seed/README.md says how they are written)."""


@seed.command(short_help="Check every file; report all faults at once.")
@FOLDER
def check(path: Path | None) -> None:
    """Check every file of a seed folder; all faults are listed at once, with file and line.

    Without PATH, the folder `seed` here if there is one, else the seed that came with this orgdb.
    Exit code 4 if there is a fault.

    \b
    Examples:
      orgdb seed check
      orgdb seed check seed
    """
    from orgdb.seed.check import require_valid

    folder = _folder(path)
    seed_, _ = require_valid(folder, str(folder))
    counts = {
        "organizations": len(seed_.organizations),
        "states": len(seed_.states),
        "sources": len(seed_.sources),
    }
    note(f"{folder}: OK ({', '.join(f'{n} {what}' for what, n in counts.items())})")


@seed.command("format", short_help="Format every file in the standard way.")
@FOLDER
@click.option(
    "--check", "only_check", is_flag=True, help="Change nothing; exit 4 if a file would change."
)
def format_(path: Path | None, only_check: bool) -> int:
    """Format the files: one fact per line, fields in order, comments kept.

    Without PATH, the folder `seed` here if there is one, else the seed that came with this orgdb.
    A file with a fault is left as it is.

    \b
    Examples:
      orgdb seed format --check
      orgdb seed format seed
    """
    from orgdb.seed.format import format_folder, unformatted

    folder = _folder(path)
    changed = unformatted(folder) if only_check else format_folder(folder)
    for file in changed:
        note(f"{file}: {'would change' if only_check else 'formatted'}")
    if only_check and changed:
        note(f"Run: orgdb seed format {path or ''}".rstrip())
        return EXIT_DATABASE
    if not changed:
        note(f"{folder}: all files are formatted")
    return EXIT_DONE


def _folder(path: Path | None) -> Path:
    from orgdb.errors import SeedError
    from orgdb.resources import seed_folder

    here = Path("seed")
    folder = path or (here if (here / "organizations").is_dir() else seed_folder())
    if not os.path.isdir(folder):  # noqa: PTH112 (False, not an error, where one may not look)
        raise SeedError(
            f"{folder} is not a folder.", "Name a folder laid out as seed/README.md says."
        )
    return folder
