"""Every membership in every list, some lists at a time: thousands of rows in little memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from orgdb.db.narrowing import narrowed, narrowed_rows
from orgdb.db.reader import Reader, rows_in
from orgdb.membership.members import MemberRow, describe
from orgdb.membership.roster import require_dataset
from orgdb.membership.spell_rows import counts_as, with_suspensions
from orgdb.parameters import MEMBERS, WhoCounts, span

PORTION = 30  # lists, of some sixty members each
LISTS = """
SELECT roster_id, dataset FROM rosters
WHERE TRUE [AND dataset = :dataset | AND preferred]
ORDER BY org, dataset"""
# Names and codes of members are looked up once, not for each of their spells.
OF_LISTS = """
WITH label AS MATERIALIZED (
    SELECT state_id AS id, state AS key, 'state' AS kind, name, iso3, m49, cow FROM states
    UNION ALL
    SELECT organization_id, org, 'organization', name, NULL, NULL, NULL FROM organizations
), asked AS MATERIALIZED (
    SELECT r.roster_id, r.org, r.organization_id, o.name AS org_name, r.dataset, r.known_through
    FROM rosters r
    JOIN label o ON o.id = r.organization_id
    WHERE r.roster_id IN (:values)
)
SELECT r.org, r.org_name, e.key AS member, e.name AS member_name, e.kind AS member_kind, e.iso3,
    e.m49, e.cow, m.status, m.status_word, m.start, m."end", m.joined_by, m.start_basis,
    m.end_reason, m.notice, m.effective, m.start_earliest, m.start_latest, m.end_earliest,
    m.end_latest, r.dataset, f.key AS fact, m.id AS fact_id, m.member_id, r.organization_id,
    m.life_exception, r.known_through
FROM asked r
JOIN membership m ON m.roster_id = r.roster_id AND NOT m.retired
JOIN fact f ON f.id = m.id
JOIN label e ON e.id = m.member_id
WHERE TRUE [AND m.start_earliest <= :latest] [AND m.end_latest >= :earliest]
ORDER BY r.org, e.key, m.start_earliest, f.key"""


class EveryMembership(Sequence[MemberRow]):
    """The rows of all lists, read anew by whoever goes through them; `datasets` are theirs."""

    def __init__(self, reader: Reader, who: WhoCounts) -> None:
        require_dataset(reader, who.dataset)
        self.reader = reader
        self.who = who.or_every_status()
        lists = narrowed_rows(reader, LISTS, {"dataset": who.dataset})
        self.lists = [row["roster_id"] for row in lists]
        self.datasets = {row["dataset"] for row in lists}
        self._length: int | None = None

    def __iter__(self) -> Iterator[MemberRow]:
        asked, who = span(self.who.on), self.who
        sql, number = narrowed(OF_LISTS, asked), 0
        for start in range(0, len(self.lists), PORTION):
            portion = self.lists[start : start + PORTION]
            rows = rows_in(self.reader, sql, portion, asked)
            spells = [row for row in rows if counts_as(row, who.statuses)]
            of_all_time = who.on is None
            spells = with_suspensions(self.reader, spells)
            described = describe(self.reader, spells, who.on, who.rule, of_all_time)
            number += len(described)
            yield from described
        self._length = number

    def __len__(self) -> int:
        return sum(1 for _ in self) if self._length is None else self._length

    def __bool__(self) -> bool:
        return next(iter(self), None) is not None

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        first = isinstance(place, slice) and not place.start and place.step is None
        stop = place.stop if first else None
        return list(self)[place] if stop is None or stop < 0 else list(islice(self, stop))


def all_members(reader: Reader, who: WhoCounts = MEMBERS) -> EveryMembership:
    """Every spell in every organization, of every status unless some are named; or on a date."""
    return EveryMembership(reader, who)
