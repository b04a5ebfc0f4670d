"""Rosters, memberships and suspensions: who belongs, as one data set tells it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
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
from orgdb.models.entity import BODIES, Entity
from orgdb.models.organization import Organization
from orgdb.models.provenance import Dataset
from orgdb.vocabulary import EndReason, EntityKind, JoinedBy, Scope, StartBasis, Status


class Roster(Base):
    """One organization's membership list as one data set tells it."""

    __tablename__ = "roster"
    __table_args__ = (UniqueConstraint("organization_id", "dataset_id"), Index(None, "dataset_id"))
    shown = ("organization", "dataset")

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    organization_id: Mapped[int] = entity_id(EntityKind.ORGANIZATION)
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id"))

    organization: Mapped[Organization] = relationship(back_populates="rosters")
    dataset: Mapped[Dataset] = relationship(back_populates="rosters")
    coverages: Mapped[list[RosterCoverage]] = relationship(back_populates="roster")
    memberships: Mapped[list[Membership]] = relationship(
        back_populates="roster", order_by="Membership.start_earliest"
    )


class RosterCoverage(FactRow, Base):
    """The days a roster covers and whether it is complete: only a complete one can answer *no*.

    Lists of members are often complete where the list of observers is not: each has its flag.
    """

    __tablename__ = "roster_coverage"
    __table_args__ = (
        CheckConstraint("known_from <= known_through", name="known_order"),
        Index(None, "roster_id"),
    )
    shown = ("roster", "known_from", "known_through")

    roster_id: Mapped[int] = mapped_column(ForeignKey("roster.id"))
    known_from: Mapped[str] = mapped_column(doc="the first day the roster speaks of")
    known_through: Mapped[str] = mapped_column(doc="the day it was last checked")
    complete: Mapped[bool] = mapped_column(doc="every full member is in it")
    complete_others: Mapped[bool] = mapped_column(
        doc="every observer, associate, partner … is, too"
    )

    roster: Mapped[Roster] = relationship(back_populates="coverages")


class Membership(FactRow, Dated, Base):
    """One spell of one member in one roster. The member is a state or an organization."""

    __tablename__ = "membership"
    __table_args__ = (
        one_of("status", Status),
        one_of("start_basis", StartBasis),
        one_of("joined_by", JoinedBy),
        one_of("end_reason", EndReason),
        CheckConstraint("(status = 'other') = (status_word IS NOT NULL)", name="word_for_other"),
        *period_checks(),
        *date_checks("notice", "effective"),
        CheckConstraint("notice_earliest <= effective_latest", name="notice_first"),
        Index(
            "ix_membership_by_roster",
            "roster_id",
            "member_id",
            "start_earliest",
            "start_latest",
            "end_earliest",
            "end_latest",
            "status",
        ),
        Index(
            "ix_membership_by_member",
            "member_id",
            "roster_id",
            "start_earliest",
            "start_latest",
            "end_earliest",
            "end_latest",
            "status",
        ),
    )
    shown = ("member", "organization", "status", "period")

    roster_id: Mapped[int] = mapped_column(ForeignKey("roster.id"))
    member_id: Mapped[int] = entity_id(*BODIES)
    status: Mapped[Status]
    status_word: Mapped[str | None] = mapped_column(doc="the organization's own word")
    start_basis: Mapped[StartBasis | None]
    joined_by: Mapped[JoinedBy | None]
    end_reason: Mapped[EndReason | None]
    notice: Mapped[str | None] = mapped_column(doc="the day notice of leaving was given")
    notice_earliest: Mapped[str] = earliest()
    notice_latest: Mapped[str] = latest()
    effective: Mapped[str | None] = mapped_column(doc="the first day of not being a member")
    effective_earliest: Mapped[str] = earliest()
    effective_latest: Mapped[str] = latest()
    retired: Mapped[bool] = mapped_column(
        doc="repeats that the fact has a release_to_id: retired spells may overlap current ones"
    )
    life_exception: Mapped[str | None] = mapped_column(
        doc="why the spell may lie outside the life of the member or of the organization"
    )

    roster: Mapped[Roster] = relationship(back_populates="memberships")
    member: Mapped[Entity] = relationship(back_populates="belongs_to")
    suspensions: Mapped[list[Suspension]] = relationship(
        back_populates="membership", order_by="Suspension.start_earliest"
    )

    @property
    def organization(self) -> Organization:
        """What the member belongs to."""
        return self.roster.organization


class AnnouncedExit(FactRow, Base):
    """What a member said and did about leaving: announced, notified, with effect from, taken back.

    An announced exit is not an exit: the membership ends only where its own row says so.
    """

    __tablename__ = "announced_exit"
    __table_args__ = (
        CheckConstraint("announced IS NOT NULL OR notified IS NOT NULL", name="said"),
        *date_checks("announced", "notified", "effective", "reversed"),
        CheckConstraint("notified_earliest <= effective_latest", name="notice_first"),
        Index(None, "organization_id"),
        Index(None, "member_id"),
    )
    shown = ("member", "organization", "announced", "notified", "effective", "reversed")

    organization_id: Mapped[int] = entity_id(EntityKind.ORGANIZATION)
    member_id: Mapped[int] = entity_id(*BODIES)
    announced: Mapped[str | None] = mapped_column(doc="the day it was said in public")
    announced_earliest: Mapped[str] = earliest()
    announced_latest: Mapped[str] = latest()
    notified: Mapped[str | None] = mapped_column(doc="the day the depositary or secretariat got it")
    notified_earliest: Mapped[str] = earliest()
    notified_latest: Mapped[str] = latest()
    effective: Mapped[str | None] = mapped_column(doc="the first day of not being a member")
    effective_earliest: Mapped[str] = earliest()
    effective_latest: Mapped[str] = latest()
    reversed: Mapped[str | None] = mapped_column(doc="the day it was taken back")
    reversed_earliest: Mapped[str] = earliest()
    reversed_latest: Mapped[str] = latest()
    clause: Mapped[str | None] = mapped_column(doc="the article that sets the waiting period")
    remark: Mapped[str | None]

    organization: Mapped[Organization] = relationship(
        foreign_keys=[organization_id], back_populates="announced_exits"
    )
    member: Mapped[Entity] = relationship(foreign_keys=[member_id], back_populates="exits")


class Suspension(FactRow, Dated, Base):
    """An interval inside a membership in which it does not have its full effect."""

    __tablename__ = "suspension"
    __table_args__ = (one_of("scope", Scope), *period_checks(), Index(None, "membership_id"))
    shown = ("membership", "scope", "period")

    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"))
    scope: Mapped[Scope]
    instrument: Mapped[str | None] = mapped_column(doc="the decision that suspended")
    lifted_by: Mapped[str | None] = mapped_column(doc="the decision that ended it")

    membership: Mapped[Membership] = relationship(back_populates="suspensions")
