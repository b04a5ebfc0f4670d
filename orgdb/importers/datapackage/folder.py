"""A folder that `orgdb export datapackage` wrote: its description, checked, and its rows."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from orgdb.importers.source import ImportFileError

DESCRIPTOR = "datapackage.json"
AGAIN = "Export it again: orgdb export datapackage DIR"
PORTION = 1 << 20
LONGEST = 10_000_000  # characters of a cell
Row = dict[str, str]


class Folder:
    """A data package of whole data sets, every file as it was written.

    Raises `ImportFileError` for a folder that is none, that holds only a part of a data set, or of
    which a file was changed, is missing or is cut.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.parent if path.name == DESCRIPTOR else path
        description = self._description()
        made = description.get("orgdb")
        if not isinstance(made, dict) or not isinstance(made.get("datasets"), list):
            raise ImportFileError(
                f"{self.path} is not a data package of orgdb.",
                "Other people's tables: orgdb import csv FILE --map …",
            )
        part = ", ".join([*map(str, made.get("orgs") or ()), *filter(None, [made.get("on")])])
        if part:
            raise ImportFileError(
                f"{self.path} holds only a part of a data set ({part}); it cannot be rebuilt.",
                "Export it whole, without --org and --on.",
            )
        self.datasets = [str(key) for key in made["datasets"]]
        self._files = self._checked(description)

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a table, as texts by column; none where the package lacks the table."""
        path = self._files.get(name)
        if path is None:
            return
        csv.field_size_limit(LONGEST)
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)

    def of(self, dataset: str, name: str) -> Iterator[Row]:
        """The rows of a table that belong to one data set."""
        return (row for row in self.rows(name) if row["dataset"] == dataset)

    def _description(self) -> dict[str, Any]:
        file = self.path / DESCRIPTOR
        try:
            found = json.loads(file.read_text("utf-8"))
        except FileNotFoundError:
            raise ImportFileError(f"There is no {file}.", AGAIN) from None
        except (OSError, ValueError, RecursionError) as error:
            raise ImportFileError(f"{file} cannot be read: {error}.", AGAIN) from error
        return found if isinstance(found, dict) else {}

    def _checked(self, description: dict[str, Any]) -> dict[str, Path]:
        """The files by table, each compared with its checksum."""
        files = {}
        listed = description.get("resources")
        for resource in listed if isinstance(listed, list) else ():
            said = resource if isinstance(resource, dict) else {}
            name, path = str(said.get("name")), self.path / str(said.get("path"))
            if path.parent != self.path:
                raise ImportFileError(f"{path} is outside the package.", AGAIN)
            try:
                digest = _digest(path)
            except OSError as error:
                reason = error.strerror or error
                raise ImportFileError(f"{path} cannot be read: {reason}.", AGAIN) from error
            if said.get("hash") != f"sha256:{digest}":
                raise ImportFileError(
                    f"{path} is not as it was exported: its checksum differs.", AGAIN
                )
            files[name] = path
        return files


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while portion := file.read(PORTION):
            digest.update(portion)
    return digest.hexdigest()
