"""Every membership in every list, some lists at a time: thousands of rows in little memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from orgdb.db.narrowing import narrowed, narrowed_rows
from orgdb.db.reader import Reader, Row, rows_in
from orgdb.membership.members import MemberRow, describe
from orgdb.membership.roster import require_dataset
from orgdb.membership.spell_rows import counts_as, with_suspensions
from orgdb.parameters import MEMBERS, WhoCounts, span

PORTION = 30  # lists, of some sixty members each
LISTS = """
SELECT roster_id, dataset FROM rosters
WHERE TRUE [AND dataset = :dataset | AND preferred]
ORDER BY org, dataset"""
# Names and codes are looked up once, not for each spell.
LABELS = """
SELECT state_id AS id, state AS key, 'state' AS kind, name, iso3, m49, cow FROM states
UNION ALL
SELECT organization_id, org, 'organization', name, NULL, NULL, NULL FROM organizations"""
OF_LISTS = """
SELECT r.org, m.status, m.status_word, m.start, m."end", m.joined_by, m.start_basis, m.end_reason,
    m.notice, m.effective, m.start_earliest, m.start_latest, m.end_earliest, m.end_latest,
    r.dataset, f.key AS fact, m.id AS fact_id, m.member_id, r.organization_id, m.life_exception,
    r.known_through
FROM rosters r
JOIN membership m ON m.roster_id = r.roster_id AND NOT m.retired
JOIN fact f ON f.id = m.id
JOIN entity e ON e.id = m.member_id
WHERE r.roster_id IN (:values) [AND m.start_earliest <= :latest] [AND m.end_latest >= :earliest]
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
        labels = {row["id"]: row for row in self.reader.rows(LABELS)}
        for start in range(0, len(self.lists), PORTION):
            portion = self.lists[start : start + PORTION]
            rows = rows_in(self.reader, sql, portion, asked)
            spells = [_labelled(row, labels) for row in rows if counts_as(row, who.statuses)]
            spells = with_suspensions(self.reader, spells)
            described = describe(self.reader, spells, who.on, who.rule, who.on is None)
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


def _labelled(row: Row, labels: dict[int, Row]) -> Row:
    """A spell with the names and codes of its two parties."""
    member = labels[row["member_id"]]
    row["member"], row["member_name"] = member["key"], member["name"]
    row["member_kind"] = member["kind"]
    row["iso3"], row["m49"], row["cow"] = member["iso3"], member["m49"], member["cow"]
    row["org_name"] = labels[row["organization_id"]]["name"]
    return row


def all_members(reader: Reader, who: WhoCounts = MEMBERS) -> EveryMembership:
    """Every spell in every organization, of every status unless some are named; or on a date."""
    return EveryMembership(reader, who)
