"""Events: visits, sessions and signings, with participants, topics and outcomes."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from orgdb.models.base import Base, Dated, FactRow, Keyed, entity_id, one_of, period_checks
from orgdb.models.entity import ANYTHING, Entity
from orgdb.models.organization import Organization
from orgdb.models.state import State
from orgdb.vocabulary import EntityKind, EventKind


class Event(Keyed, Base):
    """A visit, a session or a signing."""

    __tablename__ = "event"
    __table_args__ = (Index("uq_event_lower_key", text("lower(key)"), unique=True),)

    descriptions: Mapped[list[EventDescription]] = relationship(back_populates="event")


class EventDescription(FactRow, Dated, Base):
    """What happened, when and where. Its participants, topics and outcomes are part of the fact."""

    __tablename__ = "event_description"
    __table_args__ = (
        one_of("kind", EventKind),
        *period_checks(),
        Index(None, "event_id"),
        Index(None, "organization_id"),
        Index(None, "state_id"),
    )
    shown = ("event", "kind", "title", "period")

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    organization_id: Mapped[int | None] = entity_id(EntityKind.ORGANIZATION)
    kind: Mapped[EventKind]
    title: Mapped[str]
    folded: Mapped[str]
    city: Mapped[str | None]
    state_id: Mapped[int | None] = entity_id(EntityKind.STATE)
    number: Mapped[int | None] = mapped_column(doc="of a numbered session")

    event: Mapped[Event] = relationship(back_populates="descriptions")
    organization: Mapped[Organization | None] = relationship(
        foreign_keys=[organization_id], back_populates="events"
    )
    state: Mapped[State | None] = relationship(
        foreign_keys=[state_id], back_populates="events_here"
    )
    participants: Mapped[list[EventParticipant]] = relationship(
        back_populates="description", order_by="EventParticipant.position"
    )
    topics: Mapped[list[EventTopic]] = relationship(
        back_populates="description", order_by="EventTopic.position"
    )
    outcomes: Mapped[list[EventOutcome]] = relationship(
        back_populates="description", order_by="EventOutcome.position"
    )


class _PartOfEvent:
    event_description_id: Mapped[int] = mapped_column(
        ForeignKey("event_description.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)


class EventParticipant(_PartOfEvent, Base):
    """A state, an organization or a person that took part."""

    __tablename__ = "event_participant"
    __table_args__ = (Index(None, "entity_id"),)
    shown = ("participant",)

    entity_id: Mapped[int] = entity_id(*ANYTHING)

    description: Mapped[EventDescription] = relationship(back_populates="participants")
    participant: Mapped[Entity] = relationship(back_populates="took_part_in")


class EventTopic(_PartOfEvent, Base):
    """A subject that was talked about."""

    __tablename__ = "event_topic"
    shown = ("topic",)

    topic: Mapped[str]

    description: Mapped[EventDescription] = relationship(back_populates="topics")


class EventOutcome(_PartOfEvent, Base):
    """An instrument or decision that came out of it."""

    __tablename__ = "event_outcome"
    shown = ("outcome",)

    outcome: Mapped[str]

    description: Mapped[EventDescription] = relationship(back_populates="outcomes")
