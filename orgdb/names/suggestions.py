"""What somebody may have meant by a name that nothing has: offered to a person, never taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from orgdb.db.reader import Reader, rows_in
from orgdb.names.fuzzy import nearest
from orgdb.names.resolve import PERSON, kinds_and_name
from orgdb.text import fold

SUGGESTIONS = 3
LIKE_ENOUGH = 70
SHORTEST_BEGINNING = 3
SHORTEST_WORD = 4
ENGLISH = "en"
ALL_NAMES = "SELECT kind, key, name, folded, lang FROM names ORDER BY folded, kind, key, name"
LABELS = """
SELECT 'organization' AS kind, org AS key, name, '' AS period
FROM organizations WHERE org IN (:values)
UNION ALL SELECT 'state', state, name, start || '/' || "end" FROM states WHERE state IN (:values)
UNION ALL SELECT 'person', person, name, '' FROM people WHERE person IN (:values)"""
# What Eurostat writes where ISO 3166 has another code.
EUROSTAT = {"el": "GRC", "uk": "GBR"}


class Suggestions:
    """The names of organizations, states or people, read once, to be compared with."""

    def __init__(self, reader: Reader, kinds: Sequence[str]) -> None:
        self.reader = reader
        self.things: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        self.english: set[str] = set()
        for row in reader.rows(ALL_NAMES) if kinds else ():
            if row["kind"] in kinds:
                self.things[row["folded"]][row["kind"], row["key"]] = None
                if row["lang"] == ENGLISH:
                    self.english.add(row["folded"])

    def near(self, text: str, least: float = LIKE_ENOUGH) -> list[tuple[str, str]]:
        """The keys of the nearest names, each with its English name."""
        folded = fold(text)
        names = self._with_word(folded) or nearest(
            folded, self.things.keys(), 2 * SUGGESTIONS, least, self.english
        )
        if not names and len(folded) >= SHORTEST_BEGINNING:
            names = sorted((n for n in self.english if n.startswith(folded)), key=len)
        found = dict.fromkeys(
            thing for name in names[: 2 * SUGGESTIONS] for thing in self.things[name]
        )
        labels = {
            (row["kind"], row["key"]): row["name"]
            for row in rows_in(self.reader, LABELS, [key for _, key in found])
        }
        # Of several that share a name, the one that is called so in English comes first.
        ranked = sorted(
            found,
            key=lambda thing: min(
                (place, fold(labels.get(thing) or "") != name)
                for place, name in enumerate(names)
                if thing in self.things[name]
            ),
        )
        return [(key, labels.get((kind, key)) or key) for kind, key in ranked[:SUGGESTIONS]]

    def _with_word(self, folded: str) -> list[str]:
        """The names of people that have this word: `Guterres`. Few others are called by one."""
        if len(folded) < SHORTEST_WORD or " " in folded:
            return []
        return [
            name
            for name, things in self.things.items()
            if folded in name.split() and all(kind == PERSON for kind, _ in things)
        ][:SUGGESTIONS]


def suggestions_for(reader: Reader, text: str, kinds: Sequence[str]) -> list[tuple[str, str]]:
    """The nearest names to a text, as keys and English names."""
    kinds, wanted = kinds_and_name(text, kinds)
    return Suggestions(reader, kinds).near(wanted)
