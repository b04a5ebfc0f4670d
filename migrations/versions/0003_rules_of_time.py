"""The rules that no CHECK can state: spells that overlap, suspensions outside their membership.

Both engines refuse the same rows, each in its own way: SQLite has triggers, PostgreSQL an exclusion
constraint (on integers and days alone, so that it needs no extension) and a trigger.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OVERLAP = "two spells of one member in one roster overlap"
OUTSIDE = "a suspension lies outside its membership"

# The certain core of a spell runs from the last day it can have begun to the first it can have
# ended; two cores that share a day make the member a member twice over on that day.
SQLITE_OVERLAP = f"""
CREATE TRIGGER membership_overlap_{{event}} {{when}} ON membership
WHEN NOT new.retired AND new.start_latest <= new.end_earliest
BEGIN
    SELECT RAISE(ABORT, '{OVERLAP}') FROM membership m
    WHERE m.roster_id = new.roster_id AND m.member_id = new.member_id AND m.id <> new.id
        AND NOT m.retired AND m.start_latest <= m.end_earliest
        AND m.start_latest <= new.end_earliest AND m.end_earliest >= new.start_latest;
END"""

SQLITE_OUTSIDE = f"""
CREATE TRIGGER suspension_outside_{{event}} {{when}} ON suspension
BEGIN
    SELECT RAISE(ABORT, '{OUTSIDE}') FROM membership m
    WHERE m.id = new.membership_id
        AND (new.start_latest < m.start_earliest OR new.end_earliest > m.end_latest
            OR new.start_earliest > m.end_latest OR new.end_latest < m.start_earliest);
END"""

SQLITE_LEAVES_OUTSIDE = f"""
CREATE TRIGGER membership_leaves_suspension
BEFORE UPDATE OF start_earliest, end_latest ON membership
BEGIN
    SELECT RAISE(ABORT, '{OUTSIDE}') FROM suspension u
    WHERE u.membership_id = new.id
        AND (u.start_latest < new.start_earliest OR u.end_earliest > new.end_latest
            OR u.start_earliest > new.end_latest OR u.end_latest < new.start_earliest);
END"""

SQLITE = {
    "membership_overlap_insert": SQLITE_OVERLAP.format(event="insert", when="BEFORE INSERT"),
    "membership_overlap_update": SQLITE_OVERLAP.format(event="update", when="BEFORE UPDATE"),
    "suspension_outside_insert": SQLITE_OUTSIDE.format(event="insert", when="BEFORE INSERT"),
    "suspension_outside_update": SQLITE_OUTSIDE.format(event="update", when="BEFORE UPDATE"),
    "membership_leaves_suspension": SQLITE_LEAVES_OUTSIDE,
}


def day(column: str) -> str:
    """A day from its ISO text by a function PostgreSQL knows to be immutable (a cast is not)."""
    parts = ((1, 4), (6, 2), (9, 2))
    numbers = (f"CAST(substr({column}, {at}, {length}) AS integer)" for at, length in parts)
    return f"make_date({', '.join(numbers)})"


POSTGRESQL_OVERLAP = f"""
ALTER TABLE membership ADD CONSTRAINT membership_overlap EXCLUDE USING gist (
    int4range(roster_id, roster_id, '[]') WITH &&,
    int4range(member_id, member_id, '[]') WITH &&,
    (CASE WHEN start_latest <= end_earliest
        THEN daterange({day("start_latest")}, {day("end_earliest")}, '[]')
        ELSE 'empty'::daterange END) WITH &&
) WHERE (NOT retired)"""

POSTGRESQL_OUTSIDE = f"""
CREATE FUNCTION suspension_inside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM suspension u JOIN membership m ON m.id = u.membership_id
        WHERE (CASE WHEN TG_TABLE_NAME = 'suspension' THEN u.id ELSE m.id END) = new.id
            AND (u.start_latest < m.start_earliest OR u.end_earliest > m.end_latest
                OR u.start_earliest > m.end_latest OR u.end_latest < m.start_earliest))
    THEN
        RAISE EXCEPTION '{OUTSIDE}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN new;
END $$"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for statement in SQLITE.values():
            op.execute(statement)
        return
    op.execute(POSTGRESQL_OVERLAP)
    op.execute(POSTGRESQL_OUTSIDE)
    op.execute(
        "CREATE TRIGGER suspension_outside AFTER INSERT OR UPDATE ON suspension"
        " FOR EACH ROW EXECUTE FUNCTION suspension_inside()"
    )
    op.execute(
        "CREATE TRIGGER membership_leaves_suspension"
        " AFTER UPDATE OF start_earliest, end_latest ON membership"
        " FOR EACH ROW EXECUTE FUNCTION suspension_inside()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in SQLITE:
            op.execute(f"DROP TRIGGER {name}")
        return
    op.execute("DROP TRIGGER suspension_outside ON suspension")
    op.execute("DROP TRIGGER membership_leaves_suspension ON membership")
    op.execute("DROP FUNCTION suspension_inside()")
    op.execute("ALTER TABLE membership DROP CONSTRAINT membership_overlap")
