"""COW IGO files become spells, with bounds that say what yearly observation can know."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from orgdb.db.reader import open_reader
from orgdb.importers.cow.facts import import_cow
from orgdb.importers.cow.igo_year import read_igo_years
from orgdb.importers.cow.state_year import read_state_years
from orgdb.importers.dataset import remove
from orgdb.importers.source import ImportFileError
from orgdb.importers.spell import ImportedSpell
from orgdb.membership.is_member import is_member
from orgdb.parameters import WhoCounts
from tests.conftest import Outcome
from tests.importers.files import IGO_YEAR, STATE_YEAR, cow_database, reference, state_years

Run = Callable[..., Outcome]
SPELLS = """
SELECT org, member, status, start || '/' || "end" AS period, joined_by, end_reason
FROM memberships WHERE dataset = 'cow-igo-3' ORDER BY org, member, start_latest"""
COUNTS = """
SELECT (SELECT COUNT(*) FROM fact) AS facts,
    (SELECT COUNT(*) FROM entity WHERE kind = 'organization') AS orgs,
    (SELECT COUNT(*) FROM entity WHERE kind = 'state') AS states,
    (SELECT COUNT(*) FROM dataset) AS datasets,
    (SELECT COUNT(*) FROM observed_series) AS series"""


def spells(url: str) -> list[tuple[object, ...]]:
    reader = open_reader(url)
    try:
        return [tuple(row.values()) for row in reader.rows(SPELLS)]
    finally:
        reader.close()


def counts(url: str) -> dict[str, int]:
    reader = open_reader(url)
    try:
        return reader.rows(COUNTS)[0]
    finally:
        reader.close()


def test_cells_become_spells_on_both_engines(database: str, tmp_path: Path) -> None:
    done = import_cow(database, [state_years(tmp_path / "s.csv")])
    assert (done.organizations, done.recognized, done.states_made) == (2, 1, ("COW-977",))
    assert spells(database) == [
        ("EXU", "XAA", "full", "1987/1989", None, None),
        ("EXU", "XCC", "full", "[1920..1987]/1990-12-31", None, "succession"),
        ("EXU", "XDD", "full", "1991-01-01/..", "succession", None),
        ("ZZO", "COW-977", "full", "1990/1990", None, None),
        ("ZZO", "XAA", "observer", "1988/1988", None, "status_change"),
        ("ZZO", "XAA", "full", "1989/1990", "status_change", None),
        ("ZZO", "XCC", "unknown", "1988/1989", None, None),
        ("ZZO", "XCC", "associate", "[1988..1990]/1990-12-31", None, "succession"),
        ("ZZO", "XDD", "associate", "1991-01-01/1991", "succession", None),
    ]


@pytest.mark.parametrize("word", [None, 'a "word", “quoted”'])
@pytest.mark.parametrize("reason", [None, "succession"])
def test_a_spell_has_the_key_that_any_fact_of_its_content_has(
    word: str | None, reason: str | None
) -> None:
    status = "other" if word else "full"
    days = ("1951-01-01", "1951-12-31", "2014-12-31", "9999-12-31")
    for kind in ("state", "organization"):
        spell = ImportedSpell(
            "EXU", "XAA", status, word, "1951", "..", *days, reason, reason, reason, "1", kind
        )
        assert spell.key("mine") == spell.draft().key("mine")


def test_an_organization_is_recognized_by_its_code_and_not_by_its_name(
    sqlite_database: Path, tmp_path: Path
) -> None:
    url = str(sqlite_database)
    file = state_years(tmp_path / "s.csv", "ccode,year,state,EXU,ZZO")
    assert import_cow(url, [file]).recognized == 0
    assert {row[0] for row in spells(url)} == {"COW-EXU", "ZZO"}


def test_an_unknown_cell_is_unknown_and_a_zero_is_no(sqlite_database: Path, tmp_path: Path) -> None:
    import_cow(str(sqlite_database), [state_years(tmp_path / "s.csv")])
    reader = open_reader(str(sqlite_database))
    asked = (("1989", "unknown"), ("1992", "no"), ("1991", "yes"))
    for year, answer in asked:
        member = "XCC" if year < "1991" else "XDD"
        found = is_member(
            reader, member, "ZZO", WhoCounts.of(year, status="all", dataset="cow-igo-3")
        )
        assert found.answer == answer
    reader.close()


def test_the_same_file_again_changes_nothing(sqlite_database: Path, tmp_path: Path) -> None:
    file = state_years(tmp_path / "s.csv")
    import_cow(str(sqlite_database), [file])
    before = sqlite_database.read_bytes()
    assert import_cow(str(sqlite_database), [file]).unchanged
    assert sqlite_database.read_bytes() == before


def test_an_organization_that_the_seed_has_come_to_know_is_imported_anew(
    sample: Path, sqlite_database: Path, tmp_path: Path
) -> None:
    from orgdb.seed.load import initialize

    url, file = str(sqlite_database), state_years(tmp_path / "s.csv")
    import_cow(url, [file])
    known = sample / "organizations" / "ALT.yml"
    text = known.read_text(encoding="utf-8")
    code = '- {scheme: cow-ioname, code: ZZO, cite: "codes row EXU"}'
    part = f"codes:\n{code}\n" if "codes:" not in text else ""
    assert part, "the sample has codes of ALT now: name another organization"
    known.write_text(text.replace("names:", f"{part}names:", 1), encoding="utf-8")
    initialize(url, folder=sample)
    assert not import_cow(url, [file]).unchanged
    assert {row[0] for row in spells(url)} == {"ALT", "EXU"}
    assert import_cow(url, [file]).unchanged


def test_the_list_of_states_names_those_that_are_made(
    sqlite_database: Path, tmp_path: Path
) -> None:
    states = tmp_path / "states.csv"
    heading = "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version"
    states.write_text(f"{heading}\nNOW,977,Nowhere Land,1988,3,1,1990,6,30,2016\n")
    import_cow(str(sqlite_database), [states, state_years(tmp_path / "s.csv")])
    reader = open_reader(str(sqlite_database))
    sql = "SELECT name, start, \"end\" FROM states WHERE state = 'COW-977'"
    assert [tuple(row.values()) for row in reader.rows(sql)] == [
        ("Nowhere Land (COW 977)", "1988-03-01", "1990-06-30")
    ]
    reader.close()


def test_what_is_removed_is_gone_whole(database: str, tmp_path: Path) -> None:
    before = counts(database)
    import_cow(database, [state_years(tmp_path / "s.csv")])
    assert counts(database)["orgs"] == before["orgs"] + 1
    remove(database, "cow-igo-3")
    assert counts(database) == before


def test_packed_files_are_the_same_file(sqlite_database: Path, tmp_path: Path) -> None:
    plain = state_years(tmp_path / "s.csv")
    (tmp_path / "s.csv.gz").write_bytes(gzip.compress(plain.read_bytes()))
    with zipfile.ZipFile(tmp_path / "s.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(plain, "folder/state_year_formatv3.csv")
    tables = [read_state_years(tmp_path / name) for name in ("s.csv", "s.csv.gz", "s.zip")]
    assert tables[0] == tables[1] == tables[2]


def broken(name: str, data: bytes) -> bytes:
    head, _, rest = data.partition(b"\n")
    match name:
        case "truncated":
            return gzip.compress(data * 50)[:-20]
        case "a NUL byte":
            return data.replace(b"1987", b"19\x0087", 1)
        case "a giant cell":
            return data + b"903,1993,charlia,1," + b"1" * 2_000_000
        case "a missing column":
            return data.replace(b"1987,alphaland,1,-1", b"1987,alphaland,1")
        case "an unknown code":
            return data.replace(b"1987,alphaland,1,-1", b"1987,alphaland,7,-1")
        case "two headings alike":
            return head.replace(b"ZZO", b"EXUN") + b"\n" + rest
        case "a year twice":
            return data + b"901,1988,alphaland,1,1\n"
        case "another file":
            return b"name,year\n" + rest
        case "no lines":
            return head + b"\n"
    return b""


@pytest.mark.parametrize(
    "what",
    [
        "truncated",
        "a NUL byte",
        "a giant cell",
        "a missing column",
        "an unknown code",
        "two headings alike",
        "a year twice",
        "another file",
        "no lines",
        "nothing",
    ],
)
def test_a_broken_file_is_one_error_and_changes_nothing(
    what: str, orgdb: Run, sqlite_database: Path, tmp_path: Path
) -> None:
    data = state_years(tmp_path / "s.csv").read_bytes()
    (tmp_path / "broken.csv").write_bytes(broken(what, data))
    before = sqlite_database.read_bytes()
    done = orgdb("import", "cow-igo", str(tmp_path / "broken.csv"), db=str(sqlite_database))
    assert done.code == 4
    assert "broken.csv" in done.err
    assert "Traceback" not in done.err and len(done.err) < 2000
    assert sqlite_database.read_bytes() == before


def test_a_bomb_stops_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orgdb.importers.archives.MAX_UNPACKED", 1_000_000)
    line = b"901,1987,alphaland,1,-1\n"
    head = b"ccode,year,state,EXUN,ZZO\n"
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(head + line * 100_000))
    with pytest.raises(ImportFileError, match="unpacks to more than"):
        read_state_years(tmp_path / "bomb.gz")


def test_every_wrong_line_is_named(orgdb: Run, sqlite_database: Path, tmp_path: Path) -> None:
    data = state_years(tmp_path / "s.csv").read_text().replace(",2\n", ",8\n")
    (tmp_path / "s.csv").write_text(data)
    done = orgdb("import", "cow-igo", str(tmp_path / "s.csv"), db=str(sqlite_database))
    assert [line for line in done.err.splitlines() if "'8'" in line] == [
        f"{tmp_path / 's.csv'}:{n}: not a membership code: '8'" for n in (10, 11)
    ]


def test_the_real_file_has_every_spell() -> None:
    reader = open_reader(str(cow_database()))
    rows = reader.rows(
        "SELECT status, COUNT(*) AS n FROM memberships WHERE dataset = 'cow-igo-3' GROUP BY status"
    )
    by_status = {row["status"]: row["n"] for row in rows}
    columns = reader.rows("SELECT COUNT(*) AS n FROM observed_column")[0]["n"]
    codes = reader.rows("SELECT COUNT(DISTINCT code) AS n FROM observed_series")[0]["n"]
    reader.close()
    assert (columns, codes) == (534, 217)
    # 18,674 runs of 1 in the cells, and the second halves of those that changed hands.
    assert by_status["full"] >= 18_674 and by_status["unknown"] >= 22_271


@pytest.mark.parametrize(
    ("member", "org", "on", "answer"),
    [
        ("SUN", "UN", "1990", "yes"),
        ("RUS", "UN", "1992", "yes"),
        ("RUS", "UN", "1991-12-26", "yes"),
        ("DEU", "UN", "1990-10-03", "yes"),
        ("YEM", "UN", "1990-05-22", "yes"),
        ("HND", "OAS", "2011", "no"),
        ("CUB", "OAS", "1970", "no"),
        ("PER", "OAS", "2014", "yes"),
    ],
)
def test_the_real_file_answers(member: str, org: str, on: str, answer: str) -> None:
    reader = open_reader(str(cow_database()))
    found = is_member(reader, member, org, WhoCounts.of(on, dataset="cow-igo-3"))
    reader.close()
    assert found.answer == answer


def test_the_two_real_files_are_compared_cell_by_cell() -> None:
    table = read_state_years(reference(STATE_YEAR))
    described, comparison = read_igo_years(reference(IGO_YEAR), table)
    assert len(described) == 534
    assert (comparison.shared, len(comparison.differences)) == (2_847_602, 4_615)
    assert [name for name, _ in comparison.by_organization()[:4]] == [
        "ICCEC",
        "CTO",
        "IASAJ",
        "IGC",
    ]
    zeros = [d for d in comparison.differences if (d.igo_year, d.state_year) == ("0", "1")]
    assert len(zeros) == 796
    assert any("PCB" in row for row in comparison.broken_rows)


def test_three_ways_to_write_not_in_the_system_are_one() -> None:
    table = read_state_years(reference(STATE_YEAR))
    results = [
        read_igo_years(reference(f"cow_igo_year_sample_{way}.csv"), table)
        for way in ("blank", "dot", "minus1")
    ]
    assert results[0][1].shared > 10_000
    found = [(one.shared, one.differences) for _, one in results]
    assert found[0] == found[1] == found[2]
    names = [{key: one.ionum for key, one in described.items()} for described, _ in results]
    assert names[0] == names[1] == names[2]


def test_of_what_was_not_observed_the_answer_is_unknown_never_no(
    database: str, tmp_path: Path
) -> None:
    import_cow(database, [state_years(tmp_path / "s.csv")])
    asked = (
        # XAA has lines from 1986 to 1990 and was no member in 1986 and 1990.
        ("XAA", "1986", "no"),
        ("XAA", "1988", "yes"),
        ("XAA", "1990", "no"),
        ("XAA", "1991", "unknown"),
        ("XAA", "[1990..1991]", "unknown"),
        # XDD has the code of XCC, which has lines, from 1991 on.
        ("XDD", "1992", "yes"),
        # A territory and an organization have no lines at all.
        ("XTT", "1988", "unknown"),
        ("EXU-GA", "1988", "unknown"),
    )
    reader = open_reader(database)
    found = {
        (who, on): is_member(reader, who, "EXU", WhoCounts.of(on, dataset="cow-igo-3"))
        for who, on, _ in asked
    }
    reader.close()
    assert {asked: row.answer for asked, row in found.items()} == {
        (who, on): answer for who, on, answer in asked
    }
    said = found["XTT", "1988"].reason
    assert said.startswith("cow-igo-3 says nothing about XTT on that date; according to Correlates")
