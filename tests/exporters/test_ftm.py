"""FollowTheMoney, read back and validated by followthemoney: no value is dropped."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orgdb.exporters.extract import Extract

followthemoney = pytest.importorskip("followthemoney", reason="needs followthemoney, as in .ci/run")


@pytest.fixture
def read(exported: Callable[[str], Path]) -> list[Any]:
    """Every entity as followthemoney reads it."""
    lines = exported("ftm").read_text("utf-8").splitlines()
    return [followthemoney.model.get_proxy(json.loads(line), cleaned=False) for line in lines]


def test_every_entity_is_valid_and_no_value_is_dropped(
    read: list[Any], exported: Callable[[str], Path]
) -> None:
    lines = exported("ftm").read_text("utf-8").splitlines()
    for line, proxy in zip(lines, read, strict=True):
        entity = json.loads(line)
        for name, values in list(entity["properties"].items()):
            kind = proxy.schema.get(name).type
            if kind.name == "country":
                # XA, the code of an invented country, is nobody's.
                assert set(entity["properties"].pop(name)) <= {"xa", "no"}
                continue
            assert len(proxy.get(name)) == len(values), (entity["id"], name)
            assert all(kind.clean(value) for value in values), (entity["id"], name, values)
        proxy.schema.validate(entity)


def test_no_reference_dangles(read: list[Any]) -> None:
    known = {proxy.id for proxy in read}
    for proxy in read:
        for prop, value in proxy.itervalues():
            assert prop.type.name != "entity" or value in known


def test_every_membership_says_what_orgdb_says(read: list[Any], extract: Extract) -> None:
    found = {p.first("recordId"): p for p in read if p.schema.name == "Membership"}
    rows = list(extract.records("memberships"))
    assert found.keys() == {row["fact"] for row in rows}
    for row in rows:
        proxy = found[row["fact"]]
        said = " ".join([*proxy.get("description"), *proxy.get("summary")])
        assert proxy.first("organization") == f"org-{row['org']}"
        for end, name in (("start", "startDate"), ("end", "endDate")):
            if row[end][:1].isdigit():
                assert proxy.get(name) == [row[end]]
            elif row[end].startswith("["):
                assert row[end].strip("[]").strip(".") in said
        assert ("Disputed" in said) is row["disputed"]
        for source in row["sources"]:
            assert source in said
    suspended = next(p for p in found.values() if "Suspended (participation)" in str(p.to_dict()))
    assert "from 1962-03-02 to 1964-11, by Resolution 7 (1962)" in str(suspended.to_dict())


def test_each_schema_is_there(read: list[Any]) -> None:
    assert {proxy.schema.name for proxy in read} == set(
        "PublicBody Membership Position Occupancy Person Succession Address Event".split()
    )
