"""Spells for event-history analysis: when each began and ended, and how far that is known."""

from __future__ import annotations

from dataclasses import dataclass

from orgdb.dates import NO_EARLIEST, NO_LATEST, OPEN
from orgdb.db.narrowing import narrowed_rows
from orgdb.db.reader import Reader
from orgdb.membership.roster import require_dataset
from orgdb.names.lookup import find_organization
from orgdb.parameters import parse_statuses

SPELLS = """
SELECT m.org, m.member, m.iso3, m.cow, m.status, m.start, m."end", m.start_earliest,
    m.start_latest, m.end_earliest, m.end_latest, m.joined_by, m.start_basis, m.end_reason,
    m.dataset, m.fact
FROM memberships m
JOIN rosters r ON r.roster_id = m.roster_id
WHERE TRUE [AND m.organization_id = :org] [AND m.dataset = :dataset | AND r.preferred]
ORDER BY m.org, m.member, m.start_earliest, m.start_latest, m.fact"""


@dataclass(frozen=True, slots=True)
class SpellRow:
    """One spell (`orgdb report spells`).

    `left_censored`: it had begun by then, nobody says since when. `interval_censored`: its start or
    its end is known to lie between two days only. `right_censored`: it had not ended when the
    roster was last checked, or nobody says when it did; `ended` is the event.
    """

    org: str
    member: str
    iso3: str | None
    cow: str | None
    status: str
    start: str
    end: str
    start_earliest: str
    start_latest: str
    end_earliest: str
    end_latest: str
    ended: bool
    left_censored: bool
    interval_censored: bool
    right_censored: bool
    joined_by: str | None
    start_basis: str | None
    end_reason: str | None
    dataset: str
    fact: str


def spells(
    reader: Reader,
    organization: str | None = None,
    status: str | None = None,
    dataset: str | None = None,
) -> tuple[SpellRow, ...]:
    """Every spell, of every status unless some are named, with what is known of its two ends."""
    require_dataset(reader, dataset)
    wanted = parse_statuses(status or "all")
    org = find_organization(reader, organization).id if organization else None
    found = []
    for row in narrowed_rows(reader, SPELLS, {"org": org, "dataset": dataset}):
        if row["status"] not in wanted:
            continue
        left = row["start_earliest"] == NO_EARLIEST
        right = row["end_latest"] == NO_LATEST
        between = not left and row["start_earliest"] != row["start_latest"]
        between = between or (not right and row["end_earliest"] != row["end_latest"])
        ended = row["end"] != OPEN
        marks = {"ended": ended, "left_censored": left, "right_censored": right}
        found.append(SpellRow(**row, **marks, interval_censored=between))
    return tuple(found)
