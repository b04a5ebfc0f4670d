"""Anybody's CSV: previewed by line, imported whole, with its terms of use."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from orgdb.db.reader import open_reader
from tests.conftest import Outcome

Run = Callable[..., Outcome]
LIST = """body,country,since,until,kind
EXU,XAA,1951-12,1960,member
EXU,iso3:XBB,1953,,observer
EXU,XCC,[1951..1955],?,special guest
"""
TERMS = ("--known-through", "2026-10-31", "--licence", "CC0-1.0", "--citation", "Someone (2026)")
MAP = "org=body,state=country,start=since,end=until,status=kind"


def arguments(file: Path, *more: str) -> list[str]:
    return ["import", "csv", str(file), "--dataset", "mine", "--map", MAP, *TERMS, *more]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST.replace("iso3:XBB", "XBB"), encoding="utf-8")
    return path


def test_a_list_becomes_a_data_set_on_both_engines(orgdb: Run, database: str, file: Path) -> None:
    assert orgdb(*arguments(file), db=database).code == 0
    reader = open_reader(database)
    rows = reader.rows(
        'SELECT member, status, status_word, start, "end" FROM memberships'
        " WHERE dataset = 'mine' ORDER BY member"
    )
    (terms,) = reader.rows("SELECT licence, citation, size FROM dataset WHERE key = 'mine'")
    reader.close()
    assert [tuple(row.values()) for row in rows] == [
        ("XAA", "full", None, "1951-12", "1960"),
        ("XBB", "observer", None, "1953", ".."),
        ("XCC", "other", "special guest", "[1951..1955]", ""),
    ]
    assert terms == {
        "licence": "CC0-1.0",
        "citation": "Someone (2026)",
        "size": file.stat().st_size,
    }


def test_a_dry_run_says_what_would_be_added_and_changes_nothing(
    orgdb: Run, sqlite_database: Path, file: Path
) -> None:
    before = sqlite_database.read_bytes()
    done = orgdb(*arguments(file, "--dry-run"), db=str(sqlite_database))
    assert (done.code, len(done.out.splitlines())) == (0, 3)
    assert "list.csv:2: EXU XAA full 1951-12/1960" in done.out
    assert sqlite_database.read_bytes() == before


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("EXU,Ruritania,1951,,member", "Ruritania"),
        ("NOPE,XAA,1951,,member", "NOPE"),
        ("EXU,XAA,31/12/1951,,member", "31/12/1951"),
        ("EXU,XAA,1961,1960,member", "before it starts"),
        ("EXU,XAA,1951", "3 fields"),
        ("EXU,XAA,1952,1959,member", "overlaps"),
        ("EXU,XAA,1951-12,1960,member", "says the same"),
        ("EXU,,1951,,member", "empty name"),
        ("EXU,XDD,1951,,✓", "unknown status '✓'"),
        ("EXU,XDD,1951,,member until 1990", "dates belong into the columns"),
        ("EXU,XDD,1951,1960,former member", "write what it was until its end"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_imported(
    row: str, fault: str, orgdb: Run, sqlite_database: Path, file: Path
) -> None:
    file.write_text(file.read_text() + row + "\n")
    before = sqlite_database.read_bytes()
    done = orgdb(*arguments(file), db=str(sqlite_database))
    assert done.code == 4
    assert fault in done.err and "list.csv:5" in done.err
    assert sqlite_database.read_bytes() == before
    assert orgdb(*arguments(file, "--dry-run"), db=str(sqlite_database)).code == 4


@pytest.mark.parametrize(
    "columns",
    ["org=body", "org=body,state=nation", "org=body,state=country,leader=kind", "nonsense"],
)
def test_a_map_that_fits_no_column_is_refused(
    columns: str, orgdb: Run, sqlite_database: Path, file: Path
) -> None:
    asked = ["import", "csv", str(file), "--dataset", "mine", "--map", columns, *TERMS]
    assert orgdb(*asked, db=str(sqlite_database)).code in (2, 4)


def test_only_a_list_that_says_so_can_answer_no(
    orgdb: Run, sqlite_database: Path, file: Path
) -> None:
    question = ("is-member", "XDD", "EXU", "--on", "1995", "--dataset", "mine")
    orgdb(*arguments(file), db=str(sqlite_database))
    assert orgdb(*question, db=str(sqlite_database)).code == 3
    file.write_text(file.read_text() + "\n")
    orgdb(*arguments(file, "--complete"), db=str(sqlite_database))
    assert orgdb(*question, db=str(sqlite_database)).code == 1


def test_data_sets_are_listed_and_removed(orgdb: Run, sqlite_database: Path, file: Path) -> None:
    url = str(sqlite_database)
    orgdb(*arguments(file), db=url)
    listed = json.loads(orgdb("datasets", "list", "-f", "json", db=url).out)
    assert [(row["dataset"], row["spells"]) for row in listed][1:] == [("mine", 3)]
    assert orgdb("datasets", "remove", "mine", db=url).code == 0
    assert len(json.loads(orgdb("datasets", "list", "-f", "json", db=url).out)) == 1
    assert orgdb("datasets", "remove", "mine", db=url).code == 4
    assert orgdb("datasets", "remove", "curated", db=url).code == 4


def test_the_newest_import_answers_before_older_ones(
    orgdb: Run, sqlite_database: Path, file: Path
) -> None:
    url = str(sqlite_database)
    for key in ("older", "newer"):
        asked = [key if word == "mine" else word for word in arguments(file)]
        assert orgdb(*asked, db=url).code == 0
    listed = json.loads(orgdb("datasets", "list", "-f", "json", db=url).out)
    assert [row["dataset"] for row in listed] == ["curated", "newer", "older"]


def test_rows_that_do_not_resolve_can_be_left_out_and_are_listed(
    orgdb: Run, sqlite_database: Path, file: Path
) -> None:
    url = str(sqlite_database)
    with file.open("a", encoding="utf-8") as table:
        table.write("EXU,Nowhere,1960,,\nEXU,XDD,19x0,,\n")
    before = sqlite_database.read_bytes()
    refused = orgdb(*arguments(file), db=url)
    assert (refused.code, sqlite_database.read_bytes()) == (4, before)
    assert "import the others with --skip-unresolved" in refused.err
    complete = orgdb(*arguments(file, "--skip-unresolved", "--complete"), db=url)
    assert (complete.code, sqlite_database.read_bytes()) == (4, before)
    assert "is not complete" in complete.err
    done = orgdb(*arguments(file, "--skip-unresolved"), db=url)
    assert done.code == 0
    assert f"{file}:5: No state or organization found for 'Nowhere'." in done.err
    assert f"{file}:6: '19x0' is not a date" in done.err
    assert done.err.endswith("mine: 3 membership periods in 1 organization; left out: 2 rows.\n")


def test_rows_that_contradict_each_other_are_not_left_out(
    orgdb: Run, sqlite_database: Path, file: Path
) -> None:
    with file.open("a", encoding="utf-8") as table:
        table.write("EXU,XAA,1955,1958,member\n")
    before = sqlite_database.read_bytes()
    done = orgdb(*arguments(file, "--skip-unresolved"), db=str(sqlite_database))
    assert (done.code, sqlite_database.read_bytes()) == (4, before)
    assert "XAA in EXU overlaps list.csv:2" in done.err


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    """A workbook of Excel with these sheets."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(path)
    return path


ROWS: list[list[object]] = [
    ["body", " country ", "since", "until", "kind"],
    ["EXU", "XAA", 1951, 1960.0, "member"],
    ["EXU", "XBB", datetime.datetime(1953, 2, 1), None, "observer"],
]


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv"])
def test_a_workbook_is_read_as_a_csv_is(
    name: str, orgdb: Run, sqlite_database: Path, tmp_path: Path
) -> None:
    path = workbook(tmp_path / name, {"notes": [["x"]], "data": ROWS})
    done = orgdb(*arguments(path, "--sheet", "data", "--dry-run"), db=str(sqlite_database))
    assert done.out.splitlines() == [
        f"{path}:2: EXU XAA full 1951/1960".replace(f"{tmp_path}/", ""),
        f"{path}:3: EXU XBB observer 1953-02-01/..".replace(f"{tmp_path}/", ""),
    ]
    assert orgdb(*arguments(path, "--sheet", "data"), db=str(sqlite_database)).code == 0


def test_a_sheet_that_is_not_there_and_an_old_workbook_are_refused(
    orgdb: Run, sqlite_database: Path, tmp_path: Path, file: Path
) -> None:
    path = workbook(tmp_path / "list.xlsx", {"data": ROWS})
    gone = orgdb(*arguments(path, "--sheet", "other"), db=str(sqlite_database))
    assert (gone.code, "It has: data" in gone.err) == (2, True)
    old = tmp_path / "list.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    done = orgdb(*arguments(old), db=str(sqlite_database))
    assert (done.code, "Save it as .xlsx or CSV" in done.err) == (4, True)
    none = orgdb(*arguments(file, "--sheet", "data"), db=str(sqlite_database))
    assert (none.code, "has no sheets" in none.err) == (2, True)


def test_the_same_file_read_otherwise_is_loaded_again(
    orgdb: Run, sqlite_database: Path, file: Path
) -> None:
    database = str(sqlite_database)
    assert orgdb(*arguments(file), db=database).code == 0
    assert "unchanged" in orgdb(*arguments(file), db=database).err
    later = [part.replace("2026-10-31", "2026-10-30") for part in arguments(file)]
    assert "unchanged" not in orgdb(*later, db=database).err
    swapped = [part.replace("start=since,end=until", "start=since") for part in later]
    assert "unchanged" not in orgdb(*swapped, db=database).err


def test_import_tells_what_a_workbook_holds(orgdb: Run, tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", {"data": ROWS})
    told = orgdb("import", str(path))
    assert (told.code, "--map org=body,state=country,start=since" in told.err) == (2, True)


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        (("--known-through", "2990-01-01"), "--known-through 2990-01-01 lies in the future"),
        (("--known-through", "2020"), "--known-through: '2020' is not a full date"),
        (("--known-from", "2026-11-01"), "lies after --known-through 2026-10-31"),
    ],
)
def test_no_list_was_checked_in_the_future(
    terms: tuple[str, str], message: str, orgdb: Run, sqlite_database: Path, file: Path
) -> None:
    done = orgdb(*arguments(file, *terms), db=str(sqlite_database))
    assert (done.code, message in done.err) == (2, True)
    assert "mine" not in orgdb("datasets", "list", db=str(sqlite_database)).out


def test_a_row_swallowed_by_two_missing_quotes_is_found(
    orgdb: Run, sqlite_database: Path, file: Path
) -> None:
    text = (
        'body,country,since,until,kind,note\nEXU,XAA,1951,,,"see\nEXU,XBB,1953,,,\nEXU,XCC,1955,,,'
    )
    file.write_text(text + 'art. 2"\nEXU,XDD,1995,,,\n')
    done = orgdb(*arguments(file), db=str(sqlite_database))
    assert (done.code, "holds a row of XBB: a quote is missing" in done.err) == (4, True)


def test_words_that_are_no_status_of_ours_are_told(
    orgdb: Run, sqlite_database: Path, file: Path
) -> None:
    done = orgdb(*arguments(file), db=str(sqlite_database))
    assert "Of status other, which is not counted as a member: 'special guest' (1)." in done.err
