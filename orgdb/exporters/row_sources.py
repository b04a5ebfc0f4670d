"""The sources that stand in the rows of an export: read once for all tables."""

from __future__ import annotations

from orgdb.db.reader import Reader

# `+ 0`: sorting is quicker here than following an index, which jumps all over the file.
_CITED = """
SELECT f.key, c.source_id, c.stance = 'disputes' AS disputed
FROM citation c JOIN current_facts f ON f.id = c.fact_id ORDER BY c.fact_id + 0, c.position"""


class RowSources:
    """The keys of the sources of each fact, and whether one of them disputes it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._keys: dict[str, list[str]] = {}
        self._disputed: set[str] = set()

    def of(self, fact: str) -> tuple[tuple[str, ...], bool]:
        """The sources of a fact in their order, each once; and whether one disputes it."""
        if not self._keys:
            self._read()
        return tuple(self._keys.get(fact, ())), fact in self._disputed

    def _read(self) -> None:
        keys = dict(self._reader.tuples("SELECT id, key FROM source"))  # one text for each
        for fact, number, disputed in self._reader.tuples(_CITED):
            source, said = keys[number], self._keys.setdefault(fact, [])
            if source not in said:
                said.append(source)
            if disputed:
                self._disputed.add(fact)
