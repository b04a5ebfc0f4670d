"""The real seed: sound, cited throughout, right on what was promised."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from orgdb.api import Database
from orgdb.db.check import find_damage
from orgdb.db.reader import open_reader
from orgdb.resources import seed_folder
from orgdb.seed.check import check_seed
from orgdb.seed.prebuilt import make_database


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database with the real seed."""
    path = str(tmp_path_factory.mktemp("real") / "real.sqlite")
    make_database(path)
    with Database(open_reader(path)) as opened:
        yield opened


def test_the_seed_is_sound() -> None:
    seed, _ = check_seed(seed_folder())
    assert seed.faults == []


def test_every_curated_fact_is_cited_and_the_database_is_whole(db: Database) -> None:
    assert find_damage(db.reader) == []


@pytest.mark.parametrize(
    ("on", "count"), [("2021-11-04", 35), ("2024-01-01", 34), ("1950-01-01", 21)]
)
def test_the_oas_has_as_many_members_as_its_register(db: Database, on: str, count: int) -> None:
    rows = db.members("OAS", on=on)
    assert len(rows) == count
    assert {row.certainty for row in rows} == {"certain"}


def test_honduras_stays_a_member_while_it_may_not_take_part(db: Database) -> None:
    assert db.is_member("HND", "OAS", on="2010-01-01").answer == "yes"
    assert db.is_member("HND", "OAS", on="2010-01-01", rule="participating").answer == "no"
    assert db.is_member("HND", "OAS", on="2009", rule="participating").answer == "yes"
    assert db.is_member("Pérou", "OEA").answer == "yes"


def test_the_charter_cites_the_article_for_place_and_month(db: Database) -> None:
    charter = db.charters("OAS")[0]
    assert (charter.signed, charter.signed_city, charter.in_force) == (
        "1948-04-30",
        "Bogotá",
        "1951-12-13",
    )
    assert "tdi-2021-11-04" in charter.sources
    cited = {c.about: c.stated for c in db.why(charter.fact) if c.source == "tdi-2021-11-04"}
    assert cited == {"signed_city": "", "signed_state": "", "in_force": "1951-12"}


def test_the_visit_shows_both_datings_and_who_says_which(db: Database) -> None:
    visit = next(row for row in db.events("Peru") if row.kind == "visit")
    said = {(c.stance, c.stated) for c in db.why(visit.fact, about="start")}
    assert ("disputes", "2021-11-04") in said
    assert ("disputes", "2021-12-01") in said
    assert visit.disputed


def test_what_the_article_says_can_be_asked(db: Database) -> None:
    article = "tdi-2021-11-04"
    assert article in next(o for o in db.offices("OAS") if o.state == "PER").sources
    assert {row.language for row in db.languages("OAS") if article in row.sources} == {
        "en",
        "es",
        "fr",
        "pt",
    }
    for body, post in (("OAS", "Secretary General"), ("PER", "Minister of Foreign Affairs")):
        assert article in db.officials(body, post=post, on="2021-11-04")[0].sources
    sessions = [e for e in db.events("OAS", on="2022", kind="session") if article in e.sources]
    assert [(e.place, e.state) for e in sessions] == [("Lima", "PER")]


def test_every_state_of_iso_3166_and_the_past_ones_are_there(db: Database) -> None:
    keys = {row.state for row in db.states()}
    assert {"XKX", "SUN", "CSK", "YUG", "SCG", "DDR", "YMD", "UAR", "TNG", "ZAN", "RVN"} <= keys
    assert len([row for row in db.states() if row.iso2 and row.m49]) >= 249


def test_a_seed_folder_is_part_of_the_installation() -> None:
    assert (seed_folder() / "README.md").is_file()
    assert isinstance(seed_folder(), Path)


# What there is no less of from one release to the next, unless somebody means it.
AT_LEAST = {
    "organizations": 430,
    "rosters": 270,
    "memberships": 13_600,
    "officials": 1_600,
    "charters": 390,
    "offices": 355,
    "exits": 52,
    "sources": 5_200,
}


@pytest.mark.parametrize("view", AT_LEAST)
def test_nothing_is_deleted_by_accident(db: Database, view: str) -> None:
    (found,) = db.reader.rows(f"SELECT COUNT(*) AS number FROM {view}")
    assert found["number"] >= AT_LEAST[view]


def test_most_lists_are_complete_for_the_days_they_cover(db: Database) -> None:
    (found,) = db.reader.rows(
        "SELECT COUNT(*) AS lists, SUM(CASE WHEN complete THEN 1 ELSE 0 END) AS complete"
        " FROM rosters"
    )
    assert found["complete"] / found["lists"] > 0.85
