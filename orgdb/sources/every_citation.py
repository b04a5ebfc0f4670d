"""Every citation of the database, one after the other: a hundred thousand rows in little memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from orgdb.db.reader import Reader

CITATIONS = """
SELECT fact, fact_kind, about, source, locator, stance, stated, url FROM citations
ORDER BY fact, position"""
COUNT = "SELECT COUNT(*) AS n FROM citations"


@dataclass(frozen=True, slots=True)
class CitationRow:
    """One citation of the whole database (`orgdb report citations`)."""

    fact: str
    fact_kind: str
    about: str
    source: str
    locator: str
    stance: str
    stated: str
    url: str


class EveryCitation(Sequence[CitationRow]):
    """The citations of all facts in force, read anew by whoever goes through them."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def __iter__(self) -> Iterator[CitationRow]:
        return (CitationRow(*row) for row in self.reader.tuples(CITATIONS))

    def __len__(self) -> int:
        return int(self.reader.rows(COUNT)[0]["n"])

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        first = isinstance(place, slice) and not place.start and place.step is None
        stop = place.stop if first else None
        return list(self)[place] if stop is None or stop < 0 else list(islice(self, stop))
