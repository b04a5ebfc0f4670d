"""Loading a seed: twice is once, both engines hold the same, a change changes only what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgdb.db.reader import open_reader
from orgdb.errors import SeedError
from orgdb.seed.check import require_valid
from orgdb.seed.load import initialize
from tests.conftest import SAMPLE, Server
from tests.dumps import Dump, dump, numbers

NUMBERED = ("fact", "entity", "treaty", "post", "event", "source")


def replace_in(path: Path, old: str, new: str) -> None:
    """Edit a file; the text has to be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def fact_keys(url: str) -> set[str]:
    """The keys of all facts of a database."""
    return {key for _, key in numbers(url, "fact")}


def test_loading_twice_is_loading_once(database: str) -> None:
    before, given = dump(database), numbers(database, *NUMBERED)
    initialize(database, folder=SAMPLE)
    assert dump(database) == before
    assert numbers(database, *NUMBERED) == given


@pytest.mark.postgres
def test_both_engines_hold_the_same(
    sqlite_master: Path, postgres: Server, postgres_master: str
) -> None:
    ours, theirs = dump(str(sqlite_master)), dump(postgres.url(postgres_master))
    for table, rows in ours.items():
        assert rows == theirs[table], table


def test_a_dump_holds_every_table_that_a_seed_fills(sqlite_master: Path) -> None:
    found = dump(str(sqlite_master))
    empty = {table for table, rows in found.items() if not rows}
    observed = {"observed_series", "observed_column", "observed_life", "observed_cell"}
    assert empty <= {"announced_exit", *observed}
    assert len(found["membership"]) == 9


def reverse_rows(path: Path, section: str) -> None:
    """Turn the order of the rows of one section of a file round."""
    lines = path.read_text(encoding="utf-8").splitlines()
    first = lines.index(section) + 1
    last = first
    while last < len(lines) and lines[last].lstrip().startswith("- {"):
        last += 1
    assert last > first + 1
    lines[first:last] = reversed(lines[first:last])
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_fact_keys_do_not_depend_on_the_order_of_rows(sample: Path, sqlite_master: Path) -> None:
    exu = sample / "organizations" / "EXU.yml"
    for section in ("names:", "codes:", "treaties:", "parties:", "  rows:", "suspensions:"):
        reverse_rows(exu, section)
    for section in ("tenures:", "offices:", "languages:", "events:"):
        reverse_rows(exu, section)
    new = str(sample.parent / "new.sqlite")
    initialize(new, folder=sample)
    assert without_places(new) == without_places(str(sqlite_master))


def without_places(url: str) -> Dump:
    """A dump without lines of files, and without the data set, whose checksum is the files'."""
    return {
        table: sorted([tuple(c for c in row if c[0] != "place") for row in rows], key=repr)
        for table, rows in dump(url).items()
        if table != "dataset"
    }


def states(found: Dump) -> list[object]:
    """The states among the entities."""
    return [row for row in found["entity"] if dict(row)["kind"] == "state"]


def test_an_organization_taken_out_of_the_seed_is_gone_and_comes_back_the_same(
    sample: Path, database: str
) -> None:
    before = dump(database)
    alt = sample / "organizations" / "ALT.yml"
    text = alt.read_bytes()
    alt.unlink()
    initialize(database, folder=sample)
    without = dump(database)
    assert not [row for rows in without.values() for row in rows if ("key", "ALT") in row]
    assert len(without["fact"]) == len(before["fact"]) - 5
    assert len(without["roster"]) == len(before["roster"]) - 1
    assert states(without) == states(before)
    alt.write_bytes(text)
    initialize(database, folder=sample)
    assert dump(database) == before


def test_changing_one_fact_changes_one_key(sample: Path, database: str) -> None:
    before = fact_keys(database)
    replace_in(sample / "organizations" / "EXU.yml", "period: 1960/1970", "period: 1961/1970")
    initialize(database, folder=sample)
    after = fact_keys(database)
    assert (len(before - after), len(after - before)) == (1, 1)
    assert {key.partition("-")[0] for key in before ^ after} == {"membership"}


def test_a_changed_citation_changes_no_key(sample: Path, database: str) -> None:
    before = fact_keys(database)
    replace_in(sample / "organizations" / "EXU.yml", "charter-1951 art. 8", "charter-1951 art. 9")
    replace_in(sample / "sources.yml", "title: Register of members", "title: List of members")
    initialize(database, folder=sample)
    assert fact_keys(database) == before
    reader = open_reader(database)
    rows = reader.rows(
        "SELECT c.locator, s.title FROM citation c JOIN fact f ON f.id = c.fact_id"
        " JOIN source s ON s.id = c.source_id"
        " WHERE f.kind IN ('post_description', 'roster_coverage') ORDER BY c.locator"
    )
    reader.close()
    assert {"locator": "art. 9", "title": "Charter of the Example Union"} in rows
    assert {"locator": "whole page", "title": "List of members"} in rows


def test_a_person_a_source_and_a_language_taken_out_are_gone(sample: Path, database: str) -> None:
    replace_in(sample / "generated" / "languages.csv", "fra,fr,French,codes\n", "")
    lines = (sample / "people.yml").read_text(encoding="utf-8").splitlines()
    (sample / "people.yml").write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    (sample / "sources.yml").write_text(
        (sample / "sources.yml")
        .read_text(encoding="utf-8")
        .replace("publisher: Agency A", "publisher: B"),
        encoding="utf-8",
    )
    initialize(database, folder=sample)
    found = dump(database)
    assert [dict(row)["key"] for row in found["language"]] == ["eng", "qaa"]
    people = [dict(row)["key"] for row in found["entity"] if dict(row)["kind"] == "person"]
    assert people == ["ana-example", "bo-sample"]
    assert [dict(row)["publisher"] for row in found["source"] if ("key", "agency-a") in row] == [
        "B"
    ]


HOSTILE = (
    'it\'s "quoted"; DROP TABLE fact; --',
    "two\nlines, and a third\n",
    "كتاب \u200fمرحبا",
    "🎉👩‍👩‍👧 emoji",
    "Ａ\u0301 e\u0301 combining",
    "%s %(name)s :name {0} \\n \\",
    "=HYPERLINK(1)",
    "NO",
    "null",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_survives_the_load(text: str, sample: Path, database: str) -> None:
    written = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    replace_in(sample / "organizations" / "EXU.yml", "title: First session", f'title: "{written}"')
    initialize(database, folder=sample)
    reader = open_reader(database)
    rows = reader.rows("SELECT title FROM events WHERE event = 'exu-session-1'")
    reader.close()
    assert rows == [{"title": text}]


def test_an_organization_with_the_key_of_a_state_is_a_member_by_org(
    sample: Path, tmp_path: Path
) -> None:
    """CAN is Canada in a list of members, and the Andean Community is `org:CAN`."""
    exl = sample / "organizations" / "EXL.yml"
    exl.rename(sample / "organizations" / "XTT.yml")
    for file in (sample / "organizations").glob("*.yml"):
        file.write_text(file.read_text().replace("EXL", "XTT"))
    alt = sample / "organizations" / "ALT.yml"
    rows = """  - {member: "org:XTT", status: full, period: 1932/1940,
     cite: "start, end: charter-1951"}
  - {member: XTT, status: full, period: 2005/.., cite: "start: charter-1951"}
"""
    alt.write_text(alt.read_text() + rows)
    url = str(tmp_path / "same-key.sqlite")
    initialize(url, folder=sample)
    reader = open_reader(url)
    asked = "SELECT member_kind, start FROM memberships WHERE org = 'ALT' AND member = 'XTT'"
    found = {(row["member_kind"], row["start"]) for row in reader.rows(asked)}
    reader.close()
    assert found == {("organization", "1932"), ("state", "2005")}


def test_only_a_key_that_a_state_has_needs_org(sample: Path) -> None:
    replace_in(sample / "organizations" / "ALT.yml", "{member: XBB", '{member: "org:EXL"')
    with pytest.raises(SeedError, match="no state or organization 'org:EXL'"):
        require_valid(sample)
