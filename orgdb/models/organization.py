"""Organizations: what they are, their purposes, offices and official languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index
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
from orgdb.models.entity import Entity
from orgdb.vocabulary import EntityKind, LanguageStatus, OfficeKind, OrganizationKind

if TYPE_CHECKING:
    from orgdb.models.event import EventDescription
    from orgdb.models.membership import AnnouncedExit, Membership, Roster
    from orgdb.models.state import Language, State
    from orgdb.models.treaty import Treaty, TreatyDescription


class Organization(Entity):
    """An intergovernmental organization, an organ of one, or a predecessor of one."""

    __mapper_args__ = {"polymorphic_identity": EntityKind.ORGANIZATION}  # noqa: RUF012

    descriptions: Mapped[list[OrganizationDescription]] = relationship(
        back_populates="organization", foreign_keys="OrganizationDescription.organization_id"
    )
    bodies: Mapped[list[OrganizationDescription]] = relationship(
        back_populates="parent", foreign_keys="OrganizationDescription.parent_id"
    )
    purposes: Mapped[list[OrganizationPurpose]] = relationship(
        back_populates="organization", order_by="OrganizationPurpose.position"
    )
    rosters: Mapped[list[Roster]] = relationship(back_populates="organization")
    memberships: Mapped[list[Membership]] = relationship(
        secondary="roster", viewonly=True, order_by="Membership.start_earliest"
    )
    announced_exits: Mapped[list[AnnouncedExit]] = relationship(
        back_populates="organization", foreign_keys="AnnouncedExit.organization_id"
    )
    offices: Mapped[list[Office]] = relationship(
        back_populates="organization", foreign_keys="Office.organization_id"
    )
    languages: Mapped[list[OfficialLanguage]] = relationship(back_populates="organization")
    treaty_descriptions: Mapped[list[TreatyDescription]] = relationship(
        back_populates="organization", foreign_keys="TreatyDescription.organization_id"
    )
    treaties: Mapped[list[Treaty]] = relationship(
        secondary="treaty_description",
        primaryjoin="Organization.id == TreatyDescription.organization_id",
        secondaryjoin="Treaty.id == TreatyDescription.treaty_id",
        viewonly=True,
    )
    events: Mapped[list[EventDescription]] = relationship(
        back_populates="organization", foreign_keys="EventDescription.organization_id"
    )


class OrganizationDescription(FactRow, Base):
    """What one data set says an organization is: its kind, parent, life and website."""

    __tablename__ = "organization_description"
    __table_args__ = (
        one_of("kind", OrganizationKind),
        *date_checks("founded", "dissolved"),
        CheckConstraint("founded_earliest <= dissolved_latest", name="life_order"),
        CheckConstraint("parent_id <> organization_id", name="not_own_parent"),
        Index(None, "organization_id"),
        Index(None, "parent_id"),
    )
    shown = ("organization", "kind", "founded", "dissolved")

    organization_id: Mapped[int] = entity_id(EntityKind.ORGANIZATION)
    kind: Mapped[OrganizationKind]
    parent_id: Mapped[int | None] = entity_id(EntityKind.ORGANIZATION)
    founded: Mapped[str | None]
    founded_earliest: Mapped[str] = earliest()
    founded_latest: Mapped[str] = latest()
    dissolved: Mapped[str | None]
    dissolved_earliest: Mapped[str] = earliest()
    dissolved_latest: Mapped[str] = latest()
    website: Mapped[str | None]

    organization: Mapped[Organization] = relationship(
        foreign_keys=[organization_id], back_populates="descriptions"
    )
    parent: Mapped[Organization | None] = relationship(
        foreign_keys=[parent_id], back_populates="bodies"
    )


class OrganizationPurpose(FactRow, Base):
    """A purpose the organization declares (the OAS calls its four *pillars*)."""

    __tablename__ = "organization_purpose"
    __table_args__ = (Index(None, "organization_id"),)
    shown = ("organization", "purpose")

    organization_id: Mapped[int] = entity_id(EntityKind.ORGANIZATION)
    position: Mapped[int]
    purpose: Mapped[str]

    organization: Mapped[Organization] = relationship(back_populates="purposes")


class Office(FactRow, Dated, Base):
    """A seat of an organization in a city: headquarters, regional, country or liaison office."""

    __tablename__ = "office"
    __table_args__ = (
        one_of("kind", OfficeKind),
        *period_checks(),
        Index(None, "organization_id"),
        Index(None, "state_id"),
    )
    shown = ("organization", "kind", "city", "state", "period")

    organization_id: Mapped[int] = entity_id(EntityKind.ORGANIZATION)
    kind: Mapped[OfficeKind]
    city: Mapped[str | None]
    state_id: Mapped[int] = entity_id(EntityKind.STATE)
    address: Mapped[str | None]

    organization: Mapped[Organization] = relationship(
        foreign_keys=[organization_id], back_populates="offices"
    )
    state: Mapped[State] = relationship(foreign_keys=[state_id], back_populates="offices")


class OfficialLanguage(FactRow, Dated, Base):
    """A language in which an organization's texts bind (official) or in which it works."""

    __tablename__ = "official_language"
    __table_args__ = (
        Index(None, "organization_id"),
        one_of("status", LanguageStatus),
        *period_checks(),
        Index(None, "language_id"),
    )
    shown = ("organization", "language", "status", "period")

    organization_id: Mapped[int] = entity_id(EntityKind.ORGANIZATION)
    language_id: Mapped[int] = mapped_column(ForeignKey("language.id"))
    status: Mapped[LanguageStatus]

    organization: Mapped[Organization] = relationship(back_populates="languages")
    language: Mapped[Language] = relationship(back_populates="official_in")
