"""Data sets side by side: each is replaced whole, none touches another, errors are clear."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from orgdb.dates import Period
from orgdb.db import transaction
from orgdb.db.check import find_damage
from orgdb.db.load_dataset import Batch, replace
from orgdb.db.reader import open_reader
from orgdb.errors import DatabaseError
from orgdb.facts import CitationDraft, FactDraft, Ref, date_columns, period_columns
from orgdb.seed.load import initialize
from tests.dumps import dump, numbers

NO_DATES = {**date_columns("notice", None), **date_columns("effective", None)}


def other(**changes: Any) -> dict[str, Any]:
    """The row of a second data set."""
    return {
        "key": "other-1",
        "title": "Another list",
        "version": "1",
        "licence": "CC BY 4.0",
        "citation": "Somebody (2020)",
        "url": "https://example.org/other",
        "checksum": "0",
        "size": 1,
        "preference": 10,
        "loaded_at": "2026-01-01T00:00:00Z",
    } | changes


def spell(organization: str, member: str, period: str, line: int = 1, **says: Any) -> FactDraft:
    """One membership of a state, as an import makes it."""
    dates = Period.parse(period)
    return FactDraft(
        "membership",
        {
            "roster_id": Ref("roster", organization),
            "member_id": Ref("state", member),
            "status": "full",
            "start": dates.start,
            "end": dates.end,
            **says,
        },
        {
            **period_columns(dates, "2014-12-31"),
            **NO_DATES,
            "retired": False,
        },
        f"other.csv:{line}",
    )


def coverage(organization: str) -> FactDraft:
    """What days a roster of the second data set covers."""
    says = {"known_from": "1900-01-01", "known_through": "2014-12-31"}
    flags = {"complete": True, "complete_others": False}
    roster = {"roster_id": Ref("roster", organization)}
    return FactDraft("roster_coverage", {**roster, **says, **flags}, {}, "other.csv:1")


def second(facts: Iterable[FactDraft] = (), **changes: Any) -> Batch:
    """A data set that speaks of a curated organization, and of one that only it knows."""
    source = {
        "key": "other-source",
        "title": "Another list",
        "publisher": "Somebody",
        "url": "https://example.org/other",
        "kind": "dataset",
        "date": "2020",
    }
    language = FactDraft(
        "official_language",
        {
            "organization_id": Ref("organization", "ONLY"),
            "language_id": Ref("language", "fra"),
            "status": "official",
            "start": "",
            "end": "..",
        },
        period_columns(Period("", ".."), "2014-12-31"),
        "other.csv:9",
        (CitationDraft("language", "other-source", "row 9"),),
    )
    members = [spell("EXU", "XAA", "1950/.."), spell("ONLY", "XBB", "1960/1970", 2)]
    return Batch(
        dataset=other(**changes),
        sources=[source],
        facts=[coverage("EXU"), coverage("ONLY"), *members, language, *facts],
        rosters=["EXU", "ONLY"],
    )


def load(url: str, batch: Batch) -> None:
    """Put a batch into a database."""
    with transaction.changing(url) as connection:
        replace(connection, batch)


def test_loading_the_seed_again_does_not_touch_another_data_set(
    database: str, sample: Path
) -> None:
    load(database, second())
    before, given = dump(database, "other-1"), numbers(database, "entity", "fact")
    assert len(before["fact"]) == 5
    (sample / "organizations" / "EXL.yml").unlink()
    text = (sample / "organizations" / "EXU.yml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "EXL" not in line]
    (sample / "organizations" / "EXU.yml").write_text("\n".join(lines), encoding="utf-8")
    initialize(database, folder=sample)
    assert dump(database, "other-1") == before
    after = numbers(database, "entity", "fact")
    assert {key for key in given if key not in after and key[0] != "fact"} == {
        ("entity", "organization:EXL")
    }
    assert all(given.get(key, number) == number for key, number in after.items())


def test_what_only_another_data_set_speaks_of_stays(database: str, sample: Path) -> None:
    load(database, second([spell("EXU", "XTT", "1980/1981", 3)]))
    before = dump(database, "other-1")
    (sample / "generated" / "languages.csv").write_text("key,code1,name,source\n")
    for name in ("EXU", "EXL", "ALT"):
        (sample / "organizations" / f"{name}.yml").unlink()
    initialize(database, folder=sample)
    assert dump(database, "other-1") == before
    found = {key for _, key in numbers(database, "entity")}
    assert {key for key in found if key.startswith("organization:")} == {
        "organization:EXU",
        "organization:ONLY",
    }
    assert {key for table, key in numbers(database, "language")} == {"fra"}


def test_a_data_set_is_replaced_whole_and_taken_out_without_a_trace(database: str) -> None:
    untouched = dump(database)
    load(database, second())
    first = dump(database)
    load(database, second([spell("ONLY", "XDD", "1999/..", 7)], version="2"))
    assert len(dump(database, "other-1")["membership"]) == 3
    load(database, second())
    assert dump(database) == first
    with transaction.changing(database) as connection:
        replace(connection, Batch(dataset=other()))
        connection.exec_driver_sql("DELETE FROM dataset WHERE key = 'other-1'")
    assert dump(database) == untouched


def test_a_sound_second_data_set_is_whole(database: str) -> None:
    load(database, second())
    reader = open_reader(database)
    try:
        assert [damage for damage in find_damage(reader) if "description" not in damage.rule] == []
    finally:
        reader.close()


def test_a_batch_larger_than_a_portion_is_loaded_whole(database: str) -> None:
    spells = [spell("ONLY", "XAA", f"{year}/{year}", year) for year in range(1, 2600) if year > 999]
    load(database, second(spells))
    assert len(dump(database, "other-1")["membership"]) == 1602


def refused(url: str, batch: Batch) -> DatabaseError:
    """What is said of a batch that is refused; the database stays as it was."""
    before = dump(url)
    with pytest.raises(DatabaseError) as caught:
        load(url, batch)
    assert dump(url) == before
    return caught.value


def test_two_facts_of_one_content_are_refused_with_both_places(database: str) -> None:
    error = refused(database, second([spell("ONLY", "XBB", "1960/1970", 77)]))
    assert error.message == "other.csv:77 states the same fact as other.csv:2."
    assert error.hint == "Keep one of the two."


@pytest.mark.parametrize(
    ("fact", "message"),
    [
        (
            spell("NOWHERE", "XAA", "1950/.."),
            "The data set other-1 names the roster 'NOWHERE', which is not defined anywhere.",
        ),
        (
            FactDraft(
                "official_language",
                {
                    "organization_id": Ref("organization", "EXU"),
                    "language_id": Ref("language", "xx"),
                },
                {},
                "other.csv:3",
            ),
            "The data set other-1 names the language 'xx', which is not defined anywhere.",
        ),
        (
            FactDraft(
                "organization_purpose",
                {"organization_id": Ref("organization", "EXU"), "position": 1, "purpose": "peace"},
                {},
                "other.csv:3",
                (CitationDraft("purpose", "register-2026", "p. 1"),),
            ),
            "The data set other-1 names the source 'register-2026', which is not defined anywhere.",
        ),
        (
            FactDraft("membreship", {}, {}, "other.csv:3"),
            "other.csv:3 is a fact of the kind 'membreship', which orgdb lacks.",
        ),
        (
            FactDraft("dataset", {}, {}, "other.csv:3"),
            "other.csv:3 is a fact of the kind 'dataset', which orgdb lacks.",
        ),
        (
            spell("EXU", "XDD", "1990/..", 3, colour="red"),
            "The data set other-1 fills 'colour', which the table 'membership' does not have.",
        ),
    ],
)
def test_a_fact_of_nothing_is_refused(fact: FactDraft, message: str, database: str) -> None:
    error = refused(database, second([fact]))
    assert error.message == message
    assert error.hint


def test_a_release_nobody_defines_is_refused(database: str) -> None:
    batch = second()
    batch.release_from = "9.9.9"
    assert "names the release '9.9.9'" in refused(database, batch).message


RULES = {
    "spells that overlap": (
        [spell("EXU", "XAA", "1955/1960", 3)],
        ("two spells of one member in one roster overlap", "membership_overlap"),
    ),
    "a status that is no word": (
        [spell("EXU", "XDD", "1995/..", 3, status="friend")],
        ("ck_membership_status_word", "ck_membership_status_word"),
    ),
    "a member without a status": (
        [spell("EXU", "XDD", "1995/..", 3, status=None)],
        ("NOT NULL constraint failed: membership.status", 'null value in column "status"'),
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_data_that_break_a_rule_are_refused_by_its_name(rule: str, database: str) -> None:
    facts, names = RULES[rule]
    error = refused(database, second(facts))
    assert "refused the data: " in error.message
    assert names[database.startswith("postgresql")] in error.message
    assert error.hint.startswith("Nothing was changed. Fix the data that break this rule")
    assert "damaged" not in str(error)


def test_a_source_key_of_another_data_set_is_refused(database: str) -> None:
    batch = second()
    batch.sources = [{**dict(row), "key": "scholar"} for row in batch.sources]
    batch.facts = []
    assert "refused the data: " in refused(database, batch).message
