"""Questions for rows of a table."""
