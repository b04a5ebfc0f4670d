"""Conflicting rows: a name of two states, a party listed twice; and codes that do not exist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from orgdb.dates import NO_EARLIEST, NO_LATEST, Bounds, Period
from orgdb.seed import iso_codes
from orgdb.seed.records import FactRecord, FileRecord, Report, Seed
from orgdb.text import fold
from orgdb.vocabulary import NameKind

OWN_NAMES = frozenset({NameKind.OFFICIAL, NameKind.SHORT, NameKind.ACRONYM})


@dataclass(frozen=True, slots=True)
class _Claim:
    state: str
    kind: str
    bounds: Bounds
    row: FactRecord | None  # None for a generated name


def check_state_names(seed: Seed, lives: Mapping[str, Bounds], report: Report) -> None:
    """Report a name that two states have on the same day.

    Former names and two aliases of one spelling are left to whoever asks to tell apart, and so is
    what a state shares with one that it comes from or becomes (Germany).
    """
    linked = {
        frozenset((str(link.text("from")), str(link.text("to")))) for link in seed.state_links
    }
    claims: dict[str, list[_Claim]] = defaultdict(list)
    for name, claim in (*_curated_claims(seed, lives), *_generated_claims(seed, lives)):
        for other in claims[name]:
            if _clash(claim, other) and frozenset((claim.state, other.state)) not in linked:
                row = claim.row or other.row
                if row is not None:
                    own, theirs = (claim, other) if claim.row else (other, claim)
                    what = f"'{row.text('name')}' of {own.state} is also a name of {theirs.state}"
                    hint = "give each its period, or remove one"
                    report(row, "shared-name", what, hint)
                break
        claims[name].append(claim)


def _curated_claims(seed: Seed, lives: Mapping[str, Bounds]) -> Iterator[tuple[str, _Claim]]:
    for file in seed.states:
        life = lives.get(file.key)
        for row in file.rows.get("names", ()):
            period, name = row.values.get("period"), row.text("name")
            if life is None or name is None:
                continue
            bounds = _within(period, file.known_through, life)
            yield fold(name), _Claim(file.key, row.text("kind") or "", bounds, row)


def _generated_claims(seed: Seed, lives: Mapping[str, Bounds]) -> Iterator[tuple[str, _Claim]]:
    for row in seed.state_names:
        if row.kind in OWN_NAMES and row.state in lives:
            yield fold(row.name), _Claim(row.state, row.kind, lives[row.state], None)


def _within(period: object, through: str, life: Bounds) -> Bounds:
    """The bounds of a name, inside the life of its state."""
    if not isinstance(period, Period):
        return life
    own = period.bounds(through)
    return Bounds(
        max(own.s1, life.s1),
        life.s2 if own.s2 == NO_LATEST else max(own.s2, life.s2),
        life.e1 if own.e1 == NO_EARLIEST else min(own.e1, life.e1),
        min(own.e2, life.e2),
    )


def _clash(a: _Claim, b: _Claim) -> bool:
    if a.state == b.state or (a.row is None and b.row is None):
        return False
    kinds = {a.kind, b.kind}
    if NameKind.FORMER in kinds or not kinds & OWN_NAMES:
        return False
    if NameKind.ALIAS in kinds and (a.row is None or b.row is None):
        return False  # generated names of every language
    return a.bounds.s2 <= b.bounds.e1 and b.bounds.s2 <= a.bounds.e1


def check_parties(file: FileRecord, report: Report) -> None:
    """Report a party that appears twice for one treaty, unless it had left before."""
    seen: dict[tuple[str, str], FactRecord] = {}
    for row in file.rows.get("parties", ()):
        key = (row.text("treaty") or "", row.text("party") or "")
        earlier = seen.get(key)
        left = earlier is not None and any(
            one.text("denounced") or one.text("denounced_effect") for one in (earlier, row)
        )
        if earlier is not None and not left:
            what = f"{key[1]} is already a party to {key[0]}, at {earlier.place}"
            report(row, "duplicate-party", what, "put all dates into one row")
        seen[key] = row


def check_iso_codes(seed: Seed, report: Report) -> None:
    """Report ISO codes that the standard does not have and never had."""
    for file in seed.states:
        for row in file.rows.get("codes", ()):
            scheme, code = row.text("scheme") or "", row.text("code") or ""
            if not iso_codes.is_known(scheme, code):
                what = f"'{code}' is not a code of {scheme}"
                report(row, "unknown-code", what, "look it up in ISO 3166, or use X… for your own")
