"""Replay: curated facts in the layout of COW's files, and the cells that differ from them."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from orgdb.db.reader import open_reader
from orgdb.importers.cow.facts import import_cow
from orgdb.panel.original_layout import ObservedFile
from orgdb.panel.replay import Replay
from orgdb.panel.runs import Years
from tests.conftest import Outcome
from tests.importers.files import STATE_YEAR, cow_database, reference, state_years

Run = Callable[..., Outcome]

FIRST, LAST = 1960, 2014  # the years that are compared cell by cell


def test_the_lines_and_columns_are_those_of_the_loaded_file(database: str, tmp_path: Path) -> None:
    file = state_years(tmp_path / "s.csv")
    import_cow(database, [file])
    reader = open_reader(database)
    replay = Replay(reader, "cow-igo-3")
    ours = "".join(replay.lines(",")).splitlines()
    theirs = file.read_text().splitlines()
    before_1993 = [line for line in ours if not "1993" <= line.split(",")[1] <= "2014"]
    assert [x.split(",")[:3] for x in before_1993] == [x.split(",")[:3] for x in theirs]
    assert ours[0] == theirs[0]
    assert "901,1986,alphaland,1,-1" in ours
    assert list(replay.differences()) == [
        "ioname,ccode,state,from,to,cow,curated,reason\n",
        "EXUN,901,alphaland,1986,1986,0,1,orgdb begins earlier\n",
        "EXUN,901,alphaland,1990,1990,0,1,orgdb ends later\n",
        "EXUN,903,charlia,1991,1992,1,-9,orgdb does not know: its dates leave it open\n",
        "ZZO,,,1816,2014,,,the curated data have no list of it\n",
    ]
    reader.close()


def test_without_the_file_the_states_and_bodies_with_cow_codes_are_written(
    orgdb: Run, tmp_path: Path
) -> None:
    done = orgdb("report", "panel", "--like", "cow-igo-3", "--from", "1989", "--through", "1990")
    assert done.out.splitlines()[:2] == ["ccode,year,state,EXUN", "901,1989,alandexample,1"]
    asked = ("report", "panel", "--like", "cow-igo-3", "--shape", "igo-year", "--from", "1951")
    done = orgdb(*asked, "--through", "1952")
    assert done.out == (
        "ioname\tyear\talandexample\tunionofcecilia\nEXUN\t1951\t1\t-9\nEXUN\t1952\t1\t0\n"
    )
    done = orgdb("report", "panel", "--like", "cow-igo-3", "-o", str(tmp_path / "x.csv"))
    assert "no COW data are loaded" in done.err


def test_every_cell_of_the_real_layout_is_the_same_or_listed_with_a_reason() -> None:
    reader = open_reader(str(cow_database()))
    replay = Replay(reader, "cow-igo-3", years=Years(FIRST, LAST))
    listed: dict[tuple[str, str, int], tuple[str, str]] = {}
    without: set[str] = set()
    for row in csv.DictReader(replay.differences()):
        assert row["reason"] not in ("", "unexplained")
        if not row["ccode"]:
            without.add(row["ioname"])
        for year in range(int(row["from"]), int(row["to"]) + 1):
            listed[row["ioname"], row["ccode"], year] = row["cow"], row["curated"]
    same: Counter[bool] = Counter()
    with gzip.open(reference(STATE_YEAR), "rt", encoding="mac_roman", newline="") as source:
        theirs = csv.reader(source)
        heading = next(theirs)
        ours = csv.reader(replay.lines(","))
        assert next(ours) == heading
        chosen = [place for place in range(3, len(heading)) if heading[place] not in without]
        wanted = (row for row in theirs if FIRST <= int(row[1]) <= LAST)
        for line, other in zip(ours, wanted, strict=True):
            assert line[:3] == other[:3]
            for place in chosen:
                if line[place] != other[place]:
                    said = listed[heading[place], line[0], int(line[1])]
                    assert said == (other[place], line[place])
                    same[False] += 1
                else:
                    same[True] += 1
    assert len(chosen) > 90 and same[True] > 0.6 * same.total()
    assert sum(cell[1] != "" for cell in listed.values()) == same[False]
    assert ObservedFile(reader, "cow-igo-3").labels == heading[3:]
    reader.close()
