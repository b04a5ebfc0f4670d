"""Names, keys and codes as the database has them, read when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orgdb.db.reader import Reader, Row, rows_in
from orgdb.names.resolve import ORGANIZATION, PERSON, STATE, Found, Named
from orgdb.text import fold

WITH_KEY = """
SELECT kind, id, key FROM entity
WHERE kind IN ('organization', 'state', 'person') AND key IN (:values)"""
WITH_NAME = """
SELECT DISTINCT kind, id, key, folded, name_kind, start_earliest, end_latest FROM names
WHERE folded IN (:values)"""
WITH_CODE = """
SELECT DISTINCT kind, id, key, start_earliest, end_latest FROM codes
WHERE scheme IN (:scheme, :other) AND lower(code) = :code"""
LIVES = {
    ORGANIZATION: """
SELECT organization_id AS id, founded_earliest AS first, dissolved_latest AS last
FROM organizations WHERE organization_id IN (:values)""",
    STATE: """
SELECT state_id AS id, start_earliest AS first, end_latest AS last
FROM states WHERE state_id IN (:values)""",
}
PREDECESSOR = """
SELECT from_id AS id, from_state AS key FROM state_links
WHERE to_id = :id AND kind = 'continuation' ORDER BY date_latest DESC LIMIT 1"""


class NamesOnRequest:
    """Names read from the database when they are asked for, each once."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._keys: dict[str, list[Found]] = {}
        self._names: dict[str, list[Named]] = {}

    def read(self, texts: Iterable[str]) -> None:
        """Read what has these texts as keys or names, before they are asked for one by one."""
        wanted = list(texts)
        self._read_keys({form for text in wanted for form in _key_forms(text)})
        self.with_name([fold(text) for text in wanted])

    def with_key(self, text: str) -> list[Named]:
        """Things with this key; case matters only where two keys differ by it."""
        self._read_keys(_key_forms(text))
        found = [thing for form in _key_forms(text) for thing in self._keys[form]]
        written = {PERSON: (text, text.lower()), None: (text, text.upper())}
        return [Named(t) for t in found if t.key in written.get(t.kind, written[None])]

    def _read_keys(self, forms: Iterable[str]) -> None:
        wanted = [form for form in forms if form not in self._keys]
        self._keys.update((form, []) for form in wanted)
        for row in rows_in(self.reader, WITH_KEY, wanted):
            self._keys[row["key"]].append(_found(row))

    def with_name(self, folded: Sequence[str]) -> dict[str, list[Named]]:
        """Things by folded name."""
        wanted = [name for name in folded if name not in self._names]
        self._names.update((name, []) for name in wanted)
        for row in rows_in(self.reader, WITH_NAME, wanted):
            self._names[row["folded"]].append(_named(row, row["name_kind"]))
        return {name: self._names[name] for name in folded}

    def with_code(self, schemes: Sequence[str], code: str) -> list[Named]:
        """Things with this code in one of these schemes; case does not matter."""
        values = {"scheme": schemes[0], "other": schemes[-1], "code": code}
        return [_named(row) for row in self.reader.rows(WITH_CODE, values)]

    def lives(self, things: Iterable[Found]) -> dict[Found, tuple[str, str]]:
        """The first and the last day on which each can have existed."""
        wanted = list(things)
        lives = {}
        for kind, sql in LIVES.items():
            by_id = {thing.id: thing for thing in wanted if thing.kind == kind}
            for row in rows_in(self.reader, sql, by_id):
                lives[by_id[row["id"]]] = (row["first"], row["last"])
        return lives

    def predecessor(self, state: Found) -> Found | None:
        """The state that this one continues, where there is one."""
        rows = self.reader.rows(PREDECESSOR, {"id": state.id})
        return Found(STATE, rows[0]["id"], rows[0]["key"]) if rows else None


def _key_forms(text: str) -> tuple[str, ...]:
    """How a key can be written: those of people are in small letters, the others mostly not."""
    return tuple(dict.fromkeys((text, text.upper(), text.lower())))


def _found(row: Row) -> Found:
    return Found(row["kind"], row["id"], row["key"])


def _named(row: Row, name_kind: str = "") -> Named:
    return Named(_found(row), name_kind, row["start_earliest"], row["end_latest"])
