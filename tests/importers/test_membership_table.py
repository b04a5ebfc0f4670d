"""Rows of somebody's list: resolved as of their own dates, refused with all that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orgdb.db.reader import open_reader
from orgdb.importers.csv import Terms, import_table
from orgdb.importers.membership_table import MembershipTable
from orgdb.importers.source import ImportFileError, Piped
from orgdb.importers.spell import ImportedSpell
from tests.conftest import Outcome

MAPPING = {"org": "org", "state": "state", "start": "start", "end": "end", "status": "status"}
HEADING = "org,state,start,end,status"
Rows = list[ImportedSpell | str]


@pytest.fixture
def rows(sqlite_master: Path) -> Callable[..., Rows]:
    def read(*lines: str, heading: str = HEADING) -> Rows:
        reader = open_reader(str(sqlite_master))
        content = "\n".join([heading, *lines]).encode()
        try:
            table = MembershipTable(reader, Piped("list.csv", content), MAPPING, "2026-10-31")
            return list(table.rows())
        finally:
            reader.close()

    return read


Read = Callable[..., Rows]


@pytest.mark.parametrize(
    ("row", "member"),
    [
        ("EXU,cow:903,1980,1985,", "XCC"),
        ("EXU,cow:903,1980,1990,", "XCC"),
        ("EXU,cow:903,1991,,", "XDD"),
        ("EXU,cow:903,1995,2000,", "XDD"),
        ("EXU,Democratic Cecilia,1950,1960,", "XCC"),
        ("EXU,Democratic Cecilia,1995,,", "XDD"),
        ("EXU,XDD,1950,,", "XDD"),
        ("EXU,Isle of Cecilia,1945,,", "XTT"),
        ("EXU,key:XDD,1950,,", "XDD"),
    ],
)
def test_a_name_or_code_means_who_had_it_on_the_days_of_the_row(
    rows: Read, row: str, member: str
) -> None:
    (spell,) = rows(row)
    assert isinstance(spell, ImportedSpell), spell
    assert spell.member == member


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        ("EXU,cow:903,1980,2000,", ["means several things within", "XCC", "XDD", "Split the row"]),
        ("EXU,cow:903,1980,,", ["XCC", "XDD"]),
        ("EXU,Democratic Cecilia,1950,,", ["means several things within", "XCC", "XDD"]),
        ("EXU,Isle of Cecilia,1945,1946,", ["is ambiguous", "XEE (", "XTT ("]),
        ("EXU,Betonla,1950,,", ["Did you mean XBB (Bétonia)?"]),
        ("EXU,XAA,2999,,", ["starts on 2999", "last checked (2026-10-31)"]),
        ("EXU,XAA,2026-11-01,,", ["starts on 2026-11-01"]),
        ("EXU,XAA,2999,3000,", ["starts on 2999"]),
        ("EXU,XAA,1950,2999-12-31,", ["ends on 2999-12-31", "Leave the end empty"]),
        ("EXU,XAA,1950,,former member", ["'former member' is not a membership"]),
        ("EXU,XAA,1950,,0", ["'0' is not a membership"]),
        ('EXU,"X\nAA",1950,,', ["a line break"]),
        ("NOPE,Nowhere,soon,,No", ["'soon' is not a date", "NOPE", "Nowhere", "'No' is not"]),
    ],
)
def test_a_row_that_cannot_be_read_is_one_fault_with_all_reasons(
    rows: Read, row: str, faults: list[str]
) -> None:
    (fault,) = rows(row)
    assert isinstance(fault, str)
    assert fault.startswith("list.csv:")
    assert "\n" not in fault
    for expected in faults:
        assert expected in fault


@pytest.mark.parametrize(
    ("start", "end", "period"),
    [
        ("1948.0", "1962.0", "1948/1962"),
        ("1948-04-30 00:00:00", "1962-01-31T12:30:00Z", "1948-04-30/1962-01-31"),
        ("1948", "9999-12-31", "1948/.."),
        ("1948", "9999", "1948/.."),
        ("1948", "", "1948/.."),
        ("1948", "?", "1948/"),
        ("?", "1962", "/1962"),
        ("[1951..1955]", "..", "[1951..1955]/.."),
    ],
)
def test_dates_are_read_as_spreadsheets_write_them(
    rows: Read, start: str, end: str, period: str
) -> None:
    (spell,) = rows(f"EXU,XAA,{start},{end},")
    assert isinstance(spell, ImportedSpell), spell
    assert f"{spell.start}/{spell.end}" == period


def test_an_empty_end_is_unknown_where_others_are_written_as_open(rows: Read) -> None:
    found = rows("EXU,XAA,1948,,", "EXU,XBB,1948,..,", "EXU,XCC,1948,1950,")
    assert [spell.end for spell in found if isinstance(spell, ImportedSpell)] == ["", "..", "1950"]


def test_what_orgdb_reports_comes_back_as_it_was(
    orgdb: Callable[..., Outcome], sqlite_database: Path, tmp_path: Path
) -> None:
    url = str(sqlite_database)
    asked = ("report", "members", "--status", "all", "-f", "csv")
    first = orgdb(*asked, db=url).out
    path = tmp_path / "members.csv"
    path.write_text(first, encoding="utf-8")
    mapping = {**MAPPING, "state": "member"}
    import_table(url, path, mapping, Terms("t", "t", "CC0-1.0", "", "2026-10-31"))
    second = orgdb(*asked, "--dataset", "t", db=url).out
    assert told(second) == told(first)


def told(report: str) -> list[tuple[str, ...]]:
    import csv
    import io

    names = "org member member_kind status status_word start end joined_by start_basis end_reason"
    rows = csv.DictReader(io.StringIO(report))
    return sorted(tuple(row[name] for name in names.split()) for row in rows)


@pytest.mark.parametrize("key", ["-x", "all", "ALL", "CURATED", "curated", ".x", "a b", "", "é"])
def test_a_word_of_the_command_line_is_no_key_of_a_data_set(key: str, tmp_path: Path) -> None:
    with pytest.raises(ImportFileError, match="cannot be the key"):
        import_table("", tmp_path / "x.csv", MAPPING, Terms(key, "", "", "", "2026-10-31"))


def test_many_unknown_names_are_refused_in_one_pass(rows: Read) -> None:
    found = rows(*(f"EXU,Nowhere {number},1950,," for number in range(2_000)))
    assert len(found) == 2_000
    assert all(isinstance(fault, str) for fault in found)


def test_ranges_of_messydates_are_read(rows: Read) -> None:
    (spell,) = rows("EXU,XBB,1953..1955-06,..1977,")
    assert isinstance(spell, ImportedSpell), spell
    assert (spell.start, spell.end) == ("[1953-01..1955-06]", "[..1977]")
