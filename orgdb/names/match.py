"""Many names at once: the same rules as for one, over names that are read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orgdb.db.reader import Reader, Row
from orgdb.errors import DateError, QuestionError
from orgdb.names.fuzzy import nearest
from orgdb.names.lookup import ALL_NAMES, LABELS, SUGGESTIONS
from orgdb.names.resolve import (
    ALWAYS,
    KIND_PREFIXES,
    ORGANIZATION,
    STATE,
    Found,
    Meaning,
    Named,
    meaning,
)
from orgdb.parameters import On
from orgdb.text import fold

AUTO = "auto"
KINDS = {AUTO: (STATE, ORGANIZATION), STATE: (STATE,), ORGANIZATION: (ORGANIZATION,)}
AMBIGUOUS, UNKNOWN, EMPTY, NO_DATE = "ambiguous", "unknown", "empty", "no date"
UNRESOLVED = (AMBIGUOUS, UNKNOWN, EMPTY, NO_DATE)
# Looking for the nearest names takes longer than all the rest: a column of rubbish is not worth it.
MOST_SUGGESTED = 500
LIKE_ENOUGH = 75

KEYS = """
SELECT 'organization' AS kind, id, key FROM organization
UNION ALL SELECT 'state', id, key FROM state"""
NAMES = """
SELECT DISTINCT kind, id, key, folded, name_kind, start_earliest, end_latest FROM names
WHERE kind <> 'person'"""
CODES = """
SELECT DISTINCT kind, id, key, scheme, lower(code) AS code, start_earliest, end_latest FROM codes
WHERE kind <> 'person'"""
LIVES = """
SELECT 'organization' AS kind, org AS key, founded_earliest AS first, dissolved_latest AS last
FROM organizations
UNION ALL SELECT 'state', state, start_earliest, end_latest FROM states"""
CONTINUED = """
SELECT from_state, to_state FROM state_links WHERE kind = 'continuation' ORDER BY date_latest"""
EVERY_LABEL = (
    LABELS.replace("WHERE org IN (:values)", "")
    .replace("WHERE state IN (:values)", "")
    .partition("UNION ALL SELECT 'person'")[0]
)


@dataclass(frozen=True, slots=True)
class MatchRow:
    """What one value of a column turned out to mean (what `orgdb match` adds to a row).

    `orgdb_how` is the rule that found it (key, code, name, spelling, parts, predecessor), or why it
    did not: ambiguous, unknown, empty, no date. `orgdb_candidates` are the keys it can be where it
    is ambiguous or lacks its date, and the nearest ones where it is unknown.
    """

    orgdb_key: str
    orgdb_name: str
    orgdb_how: str
    orgdb_candidates: tuple[str, ...] = ()


class AllNames:
    """Every name, code and life, read once."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.things: dict[tuple[str, str], Found] = {}
        self.keys: dict[str, list[Named]] = defaultdict(list)
        for row in reader.rows(KEYS):
            found = Found(row["kind"], row["id"], row["key"])
            self.things[found.kind, found.key] = found
            self.keys[found.key.upper()].append(Named(found))
        self.names: dict[str, list[Named]] = defaultdict(list)
        for row in reader.rows(NAMES):
            self.names[row["folded"]].append(self._named(row, row["name_kind"]))
        self.codes: dict[tuple[str, str], list[Named]] = defaultdict(list)
        for row in reader.rows(CODES):
            self.codes[row["scheme"], row["code"]].append(self._named(row))
        self.spans = {
            self.things[row["kind"], row["key"]]: (row["first"], row["last"])
            for row in reader.rows(LIVES)
        }
        self.continued = {
            self.things[STATE, row["to_state"]]: self.things[STATE, row["from_state"]]
            for row in reader.rows(CONTINUED)
        }

    def _named(self, row: Row, name_kind: str = "") -> Named:
        found = self.things[row["kind"], row["key"]]
        return Named(found, name_kind, row["start_earliest"], row["end_latest"])

    def with_key(self, text: str) -> Sequence[Named]:
        """Things with this key; case matters only where two keys differ by it."""
        # As a single question does: as it is written, or in capitals.
        found = self.keys.get(text.upper(), ())
        return [item for item in found if item.found.key in (text, text.upper())]

    def with_name(self, folded: Sequence[str]) -> dict[str, list[Named]]:
        """Things by folded name."""
        return {form: self.names[form] for form in folded if form in self.names}

    def with_code(self, schemes: Sequence[str], code: str) -> Sequence[Named]:
        """Things with this code in one of these schemes; case does not matter."""
        return [
            item for scheme in dict.fromkeys(schemes) for item in self.codes.get((scheme, code), ())
        ]

    def lives(self, things: Iterable[Found]) -> dict[Found, tuple[str, str]]:
        """The first and the last day on which each can have existed."""
        return {thing: self.spans.get(thing, ALWAYS) for thing in things}

    def predecessor(self, state: Found) -> Found | None:
        """The state that this one continues, where there is one."""
        return self.continued.get(state)


class Matcher:
    """Resolves values of a column; each distinct value, with its date, is resolved once."""

    def __init__(self, reader: Reader, kind: str = AUTO, scheme: str = "") -> None:
        if kind not in KINDS:
            raise QuestionError(f"'{kind}' is no kind.", f"Choose from: {', '.join(KINDS)}.")
        self.reader = reader
        self.kinds = KINDS[kind]
        self.scheme = scheme.strip()
        self.names = AllNames(reader)
        self.labels = {
            (row["kind"], row["key"]): row["name"] or "" for row in reader.rows(EVERY_LABEL)
        }
        self.known: dict[tuple[str, str | None], MatchRow] = {}
        self.nearest: dict[str, tuple[str, ...]] = {}
        self.vocabulary: dict[str, str] | None = None

    def match(self, text: str, on: str | None = None) -> MatchRow:
        """What a value means, on a date where one is given (`""` is a date that is missing)."""
        known = self.known.get((text, on))
        if known is None:
            known = self.known[text, on] = self._resolve(text, on)
        return known

    def _resolve(self, text: str, on: str | None) -> MatchRow:
        if not text.strip():
            return MatchRow("", "", EMPTY)
        wanted = f"{self.scheme}:{text.strip()}" if self.scheme else text
        if self.scheme:
            # Spreadsheets write the code 004 as 4 and 365 as 365.0.
            wanted = wanted.removesuffix(".0")
        day: On | None = None
        if on is not None:
            day = _date(on)
            if day is None:
                undated = meaning(self.names, wanted, self.kinds)
                return MatchRow("", "", NO_DATE, self._keys(undated))
        found = meaning(self.names, wanted, self.kinds, day)
        if self.scheme and not found.candidates:
            padded = f"{self.scheme}:{wanted.partition(':')[2].zfill(3)}"
            found = meaning(self.names, padded, self.kinds, day)
        if found.only:
            thing = found.only
            return MatchRow(thing.key, self.labels.get((thing.kind, thing.key), ""), found.how)
        if found.candidates:
            return MatchRow("", "", AMBIGUOUS, self._keys(found))
        return MatchRow("", "", UNKNOWN, () if self.scheme else self._near(text))

    def _keys(self, found: Meaning) -> tuple[str, ...]:
        several = len({thing.kind for thing in found.candidates}) > 1
        short = {kind: prefix for prefix, kind in reversed(KIND_PREFIXES.items())}
        return tuple(
            sorted(f"{short[t.kind]}:{t.key}" if several else t.key for t in found.candidates)
        )

    def _near(self, text: str) -> tuple[str, ...]:
        """The keys of the nearest names. They are offered to a person, never taken."""
        folded = fold(text)
        if folded in self.nearest or len(self.nearest) >= MOST_SUGGESTED or not folded:
            return self.nearest.get(folded, ())
        if self.vocabulary is None:
            self.vocabulary = {
                row["folded"]: row["key"]
                for row in reversed(self.reader.rows(ALL_NAMES))
                if row["kind"] in self.kinds
            }
        near = nearest(folded, self.vocabulary.keys(), 2 * SUGGESTIONS, LIKE_ENOUGH)
        keys = dict.fromkeys(self.vocabulary[name] for name in near)
        self.nearest[folded] = tuple(keys)[:SUGGESTIONS]
        return self.nearest[folded]


def _date(text: str) -> On | None:
    """A date of a cell; spreadsheets write the year 1990 as 1990.0."""
    plain = text.strip().removesuffix(".0")
    try:
        return On.parse(plain) if plain else None
    except DateError:
        return None
