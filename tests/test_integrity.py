"""`db check` finds damage done behind the database's back, and none where there is none."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from orgdb.integrity import find_damage
from orgdb.reader import Reader, open_reader

DAMAGE = {
    "a fact loses its sources": "DELETE FROM citation WHERE fact_id = (SELECT MIN(id) FROM fact)",
    "a source is gone": "DELETE FROM source WHERE id = (SELECT source_id FROM citation LIMIT 1)",
    "a fact is gone": "DELETE FROM fact WHERE kind = 'membership'",
    "a row of a fact is gone": "DELETE FROM tenure",
    "the name of an organization is gone": "DELETE FROM organization_name",
    "a fact of another kind": "UPDATE fact SET kind = 'office' WHERE kind = 'tenure'",
    "a fact of no release": "UPDATE fact SET release_from_id = NULL",
    "a retired flag that is wrong": "UPDATE membership SET retired = 1",
    "spells that overlap": "UPDATE membership SET start_earliest = '1951-01-01',"
    " start_latest = '1951-01-01', end_earliest = '2026-01-01', end_latest = '9999-12-31'",
    "a suspension outside": "UPDATE suspension SET start_earliest = '1800-01-01',"
    " start_latest = '1800-01-01', end_earliest = '1801-01-01', end_latest = '1801-01-01'",
    "a spell before its state": "UPDATE membership SET start_earliest = '1700-01-01',"
    " start_latest = '1700-01-01'",
    "a period that runs backwards": "UPDATE office SET end_latest = '1700-01-01',"
    " end_earliest = '1700-01-01'",
    "bounds out of order": "UPDATE tenure SET start_earliest = '2999-01-01'",
    "a member that is nobody": "UPDATE membership SET member_state_id = 424242",
    "a roster without coverage": "DELETE FROM roster_coverage",
    "an organization nobody describes": "DELETE FROM organization_description",
    "a state nobody describes": "DELETE FROM state_description",
    "a status nobody knows": "UPDATE membership SET status = 'friend'",
    "an organization above itself": "UPDATE organization_description SET parent_id ="
    " organization_id",
    "a release that is gone": 'DELETE FROM "release"',
    "a language that is gone": "DELETE FROM language",
}  # fmt: skip


@pytest.mark.parametrize("damage", sorted(DAMAGE))
def test_damage_done_by_hand_is_found(damage: str, sqlite_database: Path) -> None:
    connection = sqlite3.connect(sqlite_database)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    kept = triggers.fetchall()
    for name, _ in kept:
        connection.execute(f"DROP TRIGGER {name}")
    changed = connection.execute(DAMAGE[damage]).rowcount
    for _, sql in kept:
        connection.execute(sql)
    connection.commit()
    connection.close()
    assert changed > 0
    reader = open_reader(str(sqlite_database))
    assert find_damage(reader), damage
    reader.close()


def test_a_sound_database_has_none(reader: Reader) -> None:
    assert find_damage(reader) == []
