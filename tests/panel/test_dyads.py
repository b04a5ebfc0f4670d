"""Dyads: what two states share in a year, against counting one by one."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

from orgdb.db.reader import Reader, open_reader
from orgdb.importers.cow.facts import import_cow
from orgdb.panel.dyads import dyads
from tests.importers.files import CELLS, cow_database, state_years


def test_the_real_totals_are_those_of_cow() -> None:
    reader = open_reader(str(cow_database()))
    found = dyads(reader, "cow-igo-3")
    assert (len(found), found.total()) == (917_695, 20_491_026)
    reader.close()


def test_counts_are_those_of_the_cells_one_by_one(database: str, tmp_path: Path) -> None:
    import_cow(database, [state_years(tmp_path / "s.csv")])
    reader = open_reader(database)
    found = {(r.cow1, r.cow2, r.year): (r.shared, r.shared_max) for r in dyads(reader, "cow-igo-3")}
    reader.close()
    cells = {(code, row[0]): row[1:] for (code, _), rows in CELLS.items() for row in rows}
    expected = {}
    for (one, year), (two, other) in combinations(cells, 2):
        if year == other:
            pairs = list(zip(cells[one, year], cells[two, year], strict=True))
            sure = sum(pair == ("1", "1") for pair in pairs)
            most = sum(set(pair) <= {"1", "-9"} for pair in pairs)
            expected[one, two, year] = (sure, most)
    assert found == expected
    assert found["901", "903", 1989] == (1, 2)


def test_directed_pairs_are_in_both_orders(sqlite_database: Path, tmp_path: Path) -> None:
    import_cow(str(sqlite_database), [state_years(tmp_path / "s.csv")])
    reader = open_reader(str(sqlite_database))
    both = {(r.cow1, r.cow2, r.year): r.shared for r in dyads(reader, "cow-igo-3", directed=True)}
    one = dyads(reader, "cow-igo-3")
    assert len(both) == 2 * len(one)
    assert all(both[b, a, year] == n for (a, b, year), n in both.items())
    reader.close()


def test_only_some_organizations_count(sqlite_database: Path, tmp_path: Path) -> None:
    import_cow(str(sqlite_database), [state_years(tmp_path / "s.csv")])
    reader = open_reader(str(sqlite_database))
    every, some = dyads(reader, "cow-igo-3"), dyads(reader, "cow-igo-3", ["ZZO"])
    assert (len(some), some.total()) == (len(every), 1)
    reader.close()


def test_the_year_of_a_handover_names_the_later_state(
    sqlite_database: Path, tmp_path: Path
) -> None:
    import_cow(str(sqlite_database), [state_years(tmp_path / "s.csv")])
    reader = open_reader(str(sqlite_database))
    names = {(r.cow2, r.year): r.state2 for r in dyads(reader, "cow-igo-3") if r.cow2 == "903"}
    assert names["903", 1990] == "XCC"
    reader.close()


def test_lines_and_rows_are_the_same(reader: Reader) -> None:
    found = dyads(reader)
    lines = "".join(found.lines(",")).splitlines()[1:]
    assert len(lines) == len(found) > 0
    for line, row in zip(lines, found, strict=True):
        one, two, year, shared, most, *_ = line.split(",")
        assert (one, two, int(year)) == (row.state1, row.state2, row.year)
        assert (int(shared), int(most)) == (row.shared, row.shared_max)


def test_who_may_share_is_never_less_than_who_does(reader: Reader) -> None:
    assert all(row.shared <= row.shared_max for row in dyads(reader))
