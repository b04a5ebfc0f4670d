"""The database itself: where it is, how it is read, written, migrated and checked."""
