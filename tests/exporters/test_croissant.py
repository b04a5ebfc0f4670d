"""Croissant, loaded by mlcroissant: every value of every table, and a checksum that is checked."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from orgdb.exporters.columns import Kind
from orgdb.exporters.croissant import METADATA
from orgdb.exporters.extract import Extract

mlcroissant = pytest.importorskip("mlcroissant", reason="needs mlcroissant, as in .ci/run")


def test_every_value_comes_back(exported: Callable[[str], Path], extract: Extract) -> None:
    dataset = mlcroissant.Dataset(str(exported("croissant") / METADATA))
    for name in ("states", "memberships", "names", "events", "citations"):
        table = extract.by_name[name]
        found = list(dataset.records(record_set=name))
        rows = list(extract.rows(table))
        assert len(found) == len(rows)
        for row, back in zip(rows, found, strict=True):
            for column, value in zip(table.columns, row, strict=True):
                got = back[f"{name}/{column.name}"]
                got = got.decode() if isinstance(got, bytes) else got
                assert got == (";".join(value) if column.kind is Kind.LIST else value)


def test_a_file_that_was_changed_is_noticed(
    exported: Callable[[str], Path], tmp_path: Path
) -> None:
    copy = shutil.copytree(exported("croissant"), tmp_path / "copy")
    shutil.copyfile(copy / "states.parquet", copy / "people.parquet")
    dataset = mlcroissant.Dataset(str(copy / METADATA))
    with pytest.raises(Exception, match=r"Download\(people.parquet\)"):
        list(dataset.records(record_set="people"))


def test_it_states_version_licence_and_citation(exported: Callable[[str], Path]) -> None:
    said = json.loads((exported("croissant") / METADATA).read_text("utf-8"))
    assert said["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    assert "CC0" in said["license"] and said["citeAs"] and said["version"]
