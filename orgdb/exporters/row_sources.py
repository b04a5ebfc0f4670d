"""The sources that stand in the rows of an export: read once for all tables."""

from __future__ import annotations

from orgdb.db.reader import Reader

# As they were loaded: fact by fact, in their order.
_CITED = "SELECT fact_id, source_id, stance = 'disputes' AS disputed FROM citation ORDER BY id"


class RowSources:
    """The keys of the sources of each fact, and whether one of them disputes it.

    A fact goes by its number in the database, which never leaves the process.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._keys: dict[int, tuple[str, ...]] = {}
        self._disputed: set[int] = set()

    def of(self, fact: int) -> tuple[tuple[str, ...], bool]:
        """The sources of a fact in their order, each once; and whether one disputes it."""
        if not self._keys:
            self._read()
        return self._keys.get(fact, ()), fact in self._disputed

    def _read(self) -> None:
        keys = dict(self._reader.tuples("SELECT id, key FROM source"))
        known: dict[tuple[str, ...], tuple[str, ...]] = {}  # most facts share theirs with others
        said: list[str] = []
        last = 0
        for fact, source, disputed in self._reader.tuples(_CITED):
            if fact != last:
                found = tuple(said)
                self._keys[last] = known.setdefault(found, found)
                last, said = fact, []
            if keys[source] not in said:
                said.append(keys[source])
            if disputed:
                self._disputed.add(fact)
        self._keys[last] = tuple(said)
