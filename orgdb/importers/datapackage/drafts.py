"""From rows of a data package to facts, each with the content key that its row states.

A key is made of all that a fact says: where the key of the draft is that of the row, nothing that
the fact says was lost on the way out and in again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from orgdb.dates import NO_EARLIEST, NO_LATEST
from orgdb.facts import CitationDraft, FactDraft, Ref
from orgdb.importers.datapackage.facts_of_rows import MAKERS, Made, Says
from orgdb.importers.datapackage.folder import Folder, Row
from orgdb.importers.source import ImportFileError
from orgdb.vocabulary import Stance

_NUMBER = re.compile(r"(\d+)")


class Drafts:
    """All facts of one data set of a package; what a fact names comes before it."""

    def __init__(self, folder: Folder, dataset: str, languages: Mapping[str, str]) -> None:
        self.folder = folder
        self.dataset = dataset
        self.languages = languages
        self.places: dict[str, str] = {}
        self.releases: dict[str, str] = {}
        for row in folder.of(dataset, "facts"):
            self.places[row["fact"]] = row["place"]
            if row["release_from"]:
                self.releases[row["fact"]] = row["release_from"]
        self.citations = self._citations()
        self.parts = self._parts()

    def __iter__(self) -> Iterator[FactDraft]:
        for table, make in MAKERS.items():
            for row in self._rows(table):
                yield self._draft(table, row, make(row, self.languages))

    def _rows(self, table: str) -> Iterable[Row]:
        if table == "nationalities":  # says of no data set: its facts do
            return (r for r in self.folder.rows(table) if r["fact"] in self.places)
        rows = self.folder.of(self.dataset, table)
        if table in ("names", "codes"):  # of two that are equally good, the first one is shown
            return sorted(rows, key=lambda row: _natural(self.places.get(row["fact"], "")))
        return rows

    def _draft(self, table: str, row: Row, made: Made) -> FactDraft:
        key = row["fact"]
        kind, says, derived = made
        parts = self.parts.get(row["event"], ()) if table == "events" else ()
        place, cited = self.places.get(key), self.citations.get(key, ())
        draft = FactDraft(kind, says, derived, place or "", tuple(cited), tuple(parts))
        if place is None or draft.key(self.dataset) != key:
            raise ImportFileError(
                f"{self.folder.path}: {key} in {table}.csv says something else than its key.",
                "It was written by another version of orgdb: export it again with this one.",
            )
        return draft

    def _citations(self) -> dict[str, list[CitationDraft]]:
        found: dict[str, list[CitationDraft]] = defaultdict(list)
        known: dict[str, str] = {}
        for row in self.folder.of(self.dataset, "citations"):
            dated = (row["stated_earliest"], row["stated_latest"]) != (NO_EARLIEST, NO_LATEST)
            about, source = (known.setdefault(row[n], row[n]) for n in ("about", "source"))
            found[row["fact"]].append(
                CitationDraft(
                    about, source, row["locator"], Stance(row["stance"]), row["stated"], dated
                )
            )
        return found

    def _parts(self) -> dict[str, list[tuple[str, Says]]]:
        found: dict[str, list[tuple[str, Says]]] = defaultdict(list)
        for row in self.folder.rows("event_participants"):
            who = Ref(row["kind"], row["participant"])
            said = {"position": int(row["position"]), "entity_id": who}
            found[row["event"]].append(("event_participant", said))
        for name in ("topic", "outcome"):
            for row in self.folder.rows(f"event_{name}s"):
                said = {"position": int(row["position"]), name: row[name]}
                found[row["event"]].append((f"event_{name}", said))
        return found


def _natural(place: str) -> list[Any]:
    """`OAS.yml:9` before `OAS.yml:10`."""
    return [int(part) if part.isdigit() else part for part in _NUMBER.split(place)]
