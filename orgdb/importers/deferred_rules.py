"""The rules of the database on memberships, checked once after a bulk of rows, not row by row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from sqlalchemy import Connection, text

from orgdb.errors import DatabaseError
from orgdb.models.base import is_day
from orgdb.vocabulary import EndReason, JoinedBy, StartBasis, Status


def _listed(words: type[StrEnum]) -> str:
    return ", ".join(f"'{word.value}'" for word in words)


_BUILT_LAST = """
SELECT type, name, sql FROM sqlite_master
WHERE tbl_name IN ('fact', 'membership') AND type IN ('index', 'trigger') AND sql IS NOT NULL
ORDER BY type, name"""
# What the trigger refuses row by row, asked once, in order of the certain starts: each spell beside
# the one before it that went on longest.
_OVERLAP = """
SELECT MAX(f.place), MAX(g.place) FROM (
    SELECT id, roster_id, member_id, start_latest, MAX(end_earliest) OVER (
        PARTITION BY roster_id, member_id ORDER BY start_latest, id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS reached
    FROM membership WHERE NOT retired AND start_latest <= end_earliest
) n
JOIN membership m ON m.roster_id = n.roster_id AND m.member_id = n.member_id AND m.id <> n.id
    AND m.end_earliest = n.reached AND m.start_latest <= n.start_latest
JOIN fact f ON f.id = m.id JOIN fact g ON g.id = n.id
WHERE n.start_latest <= n.reached
GROUP BY n.id LIMIT 1"""
# The checks of the table, by comparison of whole columns: a tenth of their time row by row. Then
# what the triggers of the table ask of other rows.
_UNSOUND = f"""
SELECT MIN(f.place) FROM membership m JOIN fact f ON f.id = m.id
WHERE m.id > :before AND (m.start_earliest > m.start_latest OR m.end_earliest > m.end_latest
    OR m.start_earliest > m.end_latest OR m.status NOT IN ({_listed(Status)})
    OR COALESCE(m.joined_by, 'founder') NOT IN ({_listed(JoinedBy)})
    OR COALESCE(m.start_basis, 'other') NOT IN ({_listed(StartBasis)})
    OR COALESCE(m.end_reason, 'replaced') NOT IN ({_listed(EndReason)})
    OR (m.status = 'other') <> (m.status_word IS NOT NULL))
HAVING COUNT(*) > 0
UNION ALL
SELECT f.place FROM membership m
JOIN fact f ON f.id = m.id
JOIN roster r ON r.id = m.roster_id
JOIN entity e ON e.id = m.member_id
WHERE m.id > :before AND (f.kind <> 'membership' OR f.dataset_id <> r.dataset_id
    OR e.id = r.organization_id OR e.kind NOT IN ('state', 'organization'))
UNION ALL
SELECT day FROM (
    SELECT start_earliest AS day FROM membership UNION SELECT start_latest FROM membership
    UNION SELECT end_earliest FROM membership UNION SELECT end_latest FROM membership
) d WHERE NOT ({is_day("day")})"""


@contextmanager
def indexed_last(connection: Connection) -> Iterator[None]:
    """On SQLite: indexes are built and rules are checked once, after the rows, not row by row."""
    if connection.dialect.name != "sqlite":
        yield
        return
    held = list(connection.execute(text(_BUILT_LAST)))
    before = connection.execute(text("SELECT COALESCE(MAX(id), 0) FROM fact")).scalar()
    for kind, name, _ in held:
        connection.exec_driver_sql(f'DROP {kind} "{name}"')
    connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    yield
    connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
    for _, _, sql in held:
        connection.exec_driver_sql(sql)
    unsound = connection.execute(text(_UNSOUND), {"before": before}).first()
    if unsound:
        raise DatabaseError(f"A membership period breaks the rules of the database ({unsound[0]}).")
    overlap = connection.execute(text(_OVERLAP)).first()
    if overlap:
        raise DatabaseError(
            f"Two membership periods of one member overlap ({overlap[0]}; {overlap[1]}).",
            "Keep one of the two.",
        )
