"""Alembic from Python: bring a database to the revision this code expects."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from orgdb.errors import DatabaseError
from orgdb.resources import migrations_folder
from orgdb.revision import APPLICATION_ID, HEAD_REVISION


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration for the scripts of this installation."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to `revision`, in the transaction of the connection.

    Raises `DatabaseError` for a database that a newer orgdb has migrated further.
    """
    require_known(revision_of(connection))
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
    command.upgrade(configuration(connection), revision)


def downgrade(connection: Connection, revision: str) -> None:
    """Run the migrations down to `revision` (`base` takes everything out)."""
    command.downgrade(configuration(connection), revision)


def revision_of(connection: Connection) -> str | None:
    """The revision a database is at, or None where no migration has run."""
    return MigrationContext.configure(connection).get_current_revision()


def require_known(revision: str | None) -> None:
    """Refuse a revision that this release has no script for."""
    known = {script.revision for script in scripts().walk_revisions()}
    if revision is not None and revision not in known:
        raise DatabaseError(
            f"The database is at revision {revision}; this orgdb knows revisions"
            f" up to {HEAD_REVISION}.",
            "Install the newer orgdb that made it: pip install --upgrade orgdb",
        )


def scripts() -> ScriptDirectory:
    """The migration scripts themselves."""
    return ScriptDirectory.from_config(configuration())
