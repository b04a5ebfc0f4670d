"""Rosters, memberships and suspensions: who belongs, as one data set tells it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from orgdb.models.base import (
    Base,
    Dated,
    FactRow,
    date_checks,
    earliest,
    exactly_one,
    latest,
    one_of,
    period_checks,
)
from orgdb.vocabulary import EndReason, JoinedBy, Scope, StartBasis, Status


class Roster(Base):
    """One organization's membership list as one data set tells it."""

    __tablename__ = "roster"
    __table_args__ = (UniqueConstraint("organization_id", "dataset_id"), Index(None, "dataset_id"))

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id"))


class RosterCoverage(FactRow, Base):
    """The days a roster covers and whether it is complete: only a complete one can answer *no*.

    Lists of members are often complete where the list of observers is not: each has its flag.
    """

    __tablename__ = "roster_coverage"
    __table_args__ = (
        CheckConstraint("known_from <= known_through", name="known_order"),
        Index(None, "roster_id"),
    )

    roster_id: Mapped[int] = mapped_column(ForeignKey("roster.id"))
    known_from: Mapped[str] = mapped_column(doc="the first day the roster speaks of")
    known_through: Mapped[str] = mapped_column(doc="the day it was last checked")
    complete: Mapped[bool] = mapped_column(doc="every full member is in it")
    complete_others: Mapped[bool] = mapped_column(
        doc="every observer, associate, partner … is, too"
    )


class Membership(FactRow, Dated, Base):
    """One spell of one member in one roster. The member is a state or an organization.

    `member_id` repeats whichever of the two is set, so that one index serves both.
    """

    __tablename__ = "membership"
    __table_args__ = (
        one_of("status", Status),
        one_of("start_basis", StartBasis),
        one_of("joined_by", JoinedBy),
        one_of("end_reason", EndReason),
        exactly_one("one_member", "member_state_id", "member_organization_id"),
        CheckConstraint(
            "member_id = COALESCE(member_state_id, member_organization_id)", name="member_id"
        ),
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
        Index(None, "member_state_id"),
        Index(None, "member_organization_id"),
    )

    roster_id: Mapped[int] = mapped_column(ForeignKey("roster.id"))
    member_state_id: Mapped[int | None] = mapped_column(ForeignKey("state.id"))
    member_organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    member_id: Mapped[int]
    status: Mapped[str]
    status_word: Mapped[str | None] = mapped_column(doc="the organization's own word")
    start_basis: Mapped[str | None]
    joined_by: Mapped[str | None]
    end_reason: Mapped[str | None]
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


class AnnouncedExit(FactRow, Base):
    """What a member said and did about leaving: announced, notified, with effect from, taken back.

    An announced exit is not an exit: the membership ends only where its own row says so.
    """

    __tablename__ = "announced_exit"
    __table_args__ = (
        exactly_one("one_member", "member_state_id", "member_organization_id"),
        CheckConstraint(
            "member_id = COALESCE(member_state_id, member_organization_id)", name="member_id"
        ),
        CheckConstraint("announced IS NOT NULL OR notified IS NOT NULL", name="said"),
        *date_checks("announced", "notified", "effective", "reversed"),
        CheckConstraint("notified_earliest <= effective_latest", name="notice_first"),
        Index(None, "organization_id"),
        Index(None, "member_id"),
        Index(None, "member_state_id"),
        Index(None, "member_organization_id"),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    member_state_id: Mapped[int | None] = mapped_column(ForeignKey("state.id"))
    member_organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    member_id: Mapped[int]
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


class Suspension(FactRow, Dated, Base):
    """An interval inside a membership in which it does not have its full effect."""

    __tablename__ = "suspension"
    __table_args__ = (one_of("scope", Scope), *period_checks(), Index(None, "membership_id"))

    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"))
    scope: Mapped[str]
    instrument: Mapped[str | None] = mapped_column(doc="the decision that suspended")
    lifted_by: Mapped[str | None] = mapped_column(doc="the decision that ended it")
