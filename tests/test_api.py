"""The Python face of orgdb: the rows of the command line, frozen, from either engine."""

from __future__ import annotations

import dataclasses
import datetime
import inspect
import sys
import types
import typing
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import orgdb
from orgdb.api import Database
from orgdb.db.reader import Reader
from orgdb.errors import DatabaseError, OrgdbError, QuestionError
from orgdb.membership.is_member import is_member
from orgdb.membership.members import members, memberships
from orgdb.membership.shared import shared
from orgdb.organizations.events import events
from orgdb.organizations.languages import languages
from orgdb.organizations.lists import organizations, states
from orgdb.organizations.offices import offices
from orgdb.organizations.officials import officials
from orgdb.organizations.timeline import timeline
from orgdb.organizations.treaties import charters, parties
from orgdb.parameters import WhoCounts
from orgdb.sources.why import why

Asked = Callable[[Database], object]
Question = Callable[[Reader], object]
SAME: dict[str, tuple[Asked, Question]] = {
    "members": (
        lambda db: db.members("EXU", on="1964-12", rule="participating", status="all"),
        lambda r: members(r, "EXU", WhoCounts.of("1964-12", "participating", "all")).rows,
    ),
    "members of all time": (
        lambda db: db.members("EXU", all_time=True, dataset="curated"),
        lambda r: members(r, "EXU", WhoCounts.of(dataset="curated"), all_time=True).rows,
    ),
    "memberships": (
        lambda db: db.memberships("XBB", on="1960", status="all"),
        lambda r: memberships(r, "XBB", WhoCounts.of("1960", status="all")).rows,
    ),
    "is_member": (
        lambda db: db.is_member("XAA", "EXU", on="1963", rule="participating"),
        lambda r: is_member(r, "XAA", "EXU", WhoCounts.of("1963", "participating")),
    ),
    "organizations": (
        lambda db: db.organizations(
            kind="organ", on="1990", rule="participating", status="all", dataset="curated"
        ),
        lambda r: organizations(
            r, "organ", WhoCounts.of("1990", "participating", "all", "curated")
        ),
    ),
    "states": (lambda db: db.states(kind="territory"), lambda r: states(r, "territory")),
    "officials": (
        lambda db: db.officials("EXU", post="secretary-general", on="1995"),
        lambda r: officials(r, "EXU", "secretary-general", "1995"),
    ),
    "offices": (
        lambda db: db.offices("EXU", state="XAA", on="1960"),
        lambda r: offices(r, "EXU", "XAA", "1960"),
    ),
    "languages": (lambda db: db.languages("EXU"), lambda r: languages(r, "EXU")),
    "charters": (lambda db: db.charters("EXU", on="1960"), lambda r: charters(r, "EXU", "1960")),
    "parties": (lambda db: db.parties("EXU"), lambda r: parties(r, "EXU")),
    "events": (lambda db: db.events("XBB", kind="visit"), lambda r: events(r, "XBB", kind="visit")),
    "why": (lambda db: db.why("EXU", about="charter"), lambda r: why(r, "EXU", "charter")),
    "shared": (
        lambda db: db.shared("XAA", "XBB", on="1960"),
        lambda r: shared(r, ("XAA", "XBB"), WhoCounts.of("1960")),
    ),
    "timeline": (lambda db: db.timeline("EXU"), lambda r: timeline(r, "EXU")),
}


@pytest.fixture
def db(database: str) -> Iterator[Database]:
    """The invented seed, opened as a program opens it, on each engine in turn."""
    with orgdb.open(database) as opened:
        yield opened


def test_every_method_gives_the_rows_of_its_question(db: Database) -> None:
    for name, (method, question) in SAME.items():
        found = method(db)
        assert found is not None, name
        assert not isinstance(found, tuple) or len(found) > 0, name
        assert found == question(db.reader), name


def test_rows_are_frozen(db: Database) -> None:
    for name, (method, _) in SAME.items():
        found = method(db)
        row = found[0] if isinstance(found, tuple) else found
        assert dataclasses.is_dataclass(row), name
        with pytest.raises((dataclasses.FrozenInstanceError, AttributeError)):
            setattr(row, dataclasses.fields(row)[0].name, "other")


def test_a_wrong_question_raises_what_the_command_line_prints(db: Database) -> None:
    questions: tuple[Asked, ...] = (
        lambda db: db.members("nothing like it"),
        lambda db: db.members("EXU", on="1951-13"),
        lambda db: db.members("EXU", on=1951.5),  # type: ignore[arg-type]
        lambda db: db.members("EXU", on=True),
        lambda db: db.members("EXU", rule="moral"),
        lambda db: db.members("EXU", status="ally"),
        lambda db: db.members("EXU", dataset="none"),
        lambda db: db.organizations(kind="club"),
        lambda db: db.states(kind="province"),
        lambda db: db.events(kind="party"),
        lambda db: db.why("EXU", about="colour"),
        lambda db: db.officials("EXU", post="president"),
    )
    for question in questions:
        with pytest.raises(QuestionError) as refusal:
            question(db)
        assert refusal.value.exit_code == 2
        assert refusal.value.hint


def test_a_path_and_a_url_open_the_same_file(sqlite_master: Path) -> None:
    with orgdb.open(str(sqlite_master)) as by_path, orgdb.open(f"sqlite:///{sqlite_master}") as url:
        assert by_path.url == url.url == f"sqlite:///{sqlite_master}"
        assert by_path.states() == url.states()


def test_the_environment_names_the_database(
    sqlite_master: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORGDB_URL", str(sqlite_master))
    with orgdb.open() as db:
        assert [row.org for row in db.organizations()] == ["ALT", "EXL", "EXU", "EXU-GA"]


def test_a_database_that_is_not_there_is_not_made_unasked(tmp_path: Path) -> None:
    missing = tmp_path / "missing.sqlite"
    with pytest.raises(DatabaseError, match="no database at"):
        orgdb.open(str(missing))
    assert not missing.exists()


def test_a_closed_database_answers_no_more(sqlite_master: Path) -> None:
    with orgdb.open(str(sqlite_master)) as db:
        db.states()
    with pytest.raises(OrgdbError):
        db.states()


def test_an_answer_is_true_only_for_yes(db: Database) -> None:
    assert db.is_member("XAA", "EXU", on="1960")
    no = db.is_member("XBB", "EXU", on="1990")
    assert no.no
    assert not no
    unknown = db.is_member("XAA", "EXU", on="2030")
    assert unknown.unknown
    assert not (unknown.yes or unknown.no)
    with pytest.raises(orgdb.UndecidedError, match="unknown") as refusal:
        bool(unknown)
    assert refusal.value.exit_code == 3


def test_years_days_and_lists_of_statuses_are_taken_as_they_are(db: Database) -> None:
    assert db.members("EXU", on=1960) == db.members("EXU", on="1960")
    assert db.members("EXU", on=datetime.date(1960, 5, 1)) == db.members("EXU", on="1960-05-01")
    every = db.members("EXU", status=["full", "observer"], all_time=True)
    assert every == db.members("EXU", status="full,observer", all_time=True)


def test_options_are_named() -> None:
    for name, method in inspect.getmembers(Database, inspect.isfunction):
        if name.startswith("_") or name in ("compare", "learned", "known_on", "import_csv"):
            continue
        free = [
            parameter.name
            for parameter in inspect.signature(method).parameters.values()
            if parameter.default is not parameter.empty
            and parameter.kind is parameter.POSITIONAL_OR_KEYWORD
        ]
        assert free in ([], ["name"], ["organization"]), name


def test_annotations_resolve_and_everything_public_is_there() -> None:
    for _, method in inspect.getmembers(Database, inspect.isfunction):
        assert "return" in typing.get_type_hints(method)
    for name in orgdb.__all__:
        assert getattr(orgdb, name) is not None
    with pytest.raises(AttributeError):
        _ = orgdb.nothing


def test_a_database_says_where_it_is_and_rows_show_in_a_notebook(db: Database) -> None:
    assert db.url in repr(db)
    rows = db.members("EXU", all_time=True)
    table = rows._repr_html_()
    assert table.count("<tr>") == len(rows) + 1
    assert "Example" in table
    assert "no rows" in orgdb.Rows()._repr_html_()


def test_rows_become_a_data_frame_or_say_what_to_install(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = db.members("EXU", all_time=True)
    frames = types.ModuleType("polars")
    frames.DataFrame = list  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pandas", None)  # as where it is not installed
    monkeypatch.setitem(sys.modules, "polars", frames)
    records = rows.df()
    assert [record["member"] for record in records] == [row.member for row in rows]
    assert all(isinstance(record["sources"], str) for record in records)
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(OrgdbError, match="is installed"):
        rows.df()


def test_every_question_has_its_method(db: Database) -> None:
    assert db.search("Example")[0].key
    assert [row.orgdb_key for row in db.match(["XAA", "nothing"])] == ["XAA", ""]
    assert db.report("members")
    assert db.show("EXU").key == "EXU"
