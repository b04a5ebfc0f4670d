"""People, the posts of organizations and states, and who held them when."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from orgdb.models.base import (
    Base,
    Dated,
    FactRow,
    Keyed,
    date_checks,
    earliest,
    entity_id,
    latest,
    period_checks,
)
from orgdb.models.entity import BODIES, Entity
from orgdb.models.state import State
from orgdb.vocabulary import EntityKind


class Person(Entity):
    """Somebody who led an organization or spoke for a state.

    The usual name is of the kind `short`, others that sources use are of the kind `alias`.
    """

    __mapper_args__ = {"polymorphic_identity": EntityKind.PERSON}  # noqa: RUF012

    descriptions: Mapped[list[PersonDescription]] = relationship(back_populates="person")
    nationalities: Mapped[list[PersonNationality]] = relationship(
        back_populates="person", foreign_keys="PersonNationality.person_id"
    )
    tenures: Mapped[list[Tenure]] = relationship(
        back_populates="person", order_by="Tenure.start_earliest"
    )


class PersonDescription(FactRow, Base):
    """When a person was born and died, where that helps to tell people apart."""

    __tablename__ = "person_description"
    __table_args__ = (
        *date_checks("born", "died"),
        CheckConstraint("born_earliest <= died_latest", name="life_order"),
        Index(None, "person_id"),
    )
    shown = ("person", "born", "died")

    person_id: Mapped[int] = entity_id(EntityKind.PERSON)
    born: Mapped[str | None]
    born_earliest: Mapped[str] = earliest()
    born_latest: Mapped[str] = latest()
    died: Mapped[str | None]
    died_earliest: Mapped[str] = earliest()
    died_latest: Mapped[str] = latest()

    person: Mapped[Person] = relationship(back_populates="descriptions")


class PersonNationality(FactRow, Base):
    """A state of which somebody is a national."""

    __tablename__ = "person_nationality"
    __table_args__ = (Index(None, "person_id"), Index(None, "state_id"))
    shown = ("person", "state")

    person_id: Mapped[int] = entity_id(EntityKind.PERSON)
    state_id: Mapped[int] = entity_id(EntityKind.STATE)

    person: Mapped[Person] = relationship(foreign_keys=[person_id], back_populates="nationalities")
    state: Mapped[State] = relationship(foreign_keys=[state_id], back_populates="nationals")


class Post(Keyed, Base):
    """A post of an organization or of a state. Its key is `BODY/post`: `OAS/secretary-general`."""

    __tablename__ = "post"
    __table_args__ = (Index("uq_post_lower_key", text("lower(key)"), unique=True),)

    descriptions: Mapped[list[PostDescription]] = relationship(back_populates="post")
    tenures: Mapped[list[Tenure]] = relationship(
        back_populates="post", order_by="Tenure.start_earliest"
    )


class PostDescription(FactRow, Base):
    """The title of a post, and the body it belongs to."""

    __tablename__ = "post_description"
    __table_args__ = (Index(None, "post_id"), Index(None, "body_id"))
    shown = ("post", "title")

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    body_id: Mapped[int] = entity_id(*BODIES)
    title: Mapped[str]
    folded: Mapped[str]
    lang: Mapped[str]

    post: Mapped[Post] = relationship(back_populates="descriptions")
    body: Mapped[Entity] = relationship(back_populates="post_descriptions")


class Tenure(FactRow, Dated, Base):
    """One person in one post for one period, acting or not; without a person, a vacancy."""

    __tablename__ = "tenure"
    __table_args__ = (*period_checks(), Index(None, "post_id"), Index(None, "person_id"))
    shown = ("person", "post", "period")

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    person_id: Mapped[int | None] = entity_id(EntityKind.PERSON)
    acting: Mapped[bool]

    post: Mapped[Post] = relationship(back_populates="tenures")
    person: Mapped[Person | None] = relationship(back_populates="tenures")
