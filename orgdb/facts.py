"""Facts on their way into a database: what they say, in natural keys, and their citations.

A draft names other things by their keys (`Ref("state", "PER")`), never by numbers, and so do the
content keys made of it: a fact has the same key on every engine and at every load.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from orgdb.dates import NO_EARLIEST, NO_LATEST, Period, date_bounds
from orgdb.vocabulary import SHARED_TABLES, Stance

# In content keys, columns that refer to an entity say its kind: `member_id` is `member_state_id`
# there, if the member is a state. Keys in other people's files depend on this.
SAID_BY_KIND = {
    "entity_id": "{}_id",
    "body_id": "{}_id",
    "member_id": "member_{}_id",
    "party_id": "party_{}_id",
}
# Names and codes of people hold for all time, and their keys do not say so.
UNDATED = ("person_name", "person_code")
KEY_LENGTH = 16
KEY_BYTES = KEY_LENGTH * 5 // 8
# Crockford's base 32 (no letters that look like digits), two digits at a time, the low one first.
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = [low + high for high in _DIGITS for low in _DIGITS]
_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class Ref(NamedTuple):
    """What another row is about, by its key: an entity, a treaty, a source, a fact …"""

    table: str
    key: str


class CitationDraft(NamedTuple):
    """One source's word on one attribute. `stated` is what it says where that differs."""

    about: str
    source: str
    locator: str
    stance: Stance = Stance.SUPPORTS
    stated: str = ""
    stated_is_date: bool = False


@dataclass(frozen=True, slots=True)
class FactDraft:
    """One fact: its kind, what it says, where it was read, and its citations.

    `derived` holds columns that follow from the others (bounds, folded names) and are no part of
    what the fact says; `parts` are rows of dependent tables that belong to the fact.
    """

    kind: str
    says: Mapping[str, Any]
    derived: Mapping[str, Any]
    place: str
    citations: tuple[CitationDraft, ...] = ()
    parts: tuple[tuple[str, Mapping[str, Any]], ...] = field(default=())

    @property
    def table(self) -> str:
        """The table that holds the rest of the fact."""
        return SHARED_TABLES.get(self.kind, self.kind)

    def key(self, dataset: str) -> str:
        """The content key: `membership-…`, made of the data set and of all that the fact says."""
        parts = [[table, _plain(row)] for table, row in self.parts]
        content = [dataset, self.kind, _plain(self.says), parts]
        return f"{self.kind.removesuffix('_description')}-{letters_of(_ENCODE(content))}"


def letters_of(content: str) -> str:
    """What a content key is made of: the end of a hash, its lowest digit first."""
    number = int.from_bytes(hashlib.sha256(content.encode()).digest()[-KEY_BYTES:])
    return "".join([_PAIRS[number >> shift & 1023] for shift in range(0, 8 * KEY_BYTES, 10)])


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    # What is not stated is left out, so that a column added later does not change older keys.
    said = {}
    for name, value in row.items():
        if isinstance(value, Ref):
            said[SAID_BY_KIND.get(name, name).format(value.table)] = f"{value.table}:{value.key}"
        elif value is not None:
            said[name] = value
    return said


def date_columns(name: str, text: str | None) -> dict[str, str]:
    """The derived columns of a single date; the widest bounds where there is no date."""
    earliest, latest = date_bounds(text) if text else (NO_EARLIEST, NO_LATEST)
    return {f"{name}_earliest": earliest, f"{name}_latest": latest}


def period_columns(period: Period, known_through: str) -> dict[str, str]:
    """The derived columns of a period, as seen by somebody who last checked on `known_through`."""
    bounds = period.bounds(known_through)
    return {
        "start_earliest": bounds.s1,
        "start_latest": bounds.s2,
        "end_earliest": bounds.e1,
        "end_latest": bounds.e2,
    }
