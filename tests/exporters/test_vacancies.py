"""A time in which nobody held a post is in no format somebody called None."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from orgdb.db.reader import open_reader
from orgdb.exporters.export import export
from orgdb.exporters.extract import Extract
from orgdb.exporters.ical import happenings
from orgdb.exporters.rdf import BASE, ORG, TERM
from orgdb.exporters.registry import FORMATS, exporter
from orgdb.exporters.selection import select
from orgdb.importers.datapackage.load import import_package
from tests.exporters.reading import READERS

NOBODY = re.compile(r"\b(None|NaN|nan|NULL|null)\b")


@pytest.fixture(scope="module")
def vacant(vacant_master: Path) -> Iterator[Extract]:
    """All of the invented seed with a vacancy."""
    reader = open_reader(str(vacant_master))
    yield Extract(reader, select(reader))
    reader.close()


@pytest.fixture(scope="module")
def written(vacant: Extract, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """It in a format."""

    def write(name: str) -> Path:
        path = tmp_path_factory.mktemp(name) / f"x{exporter(name).FORMAT.ending}"
        export(vacant.reader, name, path)
        return path

    return write


@pytest.fixture(scope="module")
def vacancy(vacant: Extract) -> dict[str, Any]:
    """The row of the vacancy."""
    (row,) = (row for row in vacant.records("officials") if row["vacant"])
    assert (row["person"], row["person_name"]) == (None, None)
    return row


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"stata"}))
def test_nobody_has_no_name(
    name: str, written: Callable[[str], Path], vacant: Extract, vacancy: dict[str, Any]
) -> None:
    path = written(name)
    reader = READERS.get("parquet" if name == "croissant" else name)
    if reader:  # a table: the cells are empty
        table = vacant.by_name["officials"]
        found = [dict(zip(table.names, row, strict=True)) for row in reader(path, table)]
        (row,) = (row for row in found if row["fact"] == vacancy["fact"])
        assert (row["person"], row["person_name"], row["vacant"]) == (None, None, True)
        return
    text = path.read_text("utf-8").replace("\r\n ", "")
    assert not [line for line in text.splitlines() if NOBODY.search(line)]


def test_the_calendar_tells_of_the_vacancy(vacant: Extract) -> None:
    titles = [row.title for row in happenings(vacant)]
    assert "Example Union is without a Secretary General" in titles
    assert "Aland-Example, consent to be bound: Charter of the Example Union" in titles


def test_entities_have_it_in_the_post(
    written: Callable[[str], Path], vacancy: dict[str, Any]
) -> None:
    entities = [json.loads(line) for line in written("ftm").read_text("utf-8").splitlines()]
    by_id = {entity["id"]: entity for entity in entities}
    assert vacancy["fact"] not in by_id
    holders = [e["properties"]["holder"][0] for e in entities if e["schema"] == "Occupancy"]
    assert len(holders) == 3
    assert all(holder in by_id for holder in holders)
    (post,) = (e["properties"] for e in entities if "Vacant from" in json.dumps(e))
    assert post["name"] == ["Secretary General"]
    assert post["description"][:2] == [
        f"Vacant from 2011-01-01, still so at the last check, fact {vacancy['fact']}",
        "vacancy, vacant: according to article-b, ¶ 2",
    ]


def test_graphs_say_that_nobody_was_it(
    written: Callable[[str], Path], vacancy: dict[str, Any]
) -> None:
    mine = f"<{BASE}fact:{vacancy['fact']}>"
    said = [t for t in written("rdf").read_text("utf-8").splitlines() if t.startswith(mine)]
    assert any(f"<{TERM}vacancy>" in triple for triple in said)
    assert any(
        triple.endswith('"2011-01-01"^^<http://id.loc.gov/datatypes/edtf/EDTF> .')
        for triple in said
    )
    assert not any(ORG in triple for triple in said), "its words are about members"
    graph = json.loads(written("jsonld").read_text("utf-8"))["@graph"]
    (role,) = (r for r in graph if r["id"] == f"{BASE}fact:{vacancy['fact']}")
    assert role["description"] == "vacant: nobody held the post"
    assert "member" not in role


def test_a_vacancy_comes_back_with_its_key(
    written: Callable[[str], Path], vacancy: dict[str, Any], sqlite_database: Path
) -> None:
    import_package(str(sqlite_database), written("datapackage"), replace_curated=True)
    reader = open_reader(str(sqlite_database))
    rows = list(Extract(reader, select(reader)).records("officials"))
    reader.close()
    assert [row for row in rows if row["vacant"]] == [vacancy]


def test_popolo_leaves_it_out_and_says_so(
    written: Callable[[str], Path], vacancy: dict[str, Any]
) -> None:
    path = written("popolo")
    known = json.loads(path.read_text("utf-8"))["memberships"]
    assert vacancy["fact"] not in {entry["id"] for entry in known}
    beside = path.with_name(f"{path.name}.README.md").read_text("utf-8")
    assert "vacancies are left out" in beside
