"""Treaties (charters, amendments, related instruments) and what each party did to them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from orgdb.models.base import (
    Anchor,
    Base,
    FactRow,
    date_checks,
    earliest,
    exactly_one,
    latest,
    one_of,
)
from orgdb.vocabulary import Consent, TreatyKind


class Treaty(Anchor, Base):
    """A founding instrument, an amending protocol, or another key instrument."""

    __tablename__ = "treaty"


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

    treaty_id: Mapped[int] = mapped_column(ForeignKey("treaty.id"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    title: Mapped[str]
    folded: Mapped[str]
    kind: Mapped[str]
    adopted: Mapped[str | None]
    adopted_earliest: Mapped[str] = earliest()
    adopted_latest: Mapped[str] = latest()
    signed: Mapped[str | None] = mapped_column(doc="the day it was opened for signature")
    signed_earliest: Mapped[str] = earliest()
    signed_latest: Mapped[str] = latest()
    signed_city: Mapped[str | None]
    signed_state_id: Mapped[int | None] = mapped_column(ForeignKey("state.id"))
    in_force: Mapped[str | None]
    in_force_earliest: Mapped[str] = earliest()
    in_force_latest: Mapped[str] = latest()
    amends_id: Mapped[int | None] = mapped_column(ForeignKey("treaty.id"))
    depositary: Mapped[str | None]
    registration: Mapped[str | None] = mapped_column(doc="UN Treaty Series volume and number")


class TreatyParty(FactRow, Base):
    """What one state or organization did to one treaty, in any order; any step may be missing."""

    __tablename__ = "treaty_party"
    __table_args__ = (
        one_of("consent", Consent),
        exactly_one("one_party", "party_state_id", "party_organization_id"),
        *date_checks(
            "signed", "consented", "deposited", "in_force", "denounced", "denounced_effect"
        ),
        CheckConstraint("denounced_earliest <= denounced_effect_latest", name="denounced_first"),
        Index(None, "treaty_id"),
        Index(None, "party_state_id"),
        Index(None, "party_organization_id"),
    )

    treaty_id: Mapped[int] = mapped_column(ForeignKey("treaty.id"))
    party_state_id: Mapped[int | None] = mapped_column(ForeignKey("state.id"))
    party_organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    signed: Mapped[str | None]
    signed_earliest: Mapped[str] = earliest()
    signed_latest: Mapped[str] = latest()
    consent: Mapped[str | None] = mapped_column(doc="the act: ratification, accession, …")
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
