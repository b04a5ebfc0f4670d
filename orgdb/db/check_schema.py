"""Are all tables, views, indexes, constraints and triggers there, as the migrations made them?

What ought to be there is seen on an empty SQLite database in memory, migrated on the spot. On
PostgreSQL, where definitions are stored in another form, they are compared with those recorded
after the migrations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from orgdb.db.reader import Reader, Row, SqliteReader
from orgdb.db.schema_digests import DEFINITIONS, SERVER, STORED, Part, differing, digests_of

Finding = tuple[str, str]
Ask = Callable[[str], list[Row]]
GONE = "a part of the database that is missing"
CHANGED = "a part of the database that was changed"
ADDED = "a trigger or rule that orgdb did not make"
UNRECORDED = "definitions that were never recorded"
SQLITE = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
HARMFUL_ON_SQLITE = "trigger"
# What stands in there for SQLite's triggers of other names.
POSTGRESQL_RULES = (
    ("constraint", "membership_overlap"),
    ("trigger", "suspension_outside"),
    ("function", "suspension_inside"),
)
OF_TIME = ("suspension_outside", "membership_leaves_suspension")  # they share a function
EVENTS = ("_insert", "_update")


def missing_parts(reader: Reader) -> Iterator[Finding]:
    """Every part that is missing or is not as the migrations made it. More parts do no harm,
    unless they change what is read or written."""
    return schema_faults(reader.rows, isinstance(reader, SqliteReader))


def schema_faults(ask: Ask, sqlite: bool) -> Iterator[Finding]:
    """The same, of any connection that can be asked."""
    ours = _made_by_migrations()
    if sqlite:
        yield from _sqlite_faults(ours, ask(SQLITE))
    else:
        parts = {part for part in ours if part[0] != "trigger"} | _constraints()
        for name in _rules_by_trigger(ours):
            parts.add(("trigger", name))
            if name not in OF_TIME:
                parts.add(("function", name))
        yield from _postgresql_faults(ask, parts | set(POSTGRESQL_RULES))


def _sqlite_faults(ours: dict[Part, str], rows: list[Row]) -> Iterator[Finding]:
    theirs = {_part(row): _text(row) for row in rows}
    for part, text in sorted(ours.items()):
        if part not in theirs:
            yield GONE, " ".join(part)
        elif theirs[part] != text:
            yield CHANGED, " ".join(part)
    tables = {name for kind, name in ours if kind in ("table", "view")}
    for row in rows:
        part = _part(row)
        if part[0] == HARMFUL_ON_SQLITE and part not in ours and row["tbl_name"] in tables:
            yield ADDED, " ".join(part)


def _postgresql_faults(ask: Ask, ours: set[Part]) -> Iterator[Finding]:
    there = digests_of(ask(DEFINITIONS))
    for part in sorted(ours - set(there)):
        yield GONE, " ".join(part)
    if ("table", "schema_digest") not in there:
        return
    stored = ask(STORED)
    if not stored:
        yield UNRECORDED, "run: orgdb db upgrade"
    elif stored[0]["server"] == ask(SERVER)[0]["n"]:
        recorded = {(row["kind"], row["name"]): str(row["digest"]) for row in stored}
        for part in differing(there, recorded, ours):
            yield (CHANGED if part in ours else ADDED), " ".join(part)


@cache
def _made_by_migrations() -> dict[Part, str]:
    from orgdb.db import migrate
    from orgdb.db.engine import engine_for

    engine = engine_for("sqlite://", scratch=True)
    with engine.begin() as connection:
        migrate.upgrade(connection)
        rows = [dict(row) for row in connection.exec_driver_sql(SQLITE).mappings()]
    engine.dispose()
    return {_part(row): _text(row) for row in rows}


def _constraints() -> set[Part]:
    from orgdb.models import Base

    return {
        ("constraint", str(constraint.name))
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
    }


def _rules_by_trigger(ours: dict[Part, str]) -> set[str]:
    """PostgreSQL has one trigger where SQLite has one for each event."""
    names = {name for kind, name in ours if kind == "trigger"}
    for event in EVENTS:
        names = {name.removesuffix(event) for name in names}
    return names - {"membership_overlap"}  # a constraint there


def _part(row: Row) -> Part:
    return row["type"], row["name"]


def _text(row: Row) -> str:
    return " ".join((row["sql"] or "").split())
