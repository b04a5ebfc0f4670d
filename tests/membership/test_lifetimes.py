"""Nobody belongs to anything before it exists; but imported lists need not keep to lives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from orgdb.db.reader import Reader, open_reader
from orgdb.membership.is_member import is_member
from orgdb.membership.members import members
from orgdb.parameters import WhoCounts
from orgdb.seed.load import initialize
from orgdb.vocabulary import Status
from tests.membership.random_rosters import DATASET, FIRST, LAST, RandomRoster, load, spell


@pytest.fixture
def imported(database: str) -> Iterator[Reader]:
    """A list of 1951 and 1952 with Democratic Cecilia in it, which exists since 1990."""
    found = spell(Random(0), Status.FULL, "[1951-12-20..1951-12-30]/1952-01-10", LAST)  # noqa: S311
    assert found
    roster = RandomRoster("LIST", FIRST, LAST, True, True, {"XDD": (found,)})
    load(database, [roster])
    reader = open_reader(database)
    yield reader
    reader.close()


@pytest.mark.parametrize(
    ("on", "answer", "certainties"),
    [
        ("1951-12-10", "no", []),
        ("1951-12-25", "unknown", ["possible"]),
        ("1952-01-05", "yes", ["certain"]),
        ("1952-02", "unknown", []),  # after the list, and before the state
    ],
)
def test_what_an_import_says_of_a_state_that_did_not_exist_yet_is_its_word(
    imported: Reader, on: str, answer: str, certainties: list[str]
) -> None:
    row = is_member(imported, "XDD", "LIST", WhoCounts.of(on))
    assert row.answer == answer
    assert row.dataset == DATASET
    listed = [member.certainty for member in members(imported, "LIST", WhoCounts.of(on)).rows]
    assert listed == certainties


def test_a_no_of_a_state_that_did_not_exist_gives_that_as_its_reason(imported: Reader) -> None:
    row = is_member(imported, "XDD", "LIST", WhoCounts.of("1951-12-10"))
    assert row.reason.startswith("Democratic Cecilia did not exist yet; according to ")


def test_a_data_set_that_is_asked_for_has_to_have_the_list(imported: Reader) -> None:
    row = is_member(imported, "XAA", "EXU", WhoCounts.of("1960", dataset=DATASET))
    assert (row.answer, row.reason) == ("unknown", f"{DATASET} has no membership list of EXU")
    assert members(imported, "EXU", WhoCounts.of("1960", dataset=DATASET)).rows == ()


def test_the_curated_list_answers_where_there_is_one(imported: Reader) -> None:
    assert is_member(imported, "XAA", "EXU", WhoCounts.of("1960")).dataset == "curated"
    assert is_member(imported, "XDD", "LIST", WhoCounts.of("1952-01-05")).dataset == DATASET


@pytest.fixture
def vague(sample: Path, tmp_path: Path) -> Iterator[Reader]:
    """The sample, knowing only the year in which Democratic Cecilia became a member."""
    file = sample / "organizations" / "EXU.yml"
    text = file.read_text(encoding="utf-8")
    assert "period: 1990-10-03/," in text
    file.write_text(text.replace("period: 1990-10-03/,", "period: 1990/,"), encoding="utf-8")
    path = tmp_path / "vague.sqlite"
    initialize(str(path), folder=sample)
    reader = open_reader(str(path))
    yield reader
    reader.close()


@pytest.mark.parametrize(
    ("on", "answer", "listed"),
    [
        ("1990-05", "no", False),
        ("1990-10-02", "no", False),
        ("1990-10-03", "unknown", True),
        ("1990-12", "unknown", True),
        ("1990", "yes", True),
    ],
)
def test_a_curated_state_is_no_member_before_it_exists_though_its_dates_allow_it(
    vague: Reader, on: str, answer: str, listed: bool
) -> None:
    assert is_member(vague, "XDD", "EXU", WhoCounts.of(on)).answer == answer
    assert ("XDD" in {row.member for row in members(vague, "EXU", WhoCounts.of(on)).rows}) == listed


@pytest.fixture
def unlisted(database: str) -> Iterator[Reader]:
    """The same list, which does not claim to be complete."""
    load(database, [RandomRoster("LIST", FIRST, LAST, False, True, {})])
    reader = open_reader(database)
    yield reader
    reader.close()


def test_of_the_time_before_a_state_only_a_list_can_say_no(unlisted: Reader) -> None:
    before = is_member(unlisted, "XDD", "LIST", WhoCounts.of("1951-12-10"))
    assert before.answer == "unknown"
    assert "did not exist yet" in before.reason
    assert "earlier membership is unknown" in before.reason


def test_of_the_time_after_a_state_and_outside_an_organization_the_answer_is_no(
    unlisted: Reader,
) -> None:
    assert is_member(unlisted, "XCC", "LIST", WhoCounts.of("2000")).answer == "no"
    assert is_member(unlisted, "XAA", "EXL", WhoCounts.of("1990")).answer == "no"


def test_what_came_before_a_state_is_named_where_the_list_has_it(imported: Reader) -> None:
    row = is_member(imported, "XDD", "EXU", WhoCounts.of("1975"))
    assert row.answer == "no"
    assert "did not exist yet" in row.reason
    assert "(XCC), from which it came, was: full member since 1970" in row.reason
