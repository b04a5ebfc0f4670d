"""Days become years: which status stands in a year of two, and what a data set says of a code."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from orgdb.db.reader import Reader, open_reader
from orgdb.importers.csv import Terms, import_table
from orgdb.panel.dataset_cells import MEMBER, UNKNOWN, dataset_cells
from orgdb.panel.panel import Panel, panel

COLUMNS = {name: name for name in ("org", "state", "start", "end", "status")}
TERMS = Terms("mine", "Mine", "CC0-1.0", "", "1995-12-31", "1950-01-01", complete=True)
# Code 903 passes from XCC to XDD at the end of 1990. In EXU the earlier holder was a member for
# certain in that year, in ALT the later one; the other only possibly.
LIST = """org,state,start,end,status
EXU,XAA,1970-12-31,1971-05-31,observer
EXU,XAA,1971-06-01,1972-01-01,associate
EXU,XCC,1980,1990-10-02,full
EXU,XDD,[1990-11-01..1991-03-01],1992,full
ALT,XCC,1980,[1989-06-01..1990-10-02],full
ALT,XDD,1990-10-03,1992,full
ALT,XEE,[1990-11-01..1991-03-01],1992,full
"""


@pytest.fixture(scope="module")
def mine(sqlite_master: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    folder = tmp_path_factory.mktemp("mine")
    url = str(shutil.copyfile(sqlite_master, folder / "sample.sqlite"))
    (folder / "list.csv").write_text(LIST)
    import_table(url, folder / "list.csv", COLUMNS, TERMS)
    reader = open_reader(url)
    yield reader
    reader.close()


def years(reader: Reader, member: str) -> dict[int, str]:
    found = panel(reader, "mine", "EXU")
    assert isinstance(found, Panel)
    return {row.year: row.status for row in found if row.member == member}


def test_a_year_goes_to_its_last_day_and_has_the_later_of_two_equal_statuses(mine: Reader) -> None:
    assert years(mine, "XAA") == {1970: "observer", 1971: "associate", 1972: "associate"}


def test_a_code_is_that_of_the_state_that_had_it_on_the_last_day_of_a_year(mine: Reader) -> None:
    found = panel(mine, "mine", "EXU")
    assert isinstance(found, Panel)
    assert {row.year: row.cow for row in found if row.member == "XCC"}[1990] == "903"


@pytest.mark.parametrize("org", ["EXU", "ALT"])
def test_in_the_year_of_a_handover_the_certain_cell_stands(mine: Reader, org: str) -> None:
    cells = dataset_cells(mine, "mine", org, every_status=False)
    assert [cells.value(org, "903", year) for year in (1989, 1990, 1991)][1] == MEMBER


def test_what_is_only_possible_is_unknown(mine: Reader) -> None:
    assert (
        dataset_cells(mine, "mine", "ALT", every_status=False).value("ALT", "XEE", 1990) == UNKNOWN
    )
