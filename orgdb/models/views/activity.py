"""Views of what organizations do: who leads them, where they sit, their languages and events."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from orgdb.models.views.base import FactView, PeriodView, View
from orgdb.vocabulary import EntityKind, EventKind, LanguageStatus, OfficeKind


class PostView(FactView, View):
    """The posts of organizations and states."""

    __tablename__ = "posts"
    shown = ("post_key", "title")

    post_id: Mapped[int]
    post_key: Mapped[str]
    title: Mapped[str]
    folded: Mapped[str]
    organization_id: Mapped[int | None]
    state_id: Mapped[int | None]
    body_id: Mapped[int]
    body: Mapped[str]
    body_kind: Mapped[EntityKind]


class OfficialView(FactView, PeriodView, View):
    """Who held which post of an organization or a state, and when."""

    __tablename__ = "officials"
    shown = ("person", "post_key", "start", "end")

    body: Mapped[str]
    body_kind: Mapped[EntityKind]
    organization_id: Mapped[int | None]
    state_id: Mapped[int | None]
    body_id: Mapped[int]
    post_id: Mapped[int]
    post_key: Mapped[str]
    post: Mapped[str]
    person_id: Mapped[int | None]
    person: Mapped[str | None]
    person_name: Mapped[str | None]
    acting: Mapped[bool]
    vacant: Mapped[int] = mapped_column(doc="1 where nobody held the post, else 0")


class OfficeView(FactView, PeriodView, View):
    """Where organizations have their seats and other offices."""

    __tablename__ = "offices"
    shown = ("org", "kind", "city", "state", "start", "end")

    org: Mapped[str]
    organization_id: Mapped[int]
    kind: Mapped[OfficeKind]
    city: Mapped[str | None]
    state: Mapped[str]
    state_id: Mapped[int]
    address: Mapped[str | None]


class LanguageView(FactView, PeriodView, View):
    """Official and working languages."""

    __tablename__ = "languages"
    shown = ("org", "language", "status")

    org: Mapped[str]
    organization_id: Mapped[int]
    language: Mapped[str]
    language_name: Mapped[str]
    status: Mapped[LanguageStatus]


class EventView(FactView, PeriodView, View):
    """Visits, sessions and signings."""

    __tablename__ = "events"
    shown = ("event", "title")

    event_id: Mapped[int]
    event: Mapped[str]
    kind: Mapped[EventKind]
    title: Mapped[str]
    folded: Mapped[str]
    number: Mapped[int | None]
    place: Mapped[str | None]
    state: Mapped[str | None]
    state_id: Mapped[int | None]
    org: Mapped[str | None]
    organization_id: Mapped[int | None]


class PartOfEventView:
    """A row of a list that belongs to an event; `fact_id` is that of the event."""

    fact_id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)


class EventParticipantView(PartOfEventView, View):
    """Who took part."""

    __tablename__ = "event_participants"
    shown = ("participant",)

    participant: Mapped[str]
    kind: Mapped[EntityKind]
    participant_id: Mapped[int]
    state_id: Mapped[int | None]
    organization_id: Mapped[int | None]
    person_id: Mapped[int | None]


class EventTopicView(PartOfEventView, View):
    """What was talked about."""

    __tablename__ = "event_topics"
    shown = ("topic",)

    fact: Mapped[str]
    topic: Mapped[str]


class EventOutcomeView(PartOfEventView, View):
    """What came of it."""

    __tablename__ = "event_outcomes"
    shown = ("outcome",)

    fact: Mapped[str]
    outcome: Mapped[str]
