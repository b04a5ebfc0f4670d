"""Past the last check, and where dates are not known to the day, rows are only possible."""

from __future__ import annotations

import pytest

from orgdb.db.reader import Reader
from orgdb.organizations.languages import languages
from orgdb.organizations.offices import offices
from orgdb.organizations.officials import officials


@pytest.mark.parametrize(
    ("on", "certainty"),
    [("2005", "certain"), ("2026-10-31", "certain"), ("2026-11-01", "possible")],
)
def test_who_leads_after_the_last_check_is_possible_only(
    asked: Reader, on: str, certainty: str
) -> None:
    rows = officials(asked, "EXU", "secretary-general", on)
    assert [(row.person, row.certainty) for row in rows] == [("bo-sample", certainty)]


def test_without_a_date_every_row_is_what_the_sources_say(asked: Reader) -> None:
    found = {row.certainty for row in officials(asked, "EXU")}
    found |= {row.certainty for row in offices(asked, "EXU")}
    found |= {row.certainty for row in languages(asked, "EXU")}
    assert found == {"certain"}


def test_a_seat_and_a_language_after_the_last_check_are_possible_only(asked: Reader) -> None:
    assert {row.certainty for row in offices(asked, "EXU", on="2027")} == {"possible"}
    assert {row.certainty for row in languages(asked, "EXU", on="2027")} == {"possible"}
