"""Named tables for other tools: one complete tidy table each."""
