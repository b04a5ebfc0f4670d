"""Is a state bound by a treaty on a date, as far as the depositary's table is recorded?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from orgdb.assistant.evidence import Answer, Verdict, with_evidence
from orgdb.dates import date_bounds
from orgdb.db.reader import Reader
from orgdb.errors import UnknownNameError
from orgdb.membership.roster import roster_of
from orgdb.names.lookup import find_member, find_organization
from orgdb.organizations.treaties import CharterRow, PartyRow, charters, parties
from orgdb.parameters import On, parse_on

MOST_PARTIES = 250
HELD = "no denunciation is recorded"


def treaty_status(
    reader: Reader,
    organization: str,
    party: str | None = None,
    treaty: str | None = None,
    on: str | None = None,
) -> Answer:
    """The treaties of an organization; with a party, whether it was bound on a date.

    Bound from the entry into force for the party, else from the deposit of its consent, to the
    effect of its denunciation. A party that is not recorded is unknown: tables of parties do not
    claim to be complete. So is every day after the last check of the organization's list.
    """
    asked = parse_on(on)
    body = find_organization(reader, organization, asked)
    roster = roster_of(reader, body, None)
    last = roster.known_through if roster else None
    recorded = charters(reader, f"org:{body.key}")
    treaties = [c for c in recorded if treaty in (None, c.treaty)]
    if treaty is not None and not treaties:
        keys = [c.treaty for c in recorded]
        raise UnknownNameError(
            f"orgdb records no treaty '{treaty}' of {body.key}.",
            f"Its treaties: {', '.join(keys) or 'none'}.",
            keys,
        )
    if party is None:
        return _of_treaties(reader, treaties, asked, body.key, last)
    who = find_member(reader, party, asked)
    charter = next((c for c in treaties if c.kind == "charter" or treaty), None)
    rows = [
        row
        for row in parties(reader, f"org:{body.key}")
        if row.party == who.key and (treaty is None or row.treaty == treaty)
    ]
    chosen = next((row for row in rows if charter and row.treaty == charter.treaty), None)
    day = asked or (On.day(last) if last else None)
    verdict, reason = _bound(chosen, charter, who.key, day, last)
    answer = Answer(verdict, reason, on=day.text if day else None, last_checked=last)
    answer.fact = chosen.fact if chosen else charter.fact if charter else None
    answer.rows = [_plain(asdict(row)) for row in rows]
    return with_evidence(reader, answer, [answer.fact, charter.fact if charter else None])


def _of_treaties(
    reader: Reader, treaties: list[CharterRow], asked: On | None, key: str, last: str | None
) -> Answer:
    verdict: Verdict = "yes" if treaties else "unknown"
    reason = (
        f"{len(treaties)} treaties of {key} are recorded."
        if treaties
        else (f"orgdb records no treaty of {key}; that does not mean that there is none.")
    )
    answer = Answer(verdict, reason, on=asked.text if asked else None, last_checked=last)
    answer.rows = [_plain(asdict(row)) for row in treaties]
    answer.fact = treaties[0].fact if treaties else None
    return with_evidence(reader, answer, [row.fact for row in treaties])


def _bound(
    row: PartyRow | None, charter: CharterRow | None, who: str, on: On | None, last: str | None
) -> tuple[Verdict, str]:
    if charter is None:
        return "unknown", "orgdb records no such treaty of this organization."
    if row is None:
        return "unknown", f"orgdb records nothing that {who} did about {charter.title}."
    steps = [
        f"{word} {value}"
        for word, value in (
            ("signed", row.signed),
            (row.consent or "consented", row.consented),
            ("deposited", row.deposited),
            ("in force", row.in_force),
            ("denounced", row.denounced),
            ("denunciation in effect", row.denounced_effect),
        )
        if value
    ]
    done = f"{charter.title}: {', '.join(steps) or 'no dates recorded'}"
    since = row.in_force or row.deposited
    if on is None or since is None:
        return "unknown", f"{done}; no entry into force and no deposit is recorded."
    first, surely = date_bounds(since)
    if charter.in_force and row.in_force is None:
        # A deposit binds nobody before the treaty itself is in force.
        start = date_bounds(charter.in_force)
        first, surely = max(first, start[0]), max(surely, start[1])
    if on.latest < first:
        return "no", f"{done}; not yet in force for {who} on {on.text}."
    if row.denounced_effect:
        over, surely_over = date_bounds(row.denounced_effect)
        if on.earliest >= surely_over:
            return "no", f"{done}; no longer bound on {on.text}."
        if on.latest >= over:
            return "unknown", f"{done}; the denunciation may have been in effect on {on.text}."
    if last is not None and on.earliest > last:
        return "unknown", f"{done}; last checked on {last}, so of {on.text} nothing is known."
    if on.latest < surely:
        return "unknown", f"{done}; in force perhaps, for the date is not known to the day."
    return "yes", f"{done}; {HELD}." if not row.denounced_effect else f"{done}."


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: list(v) if isinstance(v, tuple) else v for name, v in row.items()}
