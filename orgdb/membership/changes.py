"""What changed between two dates: who joined, left, was suspended, came back."""

from __future__ import annotations

from dataclasses import dataclass

from orgdb.dates import NO_EARLIEST, NO_LATEST, date_bounds
from orgdb.db.reader import Reader
from orgdb.membership.dated_changes import DatedChange, all_changes
from orgdb.membership.roster import require_dataset
from orgdb.names.lookup import ORGANIZATION, STATE, find
from orgdb.parameters import Window, parse_statuses
from orgdb.sources.citations import evidence_of
from orgdb.vocabulary import Certainty, Change

ORDER = tuple(Change)
LONGEST_IN_YEARS = 1  # from one calendar year into the next


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change (the columns of `orgdb changes`).

    `date` is the first day of the new state of things, as EDTF: of a departure the first day of
    not being a member, of a suspension that ended the first day after it. `status` is the status
    after the change, for a departure that before it. `certainty` says whether the date surely lies
    between those asked about; `reason` is how the spell began or ended, or the instrument that
    suspended or reinstated; `disputed` whether a source has another date.
    """

    date: str
    org: str
    member: str
    change: str
    status: str
    reason: str | None
    certainty: str
    dataset: str
    sources: tuple[str, ...]
    fact: str
    org_name: str
    member_name: str
    disputed: bool


def changes(
    reader: Reader,
    name: str | None = None,
    from_: str | None = None,
    to: str | None = None,
    status: str | None = None,
    dataset: str | None = None,
) -> tuple[ChangeRow, ...]:
    """Who joined, left, was suspended or came back from one date to another, sorted by date.

    In an organization, of a state (or of an organization, in others), or everywhere. Full and
    unspecified members count unless `status` names others; a change of status is in where either
    the old or the new one counts. Memberships that are still open have not changed.
    """
    window = Window.parse(from_, to)
    wanted = parse_statuses(status)
    require_dataset(reader, dataset)
    number = find(reader, name, (ORGANIZATION, STATE)).id if name else None
    inside = []
    for change in all_changes(reader, number, wanted, dataset, window):
        certainty = window.holds(change.days)
        if certainty is not None:
            inside.append((change, Certainty.POSSIBLE if change.doubtful else certainty))
    inside.sort(key=lambda pair: _order(pair[0]))
    facts = [change.fact_id for change, _ in inside]
    sources, disputes = evidence_of(reader, facts)
    return tuple(
        ChangeRow(
            date=change.text,
            org=change.spell["org"],
            member=change.spell["member"],
            change=change.change.value,
            status=change.status or change.spell["status"],
            reason=change.reason,
            certainty=certainty.value,
            dataset=change.spell["dataset"],
            sources=sources.get(change.fact_id, ()),
            fact=change.fact,
            org_name=change.spell["org_name"],
            member_name=change.spell["member_name"],
            disputed=any(d["about"] in change.abouts for d in disputes.get(change.fact_id, ())),
        )
        for change, certainty in inside
    )


def is_dated(row: ChangeRow) -> bool:
    """Is the date of a change known well enough to tell it of a time: to a year, or two?

    A source that first lists a member in 2026 leaves open that it joined in any year before.
    """
    if row.certainty == Certainty.CERTAIN:
        return True
    first, last = date_bounds(row.date) if row.date else (NO_EARLIEST, NO_LATEST)
    return int(last[:4]) - int(first[:4]) <= LONGEST_IN_YEARS


def _order(change: DatedChange) -> tuple[str, str, str, str, int, str]:
    spell = change.spell
    place = ORDER.index(change.change)
    return (*change.days, spell["org"], spell["member"], place, change.fact)
