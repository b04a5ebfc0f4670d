"""Whatever an answer prints can be asked about: documents, treaties, events, posts, facts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest

from orgdb.db.reader import Reader
from orgdb.errors import UnknownNameError
from orgdb.names.resolve import Found
from orgdb.organizations.profile import page
from orgdb.sources.bibliography import cite
from orgdb.sources.keyed import Keyed, Thing, find_any
from orgdb.sources.listed import sources
from orgdb.sources.why import why
from tests.conftest import Outcome

PRINTED = (
    "members EXU --all-time",
    "memberships XBB --all-time",
    "officials EXU",
    "offices EXU",
    "languages EXU",
    "charter EXU",
    "charter EXU --parties",
    "events EXU",
    "sources",
    "why EXU",
    "orgs",
    "states",
)
# Columns whose cells are keys, of one thing or of several.
KEYS = ("fact", "source", "sources", "treaty", "event", "org", "member", "person", "amends")


@pytest.mark.parametrize("command", PRINTED)
def test_what_a_command_prints_can_be_shown(
    command: str, asked: Reader, orgdb: Callable[..., Outcome]
) -> None:
    rows = list(csv.DictReader(io.StringIO(orgdb(*command.split(), "-f", "csv").out)))
    keys = {key for row in rows for name in KEYS for key in (row.get(name) or "").split(";") if key}
    assert keys
    for key in sorted(keys):
        assert page(asked, key).head is not None, key
        why(asked, key)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("charter-1951", Keyed.SOURCE),
        ("https://example.org/charter", Keyed.SOURCE),
        ("http://example.org/charter/", Keyed.SOURCE),
        ("exu-visit-2021", Keyed.EVENT),
        ("EXU Visit 2021", Keyed.EVENT),
        ("First session", Keyed.EVENT),
        ("Charter of the Example Union", Keyed.TREATY),
        ("EXU/secretary-general", Keyed.POST),
        ("curated", Keyed.DATASET),
        ("source:charter-1951", Keyed.SOURCE),
    ],
)
def test_a_key_a_title_or_an_address_is_found(asked: Reader, text: str, kind: Keyed) -> None:
    found = find_any(asked, text)
    assert isinstance(found, Thing)
    assert found.kind is kind


def test_names_come_before_keys(asked: Reader) -> None:
    assert isinstance(find_any(asked, "EXU"), Found)


def test_a_slip_in_a_key_is_offered_the_nearest(asked: Reader) -> None:
    with pytest.raises(UnknownNameError) as unknown:
        find_any(asked, "charter-1915")
    assert "charter-1951" in unknown.value.suggestions


def test_a_document_has_every_fact_that_rests_on_it_and_what_it_disputes(asked: Reader) -> None:
    found = page(asked, "article-b")
    assert found.head["url"]
    assert ("start", "2021-11-04") in {
        (item["about"], item["stated"]) for item in found.sections["disputed"]
    }
    cited = {row.fact for row in why(asked, "article-b") if row.stance == "supports"}
    assert {item["fact"] for item in found.sections["facts"]} == cited
    (listed,) = (row for row in sources(asked) if row.source == "article-b")
    assert listed.facts == len(cited)
    assert listed.disputes >= 1


def test_sources_of_an_organization_and_of_a_quality(asked: Reader) -> None:
    every = {row.source for row in sources(asked)}
    of_one = {row.source for row in sources(asked, "ALT")}
    assert of_one < every
    weak = sources(asked, quality="weak")
    assert all(row.quality == "weak" for row in weak)


def test_a_source_can_be_cited(asked: Reader) -> None:
    assert [row.source for row in cite(asked, ["charter-1951"]).sources] == ["charter-1951"]


def test_a_table_of_why_has_titles_and_addresses_below(orgdb: Callable[..., Outcome]) -> None:
    out = orgdb("why", "EXU/secretary-general").out
    assert "[register-2026]" in out
    assert "http" in out


def test_show_says_less_unless_all_is_asked_for(orgdb: Callable[..., Outcome]) -> None:
    short, full = orgdb("show", "EXU").out, orgdb("show", "EXU", "--full").out
    assert "SOURCES" not in short
    assert "orgdb show EXU --sources" in short
    assert "SOURCES" in full
    assert len(full) > len(short)
    assert "SOURCES" in orgdb("show", "EXU", "--sources").out


@pytest.mark.parametrize("key", ["charter-1951", "exu-visit-2021", "EXU/secretary-general"])
def test_pages_of_keys_are_json_too(key: str, orgdb: Callable[..., Outcome]) -> None:
    assert json.loads(orgdb("show", key, "-f", "json").out)["key"] == key
