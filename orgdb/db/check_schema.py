"""Are all tables, views, indexes, constraints and triggers there, as the migrations made them?

What ought to be there is seen on an empty SQLite database in memory, migrated on the spot. On
PostgreSQL, where definitions are stored in another form, names are compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from orgdb.db.reader import Reader, Row, SqliteReader

Finding = tuple[str, str]
GONE = "a part of the database that is missing"
CHANGED = "a part of the database that was changed"
SQLITE = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
POSTGRESQL = """
    SELECT 'table' AS type, table_name AS name FROM information_schema.tables
        WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
    UNION ALL SELECT 'view', viewname FROM pg_views WHERE schemaname = current_schema()
    UNION ALL SELECT 'index', indexname FROM pg_indexes WHERE schemaname = current_schema()
    UNION ALL SELECT 'constraint', c.conname FROM pg_constraint c
        JOIN pg_namespace n ON n.oid = c.connamespace
        WHERE n.nspname = current_schema() AND c.convalidated
    UNION ALL SELECT 'trigger', t.tgname FROM pg_trigger t
        JOIN pg_class r ON r.oid = t.tgrelid JOIN pg_namespace n ON n.oid = r.relnamespace
        WHERE n.nspname = current_schema() AND NOT t.tgisinternal AND t.tgenabled <> 'D'"""
# What stands in for SQLite's triggers there.
POSTGRESQL_RULES = (
    ("constraint", "membership_overlap"),
    ("trigger", "suspension_outside"),
    ("trigger", "membership_leaves_suspension"),
)


def missing_parts(reader: Reader) -> Iterator[Finding]:
    """Every part that is missing or is not as the migrations made it. More parts do no harm."""
    ours = _made_by_migrations()
    if isinstance(reader, SqliteReader):
        theirs = {_part(row): _text(row) for row in reader.rows(SQLITE)}
        for part, text in sorted(ours.items()):
            if part not in theirs:
                yield GONE, " ".join(part)
            elif theirs[part] != text:
                yield CHANGED, " ".join(part)
        return
    there = {_part(row) for row in reader.rows(POSTGRESQL)}
    wanted = {part for part in ours if part[0] != "trigger"} | _constraints()
    for part in sorted((wanted | set(POSTGRESQL_RULES)) - there):
        yield GONE, " ".join(part)


def _made_by_migrations() -> dict[tuple[str, str], str]:
    from orgdb.db import migrate
    from orgdb.db.engine import engine_for

    engine = engine_for("sqlite://")
    with engine.begin() as connection:
        migrate.upgrade(connection)
        rows = [dict(row) for row in connection.exec_driver_sql(SQLITE).mappings()]
    engine.dispose()
    return {_part(row): _text(row) for row in rows}


def _constraints() -> set[tuple[str, str]]:
    from orgdb.models import Base

    return {
        ("constraint", str(constraint.name))
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
    }


def _part(row: Row) -> tuple[str, str]:
    return row["type"], row["name"]


def _text(row: Row) -> str:
    return " ".join((row["sql"] or "").split())
