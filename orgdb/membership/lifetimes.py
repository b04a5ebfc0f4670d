"""When organizations and states existed: outside their lives there is nothing to belong to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from orgdb.db.reader import Reader, rows_in
from orgdb.parameters import On

# Organizations and states are numbered by one counter, so one list of numbers asks for both.
LIVES = """
SELECT organization_id AS number, 'organization' AS kind, name, founded_earliest AS born,
    dissolved_latest AS died, fact, fact_id
FROM organizations WHERE organization_id IN (:values)
UNION ALL
SELECT state_id, 'state' AS kind, name, start_earliest, end_latest, fact, fact_id
FROM states WHERE state_id IN (:values)"""
PREDECESSORS = """
SELECT from_id AS number, from_state AS key FROM state_links WHERE to_id = :id
ORDER BY from_state"""


@dataclass(frozen=True, slots=True)
class Life:
    """The first and the last day on which an organization or a state can have existed."""

    number: int
    kind: str
    name: str
    born: str
    died: str
    fact: str
    fact_id: int

    def missing(self, on: On) -> str:
        """Why it existed on no day of the date, in words; '' if it can have."""
        if on.latest < self.born:
            return f"{self.name} did not exist yet"
        if on.earliest > self.died:
            return f"{self.name} no longer existed"
        return ""

    def began_after(self, on: On) -> bool:
        """Is this a state that began only after the date? What came before it may have belonged."""
        return self.kind == "state" and on.latest < self.born


def predecessors_of(reader: Reader, state: int) -> list[tuple[int, str]]:
    """The states from which a state came, as numbers and keys."""
    return [(row["number"], row["key"]) for row in reader.rows(PREDECESSORS, {"id": state})]


def lives_of(reader: Reader, numbers: Iterable[int]) -> dict[int, Life]:
    """The lives of organizations and states by their numbers, where orgdb describes them."""
    return {row["number"]: Life(**row) for row in rows_in(reader, LIVES, numbers)}


def absent(lives: Sequence[Life], on: On) -> Life | None:
    """The first of these lives that has no day in common with the date; an organization's first."""
    found = [life for life in lives if life.missing(on)]
    return min(found, key=lambda life: life.kind, default=None)


def while_alive(lives: Sequence[Life], on: On) -> On:
    """The days of the date on which all of these can have existed; the whole date if none is."""
    earliest = max([on.earliest, *(life.born for life in lives)])
    latest = min([on.latest, *(life.died for life in lives)])
    return replace(on, earliest=earliest, latest=latest) if earliest <= latest else on
