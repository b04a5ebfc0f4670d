"""Writing one data set: give its facts numbers and put them into the tables in bulk.

A data set is always replaced whole, in one transaction: what it said before goes, what it says now
comes. What others may speak of (organizations, states, people …, languages, sources) keeps its
number, so that other data sets are not touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, func, select, true

from orgdb.db.digests import store_digests
from orgdb.errors import DatabaseError
from orgdb.facts import CitationDraft, FactDraft, Ref, date_columns
from orgdb.models import Base, Citation, Fact
from orgdb.models.base import fact_tables
from orgdb.vocabulary import EntityKind

TABLES: Mapping[str, Table] = Base.metadata.tables
KEYED = ("treaty", "post", "event")
ENTITY = "entity"
ENTITY_KINDS = frozenset(EntityKind)
PORTION = 1000  # rows written at a time: memory stays the same however large a data set is


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
    """The numbers already given, and the rows still to be put in, of one replacement."""

    def __init__(self, connection: Connection, batch: Batch) -> None:
        self.connection = connection
        self.batch = batch
        self.key = str(batch.dataset["key"])
        self.numbers: dict[Ref, int] = {}
        self.highest: dict[str, int] = {}
        self.rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        self.waiting = 0

    def write(self) -> None:
        self._known()
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
            self._forget_unused("language", self._keep("language", languages, true()))
        self._forget_unused("source", gone)
        self._rosters(dataset_id)
        self._facts(dataset_id, kept)
        for name in ("event", "post", "treaty", ENTITY):
            self._forget_unused(name)

    def _known(self) -> None:
        """Take down the numbers of all that keeps its number, and the highest ones given."""
        entities = TABLES[ENTITY].c
        for kind, key, number in self.connection.execute(
            select(entities.kind, entities.key, entities.id)
        ):
            self.numbers[Ref(kind, key)] = number
        for name in (*KEYED, "language", "release"):
            table = TABLES[name]
            key = table.c.version if name == "release" else table.c.key
            for text, number in self.connection.execute(select(key, table.c.id)):
                self.numbers[Ref(name, text)] = number
        for table in TABLES.values():
            if "id" in table.c:
                highest = self.connection.execute(select(func.max(table.c.id))).scalar()
                self.highest[table.name] = highest or 0

    def _next(self, name: str) -> int:
        self.highest[name] += 1
        return self.highest[name]

    def _dataset(self) -> int:
        table = TABLES["dataset"]
        known = select(table.c.id).where(table.c.key == self.key)
        number = self.connection.execute(known).scalar()
        if number is None:
            number = self._next("dataset")
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
            for table in reversed(fact_tables()):
                self.connection.execute(delete(table).where(table.c.id.in_(mine)))
            self.connection.execute(delete(Citation).where(Citation.fact_id.in_(mine)))
            self.connection.execute(delete(Fact).where(Fact.dataset_id == dataset_id))
        return kept

    def _releases(self) -> None:
        """Number the releases in their order; those no fact speaks of give way."""
        if not self.batch.releases:
            return
        self._forget_unused("release")
        table = TABLES["release"]
        there = {row.version: row.id for row in self.connection.execute(select(table))}
        self.highest["release"] = max(there.values(), default=0)
        for version, date in self.batch.releases:
            number = there.get(version)
            if number is None:
                number = self._next("release")
                self._put("release", {"id": number, "version": version, "date": date})
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
            number = self._next(name) if old is None else old.id
            self.numbers[Ref(name, row["key"])] = number
            said = {column.name: row.get(column.name) for column in table.c} | {"id": number}
            if old is None:
                self._put(name, {**row, "id": number})
            elif tuple(said.values()) != tuple(old):
                changed = table.update().where(table.c.id == number).values(**said)
                self.connection.execute(changed)
        self._flush()
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
            organization_id = self._number(Ref("organization", key))
            number = known.pop(organization_id, None)
            if number is None:
                number = self._next("roster")
                row = {"id": number, "organization_id": organization_id, "dataset_id": dataset_id}
                self._put("roster", row)
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
            self.numbers[ref] = number = kept.get(ref.key) or self._next("fact")
            self._fact(draft, dataset_id, number, ref.key, self._first_release(ref.key), None)
        self._retired(dataset_id, kept)
        self._flush()

    def _retired(self, dataset_id: int, kept: Mapping[str, int]) -> None:
        """The facts of earlier releases; what they name (a membership) before what names it."""
        retired = sorted(self.batch.retired, key=lambda item: item[0].table == "suspension")
        for draft, first, without in retired:
            ref = key = draft.key(self.key)
            if Ref("fact", ref) in self.numbers:
                # It came back later: this is its earlier life, which needs a key of its own.
                key = f"{ref}@{without}"
            number = kept.get(key) or self._next("fact")
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
        fact = {
            "id": number,
            "key": key,
            "kind": draft.kind,
            "dataset_id": dataset_id,
            "place": draft.place,
            "release_from_id": self._number(Ref("release", release_from)) if release_from else None,
            "release_to_id": self._number(Ref("release", release_to)) if release_to else None,
        }
        row = {"id": number, **self._row(draft.says), **self._row(draft.derived)}
        if release_to and "retired" in row:
            row["retired"] = True
        self._put("fact", fact)
        self._put(draft.table, row)
        for part_table, part in draft.parts:
            self._put(part_table, {f"{draft.table}_id": number, **self._row(part)})
        for position, citation in enumerate(draft.citations):
            self._put("citation", self._citation(number, position, citation))

    def _twice(self, draft: FactDraft, ref: Ref) -> DatabaseError:
        self._flush()
        first = self.connection.execute(select(Fact.place).where(Fact.key == ref.key)).scalar()
        return DatabaseError(
            f"{draft.place} states the same fact as {first}.", "Keep one of the two."
        )

    def _citation(self, fact: int, position: int, draft: CitationDraft) -> Mapping[str, Any]:
        return {
            "id": self._next("citation"),
            "fact_id": fact,
            "position": position,
            "about": draft.about,
            "source_id": self._number(Ref("source", draft.source)),
            "locator": draft.locator,
            "stance": draft.stance.value,
            "stated": draft.stated,
            **date_columns("stated", draft.stated if draft.stated_is_date else None),
        }

    def _row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: self._number(value) if isinstance(value, Ref) else value
            for name, value in row.items()
        }

    def _number(self, ref: Ref) -> int:
        """The number of what a row is about. An entity or a key that is not there yet gets one."""
        if ref not in self.numbers:
            if ref.table in ENTITY_KINDS:
                self.numbers[ref] = number = self._next(ENTITY)
                self._put(ENTITY, {"id": number, "kind": ref.table, "key": ref.key})
                return number
            if ref.table not in KEYED:
                raise DatabaseError(
                    f"The data set {self.key} names the {ref.table} '{ref.key}', which nobody"
                    " defines.",
                    "Check its files with: orgdb seed check",
                )
            self.numbers[ref] = number = self._next(ref.table)
            self._put(ref.table, {"id": number, "key": ref.key})
        return self.numbers[ref]

    def _put(self, table: str, row: Mapping[str, Any]) -> None:
        self.rows[table].append(row)
        self.waiting += 1
        if self.waiting >= PORTION:
            self._flush()

    def _flush(self) -> None:
        """Write the rows that wait, those that others refer to first."""
        for table in Base.metadata.sorted_tables:
            self._insert(table, self.rows.pop(table.name, ()))
        self.waiting = 0

    def _insert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Put rows in as tuples through the driver: an ORM would take thirty times as long."""
        if not rows:
            return
        filled = {name for row in rows for name in row}
        columns = [column.name for column in table.columns]
        unknown = sorted(filled - set(columns))
        if unknown:
            raise DatabaseError(
                f"The data set {self.key} fills '{unknown[0]}', which the table '{table.name}'"
                " does not have.",
                f"Its columns are: {', '.join(columns)}",
            )
        names = [name for name in columns if name in filled]
        mark = "?" if self.connection.dialect.name == "sqlite" else "%s"
        quote = self.connection.dialect.identifier_preparer.quote
        listed = ", ".join(quote(name) for name in names)
        marks = ", ".join(mark for _ in names)
        self.connection.exec_driver_sql(
            f"INSERT INTO {quote(table.name)} ({listed}) VALUES ({marks})",
            [tuple(map(row.get, names)) for row in rows],
        )

    def _forget_unused(self, name: str, among: Collection[int] | None = None) -> None:
        """Remove what nobody speaks of any more: an organization taken out of the seed."""
        table = TABLES[name]
        unused = select(table.c.id)
        if among is not None:
            unused = unused.where(table.c.id.in_(among))
        for other in Base.metadata.sorted_tables:
            for key in other.foreign_keys:
                if key.column.table is table:
                    unused = unused.where(
                        ~select(1).where(key.parent == table.c.id).correlate(table).exists()
                    )
        self.connection.execute(delete(table).where(table.c.id.in_(unused)))
