"""Many names at once: the same rules as for one, over names that are read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from orgdb.dates import NO_EARLIEST, NO_LATEST, spreadsheet_date
from orgdb.db.reader import Reader, Row
from orgdb.errors import DateError, QuestionError
from orgdb.names.resolve import (
    ALWAYS,
    KEY_SCHEME,
    KIND_PREFIXES,
    ORGANIZATION,
    ORGANIZATION_SCHEMES,
    SCHEMES,
    STATE,
    Found,
    Meaning,
    Named,
    meaning,
)
from orgdb.names.suggestions import EUROSTAT, LABELS, Suggestions
from orgdb.parameters import On
from orgdb.vocabulary import StateCodeScheme

AUTO = "auto"
KINDS = {AUTO: (STATE, ORGANIZATION), STATE: (STATE,), ORGANIZATION: (ORGANIZATION,)}
AMBIGUOUS, UNKNOWN, EMPTY, NO_DATE = "ambiguous", "unknown", "empty", "no date"
UNRESOLVED = (AMBIGUOUS, UNKNOWN, EMPTY, NO_DATE)
# Looking for the nearest names takes longer than all the rest: a column of rubbish is not worth it.
MOST_SUGGESTED = 500
REMEMBERED = 200_000  # values of a column, with their dates
MOST_DAYS = 5_000  # dates for which the codes of all are kept
LIKE_ENOUGH = 75

KEYS = """
SELECT kind, id, key FROM entity WHERE kind <> 'person'"""
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
    is ambiguous or lacks its date, and the nearest ones where it is unknown. `kind` is that of what
    was found: state or organization.
    """

    orgdb_key: str
    orgdb_name: str
    orgdb_how: str
    orgdb_candidates: tuple[str, ...] = ()
    kind: str = STATE


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


CODES_OF = """
SELECT key, code FROM codes
WHERE kind = :kind AND scheme = :scheme
    AND start_earliest <= :latest AND end_latest >= :earliest
ORDER BY key, end_latest, start_earliest, code"""


class Crosswalk:
    """The codes that keys have in a scheme, on a date; without one, those in use last."""

    def __init__(self, reader: Reader, schemes: Sequence[str]) -> None:
        self.reader, self.schemes = reader, tuple(SCHEMES.get(name, name) for name in schemes)
        known = {row["scheme"] for row in reader.rows("SELECT DISTINCT scheme FROM codes")}
        for asked, scheme in zip(schemes, self.schemes, strict=True):
            if scheme not in known:
                raise QuestionError(
                    f"Unknown scheme '{asked}'.", f"Choose from: {', '.join(sorted(known))}, m49."
                )
        self._codes = lru_cache(MOST_DAYS)(self._codes_on)

    def codes(self, found: MatchRow, on: str | None = None) -> tuple[str, ...]:
        """The codes of what a value means, in the order of the schemes; '' where it has none."""
        if not found.orgdb_key:
            return ("",) * len(self.schemes)
        day = _date(on) if on else None
        span = (day.earliest, day.latest) if day else (NO_EARLIEST, NO_LATEST)
        return tuple(
            self._codes(found.kind, _scheme_of(found.kind, scheme), *span).get(found.orgdb_key, "")
            for scheme in self.schemes
        )

    def _codes_on(self, kind: str, scheme: str, earliest: str, latest: str) -> dict[str, str]:
        asked = {"kind": kind, "scheme": scheme, "earliest": earliest, "latest": latest}
        return {row["key"]: row["code"] for row in self.reader.rows(CODES_OF, asked)}


def _scheme_of(kind: str, scheme: str) -> str:
    return ORGANIZATION_SCHEMES.get(scheme, scheme) if kind == ORGANIZATION else scheme


class Matcher:
    """Resolves values of a column; each distinct value, with its date, is resolved once."""

    def __init__(
        self, reader: Reader, kind: str = AUTO, scheme: str = "", names: AllNames | None = None
    ) -> None:
        if kind not in KINDS:
            raise QuestionError(f"Unknown kind '{kind}'.", f"Choose from: {', '.join(KINDS)}.")
        self.reader = reader
        self.kinds = KINDS[kind]
        self.scheme = scheme.strip().lower()
        self.names = names or AllNames(reader)
        known = {KEY_SCHEME, *StateCodeScheme, *SCHEMES, *(code[0] for code in self.names.codes)}
        if self.scheme and self.scheme not in known:
            raise QuestionError(
                f"Unknown scheme '{scheme}'.", f"Choose from: {', '.join(sorted(known))}."
            )
        self.labels = {
            (row["kind"], row["key"]): row["name"] or "" for row in reader.rows(EVERY_LABEL)
        }
        self.known = lru_cache(REMEMBERED)(self._resolve)
        self.nearest: dict[tuple[str, Sequence[str]], list[tuple[str, str]]] = {}
        self.suggestions: dict[Sequence[str], Suggestions] = {}

    def match(self, text: str, on: str | None = None) -> MatchRow:
        """What a value means, on a date where one is given (`""` is a date that is missing)."""
        return self.known(text, on)

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
                undated = self._meaning(wanted)
                return MatchRow("", "", NO_DATE, self._keys(undated.candidates))
        found = self._meaning(wanted, day)
        if self.scheme and not (found.candidates or found.near):
            padded = f"{self.scheme}:{wanted.partition(':')[2].zfill(3)}"
            found = self._meaning(padded, day)
        if found.only:
            thing = found.only
            label = self.labels.get((thing.kind, thing.key), "")
            return MatchRow(thing.key, label, found.how, (), thing.kind)
        if found.candidates:
            return MatchRow("", "", AMBIGUOUS, self._keys(found.candidates))
        if found.near:
            return MatchRow("", "", UNKNOWN, self._keys(found.near))
        if self.scheme:
            meant = EUROSTAT.get(text.strip().lower()) if self.scheme == "iso2" else None
            known = meant is not None and (STATE, meant) in self.names.things
            return MatchRow("", "", UNKNOWN, (meant,) if meant and known else ())
        near = self._near(text, self.kinds)
        return MatchRow("", "", UNKNOWN, tuple(key for key, _ in near))

    def _meaning(self, text: str, on: On | None = None) -> Meaning:
        return meaning(self.names, text, self.kinds, on, keys_first=False)

    def listed(self, things: Sequence[Found]) -> str:
        """Keys with their English names, for a message."""
        named = [
            f"{thing.key} ({self.labels.get((thing.kind, thing.key), '')})" for thing in things
        ]
        return ", ".join(sorted(named))

    def suggested(self, text: str, kinds: Sequence[str]) -> str:
        """The nearest keys with their English names, for a message."""
        return ", ".join(f"{key} ({name})" for key, name in self._near(text, kinds))

    def _keys(self, things: Sequence[Found]) -> tuple[str, ...]:
        several = len({thing.kind for thing in things}) > 1
        short = {kind: prefix for prefix, kind in reversed(KIND_PREFIXES.items())}
        return tuple(sorted(f"{short[t.kind]}:{t.key}" if several else t.key for t in things))

    def _near(self, text: str, kinds: Sequence[str]) -> list[tuple[str, str]]:
        """The nearest names. They are offered to a person, never taken."""
        known = self.nearest.get((text, kinds))
        if known is not None or len(self.nearest) >= MOST_SUGGESTED:
            return known or []
        if kinds not in self.suggestions:
            self.suggestions[kinds] = Suggestions(self.reader, kinds)
        return self.nearest.setdefault(
            (text, kinds), self.suggestions[kinds].near(text, LIKE_ENOUGH)
        )


def _date(text: str) -> On | None:
    """A date of a cell, as spreadsheets write it."""
    plain = spreadsheet_date(text)
    try:
        return On.parse(plain) if plain else None
    except DateError:
        return None
