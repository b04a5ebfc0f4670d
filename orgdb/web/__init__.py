"""The database over HTTP: the pages of `orgdb.site`, tables and queries by Datasette, reconciliation."""
