"""What is known of each organization, through when, and on what paper."""

from __future__ import annotations

from orgdb.db.reader import Reader
from orgdb.organizations.coverage import coverage


def test_an_organization_with_list_charter_and_heads_is_in_depth(asked: Reader) -> None:
    rows = {row.org: row for row in coverage(asked)}
    assert rows["EXU"].coverage == "in depth"
    assert rows["EXU"].known_through == "2026-10-31"
    assert rows["EXU"].facts > 20
    assert rows["EXL"].coverage == "registered"
    assert "EXU-GA" not in rows, "organs are part of their organization"


def test_only_lists_not_checked_since_are_stale(asked: Reader) -> None:
    assert "EXU" in {row.org for row in coverage(asked, "2026-11-01")}
    assert "EXU" not in {row.org for row in coverage(asked, "2026-10-31")}
    assert "EXL" not in {row.org for row in coverage(asked, "2027")}, "it has no list"


def test_shares_are_of_facts(asked: Reader) -> None:
    for row in coverage(asked):
        assert 0 <= row.primary_share + row.weak_share <= 100
        assert (row.sources > 0) == (row.facts > 0)
