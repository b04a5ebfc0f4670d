"""Events: visits, sessions and signings, with participants, topics and outcomes."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from orgdb.models.base import Anchor, Base, Dated, FactRow, exactly_one, one_of, period_checks
from orgdb.vocabulary import EventKind


class Event(Anchor, Base):
    """A visit, a session or a signing."""

    __tablename__ = "event"


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

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    kind: Mapped[str]
    title: Mapped[str]
    folded: Mapped[str]
    city: Mapped[str | None]
    state_id: Mapped[int | None] = mapped_column(ForeignKey("state.id"))
    number: Mapped[int | None] = mapped_column(doc="of a numbered session")


class _PartOfEvent:
    event_description_id: Mapped[int] = mapped_column(
        ForeignKey("event_description.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)


class EventParticipant(_PartOfEvent, Base):
    """A state, an organization or a person that took part."""

    __tablename__ = "event_participant"
    __table_args__ = (
        exactly_one("one_participant", "state_id", "organization_id", "person_id"),
        Index(None, "state_id"),
        Index(None, "organization_id"),
        Index(None, "person_id"),
    )

    state_id: Mapped[int | None] = mapped_column(ForeignKey("state.id"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class EventTopic(_PartOfEvent, Base):
    """A subject that was talked about."""

    __tablename__ = "event_topic"

    topic: Mapped[str]


class EventOutcome(_PartOfEvent, Base):
    """An instrument or decision that came out of it; a treaty where orgdb has it as one."""

    __tablename__ = "event_outcome"
    __table_args__ = (Index(None, "treaty_id"),)

    outcome: Mapped[str]
    treaty_id: Mapped[int | None] = mapped_column(ForeignKey("treaty.id"))
