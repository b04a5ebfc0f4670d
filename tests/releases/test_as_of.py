"""The second clock, on three releases: each answers as it did, on both engines."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from orgdb.db.check import find_damage
from orgdb.db.reader import Reader, open_reader
from orgdb.errors import EXIT_UNKNOWN, DateError, QuestionError, SeedError, UnknownNameError
from orgdb.membership.is_member import is_member
from orgdb.membership.members import members, memberships
from orgdb.names.lookup import find
from orgdb.organizations.languages import languages
from orgdb.organizations.lists import organizations
from orgdb.organizations.offices import offices
from orgdb.organizations.officials import officials
from orgdb.organizations.profile import page
from orgdb.organizations.treaties import charters
from orgdb.parameters import WhoCounts
from orgdb.releases.as_of import KnownOn, NotYetKnownError, known_on
from orgdb.releases.diff import learned
from orgdb.seed.load import initialize
from orgdb.seed.release import release
from orgdb.sources.why import why
from orgdb.version import RELEASE_DATE, __version__
from tests.conftest import SAMPLE, Server

FIRST, SECOND, THIRD = "2026-01-10", "2026-05-10", "2026-08-10"
CHECKED = ("2025-12-31", "2026-04-30", "2026-07-31")
EXU = "organizations/EXU.yml"
# What each release corrected. The spell of XCC goes wrong in the second and right in the third.
TO_SECOND = (
    (EXU, "name: Example Union, lang: en", "name: Example Union of States, lang: en"),
    (EXU, "period: 1953/1977-06-29", "period: 1953-05-05/1977-06-29"),
    (EXU, "period: 1970/1990-10-02", "period: 1970/1990-10-01"),
    (EXU, "- {member: XEE,", "# - {member: XEE,"),
    (EXU, "period: 1962-03-02/1964-11,", "period: 1962-03-02/1964-12,"),
    (EXU, "person: bo-sample, period: 2000-01-01/..", "person: cy-namesake, period: 2000-01-01/.."),
    (EXU, "title: Charter of the Example Union,", "title: Great Charter,"),
    (EXU, "{language: qaa, status: working", "{language: fr, status: working"),
    (EXU, "kind: country, state: XBB", "kind: country, state: XDD"),
)
TO_THIRD = (
    (EXU, "period: 1970/1990-10-01", "period: 1970/1990-10-02"),
    (EXU, "period: 1953-05-05/1977-06-29", "period: 1953-05-04/1977-06-29"),
)


def edited(seed: Path, to: Path, changes: tuple[tuple[str, str, str], ...], checked: str) -> Path:
    """A copy of a seed with some of its lines changed, checked on another day."""
    shutil.copytree(seed, to)
    for name, old, new in changes:
        text = (to / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        (to / name).write_text(text.replace(old, new), encoding="utf-8")
    text = (to / EXU).read_text(encoding="utf-8")
    for before in ("2026-10-31", *CHECKED):
        text = text.replace(f"known_through: {before}", f"known_through: {checked}")
    (to / EXU).write_text(text, encoding="utf-8")
    return to


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """The seed as each of three releases had it."""
    folder = tmp_path_factory.mktemp("releases")
    first = edited(SAMPLE, folder / "first", (), CHECKED[0])
    release(first, "0.0.1", FIRST)
    second = edited(first, folder / "second", TO_SECOND, CHECKED[1])
    release(second, "0.0.2", SECOND, previous=first)
    third = edited(second, folder / "third", TO_THIRD, CHECKED[2])
    release(third, "0.0.3", THIRD, previous=second)
    return first, second, third


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def url(
    request: pytest.FixtureRequest,
    seeds: tuple[Path, Path, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> str:
    """A fresh installation of the third release, on each engine in turn."""
    if request.param == "sqlite":
        where = f"sqlite:///{tmp_path_factory.mktemp('known') / 'orgdb.sqlite'}"
    else:
        server: Server = request.getfixturevalue("postgres")
        where = server.create("known")
    initialize(where, folder=seeds[2])
    return where


@pytest.fixture
def reader(url: str) -> Iterator[Reader]:
    """The database of the third release."""
    opened = open_reader(url)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def originals(
    seeds: tuple[Path, Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> list[Path]:
    """A database of each release as it was made then."""
    folder = tmp_path_factory.mktemp("originals")
    for number, seed in enumerate(seeds):
        initialize(str(folder / f"{number}.sqlite"), folder=seed)
    return [folder / f"{number}.sqlite" for number in range(3)]


def answers(reader: Reader) -> dict[str, object]:
    """Answers to many questions, without sources, which are those of today."""
    days = ("1952", "1953-05", "1953-05-04", "1964-12-10", "1970-05", "1990-10-02", "2026-02-01")
    found: dict[str, object] = {
        f"is {member} on {day}": (row.answer, row.status, row.start, row.end, row.known_through)
        for member in ("XAA", "XBB", "XCC", "XEE")
        for day in days
        for row in [is_member(reader, member, "EXU", WhoCounts.of(day, status="all"))]
    }
    for rule in ("legal", "participating"):
        for day in (None, *days):
            rows = members(reader, "EXU", WhoCounts.of(day, rule, status="all")).rows
            found[f"members {rule} {day}"] = [
                (
                    *(r.org_name, r.member, r.start, r.end, r.certainty, r.suspensions, r.fact),
                    *(r.start_latest, r.end_earliest, r.end_latest),
                )
                for r in rows
            ]
    found["memberships"] = [
        (r.org, r.start, r.fact) for r in memberships(reader, "XBB", all_time=True).rows
    ]
    found["officials"] = [(r.person_name, r.fact) for r in officials(reader, "EXU")]
    found["offices"] = [(r.state, r.fact) for r in offices(reader, "EXU")]
    found["languages"] = [(r.language, r.fact) for r in languages(reader, "EXU")]
    found["charters"] = [(r.title, r.in_force, r.fact) for r in charters(reader, "EXU")]
    found["orgs"] = [(r.org, r.name, r.members, r.known_through) for r in organizations(reader)]
    return found


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_release_is_answered_as_it_answered_itself(
    reader: Reader, originals: list[Path], number: int
) -> None:
    day = (FIRST, SECOND, THIRD)[number]
    own = open_reader(str(originals[number]))
    try:
        assert answers(known_on(reader, day)) == answers(own)
    finally:
        own.close()


def test_the_releases_differ_where_they_were_corrected(reader: Reader) -> None:
    starts = [
        row.start
        for day in (FIRST, SECOND, THIRD)
        for row in members(known_on(reader, day), "EXU", WhoCounts.of("1960")).rows
        if row.member == "XBB"
    ]
    assert starts == ["1953", "1953-05-05", "1953-05-04"]
    titles = [charters(known_on(reader, day), "EXU")[0].title for day in (FIRST, SECOND)]
    assert titles == ["Charter of the Example Union", "Great Charter"]


def test_today_is_the_last_release(reader: Reader) -> None:
    assert answers(reader) == answers(known_on(reader, THIRD))


def test_the_release_asked_last_answers(reader: Reader) -> None:
    again = known_on(known_on(reader, FIRST), SECOND)
    assert answers(again) == answers(known_on(reader, SECOND))
    assert learned(known_on(reader, FIRST), "0.0.1", "0.0.3") == learned(reader, "0.0.1", "0.0.3")


def test_a_day_between_two_releases_is_answered_by_the_earlier(reader: Reader) -> None:
    earlier = known_on(reader, "2026-05-09")
    assert answers(earlier) == answers(known_on(reader, FIRST))


def test_what_a_roster_did_not_cover_yet_was_unknown_then(reader: Reader) -> None:
    assert (
        is_member(known_on(reader, FIRST), "XAA", "EXU", WhoCounts.of("2026-02-01")).answer
        == "unknown"
    )
    assert (
        is_member(known_on(reader, SECOND), "XAA", "EXU", WhoCounts.of("2026-02-01")).answer
        == "yes"
    )


def test_names_are_those_known_then(reader: Reader) -> None:
    assert find(known_on(reader, SECOND), "Example Union of States").key == "EXU"
    with pytest.raises(UnknownNameError):
        find(known_on(reader, FIRST), "Example Union of States")
    with pytest.raises(UnknownNameError):
        find(reader, "Nobody ever called so")


def test_a_page_and_the_trail_of_sources_can_be_had_of_an_earlier_release(reader: Reader) -> None:
    earlier = known_on(reader, FIRST)
    assert "Example Union" in repr(page(earlier, "EXU"))
    assert "Great Charter" not in repr(page(earlier, "EXU"))
    fact = next(
        r.fact for r in members(earlier, "EXU", WhoCounts.of("1960")).rows if r.member == "XBB"
    )
    assert {row.source for row in why(earlier, fact)} >= {"register-2026", "depositary-77"}
    with pytest.raises(UnknownNameError):
        why(reader, fact)


def test_a_fact_that_came_back_has_both_its_lives(reader: Reader) -> None:
    ends = [
        row.end
        for day in (FIRST, SECOND, THIRD)
        for row in memberships(known_on(reader, day), "XCC", WhoCounts.of("1980")).rows
    ]
    assert ends == ["1990-10-02", "1990-10-01", "1990-10-02"]


def test_before_the_first_release_lists_fail_and_membership_is_unknown(reader: Reader) -> None:
    with pytest.raises(NotYetKnownError, match=r"0\.0\.1, is of 2026-01-10") as caught:
        known_on(reader, "2026-01-09")
    assert caught.value.exit_code == EXIT_UNKNOWN
    nothing = known_on(reader, "2025", even_before=True)
    for day in ("1960", "1800", None):
        assert is_member(nothing, "Aland-Example", "EXU", WhoCounts.of(day)).answer == "unknown"


def test_a_date_that_spans_two_releases_is_not_guessed(reader: Reader) -> None:
    with pytest.raises(QuestionError, match="covers several releases"):
        known_on(reader, "2026-05")
    assert known_on(reader, "2026-06").release == known_on(reader, SECOND).release
    with pytest.raises(DateError, match="--known-on"):
        known_on(reader, "soon")


def test_what_was_learned_between_releases_is_told_once(reader: Reader) -> None:
    rows = learned(reader, "0.0.1", "0.0.2")
    told = {(row.change, row.kind, row.what) for row in rows}
    assert {
        ("retired", "treaty", "Charter of the Example Union"),
        ("added", "treaty", "Great Charter"),
        ("retired", "membership", "Eastland in EXU"),
        ("retired", "organization name", "EXU: Example Union"),
        ("added", "organization name", "EXU: Example Union of States"),
        ("added", "roster coverage", "EXU: roster"),
    } <= told
    assert {row.release for row in rows} == {"0.0.2"}
    assert all(row.sources for row in rows)


def test_what_was_learned_and_unlearned_in_between_is_no_difference(reader: Reader) -> None:
    whats = [r.what for r in learned(reader, "0.0.2", "0.0.3") if r.kind == "membership"]
    assert sorted(whats) == ["Bétonia in EXU"] * 2 + ["Union of Cecilia in EXU"] * 2
    both = [r for r in learned(reader, "0.0.1", "0.0.3") if r.kind == "membership"]
    assert {(r.change, r.what) for r in both} >= {("retired", "Eastland in EXU")}


@pytest.mark.parametrize(
    ("first", "last"), [("0.0.2", "0.0.1"), ("0.0.1", "0.0.1"), ("9.9", "0.0.1"), ("0.0.1", "8")]
)
def test_releases_that_are_none_or_run_backwards_are_refused(
    reader: Reader, first: str, last: str
) -> None:
    with pytest.raises(QuestionError):
        learned(reader, first, last)


def test_the_database_is_sound_and_loading_it_again_keeps_what_was_retired(
    url: str, seeds: tuple[Path, Path, Path]
) -> None:
    every = "SELECT key, release_from_id, release_to_id FROM fact ORDER BY key"
    before = open_reader(url)
    facts = before.rows(every)
    assert find_damage(before) == []
    before.close()
    initialize(url, folder=seeds[2])
    after = open_reader(url)
    assert after.rows(every) == facts
    assert isinstance(known_on(after, FIRST), KnownOn)
    assert find_damage(after) == []
    after.close()


def test_a_database_of_an_earlier_release_is_brought_to_the_next(
    seeds: tuple[Path, Path, Path], originals: list[Path], tmp_path: Path
) -> None:
    path = Path(shutil.copyfile(originals[0], tmp_path / "old.sqlite"))
    initialize(str(path), folder=seeds[2])
    upgraded, fresh = open_reader(str(path)), open_reader(str(originals[2]))
    for day in (FIRST, SECOND, THIRD):
        assert answers(known_on(upgraded, day)) == answers(known_on(fresh, day))
    upgraded.close()
    fresh.close()


def test_a_source_that_was_dropped_stays_with_what_it_was_cited_for(tmp_path: Path) -> None:
    first = edited(SAMPLE, tmp_path / "first", (), CHECKED[0])
    release(first, "0.0.1", FIRST)
    second = edited(first, tmp_path / "second", (), CHECKED[1])
    people = second / "people.yml"
    lines = people.read_text(encoding="utf-8").splitlines(keepends=True)
    people.write_text("".join(x for x in lines if "cy-namesake" not in x), encoding="utf-8")
    release(second, "0.0.2", SECOND, previous=first)
    kept = (second / "releases" / "0.0.2.jsonl").read_text(encoding="utf-8").splitlines()
    assert any("cy-namesake" in line for line in kept)
    initialize(str(tmp_path / "x.sqlite"), folder=second)
    opened = open_reader(str(tmp_path / "x.sqlite"))
    assert find(known_on(opened, FIRST), "Cy Namesake").key == "cy-namesake"
    with pytest.raises(UnknownNameError):
        find(opened, "Cy Namesake")
    opened.close()


def test_a_release_must_follow_the_last_one(seeds: tuple[Path, Path, Path]) -> None:
    first, second, third = seeds
    for version, date, previous in (
        ("0.0.3", "2026-09-01", third),
        ("0.0.4", THIRD, third),
        ("0.0.4", "2026-09", third),
        ("four", "2026-09-01", third),
        ("0.0.4", "2026-09-01", None),
        ("0.0.4", "2026-09-01", first),
        ("0.0.4", "2026-09-01", second),
    ):
        with pytest.raises(SeedError):
            release(third, version, date, previous)
    assert not (third / "releases" / "0.0.4.txt").exists()


def test_a_history_that_was_changed_by_hand_is_refused(
    seeds: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    for name, text in (("ledger.txt", "0.0.1\n"), ("0.0.2.jsonl", "{}\n"), ("0.0.2.jsonl", "x")):
        folder = tmp_path / f"{len(list(tmp_path.iterdir()))}"
        shutil.copytree(seeds[2], folder)
        (folder / "releases" / name).write_text(text, encoding="utf-8")
        with pytest.raises(SeedError, match="releases"):
            initialize(str(tmp_path / "never.sqlite"), folder=folder)
    assert not (tmp_path / "never.sqlite").exists()


def test_the_history_is_small_and_readable(seeds: tuple[Path, Path, Path]) -> None:
    folder = seeds[2] / "releases"
    ledger = f"0.0.1 {FIRST}\n0.0.2 {SECOND}\n0.0.3 {THIRD}\n"
    assert (folder / "ledger.txt").read_text(encoding="utf-8") == ledger
    assert {len(key) for key in (folder / "0.0.2.txt").read_text().split()} == {8}
    for line in (folder / "0.0.2.jsonl").read_text(encoding="utf-8").splitlines():
        assert set(json.loads(line)) in ({"key", "from", "fact"}, {"source"})


def test_facts_of_a_seed_not_yet_released_belong_to_the_coming_release(
    seeds: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    added = '- {name: Union of Examples, lang: en, kind: alias, cite: "charter-1951 art. 1"}\n'
    seed = edited(
        seeds[2], tmp_path / "coming", ((EXU, "codes:\n", f"{added}codes:\n"),), CHECKED[2]
    )
    initialize(str(tmp_path / "coming.sqlite"), folder=seed)
    opened = open_reader(str(tmp_path / "coming.sqlite"))
    assert find(opened, "Union of Examples").key == "EXU"
    assert find(known_on(opened, RELEASE_DATE), "Union of Examples").key == "EXU"
    with pytest.raises(UnknownNameError):
        find(known_on(opened, THIRD), "Union of Examples")
    assert [(row.change, row.kind) for row in learned(opened, "0.0.3", __version__)] == [
        ("added", "organization name")
    ]
    opened.close()
