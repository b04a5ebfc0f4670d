"""The numbers that keys have in a database, and the next ones to give."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from orgdb.db.bulk_insert import BulkInsert
from orgdb.errors import DatabaseError
from orgdb.facts import Ref
from orgdb.models import Base
from orgdb.vocabulary import EntityKind

TABLES = Base.metadata.tables
ENTITY = "entity"
ENTITY_KINDS = frozenset(map(str, EntityKind))
# Tables of keys that data sets share: one that is not there yet is made when a fact names it.
KEYED = ("treaty", "post", "event")


class Numbers:
    """What each key is called by in this database. Every key keeps its number."""

    def __init__(self, connection: Connection, rows: BulkInsert) -> None:
        self.rows = rows
        self._of: dict[Ref, int] = {}
        self._highest: dict[str, int] = {}
        entities = TABLES[ENTITY].c
        for kind, key, number in connection.execute(
            select(entities.kind, entities.key, entities.id)
        ):
            self._of[Ref(kind, key)] = number
        for name in (*KEYED, "language", "release"):
            table = TABLES[name]
            key = table.c.version if name == "release" else table.c.key
            for text, number in connection.execute(select(key, table.c.id)):
                self._of[Ref(name, text)] = number
        for table in TABLES.values():
            if "id" in table.c:
                highest = connection.execute(select(func.max(table.c.id))).scalar()
                self._highest[table.name] = highest or 0

    def __contains__(self, ref: Ref) -> bool:
        return ref in self._of

    def __setitem__(self, ref: Ref, number: int) -> None:
        self._of[ref] = number

    def next(self, table: str) -> int:
        """A number that no row of a table has had in this transaction."""
        self._highest[table] += 1
        return self._highest[table]

    def begin_after(self, table: str, number: int) -> None:
        """Give numbers from here on."""
        self._highest[table] = number

    def of(self, ref: Ref) -> int:
        """The number of what a row is about; an entity or another shared key is made if need be.

        Raises `DatabaseError` for anything else that nobody defines.
        """
        number = self._of.get(ref)
        if number is None:
            self._of[ref] = number = self._make(ref)
        return number

    def _make(self, ref: Ref) -> int:
        if ref.table in ENTITY_KINDS:
            number = self.next(ENTITY)
            self.rows.put(ENTITY, {"id": number, "kind": str(ref.table), "key": ref.key})
        elif ref.table in KEYED:
            number = self.next(ref.table)
            self.rows.put(ref.table, {"id": number, "key": ref.key})
        else:
            raise DatabaseError(
                f"The data set {self.rows.dataset} names the {ref.table} '{ref.key}', which is not"
                " defined anywhere.",
                "Check its files with: orgdb seed check",
            )
        return number
