"""What several states have in common: the organizations all of them belong to on a date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from orgdb.dates import date_bounds, text_of
from orgdb.db.reader import Reader
from orgdb.errors import QuestionError
from orgdb.membership.members import MemberRow, describe, member_spells
from orgdb.membership.roster import require_dataset
from orgdb.names.lookup import find_members
from orgdb.parameters import MEMBERS, WhoCounts
from orgdb.vocabulary import Certainty


@dataclass(frozen=True, slots=True)
class SharedRow:
    """One organization all of them belong to (the columns of `orgdb shared`).

    `statuses` and `facts` hold one for each of them, in the order of the question; `since` is the
    latest of the starts of these memberships, empty where none is known. `certainty` is certain
    where every one of them surely was a member on the date.
    """

    org: str
    org_name: str
    statuses: tuple[str, ...]
    since: str
    certainty: str
    disputed: bool
    sources: tuple[str, ...]
    facts: tuple[str, ...]


def shared(
    reader: Reader,
    members: Sequence[str],
    who: WhoCounts = MEMBERS,
) -> tuple[SharedRow, ...]:
    """The organizations that all of these states (two or more) belong to on a date.

    Without a date, as of the day each list was last checked. Who counts is as in `members`.
    Raises `QuestionError` for fewer than two different states.
    """
    found = find_members(reader, members)
    if len({one.key for one in found}) < max(2, len(found)):
        raise QuestionError(
            "Name at least two different states.",
            "For example: orgdb shared PER CHL BOL",
        )
    require_dataset(reader, who.dataset)
    spells = member_spells(reader, found, who)
    several = [row for own in spells for row in own]
    by_org: list[dict[str, list[MemberRow]]] = [defaultdict(list) for _ in found]
    places = {one.key: place for place, one in enumerate(found)}
    for row in describe(reader, several, who.on, who.rule, all_time=False):
        by_org[places[row.member]][row.org].append(row)
    common = sorted(set(by_org[0]).intersection(*by_org[1:]))
    return tuple(_row(reader, [rows[org] for rows in by_org], who) for org in common)


def _row(reader: Reader, spells: Sequence[Sequence[MemberRow]], who: WhoCounts) -> SharedRow:
    chosen = [_deciding(rows) for rows in spells]
    certain = all(_certain(reader, rows, who) for rows in spells)
    return SharedRow(
        org=chosen[0].org,
        org_name=chosen[0].org_name,
        statuses=tuple(row.status for row in chosen),
        since=_since(chosen),
        certainty=(Certainty.CERTAIN if certain else Certainty.POSSIBLE).value,
        disputed=any(row.disputed for row in chosen),
        sources=tuple(dict.fromkeys(key for row in chosen for key in row.sources)),
        facts=tuple(row.fact for row in chosen),
    )


def _deciding(rows: Sequence[MemberRow]) -> MemberRow:
    """The spell that answers for a member: a certain one, else the first possible one."""
    return next((row for row in rows if row.certainty == Certainty.CERTAIN), rows[0])


def _certain(reader: Reader, rows: Sequence[MemberRow], who: WhoCounts) -> bool:
    if len(rows) == 1 or any(row.certainty == Certainty.CERTAIN for row in rows):
        return _deciding(rows).certainty == Certainty.CERTAIN
    # Two possible spells can make a certain one: a change of status within the month asked about.
    from orgdb.membership.is_member import is_member

    prefix = "state:" if rows[0].member_kind == "state" else "org:"
    return is_member(reader, prefix + rows[0].member, f"org:{rows[0].org}", who).yes


def _since(rows: Sequence[MemberRow]) -> str:
    """The latest of the starts; where their bounds overlap, the days it can be."""
    bounds = max(row.start_earliest for row in rows), max(row.start_latest for row in rows)
    for row in rows:
        if (row.start_earliest, row.start_latest) == bounds:
            return row.start
    if bounds in {_written(row.start) for row in rows}:
        return next(row.start for row in rows if _written(row.start) == bounds)
    return text_of(bounds)


def _written(text: str) -> tuple[str, str] | None:
    return date_bounds(text) if text else None
