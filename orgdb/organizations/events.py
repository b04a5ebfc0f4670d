"""Visits, sessions and signings, with who took part, what was talked about, what came of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from orgdb.db.narrowing import narrowed_rows
from orgdb.db.reader import Reader, Row, rows_in
from orgdb.errors import QuestionError
from orgdb.names.lookup import Name, find
from orgdb.parameters import DateLike, On, Window, parse_kind, parse_on
from orgdb.sources.citations import evidence_of
from orgdb.vocabulary import EventKind

EVENTS = """
SELECT event, kind, title, start, "end", place, state, org, number, fact, fact_id FROM events
WHERE TRUE [AND event = :event]
    [AND (organization_id = :id OR state_id = :id
        OR fact_id IN (SELECT fact_id FROM event_participants WHERE participant_id = :id))]
    [AND kind = :kind] [AND start_earliest <= :latest] [AND end_latest >= :earliest]
    -- Events last days: one whose end nobody gives is over in the year in which it began.
    [AND ("end" <> '' OR start_latest >= :year)]
ORDER BY start_earliest, start_latest, event"""
LISTS = """
SELECT 'participants' AS list, fact_id, position, participant AS item FROM event_participants
WHERE fact_id IN (:values)
UNION ALL
SELECT 'topics', event_description_id, position, topic FROM event_topic
WHERE event_description_id IN (:values)
UNION ALL
SELECT 'outcomes', event_description_id, position, outcome FROM event_outcome
WHERE event_description_id IN (:values)
ORDER BY fact_id, list, position"""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event (the columns of `orgdb events`); `disputed` if a source dates it otherwise."""

    event: str
    kind: str
    title: str
    start: str
    end: str
    place: str | None
    state: str | None
    participants: tuple[str, ...]
    topics: tuple[str, ...]
    outcomes: tuple[str, ...]
    sources: tuple[str, ...]
    fact: str
    org: str | None
    number: int | None
    disputed: bool


def events(
    reader: Reader,
    name: str | None = None,
    on: DateLike | None = None,
    kind: str | None = None,
    from_: str | None = None,
    to: str | None = None,
) -> tuple[EventRow, ...]:
    """The events of an organization, a state or a person: held by it, in it, or with it.

    With a date, those that can have been going on then; with `from_` and `to`, some day between the
    two; without a name, all events.
    """
    asked: On | Window | None = parse_on(on)
    if from_ or to:
        if asked:
            raise QuestionError("A date and a window of dates are asked for.", "Leave one out.")
        asked = Window.parse(from_, to)
    return _with_evidence(reader, event_rows(reader, asked, name, kind))


def event_rows(
    reader: Reader, asked: On | Window | None, name: Name | None = None, kind: str | None = None
) -> list[Row]:
    """The same events, before their sources are looked up."""
    parameters = {
        "id": find(reader, name).id if name else None,
        "kind": parse_kind(EventKind, kind),
        "event": None,
        "earliest": asked.earliest if asked else None,
        "latest": asked.latest if asked else None,
        "year": f"{asked.earliest[:4]}-01-01" if asked else None,
    }
    return _with_lists(reader, narrowed_rows(reader, EVENTS, parameters))


def event_of(reader: Reader, key: str) -> tuple[EventRow, ...]:
    """The event that has this key."""
    asked = dict.fromkeys(("id", "kind", "earliest", "latest", "year"), None)
    rows = narrowed_rows(reader, EVENTS, {**asked, "event": key})
    return _with_evidence(reader, _with_lists(reader, rows))


def _with_lists(reader: Reader, rows: list[Row]) -> list[Row]:
    """The rows with who took part, what was talked about and what came of it."""
    lists: dict[tuple[int, str], list[str]] = defaultdict(list)
    for row in rows_in(reader, LISTS, (row["fact_id"] for row in rows)):
        lists[row["fact_id"], row["list"]].append(row["item"])
    names = ("participants", "topics", "outcomes")
    return [{**row, **{name: tuple(lists[row["fact_id"], name]) for name in names}} for row in rows]


def _with_evidence(reader: Reader, rows: list[Row]) -> tuple[EventRow, ...]:
    sources, disputes = evidence_of(reader, (row["fact_id"] for row in rows))
    return tuple(
        EventRow(**row, sources=sources.get(number, ()), disputed=number in disputes)
        for row in rows
        for number in (row.pop("fact_id"),)
    )
