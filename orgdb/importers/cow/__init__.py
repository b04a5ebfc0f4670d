"""The Correlates of War IGO data, version 3."""
