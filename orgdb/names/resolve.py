"""From a written name to what it can mean: the rules, apart from where the names are read.

A name is tried as a code, as a key, as it is spelled, in the other ways lists write it, and as two
names for one thing. The first of these that finds anything decides; nothing is compared by
likeness. A date leaves those that had the name and existed on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from orgdb.dates import NO_LATEST
from orgdb.names.spelling_variants import forms, parts
from orgdb.parameters import On
from orgdb.text import fold

ORGANIZATION, STATE, PERSON = "organization", "state", "person"
ANY = (ORGANIZATION, STATE, PERSON)
KIND_PREFIXES = {"org": ORGANIZATION, "organization": ORGANIZATION, STATE: STATE, PERSON: PERSON}
# What people call a scheme, where the stored name is another.
SCHEMES = {"m49": "iso-numeric", "numeric": "iso-numeric", "ioname": "cow-ioname", "fips": "gec"}
# Lists of the states of the world: each code is there only while its state is.
SYSTEMS = ("cow", "cow-abb", "gw")
BARE_CODES = ("cow-ioname", "factbook")
ORGANIZATION_SCHEMES = {"cow": "cow-ioname"}
ALWAYS = ("0001-01-01", NO_LATEST)
FORMER, ACRONYM = "former", "acronym"

BY_CODE, BY_KEY, BY_NAME, BY_SPELLING, BY_PARTS = "code", "key", "name", "spelling", "parts"
BY_PREDECESSOR = "predecessor"
KEY_SCHEME = "key"
_WIKIDATA = re.compile(
    r"(?:wikidata\s*:\s*)?(?:https?://)?(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/(Q\d+)/?(?:[#?].*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a name turned out to mean."""

    kind: str
    id: int
    key: str


@dataclass(frozen=True, slots=True)
class Named:
    """One thing and one name or code of it, with the days on which it was in use."""

    found: Found
    name_kind: str = ""
    earliest: str = ALWAYS[0]
    latest: str = ALWAYS[1]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name can mean (one thing, several, or none) and by which rule.

    `near` are those that a code means at other times, where it means nobody on the date. `changes`
    says that the candidates follow one another.
    """

    candidates: tuple[Found, ...] = ()
    how: str = ""
    near: tuple[Found, ...] = ()
    changes: bool = False

    @property
    def only(self) -> Found | None:
        """The one meaning, or None."""
        return self.candidates[0] if len(self.candidates) == 1 else None


class Names(Protocol):
    """Where names, codes and lives are read: one at a time, or all of them at once."""

    def with_key(self, text: str) -> Sequence[Named]:
        """Things with this key; case matters only where two keys differ by it."""
        ...

    def with_name(self, folded: Sequence[str]) -> dict[str, list[Named]]:
        """Things by folded name."""
        ...

    def with_code(self, schemes: Sequence[str], code: str) -> Sequence[Named]:
        """Things with this code in one of these schemes; case does not matter."""
        ...

    def lives(self, things: Iterable[Found]) -> dict[Found, tuple[str, str]]:
        """The first and the last day on which each can have existed."""
        ...

    def predecessor(self, state: Found) -> Found | None:
        """The state that this one continues, where there is one."""
        ...


def meaning(
    names: Names,
    text: str,
    kinds: Sequence[str] = ANY,
    on: On | None = None,
    keys_first: bool = True,
) -> Meaning:
    """What a text means among things of these kinds, on a date if one is given.

    A question can be asked with a key, which then decides. In a column of somebody's names
    (`keys_first` is False) a text that is the key of one body and the acronym of another is
    ambiguous.
    """
    kinds, wanted = kinds_and_name(text, kinds)
    if not kinds:
        return Meaning()
    address = _WIKIDATA.fullmatch(wanted)
    if address:
        wanted = f"wikidata:{address[1]}"
    near: tuple[Found, ...] = ()
    for found in _meanings(names, wanted, kinds, on):
        if found.candidates:
            return (
                found
                if keys_first or found.how != BY_KEY
                else _unshadowed(names, wanted, found, kinds)
            )
        near += found.near
    return Meaning(near=near)


def meaning_throughout(
    names: Names, text: str, kinds: Sequence[str], first: str, last: str
) -> Meaning:
    """What a text of a column means from one day to another; several where that changes."""
    whole = meaning(names, text, kinds, On("", first, last), keys_first=False)
    if whole.how == BY_KEY or not whole.candidates:
        return whole
    ends = [meaning(names, text, kinds, On.day(day), keys_first=False) for day in (first, last)]
    if any(end.near for end in ends):
        return Meaning(near=whole.candidates)
    throughout = set(ends[0].candidates).intersection(*(end.candidates for end in ends))
    if whole.how != BY_CODE and len(throughout) == 1:
        # `Germany` from 1951 on is ambiguous at first, but only one has had the name throughout.
        return Meaning(tuple(throughout), whole.how)
    every = dict.fromkeys(found for each in (whole, *ends) for found in each.candidates)
    changes = all(end.only for end in ends) and len(every) > 1
    return Meaning(tuple(every), whole.how, changes=changes)


def _meanings(names: Names, text: str, kinds: Sequence[str], on: On | None) -> Iterator[Meaning]:
    yield _by_code(names, text, kinds, on)
    yield from _as_one(names, text, kinds, on)
    yield _by_parts(names, text, kinds, on)


def _as_one(names: Names, text: str, kinds: Sequence[str], on: On | None) -> Iterator[Meaning]:
    yield _by_key(names, text, kinds)
    yield _by_name(names, text, kinds, on)


def _unshadowed(names: Names, text: str, found: Meaning, asked: Sequence[str]) -> Meaning:
    """The one with the key, and others of which it is the acronym: of its kind, or of any kind
    where the key is written otherwise (`SdN` is the League of Nations, SDN is Sudan).
    """
    plain = fold(text)
    exact = any(thing.key == text for thing in found.candidates)
    kinds = [thing.kind for thing in found.candidates] if exact else asked
    others = _of(names.with_name((plain,)).get(plain, ()), kinds) if plain else []
    current = (item for item in others if item.latest == NO_LATEST and item.name_kind == ACRONYM)
    return Meaning(tuple(dict.fromkeys((*found.candidates, *_distinct(current)))), BY_KEY)


def kinds_and_name(text: str, kinds: Sequence[str]) -> tuple[Sequence[str], str]:
    """`org:CAN` is the name CAN, of an organization only."""
    prefix, colon, rest = text.strip().partition(":")
    kind = KIND_PREFIXES.get(prefix.strip().lower())
    if not (colon and kind and rest):
        return kinds, text.strip()
    return ((kind,) if kind in kinds else ()), rest.strip()


def _of(named: Iterable[Named], kinds: Sequence[str]) -> list[Named]:
    return [item for item in named if item.found.kind in kinds]


def _distinct(named: Iterable[Named]) -> tuple[Found, ...]:
    return tuple(dict.fromkeys(item.found for item in named))


def _by_key(names: Names, text: str, kinds: Sequence[str]) -> Meaning:
    found = _of(names.with_key(text), kinds)
    # `OAS-GA` and `IACtHR` differ by case from what people type; the exact spelling wins.
    exact = [item for item in found if item.found.key == text]
    return Meaning(_distinct(exact or found), BY_KEY)


def _by_code(names: Names, text: str, kinds: Sequence[str], on: On | None) -> Meaning:
    scheme, colon, code = text.partition(":")
    name, code = scheme.strip().lower(), code.strip().lower()
    if not colon or not code:
        return Meaning()
    if name == KEY_SCHEME:
        return _by_key(names, text.partition(":")[2].strip(), kinds)
    schemes = (SCHEMES.get(name, name), ORGANIZATION_SCHEMES.get(name, SCHEMES.get(name, name)))
    found = _of(names.with_code(schemes, code), kinds)
    if on is None:
        current = [item for item in found if item.latest == NO_LATEST]
        return Meaning(_distinct(current or found), BY_CODE)
    held = _valid(found, on)
    if name in SYSTEMS or len(_distinct(held)) > 1:
        held = _alive(names, held, on)
    return Meaning(_distinct(held), BY_CODE, () if held else _distinct(found))


def _by_name(names: Names, text: str, kinds: Sequence[str], on: On | None) -> Meaning:
    plain = fold(text)
    if not plain or text.rstrip().endswith(("+", "＋")):
        # OPEC+ is another group than OPEC.
        return Meaning()
    found = _of(names.with_name((plain,)).get(plain, ()), kinds)
    how = BY_NAME if found else BY_CODE
    if ORGANIZATION in kinds:
        # `WPact`: what the Correlates of War or the Factbook call an organization, with no scheme.
        found += _of(names.with_code(BARE_CODES, text.lower()), (ORGANIZATION,))
    if not found:
        spelled = forms(text)[1:]
        by_form = names.with_name(spelled) if spelled else {}
        tries = (_of(by_form.get(form, ()), kinds) for form in spelled)
        found, how = next((some for some in tries if some), []), BY_SPELLING
    if not found:
        return Meaning()
    dated = _on_date(names, found, on)
    if dated:
        return Meaning(_distinct(dated), how)
    everyone = _distinct(found)
    if on and everyone[0].kind == STATE and len(everyone) == 1 and not _alive(names, found, on):
        # Before it existed, `Russia` meant the state that it continues by law.
        before = names.predecessor(everyone[0])
        if before and _alive(names, [Named(before)], on):
            return Meaning((before,), BY_PREDECESSOR)
    if on and len(everyone) > 1 and not _alive(names, found, on):
        # None of them existed then: whom the name means today is asked about, and told so.
        return Meaning(_distinct(_on_date(names, found, None)) or everyone, how)
    return Meaning(everyone, how)


def _on_date(names: Names, found: list[Named], on: On | None) -> list[Named]:
    """Who had the name on the date and existed; without a date, who has it and exists now."""
    if on is not None:
        return _alive(names, _valid(found, on), on)
    if len(_distinct(found)) == 1:
        return found
    lives = names.lives(_distinct(found))
    return [
        item
        for item in found
        if item.latest == NO_LATEST
        and item.name_kind != FORMER
        and lives.get(item.found, ALWAYS)[1] == NO_LATEST
    ]


def _valid(found: Iterable[Named], on: On) -> list[Named]:
    return [item for item in found if item.earliest <= on.latest and item.latest >= on.earliest]


def _alive(names: Names, found: Iterable[Named], on: On) -> list[Named]:
    some = list(found)
    lives = names.lives(_distinct(some))
    alive = []
    for item in some:
        first, last = lives.get(item.found, ALWAYS)
        if first <= on.latest and last >= on.earliest:
            alive.append(item)
    return alive


def _by_parts(names: Names, text: str, kinds: Sequence[str], on: On | None) -> Meaning:
    """`Myanmar (Burma)`: two names, where both mean one and the same thing."""
    both = parts(text)
    if not both:
        return Meaning()
    meanings = [
        next((found for found in _as_one(names, part, kinds, on) if found.candidates), Meaning())
        for part in both
    ]
    first, second = (each.only for each in meanings)
    return Meaning((first,), BY_PARTS) if first and first == second else Meaning()
