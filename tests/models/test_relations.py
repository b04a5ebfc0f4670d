"""What SQLAlchemy users do with the tables: follow relations both ways, read words, print rows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, configure_mappers

import orgdb
from orgdb.db.session import reading_session
from orgdb.errors import DatabaseError
from orgdb.models import (
    Base,
    Citation,
    EventDescription,
    Name,
    Organization,
    Person,
    State,
    Suspension,
    Treaty,
)
from orgdb.models.views import OrganizationView
from orgdb.vocabulary import NameKind, Stance, Status


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    """A session on the sample database of each engine."""
    with reading_session(database) as opened:
        yield opened
    opened.get_bind().engine.dispose()


@pytest.fixture
def union(session: Session) -> Organization:
    """The organization that has everything."""
    return session.scalars(select(Organization).where(Organization.key == "EXU")).one()


def test_an_organization_knows_all_that_is_said_of_it(union: Organization) -> None:
    assert "Example Union" in {name.name for name in union.names}
    assert {code.scheme for code in union.codes}
    assert {spell.organization for spell in union.memberships} == {union}
    assert all(spell in spell.roster.memberships for spell in union.memberships)
    assert union.descriptions[0].organization is union
    assert all(body.parent is union for body in union.bodies)
    assert all(office.organization is union for office in union.offices)
    assert {language.language.key for language in union.languages}
    assert {post.key.partition("/")[0] for post in union.posts} == {"EXU"}
    assert all(
        party.treaty in union.treaties for treaty in union.treaties for party in treaty.parties
    )
    assert all(event.organization is union for event in union.events)


def test_a_membership_leads_to_its_member_and_back(session: Session) -> None:
    state = session.scalars(select(State).where(State.key == "XBB")).one()
    assert state.memberships == state.belongs_to != []
    for spell in state.memberships:
        assert spell.member is state
        assert spell in spell.organization.memberships
        assert spell.fact.dataset in (spell.roster.dataset,)
    suspended = session.scalars(select(Suspension)).first()
    assert suspended is not None
    assert suspended in suspended.membership.suspensions


def test_people_hold_posts(session: Session) -> None:
    person = next(p for p in session.scalars(select(Person)) if p.tenures)
    tenure = person.tenures[0]
    assert tenure.person is person
    assert tenure in tenure.post.tenures
    assert tenure.post in tenure.post.descriptions[0].body.posts


def test_links_lead_both_ways(session: Session) -> None:
    state = session.scalars(select(State).where(State.key == "XCC")).one()
    (link,) = state.successors
    assert (link.predecessor, link.successor.key) == (state, "XDD")
    assert link in link.successor.predecessors


def test_facts_are_cited(union: Organization) -> None:
    spell = next(spell for spell in union.memberships if spell.fact.dataset.key == "curated")
    assert spell.citations == spell.fact.citations
    assert {cited.stance for cited in spell.citations} <= set(Stance)
    assert all(cited in cited.source.citations for cited in spell.citations)


def test_words_are_enumerations(union: Organization) -> None:
    assert all(isinstance(spell.status, Status) for spell in union.memberships)
    assert all(isinstance(name.kind, NameKind) for name in union.names)


def test_participants_are_of_every_kind(session: Session) -> None:
    events = session.scalars(select(EventDescription)).all()
    kinds = {type(part.participant) for event in events for part in event.participants}
    assert kinds >= {State, Person}


def test_every_row_is_shown_in_a_few_words(session: Session) -> None:
    for mapper in Base.registry.mappers:
        row = session.scalars(select(mapper.class_)).first()
        if row is not None:
            assert repr(row).startswith(f"{type(row).__name__}(")
            assert repr(row) != f"{type(row).__name__}()"
            assert " object at 0x" not in repr(row)


def test_rows_are_shown_by_keys_not_by_numbers(session: Session, union: Organization) -> None:
    assert repr(union) == "Organization(EXU)"
    spell = next(spell for spell in union.memberships if spell.member.key == "XBB")
    assert repr(spell).startswith("Membership(XBB, EXU, ")
    name = next(name for name in union.names if name.lang == "en" and name.kind == "official")
    assert repr(name) == "Name(EXU, Example Union, en, official)"
    session.expunge_all()
    alone = session.get(Name, name.id)
    session.expunge_all()
    assert repr(alone) == "Name(Example Union, en, official)"


def test_a_treaty_has_its_parties(session: Session) -> None:
    treaty = next(treaty for treaty in session.scalars(select(Treaty)) if treaty.parties)
    assert all(party.treaty is treaty for party in treaty.parties)
    assert all(party in party.party.party_to for party in treaty.parties)


def test_nothing_is_written(session: Session, union: Organization) -> None:
    union.key = "MINE"
    with pytest.raises(DatabaseError, match="for reading; Organization"):
        session.flush()
    session.rollback()
    view = session.scalars(select(OrganizationView)).first()
    assert view is not None
    session.delete(view)
    with pytest.raises(DatabaseError, match="for reading; OrganizationView"):
        session.commit()
    session.rollback()
    with pytest.raises(DBAPIError):
        session.execute(update(Citation).values(locator="nowhere"))


def test_every_relation_can_be_followed() -> None:
    configure_mappers()
    pairs = [
        relation
        for mapper in Base.registry.mappers
        for relation in mapper.relationships
        if relation.back_populates
    ]
    assert len(pairs) > 50
    for relation in pairs:
        back = relation.mapper.relationships[str(relation.back_populates)]
        assert back.back_populates == relation.key


def test_the_python_interface_opens_sessions(database: str) -> None:
    with orgdb.open(database) as db, db.session() as session:
        assert session.scalars(select(Organization).where(Organization.key == "EXU")).one()
        with db.engine().connect() as connection:
            assert connection.exec_driver_sql("SELECT COUNT(*) FROM memberships").scalar()
