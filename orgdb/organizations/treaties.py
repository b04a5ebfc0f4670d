"""Founding instruments, their amendments, and who signed and ratified them when."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from orgdb.db.narrowing import narrowed_rows
from orgdb.db.reader import Reader, Row
from orgdb.errors import UnknownNameError
from orgdb.names.lookup import Found, Name, find_organization
from orgdb.parameters import DateLike, On, parse_on
from orgdb.sources.citations import with_sources
from orgdb.sources.keyed import find_treaty, treaties_like

MOST_OFFERED = 3
CHARTERS = """
SELECT org, treaty, title, kind, signed, signed_city, signed_state, in_force, amends, depositary,
    registration, adopted, fact, fact_id
FROM charters
WHERE TRUE [AND organization_id = :organization] [AND treaty = :treaty]
    [AND (signed IS NULL OR signed_earliest <= :latest)]
ORDER BY org, CASE kind WHEN 'charter' THEN 0 WHEN 'amendment' THEN 1 ELSE 2 END,
    COALESCE(signed, adopted, ''), treaty"""
# In the order of names.
PARTIES = """
SELECT p.treaty, p.party, p.signed, p.consent, p.consented, p.deposited, p.in_force, p.denounced,
    p.denounced_effect, p.party_name, p.fact, p.fact_id
FROM parties p
JOIN charters c ON c.treaty_id = p.treaty_id
WHERE TRUE [AND c.organization_id = :organization] [AND p.treaty = :treaty]
    [AND (p.deposited IS NULL OR p.deposited_earliest <= :latest)]
ORDER BY CASE c.kind WHEN 'charter' THEN 0 WHEN 'amendment' THEN 1 ELSE 2 END,
    COALESCE(c.signed, c.adopted, ''), p.treaty, COALESCE(p.party_name, p.party), p.party"""


@dataclass(frozen=True, slots=True)
class CharterRow:
    """One treaty of an organization (the columns of `orgdb charter`).

    `signed` is the day it was opened for signature, `in_force` the day it entered into force;
    amendments need not enter into force in the order in which they were signed.
    """

    org: str
    treaty: str
    title: str
    kind: str
    signed: str | None
    signed_city: str | None
    signed_state: str | None
    in_force: str | None
    amends: str | None
    depositary: str | None
    registration: str | None
    sources: tuple[str, ...]
    fact: str
    adopted: str | None


@dataclass(frozen=True, slots=True)
class PartyRow:
    """What one state did to one treaty (the columns of `orgdb charter --parties`).

    `consented` is the date of the instrument of consent, `deposited` that of its deposit.
    """

    treaty: str
    party: str
    signed: str | None
    consent: str | None
    consented: str | None
    deposited: str | None
    in_force: str | None
    denounced: str | None
    denounced_effect: str | None
    sources: tuple[str, ...]
    fact: str
    party_name: str | None


def charters(
    reader: Reader, name: str | None = None, on: DateLike | None = None
) -> tuple[CharterRow, ...]:
    """The founding instrument, amendments and related instruments of an organization, or of all.

    The name can also be the key or the title of one treaty. With a date, those signed by then.
    Raises `UnknownNameError` or `AmbiguousNameError`.
    """
    rows = charter_rows(reader, name, parse_on(on))
    return tuple(CharterRow(**row) for row in with_sources(reader, rows))


def charter_rows(reader: Reader, name: Name | None, on: On | None) -> list[Row]:
    """The same treaties, before their sources are looked up."""
    return narrowed_rows(reader, CHARTERS, _parameters(reader, name, on))


def parties(
    reader: Reader, name: str | None = None, on: DateLike | None = None
) -> tuple[PartyRow, ...]:
    """Who signed and consented to the treaties of an organization, to one treaty, or to all.

    With a date, parties that deposited by then, and those whose deposit is not known. Raises
    `UnknownNameError` or `AmbiguousNameError`.
    """
    return _parties(reader, _parameters(reader, name, parse_on(on)))


def parties_of(reader: Reader, treaty: str, on: DateLike | None = None) -> tuple[PartyRow, ...]:
    """Who signed and consented to one treaty, by its key."""
    return _parties(reader, {**_parameters(reader, None, parse_on(on)), "treaty": treaty})


def _parties(reader: Reader, asked: dict[str, object]) -> tuple[PartyRow, ...]:
    rows = narrowed_rows(reader, PARTIES, asked)
    return tuple(PartyRow(**row) for row in with_sources(reader, rows))


def _parameters(reader: Reader, name: Name | None, on: On | None) -> dict[str, object]:
    asked: dict[str, object] = {
        "organization": None,
        "treaty": None,
        "latest": on.latest if on else None,
    }
    if name is None:
        return asked
    try:
        return {**asked, "organization": find_organization(reader, name).id}
    except UnknownNameError as error:
        if isinstance(name, Found):
            raise
        if thing := find_treaty(reader, name):
            return {**asked, "treaty": thing.key}
        raise _no_treaty(reader, name, error) from None


def _no_treaty(reader: Reader, name: str, error: UnknownNameError) -> UnknownNameError:
    """Say which treaties have these words in their titles; else which organization is meant."""
    message = f"No organization or treaty found for '{name}'."
    like = treaties_like(reader, name)
    if not like and name.lower().startswith("treaty:"):
        return UnknownNameError(message, "Search titles with: orgdb search TEXT")
    if not like:
        return UnknownNameError(message, error.hint, error.suggestions)
    said = " or ".join(f"{row['key']} ({row['title']})" for row in like[:MOST_OFFERED])
    hint = f"Did you mean {said}?"
    if len(like) > MOST_OFFERED:
        hint += f" {len(like)} treaties have these words: orgdb search {shlex.quote(name)}"
    return UnknownNameError(message, hint, [row["key"] for row in like])
