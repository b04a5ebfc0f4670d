"""Announcement, notice and effect are different facts: an announced exit is not an exit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from orgdb.db.reader import Reader, open_reader
from orgdb.errors import QuestionError, SeedError
from orgdb.membership.exits import exits
from orgdb.membership.is_member import is_member
from orgdb.parameters import WhoCounts
from orgdb.seed.check import require_valid
from orgdb.seed.load import initialize

ROWS = "\n".join(
    (
        "exits:",
        "- {member: XAA, announced: 2024-03-01, notified: 2024-05-02, effective: 2025-05-02,"
        " clause: art. 31, reversed: 2025-01-10, cite: 'announced, notified: article-b ¶ 1;"
        " effective, clause: charter-1951 art. 31; reversed: article-b ¶ 2'}",
        "- {member: XBB, notified: 1976-06-12, effective: 1977-06-30,"
        " cite: 'notified, effective: depositary-77 no. 4'}",
        "- {member: XDD, announced: 2026-01, cite: 'announced: article-b ¶ 3'}",
        "",
    )
)


def with_exits(sample: Path, rows: str = ROWS) -> Path:
    """The invented seed with exits in it."""
    path = sample / "organizations" / "EXU.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\nposts:", f"\n{rows}posts:", 1), encoding="utf-8")
    return sample


@pytest.fixture
def leaving(sample: Path, tmp_path: Path) -> Iterator[Reader]:
    """A database of the invented seed with exits."""
    url = str(tmp_path / "leaving.sqlite")
    initialize(url, folder=with_exits(sample))
    reader = open_reader(url)
    yield reader
    reader.close()


@pytest.mark.parametrize(
    ("on", "stage"),
    [
        ("2024-03-01", "announced"),
        ("2024-05-02", "notified"),
        ("2025-01-09", "notified"),
        ("2025-01-10", "reversed"),
        ("2026", "reversed"),
    ],
)
def test_the_stage_is_the_last_thing_that_had_happened(
    leaving: Reader, on: str, stage: str
) -> None:
    (row,) = exits(leaving, "XAA", on=on)
    assert (row.org, row.stage, row.clause) == ("EXU", stage, "art. 31")


def test_before_it_was_said_there_is_no_exit(leaving: Reader) -> None:
    assert exits(leaving, "XAA", on="2024-02") == ()


def test_notified_by_some_day_is_not_notified_long_before(sample: Path, tmp_path: Path) -> None:
    row = "exits:\n- {member: XAA, announced: 2025-12-12, notified: '[..2025-12-12]',"
    url = str(tmp_path / "by.sqlite")
    initialize(url, folder=with_exits(sample, f"{row} cite: 'announced, notified: article-b'}}\n"))
    with closing(open_reader(url)) as reader:
        assert exits(reader, on="2020") == ()
        assert [row.stage for row in exits(reader, on="2025-12-12")] == ["notified"]


@pytest.mark.parametrize(("member", "day"), [("XDD", "2025-12-31"), ("XBB", "1976-06-11")])
def test_what_has_one_date_only_was_said_on_that_date(
    leaving: Reader, member: str, day: str
) -> None:
    assert exits(leaving, member, on=day) == ()


def test_an_effect_after_the_last_check_is_due_and_has_not_come(
    sample: Path, tmp_path: Path
) -> None:
    due = "exits:\n- {member: XAA, notified: 2026-01, effective: 2090-01-01,"
    url = str(tmp_path / "due.sqlite")
    initialize(url, folder=with_exits(sample, f"{due} cite: 'notified, effective: article-b'}}\n"))
    with closing(open_reader(url)) as reader:
        assert [row.stage for row in exits(reader, on="2095")] == ["notified"]


def test_an_announced_exit_is_not_an_exit(leaving: Reader) -> None:
    (row,) = exits(leaving, "XAA", on="2024-12")
    assert row.stage == "notified"
    assert row.still_member
    assert is_member(leaving, "XAA", "EXU", WhoCounts.of("2024-12")).yes


def test_exits_are_those_of_a_member_of_an_organization_or_of_a_stage(leaving: Reader) -> None:
    assert [row.member for row in exits(leaving, "EXU")] == ["XBB", "XAA", "XDD"]
    effective = exits(leaving, stage="effective")
    assert [(row.member, row.effective, row.still_member) for row in effective] == [
        ("XBB", "1977-06-30", False)
    ]
    assert effective[0].sources == ("depositary-77",)
    with pytest.raises(QuestionError, match="Unknown stage"):
        exits(leaving, stage="gone")


@pytest.mark.parametrize(
    ("fields", "about", "code"),
    [
        ("XAA, announced: 2024, notified: 2024, effective: 2023", "effective", "reversed-period"),
        ("XAA, announced: 2024-03-01, reversed: 2024-02", "reversed", "reversed-period"),
        ("XAA, announced: 2024-03-01, notified: 2024-05", "announced", "uncited"),
        ("XZZ, announced: 2024", "announced", "unknown-member"),
    ],
)
def test_faults_in_exits_are_named(sample: Path, fields: str, about: str, code: str) -> None:
    row = f"- {{member: {fields}, cite: 'announced, {about}: article-b ¶ 1'}}"
    with pytest.raises(SeedError) as refusal:
        require_valid(with_exits(sample, f"exits:\n{row}\n"))
    assert any(code in fault for fault in refusal.value.faults), refusal.value.faults
