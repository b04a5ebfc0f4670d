"""The words in which `is-member` gives its reason."""

from __future__ import annotations

from collections.abc import Sequence

from orgdb.db.reader import Row
from orgdb.membership.spell_rows import besides, excluding, suspended
from orgdb.parameters import On
from orgdb.vocabulary import COUNTED_AS_MEMBERS, CURATED, Answer, Scope, Status

WORDS: dict[str, str] = {
    Status.FULL: "full member",
    Status.UNSPECIFIED: "member",
    Status.ASSOCIATE: "associate member",
    Status.OBSERVER: "observer",
    Status.PARTNER: "partner",
    Status.OTHER: "member of another kind",
    Status.UNKNOWN: "member of unknown status",
}
ATTRIBUTES = {
    "start": "the start",
    "end": "the end",
    "effective": "the day of effect",
    "status": "the status",
    "member": "the member",
    "scope": "the scope",
}


def of_member(row: Row, on: On) -> str:
    """`full member since 1953, until 1977-06-29`, and how a suspension bears on it."""
    since = f"since {row['start']}" if row["start"] else "since an unknown day"
    until = {"..": "", "": ", until an unknown day"}.get(row["end"], f", until {row['end']}")
    periods = periods_of([row], on)
    words = {
        "yes": f"; suspended from participation {periods}, which does not end a membership",
        "part": f"; suspended from participation in part of that time ({periods})",
        "unknown": f"; perhaps suspended from participation then ({periods})",
    }
    more = "".join(f"; {_besides(suspension)}" for suspension in besides(row, on))
    return f"{status_of(row)} {since}{until}{words.get(suspended(row, on), '')}{more}"


def _besides(suspension: Row) -> str:
    period = f"{suspension['start']}/{suspension['end']}"
    if suspension["scope"] == Scope.VOTING:
        return f"without voting rights {period}"
    return f"{period}: {suspension['instrument'] or 'suspended in part'}"


def of_change(before: Row, after: Row) -> str:
    """A member whatever day of an imprecise date its status changed on."""
    return f"{status_of(before)}, then {status_of(after)}, changing in {after['start']}"


def of_suspended(rows: Sequence[Row], on: On) -> str:
    """Why members who are suspended do not take part."""
    return f"suspended from participation {periods_of(rows, on)}"


def of_open_suspension(rows: Sequence[Row], on: On) -> str:
    """Why it is unknown whether a member took part."""
    return f"its suspension from participation {periods_of(rows, on)} leaves it open"


def of_open_dates(row: Row) -> str:
    """Why the dates of a spell do not decide."""
    if row["status"] == Status.UNKNOWN and row["dataset"] == CURATED:
        return "it is not settled whether it was a member then"
    if row["status"] == Status.UNKNOWN:
        return f"the data set {row['dataset']} does not know whether it was a member"
    start = row["start"] or "an unknown day"
    end = {"..": "now", "": "an unknown day"}.get(row["end"], row["end"])
    return f"its dates leave it open: {status_of(row)} from {start} to {end}"


def of_other_status(row: Row, certain: bool, statuses: Sequence[Status]) -> str:
    """`an observer then, not a full member`."""
    what = _with_article(status_of(row))
    return f"{what if certain else f'perhaps {what}'} then, not {_with_article(wanted(statuses))}"


def of_nearest(before: Row | None, after: Row | None) -> str:
    """What the member was before the date, and what it became after it."""
    parts = []
    if before is not None:
        how = f" ({before['end_reason'].replace('_', ' ')})" if before["end_reason"] else ""
        parts.append(f"{status_of(before)} until {before['end']}{how}")
    if after is not None:
        again = "again from" if before is not None else f"{status_of(after)} only since"
        parts.append(f"{again} {after['start']}")
    return ", ".join(parts)


def of_never(statuses: Sequence[Status], known_from: str, known_through: str) -> str:
    """Why a complete roster says no of somebody who is not in it."""
    span = f"the membership list, complete from {known_from} to {known_through}"
    return f"not {_with_article(wanted(statuses))} at any time in {span}"


def of_incomplete(org: str, statuses: Sequence[Status]) -> str:
    """Why a roster that leaves members out cannot say no."""
    return f"the membership list of {org} does not claim to list every {wanted(statuses)}"


def of_late_start(org: str, known_from: str) -> str:
    """Why a roster cannot say no of the time before it begins."""
    return f"the membership list of {org} begins on {known_from}"


def of_unobserved(dataset: str, who: str) -> str:
    """Why a data set of observed states cannot say no of somebody it did not observe."""
    return f"{dataset} says nothing about {who} on that date"


def of_last_check(known_through: str, answer: Answer) -> str:
    """Why nothing is known past the last check, with the last known answer."""
    checked = f"the membership list was last checked on {known_through}"
    return f"{checked}; the answer then was {answer.value}"


def of_time_before(missing: str, org: str) -> str:
    """Why it is unknown whether what came before a state was a member."""
    unlisted = f"orgdb has no list of the members of {org} then"
    return f"{missing}; {unlisted}, so earlier membership is unknown"


def of_predecessor(name: str, key: str, answer: Answer, reason: str) -> str:
    """What the list says of a state from which the one asked about came."""
    if answer is Answer.YES:
        return f"{name} ({key}), from which it came, was: {reason}"
    return f"{name} ({key}), from which it came, may have been"


def of_dataset(title: str, through: str) -> str:
    """On whose word an answer rests that is not orgdb's own."""
    return f"according to {title} (to {through}; not checked by orgdb)"


def of_dispute(dispute: Row, about_suspension: bool) -> str:
    """What a source says that would change the answer."""
    attribute = ATTRIBUTES.get(dispute["about"], dispute["about"])
    whose = " of the suspension" if about_suspension else ""
    return f"{dispute['source']} has {dispute['stated']} for {attribute}{whose}"


def periods_of(rows: Sequence[Row], on: On) -> str:
    """The suspensions from participation that bear on the date."""
    found = (suspension for row in rows for suspension in excluding(row, on))
    return ", ".join(f"{suspension['start']}/{suspension['end']}" for suspension in found)


def status_of(row: Row) -> str:
    """A status in words; the organization's own where it has one."""
    return str(row["status_word"] or WORDS.get(row["status"], row["status"]))


def wanted(statuses: Sequence[Status]) -> str:
    """The statuses asked for, in words."""
    if set(statuses) >= set(Status):
        return "member of any kind"
    named = dict.fromkeys(
        WORDS[Status.FULL if status in COUNTED_AS_MEMBERS else status] for status in statuses
    )
    return " or ".join(named)


def _with_article(words: str) -> str:
    return f"{'an' if words[0].lower() in 'aeiou' else 'a'} {words}"
