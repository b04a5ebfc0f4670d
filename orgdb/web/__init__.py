"""The database over HTTP: pages, tables and queries by Datasette, reconciliation of names."""
