"""Where two data sets disagree: year by year, with the reason and the sources of both sides."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from orgdb.db.reader import open_reader
from orgdb.errors import QuestionError
from orgdb.importers.cow.facts import import_cow
from orgdb.panel.compare import Comparison, compare
from tests.conftest import Outcome
from tests.importers.files import cow_database, state_years

Run = Callable[..., Outcome]
MINE = """org,state,start,end
EXU,XAA,1987,1988
EXU,XCC,1987,1990-12-31
EXU,XDD,1991-01-01,1992
"""


def rows(found: Comparison) -> list[tuple[object, ...]]:
    return [(r.org, r.member, r.from_, r.to, r.a, r.b, r.reason) for r in found.rows]


@pytest.fixture
def two(database: str, orgdb: Run, tmp_path: Path) -> Iterator[str]:
    """The invented COW file, and a list that says almost the same."""
    import_cow(database, [state_years(tmp_path / "s.csv")])
    (tmp_path / "mine.csv").write_text(MINE)
    done = orgdb(
        "import",
        "csv",
        str(tmp_path / "mine.csv"),
        "--dataset=mine",
        "--map=org=org,state=state,start=start,end=end",
        "--known-through=1992-12-31",
        "--known-from=1986-01-01",
        "--licence=CC0-1.0",
        "--complete",
        db=database,
    )
    assert done.code == 0, done.err
    yield database


def test_only_what_differs_is_listed_with_both_sides(two: str) -> None:
    reader = open_reader(two)
    found = compare(reader, "cow-igo-3", "mine")
    reader.close()
    # XAA's last year; XCC and XDD are one series, and a state without a line is not compared.
    assert rows(found) == [("EXU", "XAA", 1989, 1989, "member", "no", "cow-igo-3 ends later")]
    assert found.rows[0].a_sources == ("cow-igo-3: ccode 901, 1987-1989, EXUN",)
    (agreement,) = found.agreement
    assert (agreement.compared, agreement.agree, agreement.disagree) == (9, 8, 1)


def test_the_other_way_round_the_sides_change_places(two: str) -> None:
    reader = open_reader(two)
    one, other = compare(reader, "cow-igo-3", "mine"), compare(reader, "mine", "cow-igo-3")
    reader.close()
    assert [(r.a, r.b) for r in one.rows] == [(r.b, r.a) for r in other.rows]


def test_a_state_is_compared_under_all_its_codes_and_years_can_be_chosen(two: str) -> None:
    reader = open_reader(two)
    assert not compare(reader, "cow-igo-3", "mine", state="XDD").rows
    assert len(compare(reader, "cow-igo-3", "mine", state="XAA").rows) == 1
    assert not compare(reader, "cow-igo-3", "mine", from_="1990").rows
    assert not compare(reader, "cow-igo-3", "mine", to="1988").rows
    reader.close()


def test_what_cannot_be_compared_is_refused(two: str) -> None:
    reader = open_reader(two)
    for a, b, org in (("mine", "mine", None), ("mine", "nobody", None), ("mine", "curated", "ALT")):
        with pytest.raises(QuestionError):
            compare(reader, a, b, org)
    reader.close()


@pytest.fixture(scope="module")
def oas() -> Comparison:
    """The curated OAS against the real COW file."""
    reader = open_reader(str(cow_database()))
    found = compare(reader, "curated", "cow-igo-3", "OAS")
    reader.close()
    return found


@pytest.mark.parametrize(("member", "first", "last"), [("CUB", 1963, 2008), ("HND", 2010, 2014)])
def test_cow_counts_a_suspension_as_an_exit(
    oas: Comparison, member: str, first: int, last: int
) -> None:
    (row,) = [row for row in oas.rows if row.member == member]
    assert (row.from_, row.to, row.a, row.b) == (first, last, "member", "no")
    assert row.reason == "suspension counted as exit"
    assert len(row.a_sources) > 1 and row.b_sources == ("cow-igo-3: column OAS",)


def test_the_real_agreement_is_counted(oas: Comparison) -> None:
    (agreement,) = oas.agreement
    assert agreement.compared == agreement.agree + agreement.disagree > 1_800
    assert agreement.disagree == sum(row.to - row.from_ + 1 for row in oas.rows)


def test_observers_are_compared_only_when_asked_for(oas: Comparison) -> None:
    reader = open_reader(str(cow_database()))
    every = compare(reader, "curated", "cow-igo-3", "OAS", every_status=True)
    reader.close()
    assert {row.a for row in oas.rows} | {row.b for row in oas.rows} <= {"member", "no"}
    assert any(row.a == "observer" for row in every.rows)


def test_the_command_has_the_columns_of_the_contract(orgdb: Run) -> None:
    asked = ("compare", "curated", "cow-igo-3", "--org", "OAS", "-f", "csv")
    done = orgdb(*asked, db=str(cow_database()))
    table = list(csv.DictReader(io.StringIO(done.out)))
    columns = "org member from to a b reason a_sources b_sources".split()
    assert done.code == 0 and list(table[0]) == columns
    assert {row["member"] for row in table} >= {"CUB", "HND"}
    assert "agree in" in done.err


def test_years_in_which_one_side_has_no_such_organization_are_explained(
    sqlite_database: Path, tmp_path: Path
) -> None:
    # Curated, EXU begins in 1951; for this file it does so in 1961.
    lines = ["ccode,year,state,EXUN"]
    lines += [f"901,{year},alphaland,{'1' if year > 1960 else '-1'}" for year in range(1959, 1963)]
    (tmp_path / "s.csv").write_text("\n".join(lines) + "\n")
    import_cow(str(sqlite_database), [tmp_path / "s.csv"])
    reader = open_reader(str(sqlite_database))
    found = compare(reader, "curated", "cow-igo-3", "EXU")
    reader.close()
    why = "cow-igo-3 has no such organization then"
    assert ("EXU", "XAA", 1959, 1960, "member", "no", why) in rows(found)
