"""The importer of COW on real states, with a small made-up file instead of the published one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from orgdb.db.reader import Reader, open_reader
from orgdb.importers.cow.facts import import_cow
from orgdb.importers.cow.igo_year import read_igo_years
from orgdb.importers.cow.state_year import read_state_years
from orgdb.membership.is_member import is_member
from orgdb.panel.compare import compare
from orgdb.panel.dyads import dyads
from orgdb.panel.original_layout import ObservedFile
from orgdb.panel.panel import Panel, panel
from orgdb.panel.spells import spells
from orgdb.parameters import WhoCounts
from tests.importers.stand_in import STATES, igo_years, lines, stand_in

COW = "cow-igo-3"


@pytest.fixture(scope="module")
def cow(real_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """The seed of this release with the made-up file beside it."""
    folder = tmp_path_factory.mktemp("stand-in")
    path = shutil.copyfile(real_database, folder / "cow.sqlite")
    import_cow(str(path), [stand_in(folder / "s.csv"), igo_years(folder / "i.csv")])
    reader = open_reader(str(path))
    yield reader
    reader.close()


@pytest.mark.parametrize(
    ("member", "org", "on", "answer"),
    [
        ("SUN", "UN", "1990", "yes"),
        ("RUS", "UN", "1992", "yes"),
        ("RUS", "UN", "1991-12-26", "yes"),
        ("DEU", "UN", "1990-10-03", "yes"),
        ("DDR", "UN", "1990-10-02", "yes"),
        ("YEM", "UN", "1990-05-22", "yes"),
        ("YUG", "UN", "1991", "yes"),
        ("SCG", "UN", "1995", "no"),
        ("SRB", "UN", "2010", "yes"),
        ("HND", "OAS", "2011", "no"),
        ("CUB", "OAS", "1990", "no"),
        ("CAN", "OAS", "1988", "no"),
        ("CAN", "OAS", "1995", "yes"),
        ("CUB", "ZZO", "1992", "unknown"),
        ("USA", "ZZO", "1986", "no"),
        ("USA", "UN", "2015", "unknown"),
    ],
)
def test_codes_that_pass_on_and_all_kinds_of_cells_answer(
    cow: Reader, member: str, org: str, on: str, answer: str
) -> None:
    assert is_member(cow, member, org, WhoCounts.of(on, dataset=COW)).answer == answer


def test_every_cell_comes_back(cow: Reader) -> None:
    assert "".join(ObservedFile(cow, COW).state_years()).splitlines() == list(lines())


def test_a_state_that_nobody_knows_is_made_for_its_years(cow: Reader) -> None:
    (row,) = cow.rows("SELECT state, start, \"end\" FROM states WHERE state LIKE 'COW-%'")
    assert tuple(row.values()) == ("COW-999", "2000", "2005")


def test_a_code_that_changed_hands_is_one_series(cow: Reader) -> None:
    found = panel(cow, COW, organization="UN", status="full")
    assert isinstance(found, Panel)
    soviet = {row.year: row.member for row in found if row.cow == "365"}
    assert [soviet[year] for year in (1990, 1991, 1992)] == ["SUN", "RUS", "RUS"]
    assert len(soviet) == 2014 - 1985 + 1


def test_spells_end_as_the_cells_do(cow: Reader) -> None:
    found = {(r.org, r.member, r.start): r.end for r in spells(cow, "OAS", dataset=COW)}
    assert found["OAS", "HND", "[..1985]"] == "2009"


def test_cow_counts_a_suspension_as_an_exit(cow: Reader) -> None:
    rows = {row.member: row for row in compare(cow, "curated", COW, "OAS").rows}
    assert (rows["HND"].from_, rows["HND"].to) == (2010, 2014)
    assert rows["HND"].reason == rows["CUB"].reason == "suspension counted as exit"


def test_dyads_are_counted(cow: Reader) -> None:
    shared = {(r.cow1, r.cow2, r.year): r.shared for r in dyads(cow, COW)}
    assert (shared["2", "20", 1986], shared["2", "20", 2000]) == (2, 3)


@pytest.mark.parametrize("missing", ["", ".", "-1"])
def test_three_ways_to_write_not_in_the_system_are_one(missing: str, tmp_path: Path) -> None:
    table = read_state_years(stand_in(tmp_path / "s.csv"))
    described, comparison = read_igo_years(igo_years(tmp_path / "i.csv", missing), table)
    years = sum(last - first + 1 for _, _, first, last in STATES)
    born_later = sum(max(0, 1990 - first) for _, _, first, _ in STATES)
    assert (comparison.shared, comparison.differences) == (4 * years - born_later, [])
    assert {name: one.ionum for name, one in described.items()}["ZZO"] == "9004"
