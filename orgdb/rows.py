"""Answers of several rows: a tuple that shows well in a notebook and becomes a data frame."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any, TypeVar

from orgdb.errors import OrgdbError

Row = TypeVar("Row")
SHOWN = 60  # rows in a notebook, where a table of thousands helps nobody


class Rows(tuple[Row, ...]):
    """The rows of an answer, in order; everything a tuple can do, and `df()`."""

    __slots__ = ()

    def df(self, library: str = "") -> Any:
        """A data frame of these rows: of pandas, or of polars where only that is installed.

        Lists (sources, suspensions) become texts joined by `;`, as in CSV; dates stay EDTF texts.
        Raises `OrgdbError` where neither library is installed.
        """
        records = [_record(row) for row in self]
        for name in (library,) if library else ("pandas", "polars"):
            try:
                module = __import__(name)
            except ImportError:
                continue
            return module.DataFrame(records)
        missing = f"{library} is not" if library else "Neither pandas nor polars is"
        raise OrgdbError(f"{missing} installed.", f"Run: pip install {library or 'pandas'}")

    def _repr_html_(self) -> str:
        """The rows as a table, for a notebook; columns that no row fills are left out."""
        from html import escape

        if not self:
            return "<p>no rows</p>"
        records = [_record(row) for row in self[:SHOWN]]
        names = [n for n in records[0] if any(r[n] not in ("", None, False) for r in records)]
        head = "".join(f"<th>{escape(name)}</th>" for name in names)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_text(record[n]))}</td>" for n in names) + "</tr>"
            for record in records
        )
        more = f"<p>and {len(self) - SHOWN} more</p>" if len(self) > SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def rows(found: Iterable[Row]) -> Rows[Row]:
    """The rows of an answer."""
    return Rows(found)


def _record(row: Any) -> dict[str, Any]:
    return {
        field.name: ";".join(map(str, value)) if isinstance(value, tuple) else value
        for field in dataclasses.fields(row)
        for value in (getattr(row, field.name),)
    }


def _text(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
