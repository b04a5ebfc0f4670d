"""`seed check`, `seed format`: for those who keep the facts."""

from __future__ import annotations

from pathlib import Path

import click

from orgdb.cli.options import note
from orgdb.errors import EXIT_DATABASE, EXIT_DONE

FOLDER = click.argument("path", required=False, type=click.Path(path_type=Path))


@click.group()
def seed() -> None:
    """The hand-kept files: check them, format them (seed/README.md says how they are written)."""


@seed.command()
@FOLDER
def check(path: Path | None) -> None:
    """Check every file of a seed folder; all faults are listed at once, with file and line.

    \b
    Examples:
      orgdb seed check
      orgdb seed check seed
    """
    from orgdb.seeding.checks import require_sound

    folder = _folder(path)
    seed_, _ = require_sound(folder, str(folder))
    counts = {
        "organizations": len(seed_.organizations),
        "states": len(seed_.states),
        "sources": len(seed_.sources),
    }
    note(f"{folder}: sound ({', '.join(f'{n} {what}' for what, n in counts.items())})")


@seed.command("format")
@FOLDER
@click.option(
    "--check", "only_check", is_flag=True, help="Change nothing; exit 4 if a file would change."
)
def format_(path: Path | None, only_check: bool) -> int:
    """Write the files in the one way: a fact a line, fields in order, comments kept.

    \b
    Examples:
      orgdb seed format --check
      orgdb seed format seed
    """
    from orgdb.seeding.formatting import format_folder, unformatted

    folder = _folder(path)
    changed = unformatted(folder) if only_check else format_folder(folder)
    for file in changed:
        note(f"{file}: {'would change' if only_check else 'formatted'}")
    if only_check and changed:
        note("Run: orgdb seed format")
        return EXIT_DATABASE
    return EXIT_DONE


def _folder(path: Path | None) -> Path:
    from orgdb.errors import SeedError
    from orgdb.resources import seed_folder

    folder = path or seed_folder()
    if not folder.is_dir():
        raise SeedError(
            f"{folder} is not a folder.", "Name a folder laid out as seed/README.md says."
        )
    return folder
