"""A dispute about a status, a member or a scope counts where the other value changes the answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from orgdb.db.reader import Reader, open_reader
from orgdb.membership.is_member import is_member
from orgdb.membership.members import members
from orgdb.parameters import WhoCounts
from orgdb.seed.load import initialize
from tests.conftest import SAMPLE

SCOPE = "scholar has participation for the scope of the suspension"
# What a citation of the sample says, and what is added to it.
MORE = {
    # The observer of today may be a full member, the successor somebody else, and the suspension
    # of voting one of taking part.
    "period: 1990-05/..": ("register-2026 row 2", "status: register-2026; !scholar p. 9 = full"),
    "member: XDD": ("scholar p. 60", "member: register-2026; !scholar p. 61 = XTT"),
    "period: 1999/2000": ("register-2026 note 2", "scope: !scholar p. 62 = participation"),
}


def with_dispute(line: str) -> str:
    for row, (cited, more) in MORE.items():
        if row in line:
            assert f'{cited}"' in line
            return line.replace(f'{cited}"', f'{cited}; {more}"')
    return line


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """The sample, with more disputes."""
    folder = Path(copytree(SAMPLE, tmp_path_factory.mktemp("disputed") / "seed"))
    file = folder / "organizations" / "EXU.yml"
    # A list that begins with the month in which its body was founded.
    text = file.read_text(encoding="utf-8").replace("from: 1951-12-13", "from: 1951-12-01")
    lines = [with_dispute(line) for line in text.splitlines()]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    path = folder.parent / "disputed.sqlite"
    initialize(str(path), folder=folder)
    reader = open_reader(str(path))
    yield reader
    reader.close()


@pytest.mark.parametrize(
    ("member", "on", "rule", "answer", "dispute"),
    [
        ("XBB", "2000", "legal", "no", "scholar has full for the status"),
        ("XBB", "1985", "legal", "no", ""),
        ("XDD", "1990-10-03", "legal", "yes", "scholar has XTT for the member"),
        ("XAA", "1999-06", "legal", "yes", ""),
        ("XAA", "1999-06", "participating", "yes", SCOPE),
    ],
)
def test_an_answer_says_who_would_change_it(
    disputed: Reader, member: str, on: str, rule: str, answer: str, dispute: str
) -> None:
    row = is_member(disputed, member, "EXU", WhoCounts.of(on, rule))
    assert (row.answer, row.disputed) == (answer, bool(dispute))
    assert row.reason.partition("; disputed: ")[2] == dispute


def test_a_row_whose_status_or_member_is_disputed_says_so(disputed: Reader) -> None:
    found = members(disputed, "EXU", WhoCounts.of("2000", status="all")).rows
    assert {row.member: row.disputed for row in found} == {
        "XAA": True,
        "XBB": True,
        "XDD": True,
        "XEE": False,
    }


def test_before_its_body_existed_a_list_need_not_cover_the_date(disputed: Reader) -> None:
    # Example Union exists since December 1951, and so does its list.
    assert is_member(disputed, "XTT", "EXU", WhoCounts.of("1951")).answer == "no"
    assert is_member(disputed, "XTT", "EXU", WhoCounts.of("[1940..1960]")).answer == "no"
