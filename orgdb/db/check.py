"""Is the database whole: what the engine checks itself, and what only orgdb knows.

Every rule is a query that finds the rows that break it; a sound database returns none. Whether all
parts of the database are there is the affair of `structure`, whether rows still say what they said
that of `contents`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from orgdb.db.check_content import changed_rows
from orgdb.db.check_schema import missing_parts
from orgdb.db.digests import changed_tables
from orgdb.db.reader import Reader, SqliteReader
from orgdb.errors import DatabaseError
from orgdb.vocabulary import SHARED_TABLES, EntityKind

SHOWN = 5
UNCHECKED = "what keeps the rest from being checked"


def _undescribed(kind: str, table: str = "") -> str:
    """Finds what has a key and no description: in a table of its own, or among the entities."""
    only = f"t.kind = '{kind}' AND " if table else ""
    return f"""
        SELECT t.key AS what FROM {table or kind} t WHERE {only}NOT EXISTS (
            SELECT 1 FROM {kind}_description d WHERE d.{kind}_id = t.id)"""


RULES = {
    "a fact without a source": """
        SELECT f.key AS what FROM fact f JOIN dataset d ON d.id = f.dataset_id
        WHERE d.key = 'curated' AND NOT EXISTS (
            SELECT 1 FROM citation c WHERE c.fact_id = f.id AND c.stance = 'supports')""",
    "a citation of a source that is missing": """
        SELECT c.id AS what FROM citation c WHERE NOT EXISTS (
            SELECT 1 FROM source s WHERE s.id = c.source_id)""",
    "a citation of a fact that is missing": """
        SELECT c.id AS what FROM citation c WHERE NOT EXISTS (
            SELECT 1 FROM fact f WHERE f.id = c.fact_id)""",
    "a curated fact of no release": """
        SELECT f.key AS what FROM fact f JOIN dataset d ON d.id = f.dataset_id
        WHERE d.key = 'curated' AND f.release_from_id IS NULL""",
    "two membership periods of one member that overlap": """
        SELECT f.key AS what FROM membership m
        JOIN membership n ON n.roster_id = m.roster_id AND n.member_id = m.member_id AND n.id > m.id
        JOIN fact f ON f.id = n.id
        WHERE NOT m.retired AND NOT n.retired
            AND m.start_latest <= m.end_earliest AND n.start_latest <= n.end_earliest
            AND m.start_latest <= n.end_earliest AND m.end_earliest >= n.start_latest""",
    "a suspension outside its membership": """
        SELECT f.key AS what FROM suspension u
        JOIN membership m ON m.id = u.membership_id JOIN fact f ON f.id = u.id
        WHERE u.start_latest < m.start_earliest OR u.end_earliest > m.end_latest
            OR u.start_earliest > m.end_latest OR u.end_latest < m.start_earliest""",
    "a curated membership outside the life of its member": """
        SELECT m.fact AS what FROM memberships m
        JOIN states s ON s.state_id = m.member_id AND m.member_kind = 'state'
        WHERE m.dataset = 'curated' AND m.life_exception IS NULL
            AND (m.start_latest < s.start_earliest OR m.end_earliest > s.end_latest)""",
    "a curated membership outside the life of its organization": """
        SELECT m.fact AS what FROM memberships m
        JOIN organizations o ON o.organization_id = m.organization_id
        WHERE m.dataset = 'curated' AND m.life_exception IS NULL
            AND (m.start_latest < o.founded_earliest OR m.end_earliest > o.dissolved_latest)""",
    "a membership in a list without known dates": """
        SELECT f.key AS what FROM membership m JOIN fact f ON f.id = m.id
        WHERE NOT m.retired AND NOT EXISTS (
            SELECT 1 FROM rosters r WHERE r.roster_id = m.roster_id)""",
    "an open period that does not reach the day its list was checked": """
        SELECT p.fact AS what FROM (
            SELECT fact, roster_id, "end", end_earliest, dataset FROM memberships
            UNION ALL SELECT fact, roster_id, "end", end_earliest, dataset FROM suspensions) p
        JOIN rosters r ON r.roster_id = p.roster_id
        WHERE p.dataset = 'curated' AND p."end" = '..' AND p.end_earliest <> r.known_through""",
    "a retired membership whose flag says otherwise": """
        SELECT f.key AS what FROM membership m JOIN fact f ON f.id = m.id
        WHERE m.retired <> (f.release_to_id IS NOT NULL)""",
    "an organization that is above itself": """
        SELECT o.org AS what FROM organizations o
        JOIN organizations p ON p.org = o.parent WHERE o.parent = o.org OR p.parent = o.org""",
    "an organization without a description": _undescribed("organization", "entity"),
    "a person without a description": _undescribed("person", "entity"),
    "a treaty that nothing describes": _undescribed("treaty"),
    "a post that nothing describes": _undescribed("post"),
    "an event that nothing describes": _undescribed("event"),
    "a second revision of the schema": """
        SELECT version_num AS what FROM alembic_version
        WHERE (SELECT COUNT(*) FROM alembic_version) > 1""",
    "a state without a description": _undescribed("state", "entity"),
}


@dataclass(frozen=True, slots=True)
class Damage:
    """One rule that is broken: how often, and the first rows that break it."""

    rule: str
    count: int
    examples: tuple[str, ...]

    def __str__(self) -> str:
        more = ", …" if self.count > len(self.examples) else ""
        return f"{self.rule}: {self.count} ({', '.join(self.examples)}{more})"


def find_damage(reader: Reader) -> list[Damage]:
    """Everything that is wrong with a database, worst first; an empty list for a sound one."""
    found: dict[str, list[str]] = defaultdict(list)
    for part in _parts(reader):
        try:
            for rule, example in part:
                found[rule].append(example)
        except DatabaseError as error:
            found[UNCHECKED].append(error.message)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            found[UNCHECKED].append(f"a value of another type ({error})")
    return [Damage(rule, len(rows), tuple(rows[:SHOWN])) for rule, rows in found.items()]


def _parts(reader: Reader) -> Iterator[Iterator[tuple[str, str]]]:
    """The parts of the check, each of which goes on where another one cannot."""
    if isinstance(reader, SqliteReader):
        yield _engine(reader)
    yield missing_parts(reader)
    for sql in _checks(isinstance(reader, SqliteReader)):
        yield _broken_checks(reader, sql)
    for rule, sql in _rules():
        yield _broken(reader, rule, sql)
    yield changed_rows(reader)
    yield changed_tables(reader)


def _broken(reader: Reader, rule: str, sql: str) -> Iterator[tuple[str, str]]:
    for row in reader.rows(sql):
        yield rule, str(row["what"])


def _broken_checks(reader: Reader, sql: str) -> Iterator[tuple[str, str]]:
    for row in reader.rows(sql):
        yield row["rule"], str(row["what"])


def _engine(reader: SqliteReader) -> Iterator[tuple[str, str]]:
    """SQLite's own checks: pages, indexes, foreign keys. (It skips CHECKs of a read-only file.)"""
    for row in reader.rows("PRAGMA integrity_check(20)"):
        if row["integrity_check"] != "ok":
            yield "SQLite reports that the file is damaged", row["integrity_check"]
    for row in reader.rows("PRAGMA foreign_key_check"):
        yield "a row that refers to a missing one", f"{row['table']} row {row['rowid']}"


def _checks(sqlite: bool) -> Iterator[str]:
    """For each table, a query for the rows that break one of its CHECKs or lack a value."""
    from orgdb.models import Base
    from orgdb.models.base import checks_of

    for table in Base.metadata.sorted_tables:
        rules = {str(check.name): f"({check.sqltext})" for check in checks_of(table)} | {
            f"{table.name}.{column.name}": f'"{column.name}" IS NOT NULL'
            for column in table.columns
            if not column.nullable
        }
        if sqlite:  # any type goes into any column there
            rules |= {
                f"{table.name}.{column.name}": f"typeof(\"{column.name}\") IN ('text', 'null')"
                for column in table.columns
                if column.type.python_type is str
            }
        first = next(iter(table.primary_key.columns)).name
        broken = " ".join(f"WHEN NOT {rule} THEN '{name}'" for name, rule in rules.items())
        yield (
            f"SELECT {first} AS what, 'a row of {table.name} that breaks ' || CASE {broken} END"
            f" AS rule FROM {table.name} WHERE {' OR '.join(f'NOT {r}' for r in rules.values())}"
        )


def _rules() -> Iterator[tuple[str, str]]:
    from orgdb.models.base import entity_columns, fact_tables

    yield from RULES.items()
    for table in fact_tables():
        name = table.name
        kinds = [kind for kind, shared in SHARED_TABLES.items() if shared == name] or [name]
        listed = ", ".join(f"'{kind}'" for kind in kinds)
        yield (
            f"a fact of kind {name} without its row",
            f"SELECT f.key AS what FROM fact f WHERE f.kind IN ({listed})"
            f" AND NOT EXISTS (SELECT 1 FROM {name} t WHERE t.id = f.id)",
        )
        yield (
            f"a row of {name} whose fact is of another kind",
            f"SELECT t.id AS what FROM {name} t LEFT JOIN fact f ON f.id = t.id"
            f" WHERE f.id IS NULL OR f.kind NOT IN ({listed})",
        )
        if "start_earliest" in table.columns:
            yield (
                f"a period of {name} that ends before it starts",
                f"SELECT f.key AS what FROM {name} t JOIN fact f ON f.id = t.id"
                " WHERE t.start_earliest > t.start_latest OR t.end_earliest > t.end_latest"
                " OR t.start_earliest > t.end_latest",
            )

    for column, allowed in entity_columns():
        if len(allowed) < len(EntityKind):
            listed = ", ".join(f"'{kind}'" for kind in allowed)
            yield (
                f"a row of {column.table.name} that refers to another kind of entity",
                f"SELECT e.key AS what FROM {column.table.name} t JOIN entity e"
                f" ON e.id = t.{column.name} WHERE e.kind NOT IN ({listed})",
            )


def require_whole(reader: Reader) -> None:
    """Raise `DatabaseError` that lists everything that is wrong, if anything is."""
    found = find_damage(reader)
    if found:
        lines = "\n".join(f"  {damage}" for damage in found)
        raise DatabaseError(
            f"{reader.url} is damaged:\n{lines}",
            "Restore it from a copy; or move it away, run: orgdb db init, and repeat the imports.",
        )
