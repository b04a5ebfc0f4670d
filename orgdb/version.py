"""Which release of orgdb this is, and which migration its code expects."""

__version__ = "0.1.0"
RELEASE_DATE = "2026-11-23"

# The migration this code expects, as a constant: "is this database current?" costs one small read.
# A test compares it with Alembic's head.
HEAD_REVISION = "0006"

# Marks a SQLite file as orgdb's own (`PRAGMA application_id`), so that a foreign one is recognized.
APPLICATION_ID = 0x4F524744
