"""Statements for Wikidata: the syntax of QuickStatements, and only what Wikidata can take."""

from __future__ import annotations

import re
from typing import Any

import pytest

from orgdb.db.reader import Reader
from orgdb.exporters.extract import Extract, Rows
from orgdb.exporters.quickstatements import statements, time
from orgdb.exporters.selection import select
from orgdb.exporters.table import Table

TIME = r"\+\d{4}-\d\d-\d\dT00:00:00Z/(9|10|11)"
SYNTAX = re.compile(
    rf"Q\d+\tP463\tQ\d+(\t(P580|P582)\t({TIME}|somevalue)|\t(P1319|P1326)\t{TIME})*"
    rf'\tS854\t"https?://[^"\s]+"(\tS813\t{TIME})?'
)


class WithItems(Extract):
    """The invented seed with a Wikidata item for every state, and an address for every source."""

    disputed = False

    def rows(self, table: Table | str) -> Rows:
        """The rows, and items for the states."""
        name = table if isinstance(table, str) else table.name
        names = self.by_name[name].names
        for row in super().rows(table):
            changed: dict[str, Any] = dict(zip(names, row, strict=True))
            if name == "sources":
                changed["url"] = f"https://example.org/{changed['source']}"
            yield tuple(changed.values())
        if name == "codes":
            for number, state in enumerate(super().rows("states"), 900):
                item = {"kind": "state", "key": state[0], "scheme": "wikidata"}
                code = {"code": f"Q{number}", "fact": f"state_code-{number}", "dataset": "curated"}
                yield tuple((item | code).get(column, "") for column in names)


@pytest.fixture
def made(sample_reader: Reader) -> dict[str, list[str]]:
    """The fields of each statement, by its subject."""
    extract = WithItems(sample_reader, select(sample_reader))
    found = [fields for fields, _ in statements(extract)]
    assert all(SYNTAX.fullmatch("\t".join(fields)) for fields in found)
    return {fields[0]: fields for fields in found}


def test_members_have_their_dates_source_and_day_of_the_check(made: dict[str, list[str]]) -> None:
    (alpha,) = (fields for fields in made.values() if "+1951-12-00T00:00:00Z/10" in fields)
    assert alpha[1:5] == ["P463", "Q42", "P580", "+1951-12-00T00:00:00Z/10"]
    assert alpha[-2:] == ["S813", "+2026-10-31T00:00:00Z/11"]
    assert alpha[-3].startswith('"https://example.org/charter-1951')


def test_what_wikidata_cannot_take_is_left_out(
    made: dict[str, list[str]], sample_reader: Reader
) -> None:
    extract = WithItems(sample_reader, select(sample_reader))
    items = {r["key"]: r["code"] for r in extract.records("codes") if r["scheme"] == "wikidata"}
    for row in extract.records("memberships"):
        if row["disputed"] or row["status"] != "full":
            said = made.get(items.get(row["member"], ""), [])
            assert row["status"] != "full" or not said
    assert items["XBB"] not in made  # disputed
    assert items["XEE"] not in made  # a special guest


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1951", "+1951-00-00T00:00:00Z/9"),
        ("1951-12", "+1951-12-00T00:00:00Z/10"),
        ("1951-12-13", "+1951-12-13T00:00:00Z/11"),
    ],
)
def test_times_have_their_precision(text: str, written: str) -> None:
    assert time(text) == written
