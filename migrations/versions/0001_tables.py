"""The tables: entities, facts with their citations, and every concept of the data model.

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
NAME_KINDS = "official short acronym former alias"
LINK_KINDS = (
    "replaced merged integrated renamed split"  # of organizations
    " continuation dissolution merger secession independence"  # of states
)
SOURCE_KINDS = (
    "treaty register resolution press-release news official-page law reference scholarship dataset"
)
SPELL = ("start_earliest", "start_latest", "end_earliest", "end_latest", "status")


def number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=False)


def fact_id() -> sa.Column[int]:
    """The primary key that a fact's row shares with `fact`."""
    to_fact = sa.ForeignKey("fact.id", ondelete="CASCADE")
    return sa.Column("id", sa.Integer, to_fact, primary_key=True, autoincrement=False)


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, TEXT, nullable=False)


def maybe(name: str) -> sa.Column[str]:
    """A text that may be missing."""
    return sa.Column(name, TEXT)


def refers(name: str, table: str = "entity", required: bool = True) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id"), nullable=not required)


def yes_or_no(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def period() -> tuple[sa.Column[str], ...]:
    """`start` and `end` as written, and the first and last day that each can mean."""
    names = ("start", "end", "start_earliest", "start_latest", "end_earliest", "end_latest")
    return tuple(text(name) for name in names)


def date(name: str, required: bool = False) -> tuple[sa.Column[str], ...]:
    """A date as written (NULL where there is none), and the first and last day it can mean."""
    written = text(name) if required else maybe(name)
    return written, text(f"{name}_earliest"), text(f"{name}_latest")


def check(name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=name)


def iso_days(*names: str) -> tuple[sa.CheckConstraint, ...]:
    return tuple(check(f"{name}_day", is_day(name)) for name in names)


def is_day(name: str) -> str:
    return (
        f"{name} IN ('0001-01-01', '9999-12-31')"
        f" OR {name} LIKE '____-__-__' AND substr({name}, 6, 2) BETWEEN '01' AND '12'"
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


def index(table: str, *columns: str, name: str | None = None) -> None:
    op.create_index(name or f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def keys_differ_in_more_than_case(table: str, *before: str) -> None:
    name = "_".join(("uq", table, *before, "lower_key"))
    op.create_index(name, table, [*before, sa.text("lower(key)")], unique=True)


def keyed(table: str) -> None:
    """A table of stable keys that facts point at."""
    op.create_table(table, number(), sa.Column("key", TEXT, nullable=False, unique=True))
    keys_differ_in_more_than_case(table)


def upgrade() -> None:
    who_says_so()
    keys()
    names_codes_links()
    descriptions()
    membership()
    treaties()
    seats_languages_posts()
    events()


def who_says_so() -> None:
    """Data sets, releases, facts; sources and their citations."""
    op.create_table(
        "dataset",
        number(),
        sa.Column("key", TEXT, nullable=False, unique=True),
        *map(text, ("title", "version", "licence", "citation", "url", "checksum")),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("preference", sa.Integer, nullable=False, unique=True),
        text("loaded_at"),
    )
    keys_differ_in_more_than_case("dataset")
    op.create_table(
        "release", number(), sa.Column("version", TEXT, nullable=False, unique=True), text("date")
    )
    op.create_table(
        "fact",
        number(),
        sa.Column("key", TEXT, nullable=False, unique=True),
        text("kind"),
        refers("dataset_id", "dataset"),
        text("place"),
        refers("release_from_id", "release", required=False),
        refers("release_to_id", "release", required=False),
        check("release_order", "release_to_id > release_from_id"),
    )
    index("fact", "dataset_id", "kind")
    index("fact", "release_from_id")
    index("fact", "release_to_id")
    op.create_table(
        "source",
        number(),
        sa.Column("key", TEXT, nullable=False, unique=True),
        refers("dataset_id", "dataset"),
        text("title"),
        text("publisher"),
        maybe("author"),
        *date("date"),
        text("url"),
        maybe("original"),
        text("kind"),
        *map(maybe, ("licence", "lang", "quality")),
        one_of("quality", "primary copy secondary dataset weak"),
        one_of("kind", SOURCE_KINDS),
        *date_checks("date"),
    )
    index("source", "dataset_id")
    op.create_table(
        "citation",
        number(),
        sa.Column(
            "fact_id", sa.Integer, sa.ForeignKey("fact.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("position", sa.Integer, nullable=False),
        text("about"),
        refers("source_id", "source"),
        text("locator"),
        text("stance"),
        *date("stated", required=True),
        one_of("stance", "supports disputes"),
        check("dispute_states", "stance = 'supports' OR stated <> ''"),
        *date_checks("stated"),
        sa.UniqueConstraint("fact_id", "about", "source_id", "locator", "stance"),
    )
    index("citation", "source_id")


def keys() -> None:
    """What facts are about: entities, treaties, posts, events, languages, membership lists."""
    op.create_table(
        "entity",
        number(),
        text("kind"),
        text("key"),
        one_of("kind", "organization state person"),
        sa.UniqueConstraint("kind", "key"),
    )
    keys_differ_in_more_than_case("entity", "kind")
    keyed("treaty")
    keyed("post")
    keyed("event")
    op.create_table(
        "language",
        number(),
        sa.Column("key", TEXT, nullable=False, unique=True),
        maybe("code1"),
        text("name"),
        text("folded"),
        refers("source_id", "source"),
    )
    index("language", "code1")
    index("language", "source_id")
    op.create_table(
        "roster",
        number(),
        refers("organization_id"),
        refers("dataset_id", "dataset"),
        sa.UniqueConstraint("organization_id", "dataset_id"),
    )
    index("roster", "dataset_id")


def names_codes_links() -> None:
    """What every entity can have."""
    op.create_table(
        "name",
        fact_id(),
        refers("entity_id"),
        text("name"),
        text("folded"),
        maybe("lang"),
        text("kind"),
        *period(),
        one_of("kind", NAME_KINDS),
        *period_checks(),
    )
    index("name", "entity_id", "kind", "lang")
    index("name", "folded")
    op.create_table(
        "code",
        fact_id(),
        refers("entity_id"),
        text("scheme"),
        text("code"),
        *period(),
        *period_checks(),
    )
    index("code", "entity_id", "scheme")
    index("code", "scheme", "code")
    op.create_table(
        "link",
        fact_id(),
        refers("from_id"),
        refers("to_id"),
        text("kind"),
        *date("date"),
        one_of("kind", LINK_KINDS),
        check("not_own_predecessor", "from_id <> to_id"),
        *date_checks("date"),
    )
    index("link", "from_id")
    index("link", "to_id")


def descriptions() -> None:
    """What organizations, states and people are."""
    op.create_table(
        "organization_description",
        fact_id(),
        refers("organization_id"),
        text("kind"),
        refers("parent_id", required=False),
        *date("founded"),
        *date("dissolved"),
        maybe("website"),
        one_of("kind", "intergovernmental organ specialized agency court predecessor group"),
        check("life_order", "founded_earliest <= dissolved_latest"),
        check("not_own_parent", "parent_id <> organization_id"),
        *date_checks("founded", "dissolved"),
    )
    index("organization_description", "organization_id")
    index("organization_description", "parent_id")
    op.create_table(
        "organization_purpose",
        fact_id(),
        refers("organization_id"),
        sa.Column("position", sa.Integer, nullable=False),
        text("purpose"),
    )
    index("organization_purpose", "organization_id")
    op.create_table(
        "state_description",
        fact_id(),
        refers("state_id"),
        text("kind"),
        refers("sovereign_id", required=False),
        *period(),
        one_of("kind", "state territory entity"),
        *period_checks(),
        check("not_own_sovereign", "sovereign_id <> state_id"),
    )
    index("state_description", "sovereign_id")
    index("state_description", "state_id")
    op.create_table(
        "person_description",
        fact_id(),
        refers("person_id"),
        *date("born"),
        *date("died"),
        *date_checks("born", "died"),
        check("life_order", "born_earliest <= died_latest"),
    )
    index("person_description", "person_id")
    op.create_table("person_nationality", fact_id(), refers("person_id"), refers("state_id"))
    index("person_nationality", "person_id")
    index("person_nationality", "state_id")


def membership() -> None:
    """Who belongs to what: lists, spells, suspensions, announced exits."""
    op.create_table(
        "roster_coverage",
        fact_id(),
        refers("roster_id", "roster"),
        text("known_from"),
        text("known_through"),
        yes_or_no("complete"),
        yes_or_no("complete_others"),
        check("known_order", "known_from <= known_through"),
    )
    index("roster_coverage", "roster_id")
    op.create_table(
        "membership",
        fact_id(),
        refers("roster_id", "roster"),
        refers("member_id"),
        text("status"),
        *map(maybe, ("status_word", "start_basis", "joined_by", "end_reason")),
        *date("notice"),
        *date("effective"),
        yes_or_no("retired"),
        maybe("life_exception"),
        *period(),
        one_of("status", "full associate observer partner other unspecified unknown"),
        one_of("start_basis", "signature in_force deposit admission succession other"),
        one_of("joined_by", "founder accession succession status_change"),
        one_of("end_reason", "withdrawal expulsion dissolution succession replaced status_change"),
        check("word_for_other", "(status = 'other') = (status_word IS NOT NULL)"),
        *period_checks(),
        check("notice_first", "notice_earliest <= effective_latest"),
        *date_checks("notice", "effective"),
    )
    index("membership", "member_id", "roster_id", *SPELL, name="ix_membership_by_member")
    index("membership", "roster_id", "member_id", *SPELL, name="ix_membership_by_roster")
    op.create_table(
        "suspension",
        fact_id(),
        refers("membership_id", "membership"),
        text("scope"),
        maybe("instrument"),
        maybe("lifted_by"),
        *period(),
        one_of("scope", "participation voting other"),
        *period_checks(),
    )
    index("suspension", "membership_id")
    op.create_table(
        "announced_exit",
        fact_id(),
        refers("organization_id"),
        refers("member_id"),
        *date("announced"),
        *date("notified"),
        *date("effective"),
        *date("reversed"),
        maybe("clause"),
        maybe("remark"),
        check("said", "announced IS NOT NULL OR notified IS NOT NULL"),
        *date_checks("announced", "notified", "effective", "reversed"),
        check("notice_first", "notified_earliest <= effective_latest"),
    )
    index("announced_exit", "organization_id")
    index("announced_exit", "member_id")


def treaties() -> None:
    """Charters and other instruments, and what each party did to them."""
    op.create_table(
        "treaty_description",
        fact_id(),
        refers("treaty_id", "treaty"),
        refers("organization_id"),
        *map(text, ("title", "folded", "kind")),
        *date("adopted"),
        *date("signed"),
        maybe("signed_city"),
        refers("signed_state_id", required=False),
        *date("in_force"),
        refers("amends_id", "treaty", required=False),
        maybe("depositary"),
        maybe("registration"),
        one_of("kind", "charter amendment related"),
        check("not_own_amendment", "amends_id <> treaty_id"),
        *date_checks("adopted", "signed", "in_force"),
    )
    for column in ("treaty_id", "organization_id", "signed_state_id", "amends_id"):
        index("treaty_description", column)
    steps = ("signed", "consented", "deposited", "in_force", "denounced", "denounced_effect")
    op.create_table(
        "treaty_party",
        fact_id(),
        refers("treaty_id", "treaty"),
        refers("party_id"),
        maybe("consent"),
        *(column for step in steps for column in date(step)),
        one_of("consent", "ratification acceptance approval accession succession signature"),
        check("denounced_first", "denounced_earliest <= denounced_effect_latest"),
        *date_checks(*steps),
    )
    index("treaty_party", "treaty_id")
    index("treaty_party", "party_id")


def seats_languages_posts() -> None:
    """Where organizations sit, in which languages they work, who leads them and states."""
    op.create_table(
        "office",
        fact_id(),
        refers("organization_id"),
        text("kind"),
        maybe("city"),
        refers("state_id"),
        maybe("address"),
        *period(),
        one_of("kind", "headquarters regional country liaison other"),
        *period_checks(),
    )
    index("office", "organization_id")
    index("office", "state_id")
    op.create_table(
        "official_language",
        fact_id(),
        refers("organization_id"),
        refers("language_id", "language"),
        text("status"),
        *period(),
        one_of("status", "official working"),
        *period_checks(),
    )
    index("official_language", "language_id")
    index("official_language", "organization_id")
    op.create_table(
        "post_description",
        fact_id(),
        refers("post_id", "post"),
        refers("body_id"),
        *map(text, ("title", "folded", "lang")),
    )
    index("post_description", "post_id")
    index("post_description", "body_id")
    op.create_table(
        "tenure",
        fact_id(),
        refers("post_id", "post"),
        refers("person_id", required=False),  # nobody: the post is vacant
        yes_or_no("acting"),
        *period(),
        *period_checks(),
    )
    index("tenure", "post_id")
    index("tenure", "person_id")


def events() -> None:
    """Visits, sessions, signings; who took part, what was talked about, what came of it."""
    op.create_table(
        "event_description",
        fact_id(),
        refers("event_id", "event"),
        refers("organization_id", required=False),
        *map(text, ("kind", "title", "folded")),
        maybe("city"),
        refers("state_id", required=False),
        sa.Column("number", sa.Integer),
        *period(),
        one_of("kind", "visit session signing"),
        *period_checks(),
    )
    for column in ("event_id", "organization_id", "state_id"):
        index("event_description", column)
    op.create_table("event_participant", refers("entity_id"), *part_of_event())
    index("event_participant", "entity_id")
    op.create_table("event_topic", text("topic"), *part_of_event())
    op.create_table("event_outcome", text("outcome"), *part_of_event())


def part_of_event() -> tuple[sa.Column[int], sa.Column[int]]:
    whole = sa.ForeignKey("event_description.id", ondelete="CASCADE")
    return (
        sa.Column("event_description_id", sa.Integer, whole, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
    )


TABLES = """
    dataset release fact source citation entity treaty post event language roster name code link
    organization_description organization_purpose state_description person_description
    person_nationality roster_coverage membership suspension announced_exit treaty_description
    treaty_party office official_language post_description tenure event_description
    event_participant event_topic event_outcome""".split()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
