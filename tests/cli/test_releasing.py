"""`seed release`, `--known-on` and `changes --between-releases` as a user meets them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import orgdb as package
from orgdb.errors import OrgdbError
from tests.conftest import SAMPLE

if TYPE_CHECKING:
    from tests.conftest import Outcome

Run = Callable[..., "Outcome"]
EARLIER = ("--known-on", "2026-03-01")
BEFORE = ("--known-on", "2020")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the second of two releases; the second one renamed the union."""
    from orgdb.seed.load import initialize
    from orgdb.seed.release import release

    folder = tmp_path_factory.mktemp("released")
    shutil.copytree(SAMPLE, folder / "first")
    release(folder / "first", "0.0.1", "2026-01-10")
    shutil.copytree(folder / "first", folder / "second")
    file = folder / "second" / "organizations" / "EXU.yml"
    text = file.read_text(encoding="utf-8")
    for old, new in (
        ("name: Example Union, lang: en", "name: Example Union of States, lang: en"),
        ("member: XBB, status: full, period: 1953/", "member: XBB, status: full, period: 1954/"),
        ("person: bo-sample, period: 2000", "person: cy-namesake, period: 2000"),
        ("title: Charter of the Example Union,", "title: Great Charter,"),
        ("city: Sampletown, state: XAA, address", "city: Otherville, state: XAA, address"),
        ("language: qaa, status: working", "language: fr, status: working"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    release(folder / "second", "0.0.2", "2026-06-10", previous=folder / "first")
    initialize(str(folder / "released.sqlite"), folder=folder / "second")
    return folder / "released.sqlite"


@pytest.mark.parametrize(
    ("question", "then", "now"),
    [
        ("show EXU", "Example Union  EXU", "Example Union of States  EXU"),
        ("members EXU --on 1960", "1953", "1954"),
        ("memberships XBB --on 1960", "Example Union ", "Example Union of States"),
        ("is-member XBB EXU --on 1953", "yes", "no"),
        ("officials EXU", "Bo Sample", "Cy Namesake"),
        ("offices EXU", "Sampletown", "Otherville"),
        ("languages EXU", "Examplish", "French"),
        ("charter EXU", "Charter of the Example Union", "Great Charter"),
        ("shared XAA XBB --on 1960", "1953", "1954"),
        ("changes XBB --to 1960", "1953", "1954"),
        ("timeline EXU", "Charter of the Example", "Great Charter"),
        ("orgs", "Example Union  ", "Example Union of States"),
        ("why EXU --about charter", "Charter of the Example Union", "Great Charter"),
    ],
)
def test_a_question_is_answered_as_it_was_then(
    orgdb: Run, released: Path, question: str, then: str, now: str
) -> None:
    today = orgdb(*question.split(), db=str(released)).out
    earlier = orgdb(*question.split(), *EARLIER, db=str(released)).out
    assert now in today
    assert now not in earlier
    assert then in earlier


def test_before_the_first_release_a_list_exits_3_with_the_reason(
    orgdb: Run, released: Path
) -> None:
    for question in ("members EXU", "memberships XBB", "show EXU", "offices", "charter EXU"):
        found = orgdb(*question.split(), *BEFORE, db=str(released))
        assert (found.code, found.out) == (3, "")
        assert "What orgdb knew on 2020 is unknown: its first release, 0.0.1" in found.err


def test_before_the_first_release_membership_is_unknown(orgdb: Run, released: Path) -> None:
    plain = orgdb("is-member", "Bétonia", "EXU", "--on", "1960", *BEFORE, db=str(released))
    assert plain.code == 3
    assert plain.out.startswith("unknown")
    assert "2020 is before orgdb's first release: there are no data yet" in plain.err
    row = orgdb("is-member", "XBB", "EXU", "-f", "json", *BEFORE, db=str(released))
    assert json.loads(row.out)["answer"] == "unknown"


@pytest.mark.parametrize("date", ["", "soon", "2026"])
def test_a_date_that_is_none_or_spans_releases_exits_2(
    orgdb: Run, released: Path, date: str
) -> None:
    found = orgdb("members", "EXU", "--known-on", date, db=str(released))
    assert (found.code, found.out) == (2, "")


def test_what_was_learned_is_listed_both_ways(orgdb: Run, released: Path) -> None:
    between = ("changes", "--between-releases", "0.0.1", "0.0.2")
    rows = json.loads(orgdb(*between, "-f", "json", db=str(released)).out)
    assert {(row["change"], row["what"]) for row in rows} >= {
        ("retired", "EXU: Example Union"),
        ("added", "EXU: Example Union of States"),
        ("retired", "Bo Sample, Secretary General of EXU"),
        ("added", "Cy Namesake, Secretary General of EXU"),
    }
    assert "Great Charter" in orgdb(*between, db=str(released)).out
    assert orgdb(*between, "--from", "1990", db=str(released)).code == 2
    assert orgdb("changes", "--between-releases", "0.0.2", "0.0.1", db=str(released)).code == 2


def test_the_release_command_writes_beside_the_seed_and_says_what(
    orgdb: Run, sample: Path, tmp_path: Path
) -> None:
    first = orgdb("seed", "release", "0.0.1", "2026-01-10", str(sample))
    assert (first.code, first.out) == (0, "")
    assert "release 0.0.1 of 2026-01-10" in first.err
    last = Path(shutil.copytree(sample, tmp_path / "last"))
    refused = orgdb("seed", "release", "0.0.2", "2026-02-01", str(sample))
    assert (refused.code, "git archive v0.0.1" in refused.err) == (4, True)
    done = orgdb("seed", "release", "0.0.2", "2026-02-01", str(sample), "--previous", str(last))
    assert "0 of them new, 0 retired" in done.err
    assert orgdb("seed", "check", str(sample)).code == 0


def test_python_asks_the_same_questions(released: Path) -> None:
    with package.open(str(released)) as db:
        then = db.known_on("2026-03-01")
        assert then.charters("EXU")[0].title == "Charter of the Example Union"
        assert db.charters("EXU")[0].title == "Great Charter"
        assert db.shared("XAA", "XBB", on="1960")[0].since == "1954"
        assert then.shared("XAA", "XBB", on="1960")[0].since == "1953"
        assert [row.change for row in db.changes("XCC", from_="1970", to="1970")] == ["status"]
        assert db.timeline("ana-example")[0].what == "Ana Éxample is born"
        assert [source.source for source in db.cite("cy-namesake").sources] == [
            *("article-b", "register-2026")
        ]
        assert db.learned("0.0.1", "0.0.2")
        with pytest.raises(OrgdbError):
            db.known_on("2020")
