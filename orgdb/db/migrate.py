"""Alembic from Python: bring a database to the revision this code expects."""

from __future__ import annotations

import re

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from orgdb.db.check_schema import UNRECORDED, schema_faults
from orgdb.db.digests import store_all_digests
from orgdb.db.reader import Row
from orgdb.db.refusals import REPAIR_HINT
from orgdb.db.schema_digests import record_definitions
from orgdb.errors import DatabaseError
from orgdb.models import Base
from orgdb.resources import migrations_folder
from orgdb.version import APPLICATION_ID, HEAD_REVISION

_OURS = re.compile(r"\d{4}")
ELSEWHERE = "Name a database of orgdb's own with --db."


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration for the scripts of this installation."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to `revision`, in the transaction of the connection.

    Raises `DatabaseError` for a database that a newer orgdb has migrated further, and for one that
    holds the tables of some other program.
    """
    found = revision_of(connection)
    require_known(found)
    if found is None:
        _require_empty(connection)
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
    command.upgrade(configuration(connection), revision)


def bring_up_to_date(connection: Connection) -> None:
    """Run the missing migrations, and record what the tables and their rows are after them.

    Raises `DatabaseError` as `upgrade` does, and for a database that has lost a table, a view or
    another part since a migration made it: what the migrations would not make again.
    """
    before = revision_of(connection)
    upgrade(connection)
    if before is not None:
        _require_parts(connection)
    if connection.dialect.name == "postgresql":
        record_definitions(connection)
    if before != HEAD_REVISION:
        store_all_digests(connection)


def _require_parts(connection: Connection) -> None:
    def ask(sql: str) -> list[Row]:
        return [dict(row) for row in connection.execute(text(sql)).mappings()]

    sqlite = connection.dialect.name == "sqlite"
    faults = [f for f in schema_faults(ask, sqlite) if f[0] != UNRECORDED]
    if faults:
        lines = "\n".join(f"  {what}: {part}" for what, part in faults)
        raise DatabaseError(f"The database is damaged:\n{lines}", REPAIR_HINT)


def downgrade(connection: Connection, revision: str) -> None:
    """Run the migrations down to `revision` (`base` takes everything out)."""
    command.downgrade(configuration(connection), revision)


def revision_of(connection: Connection) -> str | None:
    """The revision a database is at, or None where no migration has run."""
    heads = MigrationContext.configure(connection).get_current_heads()
    if len(heads) > 1:
        raise DatabaseError(
            f"The database is at several revisions at once: {', '.join(sorted(heads))}.",
            "Restore it from a copy.",
        )
    return heads[0] if heads else None


def require_known(revision: str | None) -> None:
    """Refuse a revision that this release has no script for."""
    known = {script.revision for script in scripts().walk_revisions()}
    if revision is None or revision in known:
        return
    if _OURS.fullmatch(revision) and revision > HEAD_REVISION:
        raise DatabaseError(
            f"The database is at revision {revision}; this orgdb knows revisions"
            f" up to {HEAD_REVISION}.",
            "Install the newer orgdb that made it: pip install --upgrade orgdb-igo",
        )
    raise DatabaseError(
        f"The database is at revision {revision}, which orgdb never had: it belongs to"
        " another program.",
        ELSEWHERE,
    )


def _require_empty(connection: Connection) -> None:
    """Refuse to put our tables beside another program's of the same names."""
    taken = sorted(set(inspect(connection).get_table_names()) & set(Base.metadata.tables))
    if taken:
        raise DatabaseError(
            f"The database contains a table '{taken[0]}' that orgdb did not put there.", ELSEWHERE
        )


def scripts() -> ScriptDirectory:
    """The migration scripts themselves."""
    return ScriptDirectory.from_config(configuration())
