"""Rows that say the same twice, or make one member a member twice on the same day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from orgdb.importers.spell import ImportedSpell


def contradictions(spells: Iterable[ImportedSpell]) -> list[str]:
    """One message for each row that contradicts an earlier one, in the order of the rows.

    What is compared are the days on which a spell certainly ran, as the database does.
    """
    own: dict[tuple[str, str, str], list[tuple[int, ImportedSpell]]] = defaultdict(list)
    for place, spell in enumerate(spells):
        own[spell.organization, spell.member_kind, spell.member].append((place, spell))
    found: dict[int, str] = {}
    for series in own.values():
        if len(series) > 1:
            found |= _overlapping(series) | _repeated(series)
    return [message for _, message in sorted(found.items())]


def _repeated(series: list[tuple[int, ImportedSpell]]) -> dict[int, str]:
    first: dict[ImportedSpell, ImportedSpell] = {}
    found = {}
    for place, spell in series:
        earlier = first.setdefault(spell._replace(place=""), spell)
        if earlier is not spell:
            found[place] = _message(spell, "says the same as", earlier)
    return found


def _overlapping(series: list[tuple[int, ImportedSpell]]) -> dict[int, str]:
    """A sweep in order of the certain starts, beside the spell that has gone on longest so far."""
    found: dict[int, str] = {}
    longest: tuple[int, ImportedSpell] | None = None
    certain = [item for item in series if item[1].s2 <= item[1].e1]
    for item in sorted(certain, key=lambda item: (item[1].s2, item[0])):
        if longest and item[1].s2 <= longest[1].e1:
            (_, earlier), (place, later) = sorted((longest, item), key=lambda pair: pair[0])
            found.setdefault(place, _message(later, "overlaps", earlier))
        if longest is None or item[1].e1 > longest[1].e1:
            longest = item
    return found


def _message(spell: ImportedSpell, what: str, other: ImportedSpell) -> str:
    return f"{spell.place}: {spell.member} in {spell.organization} {what} {other.place}"
