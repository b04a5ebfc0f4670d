"""The invented seed with a post that is vacant, and a party whose act of consent is not known."""

from __future__ import annotations

import shutil
from pathlib import Path

OPEN = 'period: 2000-01-01/.., acting: true, cite: "person, start:'
ENDED = 'period: 2000-01-01/2010-12-31, acting: true, cite: "person, start, end:'
VACANT = (
    "- {post: secretary-general, vacant: true, period: 2011-01-01/..,"
    ' cite: "vacant, start: article-b ¶ 2"}\n'
)
CONSENT = "signed: 1951-06-01, consent: ratification, consented: 1951-07,"
UNKNOWN = "signed: 1951-06-01, consented: 1951-07-01,"


def edited(seed: Path, line: str) -> None:
    """End the last tenure and put a line after it."""
    path = seed / "organizations" / "EXU.yml"
    text = path.read_text(encoding="utf-8").replace(OPEN, ENDED).replace(CONSENT, UNKNOWN)
    path.write_text(text.replace("offices:\n", f"{line}offices:\n", 1), encoding="utf-8")


def vacant_database(seed: Path, folder: Path) -> Path:
    """A database made of a copy of the seed with a vacancy."""
    from orgdb.seed.load import initialize

    copy = Path(shutil.copytree(seed, folder / "seed"))
    edited(copy, VACANT)
    initialize(str(folder / "vacant.sqlite"), folder=copy)
    return folder / "vacant.sqlite"
