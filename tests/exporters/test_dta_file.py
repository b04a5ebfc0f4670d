"""Stata files of our own making, as pandas and pyreadstat (which is R's haven) read them."""

from __future__ import annotations

import struct
import sys
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgdb.db.reader import Reader
from orgdb.exporters import stata
from orgdb.exporters.columns import Column, Kind
from orgdb.exporters.dta_file import BYTE, DOUBLE, LONG, STRL, Variable, write_dta
from orgdb.exporters.export import export
from orgdb.exporters.report_tables import ORDERED, REPORTS
from orgdb.exporters.table import Table

Rows = list[tuple[Any, ...]]
TEXT = Variable("text", "a text")
NUMBER = Variable("number", "a number", LONG)
SECTIONS = (
    "stata_dta map variable_types varnames sortlist formats value_label_names variable_labels"
    " characteristics data strls value_labels"
).split()


def by_pandas(path: Path) -> Rows:
    """The rows as pandas reads them; missing is None."""
    import pandas as pd

    return _rows(pd.read_stata(path, convert_categoricals=False))


def by_readstat(path: Path) -> Rows:
    """The rows as pyreadstat reads them; missing is None."""
    import pyreadstat

    return _rows(pyreadstat.read_dta(str(path))[0])


def _rows(frame: Any) -> Rows:
    return [
        tuple(None if value != value else value for value in row)  # noqa: PLR0124 (not a number)
        for row in frame.itertuples(index=False)
    ]


READERS = pytest.mark.parametrize("read", [by_pandas, by_readstat])


def written(path: Path, variables: Sequence[Variable], rows: Rows, label: str = "data") -> Path:
    write_dta(path, variables, rows, label)
    return path


def types(path: Path) -> list[int]:
    """The types of the columns, as they stand in the file."""
    start, end = (path.read_bytes().index(tag) for tag in (b"<variable_types>", b"</variable_ty"))
    found = path.read_bytes()[start + len("<variable_types>") : end]
    return list(struct.unpack(f"<{len(found) // 2}H", found))


@READERS
def test_a_table_without_rows_has_its_columns(tmp_path: Path, read: Callable[[Path], Rows]) -> None:
    import pandas as pd

    path = written(tmp_path / "x.dta", [TEXT, NUMBER], [])
    assert read(path) == []
    assert list(pd.read_stata(path)) == ["text", "number"]
    assert types(path) == [1, LONG.type]


@READERS
@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("x" * 2045, 2045),
        ("x" * 2046, STRL),
        ("é" * 1022 + "x", 2045),  # bytes count, not characters
        ("é" * 1023, STRL),
        ("東京 · עברית · 🕊", 28),
        (" blanks ", 8),
        ("two\nlines\ttab \x01\x1f\x7f", 17),
        ("", 1),
    ],
    ids=lambda value: ascii(value)[:12],
)
def test_texts_come_back_from_columns_as_wide_as_they_need(
    text: str, type_: int, tmp_path: Path, read: Callable[[Path], Rows]
) -> None:
    rows: Rows = [(text, 1), (None, 2), ("short", 3), (text, 4)]
    if type_ < 5:
        rows = rows[:2]
    path = written(tmp_path / "x.dta", [TEXT, NUMBER], rows)
    assert types(path) == [type_, LONG.type]
    assert read(path) == [(text or "", number) for text, number in rows]


@READERS
@pytest.mark.parametrize("length", [3, 3000])
def test_nul_which_would_end_a_text_is_replaced(
    length: int, tmp_path: Path, read: Callable[[Path], Rows]
) -> None:
    path = written(tmp_path / "x.dta", [TEXT], [("a\0b" + "x" * length,)])
    assert read(path) == [("a\N{REPLACEMENT CHARACTER}b" + "x" * length,)]


@READERS
def test_more_long_texts_than_two_bytes_can_count(
    tmp_path: Path, read: Callable[[Path], Rows]
) -> None:
    """Each is found by its variable and row, and empty ones are not there."""
    rows: Rows = [("" if at % 3 == 0 else f"é{at}", at, f"b{at}") for at in range(66_000)]
    rows[-1] = ("x" * 5000, -1, "y" * 5000)
    other = Variable("other", "another text")
    path = written(tmp_path / "x.dta", [TEXT, NUMBER, other], rows)
    assert types(path) == [STRL, LONG.type, STRL]
    assert read(path) == rows


@READERS
@pytest.mark.parametrize(
    ("least", "values", "type_"),
    [
        (BYTE, (-127, 0, 100), BYTE),
        (BYTE, (False, True), BYTE),
        (BYTE, (101,), LONG),
        (LONG, (-1, 1), LONG),
        (LONG, (-2_147_483_647, 2_147_483_620), LONG),
        (LONG, (2_147_483_621,), DOUBLE),  # which a long has for missing
        (LONG, (-2_147_483_648,), DOUBLE),
        (LONG, (2**53, -(2**53)), DOUBLE),
    ],
)
def test_numbers_take_a_type_that_holds_them(
    least: Any,
    values: tuple[int, ...],
    type_: Any,
    tmp_path: Path,
    read: Callable[[Path], Rows],
) -> None:
    number = Variable("number", "a number", least)
    path = written(tmp_path / "x.dta", [number], [(value,) for value in values])
    assert types(path) == [type_.type]
    assert read(path) == [(value,) for value in values]
    write_dta(path, [number], [(value,) for value in (*values, None)], "data")
    assert types(path) == [type_.type]
    assert read(path) == [(value,) for value in (*values, None)]


@READERS
def test_days_come_back_and_those_without_limit_are_missing(
    tmp_path: Path, read: Callable[[Path], Rows]
) -> None:
    days = ("1815-06-09", "1959-12-31", "1960-01-01", "2026-11-30")
    none = ("0001-01-01", "9999-12-31", None)
    table = Table("x", "x", "x", (Column("day", Kind.DAY, "a day"),), ("day",), ("day",))
    path = tmp_path / "x.dta"
    stata.write_table(table, [(day,) for day in (*days, *none)], path, {})
    found = [day for (day,) in read(path)]
    dates = [day.date() if hasattr(day, "date") else day for day in found[: len(days)]]
    assert dates == [date.fromisoformat(day) for day in days]
    assert found[len(days) :] == [None] * len(none)


@pytest.mark.parametrize(
    "name", ["", "1st", "a-b", "a b", "é", "n" * 33, "_all", "_n", "str", "str12", "strL", "using"]
)
def test_names_that_stata_does_not_take_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be the name"):
        written(tmp_path / "x.dta", [Variable(name, "")], [])


def test_a_label_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    written(tmp_path / "x.dta", [Variable("a", "東" * 80)], [])
    with pytest.raises(ValueError, match="longer than the 320 bytes"):
        written(tmp_path / "x.dta", [Variable("a", "x" * 321)], [])


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_every_report_has_names_and_labels_that_stata_takes(name: str, tmp_path: Path) -> None:
    import pyreadstat

    table = REPORTS[name]
    if name == "panel":
        table = Table(name, "x", "x", (*table.columns, *ORDERED), table.key, table.order)
    stata.write_table(table, [], tmp_path / "x.dta", {})
    _, meta = pyreadstat.read_dta(str(tmp_path / "x.dta"), metadataonly=True)
    assert len(meta.column_names) == len(table.columns)
    assert all(0 < len(label or "") <= 80 for label in meta.column_labels)


def test_the_map_leads_to_every_section(tmp_path: Path) -> None:
    """Stata itself finds its way by it; other readers go by the tags."""
    path = tmp_path / "x.dta"
    truth = Variable("truth", "a truth", BYTE, words={0: "no", 1: "yes"})
    write_dta(path, [TEXT, truth], [("x" * 3000, True)], "data", ["a note"])
    content = path.read_bytes()
    start = content.index(b"<map>") + len("<map>")
    *places, after, end = struct.unpack("<14Q", content[start : start + 14 * 8])
    for tag, place in zip(SECTIONS, places, strict=True):
        assert content[place:].startswith(f"<{tag}>".encode()), tag
    assert content[after:] == b"</stata_dta>"
    assert end == len(content)


def test_what_is_said_of_the_data_is_in_the_file(tmp_path: Path) -> None:
    import pyreadstat

    path = tmp_path / "x.dta"
    day = Variable("day", "a day", LONG, display="%td")
    truth = Variable("truth", "wahr, 真", BYTE, words={0: "no", 1: "yes"})
    label, notes = "Données 真", ["licence: CC0", "citation: " + "x" * 5000]
    write_dta(path, [TEXT, day, truth], [("x", None, None)], label, notes)
    frame, meta = pyreadstat.read_dta(str(path))
    assert _rows(frame) == [("x", None, None)]
    assert meta.file_label == label
    assert meta.notes == notes
    assert meta.column_labels == ["a text", "a day", "wahr, 真"]
    assert meta.variable_value_labels == {"truth": {0: "no", 1: "yes"}}
    assert meta.original_variable_types == {"text": "%1s", "day": "%td", "truth": "%8.0g"}


def test_the_same_rows_give_the_same_bytes_and_nothing_else_stays(tmp_path: Path) -> None:
    rows: Rows = [("x" * 3000, at) for at in range(1500)]
    paths = [written(tmp_path / name, [TEXT, NUMBER], rows) for name in ("a.dta", "b.dta")]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert sorted(tmp_path.iterdir()) == paths


def test_a_row_of_another_length_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="zip"):
        written(tmp_path / "x.dta", [TEXT, NUMBER], [("x", 1, 2)])


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    def many(count: int) -> Iterator[tuple[Any, ...]]:
        return ((f"{at}" * 100, at) for at in range(count))

    def peak(count: int) -> int:
        tracemalloc.start()
        write_dta(tmp_path / "x.dta", [TEXT, NUMBER], many(count), "data")
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    some = peak(3_000)
    assert peak(20_000) < 1.2 * some
    assert (tmp_path / "x.dta").stat().st_size > 2 * some


def test_it_is_written_without_a_library(
    sample_reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for library in ("numpy", "pandas", "pyarrow", "pyreadstat"):
        monkeypatch.setitem(sys.modules, library, None)
    export(sample_reader, "stata", tmp_path / "x")
    assert (tmp_path / "x" / "panel.dta").exists()


CELLS = st.tuples(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
    st.one_of(st.none(), st.integers(-(2**53), 2**53)),
)


@settings(max_examples=50, deadline=None)
@given(rows=st.lists(CELLS, min_size=1, max_size=5))
def test_any_texts_and_numbers_come_back(rows: Rows) -> None:
    with TemporaryDirectory() as folder:
        path = written(Path(folder) / "x.dta", [TEXT, NUMBER], rows)
        assert by_pandas(path) == rows
        assert by_readstat(path) == rows
