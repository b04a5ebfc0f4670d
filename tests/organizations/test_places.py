"""Offices by where they are: a state or a city, whichever a name means."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orgdb.db.reader import open_reader
from orgdb.errors import UnknownNameError
from orgdb.organizations.offices import offices_at
from tests.conftest import Outcome

Run = Callable[..., Outcome]


def test_offices_in_a_city_are_found_by_its_name_alone(orgdb: Run, real_database: Path) -> None:
    answer = orgdb("offices", "geneva", "-f", "csv", db=str(real_database))
    rows = [line.split(",")[:4] for line in answer.out.splitlines()[1:]]
    assert ["ILO", "headquarters", "Geneva", "CHE"] in rows
    assert {row[2] for row in rows} == {"Geneva"}


@pytest.mark.parametrize(
    ("name", "where", "places"),
    [
        ("Sampletown", None, {("EXU", "Sampletown")}),
        ("plusville", None, {("EXU-GA", "+Plusville")}),
        ("XEE", None, {("EXU-GA", "+Plusville")}),
        ("EXU", "XBB", {("EXU", None)}),
        ("EXU", "Sampletown", {("EXU", "Sampletown")}),
        (None, "Sampletown", {("EXU", "Sampletown")}),
        ("EXU-GA", "Sampletown", set()),
    ],
)
def test_a_name_is_an_organization_a_state_or_a_city(
    name: str | None, where: str | None, places: set[tuple[str, str | None]], sqlite_master: Path
) -> None:
    reader = open_reader(str(sqlite_master))
    assert {(row.org, row.city) for row in offices_at(reader, name, where)} == places
    reader.close()


def test_a_city_that_is_written_in_two_ways_is_one(real_database: Path) -> None:
    reader = open_reader(str(real_database))
    found = {row.city for row in offices_at(reader, "Washington")}
    assert found == {"Washington", "Washington, D.C."}
    assert {row.city for row in offices_at(reader, "hague")} == {"The Hague"}
    with pytest.raises(UnknownNameError) as refused:
        offices_at(reader, "Genève")
    assert refused.value.hint == "Did you mean Geneva?"
    reader.close()


def test_where_no_office_is_the_message_says_what_was_looked_for(orgdb: Run) -> None:
    answer = orgdb("offices", "Atlantis")
    assert answer.code == 2
    assert "No organization, state or city with an office found for 'Atlantis'" in answer.err
