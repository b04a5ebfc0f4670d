"""The sources that stand in the rows of an export: read once for all tables."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from orgdb.db.reader import Reader

# As they were loaded: fact by fact, in their order.
_CITED = "SELECT fact_id, source_id, stance = 'disputes' AS disputed FROM citation ORDER BY id"


class RowSources:
    """The keys of the sources of each fact, and whether one of them disputes it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._keys: dict[str, tuple[str, ...]] = {}
        self._disputed: set[str] = set()

    def of(self, fact: str) -> tuple[tuple[str, ...], bool]:
        """The sources of a fact in their order, each once; and whether one disputes it."""
        if not self._keys:
            self._read()
        return self._keys.get(fact, ()), fact in self._disputed

    def _read(self) -> None:
        keys = dict(self._reader.tuples("SELECT id, key FROM source"))
        facts = dict(self._reader.tuples("SELECT id, key FROM current_facts"))
        known: dict[tuple[str, ...], tuple[str, ...]] = {}  # most facts share theirs with others
        for number, cited in groupby(self._reader.tuples(_CITED), itemgetter(0)):
            fact = facts.get(number)
            if fact is None:
                continue
            said: dict[str, None] = {}
            for _, source, disputed in cited:
                said[keys[source]] = None
                if disputed:
                    self._disputed.add(fact)
            found = tuple(said)
            self._keys[fact] = known.setdefault(found, found)
