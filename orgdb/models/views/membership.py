"""Views of who belongs to what: lists, memberships, suspensions, exits, treaties and parties."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from orgdb.models.views.base import FactView, PeriodView, View
from orgdb.vocabulary import (
    Consent,
    EndReason,
    EntityKind,
    JoinedBy,
    Scope,
    StartBasis,
    Status,
    TreatyKind,
)


class RosterView(FactView, View):
    """Membership lists: the days each covers, whether it is complete, whether it answers first."""

    __tablename__ = "rosters"
    shown = ("org", "dataset", "known_from", "known_through")

    roster_id: Mapped[int]
    org: Mapped[str]
    organization_id: Mapped[int]
    preference: Mapped[int]
    known_from: Mapped[str]
    known_through: Mapped[str]
    complete: Mapped[bool]
    complete_others: Mapped[bool]
    preferred: Mapped[bool]


class MembershipView(FactView, PeriodView, View):
    """Who belongs to what; `preferred` rows are of the list that answers first."""

    __tablename__ = "memberships"
    shown = ("member", "org", "status", "start", "end")

    roster_id: Mapped[int]
    organization_id: Mapped[int]
    org: Mapped[str]
    org_name: Mapped[str | None]
    member_id: Mapped[int]
    member: Mapped[str]
    member_name: Mapped[str | None]
    member_kind: Mapped[EntityKind]
    iso3: Mapped[str | None]
    m49: Mapped[str | None]
    cow: Mapped[str | None]
    status: Mapped[Status]
    status_word: Mapped[str | None]
    joined_by: Mapped[JoinedBy | None]
    start_basis: Mapped[StartBasis | None]
    end_reason: Mapped[EndReason | None]
    notice: Mapped[str | None]
    effective: Mapped[str | None]
    effective_earliest: Mapped[str]
    effective_latest: Mapped[str]
    life_exception: Mapped[str | None]
    preference: Mapped[int]
    preferred: Mapped[bool]


class SuspensionView(FactView, PeriodView, View):
    """Intervals inside memberships in which they do not have their full effect."""

    __tablename__ = "suspensions"
    shown = ("member", "org", "scope", "start", "end")

    org: Mapped[str]
    member: Mapped[str]
    member_kind: Mapped[EntityKind]
    roster_id: Mapped[int]
    member_id: Mapped[int]
    membership_id: Mapped[int]
    membership: Mapped[str]
    scope: Mapped[Scope]
    instrument: Mapped[str | None]
    lifted_by: Mapped[str | None]


class ExitView(FactView, View):
    """What members said and did about leaving."""

    __tablename__ = "exits"
    shown = ("member", "org", "announced", "notified", "effective", "reversed")

    org: Mapped[str]
    organization_id: Mapped[int]
    org_name: Mapped[str | None]
    member: Mapped[str]
    member_id: Mapped[int]
    member_name: Mapped[str | None]
    member_kind: Mapped[EntityKind]
    announced: Mapped[str | None]
    announced_earliest: Mapped[str]
    announced_latest: Mapped[str]
    notified: Mapped[str | None]
    notified_earliest: Mapped[str]
    notified_latest: Mapped[str]
    effective: Mapped[str | None]
    effective_earliest: Mapped[str]
    effective_latest: Mapped[str]
    reversed: Mapped[str | None]
    reversed_earliest: Mapped[str]
    reversed_latest: Mapped[str]
    clause: Mapped[str | None]
    remark: Mapped[str | None]


class CharterView(FactView, View):
    """Treaties: charters, their amendments, and other instruments of an organization."""

    __tablename__ = "charters"
    shown = ("treaty", "title")

    org: Mapped[str]
    organization_id: Mapped[int]
    treaty_id: Mapped[int]
    treaty: Mapped[str]
    title: Mapped[str]
    folded: Mapped[str]
    kind: Mapped[TreatyKind]
    adopted: Mapped[str | None]
    signed: Mapped[str | None]
    signed_earliest: Mapped[str]
    signed_latest: Mapped[str]
    signed_city: Mapped[str | None]
    signed_state: Mapped[str | None]
    in_force: Mapped[str | None]
    in_force_earliest: Mapped[str]
    in_force_latest: Mapped[str]
    amends: Mapped[str | None]
    depositary: Mapped[str | None]
    registration: Mapped[str | None]


class PartyView(FactView, View):
    """What each state or organization did to a treaty."""

    __tablename__ = "parties"
    shown = ("party", "treaty", "signed", "in_force")

    treaty_id: Mapped[int]
    treaty: Mapped[str]
    party_id: Mapped[int]
    party: Mapped[str]
    party_name: Mapped[str | None]
    party_kind: Mapped[EntityKind]
    signed: Mapped[str | None]
    consent: Mapped[Consent | None]
    consented: Mapped[str | None]
    deposited: Mapped[str | None]
    in_force: Mapped[str | None]
    denounced: Mapped[str | None]
    denounced_effect: Mapped[str | None]
    deposited_earliest: Mapped[str]
    deposited_latest: Mapped[str]
    denounced_effect_earliest: Mapped[str]
    denounced_effect_latest: Mapped[str]
