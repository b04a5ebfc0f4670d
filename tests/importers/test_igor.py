"""What the tests of igoR expect of the Correlates of War data, asked of the imported ones.

igoR (github.com/dieghernan/igoR) is the R package for these data; its expectations on members of
given organizations and years, lifetimes and dyads are facts of the data and hold here, too.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orgdb.db.reader import Reader, open_reader
from orgdb.names.lookup import find_organization
from orgdb.panel.dyads import dyads
from orgdb.panel.panel import Panel, panel
from tests.importers.files import cow_database

LIFE = """
SELECT l.first_year, l.last_year, c.label FROM observed_column c
JOIN observed_life l ON l.dataset_id = c.dataset_id AND l.position = c.position
WHERE c.organization_id = :id"""


@pytest.fixture(scope="module")
def cow() -> Iterator[Reader]:
    """The real COW file in a database."""
    reader = open_reader(str(cow_database()))
    yield reader
    reader.close()


def members(cow: Reader, ioname: str, year: int) -> dict[str | None, str]:
    """COW code and status of the members in a year."""
    found = panel(cow, "cow-igo-3", f"cow:{ioname}")
    assert isinstance(found, Panel)
    return {row.cow: row.status for row in found if row.year == year}


@pytest.mark.parametrize(
    ("ioname", "years"),
    [("SCA", "1888-1914"), ("WPact", "1955-1991"), ("UN", "1945-2014")],
)
def test_lives_of_organizations(cow: Reader, ioname: str, years: str) -> None:
    organization = find_organization(cow, f"cow:{ioname}")
    (row,) = cow.rows(LIFE, {"id": organization.id})
    assert (f"{row['first_year']}-{row['last_year']}", row["label"]) == (years, ioname)


def test_the_last_members_of_the_sugar_union(cow: Reader) -> None:
    last = members(cow, "SCA", 1914)
    assert {"200", "210", "220"} <= last.keys()  # United Kingdom, Netherlands, France
    assert not members(cow, "SCA", 1915)


def test_years_before_an_organization_have_no_members(cow: Reader) -> None:
    assert not members(cow, "EU", 1900)
    assert members(cow, "EU", 2014)


def test_statuses_in_an_organization(cow: Reader) -> None:
    found = panel(cow, "cow-igo-3", "cow:IOLM")
    assert isinstance(found, Panel)
    assert {row.status for row in found} >= {"full", "observer"}
    every = panel(cow, "cow-igo-3", "cow:UN", status="all")
    assert isinstance(every, Panel)
    assert {row.status for row in every} == {"full"}
    assert {row.year for row in every} == set(range(1945, 2015))


def test_an_organization_is_found_by_name_and_number_whatever_the_case(cow: Reader) -> None:
    assert find_organization(cow, "wpact") == find_organization(cow, "cow:WPact")
    assert find_organization(cow, "cow:UN").key == find_organization(cow, "UN").key


def test_dyads_only_of_years_in_which_both_states_are_in_the_system(cow: Reader) -> None:
    found = {(r.cow1, r.cow2, r.year) for r in dyads(cow, "cow-igo-3", ["cow:UN"])}
    cuba = [year for year in (1900, 1901, 1902) if ("2", "40", year) in found]
    mexico = [year for year in (1900, 1901, 1902) if ("2", "70", year) in found]
    assert (cuba, mexico) == ([1902], [1900, 1901, 1902])
    assert {("40", "70", 1991), ("40", "70", 1992), ("2", "20", 1921)} <= found
    assert not any(one == two for one, two, _ in found)
    assert max(year for _, _, year in found) == 2014


@pytest.mark.parametrize(
    ("ioname", "shared", "shared_max"),
    [("UN", 1, 1), ("EU", 0, 0), ("AAAID", 0, 0), ("ARCAL", 0, 1)],
)
def test_what_the_usa_and_spain_share_in_1990(
    cow: Reader, ioname: str, shared: int, shared_max: int
) -> None:
    found = dyads(cow, "cow-igo-3", [f"cow:{ioname}"])
    (row,) = [r for r in found if (r.cow1, r.cow2, r.year) == ("2", "230", 1990)]
    assert (row.shared, row.shared_max) == (shared, shared_max)
