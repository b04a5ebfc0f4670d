"""The classes over the views have their columns, read every row, and know each row's citations."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, inspect, select

from orgdb.db.session import ReadingSession, reading_engine, reading_session
from orgdb.models import views
from orgdb.models.views import (
    CitationView,
    MembershipView,
    OfficialView,
    OrganizationView,
    StateLinkView,
    View,
)
from orgdb.vocabulary import EntityKind, StateLinkKind, Status

CLASSES = [mapper.class_ for mapper in View.registry.mappers]


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """The sample database of each engine, for reading."""
    opened = reading_engine(database)
    yield opened
    opened.dispose()


@pytest.fixture
def session(database: str) -> Iterator[ReadingSession]:
    """A session on it."""
    with reading_session(database) as opened:
        yield opened
    opened.get_bind().engine.dispose()


def test_every_view_has_its_class_and_every_column_its_attribute(engine: Engine) -> None:
    theirs = {
        view: {column["name"] for column in inspect(engine).get_columns(view)}
        for view in inspect(engine).get_view_names()
    }
    assert {c.__tablename__: set(c.__table__.columns.keys()) for c in CLASSES} == theirs
    assert {c.__name__ for c in CLASSES} == set(views.__all__) - {"View"}


def test_every_row_of_every_view_is_read_and_shown(session: ReadingSession) -> None:
    for view in CLASSES:
        for row in session.scalars(select(view)):
            assert repr(row).startswith(f"{view.__name__}(")
            assert repr(row) != f"{view.__name__}()"


def test_a_column_that_may_be_empty_says_so(session: ReadingSession) -> None:
    for view in CLASSES:
        required = [c.name for c in view.__table__.columns if not c.nullable]
        for row in session.execute(select(*(view.__table__.c[name] for name in required))):
            assert None not in row, view


def test_views_are_asked_as_the_documentation_says(session: ReadingSession) -> None:
    found = session.scalars(
        select(MembershipView).where(MembershipView.org == "EXU", MembershipView.member == "XBB")
    ).all()
    assert found
    for row in found:
        assert row.status in Status
        assert row.member_kind is EntityKind.STATE
        assert row.preferred is True
        assert row.citations
        assert all(isinstance(cited, CitationView) for cited in row.citations)
        assert [cited.fact for cited in row.citations] == [row.fact] * len(row.citations)


def test_words_are_those_of_their_vocabulary(session: ReadingSession) -> None:
    assert session.scalars(select(StateLinkView.kind)).first() is StateLinkKind.CONTINUATION
    asked = select(OfficialView).where(OfficialView.body_kind == EntityKind.ORGANIZATION)
    assert session.scalars(asked).all()
    with pytest.raises(Exception, match="'friend' is not one of: full, associate"):
        session.scalars(select(MembershipView).where(MembershipView.status == "friend")).all()


def test_a_row_is_shown_by_what_tells_it_from_others(session: ReadingSession) -> None:
    row = session.scalars(select(OrganizationView).where(OrganizationView.org == "EXU")).one()
    assert repr(row) == "OrganizationView(EXU, Example Union)"
