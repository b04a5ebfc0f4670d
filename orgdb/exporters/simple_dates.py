"""Dates for formats that take a year, a month or a day, and no range."""

from __future__ import annotations


def simple(text: str | None) -> str:
    """A date as ISO 8601 has it, whole or in part; '' for a range, an open end, an unknown day."""
    return text if text and text[0].isdigit() else ""
