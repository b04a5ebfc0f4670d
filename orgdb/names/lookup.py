"""Which organization, state or person a name means. Nothing is guessed.

A name is a key, a code in a scheme (`cow:135`, `iso2:PE`, `wikidata:Q419`), an acronym, or any name
in any language, case and accents ignored. `org:CAN`, `state:CAN` and `person:…` say which kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NoReturn

from orgdb.db.reader import Reader, rows_in
from orgdb.errors import AmbiguousNameError, UnknownNameError
from orgdb.names.resolve import (
    ANY,
    KEY_SCHEME,
    KIND_PREFIXES,
    ORGANIZATION,
    PERSON,
    SCHEMES,
    STATE,
    Found,
    Meaning,
    kinds_and_name,
    meaning,
)
from orgdb.names.short_forms import PARTS, WITHOUT_ENTRY
from orgdb.names.stored_names import NamesOnRequest
from orgdb.names.suggestions import LABELS, suggestions_for
from orgdb.parameters import On
from orgdb.text import fold
from orgdb.vocabulary import StateCodeScheme

__all__ = [
    "ANY",
    "KIND_PREFIXES",
    "ORGANIZATION",
    "PERSON",
    "STATE",
    "Found",
    "Name",
    "find",
    "find_if_known",
    "find_member",
    "find_members",
    "find_organization",
    "find_state",
    "labels_of",
    "meant_otherwise",
    "members_meant",
    "suggestions_for",
]

_TWO_LETTERS = re.compile("[A-Z]{2}")
MEMBERS = (STATE, ORGANIZATION)
ALL_SCHEMES = frozenset(
    (KEY_SCHEME, *StateCodeScheme, *SCHEMES, *KIND_PREFIXES, "cow-ionum", "factbook", "ror")
)
Name = str | Found  # as it was written, or what it turned out to mean
# What something is that is not of the kind asked for, and what can be asked of it.
A_KIND = {
    ORGANIZATION: "an organization. Ask: orgdb show {key}, orgdb members {key}",
    STATE: "a state. Ask: orgdb show {key}, orgdb memberships {key}",
    PERSON: "a person. Ask: orgdb show {key}",
}


def find_organization(reader: Reader, text: Name, on: On | None = None) -> Found:
    """The organization a name means. Raises `UnknownNameError` or `AmbiguousNameError`."""
    return find(reader, text, (ORGANIZATION,), on)


def find_state(reader: Reader, text: Name, on: On | None = None) -> Found:
    """The state or territory a name means. Raises `UnknownNameError` or `AmbiguousNameError`."""
    return find(reader, text, (STATE,), on)


def find_member(reader: Reader, text: Name, on: On | None = None) -> Found:
    """The state a name means, else the organization: both can be members of one."""
    return text if isinstance(text, Found) else find_members(reader, [text], on)[0]


def find_members(reader: Reader, texts: Sequence[str], on: On | None = None) -> list[Found]:
    """What each of several names of members means."""
    names = NamesOnRequest(reader)
    names.read(texts)
    return [_member(names, text, on) for text in texts]


def _member(names: NamesOnRequest, text: str, on: On | None) -> Found:
    near: tuple[Found, ...] = ()
    reader = names.reader
    for kind in MEMBERS:
        found = _look_up(names, text, (kind,), on)
        if found.only:
            return found.only
        near += found.near
    return _otherwise(reader, text, MEMBERS, on) or _refuse(reader, text, MEMBERS, near)


def members_meant(reader: Reader, text: str, on: On | None = None) -> tuple[Found, ...]:
    """All that the name of a member can mean: states, else organizations; () for nothing."""
    names = NamesOnRequest(reader)
    meant = (meaning(names, text, (kind,), on).candidates for kind in MEMBERS)
    return next(filter(None, meant), ())


def find(reader: Reader, text: Name, kinds: Sequence[str] = ANY, on: On | None = None) -> Found:
    """The one thing of these kinds with this name, on a date if one is given.

    What was found already is taken as it is. With a date, a name or code that passed from one to
    another means who had it then. Raises `AmbiguousNameError` with the candidates where several do,
    and `UnknownNameError` with the nearest names where none does.
    """
    if isinstance(text, Found):
        return text
    found = _look_up(NamesOnRequest(reader), text, kinds, on)
    other = found.only or _otherwise(reader, text, kinds, on)
    return other or _refuse(reader, text, kinds, found.near)


def find_if_known(reader: Reader, text: str, kinds: Sequence[str] = ANY) -> Found | None:
    """The one thing with this name, or None. Raises `AmbiguousNameError` where several have it."""
    found = _look_up(NamesOnRequest(reader), text, kinds, None).only
    return found or _otherwise(reader, text, kinds, None)


def meant_otherwise(
    reader: Reader, text: str, kinds: Sequence[str] = MEMBERS, on: On | None = None
) -> tuple[Found, str] | None:
    """The state that a text names a part of (Scotland) or the ISO code of (DE), and which it is."""
    wanted, name = kinds_and_name(text, kinds)
    if STATE not in wanted:
        return None
    key, said = PARTS.get(fold(name)), f"{name} is a part of"
    if key is None and _TWO_LETTERS.fullmatch(name):
        key, said = f"iso2:{name}", f"{name} is the ISO code of"
    state = meaning(NamesOnRequest(reader), key, (STATE,), on).only if key else None
    return (state, said) if state else None


def _otherwise(reader: Reader, text: str, kinds: Sequence[str], on: On | None) -> Found | None:
    """Such a state, with a remark that says so."""
    found = meant_otherwise(reader, text, kinds, on)
    if found is None:
        return None
    state, said = found
    remark = f"{said} {_named_key(reader, state)}"
    if remark not in reader.remarks:
        reader.remarks.append(remark)
    return state


def _look_up(names: NamesOnRequest, text: str, kinds: Sequence[str], on: On | None) -> Meaning:
    found = meaning(names, text, kinds, on)
    if len(found.candidates) > 1:
        raise _ambiguous(names.reader, text, list(found.candidates))
    return found


def _ambiguous(reader: Reader, text: str, found: list[Found]) -> AmbiguousNameError:
    labels = labels_of(reader, found)
    lines = [f"  {_full_key(match, found)}  {labels.get(match, '')}".rstrip() for match in found]
    return AmbiguousNameError(
        f"'{text}' is ambiguous. It can be:\n" + "\n".join(sorted(lines)),
        "Ask again with one of these keys.",
        candidates=sorted(match.key for match in found),
    )


def _full_key(match: Found, among: list[Found]) -> str:
    several_kinds = len({other.kind for other in among}) > 1
    prefix = {ORGANIZATION: "org", STATE: "state", PERSON: "person"}[match.kind]
    return f"{prefix}:{match.key}" if several_kinds else match.key


def labels_of(reader: Reader, found: Sequence[Found]) -> dict[Found, str]:
    """Names, and for states their lives, to show beside keys."""
    sql = LABELS
    rows = {(r["kind"], r["key"]): r for r in rows_in(reader, sql, [match.key for match in found])}
    labels = {}
    for match in found:
        row = rows.get((match.kind, match.key))
        if row:
            period = f" ({row['period']})" if row["period"].strip("/.") else ""
            labels[match] = f"{row['name']}{period}"
    return labels


def _refuse(reader: Reader, text: str, kinds: Sequence[str], near: Sequence[Found]) -> NoReturn:
    raise _unknown(reader, text, kinds, near)


def _unknown(
    reader: Reader, text: str, kinds: Sequence[str], near: Sequence[Found]
) -> UnknownNameError:
    wanted = kinds_and_name(text, kinds)[0]
    what = " or ".join(wanted) if wanted else "thing of that kind"
    message = f"No {what} found for '{text}'."
    if near:
        listed = ", ".join(_named_key(reader, thing) for thing in near)
        return UnknownNameError(
            f"'{text}' is not in use on this date.",
            f"At other times it means {listed}.",
            suggestions=[thing.key for thing in near],
        )
    if STATE in wanted and fold(text) in WITHOUT_ENTRY:
        return UnknownNameError(message, WITHOUT_ENTRY[fold(text)])
    other = _of_another_kind(reader, text, wanted)
    if other:
        hint = f"{_named_key(reader, other)} is {A_KIND[other.kind].format(key=other.key)}"
        return UnknownNameError(message, hint, suggestions=[other.key])
    suggestions = suggestions_for(reader, text, kinds)
    hint = "Did you mean " + ", ".join(f"{key} ({name})" for key, name in suggestions) + "?"
    return UnknownNameError(
        message,
        hint if suggestions else _where_to_look(text),
        suggestions=[key for key, _ in suggestions],
    )


def _where_to_look(text: str) -> str:
    if text.strip().isdecimal():
        number = text.strip()
        return f"Say of which list a number is: cow:{number}, gw:{number}, m49:{number}."
    scheme, colon, _ = text.partition(":")
    scheme = scheme.strip().lower()
    if colon and scheme.isidentifier() and scheme not in ALL_SCHEMES:
        return f"'{scheme}' is not a scheme of codes; cow, gw, iso2, iso3, m49 and wikidata are."
    return "List the keys with: orgdb orgs, orgdb states. Search all texts with: orgdb search TEXT"


def _named_key(reader: Reader, thing: Found) -> str:
    """A key with its English name, without the years of a state."""
    label = labels_of(reader, [thing]).get(thing, "")
    return f"{thing.key} ({label.partition(' (')[0]})" if label else thing.key


def _of_another_kind(reader: Reader, text: str, wanted: Sequence[str]) -> Found | None:
    """The one thing of another kind with this name."""
    others = [kind for kind in ANY if kind not in wanted]
    if not wanted or kinds_and_name(text, ANY)[0] != ANY:
        return None
    return meaning(NamesOnRequest(reader), text, others).only
