"""Treaties, posts, offices, languages and events."""

from __future__ import annotations

from orgdb import vocabulary as words
from orgdb.exporters.columns import EITHER, Column, Kind, column, columns
from orgdb.exporters.table import OWN_FACT, PERIOD, SOURCES, THIS, Table, kind_column, own_key

CHARTERS = Table(
    "charters",
    "Treaties",
    "a founding treaty of an organization, an amendment of it, or another key instrument",
    (
        *columns("org"),
        own_key("treaty", "key of the treaty"),
        *columns("title"),
        kind_column(words.TreatyKind, "what the instrument is to its organization"),
        *columns("adopted signed signed_earliest signed_latest signed_city signed_state"),
        *columns("in_force in_force_earliest in_force_latest amends depositary registration"),
        *columns("fact dataset"),
        *SOURCES,
    ),
    ("treaty",),
    ("org", "signed_earliest", "treaty"),
    about=THIS,
    life=("signed_earliest", ""),
)
PARTIES = Table(
    "parties",
    "Parties to treaties",
    "what one state or organization did to one treaty: any step, in any order, may be missing",
    (
        *columns("treaty party party_name party_kind signed consent consented deposited in_force"),
        *columns("denounced denounced_effect deposited_earliest deposited_latest"),
        *columns("denounced_effect_earliest denounced_effect_latest"),
        *OWN_FACT,
        *SOURCES,
    ),
    ("fact",),
    ("treaty", "deposited_earliest", "party", "fact"),
    about="v.treaty IN (SELECT c.treaty FROM charters c WHERE c.org IN (:orgs))",
    life=("deposited_earliest", "denounced_effect_latest"),
    rule="Vienna Convention on the Law of Treaties, 1969",
)
POSTS = Table(
    "posts",
    "Posts",
    "a post of an organization or a state",
    (
        own_key("post_key", "key of the post"),
        column("title", "what the post is called"),
        *columns("body body_kind"),
        column("lang", "language of the title: ISO 639-1", nullable=True, sql="d.lang"),
        *columns("fact dataset"),
        *SOURCES,
    ),
    ("post_key",),
    ("body_kind", "body", "post_key"),
    relation="posts v JOIN post_description d ON d.id = v.fact_id",
    about="v.body_kind = 'organization' AND v.body IN (:orgs)",
    life=None,
)
OFFICIALS = Table(
    "officials",
    "Officials",
    "one person in one post for one period, or a time in which the post was vacant",
    (
        *columns("body body_kind post_key"),
        column("post", "what the post is called"),
        column("person", "key of the person; nobody where the post was vacant", nullable=True),
        *columns(f"person_name {PERIOD} acting vacant"),
        *OWN_FACT,
        *SOURCES,
    ),
    ("fact",),
    ("body_kind", "body", "post_key", "start_earliest", "end_latest", "person", "fact"),
    about="v.body_kind = 'organization' AND v.body IN (:orgs)",
)
OFFICES = Table(
    "offices",
    "Offices",
    "a seat of an organization: headquarters, regional, country or liaison office",
    (
        *columns("org"),
        kind_column(words.OfficeKind, "what the office is for"),
        *columns("city"),
        column("state", "state in which the office is"),
        *columns(f"address {PERIOD}"),
        *OWN_FACT,
        *SOURCES,
    ),
    ("fact",),
    ("org", "start_earliest", "state", "city", "fact"),
    about=THIS,
)
LANGUAGES = Table(
    "languages",
    "Languages",
    "an official or working language of an organization",
    (
        *columns("org"),
        Column(
            "language",
            Kind.CODE,
            "ISO 639-1 code, else the three letters of ISO 639-3",
            rule="ISO 639",
        ),
        column("language_name", "name of the language in English"),
        Column(
            "status",
            Kind.WORD,
            "official ones bind the texts, working ones are worked in",
            words=tuple(word.value for word in words.LanguageStatus),
        ),
        *columns(PERIOD),
        *OWN_FACT,
        *SOURCES,
    ),
    ("fact",),
    ("org", "status", "language", "start_earliest", "fact"),
    about=THIS,
)
EVENTS = Table(
    "events",
    "Events",
    "a visit, a session or a signing",
    (
        own_key("event", "key of the event"),
        kind_column(words.EventKind, "what happened"),
        *columns(f"title number {PERIOD} place"),
        column("state", "state in which it took place", nullable=True),
        column("org", "organization whose event it is", nullable=True),
        *columns("fact dataset"),
        *SOURCES,
    ),
    ("event",),
    ("start_earliest", "event"),
    about="(v.org IN (:orgs) OR v.fact_id IN (SELECT p.fact_id FROM event_participants p"
    " WHERE p.kind = 'organization' AND p.participant IN (:orgs)))",
)


def _part_of_event(name: str, title: str, meaning: str, *own: Column) -> Table:
    return Table(
        name,
        title,
        meaning,
        (column("event", sql="e.event"), *columns("position"), *own),
        ("event", "position"),
        ("event", "position"),
        relation=f"{name} v JOIN events e ON e.fact_id = v.fact_id",
        follows=("event", "events"),
        life=None,
        by_dataset=False,
    )


EVENT_PARTICIPANTS = _part_of_event(
    "event_participants",
    "Participants of events",
    "who took part in an event",
    Column(
        "participant",
        Kind.KEY,
        "key of who took part",
        by="kind",
        refers_to=(*EITHER, ("people", "person")),
    ),
    Column("kind", Kind.WORD, "what the participant is", words=("state", "organization", "person")),
)
EVENT_TOPICS = _part_of_event(
    "event_topics", "Topics of events", "what an event was about", column("topic", "the topic")
)
EVENT_OUTCOMES = _part_of_event(
    "event_outcomes",
    "Outcomes of events",
    "what came of an event",
    column("outcome", "the outcome"),
)
