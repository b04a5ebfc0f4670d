"""The description of the reports says what the reports write."""

from __future__ import annotations

import dataclasses

import pytest

from orgdb.db.reader import Reader
from orgdb.exporters.columns import Kind
from orgdb.exporters.report_tables import REPORTS as DESCRIBED
from orgdb.reports.filters import Filters
from orgdb.reports.named import REPORTS, report

TYPES = {
    Kind.INTEGER: "int",
    Kind.YEAR: "int",
    Kind.BOOLEAN: "bool",
    Kind.LIST: "tuple[str, ...]",
}


def test_every_report_is_described() -> None:
    assert list(DESCRIBED) == list(REPORTS)


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_columns_and_types_are_those_of_the_rows(name: str) -> None:
    described = DESCRIBED[name]
    fields = {field.name: str(field.type) for field in dataclasses.fields(REPORTS[name].row_type)}
    assert described.names == tuple(fields)
    for column in described.columns:
        type_, _, none = fields[column.name].partition(" | ")
        assert TYPES.get(column.kind, "str") == type_, column.name
        assert column.nullable or not none or column.name.endswith("name"), column.name
    assert set(described.key) <= set(described.names)


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_words_are_those_described(name: str, sample_reader: Reader) -> None:
    _, rows = report(sample_reader, name, Filters())
    for column in DESCRIBED[name].columns:
        if column.words:
            found = {getattr(row, column.name) for row in rows} - {None}
            assert found <= set(column.words), column.name
