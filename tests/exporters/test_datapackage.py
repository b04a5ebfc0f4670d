"""A data package passes the validators of others, and comes back as an equal data set."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from orgdb.db.reader import Reader, open_reader
from orgdb.exporters import csv_files
from orgdb.exporters.export import export
from orgdb.exporters.extract import Extract
from orgdb.exporters.selection import select
from orgdb.importers.cow.facts import import_cow
from orgdb.importers.datapackage.load import import_package
from orgdb.importers.source import ImportFileError
from tests.exporters.reading import descriptor
from tests.importers.files import state_years

COW = "cow-igo-3"


def written(url: str, folder: Path, *datasets: str) -> Path:
    """The data package of some data sets."""
    reader = open_reader(url)
    try:
        export(reader, "datapackage", folder, datasets=datasets)
    finally:
        reader.close()
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def package(exported: Callable[[str], Path]) -> Path:
    return exported("datapackage")


def test_frictionless_finds_it_valid(package: Path) -> None:
    from frictionless import validate

    report = validate(str(package / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    assert report.stats["tasks"] == len(descriptor(package)["resources"])


def test_the_profile_of_version_2_accepts_it(package: Path) -> None:
    from jsonschema import Draft7Validator

    text = files("dplib").joinpath("profiles/2.0/datapackage.json").read_text("utf-8")
    faults = [
        error.message
        for error in Draft7Validator(json.loads(text)).iter_errors(descriptor(package))
    ]
    assert faults == []


def test_csvw_finds_it_valid(package: Path) -> None:
    from csvw import CSVW

    found = CSVW(str(package / "csv-metadata.json"), validate=True)
    assert found.is_valid
    assert [str(warning.message) for warning in found.warnings] == []


def test_schemas_say_what_the_standards_ask_for(package: Path) -> None:
    """What readers of version 1 ignore is repeated in words that they know."""
    for resource in descriptor(package)["resources"]:
        schema = resource["schema"]
        assert schema["missingValues"] == [""], "NA is Namibia"
        assert schema["uniqueKeys"] == [schema["primaryKey"]]
        for field in schema["fields"]:
            if "categories" in field:
                assert field["constraints"]["enum"] == field["categories"]


HOSTILE = (
    "a,b",
    'say "so"',
    "line\nbreak",
    "lone\rreturn",
    "",
    "  blank ",
    "\u00e9\u4e2d",
    "'=1+1",
)


def test_what_the_database_joins_is_what_cells_give(extract: Extract) -> None:
    joined = [table for table in extract.tables if extract.as_stored(table)]
    assert {"citations", "memberships", "officials", "rosters"} <= {t.name for t in joined}
    for table in joined:
        texts = extract.texts(table, csv_files._row_in_sql(extract, table))
        assert list(csv_files._joined(table, texts, extract.sources)) == list(
            csv_files._cells(table, extract.rows(table))
        )


def test_any_text_is_one_cell(extract: Extract) -> None:
    table = replace(extract.by_name["citations"], columns=extract.by_name["citations"].columns[:2])
    rows = [(one, other) for one in HOSTILE for other in HOSTILE]
    texts = ((csv_files.APART.join(row), 0) for row in rows)
    joined = "".join(csv_files._joined(table, texts, extract.sources))
    assert joined == "".join(csv_files._cells(table, iter(rows)))
    assert [tuple(row) for row in csv.reader(io.StringIO(joined, newline=""))] == rows


def test_a_text_that_holds_the_separator_is_not_cut(
    sample_reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract = Extract(sample_reader, select(sample_reader))
    monkeypatch.setattr(csv_files, "PORTION", 7)
    for name, mark in (("facts", "APART"), ("memberships", "APART"), ("memberships", "HOLE")):
        table = extract.by_name[name]
        expected = csv_files.write_csv(extract, table, tmp_path / "one.csv")
        with monkeypatch.context() as patched:
            patched.setattr(csv_files, mark, "-")  # which keys and places are full of
            assert csv_files.write_csv(extract, table, tmp_path / "two.csv") == expected


def test_namibia_is_not_a_missing_value(package: Path) -> None:
    import pandas as pd

    lines = (package / "states.csv").read_text("utf-8").splitlines()
    assert lines[0].startswith("state,name,kind,sovereign,iso2,iso3,m49")
    frame = pd.read_csv(package / "states.csv", dtype=str, keep_default_na=False)
    assert not frame["iso2"].isna().any()
    assert all(len(code) in (0, 3) for code in frame["m49"])


def test_import_rebuilds_an_equal_data_set(
    package: Path, sqlite_database: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{sqlite_database}"
    import_package(url, package, replace_curated=True)
    assert contents(written(url, tmp_path / "again")) == contents(package)


def test_import_on_a_server_rebuilds_an_equal_data_set(
    package: Path, database: str, tmp_path: Path
) -> None:
    import_package(database, package, replace_curated=True)
    assert contents(written(database, tmp_path / "again")) == contents(package)


@pytest.fixture
def with_cow(sqlite_database: Path, tmp_path: Path) -> Iterator[str]:
    import_cow(str(sqlite_database), [state_years(tmp_path / "s.csv")])
    yield f"sqlite:///{sqlite_database}"


def test_an_imported_data_set_comes_back_with_its_cells(
    with_cow: str, sqlite_master: Path, tmp_path: Path
) -> None:
    """Also what it did not observe, so that the answers stay the same."""
    first = written(with_cow, tmp_path / "first", COW)
    said = descriptor(first)
    assert said["licenses"][0]["title"].startswith(f"{COW}: © Correlates of War")
    assert "Correlates of War" in (first / "CITATION.txt").read_text("utf-8")
    other = f"sqlite:///{shutil.copyfile(sqlite_master, tmp_path / 'other.sqlite')}"
    assert list(import_package(other, first).facts) == [COW]
    assert contents(written(other, tmp_path / "second", COW)) == contents(first)
    layouts = []
    for url in (with_cow, other):
        from orgdb.panel.panel import panel

        reader = open_reader(url)
        layouts.append(list(panel(reader, COW, shape="state-year").lines(",")))
        reader.close()
    assert layouts[0] == layouts[1]


def test_importing_twice_changes_nothing(with_cow: str, tmp_path: Path) -> None:
    first = written(with_cow, tmp_path / "first", COW)
    import_package(with_cow, first)
    assert contents(written(with_cow, tmp_path / "second", COW)) == contents(first)


def test_the_curated_data_are_replaced_only_on_demand(package: Path, sqlite_database: Path) -> None:
    with pytest.raises(ImportFileError, match="holds the curated data"):
        import_package(f"sqlite:///{sqlite_database}", package)


def _changed(folder: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    said = descriptor(folder)
    change(said)
    (folder / "datapackage.json").write_text(json.dumps(said), "utf-8")


def _edit(folder: Path) -> None:
    path = folder / "memberships.csv"
    path.write_text(path.read_text("utf-8").replace("full", "observer", 1), "utf-8")


FAULTS: dict[str, tuple[Callable[[Path], Any], str]] = {
    "nothing": (lambda p: (p / "datapackage.json").unlink(), "There is no"),
    "no json": (lambda p: (p / "datapackage.json").write_text("{"), "cannot be read"),
    "a list": (lambda p: (p / "datapackage.json").write_text("[]"), "not a data package of orgdb"),
    "foreign": (lambda p: _changed(p, lambda d: d.pop("orgdb")), "not a data package of orgdb"),
    "a part": (lambda p: _changed(p, lambda d: d["orgdb"].update(orgs=["EXU"])), "only a part"),
    "edited": (_edit, "not as it was exported"),
    "a file lost": (lambda p: (p / "names.csv").unlink(), "cannot be read"),
    "outside": (
        lambda p: _changed(p, lambda d: d["resources"][0].update(path="../x.csv")),
        "outside the package",
    ),
    "no resources": (lambda p: _changed(p, lambda d: d.pop("resources")), "is damaged"),
}


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_faulty_package_changes_nothing(
    name: str, package: Path, sqlite_database: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(package, tmp_path / "copy"))
    spoil, message = FAULTS[name]
    spoil(folder)
    before = sqlite_database.read_bytes()
    with pytest.raises(ImportFileError, match=message):
        import_package(f"sqlite:///{sqlite_database}", folder, replace_curated=True)
    assert sqlite_database.read_bytes() == before


def test_a_fact_that_no_longer_fits_its_key_is_refused(
    package: Path, sqlite_database: Path, tmp_path: Path
) -> None:
    """Also where somebody has made the checksum fit."""
    import hashlib

    folder = Path(shutil.copytree(package, tmp_path / "copy"))
    _edit(folder)
    digest = hashlib.sha256((folder / "memberships.csv").read_bytes()).hexdigest()

    def sign(said: dict[str, Any]) -> None:
        for resource in said["resources"]:
            if resource["name"] == "memberships":
                resource["hash"] = f"sha256:{digest}"

    _changed(folder, sign)
    with pytest.raises(ImportFileError, match="says something else than its key"):
        import_package(f"sqlite:///{sqlite_database}", folder, replace_curated=True)
