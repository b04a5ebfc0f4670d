"""States and territories, and the table of languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym

from orgdb.models.base import Base, Dated, FactRow, entity_id, one_of, period_checks
from orgdb.models.entity import Entity
from orgdb.vocabulary import EntityKind, StateKind

if TYPE_CHECKING:
    from orgdb.models.event import EventDescription
    from orgdb.models.membership import Membership
    from orgdb.models.organization import Office, OfficialLanguage
    from orgdb.models.person import PersonNationality
    from orgdb.models.provenance import Source


class State(Entity):
    """A sovereign state, a past one, or a territory or entity that organizations admit.

    The key is the ISO 3166-1 alpha-3 code where there is one, else the former alpha-3 code (`SUN`),
    else a documented own key. Identity follows the law of state succession, not a code list.
    """

    __mapper_args__ = {"polymorphic_identity": EntityKind.STATE}  # noqa: RUF012

    memberships: Mapped[list[Membership]] = synonym("belongs_to")
    descriptions: Mapped[list[StateDescription]] = relationship(
        back_populates="state", foreign_keys="StateDescription.state_id"
    )
    territories: Mapped[list[StateDescription]] = relationship(
        back_populates="sovereign", foreign_keys="StateDescription.sovereign_id"
    )
    offices: Mapped[list[Office]] = relationship(
        back_populates="state", foreign_keys="Office.state_id"
    )
    nationals: Mapped[list[PersonNationality]] = relationship(
        back_populates="state", foreign_keys="PersonNationality.state_id"
    )
    events_here: Mapped[list[EventDescription]] = relationship(
        back_populates="state", foreign_keys="EventDescription.state_id"
    )


class StateDescription(FactRow, Dated, Base):
    """What a state is, the period of its existence, and who answers for it if it is a territory."""

    __tablename__ = "state_description"
    __table_args__ = (
        one_of("kind", StateKind),
        *period_checks(),
        CheckConstraint("sovereign_id <> state_id", name="not_own_sovereign"),
        Index(None, "state_id"),
        Index(None, "sovereign_id"),
    )
    shown = ("state", "kind", "period")

    state_id: Mapped[int] = entity_id(EntityKind.STATE)
    kind: Mapped[StateKind]
    sovereign_id: Mapped[int | None] = entity_id(EntityKind.STATE)

    state: Mapped[State] = relationship(foreign_keys=[state_id], back_populates="descriptions")
    sovereign: Mapped[State | None] = relationship(
        foreign_keys=[sovereign_id], back_populates="territories"
    )


class Language(Base):
    """A language of ISO 639: the three-letter code of part 3 or 2, the two-letter one of part 1.

    A reference table, generated whole from one source, not a set of facts.
    """

    __tablename__ = "language"
    __table_args__ = (Index(None, "code1"), Index(None, "source_id"))
    shown = ("key", "name")

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(unique=True, doc="ISO 639-3, else 639-2")
    code1: Mapped[str | None] = mapped_column(doc="ISO 639-1")
    name: Mapped[str]
    folded: Mapped[str]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))

    source: Mapped[Source] = relationship()
    official_in: Mapped[list[OfficialLanguage]] = relationship(back_populates="language")
