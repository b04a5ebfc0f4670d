"""Popolo: the shape that its JSON schemas ask for, checked by jsonschema, and what it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orgdb.exporters.extract import Extract
from orgdb.exporters.popolo import address

jsonschema = pytest.importorskip("jsonschema", reason="needs the extra dev")
DATE = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}
LINKS = {"type": "array", "items": {"required": ["url"]}}
ENTRY = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string"},
        "name": {"type": "string"},
        "sources": LINKS,
        "links": LINKS,
        "identifiers": {"type": "array", "items": {"required": ["identifier"]}},
        "other_names": {"type": "array", "items": {"required": ["name"]}},
        **{
            f"{name}_date": DATE
            for name in ("start", "end", "founding", "dissolution", "birth", "death")
        },
    },
}
LISTS = ("organizations", "persons", "posts", "memberships", "events")
SCHEMA = {
    "type": "object",
    "required": list(LISTS),
    "properties": {name: {"type": "array", "items": ENTRY} for name in LISTS},
}


@pytest.fixture
def read(exported: Callable[[str], Path]) -> dict[str, Any]:
    """The file."""
    found: dict[str, Any] = json.loads(exported("popolo").read_text("utf-8"))
    return found


def test_it_has_the_shape_and_no_reference_dangles(read: dict[str, Any]) -> None:
    jsonschema.validate(read, SCHEMA)
    known = {entry["id"] for name in LISTS for entry in read[name]}
    for entry in (entry for name in LISTS for entry in read[name]):
        for name in ("person_id", "organization_id", "post_id", "parent_id"):
            assert entry.get(name) in known | {None}
        assert entry.get("member", {}).get("id") in known | {None}


def test_every_membership_is_there(read: dict[str, Any], extract: Extract) -> None:
    found = {entry["id"]: entry for entry in read["memberships"]}
    for row in extract.records("memberships"):
        entry = found.pop(row["fact"])
        assert entry["member"]["id"] == f"{row['member_kind']}:{row['member']}"
        for end in ("start", "end"):
            simple = row[end] if row[end][:1].isdigit() else None
            assert entry.get(f"{end}_date") == simple
    assert set(found) == {row["fact"] for row in extract.records("officials")}


def test_an_address_is_a_uri_as_its_schemas_ask(read: dict[str, Any]) -> None:
    assert address("https://example.org/presença?a=1%20b#ж") == (
        "https://example.org/presen%C3%A7a?a=1%20b#%D0%B6"
    )
    urls = [link["url"] for name in LISTS for one in read[name] for link in one.get("sources", [])]
    assert urls
    assert all(url.isascii() for url in urls)


def test_a_person_has_the_names_of_the_states(read: dict[str, Any], extract: Extract) -> None:
    people = {row["person"] for row in extract.records("nationalities")}
    named = {one["id"] for one in read["persons"] if one.get("national_identity")}
    assert named == {f"person:{person}" for person in people}
