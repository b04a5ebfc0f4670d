"""The questions an assistant can ask, each answered with its evidence."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, cast

from orgdb.assistant.announced import announced_exit
from orgdb.assistant.evidence import Answer, Verdict, row_sources, with_evidence
from orgdb.db.reader import Reader
from orgdb.errors import AmbiguousNameError, QuestionError, UnknownNameError
from orgdb.membership.changes import changes as changes_of
from orgdb.membership.is_member import is_member as ask_is_member
from orgdb.membership.lifetimes import absent, lives_of
from orgdb.membership.members import MemberRow, MembersAnswer
from orgdb.membership.members import members as ask_members
from orgdb.membership.members import memberships as ask_memberships
from orgdb.membership.roster import Roster, roster_of
from orgdb.names.lookup import (
    ANY,
    ORGANIZATION,
    PERSON,
    STATE,
    find,
    find_member,
    find_organization,
    labels_of,
    members_meant,
)
from orgdb.organizations.officials import officials as officials_of
from orgdb.parameters import On, WhoCounts, parse_on
from orgdb.text import fold
from orgdb.vocabulary import Certainty

MOST_ROWS = 250
KINDS = {"organization": (ORGANIZATION,), "state": (STATE,), "person": (PERSON,), "any": ANY}
SUSPENSIONS = """
SELECT s.fact FROM suspensions s WHERE s.membership = :fact ORDER BY s.start_earliest"""
NAME_FACTS = "SELECT fact FROM names WHERE kind = :kind AND id = :id ORDER BY fact LIMIT 5"
# A list of heads has no row of its own: who is in office is so until the list's last check.
LAST_CHECK = """
SELECT MAX(end_earliest) AS day FROM officials
WHERE COALESCE(organization_id, state_id) = :id AND body_kind = :kind AND "end" = '..'"""
NAMED = """
SELECT 'state' AS kind, name FROM states WHERE state = :key
UNION ALL SELECT 'organization', name FROM organizations WHERE org = :key"""


def resolve(reader: Reader, name: str, kind: str = "any", on: str | None = None) -> Answer:
    """Which organization, state or person a name means; the candidates where it can be several."""
    if kind not in KINDS:
        raise QuestionError(f"Unknown kind '{kind}'.", f"Choose from: {', '.join(KINDS)}.")
    asked = parse_on(on)
    text = asked.text if asked else None
    try:
        found = find(reader, name, KINDS[kind], asked)
    except (AmbiguousNameError, UnknownNameError) as error:
        keys = getattr(error, "candidates", ()) or getattr(error, "suggestions", ())
        rows = [{"key": key} for key in keys]
        return with_evidence(reader, Answer("unknown", str(error), on=text, rows=rows), ())
    label = labels_of(reader, [found]).get(found, found.key)
    row = {"kind": found.kind, "key": found.key, "name": label}
    facts = [r["fact"] for r in reader.rows(NAME_FACTS, {"kind": found.kind, "id": found.id})]
    answer = Answer("yes", f"'{name}' is {label} ({found.key}).", on=text, rows=[row])
    answer.fact = facts[0] if facts else None
    return with_evidence(reader, answer, facts)


def is_member(
    reader: Reader,
    member: str,
    organization: str,
    on: str | None = None,
    rule: str = "legal",
    status: str | None = None,
    dataset: str | None = None,
) -> Answer:
    """Is this a member of that on a date: yes, no or unknown, with the reason."""
    who = WhoCounts.of(on, rule, status, dataset)
    row = ask_is_member(reader, member, organization, who)
    answer = Answer(
        answer=cast("Verdict", row.answer),
        reason=row.reason,
        on=row.on or None,
        rule=rule,
        status=row.status or _statuses(who),
        last_checked=row.known_through,
        dataset=row.dataset,
        fact=row.fact,
        rows=[{k: v for k, v in asdict(row).items() if k not in ("sources", "reason")}],
    )
    roster = roster_of(reader, find_organization(reader, organization, who.on), dataset)
    about = [r["fact"] for r in reader.rows(SUSPENSIONS, {"fact": row.fact or ""})]
    leaving = announced_exit(reader, row.member, row.org, on)
    answer.reason = f"{_renamed(reader, member, row.member)}{row.reason}{leaving.words}"
    facts = [row.fact, *about, leaving.fact, roster.fact if roster else None]
    return with_evidence(reader, answer, facts)


def _renamed(reader: Reader, asked: str, key: str) -> str:
    """Who is meant, where the name asked for was another: `Soviet Union (SUN): `."""
    # CAN is Canada and the Andean Community: which of them, the name that was asked for says.
    kind = next((one.kind for one in members_meant(reader, asked) if one.key == key), None)
    names = [row["name"] for row in reader.rows(NAMED, {"key": key}) if kind in (None, row["kind"])]
    name = next(filter(None, names), key)
    return "" if fold(asked) in map(fold, (key, name)) else f"{name} ({key}): "


def members(
    reader: Reader,
    organization: str,
    on: str | None = None,
    rule: str = "legal",
    status: str | None = None,
    dataset: str | None = None,
    limit: int = MOST_ROWS,
) -> Answer:
    """Who belongs to an organization on a date."""
    who = WhoCounts.of(on, rule, status, dataset)
    found = ask_members(reader, organization, who)
    body = find_organization(reader, organization, who.on)
    roster = found.roster
    asked = roster.question(who.on) if roster else who.on
    certain = sum(row.certainty == "certain" for row in found.rows)
    verdict: Verdict = "unknown"
    if roster is None:
        reason = found.missing or f"orgdb has no membership list of {body.key}."
    elif found.missing:
        verdict, reason = "no", f"{found.missing}: it had no members."
    else:
        verdict, reason = _of_list(roster, asked, who, certain, len(found.rows))
    answer = Answer(verdict, reason, rule=rule, status=_statuses(who))
    answer.on = asked.text if asked else None
    return _with_rows(reader, answer, found, roster, limit)


def _of_list(
    roster: Roster, on: On | None, who: WhoCounts, certain: int, listed: int
) -> tuple[Verdict, str]:
    """Is the list known to be complete for the date, and how many are on it?"""
    perhaps = f", and perhaps {listed - certain} more" if listed > certain else ""
    what = f"{certain} {'of these' if who.status else 'members'}{perhaps}"
    if on is not None and roster.covers(on, who.statuses):
        return ("yes" if listed == certain else "unknown"), f"{what} on {on.text}."
    if on is not None and on.latest > roster.known_through:
        return "unknown", (
            f"The list was last checked on {roster.known_through}; of {on.text} nothing is known."
            f" The rows are those last known."
        )
    return "unknown", f"{what} known; the list is not complete for that date, others may belong."


def memberships(
    reader: Reader,
    member: str,
    on: str | None = None,
    rule: str = "legal",
    status: str | None = None,
    dataset: str | None = None,
    limit: int = MOST_ROWS,
) -> Answer:
    """What a state (or an organization) belongs to on a date, in the lists that orgdb has."""
    who = WhoCounts.of(on, rule, status, dataset)
    found = ask_memberships(reader, member, who)
    asked = who.on
    certain = sum(row.certainty == "certain" for row in found.rows)
    when = f"on {asked.text}" if asked else "as of the last check of each list"
    reason = (
        f"{certain} certain memberships {when}, {len(found.rows) - certain} possible ones."
        " orgdb has no lists of some organizations, so there may be others: for one organization"
        " ask is_member."
    )
    verdict: Verdict = "yes" if certain else "unknown"
    life = lives_of(reader, [find_member(reader, member, asked).id])
    gone = absent(tuple(life.values()), asked) if asked else None
    if gone and asked and not found.rows:
        verdict, reason = "no", f"{gone.missing(asked)}: it belonged to nothing."
    answer = Answer(verdict, reason, rule=rule, status=_statuses(who))
    answer.on = asked.text if asked else None
    answer = _with_rows(reader, answer, found, None, limit)
    if gone and not found.rows:
        answer.fact = gone.fact
        with_evidence(reader, answer, [gone.fact])
    return answer


def _with_rows(
    reader: Reader, answer: Answer, found: MembersAnswer, roster: Roster | None, limit: int
) -> Answer:
    shown = found.rows[: max(0, min(limit, MOST_ROWS))]
    sources = row_sources(reader, [row.fact for row in shown])
    answer.rows = [_row(row, sources.get(row.fact, [])) for row in shown]
    answer.rows_left_out = len(found.rows) - len(shown)
    answer.dataset = roster.dataset if roster else None
    answer.last_checked = roster.known_through if roster else None
    answer.fact = roster.fact if roster else None
    disputed = [row.fact for row in shown if row.disputed]
    first = [roster.fact] if roster else [row.fact for row in shown[:20]]
    return with_evidence(reader, answer, [*first, *disputed])


def _row(row: MemberRow, sources: list[str]) -> dict[str, Any]:
    return {
        "organization": row.org,
        "member": row.member,
        "name": row.member_name,
        "status": row.status,
        "start": row.start,
        "end": row.end,
        "certainty": row.certainty,
        "suspended": row.suspended,
        "suspensions": list(row.suspensions),
        "disputed": row.disputed,
        "dataset": row.dataset,
        "fact": row.fact,
        "sources": sources,
    }


def officials(reader: Reader, body: str, post: str | None = None, on: str | None = None) -> Answer:
    """Who leads or led an organization or a state."""
    asked = parse_on(on)
    rows = officials_of(reader, body, post, asked)
    certain = [row for row in rows if row.certainty == "certain"]
    vacant = [row.post for row in certain if row.vacant]
    when = f" on {asked.text}" if asked else ", past ones too"
    verdict: Verdict = "yes" if certain else "unknown"
    reason = f"{len(certain) - len(vacant)} known for sure{when}."
    if vacant:
        posts = ", ".join(dict.fromkeys(vacant))
        reason += f" {'Vacant' if asked else 'Vacant for a time'}: {posts}."
    if rows and not certain:
        reason = f"Nobody is known for sure{when}; the rows are the last known or possible ones."
    if not rows:
        reason = f"orgdb knows of nobody{when}; that does not mean that there was nobody."
    sources = row_sources(reader, [row.fact for row in rows[:MOST_ROWS]])
    answer = Answer(verdict, reason, on=asked.text if asked else None)
    answer.rows = [
        {
            **{k: v for k, v in asdict(row).items() if k != "sources"},
            "nationality": list(row.nationality),
            "sources": sources.get(row.fact, []),
        }
        for row in rows[:MOST_ROWS]
    ]
    answer.rows_left_out = len(rows) - len(answer.rows)
    answer.fact = rows[0].fact if len(rows) == 1 else None
    found = find(reader, body, (ORGANIZATION, STATE))
    last = reader.rows(LAST_CHECK, {"id": found.id, "kind": found.kind})
    answer.last_checked = last[0]["day"]
    return with_evidence(reader, answer, [row.fact for row in rows[:20]])


def changes(
    reader: Reader, name: str | None = None, from_: str | None = None, to: str | None = None
) -> Answer:
    """Who joined, left, was suspended or came back between two dates."""
    rows = changes_of(reader, name, from_, to)
    shown = rows[:MOST_ROWS]
    sources = row_sources(reader, [row.fact for row in shown])
    span = f"{from_ or 'the beginning'} to {to or 'the last check of each list'}"
    known = sum(row.certainty == Certainty.CERTAIN for row in rows)
    perhaps = f"; {len(rows) - known} more may lie in this time or not" if known < len(rows) else ""
    reason = f"{known} changes known, {span}{perhaps}."
    last, fact = None, None
    verdict: Verdict = "yes" if known else "unknown"
    if name is not None:
        found = find(reader, name, (ORGANIZATION, STATE))
        roster = roster_of(reader, found, None) if found.kind == ORGANIZATION else None
        if roster:
            last, fact = roster.known_through, roster.fact
            end = parse_on(to)
            if end and end.latest > last:
                verdict = "unknown"
                reason += f" The list was last checked on {last}: later changes are not known."
            elif not rows and roster.complete:
                verdict, reason = "no", f"No change, {span}."
    answer = Answer(verdict, reason, on=span, last_checked=last, fact=fact)
    answer.rows = [{**asdict(row), "sources": sources.get(row.fact, [])} for row in shown]
    answer.rows_left_out = len(rows) - len(shown)
    return with_evidence(reader, answer, [fact, *(row.fact for row in shown[:20])])


def _statuses(who: WhoCounts) -> str:
    return ", ".join(word.value for word in who.statuses)
