"""`members`, `memberships`."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import click

from orgdb.cli.columns import MEMBERS, MEMBERSHIPS
from orgdb.cli.options import dated_name, who_counts
from orgdb.cli.output import Output, counted, note
from orgdb.cli.output_options import output_options
from orgdb.cli.parameter_types import MEMBER, ORGANIZATION
from orgdb.cli.session import Session
from orgdb.errors import EXIT_DONE, EXIT_UNKNOWN
from orgdb.membership import members as queries
from orgdb.membership.explanation import of_dataset, of_incomplete
from orgdb.membership.members import MemberRow, MembersAnswer
from orgdb.membership.roster import Roster
from orgdb.parameters import ALL_STATUSES, On, WhoCounts
from orgdb.vocabulary import CURATED, Status

ENDED = """
SELECT state, "end" FROM states WHERE state_id = :id AND "end" NOT IN ('..', '')"""


@click.command()
@dated_name("org", "ORG", ORGANIZATION)
@click.option("--all-time", is_flag=True, help="Every membership period there ever was.")
@who_counts
@output_options
@click.pass_obj
def members(
    session: Session,
    org: str,
    all_time: bool,
    who: WhoCounts,
    out: Output,
) -> int:
    """Who belongs to ORG on a date, or (--all-time) every membership period there ever was.

    Without --on, as of the day the membership list was last checked. Observers and associates are
    left out unless --status names them.

    \b
    Examples:
      orgdb members OAS --on 2021-11-04 -f csv
      orgdb members OAS --status observer
    """
    _one_date(who, all_time)
    found = queries.members(session.reader, org, who, all_time)
    out.answer(found.rows, MemberRow, MEMBERS)
    if found.missing:
        note(f"No members: {found.missing}.")
    elif found.roster is None:
        note(f"orgdb has no membership list of {org}; who its members are is unknown.")
        return EXIT_UNKNOWN
    else:
        _say_as_of(found, who, all_time)
        _say_dataset(found)
        certain = any(row.certainty == "certain" for row in found.rows)
        if not certain and found.on and found.on.latest > found.roster.known_through:
            return EXIT_UNKNOWN
    return EXIT_DONE


@click.command()
@dated_name("member", "MEMBER", MEMBER)
@click.option("--all-time", is_flag=True, help="Every membership period there ever was.")
@who_counts
@output_options
@click.pass_obj
def memberships(
    session: Session,
    member: str,
    all_time: bool,
    who: WhoCounts,
    out: Output,
) -> None:
    """What MEMBER (a state or an organization) belongs to, on a date or ever.

    Only organizations whose membership list orgdb has are in the answer.

    \b
    Examples:
      orgdb memberships Peru
      orgdb memberships NIC --all-time -f csv
    """
    _one_date(who, all_time)
    found = queries.memberships(session.reader, member, who, all_time)
    if not who.status:
        found = _without_unknown(found)
    out.answer(found.rows, MemberRow, MEMBERSHIPS)
    date = f"on {who.on.text}" if who.on else "as of the day each membership list was last checked"
    when = "" if all_time else f" {date}"
    if not found.rows:
        others = "" if who.status else " (--status all asks for observers and associates too)"
        note(f"No membership is known{when}{others}.")
        note(f"Who belongs to an organization: orgdb members {shlex.quote(member)}")
    elif all_time:
        note(_spells(found.rows))
    else:
        note(f"{_counted(found.rows, 'org', 'organization', who.status)}{when}")
    if not (who.on or all_time):
        _say_that_it_ended(session, member)
    _say_dataset(found)


def _say_that_it_ended(session: Session, member: str) -> None:
    """A state of the past belongs to what ended before it did: the rest has to be asked for."""
    from orgdb.names.lookup import STATE, find_member

    found = find_member(session.reader, member)
    ended = session.reader.rows(ENDED, {"id": found.id}) if found.kind == STATE else []
    for row in ended:
        every = f"orgdb memberships {row['state']} --all-time"
        note(f"{row['state']} ended on {row['end']}: for all that it belonged to, {every}")


def _one_date(who: WhoCounts, all_time: bool) -> None:
    if who.on and all_time:
        raise click.UsageError("Use --on or --all-time, not both.", click.get_current_context())


def _without_unknown(found: MembersAnswer) -> MembersAnswer:
    """Leave out what imported data sets say they do not know; `--status unknown` asks for it."""
    known = tuple(
        row for row in found.rows if row.dataset == CURATED or row.status != Status.UNKNOWN
    )
    if left_out := len(found.rows) - len(known):
        note(f"{left_out} of status unknown in imported data left out (--status unknown)")
    return replace(found, rows=known)


def _say_dataset(found: MembersAnswer) -> None:
    """Name the data sets an answer rests on, where one of them is not the curated one."""
    if found.roster is not None and found.roster.dataset != CURATED:
        note(of_dataset(found.roster.title, found.roster.known_through))
    elif found.roster is None:
        others = Counter(row.dataset for row in found.rows if row.dataset != CURATED)
        for dataset, number in sorted(others.items()):
            rows = counted(number, "row")
            note(f"{rows} from {dataset}, not checked by orgdb (--dataset curated leaves them out)")


def _say_as_of(found: MembersAnswer, who: WhoCounts, all_time: bool) -> None:
    roster = found.roster
    assert roster is not None  # noqa: S101 (the caller has looked)
    through = roster.known_through
    if all_time:
        note(f"{_spells(found.rows)}; the membership list was last checked on {through}")
        return
    count, on = _counted(found.rows, "member", "member", who.status), who.on
    if on is None:
        note(f"{count} as of {through}, when the membership list was last checked")
    elif on.latest > through:
        what = f"the membership list was last checked on {through}"
        note(f"{count}; {what}: what came after is unknown")
    elif on.earliest < roster.known_from:
        note(f"{count} on {on.text}; the membership list begins on {roster.known_from}")
    else:
        note(f"{count} on {on.text}")
    if _leaves_out(roster, roster.question(on), who):
        note(of_incomplete(roster.org, who.statuses))


def _leaves_out(roster: Roster, on: On, who: WhoCounts) -> bool:
    """May the list leave somebody out on a date that lies within its days?"""
    within = roster.known_from <= on.earliest and on.latest <= roster.known_through
    return within and not roster.covers(on, who.statuses)


def _counted(rows: Sequence[MemberRow], field: str, noun: str, status: str) -> str:
    """`34 members`, `1 member and 2 more possible`, `70 with status observer`."""
    certain = {getattr(row, field) for row in rows if row.certainty == "certain"}
    possible = {getattr(row, field) for row in rows} - certain
    words = counted(len(certain), noun)
    if status == ALL_STATUSES:
        words = f"{len(certain)} of any status"
    elif status not in ("", Status.FULL):
        words = f"{words} with status {status}"
    return f"{words} and {len(possible)} more possible" if possible else words


def _spells(rows: Sequence[MemberRow]) -> str:
    return f"{counted(len(rows), 'membership period')}"
