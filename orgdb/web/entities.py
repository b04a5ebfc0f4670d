"""What a name can be reconciled with: organizations, states and people, by their identifiers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orgdb.site.contents import ORGANIZATION, PERSON, STATE, Contents
from orgdb.site.page import KINDS

TYPES = {
    ORGANIZATION: "International organization",
    STATE: "State or territory",
    PERSON: "Person",
}


def things_of(contents: Contents, kind: str) -> Mapping[str, Any]:
    """All of a kind, by key."""
    return {
        ORGANIZATION: contents.organizations,
        STATE: contents.states,
        PERSON: contents.people,
    }[kind]


def entity(contents: Contents, identifier: str) -> tuple[str, str] | None:
    """The kind and the key that an identifier stands for; None for no identifier of ours."""
    folder, _, key = identifier.partition("/")
    kind = KINDS.get(folder)
    return (kind, key) if kind in TYPES and key in things_of(contents, kind) else None


def life_of(kind: str, row: Mapping[str, Any]) -> tuple[str, str]:
    """First and last day, as far as they are known."""
    first, last = {
        ORGANIZATION: ("founded", "dissolved"),
        STATE: ("start", "end"),
        PERSON: ("born", "died"),
    }[kind]
    return row[first] or "", row[last] or ""
