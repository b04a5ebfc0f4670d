"""A file of COW that somebody sorted or saved with a spreadsheet says the same as before."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from orgdb.db.reader import open_reader
from orgdb.importers.cow.facts import import_cow
from orgdb.importers.cow.state_year import IGO_YEAR, kind_of
from orgdb.importers.source import ImportFileError
from tests.importers.files import state_years

SPELLS = """
SELECT org, member, status, start, "end", joined_by, end_reason FROM memberships
WHERE dataset = 'cow-igo-3' ORDER BY org, member, start_earliest"""


def by_year(text: str) -> str:
    heading, *lines = text.splitlines()
    return "\n".join([heading, *sorted(lines, key=lambda line: line.split(",")[1])]) + "\n"


def imported(master: Path, folder: Path, content: bytes) -> list[tuple[object, ...]]:
    url = str(shutil.copyfile(master, folder / "again.sqlite"))
    path = folder / "again.csv"
    path.write_bytes(content)
    import_cow(url, [path])
    reader = open_reader(url)
    try:
        return [tuple(row.values()) for row in reader.rows(SPELLS)]
    finally:
        reader.close()


@pytest.mark.parametrize(
    "saved",
    [
        lambda text: by_year(text).encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace("alphaland", '"alphaland"').encode(),
        lambda text: text.replace("EXUN", "exun").encode(),
        lambda text: text.replace("ccode,year,state", "CCode,Year,State").encode(),
        lambda text: text.replace(",", ", ").encode(),
        lambda text: re.sub(r"(\d+)", r"\1.0", text).encode(),
        lambda text: text.replace("1988,alphaland", "1988,Alphaland").encode(),
        lambda text: text.replace("1988,alphaland", "1988,Republic of Alphaland").encode(),
    ],
    ids="by_year bom utf_16 cr crlf semicolons quotes lower_case capitals blanks floats state_in"
    "_capitals state_renamed".split(),
)
def test_a_file_saved_again_gives_the_same_spells(
    saved: Callable[[str], bytes], sqlite_master: Path, tmp_path: Path
) -> None:
    text = state_years(tmp_path / "published.csv").read_text(encoding="utf-8")
    wanted = imported(sqlite_master, tmp_path, text.encode())
    assert any(row[0] == "EXU" for row in wanted)
    assert imported(sqlite_master, tmp_path, saved(text)) == wanted


def test_a_year_of_a_state_that_is_there_twice_is_refused(
    sqlite_master: Path, tmp_path: Path
) -> None:
    text = state_years(tmp_path / "published.csv").read_text(encoding="utf-8")
    again = text + text.splitlines()[1] + "\n"
    with pytest.raises(ImportFileError) as refused:
        imported(sqlite_master, tmp_path, again.encode())
    assert any("twice" in fault for fault in refused.value.faults)


@pytest.mark.parametrize("separator", ["\t", ","])
def test_the_file_by_organization_and_year_is_known_by_its_heading(
    separator: str, tmp_path: Path
) -> None:
    path = tmp_path / "igo_year_formatv3.csv"
    heading = ["ioname", "orgname", "year", "alphaland", "charlia", "sdate", "deaddate"]
    cells = ["EXUN", "Example Union", "1987", "1", "0", "1986", ""]
    path.write_text(f"{separator.join(heading)}\n{separator.join(cells)}\n")
    assert kind_of(path) == IGO_YEAR


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('ccode,year,state,EXUN\n901,1988,a,1\n901,1989,"a,1\n901,1990,a,1\n', "again.csv:3: the"),
        ("ccode,year,state,EXUN,exun\n901,1988,a,1,0\n", "each once"),
        ("ccode,year,state,EXUN\n901,1988,a,1\n901,1988,a,1\n", "not as COW publishes it"),
    ],
)
def test_what_would_say_two_things_is_refused(
    content: str, message: str, sqlite_master: Path, tmp_path: Path
) -> None:
    with pytest.raises(ImportFileError, match=message):
        imported(sqlite_master, tmp_path, content.encode())
