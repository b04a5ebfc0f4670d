"""GraphML and GEXF, read back by networkx: every membership is an edge, with all that it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orgdb.db.reader import Reader
from orgdb.exporters.export import export
from orgdb.exporters.extract import Extract
from orgdb.exporters.network import EDGES

networkx = pytest.importorskip("networkx", reason="needs the extra dev")
READERS = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}


def edges(graph: Any) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Each edge by the content key of its fact."""
    return {data["fact"]: (one, other, data) for one, other, data in graph.edges(data=True)}


@pytest.mark.parametrize("name", sorted(READERS))
def test_every_membership_comes_back(
    name: str, exported: Callable[[str], Path], extract: Extract
) -> None:
    found = edges(READERS[name](exported(name)))
    rows = list(extract.records("memberships"))
    assert found.keys() == {row["fact"] for row in rows}
    for row in rows:
        one, other, data = found[row["fact"]]
        assert (one, other) == (
            f"{row['member_kind']}:{row['member']}",
            f"organization:{row['org']}",
        )
        for column in set(EDGES) - {"suspended", "disputed", "sources", "certainty"}:
            key = f"{column}_date" if name == "gexf" and column in ("start", "end") else column
            assert data.get(key, "") == (row[column] or "")
        assert str(data["disputed"]).lower() == str(row["disputed"]).lower()
        assert data["sources"].split(";") == list(row["sources"])


@pytest.mark.parametrize("name", sorted(READERS))
def test_suspensions_and_several_periods_are_kept(
    name: str, exported: Callable[[str], Path]
) -> None:
    graph = READERS[name](exported(name))
    periods = graph.get_edge_data("state:XCC", "organization:EXU")
    assert {data["status"] for data in periods.values()} == {"associate", "full"}
    (suspended,) = graph.get_edge_data("state:XAA", "organization:EXU").values()
    assert suspended["suspended"] == "participation 1962-03-02/1964-11;voting 1999/2000"
    assert graph.nodes["organization:EXU"]["label"] == "Example Union"


@pytest.mark.parametrize("name", sorted(READERS))
def test_with_a_date_the_states_that_share_some_are_joined(
    name: str, sample_reader: Reader, tmp_path: Path
) -> None:
    path = tmp_path / f"x.{name}"
    _, made = export(sample_reader, name, path, on="1955")
    beside = tmp_path / f"x.{name}.states.{name}"
    assert beside in made
    graph = READERS[name](beside)
    data = graph.get_edge_data("state:XAA", "state:XBB")
    assert (int(data["shared"]), int(data["shared_max"])) == (1, 1)


def test_gephi_gets_no_period_of_one_day(exported: Callable[[str], Path]) -> None:
    graph = networkx.read_gexf(exported("gexf"))
    for _, _, data in graph.edges(data=True):
        if "start" in data and "end" in data:
            assert data["start"] < data["end"]
