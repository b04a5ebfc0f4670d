"""Whom a roster speaks of: a table of yearly cells says nothing of states it has no line for."""

from __future__ import annotations

from orgdb.db.reader import Reader
from orgdb.membership.roster import Roster
from orgdb.membership.spell import Days, any_left
from orgdb.names.lookup import Found
from orgdb.parameters import On
from orgdb.vocabulary import CURATED

OBSERVED = """
SELECT s.first_year, s.last_year, c.start_earliest AS since, c.end_latest AS through
FROM dataset d JOIN observed_series s ON s.dataset_id = d.id
LEFT JOIN codes c ON c.kind = 'state' AND c.id = :member AND c.scheme = 'cow' AND c.code = s.code
WHERE d.key = :dataset AND (c.id IS NOT NULL OR s.position = 0)"""


def observed_days(reader: Reader, roster: Roster, who: Found) -> tuple[Days, ...] | None:
    """The days of which a roster says something about this member; None if it speaks of everybody.

    The Correlates of War files have a line for each year in which a state was in their system of
    states. Of other years, of territories and of organizations as members they say nothing, so
    that a cell which is not there is no *no*.
    """
    if roster.dataset == CURATED:
        return None
    rows = reader.rows(OBSERVED, {"dataset": roster.dataset, "member": who.id})
    if not rows:
        return None
    return tuple(
        (max(f"{row['first_year']:04}-01-01", row["since"]), min(last, row["through"]))
        for row in rows
        if row["since"] and (last := f"{row['last_year']:04}-12-31") >= row["since"]
    )


def observes(observed: tuple[Days, ...] | None, on: On) -> bool:
    """Does a roster speak of every day of the date?"""
    return observed is None or not any_left([(on.earliest, on.latest)], observed)
