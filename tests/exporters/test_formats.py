"""What a format can hold comes back through somebody else's reader; all else is declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from orgdb.dates import NO_EARLIEST, NO_LATEST
from orgdb.db.reader import Reader
from orgdb.errors import MissingLibraryError, OutputError, QuestionError
from orgdb.exporters.columns import Kind
from orgdb.exporters.export import export
from orgdb.exporters.extract import Extract, Rows
from orgdb.exporters.registry import FORMATS, Loss, exporter, formats
from orgdb.exporters.selection import select
from orgdb.exporters.table import Table
from orgdb.exporters.tables import TABLES
from orgdb.parameters import WhoCounts
from tests.exporters.reading import READERS

HOSTILE = (
    "=1+1",
    "@SUM(A1)",
    "+351",
    "-",
    "#N/A",
    "NA",
    "null",
    "007",
    "1.50",
    "true",
    "2021-11-04",
    "a;b,c\t|d",
    'say "no"',
    "two\nlines",
    " spaces ",
    "Bogotá · Łódź · 東京 · עברית · 🕊",
    "'quoted",
    "_x0041_",
    "<b>&amp;</b>",
)


class Hostile(Extract):
    """The invented seed, with an office for every text that some tool takes for something else."""

    def as_stored(self, table: Table) -> bool:
        """Not where there are hostile texts, which the database does not have."""
        return table.name != "offices" and super().as_stored(table)

    def rows(self, table: Table | str) -> Rows:
        """The rows, and those of the hostile texts."""
        yield from super().rows(table)
        name = table if isinstance(table, str) else table.name
        if name == "offices":
            for row in super().rows(table):
                for number, text in enumerate(HOSTILE):
                    changed = dict(zip(self.by_name[name].names, row, strict=True))
                    changed |= {"city": text, "address": text, "fact": f"office-hostile-{number}"}
                    yield tuple(changed.values())
                break


@pytest.fixture(scope="module")
def hostile(sample_reader: Reader) -> Extract:
    return Hostile(sample_reader, select(sample_reader))


@pytest.fixture(scope="module")
def written(
    hostile: Extract, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Path]]:
    """Each format of the hostile extract, written once."""
    made: dict[str, Path] = {}

    def once(name: str) -> Path:
        if name not in made:
            module = exporter(name)
            path = tmp_path_factory.mktemp(name) / f"x{module.FORMAT.ending}"
            path.mkdir() if module.FORMAT.folder else path.touch()
            module.write(hostile, path)
            made[name] = path
        return made[name]

    yield once


def declared(losses: tuple[Loss, ...], table: str, column: str) -> bool:
    """Whether it is among the losses."""
    return any(
        loss.table in ("*", table) and (column in loss.columns or "*" in loss.columns)
        for loss in losses
    )


@pytest.mark.parametrize("name", sorted(READERS))
def test_everything_comes_back_but_what_is_declared(
    name: str, hostile: Extract, written: Callable[[str], Path]
) -> None:
    path, losses = written(name), exporter(name).FORMAT.losses
    if name == "xlsx":
        losses = ()  # what it declares is about texts that the seed does not have
    for table in hostile.tables:
        expected = list(hostile.rows(table))
        found = READERS[name](path, table)
        assert len(found) == len(expected), table.name
        for row, back in zip(expected, found, strict=True):
            for column, value, other in zip(table.columns, row, back, strict=True):
                if value == other:
                    continue
                assert declared(losses, table.name, column.name), (table.name, column, value, other)
                assert column.kind is Kind.DAY and value in (NO_EARLIEST, NO_LATEST)
                assert other is None


def test_duckdb_takes_more_memory_where_it_needs_more(
    hostile: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import duckdb

    from orgdb.exporters import duckdb_file

    path = tmp_path / "small.duckdb"
    monkeypatch.setattr(duckdb_file, "LIMITS", ("1KB",))
    with pytest.raises(duckdb.Error, match="memory"):
        duckdb_file.write(hostile, path)
    monkeypatch.setattr(duckdb_file, "LIMITS", ("1KB", "1GB"))
    duckdb_file.write(hostile, path)
    table = hostile.by_name["offices"]
    assert len(list(READERS["duckdb"](path, table))) == len(list(hostile.rows(table)))


@pytest.mark.parametrize("format_", formats(), ids=lambda known: known.name)
def test_losses_name_tables_and_columns_that_exist(format_: Any) -> None:
    for loss in format_.losses:
        assert loss.why
        assert loss.table == "*" or loss.table in TABLES
        names = {
            column.name
            for table in TABLES.values()
            if loss.table in ("*", table.name)
            for column in table.columns
        }
        assert set(loss.columns) <= names | {"*"}


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_same_data_give_the_same_bytes(
    name: str, sample_reader: Reader, tmp_path: Path
) -> None:
    if name == "duckdb":
        pytest.skip("DuckDB does not promise the same bytes; its rows are compared above")
    paths = [tmp_path / f"{n}{exporter(name).FORMAT.ending}" for n in (1, 2)]
    for path in paths:
        export(sample_reader, name, path, ("EXU",))
    one, two = (
        {p.relative_to(path): p.read_bytes() for p in path.rglob("*") if p.is_file()}
        if path.is_dir()
        else {Path("file"): path.read_bytes()}
        for path in paths
    )
    assert one == two != {}


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_an_export_states_terms_citation_and_losses(
    name: str, exported: Callable[[str], Path], extract: Extract
) -> None:
    path = exported(name)
    folder = exporter(name).FORMAT.folder
    beside = path / "README.md" if folder else path.with_name(path.name + ".README.md")
    said = beside.read_text("utf-8")
    for terms in extract.terms:
        assert terms.licence in said
        assert terms.citation in said
        assert terms.version in said
    for loss in exporter(name).FORMAT.losses:
        assert loss.why in said
    if folder:
        for file in path.iterdir():
            assert f"`{file.name}`" in said, "every file is explained"


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_nothing_is_replaced_without_force(
    name: str, sample_reader: Reader, tmp_path: Path
) -> None:
    path = tmp_path / f"x{exporter(name).FORMAT.ending}"
    export(sample_reader, name, path, ("EXU",))
    before = sorted(p.name for p in tmp_path.iterdir())
    with pytest.raises(OutputError, match="is there already"):
        export(sample_reader, name, path, ("EXU",))
    export(sample_reader, name, path, ("EXU",), force=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == before


@pytest.mark.parametrize("name", ["datapackage", "sqlite"])
def test_a_failure_leaves_nothing_and_what_was_there_stays(
    name: str, sample_reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"x{exporter(name).FORMAT.ending}"
    export(sample_reader, name, path, ("EXU",))
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}

    def fail(extract: Extract, part: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporter(name), "write", fail)
    with pytest.raises(OutputError, match="No space left"):
        export(sample_reader, name, path, force=True)
    with pytest.raises(OutputError, match="No space left"):
        export(sample_reader, name, tmp_path / "new")
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_force_replaces_only_what_an_export_wrote(sample_reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "me.jpg").write_bytes(b"x")
    with pytest.raises(OutputError, match="not an export of orgdb"):
        export(sample_reader, "datapackage", tmp_path / "photos", force=True)
    assert (tmp_path / "photos" / "me.jpg").exists()
    with pytest.raises(OutputError, match="is a folder"):
        export(sample_reader, "sqlite", tmp_path / "photos", force=True)
    with pytest.raises(OutputError, match="there is no folder"):
        export(sample_reader, "sqlite", tmp_path / "none" / "x.sqlite")


def test_a_wrong_format_suggests_the_nearest() -> None:
    with pytest.raises(QuestionError, match="Did you mean parquet"):
        exporter("parquett")


def test_a_missing_library_gives_the_line_to_run(
    sample_reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingLibraryError) as caught:
        export(sample_reader, "xlsx", tmp_path / "x.xlsx")
    assert caught.value.hint == "Run: pip install 'orgdb-igo[excel]'"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("format_", ["sqlite", "stata"])
def test_progress_counts_every_row(format_: str, sample_reader: Reader, tmp_path: Path) -> None:
    told: list[int] = []

    def watch(count: Callable[[], int]) -> Callable[[int], None]:
        told.append(-count())
        return told.append

    export(sample_reader, format_, tmp_path / "made", watch=watch)
    assert len(told) > 1
    assert sum(told) == 0


def test_stata_keeps_what_members_say(
    exported: Callable[[str], Path], sample_reader: Reader
) -> None:
    """Read by pyreadstat: every value but those declared, with labels that fit."""
    import pyreadstat

    from orgdb.exporters.report_tables import REPORTS
    from orgdb.reports.filters import Filters
    from orgdb.reports.named import report

    folder = exported("stata")
    assert {path.name for path in folder.glob("*.dta")} == {
        "members.dta",
        "spells.dta",
        "panel.dta",
    }
    for name in ("members", "spells", "panel"):
        frame, meta = pyreadstat.read_dta(str(folder / f"{name}.dta"))
        table = REPORTS[name]
        assert all(0 < len(str(label)) <= 80 for label in meta.column_labels)
        filters = Filters(who=WhoCounts.of(dataset="curated"))
        _, rows = report(sample_reader, name, filters)
        assert len(frame) == len(rows) > 0
        for column in table.columns:
            read = frame["end_date" if column.name == "end" else column.name]
            for row, back in zip(rows, read, strict=True):
                value = getattr(row, column.name)
                if column.kind is Kind.DAY and value in (NO_EARLIEST, NO_LATEST):
                    assert back is None or back != back  # noqa: PLR0124 (not a time)
                elif column.kind is Kind.LIST:
                    assert back == ";".join(value)
                elif column.kind is Kind.DAY:
                    assert str(back)[:10] == value
                else:
                    assert back == ("" if value is None else value), column.name
