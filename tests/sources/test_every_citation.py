"""The report of all citations, which is read as it is written."""

from __future__ import annotations

from orgdb.db.reader import Reader
from orgdb.sources.every_citation import EveryCitation


def test_every_citation_is_there_once_in_the_order_of_facts(reader: Reader) -> None:
    found = EveryCitation(reader)
    rows = list(found)
    number = reader.rows("SELECT COUNT(*) AS n FROM citation")[0]["n"]
    assert len(found) == len(rows) == number > 100
    assert [row.fact for row in rows] == sorted(row.fact for row in rows)
    assert rows == list(found), "it is read anew"


def test_a_part_is_read_without_the_rest(reader: Reader) -> None:
    found = EveryCitation(reader)
    rows = list(found)
    assert found[:3] == rows[:3]
    assert found[0] == rows[0]
    assert found[2:5] == rows[2:5]
    assert found[:-1] == rows[:-1]
