"""Exports: the data, or a part of them, in the formats of other tools; start with `registry`."""
