"""The panel: who was a member in which year, and a file of years written back as it was."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from orgdb.db.reader import Reader, open_reader
from orgdb.errors import QuestionError
from orgdb.importers.cow.facts import import_cow
from orgdb.panel.original_layout import ObservedFile
from orgdb.panel.panel import Panel, panel
from orgdb.panel.spells import spells
from tests.conftest import Outcome
from tests.importers.files import STATE_YEAR, cow_database, reference, state_years

Run = Callable[..., Outcome]
TOTALS = {"-9": 138_874, "-1": 5_459_286, "0": 2_170_313, "1": 535_772, "2": 861, "3": 2_332}


@pytest.fixture
def cow() -> Iterator[Reader]:
    """The real COW file in a database."""
    reader = open_reader(str(cow_database()))
    yield reader
    reader.close()


def rows(found: object) -> list[tuple[object, ...]]:
    assert isinstance(found, Panel)
    return [(row.org, row.member, row.cow, row.year, row.status, row.certainty) for row in found]


def test_an_invented_file_comes_back_as_it_was_from_both_engines(
    database: str, tmp_path: Path
) -> None:
    file = state_years(tmp_path / "s.csv")
    import_cow(database, [file])
    reader = open_reader(database)
    assert "".join(ObservedFile(reader, "cow-igo-3").state_years()) == file.read_text()
    reader.close()


def test_every_cell_of_the_real_file_comes_back(cow: Reader) -> None:
    with gzip.open(reference(STATE_YEAR), "rt", encoding="mac_roman", newline="") as source:
        counts: Counter[str] = Counter()
        for written, read in zip(ObservedFile(cow, "cow-igo-3").state_years(), source, strict=True):
            assert written == read
            counts.update(written.rstrip("\n").split(",")[3:])
    heading = {cell for cell in counts if not cell.lstrip("-").isdigit()}
    assert len(heading) == 534
    assert {cell: n for cell, n in counts.items() if cell not in heading} == TOTALS


def test_the_real_panel_has_a_row_for_every_member_and_year(cow: Reader) -> None:
    found = panel(cow, "cow-igo-3")
    assert len(found) == TOTALS["1"] + TOTALS["2"] + TOTALS["3"] == 538_965
    assert isinstance(found, Panel)
    assert sum(text.count("\n") for text in found.lines(",")) == 538_966
    unknown = panel(cow, "cow-igo-3", status="unknown")
    assert len(unknown) == TOTALS["-9"]


def test_a_code_that_changed_hands_is_one_series(cow: Reader) -> None:
    found = panel(cow, "cow-igo-3", organization="UN", status="full")
    assert isinstance(found, Panel)
    soviet = {row.year: row.member for row in found if row.cow == "365"}
    assert [soviet[year] for year in (1990, 1991, 1992)] == ["SUN", "RUS", "RUS"]
    assert len(soviet) == 2014 - 1945 + 1


def test_lines_and_rows_are_the_same(cow: Reader) -> None:
    found = panel(cow, "cow-igo-3", organization="OAS")
    assert isinstance(found, Panel)
    lines = "".join(found.lines(",")).splitlines()[1:]
    cells = [
        (
            r.org,
            r.member,
            r.iso3 or "",
            r.cow or "",
            str(r.year),
            r.status,
            r.suspended,
            r.certainty,
            r.dataset,
        )
        for r in found
    ]
    assert [tuple(line.split(",")) for line in lines] == cells


def test_a_member_of_the_year_is_one_on_some_day_of_it(reader: Reader) -> None:
    every = rows(panel(reader, "curated", "EXU"))
    census = rows(panel(reader, "curated", "EXU", at="12-31"))
    assert {row[1:4] for row in census} < {row[1:4] for row in every}
    assert len({row[1:4] for row in every}) == len(every)


def test_the_organization_years_have_empty_cells_for_states_outside_the_system(
    sqlite_database: Path, tmp_path: Path
) -> None:
    import_cow(str(sqlite_database), [state_years(tmp_path / "s.csv")])
    reader = open_reader(str(sqlite_database))
    lines = list(ObservedFile(reader, "cow-igo-3").organization_years())
    reader.close()
    assert lines[0] == "ioname\tyear\talphaland\tcharlia\tnowhere\n"
    assert "EXUN\t1987\t1\t1\t\n" in lines and "ZZO\t1990\t1\t2\t1\n" in lines


def test_a_data_set_that_was_no_such_file_has_no_such_layout(reader: Reader) -> None:
    with pytest.raises(QuestionError, match="was not imported from a file of yearly cells"):
        panel(reader, "curated", shape="state-year")


def test_the_command_writes_the_file_whole(
    orgdb: Run, tmp_path: Path, sqlite_database: Path
) -> None:
    file, copy = state_years(tmp_path / "s.csv"), tmp_path / "copy.csv"
    import_cow(str(sqlite_database), [file])
    asked = ("report", "panel", "--dataset", "cow-igo-3", "--shape", "state-year", "-o", str(copy))
    assert orgdb(*asked, db=str(sqlite_database)).code == 0
    assert copy.read_bytes() == file.read_bytes()


def test_a_filter_that_means_nothing_is_refused(orgdb: Run) -> None:
    done = orgdb("report", "members", "--full-only")
    assert (done.code, "--full-only" in done.err) == (2, True)
    assert orgdb("report", "panel", "--at", "13-40").code == 2


def test_spells_say_how_far_their_ends_are_known(cow: Reader) -> None:
    found = {row.member: row for row in spells(cow, "UN", "full", "cow-igo-3")}
    soviet, peru = found["SUN"], found["PER"]
    assert (soviet.ended, soviet.right_censored, soviet.end_reason) == (True, False, "succession")
    assert (peru.ended, peru.right_censored, peru.interval_censored) == (False, True, True)
