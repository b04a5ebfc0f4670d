"""What the database refuses row by row is refused after a bulk of rows, too, on both engines."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import DBAPIError

from orgdb.db import transaction
from orgdb.errors import DatabaseError
from orgdb.importers.archives import Fingerprint
from orgdb.importers.dataset import DatasetDraft, put
from orgdb.importers.spell import ImportedSpell

REFUSED = (DatabaseError, DBAPIError)


def spell(line: int, start: str, end: str, status: str = "full") -> ImportedSpell:
    bounds = (start, start, end, end)
    return ImportedSpell(
        "EXU", "XAA", status, None, start, end, *bounds, None, None, None, f"list.csv:{line}"
    )


def deposited(url: str, *spells: ImportedSpell) -> int:
    draft = DatasetDraft("t", "t", "", "CC0-1.0", "", "", Fingerprint("0", 0))
    draft.rosters = ["EXU"]
    draft.spells = spells
    with transaction.changing(url) as connection:
        return put(connection, draft)


def test_spells_that_touch_no_day_twice_are_taken(database: str) -> None:
    spells = [
        spell(2, "1960-01-01", "1969-12-31"),
        spell(3, "1950-01-01", "1959-12-31"),
        spell(4, "1970-01-01", "1970-01-01"),
    ]
    assert deposited(database, *spells) == 3


@pytest.mark.parametrize(
    "others",
    [
        [("1955-01-01", "1956-01-01")],
        [("1940-01-01", "1950-01-01")],
        [("1952-01-01", "1953-01-01"), ("1959-12-31", "1970-01-01")],
    ],
)
def test_two_spells_on_one_day_are_refused(database: str, others: list[tuple[str, str]]) -> None:
    rows = [spell(2, "1950-01-01", "1959-12-31")]
    rows += [spell(line, start, end) for line, (start, end) in enumerate(others, 3)]
    with pytest.raises(REFUSED):
        deposited(database, *rows)


def test_a_word_that_is_no_status_is_refused(database: str) -> None:
    with pytest.raises(REFUSED):
        deposited(database, spell(2, "1950-01-01", "1959-12-31", "nonsense"))


def test_a_list_in_which_the_organization_itself_belongs_is_refused(database: str) -> None:
    own = spell(2, "1950-01-01", "1959-12-31")._replace(member="EXU", member_kind="organization")
    with pytest.raises(REFUSED):
        deposited(database, own)
