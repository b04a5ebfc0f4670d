"""Organizations, their names, codes, purposes, links, offices and official languages."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from orgdb.models.base import (
    Anchor,
    Base,
    Dated,
    FactRow,
    date_checks,
    earliest,
    latest,
    one_of,
    period_checks,
)
from orgdb.vocabulary import (
    LanguageStatus,
    NameKind,
    OfficeKind,
    OrganizationKind,
    OrganizationLinkKind,
)


class Organization(Anchor, Base):
    """An intergovernmental organization, an organ of one, or a predecessor of one."""

    __tablename__ = "organization"


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

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    kind: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    founded: Mapped[str | None]
    founded_earliest: Mapped[str] = earliest()
    founded_latest: Mapped[str] = latest()
    dissolved: Mapped[str | None]
    dissolved_earliest: Mapped[str] = earliest()
    dissolved_latest: Mapped[str] = latest()
    website: Mapped[str | None]


class OrganizationName(FactRow, Dated, Base):
    """A name of an organization in one language, with the period in which it was in use."""

    __tablename__ = "organization_name"
    __table_args__ = (
        one_of("kind", NameKind),
        *period_checks(),
        Index(None, "organization_id", "kind", "lang"),
        Index(None, "folded"),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(doc="the name without case, accents and punctuation")
    lang: Mapped[str]
    kind: Mapped[str]


class OrganizationCode(FactRow, Dated, Base):
    """The same body in another scheme: Correlates of War, Wikidata, the World Factbook, ROR."""

    __tablename__ = "organization_code"
    __table_args__ = (
        *period_checks(),
        Index(None, "organization_id", "scheme"),
        Index(None, "scheme", "code"),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    scheme: Mapped[str]
    code: Mapped[str]


class OrganizationPurpose(FactRow, Base):
    """A purpose the organization declares (the OAS calls its four *pillars*)."""

    __tablename__ = "organization_purpose"
    __table_args__ = (Index(None, "organization_id"),)

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    position: Mapped[int]
    purpose: Mapped[str]


class OrganizationLink(FactRow, Base):
    """How one organization came from another, and when."""

    __tablename__ = "organization_link"
    __table_args__ = (
        one_of("kind", OrganizationLinkKind),
        *date_checks("date"),
        CheckConstraint("from_id <> to_id", name="not_own_predecessor"),
        Index(None, "from_id"),
        Index(None, "to_id"),
    )

    from_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    kind: Mapped[str]
    date: Mapped[str | None]
    date_earliest: Mapped[str] = earliest()
    date_latest: Mapped[str] = latest()


class Office(FactRow, Dated, Base):
    """A seat of an organization in a city: headquarters, regional, country or liaison office."""

    __tablename__ = "office"
    __table_args__ = (
        one_of("kind", OfficeKind),
        *period_checks(),
        Index(None, "organization_id"),
        Index(None, "state_id"),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    kind: Mapped[str]
    city: Mapped[str | None]
    state_id: Mapped[int] = mapped_column(ForeignKey("state.id"))
    address: Mapped[str | None]


class OfficialLanguage(FactRow, Dated, Base):
    """A language in which an organization's texts bind (official) or in which it works."""

    __tablename__ = "official_language"
    __table_args__ = (
        Index(None, "organization_id"),
        one_of("status", LanguageStatus),
        *period_checks(),
        Index(None, "language_id"),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    language_id: Mapped[int] = mapped_column(ForeignKey("language.id"))
    status: Mapped[str]
