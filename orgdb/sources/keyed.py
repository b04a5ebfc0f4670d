"""What a key stands for besides names: a document, a treaty, an event, a post, a fact, a data set.

Whatever an answer prints can be asked about: its sources by their keys (or the address where one
was read), treaties and events also by their titles, facts by theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from orgdb.db.reader import Reader, Row
from orgdb.errors import AmbiguousNameError, UnknownNameError
from orgdb.names.fuzzy import nearest
from orgdb.names.lookup import find, find_if_known
from orgdb.names.resolve import KIND_PREFIXES, Found
from orgdb.text import fold

LIKE_ENOUGH = 75
BEGINNING = 5


class Keyed(StrEnum):
    """The kinds of things that have keys and no names."""

    SOURCE = "source"
    TREATY = "treaty"
    EVENT = "event"
    POST = "post"
    FACT = "fact"
    DATASET = "dataset"


TABLES = {
    Keyed.SOURCE: ("sources", "source"),
    Keyed.TREATY: ("charters", "treaty"),
    Keyed.EVENT: ("events", "event"),
    Keyed.POST: ("posts", "post_key"),
    Keyed.FACT: ("current_facts", "key"),
    Keyed.DATASET: ("datasets", "dataset"),
}
TITLED = (Keyed.TREATY, Keyed.EVENT)
BY_ADDRESS = """
SELECT source AS key, title FROM sources
WHERE url LIKE :address ESCAPE '!' OR original LIKE :address ESCAPE '!' ORDER BY source"""
FACTS = {
    Keyed.TREATY: """
SELECT fact_id FROM charters WHERE treaty = :key
UNION ALL SELECT fact_id FROM parties WHERE treaty = :key""",
    Keyed.EVENT: "SELECT fact_id FROM events WHERE event = :key",
    Keyed.POST: """
SELECT fact_id FROM posts WHERE post_key = :key
UNION ALL SELECT fact_id FROM officials WHERE post_key = :key""",
    Keyed.FACT: "SELECT id AS fact_id FROM current_facts WHERE key = :key",
    Keyed.SOURCE: "SELECT DISTINCT fact_id FROM citations WHERE source = :key",
}
PREFIXES = {kind.value: kind for kind in Keyed}


@dataclass(frozen=True, slots=True)
class Thing:
    """What a key stands for: the kind of it, and the key as it is spelled."""

    kind: Keyed
    key: str


def find_any(reader: Reader, text: str) -> Found | Thing:
    """The organization, state or person that a name means; else what the key stands for.

    `source:KEY`, `treaty:KEY` and so on say which. Raises `UnknownNameError` with the nearest names
    and keys, and `AmbiguousNameError`.
    """
    prefix, colon, rest = text.strip().partition(":")
    chosen = PREFIXES.get(prefix.strip().lower()) if colon else None
    if chosen:
        thing = _with_key(reader, rest.strip(), (chosen,))
        if thing:
            return thing
        raise _unknown(reader, rest.strip(), (chosen,), "")
    if text.strip().lower().startswith(("http://", "https://", "www.")) and (
        thing := _at_address(reader, text.strip())
    ):
        return thing
    known = find_if_known(reader, text)
    if known:
        return known
    thing = _with_key(reader, text.strip(), tuple(Keyed)) or _titled(reader, text)
    if thing:
        return thing
    try:
        return find(reader, text)
    except UnknownNameError as error:
        if colon and prefix.strip().lower() in KIND_PREFIXES:
            raise
        raise _unknown(reader, text.strip(), tuple(Keyed), error.hint) from None


def find_treaty(reader: Reader, text: str) -> Thing | None:
    """The one treaty with this key or title, or None. Raises `AmbiguousNameError`."""
    prefix, colon, rest = text.strip().partition(":")
    named = rest.strip() if colon and prefix.strip().lower() == Keyed.TREATY else text.strip()
    return _with_key(reader, named, (Keyed.TREATY,)) or _titled(reader, named, (Keyed.TREATY,))


def treaties_like(reader: Reader, text: str) -> list[Row]:
    """Treaties (`key`, `title`) that have every word of a text in their title: to be offered."""
    wanted = fold(text).split()
    rows = reader.rows("SELECT treaty AS key, title, folded FROM charters ORDER BY treaty")
    return [row for row in rows if all(_stands_in(word, row["folded"]) for word in wanted)]


def _stands_in(word: str, title: str) -> bool:
    """Is it a word of the title, or the beginning of one? `nat` is no beginning of `nations`."""
    whole = title.split()
    return word in whole or (len(word) >= BEGINNING and any(w.startswith(word) for w in whole))


def facts_of_thing(reader: Reader, thing: Thing) -> list[int]:
    """The numbers of the facts of a treaty, event, post; of those that cite a source; of a fact.

    A data set has too many to list: [].
    """
    sql = FACTS.get(thing.kind)
    return [row["fact_id"] for row in reader.rows(sql, {"key": thing.key})] if sql else []


def _with_key(reader: Reader, text: str, kinds: Sequence[Keyed]) -> Thing | None:
    # `UN Charter` is un-charter, `Treaty of Lisbon` treaty-of-lisbon.
    for form in dict.fromkeys((text, text.lower(), text.lower().replace(" ", "-"))):
        for kind in kinds:
            view, column = TABLES[kind]
            if reader.rows(f"SELECT 1 FROM {view} WHERE {column} = :key LIMIT 1", {"key": form}):
                return Thing(kind, form)
    return None


def _titled(reader: Reader, text: str, kinds: Sequence[Keyed] = TITLED) -> Thing | None:
    """The one treaty or event with this title."""
    for kind in kinds:
        view, column = TABLES[kind]
        sql = f"SELECT DISTINCT {column} AS key, title FROM {view} WHERE folded = :folded"
        rows = reader.rows(sql, {"folded": fold(text)})
        if rows:
            return _the_one(kind, text, rows)
    return None


def _at_address(reader: Reader, address: str) -> Thing | None:
    """The document that was read at an address; `http` or `https`, a last `/` do not matter."""
    plain = address.partition("://")[2] or address
    plain = plain.split("#")[0].rstrip("/")
    for mark in "!%_":
        plain = plain.replace(mark, f"!{mark}")
    for pattern in (f"%://{plain}", f"%://{plain}/", f"%://{plain}#%"):
        rows = reader.rows(BY_ADDRESS, {"address": pattern})
        if rows:
            return _the_one(Keyed.SOURCE, address, rows)
    return None


def _the_one(kind: Keyed, text: str, rows: Sequence[Row]) -> Thing:
    if len(rows) == 1:
        return Thing(kind, rows[0]["key"])
    lines = "\n".join(f"  {row['key']}  {row['title']}" for row in rows)
    raise AmbiguousNameError(
        f"'{text}' can be:\n{lines}",
        "Ask again with one of these keys.",
        candidates=[row["key"] for row in rows],
    )


def _unknown(reader: Reader, text: str, kinds: Sequence[Keyed], hint: str) -> UnknownNameError:
    what = f"There is no {kinds[0]} '{text}'."
    if len(kinds) > 1:
        what = f"Nothing in orgdb has the name or the key '{text}'."
    if hint and not hint.startswith("List the keys"):
        return UnknownNameError(what, hint)
    keys = [
        row["key"]
        for kind in kinds
        if kind is not Keyed.FACT
        for row in reader.rows(f"SELECT DISTINCT {TABLES[kind][1]} AS key FROM {TABLES[kind][0]}")
    ]
    near = nearest(text.lower(), keys, 3, LIKE_ENOUGH)
    if near:
        return UnknownNameError(what, f"Did you mean {', '.join(near)}?", near)
    return UnknownNameError(what, "Search names and titles with: orgdb search TEXT")
