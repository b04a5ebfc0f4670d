"""Organizations, states and people: one table for what they are, for names, codes and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from orgdb.models.base import (
    Base,
    Dated,
    FactRow,
    date_checks,
    earliest,
    entity_id,
    latest,
    one_of,
    period_checks,
)
from orgdb.models.word import Word
from orgdb.vocabulary import EntityKind, NameKind, OrganizationLinkKind, StateLinkKind

if TYPE_CHECKING:
    from orgdb.models.event import EventParticipant
    from orgdb.models.membership import AnnouncedExit, Membership
    from orgdb.models.person import Post, PostDescription
    from orgdb.models.treaty import TreatyParty

ANYTHING = tuple(EntityKind)
BODIES = (EntityKind.ORGANIZATION, EntityKind.STATE)


class Entity(Base):
    """An organization, a state or a person: a stable key that says nothing by itself.

    Keys differ within a kind, not between kinds: `CAN` is a state, and the Andean Community.
    """

    __tablename__ = "entity"
    __table_args__ = (
        one_of("kind", EntityKind),
        UniqueConstraint("kind", "key"),
        Index("uq_entity_kind_lower_key", "kind", text("lower(key)"), unique=True),
    )
    __mapper_args__ = {"polymorphic_on": "kind"}  # noqa: RUF012 (SQLAlchemy reads it as it stands)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[EntityKind]
    key: Mapped[str]

    names: Mapped[list[Name]] = relationship(back_populates="entity", order_by="Name.id")
    codes: Mapped[list[Code]] = relationship(back_populates="entity", order_by="Code.id")
    predecessors: Mapped[list[Link]] = relationship(
        back_populates="successor", foreign_keys="Link.to_id", order_by="Link.date_earliest"
    )
    successors: Mapped[list[Link]] = relationship(
        back_populates="predecessor", foreign_keys="Link.from_id", order_by="Link.date_earliest"
    )
    belongs_to: Mapped[list[Membership]] = relationship(
        back_populates="member", order_by="Membership.start_earliest"
    )
    party_to: Mapped[list[TreatyParty]] = relationship(back_populates="party")
    exits: Mapped[list[AnnouncedExit]] = relationship(
        back_populates="member", foreign_keys="AnnouncedExit.member_id"
    )
    post_descriptions: Mapped[list[PostDescription]] = relationship(back_populates="body")
    posts: Mapped[list[Post]] = relationship(secondary="post_description", viewonly=True)
    took_part_in: Mapped[list[EventParticipant]] = relationship(back_populates="participant")


class Name(FactRow, Dated, Base):
    """A name of an entity in one language, with the period in which it was in use.

    Names of people are of no language, and of all time.
    """

    __tablename__ = "name"
    __table_args__ = (
        one_of("kind", NameKind),
        *period_checks(),
        Index(None, "entity_id", "kind", "lang"),
        Index(None, "folded"),
    )
    shown = ("entity", "name", "lang", "kind")

    entity_id: Mapped[int] = entity_id(*ANYTHING)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(doc="the name without case, accents and punctuation")
    lang: Mapped[str | None]
    kind: Mapped[NameKind]

    entity: Mapped[Entity] = relationship(back_populates="names")


class Code(FactRow, Dated, Base):
    """An entity in another scheme, with its years of validity where the list gives them.

    Of states in the schemes of `StateCodeScheme`; of organizations and people in any.
    """

    __tablename__ = "code"
    __table_args__ = (
        *period_checks(),
        Index(None, "entity_id", "scheme"),
        Index(None, "scheme", "code"),
    )
    shown = ("entity", "scheme", "code")

    entity_id: Mapped[int] = entity_id(*ANYTHING)
    scheme: Mapped[str]
    code: Mapped[str]

    entity: Mapped[Entity] = relationship(back_populates="codes")


class Link(FactRow, Base):
    """How one state or organization came from another, and when. Both are of one kind."""

    __tablename__ = "link"
    __table_args__ = (
        one_of("kind", (*OrganizationLinkKind, *StateLinkKind)),
        *date_checks("date"),
        CheckConstraint("from_id <> to_id", name="not_own_predecessor"),
        Index(None, "from_id"),
        Index(None, "to_id"),
    )
    shown = ("predecessor", "successor", "kind", "date")

    from_id: Mapped[int] = entity_id(*BODIES)
    to_id: Mapped[int] = entity_id(*BODIES)
    kind: Mapped[OrganizationLinkKind | StateLinkKind] = mapped_column(
        Word(OrganizationLinkKind, StateLinkKind)
    )
    date: Mapped[str | None]
    date_earliest: Mapped[str] = earliest()
    date_latest: Mapped[str] = latest()

    predecessor: Mapped[Entity] = relationship(foreign_keys=[from_id], back_populates="successors")
    successor: Mapped[Entity] = relationship(foreign_keys=[to_id], back_populates="predecessors")
