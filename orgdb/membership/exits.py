"""Exits: announced, notified to the depositary, in effect, taken back; each is its own fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orgdb.dates import NO_EARLIEST
from orgdb.db.reader import Reader
from orgdb.errors import QuestionError
from orgdb.names.lookup import ORGANIZATION, STATE, find
from orgdb.parameters import DateLike, parse_on
from orgdb.sources.citations import sources_of

STAGES = ("announced", "notified", "effective", "reversed")
EXITS = """
SELECT org, org_name, member, member_name, announced, notified, effective, clause, reversed, remark,
    announced_latest, notified_latest, effective_latest, reversed_latest,
    announced_earliest, notified_earliest, fact, fact_id,
    (SELECT MAX(r.known_through) FROM rosters r
        WHERE r.organization_id = exits.organization_id AND r.preference = 0) AS known_through,
    (SELECT MAX(m.fact) FROM memberships m
        WHERE m.organization_id = exits.organization_id AND m.member_id = exits.member_id
            AND m.dataset = 'curated' AND m.status IN ('full', 'unspecified')
            AND m."end" = '..') AS still
FROM exits
WHERE {where}
ORDER BY COALESCE(announced, notified), org, member, fact"""


@dataclass(frozen=True, slots=True)
class ExitRow:
    """One exit (the columns of `orgdb exits`).

    `stage` is how far it has come by the date asked about (or as far as orgdb knows): *announced*
    in public, *notified* to the depositary or secretariat, *effective* (the first day of not being
    a member has come), or *reversed*. `clause` is the article that sets the waiting period.
    `still_member` is true where the membership is open in the last list that orgdb has.
    """

    org: str
    org_name: str
    member: str
    member_name: str
    stage: str
    announced: str | None
    notified: str | None
    effective: str | None
    clause: str | None
    reversed: str | None
    still_member: bool
    remark: str | None
    sources: tuple[str, ...]
    fact: str


def exits(
    reader: Reader, name: str | None = None, stage: str | None = None, on: DateLike | None = None
) -> tuple[ExitRow, ...]:
    """Who has announced, notified, completed or taken back an exit: from ORG, of a state, or all.

    With a date, as it stood on its last day; without one, as of today. An effect that falls due
    after the organization's list was last checked has not happened yet. Exits are listed where they
    were announced or notified; that a member has left long ago, `changes` tells. Raises
    `QuestionError` for an unknown stage.
    """
    if stage is not None and stage not in STAGES:
        raise QuestionError(f"Unknown stage '{stage}'.", f"Choose from: {', '.join(STAGES)}.")
    day = (parse_on(on) or parse_on("today")).latest  # type: ignore[union-attr]
    where, wanted = "1 = 1", {}
    if name is not None:
        found = find(reader, name, (ORGANIZATION, STATE))
        where = "member_id = :id" if found.kind == STATE else "organization_id = :id"
        wanted = {"id": found.id}
    rows = [
        {**row, "stage": _stage(row, day)}
        for row in reader.rows(EXITS.format(where=where), wanted)
        if _said_by(row, day)
    ]
    chosen = [row for row in rows if stage is None or row["stage"] == stage]
    sources = sources_of(reader, (row["fact_id"] for row in chosen))
    return tuple(
        ExitRow(
            **{name: row[name] for name in ExitRow.__slots__ if name in row},
            still_member=row["still"] is not None,
            sources=sources.get(row["fact_id"], ()),
        )
        for row in chosen
    )


def _stage(row: dict[str, str | None], day: str) -> str:
    """The last thing that had happened by the end of a day."""
    if _came(row, "reversed", day):
        return "reversed"
    # A day that was due after the last check may have brought a change of mind.
    checked = row["known_through"] or str(date.today())
    if _came(row, "effective", min(day, checked)):
        return "effective"
    return "notified" if _came(row, "notified", day) else "announced"


def _said_by(row: dict[str, str | None], day: str) -> bool:
    """Can it have been announced or notified by then? Of `[..2025]` all that is known is 2025."""
    said = []
    for name in STAGES[:2]:
        earliest, latest = str(row[f"{name}_earliest"]), str(row[f"{name}_latest"])
        if row[name] is not None:
            said.append(latest if earliest == NO_EARLIEST else earliest)
    return bool(said) and min(said) <= day


def _came(row: dict[str, str | None], name: str, day: str) -> bool:
    return row[name] is not None and str(row[f"{name}_latest"]) <= day
