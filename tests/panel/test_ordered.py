"""Panels to a scholar's order: whole grids, wide shapes, other codes, data sets side by side."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from orgdb.db.reader import Reader, open_reader
from orgdb.importers.cow.facts import import_cow
from orgdb.panel.ordered import Order, OrderedPanel
from orgdb.panel.runs import Years
from orgdb.seed.load import initialize
from tests.conftest import Outcome
from tests.importers.files import cow_database, state_years

Run = Callable[..., Outcome]


def lines(reader: Reader, **asked: object) -> list[str]:
    """The panel of EXU to an order, as lines without the heading."""
    years = asked.pop("years", (1989, 1991))
    assert isinstance(years, tuple)
    order = {"datasets": ("curated",), "organizations": ("EXU",), "years": Years(*years), **asked}
    found = OrderedPanel(reader, Order(**order))  # type: ignore[arg-type]
    return "".join(found.lines(",")).splitlines()


def table(reader: Reader, **asked: object) -> list[dict[str, str]]:
    """The same as rows by column."""
    return list(csv.DictReader(io.StringIO("\n".join(lines(reader, **asked)))))


def test_a_balanced_panel_has_a_row_for_every_state_and_says_why(asked: Reader) -> None:
    found = table(asked, states="all", balanced=True, years=(1989, 1991))
    said = {(r["member"], r["year"]): (r["is_member"], r["status"], r["reason"]) for r in found}
    assert said["XAA", "1990"] == ("1", "full", "")
    assert said["XBB", "1989"] == ("0", "none", "it had left")
    assert said["XBB", "1990"] == ("0", "observer", "")
    assert said["XDD", "1991"] == ("", "full", "its dates leave it open")
    assert ("XCC", "1991") not in said  # it had ceased to exist
    assert ("XDD", "1989") not in said


@pytest.mark.parametrize(
    ("org", "year", "cell"),
    [
        ("EXU", 1949, ("0", "no such organization")),
        ("EXU", 1951, ("", "before the list begins")),
        ("EXU", 1955, ("0", "not on the list")),
        ("ALT", 1955, ("", "the list is not complete")),
        ("EXL", 1940, ("", "no list")),
    ],
)
def test_a_cell_without_a_membership_says_what_is_known(
    asked: Reader, org: str, year: int, cell: tuple[str, str]
) -> None:
    found = table(asked, organizations=(org,), states="all", balanced=True, years=(year, year))
    (row,) = (r for r in found if r["member"] == "XCC")
    assert (row["is_member"], row["reason"]) == cell


def test_a_recorded_exit_is_a_no_in_a_list_with_gaps_too(sample: Path, tmp_path: Path) -> None:
    file = sample / "organizations" / "ALT.yml"
    left = """  - {member: XAA, status: full, period: 2005/2012-06, end_reason: withdrawal,
     cite: "start, end, end_reason: register-2026 p. 21"}
"""
    file.write_text(file.read_text() + left)
    url = str(tmp_path / "left.sqlite")
    initialize(url, folder=sample)
    reader = open_reader(url)
    asked = {"organizations": ("ALT",), "states": "all", "balanced": True, "years": (2004, 2021)}
    found = {
        r["year"]: (r["is_member"], r["reason"])
        for r in table(reader, **asked)
        if r["member"] == "XAA"
    }
    assert found["2004"] == ("", "the list is not complete")
    assert found["2012"] == ("1", "")
    assert found["2013"] == found["2020"] == ("0", "it had left")
    assert found["2021"] == ("", "the list is not complete")
    reader.close()


def test_a_code_that_was_handed_over_is_one_line(asked: Reader) -> None:
    found = table(asked, states="cow", id="cow", balanced=True)
    own = [(r["ccode"], r["year"], r["member"]) for r in found if r["ccode"] == "903"]
    assert own == [("903", "1989", "XCC"), ("903", "1990", "XCC"), ("903", "1991", "XDD")]


def test_wide_shapes_have_the_codes_of_cow(asked: Reader) -> None:
    wide = {"states": "cow", "id": "cow"}
    assert lines(asked, shape="state-year", years=(1952, 1953), **wide) == [
        "ccode,year,state,EXU",
        "901,1952,XAA,1",
        "901,1953,XAA,1",
        "903,1952,XCC,0",
        "903,1953,XCC,0",
    ]
    assert lines(asked, shape="igo-year", years=(1950, 1952), **wide) == [
        "org,year,cow901,cow903",
        "EXU,1951,1,-9",
        "EXU,1952,1,0",
    ]
    assert lines(asked, shape="dyad-year", years=(1989, 1989), **wide) == [
        "ccode1,ccode2,year,state1,state2,shared,shared_max,EXU",
        "901,903,1989,XAA,XCC,1,1,1",
    ]


@pytest.mark.parametrize("shape", ["long", "state-year", "igo-year", "dyad-year"])
@pytest.mark.parametrize("scheme", [None, "cow", "iso3"])
def test_no_two_columns_have_one_name(asked: Reader, shape: str, scheme: str | None) -> None:
    """Which pandas would rename and R would read as the first of them."""
    heading, row, *_ = lines(asked, states="all", id=scheme, shape=shape, balanced=True)
    assert len(set(heading.split(","))) == len(heading.split(",")) == len(row.split(","))


def test_only_memberships_without_balance(asked: Reader) -> None:
    found = table(asked, states="all", years=(1955, 1955))
    assert {r["member"] for r in found} == {"XAA", "XBB", "XEE"}


def test_data_sets_stand_side_by_side(sqlite_database: Path, tmp_path: Path) -> None:
    import_cow(str(sqlite_database), [state_years(tmp_path / "s.csv")])
    reader = open_reader(str(sqlite_database))
    sets = ("curated", "cow-igo-3")
    found = table(reader, datasets=sets, states="cow", id="cow", balanced=True)
    cells = {
        (r["ccode"], r["year"]): (r["is_member_curated"], r["is_member_cow_igo_3"]) for r in found
    }
    assert cells["901", "1989"] == ("1", "1")
    assert cells["901", "1990"] == ("1", "0")
    assert cells["903", "1991"] == ("", "1")
    wide = lines(reader, datasets=sets, states="cow", id="cow", shape="state-year")
    assert wide[0] == "ccode,year,state,EXU_curated,EXU_cow_igo_3"
    reader.close()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--states", "cow", "--id", "gw"),
        ("--balanced", "--at", "12-31"),
        ("--dataset", "curated,nobodys"),
        ("--from", "1200", "--balanced"),
        ("--shape", "dyad-year", "-f", "json"),
        ("--dataset", "curated,preferred", "-f", "json"),
        ("--org", "EXU,Nowhere"),
        ("--like", "cow-igo-2"),
        ("--like", "cow-igo-3", "--shape", "dyad-year"),
        ("--like", "cow-igo-3", "--balanced"),
    ],
)
def test_what_cannot_be_ordered_is_refused(orgdb: Run, arguments: tuple[str, ...]) -> None:
    done = orgdb("report", "panel", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(("Error", "Usage"))


def test_a_file_has_its_codebook_and_its_citation_beside_it(orgdb: Run, tmp_path: Path) -> None:
    file = tmp_path / "panel.csv"
    asked = ("--org", "EXU", "--states", "all", "--balanced", "--from", "1989", "--through", "1990")
    assert orgdb("report", "panel", *asked, "-o", str(file)).code == 0
    book = (tmp_path / "panel.codebook.md").read_text()
    assert (
        "`orgdb report panel --org EXU --from 1989 --through 1990 --states all --balanced`" in book
    )
    assert str(tmp_path) not in book
    for column in file.read_text().split("\n", 1)[0].split(","):
        assert f"| `{column}` |" in book
    assert (tmp_path / "panel.citation.txt").read_text() in book
    assert "Cite as:" in book


def test_json_has_the_columns_of_the_table(orgdb: Run) -> None:
    asked = ("--org", "EXU", "--balanced", "--from", "1989", "--through", "1989")
    rows = json.loads(orgdb("report", "panel", *asked, "-f", "json").out)
    heading = orgdb("report", "panel", *asked, "-f", "csv").out.split("\n", 1)[0]
    assert list(rows[0]) == heading.split(",")


def test_an_option_given_twice_says_the_same_as_one_with_a_comma(orgdb: Run) -> None:
    asked = ("--from", "1989", "--through", "1990", "-f", "csv")
    both = orgdb("report", "panel", "--org", "EXU", "--org", "EXL", *asked)
    assert both.code == 0
    assert both.out == orgdb("report", "panel", "--org", "EXU,EXL", *asked).out
    twice = orgdb("report", "panel", "--dataset", "curated", "--dataset", "curated", *asked)
    assert (twice.code, twice.out) == (0, orgdb("report", "panel", *asked).out)
    one_only = orgdb("members", "EXU", "--dataset", "nobodys", "--dataset", "curated")
    assert (one_only.code, "nobodys,curated" in one_only.err) == (2, True)


def test_every_report_takes_several_organizations(orgdb: Run) -> None:
    one, other = (orgdb("report", "members", "--org", o, "-f", "csv").out for o in ("EXU", "EXL"))
    both = orgdb("report", "members", "--org", "EXU,EXL", "-f", "csv").out
    assert both == one + other.split("\n", 1)[1]
    assert orgdb("report", "organizations", "--org", "EXU").code == 2


def test_the_panel_of_the_un_has_the_members_of_the_un() -> None:
    reader = open_reader(str(cow_database()))
    order = Order(("curated", "cow-igo-3"), ("UN",), Years(2010, 2014), "un", True, "long", "cow")
    found = list(OrderedPanel(reader, order).rows())
    reader.close()
    assert len(found) >= 191 * 5
    ours, theirs = ([row[place] for row in found] for place in (-4, -2))
    assert set(ours) == {"1"}
    assert theirs.count("1") > 0.99 * len(found)
