"""How far an answer about many lists reaches: which were looked through, where they end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orgdb.db.reader import Reader, rows_in
from orgdb.membership.roster import roster_of
from orgdb.names.lookup import ORGANIZATION, STATE, find

LISTS = """
SELECT org, known_through FROM rosters
WHERE dataset = CAST(:dataset AS TEXT) OR (CAST(:dataset AS TEXT) IS NULL AND preferred)
ORDER BY org"""
KNOWN = "SELECT key AS org FROM entity WHERE kind = 'organization' AND key IN (:values)"
# Organizations open to the whole world: a reader takes it that their lists were looked through.
WORLDWIDE = """UN UNESCO ILO WHO FAO IMF IBRD IDA IFC MIGA ICAO IMO ITU UPU WIPO WMO IAEA UNIDO
UNWTO IFAD WTO WCO OPCW ICC IOM INTERPOL ISA WOAH BIE NAM G77 ACP""".split()


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """The membership lists that an answer is made of.

    `organization` is that of the one list asked about, else None; `ends` are the days on which the
    lists were last checked, by organization; `missing` are worldwide organizations without a list.
    """

    organization: str | None
    ends: dict[str, str]
    missing: tuple[str, ...]

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
    rows = reader.rows(LISTS, {"dataset": dataset})
    ends = {row["org"]: row["known_through"] for row in rows}
    return LookedThrough(None, ends, _without_list(reader, list(ends)))


def _without_list(reader: Reader, listed: Sequence[str]) -> tuple[str, ...]:
    known = {row["org"] for row in rows_in(reader, KNOWN, WORLDWIDE)}
    return tuple(key for key in WORLDWIDE if key in known and key not in listed)
