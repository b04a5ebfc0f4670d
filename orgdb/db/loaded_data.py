"""Which curated data a database holds already: what a load looks at once it holds the lock."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

from orgdb.db.location import is_older
from orgdb.errors import DatabaseError
from orgdb.version import HEAD_REVISION

CURATED_DATA = "SELECT version, checksum FROM dataset WHERE key = 'curated'"


@dataclass(frozen=True, slots=True)
class LoadedData:
    """The release and the checksum of the curated data, and the revision of the tables."""

    revision: str
    release: str
    checksum: str

    def is_current(self, release: str, checksum: str) -> bool:
        """Whether a load of these files by this release would change nothing."""
        ours = (HEAD_REVISION, release, checksum)
        return (self.revision, self.release, self.checksum) == ours

    def refuse_newer(self, release: str) -> None:
        """Refuse to put the data of this release in the place of those of a newer one."""
        if is_older(release, self.release):
            raise DatabaseError(
                f"The database contains the data of orgdb {self.release}; this is orgdb"
                f" {release}, which would replace them by older ones.",
                "Install the newer one: pip install --upgrade orgdb-igo",
            )


def loaded_data(connection: Connection) -> LoadedData | None:
    """What was loaded into a database, or None where nothing was."""
    if not {"alembic_version", "dataset"} <= set(inspect(connection).get_table_names()):
        return None
    revision = connection.execute(text("SELECT MAX(version_num) FROM alembic_version")).scalar()
    found = connection.execute(text(CURATED_DATA)).first()
    return LoadedData(str(revision), *found) if found else None
