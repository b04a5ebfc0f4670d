"""A reader that remembers what it was asked: rows of a table ask the same again and again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from typing import Any

from orgdb.db.reader import Reader, Row

KEPT = 50_000  # answers of queries; most have a row or two


class Remembering:
    """Asks another reader once, and then from memory; the answers least used are forgotten."""

    def __init__(self, reader: Reader, kept: int = KEPT) -> None:
        self.url, self.address, self.remarks = reader.url, reader.address, reader.remarks
        self._reader, self._kept = reader, kept
        self._known: OrderedDict[tuple[Any, ...], list[Row]] = OrderedDict()

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """All rows of a query with named parameters; a copy, as askers take them apart."""
        asked = (sql, *(parameters or {}).items())
        found = self._known.get(asked)
        if found is None:
            found = self._known[asked] = self._reader.rows(sql, parameters)
            if len(self._known) > self._kept:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(asked)
        return [dict(row) for row in found]

    def tuples(
        self, sql: str, parameters: Mapping[str, Any] | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as plain tuples, asked anew: there may be any number of them."""
        return self._reader.tuples(sql, parameters)

    def close(self) -> None:
        """The reader that is asked stays open: whoever opened it closes it."""
