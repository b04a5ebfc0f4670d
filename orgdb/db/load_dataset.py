"""Writing one data set: give its facts numbers and put them into the tables in bulk.

A data set is always replaced whole, in one transaction: what it said before goes, what it says now
comes. What others may speak of (organizations, states, people …, languages, sources) keeps its
number, so that other data sets are not touched.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, select, true

from orgdb.dates import NO_EARLIEST, NO_LATEST, date_bounds
from orgdb.db.bulk_insert import BulkInsert
from orgdb.db.digests import store_digests
from orgdb.db.numbers import ENTITY, TABLES, Numbers
from orgdb.errors import DatabaseError
from orgdb.facts import FactDraft, Ref, date_columns
from orgdb.models import Citation, Fact
from orgdb.models.base import fact_tables

NO_DATE = (NO_EARLIEST, NO_LATEST)
CITATION = (
    "citation",
    (
        *("id", "fact_id", "position", "about", "source_id", "locator", "stance"),
        *("stated", "stated_earliest", "stated_latest"),
    ),
)


@dataclass(slots=True)
class Batch:
    """All that one data set says. `sources` and `languages` are rows of those two tables.

    `facts` are read once, as they are written: a fact that another one names (a membership, by its
    suspension) comes before it. Languages are nobody's own: only the curated data set brings them.
    `first_release` says with which release a fact (by its key) appeared, else `release_from`;
    `retired` are facts of earlier releases, with the first that had each and the first without it.
    """

    dataset: Mapping[str, Any]
    sources: Iterable[Mapping[str, Any]] = ()
    languages: Iterable[Mapping[str, Any]] | None = None
    releases: Sequence[tuple[str, str]] = ()
    release_from: str | None = None
    first_release: Callable[[str, str], str] | None = None
    retired: Iterable[tuple[FactDraft, str, str]] = ()
    facts: Iterable[FactDraft] = ()
    rosters: Sequence[str] = ()


def replace(connection: Connection, batch: Batch) -> None:
    """Make the database say of this data set what the batch says, no more and no less.

    Runs in the transaction of the connection. Raises `DatabaseError` for two facts of one content,
    and for a fact that names what nobody defines.
    """
    _Writer(connection, batch).write()
    store_digests(connection, str(batch.dataset["key"]))


class _Writer:
    """One replacement: the numbers of all keys, and the rows on their way."""

    def __init__(self, connection: Connection, batch: Batch) -> None:
        self.connection = connection
        self.batch = batch
        self.key = str(batch.dataset["key"])
        self.rows = BulkInsert(connection, self.key)
        self.numbers = Numbers(connection, self.rows)

    def write(self) -> None:
        dataset_id = self._dataset()
        kept = self._take_out(dataset_id)
        self._releases()
        sources = (
            {**row, **date_columns("date", row.get("date")), "dataset_id": dataset_id}
            for row in self.batch.sources
        )
        gone = self._keep("source", sources, TABLES["source"].c.dataset_id == dataset_id)
        if self.batch.languages is not None:
            languages = map(self._row, self.batch.languages)
            forget_unused(self.connection, "language", self._keep("language", languages, true()))
        forget_unused(self.connection, "source", gone)
        self._rosters(dataset_id)
        self._facts(dataset_id, kept)
        for name in ("event", "post", "treaty", ENTITY):
            forget_unused(self.connection, name)

    def _dataset(self) -> int:
        table = TABLES["dataset"]
        known = select(table.c.id).where(table.c.key == self.key)
        number = self.connection.execute(known).scalar()
        if number is None:
            number = self.numbers.next("dataset")
            self.rows.put("dataset", {"id": number, **self.batch.dataset})
            self.rows.flush()
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
            for table in reversed(fact_tables()):
                self.connection.execute(delete(table).where(table.c.id.in_(mine)))
            self.connection.execute(delete(Citation).where(Citation.fact_id.in_(mine)))
            self.connection.execute(delete(Fact).where(Fact.dataset_id == dataset_id))
        return kept

    def _releases(self) -> None:
        """Number the releases in their order; those that no fact references are deleted."""
        if not self.batch.releases:
            return
        forget_unused(self.connection, "release")
        table = TABLES["release"]
        there = {row.version: row.id for row in self.connection.execute(select(table))}
        self.numbers.begin_after("release", max(there.values(), default=0))
        for version, date in self.batch.releases:
            number = there.get(version)
            if number is None:
                number = self.numbers.next("release")
                self.rows.put("release", {"id": number, "version": version, "date": date})
            self.numbers[Ref("release", version)] = number

    def _keep(
        self, name: str, rows: Iterable[Mapping[str, Any]], mine: ColumnElement[bool]
    ) -> set[int]:
        """Make the rows of a table that are `mine` these ones; each key keeps its number.

        Returns the numbers of those that are not among them any more.
        """
        table = TABLES[name]
        there = {row.key: row for row in self.connection.execute(select(table).where(mine))}
        for row in rows:
            old = there.pop(row["key"], None)
            number = self.numbers.next(name) if old is None else old.id
            self.numbers[Ref(name, row["key"])] = number
            said = {column.name: row.get(column.name) for column in table.c} | {"id": number}
            if old is None:
                self.rows.put(name, {**row, "id": number})
            elif tuple(said.values()) != tuple(old):
                changed = table.update().where(table.c.id == number).values(**said)
                self.connection.execute(changed)
        self.rows.flush()
        return {row.id for row in there.values()}

    def _rosters(self, dataset_id: int) -> None:
        table = TABLES["roster"]
        known = {
            organization_id: number
            for number, organization_id in self.connection.execute(
                select(table.c.id, table.c.organization_id).where(table.c.dataset_id == dataset_id)
            )
        }
        for key in self.batch.rosters:
            organization_id = self.numbers.of(Ref("organization", key))
            number = known.pop(organization_id, None)
            if number is None:
                number = self.numbers.next("roster")
                row = {"id": number, "organization_id": organization_id, "dataset_id": dataset_id}
                self.rows.put("roster", row)
            self.numbers[Ref("roster", key)] = number
        self.connection.execute(delete(table).where(table.c.id.in_(known.values())))

    def _facts(self, dataset_id: int, kept: Mapping[str, int]) -> None:
        kinds = {table.name for table in fact_tables()}
        for draft in self.batch.facts:
            if draft.table not in kinds:
                raise DatabaseError(
                    f"{draft.place} is a fact of the kind '{draft.kind}', which orgdb lacks.",
                    f"Kinds are: {', '.join(sorted(kinds))}",
                )
            ref = Ref("fact", draft.key(self.key))
            if ref in self.numbers:
                raise self._twice(draft, ref)
            self.numbers[ref] = number = kept.get(ref.key) or self.numbers.next("fact")
            self._fact(draft, dataset_id, number, ref.key, self._first_release(ref.key), None)
        self._retired(dataset_id, kept)
        self.rows.flush()

    def _retired(self, dataset_id: int, kept: Mapping[str, int]) -> None:
        """The facts of earlier releases; what they name (a membership) before what names it."""
        retired = sorted(self.batch.retired, key=lambda item: item[0].table == "suspension")
        for draft, first, without in retired:
            ref = key = draft.key(self.key)
            if Ref("fact", ref) in self.numbers:
                # It came back later: this is its earlier life, which needs a key of its own.
                key = f"{ref}@{without}"
            number = kept.get(key) or self.numbers.next("fact")
            self.numbers[Ref("fact", ref)] = number
            self._fact(draft, dataset_id, number, key, first, without)

    def _first_release(self, key: str) -> str | None:
        release, first = self.batch.release_from, self.batch.first_release
        return first(key, release) if first and release else release

    def _fact(
        self,
        draft: FactDraft,
        dataset_id: int,
        number: int,
        key: str,
        release_from: str | None,
        release_to: str | None,
    ) -> None:
        """Put in one fact: its row, that of its kind, its parts and its citations."""
        of, put = self.numbers.of, self.rows.put
        fact = {
            "id": number,
            "key": key,
            "kind": draft.kind,
            "dataset_id": dataset_id,
            "place": draft.place,
            "release_from_id": of(Ref("release", release_from)) if release_from else None,
            "release_to_id": of(Ref("release", release_to)) if release_to else None,
        }
        row = {"id": number, **self._row(draft.says), **draft.derived}
        if release_to and "retired" in row:
            row["retired"] = True
        put("fact", fact)
        put(draft.table, row)
        for part_table, part in draft.parts:
            put(part_table, {f"{draft.table}_id": number, **self._row(part)})
        for position, cited in enumerate(draft.citations):
            bounds = date_bounds(cited.stated) if cited.stated_is_date else NO_DATE
            values = (
                self.numbers.next("citation"),
                number,
                position,
                cited.about,
                of(Ref("source", cited.source)),
                cited.locator,
                cited.stance.value,
                cited.stated,
                *bounds,
            )
            self.rows.put_values(CITATION, values)

    def _row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        of = self.numbers.of
        return {name: of(value) if isinstance(value, Ref) else value for name, value in row.items()}

    def _twice(self, draft: FactDraft, ref: Ref) -> DatabaseError:
        self.rows.flush()
        first = self.connection.execute(select(Fact.place).where(Fact.key == ref.key)).scalar()
        return DatabaseError(
            f"{draft.place} states the same fact as {first}.", "Keep one of the two."
        )


def forget_unused(connection: Connection, name: str, among: Collection[int] | None = None) -> None:
    """Remove what nobody speaks of any more: an organization taken out of the seed."""
    table = TABLES[name]
    unused = select(table.c.id)
    if among is not None:
        unused = unused.where(table.c.id.in_(among))
    for other in TABLES.values():
        for key in other.foreign_keys:
            if key.column.table is table:
                unused = unused.where(
                    ~select(1).where(key.parent == table.c.id).correlate(table).exists()
                )
    connection.execute(delete(table).where(table.c.id.in_(unused)))
