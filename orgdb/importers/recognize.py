"""What a file is that somebody wants to import: by what is in it, not by its name."""

from __future__ import annotations

import tarfile
import zipfile
from enum import StrEnum
from pathlib import Path

from orgdb.importers.cow.state_year import kind_of
from orgdb.importers.factbook.read import HISTORY_COLUMNS
from orgdb.importers.source import ImportFileError, Source, at_hand
from orgdb.importers.workbook import read_table

# Headings that people give to what `import csv` asks for.
MEANT = {
    "org": "org organization organisation body igo group institution",
    "state": "state country iso3 iso2 iso member ccode cow code nation",
    "start": "start since from joined entry accession date_joined year_joined begin year",
    "end": "end until to left exit withdrawal date_left year_left",
    "status": "status type membership kind",
}


class Importer(StrEnum):
    """The commands of `orgdb import`."""

    COW = "cow-igo"
    FACTBOOK = "factbook"
    HISTORY = "factbook-history"
    CSV = "csv"


def recognized(path: Path) -> tuple[Importer, list[str]]:
    """Which importer reads a file, and the columns of a table. Raises `ImportFileError`."""
    if not path.exists() and str(path) != "-":
        raise ImportFileError(f"There is no file {path}.", "Check its name.")
    if path.is_dir() or _holds_json(path):
        return Importer.FACTBOOK, []
    source = at_hand(path)
    if _is_cow(source):
        return Importer.COW, []
    with read_table(source) as table:
        columns = table.header.cells
    return (Importer.HISTORY if columns == HISTORY_COLUMNS else Importer.CSV), columns


def mapping_of(columns: list[str]) -> str:
    """What columns may be, by their headings, as `import csv --map` takes it; `?` for none."""
    lower = {column.lower().replace(" ", "_"): column for column in columns}
    found = {}
    for name, words in MEANT.items():
        column = next((lower[word] for word in words.split() if word in lower), "")
        if column or name in ("state", "start"):
            found[name] = column or "?"
    return ",".join(f"{name}={column}" for name, column in found.items())


def _is_cow(source: Source) -> bool:
    try:
        kind_of(source)
    except ImportFileError:
        return False
    return True


def _holds_json(path: Path) -> bool:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return any(name.endswith(".json") for name in archive.namelist())
    return path.is_file() and tarfile.is_tarfile(path)
