"""Visits, sessions and signings, with who took part, what was talked about, what came of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from orgdb.dates import Window
from orgdb.db.narrowing import narrowed
from orgdb.db.reader import Reader, Row, rows_in
from orgdb.errors import QuestionError
from orgdb.names.lookup import find
from orgdb.parameters import DateLike, On, parse_kind, parse_on
from orgdb.sources.citations import disputes_of, sources_of
from orgdb.vocabulary import EventKind

EVENTS = """
SELECT event, kind, title, start, "end", place, state, org, number, fact, fact_id FROM events
WHERE TRUE
    [AND (organization_id = :id OR state_id = :id
        OR fact_id IN (SELECT fact_id FROM event_participants WHERE participant_id = :id))]
    [AND kind = :kind] [AND start_earliest <= :latest] [AND end_latest >= :earliest]
    -- Events last days: one whose end nobody gives is over in the year in which it began.
    [AND ("end" <> '' OR start_latest >= :year)]
ORDER BY start_earliest, start_latest, event"""
PARTICIPANTS = """
SELECT fact_id, participant AS item FROM event_participants WHERE fact_id IN (:values)
ORDER BY fact_id, position"""
TOPICS = """
SELECT event_description_id AS fact_id, topic AS item FROM event_topic
WHERE event_description_id IN (:values) ORDER BY event_description_id, position"""
OUTCOMES = """
SELECT event_description_id AS fact_id, outcome AS item FROM event_outcome
WHERE event_description_id IN (:values) ORDER BY event_description_id, position"""


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
    parameters = {
        "id": find(reader, name).id if name else None,
        "kind": parse_kind(EventKind, kind),
        "earliest": asked.earliest if asked else None,
        "latest": asked.latest if asked else None,
        "year": f"{asked.earliest[:4]}-01-01" if asked else None,
    }
    rows = reader.rows(narrowed(EVENTS, parameters), parameters)
    facts = [row["fact_id"] for row in rows]
    sources, disputes = sources_of(reader, facts), disputes_of(reader, facts)
    lists = {
        name: _lists(reader, sql, facts)
        for name, sql in (
            ("participants", PARTICIPANTS),
            ("topics", TOPICS),
            ("outcomes", OUTCOMES),
        )
    }
    return tuple(
        EventRow(
            **{name: row[name] for name in EventRow.__slots__ if name in row},
            participants=tuple(lists["participants"][row["fact_id"]]),
            topics=tuple(lists["topics"][row["fact_id"]]),
            outcomes=tuple(lists["outcomes"][row["fact_id"]]),
            sources=sources.get(row["fact_id"], ()),
            disputed=row["fact_id"] in disputes,
        )
        for row in rows
    )


def _lists(reader: Reader, sql: str, facts: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows: list[Row] = rows_in(reader, sql, facts)
    for row in rows:
        found[row["fact_id"]].append(row["item"])
    return found
