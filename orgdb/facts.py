"""Facts on their way into a database: what they say, in natural keys, and who bears them out.

A draft names other things by their keys (`Ref("state", "PER")`), never by numbers, and so do the
content keys made of it: a fact has the same key on every engine and at every load.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from orgdb.dates import NO_EARLIEST, NO_LATEST, Period, date_bounds
from orgdb.vocabulary import Stance

KEY_LENGTH = 16
BASE32 = "0123456789abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True, slots=True)
class Ref:
    """Something another row is about: an anchor, a language, a source or a fact, by its key."""

    table: str
    key: str


@dataclass(frozen=True, slots=True)
class CitationDraft:
    """One source's word on one attribute. `stated` is what it says where that differs."""

    about: str
    source: str
    locator: str
    stance: Stance = Stance.SUPPORTS
    stated: str = ""
    stated_is_date: bool = False


@dataclass(frozen=True, slots=True)
class FactDraft:
    """One fact: the table it goes into, what it says, where it was read, and its citations.

    `derived` holds columns that follow from the others (bounds, folded names) and are no part of
    what the fact says; `parts` are rows of dependent tables that belong to the fact.
    """

    table: str
    says: Mapping[str, Any]
    derived: Mapping[str, Any]
    place: str
    citations: tuple[CitationDraft, ...] = ()
    parts: tuple[tuple[str, Mapping[str, Any]], ...] = field(default=())

    def key(self, dataset: str) -> str:
        """The content key: `membership-…`, made of the data set and of all that the fact says."""
        parts = [[table, _plain(row)] for table, row in self.parts]
        content = [dataset, self.table, _plain(self.says), parts]
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        number = int.from_bytes(hashlib.sha256(text.encode()).digest())
        letters = (BASE32[number >> 5 * place & 31] for place in range(KEY_LENGTH))
        return f"{self.table.removesuffix('_description')}-{''.join(letters)}"


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    # What is not stated is left out, so that a column added later does not change older keys.
    return {
        name: f"{value.table}:{value.key}" if isinstance(value, Ref) else value
        for name, value in row.items()
        if value is not None
    }


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
