"""Definitions on PostgreSQL: recorded after the migrations, compared by `db check`.

The server shows a definition in its own words, which cannot be made anywhere else; so what it shows
right after the migrations is recorded as a digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection

Part = tuple[str, str]
SERVER = "SELECT CAST(CAST(current_setting('server_version_num') AS INTEGER) / 10000 AS TEXT) AS n"
STORED = "SELECT kind, name, server, digest FROM schema_digest"
# What may not be added to a table of ours: it changes what is read or written.
HARMFUL = ("trigger", "rule", "policy")
DEFINITIONS = """
    SELECT 'table' AS kind, r.relname AS name, concat_ws(' ', r.relkind, r.relpersistence,
        r.relrowsecurity, r.relforcerowsecurity, string_agg(concat_ws(' ', a.attname,
            format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attcollation,
            pg_get_expr(d.adbin, d.adrelid)), ', ' ORDER BY a.attname)) AS definition
        FROM pg_class r JOIN pg_attribute a ON a.attrelid = r.oid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE r.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped
            AND r.relnamespace = CAST(current_schema() AS regnamespace)
        GROUP BY r.oid, r.relname, r.relkind, r.relpersistence, r.relrowsecurity,
            r.relforcerowsecurity
    UNION ALL SELECT 'view', relname, pg_get_viewdef(oid) FROM pg_class
        WHERE relkind = 'v' AND relnamespace = CAST(current_schema() AS regnamespace)
    UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes
        WHERE schemaname = current_schema()
    UNION ALL SELECT 'constraint', conname,
        concat_ws(' ', CAST(conrelid AS regclass), pg_get_constraintdef(oid))
        FROM pg_constraint
        WHERE connamespace = CAST(current_schema() AS regnamespace) AND convalidated
    UNION ALL SELECT 'trigger', t.tgname, concat_ws(' ', t.tgenabled, pg_get_triggerdef(t.oid))
        FROM pg_trigger t JOIN pg_class r ON r.oid = t.tgrelid
        WHERE r.relnamespace = CAST(current_schema() AS regnamespace)
            AND NOT t.tgisinternal AND t.tgenabled <> 'D'
    UNION ALL SELECT 'function', proname, pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = CAST(current_schema() AS regnamespace) AND prokind = 'f'
    UNION ALL SELECT 'rule', concat_ws('.', tablename, rulename), definition FROM pg_rules
        WHERE schemaname = current_schema()
    UNION ALL SELECT 'policy', concat_ws('.', tablename, policyname),
        concat_ws(' ', permissive, roles, cmd, qual, with_check) FROM pg_policies
        WHERE schemaname = current_schema()"""


def record_definitions(connection: Connection) -> None:
    """Record the definition of every part, as this server shows it, in this transaction."""
    from sqlalchemy import text

    server = str(connection.execute(text(SERVER)).scalar())
    found = [dict(row) for row in connection.execute(text(DEFINITIONS)).mappings()]
    rows = [
        {"kind": kind, "name": name, "server": server, "digest": digest}
        for (kind, name), digest in digests_of(found).items()
    ]
    connection.execute(text("DELETE FROM schema_digest"))
    connection.execute(
        text(
            "INSERT INTO schema_digest (kind, name, server, digest)"
            " VALUES (:kind, :name, :server, :digest)"
        ),
        rows,
    )


def digests_of(rows: Iterable[Mapping[str, Any]]) -> dict[Part, str]:
    """One digest for each kind and name; parts of one name (overloaded functions) share it."""
    texts: dict[Part, list[str]] = {}
    for row in rows:
        texts.setdefault((row["kind"], row["name"]), []).append(str(row["definition"]))
    return {
        part: hashlib.sha256("\n".join(sorted(definitions)).encode()).hexdigest()
        for part, definitions in texts.items()
    }


def differing(
    there: Mapping[Part, str], stored: Mapping[Part, str], ours: Iterable[Part]
) -> Iterator[Part]:
    """Parts of ours that are defined otherwise than recorded, and harmful ones that were added."""
    for part in sorted(ours):
        if part in there and there[part] != stored.get(part):
            yield part
    yield from sorted(part for part in there if part[0] in HARMFUL and part not in stored)
