"""Treaties (charters, amendments, related instruments) and what each party did to them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from orgdb.models.base import (
    Base,
    FactRow,
    Keyed,
    date_checks,
    earliest,
    entity_id,
    latest,
    one_of,
)
from orgdb.models.entity import BODIES, Entity
from orgdb.models.organization import Organization
from orgdb.models.state import State
from orgdb.vocabulary import Consent, EntityKind, TreatyKind


class Treaty(Keyed, Base):
    """A founding instrument, an amending protocol, or another key instrument."""

    __tablename__ = "treaty"
    __table_args__ = (Index("uq_treaty_lower_key", text("lower(key)"), unique=True),)

    descriptions: Mapped[list[TreatyDescription]] = relationship(
        back_populates="treaty", foreign_keys="TreatyDescription.treaty_id"
    )
    amendments: Mapped[list[TreatyDescription]] = relationship(
        back_populates="amends", foreign_keys="TreatyDescription.amends_id"
    )
    parties: Mapped[list[TreatyParty]] = relationship(back_populates="treaty")


class TreatyDescription(FactRow, Base):
    """A treaty's title, place and dates, depositary and registration.

    Amendments can enter into force out of order, so nothing here orders them.
    """

    __tablename__ = "treaty_description"
    __table_args__ = (
        one_of("kind", TreatyKind),
        *date_checks("adopted", "signed", "in_force"),
        CheckConstraint("amends_id <> treaty_id", name="not_own_amendment"),
        Index(None, "treaty_id"),
        Index(None, "organization_id"),
        Index(None, "amends_id"),
        Index(None, "signed_state_id"),
    )
    shown = ("treaty", "kind", "title")

    treaty_id: Mapped[int] = mapped_column(ForeignKey("treaty.id"))
    organization_id: Mapped[int] = entity_id(EntityKind.ORGANIZATION)
    title: Mapped[str]
    folded: Mapped[str]
    kind: Mapped[TreatyKind]
    adopted: Mapped[str | None]
    adopted_earliest: Mapped[str] = earliest()
    adopted_latest: Mapped[str] = latest()
    signed: Mapped[str | None] = mapped_column(doc="the day it was opened for signature")
    signed_earliest: Mapped[str] = earliest()
    signed_latest: Mapped[str] = latest()
    signed_city: Mapped[str | None]
    signed_state_id: Mapped[int | None] = entity_id(EntityKind.STATE)
    in_force: Mapped[str | None]
    in_force_earliest: Mapped[str] = earliest()
    in_force_latest: Mapped[str] = latest()
    amends_id: Mapped[int | None] = mapped_column(ForeignKey("treaty.id"))
    depositary: Mapped[str | None]
    registration: Mapped[str | None] = mapped_column(doc="UN Treaty Series volume and number")

    treaty: Mapped[Treaty] = relationship(foreign_keys=[treaty_id], back_populates="descriptions")
    organization: Mapped[Organization] = relationship(
        foreign_keys=[organization_id], back_populates="treaty_descriptions"
    )
    signed_state: Mapped[State | None] = relationship(foreign_keys=[signed_state_id])
    amends: Mapped[Treaty | None] = relationship(
        foreign_keys=[amends_id], back_populates="amendments"
    )


class TreatyParty(FactRow, Base):
    """What one state or organization did to one treaty, in any order; any step may be missing."""

    __tablename__ = "treaty_party"
    __table_args__ = (
        one_of("consent", Consent),
        *date_checks(
            "signed", "consented", "deposited", "in_force", "denounced", "denounced_effect"
        ),
        CheckConstraint("denounced_earliest <= denounced_effect_latest", name="denounced_first"),
        Index(None, "treaty_id"),
        Index(None, "party_id"),
    )
    shown = ("party", "treaty", "signed", "in_force")

    treaty_id: Mapped[int] = mapped_column(ForeignKey("treaty.id"))
    party_id: Mapped[int] = entity_id(*BODIES)
    signed: Mapped[str | None]
    signed_earliest: Mapped[str] = earliest()
    signed_latest: Mapped[str] = latest()
    consent: Mapped[Consent | None] = mapped_column(doc="the act: ratification, accession, …")
    consented: Mapped[str | None] = mapped_column(doc="the date of the instrument of consent")
    consented_earliest: Mapped[str] = earliest()
    consented_latest: Mapped[str] = latest()
    deposited: Mapped[str | None]
    deposited_earliest: Mapped[str] = earliest()
    deposited_latest: Mapped[str] = latest()
    in_force: Mapped[str | None] = mapped_column(doc="in force for this party")
    in_force_earliest: Mapped[str] = earliest()
    in_force_latest: Mapped[str] = latest()
    denounced: Mapped[str | None] = mapped_column(doc="the day notice was given")
    denounced_earliest: Mapped[str] = earliest()
    denounced_latest: Mapped[str] = latest()
    denounced_effect: Mapped[str | None] = mapped_column(doc="the day it took effect")
    denounced_effect_earliest: Mapped[str] = earliest()
    denounced_effect_latest: Mapped[str] = latest()

    treaty: Mapped[Treaty] = relationship(back_populates="parties")
    party: Mapped[Entity] = relationship(back_populates="party_to")
