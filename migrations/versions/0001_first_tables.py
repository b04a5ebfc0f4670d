"""The first tables: anchors, facts with their citations, and every concept of the data model.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Compared byte by byte on both engines, so that both order and match alike.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def fact_id() -> sa.Column[int]:
    """The primary key that a fact's row shares with `fact`."""
    to_fact = sa.ForeignKey("fact.id", ondelete="CASCADE")
    return sa.Column("id", sa.Integer, to_fact, primary_key=True, autoincrement=False)


def period() -> tuple[sa.Column[str], ...]:
    """`start` and `end` as written, and the first and last day that each can mean."""
    bounds = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    return tuple(sa.Column(name, TEXT, nullable=False) for name in ("start", "end", *bounds))


def date(name: str, required: bool = False) -> tuple[sa.Column[str], ...]:
    """A date as written (NULL where there is none), and the first and last day it can mean."""
    bounds = (f"{name}_earliest", f"{name}_latest")
    written = sa.Column(name, TEXT, nullable=not required)
    return (written, *(sa.Column(bound, TEXT, nullable=False) for bound in bounds))


def check(name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=name)


def iso_days(*names: str) -> tuple[sa.CheckConstraint, ...]:
    return tuple(check(f"{name}_day", is_day(name)) for name in names)


def is_day(name: str) -> str:
    return (
        f"{name} LIKE '____-__-__' AND substr({name}, 6, 2) BETWEEN '01' AND '12'"
        f" AND substr({name}, 9, 2) BETWEEN '01' AND '31' AND substr({name}, 6, 5)"
        " NOT IN ('02-30', '02-31', '04-31', '06-31', '09-31', '11-31')"
    )


def period_checks() -> tuple[sa.CheckConstraint, ...]:
    return (
        check("start_order", "start_earliest <= start_latest"),
        check("end_order", "end_earliest <= end_latest"),
        check("period_order", "start_earliest <= end_latest"),
        *iso_days("start_earliest", "start_latest", "end_earliest", "end_latest"),
    )


def date_checks(*names: str) -> tuple[sa.CheckConstraint, ...]:
    orders = (check(f"{name}_order", f"{name}_earliest <= {name}_latest") for name in names)
    days = (iso_days(f"{name}_earliest", f"{name}_latest") for name in names)
    return (*orders, *(day for pair in days for day in pair))


def one_of(column: str, words: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words.split())
    return check(f"{column}_word", f"{column} IN ({listed})")


def exactly_one(name: str, *columns: str) -> sa.CheckConstraint:
    filled = (f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in columns)
    return check(name, " + ".join(filled) + " = 1")


def index(table: str, *columns: str, name: str | None = None) -> None:
    op.create_index(name or f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def upgrade() -> None:
    op.create_table(
        "dataset",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", TEXT, nullable=False, unique=True),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("version", TEXT, nullable=False),
        sa.Column("licence", TEXT, nullable=False),
        sa.Column("citation", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("checksum", TEXT, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("preference", sa.Integer, nullable=False, unique=True),
        sa.Column("loaded_at", TEXT, nullable=False),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", TEXT, nullable=False, unique=True),
    )
    op.create_table(
        "organization",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", TEXT, nullable=False, unique=True),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", TEXT, nullable=False, unique=True),
    )
    op.create_table(
        "post",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", TEXT, nullable=False, unique=True),
    )
    op.create_table(
        "release",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", TEXT, nullable=False, unique=True),
        sa.Column("date", TEXT, nullable=False),
    )
    op.create_table(
        "state",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", TEXT, nullable=False, unique=True),
    )
    op.create_table(
        "treaty",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", TEXT, nullable=False, unique=True),
    )
    op.create_table(
        "fact",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", TEXT, nullable=False, unique=True),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("dataset_id", sa.Integer, sa.ForeignKey("dataset.id"), nullable=False),
        sa.Column("place", TEXT, nullable=False),
        sa.Column("release_from_id", sa.Integer, sa.ForeignKey("release.id")),
        sa.Column("release_to_id", sa.Integer, sa.ForeignKey("release.id")),
        sa.CheckConstraint("release_to_id > release_from_id", name="release_order"),
    )
    index("fact", "dataset_id", "kind")
    index("fact", "release_from_id")
    index("fact", "release_to_id")
    op.create_table(
        "roster",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("organization_id", sa.Integer, sa.ForeignKey("organization.id"), nullable=False),
        sa.Column("dataset_id", sa.Integer, sa.ForeignKey("dataset.id"), nullable=False),
        sa.UniqueConstraint("organization_id", "dataset_id"),
    )
    index("roster", "dataset_id")
    op.create_table(
        "source",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", TEXT, nullable=False, unique=True),
        sa.Column("dataset_id", sa.Integer, sa.ForeignKey("dataset.id"), nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("publisher", TEXT, nullable=False),
        sa.Column("author", TEXT),
        *date("date"),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("original", TEXT),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("licence", TEXT),
        sa.Column("lang", TEXT),
        sa.Column("quality", TEXT),
        one_of("quality", "primary copy secondary dataset weak"),
        one_of(
            "kind",
            "treaty register resolution press-release news official-page law reference scholarship dataset",
        ),
        *date_checks("date"),
    )
    index("source", "dataset_id")
    op.create_table(
        "citation",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column(
            "fact_id", sa.Integer, sa.ForeignKey("fact.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("about", TEXT, nullable=False),
        sa.Column("source_id", sa.Integer, sa.ForeignKey("source.id"), nullable=False),
        sa.Column("locator", TEXT, nullable=False),
        sa.Column("stance", TEXT, nullable=False),
        *date("stated", required=True),
        one_of("stance", "supports disputes"),
        sa.CheckConstraint("stance = 'supports' OR stated <> ''", name="dispute_states"),
        *date_checks("stated"),
        sa.UniqueConstraint("fact_id", "about", "source_id", "locator", "stance"),
    )
    index("citation", "source_id")
    op.create_table(
        "event_description",
        fact_id(),
        sa.Column("event_id", sa.Integer, sa.ForeignKey("event.id"), nullable=False),
        sa.Column("organization_id", sa.Integer, sa.ForeignKey("organization.id")),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("folded", TEXT, nullable=False),
        sa.Column("city", TEXT),
        sa.Column("state_id", sa.Integer, sa.ForeignKey("state.id")),
        sa.Column("number", sa.Integer),
        *period(),
        one_of("kind", "visit session signing"),
        *period_checks(),
    )
    index("event_description", "event_id")
    index("event_description", "organization_id")
    index("event_description", "state_id")
    op.create_table(
        "language",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", TEXT, nullable=False, unique=True),
        sa.Column("code1", TEXT),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("folded", TEXT, nullable=False),
        sa.Column("source_id", sa.Integer, sa.ForeignKey("source.id"), nullable=False),
    )
    index("language", "code1")
    index("language", "source_id")
    op.create_table(
        "membership",
        fact_id(),
        sa.Column("roster_id", sa.Integer, sa.ForeignKey("roster.id"), nullable=False),
        sa.Column("member_state_id", sa.Integer, sa.ForeignKey("state.id")),
        sa.Column("member_organization_id", sa.Integer, sa.ForeignKey("organization.id")),
        sa.Column("member_id", sa.Integer, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("status_word", TEXT),
        sa.Column("start_basis", TEXT),
        sa.Column("joined_by", TEXT),
        sa.Column("end_reason", TEXT),
        *date("notice"),
        *date("effective"),
        sa.Column("retired", sa.Boolean, nullable=False),
        sa.Column("life_exception", TEXT),
        *period(),
        one_of("status", "full associate observer partner other unspecified unknown"),
        one_of("start_basis", "signature in_force deposit admission succession other"),
        one_of("joined_by", "founder accession succession status_change"),
        one_of("end_reason", "withdrawal expulsion dissolution succession replaced status_change"),
        exactly_one("one_member", "member_state_id", "member_organization_id"),
        sa.CheckConstraint(
            "member_id = COALESCE(member_state_id, member_organization_id)", name="member_id"
        ),
        sa.CheckConstraint("(status = 'other') = (status_word IS NOT NULL)", name="word_for_other"),
        *period_checks(),
        sa.CheckConstraint("notice_earliest <= effective_latest", name="notice_first"),
        *date_checks("notice", "effective"),
    )
    index(
        "membership",
        "member_id",
        "roster_id",
        "start_earliest",
        "start_latest",
        "end_earliest",
        "end_latest",
        "status",
        name="ix_membership_by_member",
    )
    index(
        "membership",
        "roster_id",
        "member_id",
        "start_earliest",
        "start_latest",
        "end_earliest",
        "end_latest",
        "status",
        name="ix_membership_by_roster",
    )
    index("membership", "member_organization_id")
    index("membership", "member_state_id")
    op.create_table(
        "office",
        fact_id(),
        sa.Column("organization_id", sa.Integer, sa.ForeignKey("organization.id"), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("city", TEXT),
        sa.Column("state_id", sa.Integer, sa.ForeignKey("state.id"), nullable=False),
        sa.Column("address", TEXT),
        *period(),
        one_of("kind", "headquarters regional country liaison other"),
        *period_checks(),
    )
    index("office", "organization_id")
    index("office", "state_id")
    op.create_table(
        "organization_code",
        fact_id(),
        sa.Column("organization_id", sa.Integer, sa.ForeignKey("organization.id"), nullable=False),
        sa.Column("scheme", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        *period(),
        *period_checks(),
    )
    index("organization_code", "organization_id", "scheme")
    index("organization_code", "scheme", "code")
    op.create_table(
        "organization_description",
        fact_id(),
        sa.Column("organization_id", sa.Integer, sa.ForeignKey("organization.id"), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("organization.id")),
        *date("founded"),
        *date("dissolved"),
        sa.Column("website", TEXT),
        one_of("kind", "intergovernmental organ specialized agency court predecessor group"),
        sa.CheckConstraint("founded_earliest <= dissolved_latest", name="life_order"),
        sa.CheckConstraint("parent_id <> organization_id", name="not_own_parent"),
        *date_checks("founded", "dissolved"),
    )
    index("organization_description", "organization_id")
    index("organization_description", "parent_id")
    op.create_table(
        "organization_link",
        fact_id(),
        sa.Column("from_id", sa.Integer, sa.ForeignKey("organization.id"), nullable=False),
        sa.Column("to_id", sa.Integer, sa.ForeignKey("organization.id"), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        *date("date"),
        one_of("kind", "replaced merged integrated renamed split"),
        sa.CheckConstraint("from_id <> to_id", name="not_own_predecessor"),
        *date_checks("date"),
    )
    index("organization_link", "from_id")
    index("organization_link", "to_id")
    op.create_table(
        "organization_name",
        fact_id(),
        sa.Column("organization_id", sa.Integer, sa.ForeignKey("organization.id"), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("folded", TEXT, nullable=False),
        sa.Column("lang", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        *period(),
        one_of("kind", "official short acronym former alias"),
        *period_checks(),
    )
    index("organization_name", "folded")
    index("organization_name", "organization_id", "kind", "lang")
    op.create_table(
        "organization_purpose",
        fact_id(),
        sa.Column("organization_id", sa.Integer, sa.ForeignKey("organization.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("purpose", TEXT, nullable=False),
    )
    index("organization_purpose", "organization_id")
    op.create_table(
        "person_code",
        fact_id(),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("scheme", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
    )
    index("person_code", "person_id")
    index("person_code", "scheme", "code")
    op.create_table(
        "person_description",
        fact_id(),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        *date("born"),
        *date("died"),
        *date_checks("born", "died"),
        sa.CheckConstraint("born_earliest <= died_latest", name="life_order"),
    )
    index("person_description", "person_id")
    op.create_table(
        "person_name",
        fact_id(),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("folded", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        one_of("kind", "official short acronym former alias"),
    )
    index("person_name", "folded")
    index("person_name", "person_id")
    op.create_table(
        "person_nationality",
        fact_id(),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("state_id", sa.Integer, sa.ForeignKey("state.id"), nullable=False),
    )
    index("person_nationality", "person_id")
    index("person_nationality", "state_id")
    op.create_table(
        "post_description",
        fact_id(),
        sa.Column("post_id", sa.Integer, sa.ForeignKey("post.id"), nullable=False),
        sa.Column("organization_id", sa.Integer, sa.ForeignKey("organization.id")),
        sa.Column("state_id", sa.Integer, sa.ForeignKey("state.id")),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("folded", TEXT, nullable=False),
        sa.Column("lang", TEXT, nullable=False),
        exactly_one("one_body", "organization_id", "state_id"),
    )
    index("post_description", "organization_id")
    index("post_description", "post_id")
    index("post_description", "state_id")
    op.create_table(
        "roster_coverage",
        fact_id(),
        sa.Column("roster_id", sa.Integer, sa.ForeignKey("roster.id"), nullable=False),
        sa.Column("known_from", TEXT, nullable=False),
        sa.Column("known_through", TEXT, nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
        sa.Column("complete_others", sa.Boolean, nullable=False),
        sa.CheckConstraint("known_from <= known_through", name="known_order"),
    )
    index("roster_coverage", "roster_id")
    op.create_table(
        "state_code",
        fact_id(),
        sa.Column("state_id", sa.Integer, sa.ForeignKey("state.id"), nullable=False),
        sa.Column("scheme", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        *period(),
        one_of("scheme", "iso2 iso3 iso-numeric iso4 cow cow-abb gw gec wikidata"),
        *period_checks(),
    )
    index("state_code", "scheme", "code")
    index("state_code", "state_id", "scheme")
    op.create_table(
        "state_description",
        fact_id(),
        sa.Column("state_id", sa.Integer, sa.ForeignKey("state.id"), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("sovereign_id", sa.Integer, sa.ForeignKey("state.id")),
        *period(),
        one_of("kind", "state territory entity"),
        *period_checks(),
        sa.CheckConstraint("sovereign_id <> state_id", name="not_own_sovereign"),
    )
    index("state_description", "sovereign_id")
    index("state_description", "state_id")
    op.create_table(
        "state_link",
        fact_id(),
        sa.Column("from_id", sa.Integer, sa.ForeignKey("state.id"), nullable=False),
        sa.Column("to_id", sa.Integer, sa.ForeignKey("state.id"), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        *date("date"),
        one_of("kind", "continuation dissolution merger secession independence"),
        sa.CheckConstraint("from_id <> to_id", name="not_own_predecessor"),
        *date_checks("date"),
    )
    index("state_link", "from_id")
    index("state_link", "to_id")
    op.create_table(
        "state_name",
        fact_id(),
        sa.Column("state_id", sa.Integer, sa.ForeignKey("state.id"), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("folded", TEXT, nullable=False),
        sa.Column("lang", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        *period(),
        one_of("kind", "official short acronym former alias"),
        *period_checks(),
    )
    index("state_name", "folded")
    index("state_name", "state_id", "kind", "lang")
    op.create_table(
        "tenure",
        fact_id(),
        sa.Column("post_id", sa.Integer, sa.ForeignKey("post.id"), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("acting", sa.Boolean, nullable=False),
        *period(),
        *period_checks(),
    )
    index("tenure", "person_id")
    index("tenure", "post_id")
    op.create_table(
        "treaty_description",
        fact_id(),
        sa.Column("treaty_id", sa.Integer, sa.ForeignKey("treaty.id"), nullable=False),
        sa.Column("organization_id", sa.Integer, sa.ForeignKey("organization.id"), nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("folded", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        *date("adopted"),
        *date("signed"),
        sa.Column("signed_city", TEXT),
        sa.Column("signed_state_id", sa.Integer, sa.ForeignKey("state.id")),
        *date("in_force"),
        sa.Column("amends_id", sa.Integer, sa.ForeignKey("treaty.id")),
        sa.Column("depositary", TEXT),
        sa.Column("registration", TEXT),
        one_of("kind", "charter amendment related"),
        sa.CheckConstraint("amends_id <> treaty_id", name="not_own_amendment"),
        *date_checks("adopted", "signed", "in_force"),
    )
    index("treaty_description", "amends_id")
    index("treaty_description", "organization_id")
    index("treaty_description", "signed_state_id")
    index("treaty_description", "treaty_id")
    op.create_table(
        "treaty_party",
        fact_id(),
        sa.Column("treaty_id", sa.Integer, sa.ForeignKey("treaty.id"), nullable=False),
        sa.Column("party_state_id", sa.Integer, sa.ForeignKey("state.id")),
        sa.Column("party_organization_id", sa.Integer, sa.ForeignKey("organization.id")),
        *date("signed"),
        sa.Column("consent", TEXT),
        *date("consented"),
        *date("deposited"),
        *date("in_force"),
        *date("denounced"),
        *date("denounced_effect"),
        one_of("consent", "ratification acceptance approval accession succession signature"),
        exactly_one("one_party", "party_state_id", "party_organization_id"),
        sa.CheckConstraint("denounced_earliest <= denounced_effect_latest", name="denounced_first"),
        *date_checks(
            "signed", "consented", "deposited", "in_force", "denounced", "denounced_effect"
        ),
    )
    index("treaty_party", "party_organization_id")
    index("treaty_party", "party_state_id")
    index("treaty_party", "treaty_id")
    op.create_table(
        "event_outcome",
        sa.Column("outcome", TEXT, nullable=False),
        sa.Column("treaty_id", sa.Integer, sa.ForeignKey("treaty.id")),
        sa.Column(
            "event_description_id",
            sa.Integer,
            sa.ForeignKey("event_description.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer, primary_key=True),
    )
    index("event_outcome", "treaty_id")
    op.create_table(
        "event_participant",
        sa.Column("state_id", sa.Integer, sa.ForeignKey("state.id")),
        sa.Column("organization_id", sa.Integer, sa.ForeignKey("organization.id")),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column(
            "event_description_id",
            sa.Integer,
            sa.ForeignKey("event_description.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer, primary_key=True),
        exactly_one("one_participant", "state_id", "organization_id", "person_id"),
    )
    index("event_participant", "organization_id")
    index("event_participant", "person_id")
    index("event_participant", "state_id")
    op.create_table(
        "event_topic",
        sa.Column("topic", TEXT, nullable=False),
        sa.Column(
            "event_description_id",
            sa.Integer,
            sa.ForeignKey("event_description.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer, primary_key=True),
    )
    op.create_table(
        "official_language",
        fact_id(),
        sa.Column("organization_id", sa.Integer, sa.ForeignKey("organization.id"), nullable=False),
        sa.Column("language_id", sa.Integer, sa.ForeignKey("language.id"), nullable=False),
        sa.Column("status", TEXT, nullable=False),
        *period(),
        one_of("status", "official working"),
        *period_checks(),
    )
    index("official_language", "language_id")
    index("official_language", "organization_id")
    op.create_table(
        "suspension",
        fact_id(),
        sa.Column("membership_id", sa.Integer, sa.ForeignKey("membership.id"), nullable=False),
        sa.Column("scope", TEXT, nullable=False),
        sa.Column("instrument", TEXT),
        sa.Column("lifted_by", TEXT),
        *period(),
        one_of("scope", "participation voting other"),
        *period_checks(),
    )
    index("suspension", "membership_id")
    op.create_table(
        "announced_exit",
        fact_id(),
        sa.Column("organization_id", sa.Integer, sa.ForeignKey("organization.id"), nullable=False),
        sa.Column("member_state_id", sa.Integer, sa.ForeignKey("state.id")),
        sa.Column("member_organization_id", sa.Integer, sa.ForeignKey("organization.id")),
        sa.Column("member_id", sa.Integer, nullable=False),
        *date("announced"),
        *date("notified"),
        *date("effective"),
        *date("reversed"),
        sa.Column("clause", TEXT),
        sa.Column("remark", TEXT),
        exactly_one("one_member", "member_state_id", "member_organization_id"),
        check("member_id", "member_id = COALESCE(member_state_id, member_organization_id)"),
        check("said", "announced IS NOT NULL OR notified IS NOT NULL"),
        *date_checks("announced", "notified", "effective", "reversed"),
        check("notice_first", "notified_earliest <= effective_latest"),
    )
    for column in ("organization_id", "member_id", "member_state_id", "member_organization_id"):
        index("announced_exit", column)


def downgrade() -> None:
    op.drop_table("announced_exit")
    op.drop_table("suspension")
    op.drop_table("official_language")
    op.drop_table("event_topic")
    op.drop_table("event_participant")
    op.drop_table("event_outcome")
    op.drop_table("treaty_party")
    op.drop_table("treaty_description")
    op.drop_table("tenure")
    op.drop_table("state_name")
    op.drop_table("state_link")
    op.drop_table("state_description")
    op.drop_table("state_code")
    op.drop_table("roster_coverage")
    op.drop_table("post_description")
    op.drop_table("person_nationality")
    op.drop_table("person_name")
    op.drop_table("person_description")
    op.drop_table("person_code")
    op.drop_table("organization_purpose")
    op.drop_table("organization_name")
    op.drop_table("organization_link")
    op.drop_table("organization_description")
    op.drop_table("organization_code")
    op.drop_table("office")
    op.drop_table("membership")
    op.drop_table("language")
    op.drop_table("event_description")
    op.drop_table("citation")
    op.drop_table("source")
    op.drop_table("roster")
    op.drop_table("fact")
    op.drop_table("treaty")
    op.drop_table("state")
    op.drop_table("release")
    op.drop_table("post")
    op.drop_table("person")
    op.drop_table("organization")
    op.drop_table("event")
    op.drop_table("dataset")
