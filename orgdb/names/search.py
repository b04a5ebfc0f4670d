"""Searching all names and titles: exact, beginning, all words, and small typos, in that order.

Both engines find the same: they only pick out folded texts that hold the words; what is a match,
and how good it is, is decided here. Only when nothing holds the words are typos forgiven.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from orgdb.db.reader import Reader, Row, rows_in
from orgdb.errors import QuestionError
from orgdb.names.resolve import ORGANIZATION, PERSON, SCHEMES, STATE
from orgdb.names.suggestions import LABELS
from orgdb.text import fold

EXACT, BEGINNING, WORDS, BEGINNINGS, INSIDE, TYPO = 100, 90, 80, 70, 60, 50
WITHIN = 9
LIMIT = 20


class Kind(StrEnum):
    """What can be found, in the order in which equally good matches are listed."""

    ORGANIZATION = "organization"
    STATE = "state"
    PERSON = "person"
    TREATY = "treaty"
    POST = "post"
    OFFICE = "office"
    EVENT = "event"
    PURPOSE = "purpose"


ORDER = {kind.value: place for place, kind in enumerate(Kind)}

NAMES = """
SELECT kind, key, name AS matched, '' AS name, folded,
    CASE name_kind WHEN 'former' THEN 1 ELSE 0 END AS former
FROM names"""
KEYS = """
SELECT kind, key, key AS matched, '' AS name FROM entity
WHERE kind IN ('organization', 'state') AND key IN (:text, :upper)
    OR kind = 'person' AND key IN (:text, :lower)
UNION ALL SELECT 'treaty', treaty, treaty, title FROM charters WHERE treaty IN (:text, :lower)
UNION ALL SELECT 'event', event, event, title FROM events WHERE event IN (:text, :lower)"""
CODES = """
SELECT DISTINCT kind, key, scheme || ':' || code AS matched, '' AS name FROM codes
WHERE lower(code) = :code AND (scheme = :scheme OR (:scheme = '' AND scheme = 'wikidata'))"""
TITLES = (
    """
SELECT 'treaty' AS kind, treaty AS key, title AS matched, title AS name, folded FROM charters""",
    "SELECT 'event' AS kind, event AS key, title AS matched, title AS name, folded FROM events",
)
# Texts without a folded column: there are few of each, so they are folded here.
SHORT_TEXTS = (
    """
SELECT DISTINCT 'treaty' AS kind, treaty AS key, signed_city AS matched, title AS name
FROM charters WHERE signed_city IS NOT NULL""",
    """
SELECT DISTINCT 'event' AS kind, event AS key, place AS matched, title AS name
FROM events WHERE place IS NOT NULL""",
    """
SELECT 'event' AS kind, d.event AS key, t.topic AS matched, d.title AS name
FROM event_topic t JOIN events d ON d.fact_id = t.event_description_id""",
    """
SELECT 'event' AS kind, d.event AS key, o.outcome AS matched, d.title AS name
FROM event_outcome o JOIN events d ON d.fact_id = o.event_description_id""",
    """
SELECT DISTINCT 'office' AS kind, org AS key, city AS matched,
    org || ', ' || kind || ' office' AS name
FROM offices WHERE city IS NOT NULL""",
    """
SELECT DISTINCT 'purpose' AS kind, org AS key, purpose AS matched, org AS name FROM purposes""",
    """
SELECT 'post' AS kind, post_key AS key, title || ', ' || body AS matched,
    title || ', ' || body AS name
FROM posts""",
)
# Scripts that put no spaces between words: what stands inside a name there is a word of it.
UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")

# What instruments and posts are called in the languages of the region, as orgdb keeps one title of
# each. A word may be several; one that says nothing by itself is none.
_SILENT = """a and au aux d da das de del des do dos du e el et for in l la las le les los o of on
os para pour sobre sur the y"""
MEANINGS = {
    **dict.fromkeys(("carta", "charte"), "charter"),
    **dict.fromkeys(("tratado", "traite"), "treaty"),
    **dict.fromkeys(("convencion", "convencao"), "convention"),
    **dict.fromkeys(("protocolo", "protocole"), "protocol"),
    **dict.fromkeys(("pacto", "pacte"), "pact"),
    **dict.fromkeys(("acuerdo", "acordo"), "agreement"),
    **dict.fromkeys(("visita", "visite"), "visit"),
    **dict.fromkeys(("firma", "assinatura"), "signing"),
    **dict.fromkeys(("sesion", "sessao"), "session"),
    **dict.fromkeys(("asamblea", "assembleia", "assemblee"), "assembly"),
    **dict.fromkeys(("secretario", "secretaria", "secretaire"), "secretary"),
    **dict.fromkeys(("general", "geral"), "general"),
    **dict.fromkeys(("adjunto", "adjunta", "adjoint"), "assistant"),
    **dict.fromkeys(("ministro", "ministra", "ministre"), "minister"),
    **dict.fromkeys(("canciller", "chanceler"), "minister foreign affairs"),
    **dict.fromkeys(("derechos", "direitos", "droits"), "rights"),
    **dict.fromkeys(("humanos", "homme", "humains"), "human"),
    **dict.fromkeys(("democracia", "democratie"), "democracy"),
    **dict.fromkeys(("desarrollo", "desenvolvimento", "developpement"), "development"),
    **dict.fromkeys(("seguridad", "seguranca", "securite"), "security"),
    **dict.fromkeys(("interamericana", "interamericano", "interamericaine"), "inter american"),
    **dict.fromkeys(("americana", "americano", "americaine"), "american"),
    **dict.fromkeys(_SILENT.split(), ""),
}


@dataclass(frozen=True, slots=True)
class SearchRow:
    """One thing that was found (the columns of `orgdb search`).

    `matched` is the text that matched, `name` what the thing is called in English, `score` from 1
    to 100: 100 is the same text, 90 and more begins with it, 80 and more holds all its words, 70
    and more words that begin so, 60 and more holds it inside, below that it is alike.
    """

    kind: str
    key: str
    name: str
    matched: str
    score: int


def search(
    reader: Reader, text: str, kind: str | None = None, limit: int | None = LIMIT
) -> tuple[SearchRow, ...]:
    """Everything with a name like this text, best matches first.

    Case, accents and the order of words do not matter. `kind` is one of `Kind`; without a `limit`
    all are returned. Raises `QuestionError` for a text without a letter or digit.
    """
    folded = fold(text)
    if not folded:
        raise QuestionError(f"'{text}' contains no word to search for.", "Give a word of a name.")
    wanted = [kind] if kind else list(ORDER)
    matches = _Matches(wanted)
    by_key = _by_key(reader, text)
    for row in by_key:
        matches.add(row, EXACT)
    words = folded.split()
    candidates = [*_holding(reader, words, wanted), *_short(reader, wanted)]
    for row in candidates:
        matches.add(row, _score(folded, words, row["folded"]))
    if not matches.best:
        for row, score in _alike(reader, words, wanted):
            matches.add(row, score)
    return _named(reader, matches.ranked(limit))


class _Matches:
    """The best match of each thing."""

    def __init__(self, kinds: Sequence[str]) -> None:
        self.kinds = kinds
        self.best: dict[tuple[str, str], tuple[int, Row]] = {}

    def add(self, row: Row, score: int) -> None:
        thing = (row["kind"], row["key"])
        if not score or row["kind"] not in self.kinds:
            return
        known = self.best.get(thing)
        if known is None or _place(score, row) < _place(*known):
            self.best[thing] = (score, row)

    def ranked(self, limit: int | None) -> list[tuple[int, Row]]:
        found = sorted(
            self.best.values(),
            key=lambda item: (
                -item[0],
                item[1].get("former", 0),
                ORDER[item[1]["kind"]],
                len(item[1]["matched"]),
                item[1]["key"],
            ),
        )
        return found[:limit]


def _place(score: int, row: Row) -> tuple[int, int, str]:
    """A better match first, then what is still in use."""
    return -score, row.get("former", 0), row["matched"]


def _by_key(reader: Reader, text: str) -> list[Row]:
    plain = text.strip()
    found = reader.rows(KEYS, {"text": plain, "upper": plain.upper(), "lower": plain.lower()})
    scheme, colon, code = plain.lower().rpartition(":")
    scheme = scheme.strip()
    if colon or (code[:1] == "q" and code[1:].isdigit()):
        values = {"scheme": SCHEMES.get(scheme, scheme), "code": code.strip()}
        found += reader.rows(CODES, values)
    return found


def _holding(reader: Reader, words: Sequence[str], kinds: Sequence[str]) -> list[Row]:
    """Names and titles that hold every word somewhere; a folded text has no `%` and no `_`."""
    held = " AND ".join(f"folded LIKE :w{place}" for place in range(len(words)))
    values = {f"w{place}": f"%{word}%" for place, word in enumerate(words)}
    return [
        row
        for sql in _tables(kinds)
        for row in reader.rows(f"SELECT * FROM ({sql}) t WHERE {held}", values)
    ]


def _tables(kinds: Sequence[str]) -> list[str]:
    named = not {ORGANIZATION, STATE, PERSON}.isdisjoint(kinds)
    titled = [
        sql for kind, sql in zip((Kind.TREATY, Kind.EVENT), TITLES, strict=True) if kind in kinds
    ]
    return [NAMES, *titled] if named else titled


def _short(reader: Reader, kinds: Sequence[str]) -> list[Row]:
    rows = [
        row
        for sql in SHORT_TEXTS
        if any(f"'{kind}' AS kind" in sql for kind in kinds)
        for row in reader.rows(sql)
    ]
    for row in rows:
        row["folded"] = fold(row["matched"])
    return rows


def _score(folded: str, words: Sequence[str], text: str) -> int:
    """How well a folded text matches; 0 where it does not."""
    if text == folded:
        return EXACT
    # Of two that match in the same way the one with less besides is nearer.
    share = WITHIN * len(folded) // max(len(text), len(folded), 1)
    if text.startswith(f"{folded} "):
        return BEGINNING + share
    theirs = text.split()
    if all(word in theirs for word in words):
        return WORDS + share
    if all(any(other.startswith(word) for other in theirs) for word in words):
        return BEGINNINGS + share
    if folded in text and _unspaced(folded):
        return INSIDE + share
    return 0


def _unspaced(text: str) -> bool:
    from unicodedata import name

    return not text.isascii() and name(text[0], "").startswith(UNSPACED)


def _alike(reader: Reader, words: Sequence[str], kinds: Sequence[str]) -> Iterable[tuple[Row, int]]:
    """Texts in which every word has one that is alike, or is its translation."""
    from rapidfuzz.distance import OSA

    rows = [row for sql in _tables(kinds) for row in reader.rows(sql)] + _short(reader, kinds)
    texts = [row["folded"].split() for row in rows]
    vocabulary = sorted({word for text in texts for word in text})
    meant = [part for word in words for part in MEANINGS.get(word, word).split()]
    if not meant:
        return
    near: list[dict[str, float]] = []
    for word in meant:
        allowed = _typos(word)
        distances = {other: OSA.distance(word, other, score_cutoff=allowed) for other in vocabulary}
        near.append({other: 1 - d / len(word) for other, d in distances.items() if d <= allowed})
    for row, text in zip(rows, texts, strict=True):
        likeness = [max((found.get(word, 0.0) for word in text), default=0.0) for found in near]
        if all(likeness):
            mean = sum(likeness) / len(likeness)
            share = WITHIN * min(len(meant), len(text)) // max(len(text), 1)
            yield row, round(TYPO * mean * mean) + share


def _typos(word: str) -> int:
    """How many letters may be wrong, missing or swapped."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def _named(reader: Reader, ranked: list[tuple[int, Row]]) -> tuple[SearchRow, ...]:
    """With the English name of organizations, states and people."""
    nameless = [row["key"] for _, row in ranked if not row["name"]]
    labels = {(row["kind"], row["key"]): row["name"] for row in rows_in(reader, LABELS, nameless)}
    return tuple(
        SearchRow(
            row["kind"],
            row["key"],
            row["name"] or labels.get((row["kind"], row["key"])) or row["key"],
            row["matched"],
            score,
        )
        for score, row in ranked
    )
