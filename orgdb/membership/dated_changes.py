"""How memberships began, ended, were suspended: each change with the days on which it can lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orgdb.dates import OPEN, Bounds, Days, day_before, next_day, text_of
from orgdb.db.narrowing import narrowed, narrowed_rows
from orgdb.db.reader import Reader, Row, rows_in
from orgdb.parameters import Window
from orgdb.vocabulary import Answer, Change, EndReason, JoinedBy, Scope, Status

SPELLS = """
SELECT m.org, m.org_name, m.member, m.member_name, m.roster_id, m.member_id, m.member_kind,
    m.status, m.status_word, m.start, m."end", m.start_earliest, m.start_latest, m.end_earliest,
    m.end_latest, m.joined_by, m.end_reason, m.effective, m.effective_earliest,
    m.effective_latest, m.dataset, m.fact, m.fact_id
FROM memberships m
JOIN rosters r ON r.roster_id = m.roster_id
WHERE TRUE [AND m.dataset = :dataset | AND r.preferred]
    AND EXISTS (
        SELECT 1 FROM membership x
        WHERE x.roster_id = m.roster_id AND x.member_id = m.member_id
            AND (x.start_earliest <= :latest AND x.start_latest >= :earliest
                OR x."end" <> '..' AND x.end_earliest <= :latest AND x.end_latest >= :eve
                OR x.effective IS NOT NULL
                    AND x.effective_earliest <= :latest AND x.effective_latest >= :earliest
                OR EXISTS (SELECT 1 FROM suspension s WHERE s.membership_id = x.id)))
{among}
ORDER BY m.org, m.member, m.start_earliest, m.fact"""
# Looked up first: a planner with a dozen tables to join would read all memberships for it.
OF_ONE = """
SELECT id FROM membership WHERE member_id = :id
UNION
SELECT m.id FROM membership m JOIN roster r ON r.id = m.roster_id WHERE r.organization_id = :id"""
SUSPENSIONS = """
SELECT roster_id, member_id, membership_id, scope, instrument, lifted_by, start, "end",
    start_earliest, start_latest, end_earliest, end_latest, fact, fact_id
FROM suspensions WHERE membership_id IN (:values)
ORDER BY start_earliest, fact"""


@dataclass(frozen=True, slots=True)
class DatedChange:
    """A change before it is known to lie in the window: its days, its fact, what it is."""

    spell: Row
    change: Change
    days: Days
    text: str
    reason: str | None
    fact: str
    fact_id: int
    abouts: tuple[str, ...]
    doubtful: bool = False
    status: str = ""


def all_changes(
    reader: Reader,
    number: int | None,
    statuses: Sequence[Status],
    dataset: str | None,
    window: Window,
) -> Iterator[DatedChange]:
    """Every change in the rosters that answer, of one organization or member or of all.

    Only members that have changed in the window are looked at: all their changes are returned.
    """
    span = {"earliest": window.earliest, "latest": window.latest}
    asked = {"dataset": dataset, "eve": day_before(window.earliest), **span}
    by_member: dict[tuple[int, str, int], list[Row]] = defaultdict(list)
    if number is None:
        found = narrowed_rows(reader, SPELLS.format(among=""), asked)
    else:
        own = (row["id"] for row in reader.rows(OF_ONE, {"id": number}))
        among = SPELLS.format(among="AND m.fact_id IN (:values)")
        found = rows_in(reader, narrowed(among, asked), own, asked)
    for spell in found:
        by_member[spell["roster_id"], spell["member_kind"], spell["member_id"]].append(spell)
    suspensions: dict[int, list[Row]] = defaultdict(list)
    for suspension in rows_in(reader, SUSPENSIONS, (spell["fact_id"] for spell in found)):
        suspensions[suspension["membership_id"]].append(suspension)
    for spells in by_member.values():
        counted = [s for s in spells if s["status"] in statuses and s["status"] != Status.UNKNOWN]
        for spell in spells:
            if spell["status"] == Status.UNKNOWN:
                continue
            yield from _of_spell(spell, spells, counted)
            if spell in counted:
                yield from _of_suspensions(spell, spells, suspensions[spell["fact_id"]])


def _of_spell(spell: Row, spells: Sequence[Row], counted: Sequence[Row]) -> Iterator[DatedChange]:
    """How one spell began and ended."""
    others = [other for other in spells if other is not spell]
    doubts = [other for other in others if other["status"] == Status.UNKNOWN]
    start = (spell["start_earliest"], min(spell["start_latest"], spell["end_latest"]))
    by_change = spell["joined_by"] == JoinedBy.STATUS_CHANGE
    if spell in counted or (by_change and _before(spell, others) in counted):
        yield DatedChange(
            spell,
            Change.STATUS if by_change else Change.JOINED,
            start,
            spell["start"] or text_of(start),
            None if by_change else spell["joined_by"],
            spell["fact"],
            spell["fact_id"],
            ("start",),
            # A data set that does not know about the day before does not know of a change.
            doubtful=any(_holds(doubt, _day_before(start)) for doubt in doubts),
        )
    if spell["end"] == OPEN or spell not in counted:
        return
    if spell["end_reason"] == EndReason.STATUS_CHANGE and any(
        other["joined_by"] == JoinedBy.STATUS_CHANGE for other in others
    ):
        return
    end = next_day((max(spell["end_earliest"], spell["start_earliest"]), spell["end_latest"]))
    text = text_of(end)
    if spell["effective"]:
        end = (spell["effective_earliest"], spell["effective_latest"])
        text = spell["effective"]
    yield DatedChange(
        spell,
        Change.LEFT,
        end,
        text,
        spell["end_reason"],
        spell["fact"],
        spell["fact_id"],
        ("end", "effective"),
        doubtful=any(_holds(doubt, end) for doubt in doubts),
    )


def _before(spell: Row, others: Sequence[Row]) -> Row | None:
    """The spell of another status that this one followed."""
    ended = [
        other
        for other in others
        if other["end_reason"] == EndReason.STATUS_CHANGE
        and other["start_earliest"] <= spell["start_earliest"]
    ]
    return max(ended, key=lambda other: str(other["start_earliest"]), default=None)


def _of_suspensions(
    spell: Row, spells: Sequence[Row], suspensions: Sequence[Row]
) -> Iterator[DatedChange]:
    """How each suspension of a spell began, and ended while the membership went on."""
    for item in suspensions:
        start = (item["start_earliest"], item["start_latest"])
        yield DatedChange(
            spell,
            Change.SUSPENDED,
            start,
            item["start"] or text_of(start),
            _instrument(item, item["instrument"]),
            item["fact"],
            item["fact_id"],
            ("start",),
        )
        if item["end"] == OPEN:
            continue
        end = next_day((item["end_earliest"], item["end_latest"]))
        # A suspension that ends with the membership reinstates nobody.
        still = {_bounds(other).on(*end) for other in spells if other["status"] != Status.UNKNOWN}
        if still == {Answer.NO}:
            continue
        yield DatedChange(
            spell,
            Change.REINSTATED,
            end,
            text_of(end),
            _instrument(item, item["lifted_by"]),
            item["fact"],
            item["fact_id"],
            ("end",),
            doubtful=Answer.YES not in still,
        )


def _instrument(item: Row, instrument: str | None) -> str | None:
    """By which instrument; of a suspension that only took away the vote, that too."""
    if item["scope"] == Scope.PARTICIPATION:
        return instrument
    return f"{item['scope']}: {instrument}" if instrument else str(item["scope"])


def _bounds(row: Row) -> Bounds:
    names = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    return Bounds(*(row[name] for name in names))


def _holds(row: Row, days: Days) -> bool:
    return _bounds(row).on(*days) is not Answer.NO


def _day_before(days: Days) -> Days:
    return day_before(days[0]), day_before(days[1])
