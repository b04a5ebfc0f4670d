"""What facts rest on, for an assistant: citations, how much is known, one fact by its key."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from orgdb.assistant.answers import MOST_ROWS
from orgdb.assistant.evidence import Answer, Verdict, with_evidence
from orgdb.db.reader import Reader
from orgdb.errors import UnknownNameError
from orgdb.membership.roster import roster_of
from orgdb.names.lookup import find_organization
from orgdb.organizations.coverage import coverage as coverage_of
from orgdb.sources.why import why as why_of
from orgdb.vocabulary import CURATED

FACT = "SELECT key, kind, dataset, place FROM current_facts WHERE key = :key"


def why(reader: Reader, name: str, about: str | None = None) -> Answer:
    """Every citation behind a fact (by its key) or behind the facts about a name."""
    rows = why_of(reader, name, about)
    disputing = sum(row.stance == "disputes" for row in rows)
    verdict: Verdict = "yes" if rows else "unknown"
    reason = f"{len(rows)} citations, {disputing} of them dispute." if rows else "Nothing is cited."
    answer = Answer(verdict, reason)
    answer.rows = [asdict(row) for row in rows[:MOST_ROWS]]
    answer.rows_left_out = len(rows) - len(answer.rows)
    facts = list(dict.fromkeys(row.fact for row in rows))
    answer.fact = facts[0] if len(facts) == 1 else None
    return with_evidence(reader, answer, facts[:20])


def coverage(reader: Reader, organization: str | None = None) -> Answer:
    """How much orgdb knows of an organization (or of all), checked through when."""
    rows = coverage_of(reader)
    last, fact = None, None
    if organization is not None:
        found = find_organization(reader, organization)
        rows = tuple(row for row in rows if row.org == found.key)
        roster = roster_of(reader, found, None)
        last, fact = (roster.known_through, roster.fact) if roster else (None, None)
    verdict: Verdict = "yes" if any(row.known_through for row in rows) else "unknown"
    reason = (
        f"{len(rows)} organizations; {sum(r.known_through is not None for r in rows)} with a list."
    )
    answer = Answer(verdict, reason, last_checked=last, dataset=CURATED, fact=fact)
    answer.rows = [asdict(row) for row in rows[: 2 * MOST_ROWS]]
    return with_evidence(reader, answer, [fact])


def fact(reader: Reader, key: str) -> dict[str, Any]:
    """One fact: its kind, its data set, what it is of, and every citation of it."""
    found = reader.rows(FACT, {"key": key})
    if not found:
        raise UnknownNameError(f"There is no fact '{key}'.", "Answers name their facts.")
    rows = why_of(reader, key)
    return {
        "fact": key,
        "kind": found[0]["kind"],
        "what": rows[0].what if rows else "",
        "dataset": found[0]["dataset"],
        "place": found[0]["place"],
        "citations": [asdict(row) for row in rows],
    }
