"""Whatever is selected, nothing that a row refers to is missing."""

from __future__ import annotations

from typing import Any

import pytest

from orgdb.db.reader import Reader
from orgdb.errors import QuestionError, TermsError
from orgdb.exporters.extract import Extract
from orgdb.exporters.extract_columns import BY_KIND
from orgdb.exporters.selection import FORBIDDING, select

SELECTIONS: dict[str, dict[str, Any]] = {
    "all": {},
    "org": {"orgs": ("EXU",)},
    "date": {"on": "1960"},
    "org and date": {"orgs": ("EXU",), "on": "1960-01-01"},
    "every data set": {"datasets": ("all",)},
}


def dangling(extract: Extract) -> list[str]:
    """Every reference to a row that is not there."""
    held: dict[tuple[str, str], set[Any]] = {}
    rows = {table.name: list(extract.records(table)) for table in extract.tables}
    missing = []
    for table in extract.tables:
        for column in table.columns:
            for row in rows[table.name]:
                value = row[column.name]
                targets = [column.refers] if column.refers else list(column.refers_to)
                if column.by:
                    targets = [t for t in targets if t[0] == BY_KIND[row[column.by]]]
                if not targets or value is None:
                    continue
                known: set[Any] = set()
                for target in targets:
                    assert target
                    if target not in held:
                        held[target] = {found[target[1]] for found in rows[target[0]]}
                    known |= held[target]
                for key in value if isinstance(value, tuple) else (value,):
                    if key not in known:
                        missing.append(f"{table.name}.{column.name}: {key}")
    return missing


@pytest.mark.parametrize("name", sorted(SELECTIONS))
def test_no_key_dangles(name: str, sample_reader: Reader) -> None:
    assert dangling(Extract(sample_reader, select(sample_reader, **SELECTIONS[name]))) == []


def test_both_engines_export_the_same(reader: Reader, extract: Extract) -> None:
    other = Extract(reader, select(reader))
    for table in extract.tables:
        assert list(other.rows(table)) == list(extract.rows(table)), table.name


def test_rows_come_in_the_order_of_the_description(extract: Extract) -> None:
    for table in extract.tables:
        at = [table.names.index(name) for name in table.order]
        keys = [tuple(str(row[n] or "").encode() for n in at) for row in extract.rows(table)]
        if "position" not in table.order:
            assert keys == sorted(keys), table.name


def test_one_organization_brings_its_organs_and_nothing_of_others(sample_reader: Reader) -> None:
    extract = Extract(sample_reader, select(sample_reader, orgs=("EXU",)))
    scope = set(extract.selection.scope)
    assert "EXU" in scope
    lists = {row["org"] for row in extract.records("rosters")}
    assert lists <= scope
    whole = Extract(sample_reader, select(sample_reader))
    mine = [row for row in whole.records("memberships") if row["org"] in scope]
    found = [row for row in extract.records("memberships") if row["org"] in scope]
    assert found == mine != []


def test_a_date_says_how_certain_each_row_is(sample_reader: Reader) -> None:
    extract = Extract(sample_reader, select(sample_reader, on="1960"))
    rows = list(extract.records("memberships"))
    assert rows
    assert {row["certainty"] for row in rows} <= {"certain", "possible"}
    assert all(row["start_earliest"] <= "1960-12-31" for row in rows)
    assert "certainty" not in Extract(sample_reader, select(sample_reader)).by_name["offices"].names


def test_a_data_set_that_is_not_loaded_is_refused(sample_reader: Reader) -> None:
    with pytest.raises(QuestionError, match="No data set called 'nope'"):
        select(sample_reader, datasets=("nope",))


@pytest.mark.parametrize("words", FORBIDDING)
def test_terms_that_forbid_passing_on_are_obeyed(
    words: str, sample_reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = sample_reader.rows

    def rows(sql: str, parameters: Any = None) -> list[dict[str, Any]]:
        found = whole(sql, parameters)
        return [{**r, "licence": words.upper()} if "licence" in r else r for r in found]

    monkeypatch.setattr(sample_reader, "rows", rows)
    with pytest.raises(TermsError, match="may not be passed on"):
        select(sample_reader)
