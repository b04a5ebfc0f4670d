"""Whether a state or organization was a member on a date: yes, no or unknown, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from orgdb.db.reader import Reader, Row
from orgdb.errors import AmbiguousNameError, QuestionError, UndecidedError, UnknownNameError
from orgdb.membership import explanation
from orgdb.membership.decision import Case, Verdict, judge
from orgdb.membership.lifetimes import Life, absent, lives_of, predecessors_of
from orgdb.membership.observed_years import observed_days
from orgdb.membership.roster import Roster, roster_of
from orgdb.membership.spell_rows import (
    COLUMNS,
    alternatives,
    excluding,
    facts_of,
    suspended,
    with_suspensions,
)
from orgdb.names.lookup import (
    Found,
    find_member,
    find_organization,
    find_state,
    members_meant,
)
from orgdb.parameters import MEMBERS, On, WhoCounts
from orgdb.sources.citations import disputes_of, sources_of
from orgdb.vocabulary import CURATED, Answer, Certainty, Status

SPELLS = f"""
SELECT {COLUMNS}, CAST(:known_through AS TEXT) AS known_through FROM memberships m
WHERE m.roster_id = :roster AND m.member_id = :member
ORDER BY m.start_earliest, m.fact"""


@dataclass(frozen=True, slots=True)
class BelongingRow:
    """The answer to `orgdb is-member` (its JSON object): yes, no or unknown, with the reason.

    `on` is the date answered for; `status`, `start`, `end` and `fact` are those of the spell that
    the reason speaks of. Where it speaks of none, `fact` is the life of whoever did not exist, else
    the roster. `known_through` is the day its list was last checked. In an `if`, the answer is
    true for *yes*, false for *no*, and raises `UndecidedError` for *unknown*.
    """

    member: str
    org: str
    on: str
    answer: str
    status: str | None
    certainty: str
    disputed: bool
    suspended: str
    start: str | None
    end: str | None
    reason: str
    dataset: str | None
    known_through: str | None
    sources: tuple[str, ...]
    fact: str | None

    @property
    def yes(self) -> bool:
        """Is the answer *yes*?"""
        return self.answer == Answer.YES

    @property
    def no(self) -> bool:
        """Is the answer *no*?"""
        return self.answer == Answer.NO

    @property
    def unknown(self) -> bool:
        """Is the answer *unknown*?"""
        return self.answer == Answer.UNKNOWN

    def __bool__(self) -> bool:
        if self.unknown:
            raise UndecidedError(
                f"Whether {self.member} was a member of {self.org} is unknown: {self.reason}.",
                "Ask .yes, .no or .unknown of the answer.",
            )
        return self.yes


def is_member(
    reader: Reader,
    member: str,
    organization: str,
    who: WhoCounts = MEMBERS,
) -> BelongingRow:
    """Is (or was) this state or organization a member of that organization on that date?

    *no* needs a complete roster that covers the whole date, a recorded exit before it and no
    return, or a member or organization that did not exist then; whatever cannot be decided is
    *unknown*. A suspended member is a member, unless the rule is `participating`. Without a date,
    as of the day the membership list was last checked.
    """
    asked = who.on
    before = len(reader.remarks)
    member, body = _in_order(reader, member, organization, asked)
    roster = roster_of(reader, body, who.dataset)
    one = _member(reader, member, body, roster, asked)
    remarks = reader.remarks[before:]  # the reason says them
    del reader.remarks[before:]
    lives = tuple(lives_of(reader, (body.id, one.id)).values())
    if roster is None:
        verdict = _without_roster(reader, one, body, who.dataset, lives, asked)
        return _row(reader, one, body, asked, verdict, None, "", remarks)
    when = roster.question(asked)
    spells = _spells(reader, roster, one.id)
    observed = observed_days(reader, roster, one)
    case = Case(one.key, roster, who.rule, who.statuses, spells, lives, observed)
    verdict = judge(case, when)
    if verdict.life and verdict.life.began_after(when):
        verdict = _with_predecessors(reader, verdict, case, when)
    disputes = _disputes(reader, case, when, verdict)
    return _row(reader, one, body, when, verdict, roster, disputes, remarks)


def _in_order(reader: Reader, member: str, organization: str, on: On | None) -> tuple[str, Found]:
    """The name of the member, and the organization; also where the two were swapped.

    A state has no members, so `is-member OAS Peru` can mean one thing only.
    """
    try:
        return member, find_organization(reader, organization, on)
    except UnknownNameError:
        try:
            find_state(reader, organization, on)
            body = find_organization(reader, member, on)
        except QuestionError:
            body = None
        if body is None:
            raise
        reader.remarks.append(f"read as: is {organization} a member of {member}")
        return organization, body


def _member(reader: Reader, text: str, body: Found, roster: Roster | None, on: On | None) -> Found:
    """Who is meant: of several with the name, the only one that was ever on the list.

    `Germany NATO --on 1960` can be about one Germany only.
    """
    try:
        return find_member(reader, text, on)
    except AmbiguousNameError as error:
        listed = [
            found
            for found in members_meant(reader, text, on)
            if roster
            and any(row["status"] != Status.UNKNOWN for row in _spells(reader, roster, found.id))
        ]
        if roster is None or not roster.complete or len(listed) != 1:
            raise
        others = ", ".join(key for key in error.candidates if key != listed[0].key)
        reader.remarks.append(
            f"{text} is taken for {listed[0].key}: {others} was never on the list of {body.key}"
        )
        return listed[0]


def _without_roster(
    reader: Reader,
    who: Found,
    body: Found,
    dataset: str | None,
    lives: tuple[Life, ...],
    on: On | None,
) -> Verdict:
    missing = absent(lives, on) if on else None
    if missing and on and missing.began_after(on):
        reason = explanation.of_time_before(missing.missing(on), body.key)
        numbers = [number for number, _ in predecessors_of(reader, who.id)]
        then = [life.name for life in lives_of(reader, numbers).values() if not life.missing(on)]
        before = f" ({', '.join(sorted(then))})" if then else ""
        return Verdict(Answer.UNKNOWN, f"{reason}{before}", life=missing)
    if missing and on:
        return Verdict(Answer.NO, missing.missing(on), life=missing)
    return Verdict(Answer.UNKNOWN, f"{dataset or 'orgdb'} has no membership list of {body.key}")


def _with_predecessors(reader: Reader, verdict: Verdict, case: Case, on: On) -> Verdict:
    """Add to the reason what the list says of the states from which the one asked about came."""
    said = []
    before = predecessors_of(reader, verdict.life.number) if verdict.life else []
    lives = lives_of(reader, [number for number, _ in before])
    for number, key in before:
        spells = _spells(reader, case.roster, number)
        theirs = replace(case, who=key, spells=spells, lives=(), observed=None)
        found = judge(theirs, on)
        if spells and found.spell and found.answer is not Answer.NO:
            name = lives[number].name if number in lives else key
            said.append(explanation.of_predecessor(name, key, found.answer, found.reason))
    return replace(verdict, reason="; ".join((verdict.reason, *said)))


def _spells(reader: Reader, roster: Roster, member: int) -> tuple[Row, ...]:
    wanted = {
        "roster": roster.roster_id,
        "member": member,
        "known_through": roster.known_through,
    }
    return tuple(with_suspensions(reader, reader.rows(SPELLS, wanted)))


def _disputes(reader: Reader, case: Case, on: On, verdict: Verdict) -> str:
    """What sources say that would change the answer."""
    said = dict.fromkeys(
        explanation.of_dispute(dispute, about_suspension=dispute["fact_id"] != row["fact_id"])
        for dispute, row, other in _otherwise(reader, case)
        if judge(other, on).answer is not verdict.answer
    )
    return "; ".join(said)


def _otherwise(reader: Reader, case: Case) -> Iterator[tuple[Row, Row, Case]]:
    """Each dispute, the spell it is about, and the case as it would be if the source is right."""
    disputes = disputes_of(reader, [fact for row in case.spells for fact in facts_of(row)])
    for row in case.spells:
        for dispute, changed in alternatives(row, disputes):
            spells = tuple(changed if spell is row else spell for spell in case.spells)
            yield dispute, row, replace(case, spells=spells)


def _suspended(verdict: Verdict, on: On) -> str:
    return suspended(verdict.spell, on) if verdict.spell else "no"


def _row(
    reader: Reader,
    who: Found,
    body: Found,
    on: On | None,
    verdict: Verdict,
    roster: Roster | None,
    disputes: str,
    remarks: Sequence[str],
) -> BelongingRow:
    spell, possible = verdict.spell, verdict.answer is Answer.UNKNOWN
    reason = f"{verdict.reason}; disputed: {disputes}" if disputes else verdict.reason
    if roster and roster.dataset != CURATED:
        reason = f"{reason}; {explanation.of_dataset(roster.title, roster.known_through)}"
    reason = "; ".join((reason, *remarks))
    about = verdict.life or roster
    facts = [about.fact_id] if about else []
    if spell and on:
        facts = [spell["fact_id"], *(s["fact_id"] for s in excluding(spell, on))]
    sources = sources_of(reader, facts)
    return BelongingRow(
        member=who.key,
        org=body.key,
        on=on.text if on else "",
        answer=verdict.answer.value,
        status=spell["status"] if spell else None,
        certainty=(Certainty.POSSIBLE if possible else Certainty.CERTAIN).value,
        disputed=bool(disputes),
        suspended=_suspended(verdict, on) if on else "no",
        start=spell["start"] if spell else None,
        end=spell["end"] if spell else None,
        reason=reason,
        dataset=roster.dataset if roster else None,
        known_through=roster.known_through if roster else None,
        sources=tuple(dict.fromkeys(key for fact in facts for key in sources.get(fact, ()))),
        fact=spell["fact"] if spell else about.fact if about else None,
    )
