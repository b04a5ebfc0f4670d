"""Writing one data set: give its facts numbers and put them into the tables in bulk.

A data set is always replaced whole, in one transaction: what it said before goes, what it says now
comes. Anchors (organizations, states, people …) keep their numbers, so that other data sets which
speak of them are not touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, delete, select

from orgdb.errors import DatabaseError
from orgdb.facts import CitationDraft, FactDraft, Ref, date_columns
from orgdb.models import Base, Citation, Dataset, Fact, Language, Release, Roster, Source

ANCHORS = ("organization", "state", "treaty", "person", "post", "event")
TABLES: Mapping[str, Table] = Base.metadata.tables


@dataclass(slots=True)
class Batch:
    """All that one data set says. `sources` and `languages` are rows of those two tables."""

    dataset: Mapping[str, Any]
    sources: list[Mapping[str, Any]] = field(default_factory=list)
    languages: list[Mapping[str, Any]] = field(default_factory=list)
    releases: list[tuple[str, str]] = field(default_factory=list)
    release_from: str | None = None
    facts: list[FactDraft] = field(default_factory=list)
    rosters: list[str] = field(default_factory=list)


def replace(connection: Connection, batch: Batch) -> None:
    """Make the database say of this data set what the batch says, no more and no less.

    Runs in the transaction of the connection. Raises `DatabaseError` for two facts of one content.
    """
    _Writer(connection, batch).write()


class _Writer:
    """The numbers already given, and the rows still to be put in, of one replacement."""

    def __init__(self, connection: Connection, batch: Batch) -> None:
        self.connection = connection
        self.batch = batch
        self.key = str(batch.dataset["key"])
        self.numbers: dict[Ref, int] = {}
        self.next_anchor = 1

    def write(self) -> None:
        dataset_id = self._dataset()
        kept = self._take_out(dataset_id)
        self._releases()
        self._anchors()
        self._sources(dataset_id)
        self._languages()
        self._rosters(dataset_id)
        self._facts(dataset_id, kept)
        self._forget_unused_anchors()

    def _dataset(self) -> int:
        table = TABLES["dataset"]
        known = select(Dataset.id).where(Dataset.key == self.key)
        number = self.connection.execute(known).scalar()
        if number is None:
            number = 1 + (self._highest("dataset") or 0)
            self._insert(table, [{"id": number, **self.batch.dataset}])
        else:
            changed = table.update().where(table.c.id == number).values(**self.batch.dataset)
            self.connection.execute(changed)
        return int(number)

    def _take_out(self, dataset_id: int) -> dict[str, int]:
        """Remove the facts of the data set; return the numbers their content keys had."""
        mine = select(Fact.id).where(Fact.dataset_id == dataset_id)
        known = select(Fact.key, Fact.id).where(Fact.dataset_id == dataset_id)
        kept = {key: int(number) for key, number in self.connection.execute(known)}
        if kept:
            for table in reversed(Base.metadata.sorted_tables):
                if table.name not in ANCHORS and _shares_fact_key(table):
                    self.connection.execute(delete(table).where(table.c.id.in_(mine)))
            self.connection.execute(delete(Citation).where(Citation.fact_id.in_(mine)))
            self.connection.execute(delete(Fact).where(Fact.dataset_id == dataset_id))
        if self.batch.languages:
            self.connection.execute(delete(Language))
        self.connection.execute(delete(Source).where(Source.dataset_id == dataset_id))
        return kept

    def _releases(self) -> None:
        self._number_keys("release", select(Release.version, Release.id))
        new = [pair for pair in self.batch.releases if Ref("release", pair[0]) not in self.numbers]
        rows = [{"version": version, "date": date} for version, date in new]
        self._insert_numbered("release", rows, "version")

    def _anchors(self) -> None:
        wanted: dict[str, set[str]] = defaultdict(set)
        for ref in _references(self.batch.facts):
            if ref.table in ANCHORS:
                wanted[ref.table].add(ref.key)
        for roster in self.batch.rosters:
            wanted["organization"].add(roster)
        for name in ANCHORS:
            table = TABLES[name]
            self._number_keys(name, select(table.c.key, table.c.id))
        # One counter for all: members are looked up by number, whichever table the number is of.
        highest = max((self._highest(name) or 0) for name in ANCHORS)
        for name in ANCHORS:
            rows = []
            for key in sorted(wanted[name]):
                if Ref(name, key) not in self.numbers:
                    highest += 1
                    self.numbers[Ref(name, key)] = highest
                    rows.append({"id": highest, "key": key})
            self._insert(TABLES[name], rows)

    def _sources(self, dataset_id: int) -> None:
        rows = [
            {**row, **date_columns("date", row.get("date")), "dataset_id": dataset_id}
            for row in self.batch.sources
        ]
        self._insert_numbered("source", rows, "key")

    def _languages(self) -> None:
        if self.batch.languages:
            rows = [
                {**row, "source_id": self._number(row["source_id"])} for row in self.batch.languages
            ]
            self._insert_numbered("language", rows, "key")
        else:
            self._number_keys("language", select(Language.key, Language.id))

    def _rosters(self, dataset_id: int) -> None:
        known = {
            organization_id: number
            for number, organization_id in self.connection.execute(
                select(Roster.id, Roster.organization_id).where(Roster.dataset_id == dataset_id)
            )
        }
        number, rows = self._highest("roster") or 0, []
        for key in self.batch.rosters:
            organization_id = self.numbers[Ref("organization", key)]
            if organization_id not in known:
                number += 1
                known[organization_id] = number
                rows.append(
                    {"id": number, "organization_id": organization_id, "dataset_id": dataset_id}
                )
            self.numbers[Ref("roster", key)] = known[organization_id]
        self._insert(TABLES["roster"], rows)
        wanted = [self.numbers[Ref("roster", key)] for key in self.batch.rosters]
        for gone in sorted(set(known.values()) - set(wanted)):
            self.connection.execute(delete(Roster).where(Roster.id == gone))

    def _facts(self, dataset_id: int, kept: Mapping[str, int]) -> None:
        rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        highest = max(self._highest("fact") or 0, max(kept.values(), default=0))
        release = self.batch.release_from
        seen: dict[str, str] = {}
        for draft in self.batch.facts:
            key = draft.key(self.key)
            if key in seen:
                raise DatabaseError(
                    f"{draft.place} states the same fact as {seen[key]}.", "Keep one of the two."
                )
            seen[key] = draft.place
            if key in kept:
                number = kept[key]
            else:
                highest += 1
                number = highest
            self.numbers[Ref("fact", key)] = number
            rows["fact"].append(
                {
                    "id": number,
                    "key": key,
                    "kind": draft.table,
                    "dataset_id": dataset_id,
                    "place": draft.place,
                    "release_from_id": self.numbers[Ref("release", release)] if release else None,
                    "release_to_id": None,
                }
            )
            rows[draft.table].append({"id": number, **self._row({**draft.says, **draft.derived})})
            for part_table, part in draft.parts:
                rows[part_table].append({f"{draft.table}_id": number, **self._row(part)})
            rows["citation"] += self._citations(number, draft.citations)
        first = 1 + (self._highest("citation") or 0)
        for offset, row in enumerate(rows["citation"]):
            row["id"] = first + offset
        for table in Base.metadata.sorted_tables:
            self._insert(table, rows[table.name])

    def _citations(self, fact: int, drafts: Sequence[CitationDraft]) -> list[dict[str, Any]]:
        return [
            {
                "fact_id": fact,
                "position": position,
                "about": draft.about,
                "source_id": self._number(Ref("source", draft.source)),
                "locator": draft.locator,
                "stance": draft.stance.value,
                "stated": draft.stated,
                **date_columns("stated", draft.stated if draft.stated_is_date else None),
            }
            for position, draft in enumerate(drafts)
        ]

    def _row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: self._number(value) if isinstance(value, Ref) else value
            for name, value in row.items()
        }

    def _number(self, ref: Ref) -> int:
        try:
            return self.numbers[ref]
        except KeyError:
            raise DatabaseError(
                f"The data set {self.key} names the {ref.table} '{ref.key}', which nobody defines.",
                "Check its files with: orgdb seed check",
            ) from None

    def _number_keys(self, table: str, pairs: Any) -> None:
        for key, number in self.connection.execute(pairs):
            self.numbers[Ref(table, key)] = number

    def _insert_numbered(self, name: str, rows: Iterable[Mapping[str, Any]], key: str) -> None:
        number, numbered = self._highest(name) or 0, []
        for row in rows:
            number += 1
            self.numbers[Ref(name, row[key])] = number
            numbered.append({"id": number, **row})
        self._insert(TABLES[name], numbered)

    def _highest(self, name: str) -> int | None:
        from sqlalchemy import func

        return self.connection.execute(select(func.max(TABLES[name].c.id))).scalar()

    def _insert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Put rows in as tuples through the driver: an ORM would take thirty times as long."""
        if not rows:
            return
        filled = {name for row in rows for name in row}
        names = [column.name for column in table.columns if column.name in filled]
        mark = "?" if self.connection.dialect.name == "sqlite" else "%s"
        quote = self.connection.dialect.identifier_preparer.quote
        columns = ", ".join(quote(name) for name in names)
        marks = ", ".join(mark for _ in names)
        self.connection.exec_driver_sql(
            f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({marks})",
            [tuple(row.get(name) for name in names) for row in rows],
        )

    def _forget_unused_anchors(self) -> None:
        """Remove anchors nobody speaks of any more: an organization taken out of the seed."""
        for name in reversed(ANCHORS):
            table = TABLES[name]
            unused = select(table.c.id)
            for other in Base.metadata.sorted_tables:
                for key in other.foreign_keys:
                    if key.column.table is table:
                        unused = unused.where(
                            ~select(1).where(key.parent == table.c.id).correlate(table).exists()
                        )
            self.connection.execute(delete(table).where(table.c.id.in_(unused)))


def _shares_fact_key(table: Table) -> bool:
    return any(
        key.column.table.name == "fact" and key.parent.primary_key for key in table.foreign_keys
    )


def _references(facts: Iterable[FactDraft]) -> Iterable[Ref]:
    for draft in facts:
        for row in (draft.says, draft.derived, *(part for _, part in draft.parts)):
            for value in row.values():
                if isinstance(value, Ref):
                    yield value
