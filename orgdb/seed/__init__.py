"""From hand-kept seed files to a database: read, check, load, format."""
