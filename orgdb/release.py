"""Which release of orgdb this is: the version of the code and of the curated data it carries."""

__version__ = "0.1.0"
RELEASE_DATE = "2026-11-23"
