"""Claims that somebody made, checked one by one: yes, no or unknown, with the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from orgdb.assistant import answers
from orgdb.assistant.announced import Leaving, announced_exit
from orgdb.assistant.evidence import Answer, Source, Verdict, with_evidence
from orgdb.assistant.treaty_status import treaty_status
from orgdb.dates import date_bounds, day_after
from orgdb.db.reader import Reader
from orgdb.errors import OrgdbError, QuestionError
from orgdb.names.lookup import find_member, find_organization
from orgdb.parameters import On

MOST = 50
# The attributes by which a source dates each of these otherwise.
ABOUT = {"joined": ("start",), "left": ("end", "effective"), "suspended": ("start",)}
Kind = Literal[
    "member", "not_member", "joined", "left", "suspended", "official", "members_count", "treaty"
]


@dataclass
class Claim:
    """One claim.

    member, not_member: `subject` is (not) a member of `organization` on date `on`.
    joined, left, suspended: `subject` did so in `organization` on date `on`, as precise as claimed.
    official: `subject` held `post` of `organization` (an organization or a state) on date `on`.
    members_count: `organization` had `number` members on date `on`.
    treaty: `subject` was bound by the charter of `organization` (or by `treaty`) on date `on`.
    """

    kind: Kind
    organization: str
    subject: str | None = None
    on: str | None = None
    post: str | None = None
    number: int | None = None
    treaty: str | None = None
    rule: str = "legal"


@dataclass
class CheckedClaim:
    """A claim with its verdict: `yes` it holds, `no` it does not, `unknown`; or what is wrong."""

    claim: Claim
    answer: Verdict
    reason: str
    on: str | None = None
    last_checked: str | None = None
    fact: str | None = None
    disputes: list[Source] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    error: str | None = None
    candidates: list[str] = field(default_factory=list)


def check_claims(reader: Reader, claims: Sequence[Claim]) -> list[CheckedClaim]:
    """Check up to 50 claims. A claim that cannot be read is unknown and says why."""
    if not 0 < len(claims) <= MOST:
        raise QuestionError(f"{len(claims)} claims; from 1 to {MOST} can be checked at once.")
    return [_checked(reader, claim) for claim in claims]


def _checked(reader: Reader, claim: Claim) -> CheckedClaim:
    try:
        found = CHECKS[claim.kind](reader, claim)
    except OrgdbError as error:
        names = getattr(error, "candidates", ()) or getattr(error, "suggestions", ())
        bare = with_evidence(reader, Answer("unknown", error.message, on=claim.on), ())
        return CheckedClaim(
            claim,
            "unknown",
            error.message,
            on=claim.on,
            sources=bare.sources,
            error=str(error),
            candidates=list(names),
        )
    return CheckedClaim(
        claim,
        found.answer,
        found.reason,
        found.on,
        found.last_checked,
        found.fact,
        found.disputes,
        found.sources[:8],
    )


def _need(claim: Claim, name: str) -> Any:
    value = getattr(claim, name)
    if value is None:
        raise QuestionError(f"A claim of kind {claim.kind} needs '{name}'.")
    return value


def _member(reader: Reader, claim: Claim) -> Answer:
    subject = _need(claim, "subject")
    return answers.is_member(reader, subject, claim.organization, claim.on, claim.rule)


def _not_member(reader: Reader, claim: Claim) -> Answer:
    found = _member(reader, claim)
    opposite: dict[str, Verdict] = {"yes": "no", "no": "yes"}
    found.answer = opposite.get(found.answer, "unknown")
    return found


def _change(reader: Reader, claim: Claim) -> Answer:
    """Did it happen on the date claimed? A date that is not known so precisely is unknown."""
    subject, on = _need(claim, "subject"), _need(claim, "on")
    body, who = find_organization(reader, claim.organization), find_member(reader, subject)
    found = answers.changes(reader, f"org:{body.key}")
    own = [r for r in found.rows if r["member"] == who.key and r["change"] == claim.kind]
    first, last = date_bounds(On.parse(on).text)
    found.on = on
    facts = [row["fact"] for row in own]
    within, possible = [], []
    for row in own:
        earliest, latest = date_bounds(row["date"]) if row["date"] else ("0001-01-01", "9999-12-31")
        if first <= earliest and latest <= last:
            within.append(row)
        elif earliest <= last and latest >= first:
            possible.append(row)
    dates = ", ".join(row["date"] or "an unknown day" for row in own) or "never, as far as is known"
    verb = f"{claim.kind} in" if claim.kind == "suspended" else claim.kind
    leaving = announced_exit(reader, who.key, body.key, on) if claim.kind == "left" else Leaving()
    said = f"{who.key} {verb} {body.key}: {dates}{leaving.words}."
    if within:
        found.answer = "yes"
    elif possible or (found.last_checked or "") < last:
        found.answer = "unknown"
    else:
        found.answer = "no" if found.last_checked else "unknown"
    chosen = (within or possible or own or [{"fact": found.fact}])[0]["fact"]
    found.reason, found.fact = said, chosen
    with_evidence(reader, found, [*(facts or [chosen]), leaving.fact])
    against = [d for d in found.disputes if d.about in ABOUT[claim.kind] and _lies(d, first, last)]
    if found.answer == "no" and against:
        others = "; ".join(f"{d.source} has {d.says}" for d in against)
        found.answer, found.reason = "unknown", f"{said} It is disputed: {others}."
    return found


def _lies(dispute: Source, first: str, last: str) -> bool:
    """Could it have happened in this time, if the source is right?"""
    try:
        earliest, latest = date_bounds(dispute.says)
    except QuestionError:
        return False
    if dispute.about == "end":  # the last day of being a member
        earliest, latest = day_after(earliest), day_after(latest)
    return earliest <= last and latest >= first


def _official(reader: Reader, claim: Claim) -> Answer:
    subject = _need(claim, "subject")
    person = answers.resolve(reader, subject, "person")
    if person.answer != "yes":
        raise QuestionError(person.reason)
    key = person.rows[0]["key"]
    found = answers.officials(reader, claim.organization, claim.post, claim.on)
    own = [row for row in found.rows if row["person"] == key]
    if any(row["certainty"] == "certain" for row in own):
        found.answer, row = "yes", own[0]
    elif own:
        found.answer, row = "unknown", own[0]
    elif claim.post and claim.on and found.rows and all(map(_surely_vacant, found.rows)):
        found.answer, row = "no", found.rows[0]
    else:
        # Somebody else in the post is no proof: posts can be shared, and lists have gaps.
        found.answer, row = "unknown", None
        known = {_holder(r) for r in found.rows if not r["vacant"]}
        others = ", ".join(sorted(known)[:5])
        found.reason = (
            f"orgdb does not know {subject} in this post then; it knows: {others or 'nobody'}."
        )
    if row is not None:
        found.reason = f"{_holder(row)}, {row['post']}: {row['start']}/{row['end']}."
        found.fact = row["fact"]
        with_evidence(reader, found, [row["fact"]])
    return found


def _surely_vacant(row: dict[str, Any]) -> bool:
    return bool(row["vacant"]) and row["certainty"] == "certain"


def _holder(row: dict[str, Any]) -> str:
    return "vacant" if row["vacant"] else str(row["person_name"] or row["person"])


def _count(reader: Reader, claim: Claim) -> Answer:
    number = _need(claim, "number")
    found = answers.members(reader, claim.organization, claim.on, claim.rule)
    keys = {
        r["member"]: r["certainty"]
        for r in sorted(found.rows, key=lambda r: r["certainty"] == "certain")
    }
    certain = sum(value == "certain" for value in keys.values())
    if found.answer == "yes":
        found.answer = "yes" if certain == number else "no"
    elif found.answer == "no":
        found.answer = "yes" if number == 0 else "no"
    return found


def _treaty(reader: Reader, claim: Claim) -> Answer:
    return treaty_status(
        reader, claim.organization, _need(claim, "subject"), claim.treaty, claim.on
    )


CHECKS = {
    "member": _member,
    "not_member": _not_member,
    "joined": _change,
    "left": _change,
    "suspended": _change,
    "official": _official,
    "members_count": _count,
    "treaty": _treaty,
}
