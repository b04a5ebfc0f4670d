"""Which membership list answers, what days it covers, and when it was last checked."""

from __future__ import annotations

from dataclasses import dataclass

from orgdb.db.narrowing import narrowed_rows
from orgdb.db.reader import Reader
from orgdb.errors import QuestionError
from orgdb.names.lookup import Found
from orgdb.parameters import On
from orgdb.vocabulary import COUNTED_AS_MEMBERS, Status

ROSTER = """
SELECT roster_id, org, organization_id, dataset, known_from, known_through, complete,
    complete_others, fact, fact_id,
    (SELECT d.title FROM dataset d WHERE d.key = rosters.dataset) AS title
FROM rosters
WHERE organization_id = :organization
    [AND dataset = :dataset | AND preferred]"""
DATASETS = "SELECT key FROM dataset ORDER BY preference"


@dataclass(frozen=True, slots=True)
class Roster:
    """One organization's membership list as one data set tells it."""

    roster_id: int
    org: str
    organization_id: int
    dataset: str
    known_from: str
    known_through: str
    complete: bool
    complete_others: bool
    fact: str
    fact_id: int
    title: str

    def question(self, on: On | None) -> On:
        """The date to answer for: the one asked, else the day the list was last checked."""
        return on or On.day(self.known_through)

    def covers(self, on: On, statuses: tuple[Status, ...]) -> bool:
        """Could the roster say *no* for all of this date, for members of these statuses?"""
        full_only = set(statuses) <= set(COUNTED_AS_MEMBERS)
        complete = self.complete and (full_only or self.complete_others)
        return complete and self.known_from <= on.earliest and on.latest <= self.known_through


def roster_of(reader: Reader, organization: Found, dataset: str | None) -> Roster | None:
    """The roster that answers for an organization: the data set asked for, else the curated one,
    else the newest import; None where there is none.

    Raises `QuestionError` for a data set that is not loaded.
    """
    require_dataset(reader, dataset)
    asked = {"organization": organization.id, "dataset": dataset}
    rows = narrowed_rows(reader, ROSTER, asked)
    if not rows:
        return None
    row = rows[0]
    flags = {name: bool(row[name]) for name in ("complete", "complete_others")}
    return Roster(**{**row, **flags})


def require_dataset(reader: Reader, dataset: str | None) -> None:
    """Refuse the name of a data set that is not loaded."""
    if dataset is None:
        return
    known = [row["key"] for row in reader.rows(DATASETS)]
    if dataset not in known:
        raise QuestionError(
            f"No data set called '{dataset}' is loaded.", f"Loaded: {', '.join(known)}."
        )
