"""A vacancy is a fact that a source states; that nothing is known of a post is not one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orgdb.db.reader import open_reader
from orgdb.errors import SeedError
from orgdb.organizations.officials import officials
from orgdb.organizations.timeline import timeline
from orgdb.seed.load import initialize
from orgdb.sources.why import why
from tests.conftest import Outcome
from tests.vacancy import VACANT, edited


@pytest.fixture
def vacant(vacant_master: Path) -> str:
    return str(vacant_master)


def test_a_vacancy_is_an_answer(vacant: str, orgdb: Callable[..., Outcome]) -> None:
    answer = orgdb("officials", "EXU", "--on", "2015", db=vacant)
    assert answer.code == 0
    assert "vacant" in answer.out
    assert "vacant" in orgdb("show", "EXU", db=vacant).out


def test_ignorance_is_not_a_vacancy(orgdb: Callable[..., Outcome]) -> None:
    answer = orgdb("officials", "EXU", "--on", "1960")
    assert not answer.out
    assert "No officials are known." in answer.err


def test_a_vacancy_has_no_person_and_its_own_sources(vacant: str) -> None:
    reader = open_reader(vacant)
    (row,) = officials(reader, "EXU", on="2015")
    assert (row.vacant, row.person, row.person_name) == (True, None, None)
    assert row.sources == ("article-b",)
    assert {(cited.about, cited.value) for cited in why(reader, row.fact)} == {
        ("vacant", "true"),
        ("start", "2011-01-01"),
    }
    assert "Secretary General falls vacant" in [moment.what for moment in timeline(reader, "EXU")]
    reader.close()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (VACANT.replace("vacant: true,", "vacant: true, person: ana-example,"), "is vacant"),
        (VACANT.replace(" vacant: true,", ""), "names no person"),
    ],
)
def test_a_post_is_held_or_vacant(sample: Path, tmp_path: Path, line: str, said: str) -> None:
    edited(sample, line)
    with pytest.raises(SeedError) as refused:
        initialize(str(tmp_path / "none.sqlite"), folder=sample)
    assert any("person-or-vacant" in fault and said in fault for fault in refused.value.faults)
