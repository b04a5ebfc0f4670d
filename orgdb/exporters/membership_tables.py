"""Membership lists, and what is in them."""

from __future__ import annotations

from orgdb.exporters.columns import column, columns
from orgdb.exporters.table import OWN_FACT, PERIOD, SOURCES, THIS, Table

ROSTERS = Table(
    "rosters",
    "Membership lists",
    "one organization's membership list as one data set tells it, and the days it covers",
    (
        *columns("org known_from known_through complete complete_others preferred"),
        *OWN_FACT,
        *SOURCES,
    ),
    ("org", "dataset"),
    ("org", "dataset"),
    about=THIS,
    life=("known_from", "known_through"),
)
# Names and codes are looked up once for each party: the view does it again for each membership.
_PARTIES = """
JOIN (WITH named AS MATERIALIZED (SELECT org AS party, name FROM organizations)
    SELECT party, name FROM named) body ON body.party = v.org
JOIN (WITH named AS MATERIALIZED (
    SELECT 'state' AS kind, state AS party, name, iso3, m49, cow FROM states
    UNION ALL SELECT 'organization', org, name, NULL, NULL, NULL FROM organizations)
    SELECT kind, party, name, iso3, m49, cow FROM named) party
    ON party.kind = v.member_kind AND party.party = v.member"""
MEMBERSHIPS = Table(
    "memberships",
    "Memberships",
    "one period of one member in one membership list",
    (
        *columns("org"),
        column("org_name", sql="body.name"),
        *columns("member"),
        column("member_name", sql="party.name"),
        *columns("member_kind"),
        *(column(scheme, sql=f"party.{scheme}") for scheme in ("iso3", "m49", "cow")),
        *columns("status status_word"),
        *columns(PERIOD),
        *columns("joined_by start_basis end_reason notice effective"),
        *columns("effective_earliest effective_latest life_exception"),
        *OWN_FACT,
        *columns("preferred"),
        *SOURCES,
    ),
    ("fact",),
    ("org", "dataset", "member_kind", "member", "start_earliest", "end_latest", "fact"),
    joined=_PARTIES,
    about="(v.org IN (:orgs) OR (v.member_kind = 'organization' AND v.member IN (:orgs)))",
)
SUSPENSIONS = Table(
    "suspensions",
    "Suspensions",
    "an interval inside a membership in which rights were suspended; it does not end a membership",
    (
        *columns("org"),
        column("member", "key of the suspended member"),
        *columns("member_kind"),
        *columns("membership scope"),
        column("instrument", "the act that suspended", nullable=True),
        column("lifted_by", "the act that ended the suspension", nullable=True),
        *columns(PERIOD),
        *OWN_FACT,
        *SOURCES,
    ),
    ("fact",),
    ("org", "member", "start_earliest", "fact"),
    follows=("membership", "memberships"),
)
EXITS = Table(
    "exits",
    "Exits",
    "what a member said and did about leaving; an announced exit is not an exit",
    (
        *columns("org org_name"),
        column("member", "key of the member that leaves"),
        *columns("member_name member_kind announced announced_earliest announced_latest"),
        *columns("notified notified_earliest notified_latest"),
        *columns("effective effective_earliest effective_latest"),
        *columns("reversed reversed_earliest reversed_latest"),
        column("clause", "what the treaty says about leaving", nullable=True),
        column("remark", "what has to be known besides", nullable=True),
        *OWN_FACT,
        *SOURCES,
    ),
    ("fact",),
    ("org", "member", "announced_earliest", "notified_earliest", "fact"),
    about=THIS,
    life=("announced_earliest", ""),
)
