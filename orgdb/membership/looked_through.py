"""How far an answer about many lists reaches: which were looked through, where they end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orgdb.dates import NO_LATEST
from orgdb.db.narrowing import narrowed_rows
from orgdb.db.reader import Reader, Row, rows_in
from orgdb.membership.roster import roster_of
from orgdb.names.lookup import ORGANIZATION, STATE, find

LISTS = """
SELECT org, known_through, roster_id, complete FROM rosters
WHERE TRUE [AND dataset = :dataset | AND preferred]
ORDER BY org"""
SIZES = """
SELECT roster_id, COUNT(*) AS spells FROM membership
WHERE roster_id IN (:values) GROUP BY roster_id"""
# Of bodies that have members of their own and are still there; an organ's members are its parent's.
UNLISTED = """
SELECT org FROM organizations o
WHERE o.kind IN ('intergovernmental', 'specialized') AND o.dissolved_latest = :no_latest
    AND NOT EXISTS (
        SELECT 1 FROM rosters r
        WHERE r.organization_id = o.organization_id [AND r.dataset = :dataset])
ORDER BY org"""


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """The membership lists that an answer is made of.

    `organization` is that of the one list asked about, else None; `ends` are the days on which the
    lists were last checked, by organization; `partial` are those whose lists leave members out, the
    longest first; `missing` are organizations of today without a list.
    """

    organization: str | None
    ends: dict[str, str]
    missing: tuple[str, ...]
    partial: tuple[str, ...] = ()

    def ending_before(self, day: str) -> list[str]:
        """The organizations whose lists were last checked before a day."""
        return [org for org, end in self.ends.items() if end < day]


def looked_through(reader: Reader, name: str | None, dataset: str | None) -> LookedThrough:
    """Which lists say something about a name (an organization: its own), or about everybody."""
    found = find(reader, name, (ORGANIZATION, STATE)) if name else None
    if found and found.kind == ORGANIZATION:
        roster = roster_of(reader, found, dataset)
        ends = {roster.org: roster.known_through} if roster else {}
        return LookedThrough(found.key, ends, ())
    rows = narrowed_rows(reader, LISTS, {"dataset": dataset})
    ends = {row["org"]: row["known_through"] for row in rows}
    unlisted = narrowed_rows(reader, UNLISTED, {"dataset": dataset, "no_latest": NO_LATEST})
    return LookedThrough(None, ends, tuple(row["org"] for row in unlisted), _partial(reader, rows))


def _partial(reader: Reader, lists: Sequence[Row]) -> tuple[str, ...]:
    """The organizations whose lists leave members out, the longest list first."""
    orgs = {row["roster_id"]: row["org"] for row in lists if not row["complete"]}
    sizes = {row["roster_id"]: row["spells"] for row in rows_in(reader, SIZES, orgs)}
    return tuple(orgs[roster] for roster in sorted(orgs, key=lambda r: (-sizes.get(r, 0), orgs[r])))
