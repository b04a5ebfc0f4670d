"""The one description of the tables that leave orgdb: columns, types, keys, and what they mean.

CSV headers, the codebook, Data Package and CSVW schemas, the types of Parquet, DuckDB and Stata,
and what `orgdb report --describe` prints are all made from `TABLES` here and `REPORTS` in
`report_tables`; `tests/exporters/test_tables.py` compares both with the database and with what is
written. A table is a public view without its row numbers, with the sources in the row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from orgdb import vocabulary as words
from orgdb.exporters.columns import EITHER, MODEL, Column, Kind, column, columns

# Columns of the views that stay inside: numbers of rows, folded names, what depends on the day and
# the order of loading.
INTERNAL = frozenset(
    """organization_id state_id person_id treaty_id post_id event_id roster_id member_id id
    membership_id from_id to_id participant_id body_id party_id fact_id folded preference
    loaded_at release_id""".split()
)
REFERRED = "1 = 0"  # of one organization: only the rows that others refer to
# Columns of views that only repeat what the row they refer to says.
REPEATED = {
    "citations": frozenset("fact_kind url title quality".split()),
    "event_topics": frozenset({"fact"}),
    "event_outcomes": frozenset({"fact"}),
}
# Columns that a query adds to those of the view.
ADDED = frozenset("sources disputed event release_from fact lang".split())


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its columns, its key, its order.

    `relation` is what the query reads, the view itself under the alias `v`. `about` is the SQL
    condition that keeps the rows of the organizations `:orgs` (`REFERRED`: only what others refer
    to); `follows` is used in its place where a row stays when the row it belongs to stays: its
    column and the table that it names ('' where the column `kind` says which).
    `life` names the columns with the first and the last day on which the row can hold ('': no end).
    """

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    order: tuple[str, ...]
    relation: str = ""
    about: str = ""
    follows: tuple[str, str] | None = None
    life: tuple[str, str] | None = ("start_earliest", "end_latest")
    by_dataset: bool = True
    rule: str = field(default=MODEL)

    @property
    def source(self) -> str:
        """What the query reads."""
        return self.relation or f"{self.name} v"

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """One column by its name."""
        return self.columns[self.names.index(name)]

    @property
    def sourced(self) -> bool:
        """Whether the row has its sources in it."""
        return "sources" in self.names


PERIOD = "start end start_earliest start_latest end_earliest end_latest"
SOURCES = columns("sources disputed")
FACT = columns("fact dataset")
_THIS = "v.org IN (:orgs)"


def _kind(chosen: type, meaning: str) -> Column:
    listed = tuple(word.value for word in chosen)  # type: ignore[attr-defined]
    return Column("kind", Kind.WORD, meaning, words=listed)


def _own(name: str, meaning: str) -> Column:
    """The key that identifies the rows of this very table."""
    return Column(name, Kind.KEY, meaning)


_FACT = (_own("fact", "content key of the fact; `orgdb why KEY` tells its sources"), FACT[1])

ORGANIZATIONS = Table(
    "organizations",
    "Organizations",
    "an intergovernmental organization, an organ of one, or a predecessor of one",
    (
        _own("org", "key of the organization"),
        column("name", "official name in English, else in another language", nullable=True),
        _kind(words.OrganizationKind, "what sort of body it is"),
        *columns("parent founded founded_earliest founded_latest"),
        *columns("dissolved dissolved_earliest dissolved_latest website"),
        *columns("fact dataset"),
        *SOURCES,
    ),
    ("org",),
    ("org",),
    about=_THIS,
    life=("founded_earliest", "dissolved_latest"),
)
STATES = Table(
    "states",
    "States and territories",
    "a sovereign state, past ones too, a territory, or another entity that organizations admit",
    (
        _own("state", "key: ISO 3166-1 alpha-3 where there is one, else the former one or an own"),
        column("name", "short name in English, else in another language", nullable=True),
        _kind(words.StateKind, "a state in its own right, a territory, or another entity"),
        *columns(f"sovereign iso2 iso3 m49 cow gw {PERIOD} fact dataset"),
        *SOURCES,
    ),
    ("state",),
    ("state",),
    about=REFERRED,
)
PEOPLE = Table(
    "people",
    "People",
    "a person who holds or held a post, or took part in an event",
    (
        _own("person", "key of the person"),
        column("name", "the name by which the person is known", nullable=True),
        *columns("born died fact dataset"),
        *SOURCES,
    ),
    ("person",),
    ("person",),
    about=REFERRED,
    life=None,
)
NATIONALITIES = Table(
    "nationalities",
    "Nationalities",
    "a nationality of a person",
    (*columns("person state"), FACT[0]),
    ("person", "state"),
    ("person", "state"),
    follows=("person", "people"),
    life=None,
    by_dataset=False,
)
NAMES = Table(
    "names",
    "Names",
    "a name of an organization, a state or a person, with its language and period",
    (
        Column("kind", Kind.WORD, "whose name it is", words=("organization", "state", "person")),
        Column(
            "key",
            Kind.KEY,
            "key of whose name it is",
            by="kind",
            refers_to=(*EITHER, ("people", "person")),
        ),
        column("name", "the name as it is written"),
        column("lang", "language of the name: a tag of BCP 47, empty for people", rule="BCP 47"),
        Column(
            "name_kind",
            Kind.WORD,
            "what sort of name",
            words=tuple(word.value for word in words.NameKind),
        ),
        *columns(PERIOD),
        *_FACT,
    ),
    ("fact",),
    ("kind", "key", "lang", "name_kind", "start_earliest", "name", "fact"),
    follows=("key", ""),
)
CODES = Table(
    "codes",
    "Codes",
    "the code of an organization, a state or a person in another scheme, with its period",
    (
        Column("kind", Kind.WORD, "whose code it is", words=("organization", "state", "person")),
        Column(
            "key",
            Kind.KEY,
            "key of whose code it is",
            by="kind",
            refers_to=(*EITHER, ("people", "person")),
        ),
        column("scheme", "the scheme: iso2, iso3, iso-numeric, cow, gw, wikidata, ror …"),
        Column("code", Kind.CODE, "the code; digits are text, leading zeros count"),
        *columns(PERIOD),
        *_FACT,
    ),
    ("fact",),
    ("kind", "key", "scheme", "start_earliest", "code", "fact"),
    follows=("key", ""),
)
PURPOSES = Table(
    "purposes",
    "Purposes",
    "a declared purpose of an organization, in its own order",
    (
        *columns("org position"),
        column("purpose", "the purpose in a few words"),
        *_FACT,
        *SOURCES,
    ),
    ("fact",),
    ("org", "position", "fact"),
    about=_THIS,
    life=None,
)
ORGANIZATION_LINKS = Table(
    "organization_links",
    "Links of organizations",
    "how one organization came from another, and when",
    (
        *columns("from_org to_org"),
        _kind(words.OrganizationLinkKind, "how the later one came from the earlier one"),
        *columns("date date_earliest date_latest"),
        *_FACT,
        *SOURCES,
    ),
    ("fact",),
    ("from_org", "to_org", "date_earliest", "fact"),
    about="(v.from_org IN (:orgs) OR v.to_org IN (:orgs))",
    life=("date_earliest", ""),
)
STATE_LINKS = Table(
    "state_links",
    "Links of states",
    "how one state came from another, and when",
    (
        *columns("from_state to_state"),
        _kind(words.StateLinkKind, "how, in the terms of the law of state succession"),
        *columns("date date_earliest date_latest"),
        *_FACT,
        *SOURCES,
    ),
    ("fact",),
    ("from_state", "to_state", "date_earliest", "fact"),
    about=REFERRED,
    life=("date_earliest", ""),
    rule="Vienna Convention on Succession of States in respect of Treaties, 1978",
)
ROSTERS = Table(
    "rosters",
    "Membership lists",
    "one organization's membership list as one data set tells it, and the days it covers",
    (
        *columns("org known_from known_through complete complete_others preferred"),
        *_FACT,
        *SOURCES,
    ),
    ("org", "dataset"),
    ("org", "dataset"),
    about=_THIS,
    life=("known_from", "known_through"),
)
MEMBERSHIPS = Table(
    "memberships",
    "Memberships",
    "one period of one member in one membership list",
    (
        *columns("org org_name member member_name member_kind iso3 m49 cow status status_word"),
        *columns(PERIOD),
        *columns("joined_by start_basis end_reason notice effective"),
        *columns("effective_earliest effective_latest life_exception"),
        *_FACT,
        *columns("preferred"),
        *SOURCES,
    ),
    ("fact",),
    ("org", "dataset", "member_kind", "member", "start_earliest", "end_latest", "fact"),
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
        *_FACT,
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
        *_FACT,
        *SOURCES,
    ),
    ("fact",),
    ("org", "member", "announced_earliest", "notified_earliest", "fact"),
    about=_THIS,
    life=("announced_earliest", ""),
)
CHARTERS = Table(
    "charters",
    "Treaties",
    "a founding treaty of an organization, an amendment of it, or another key instrument",
    (
        *columns("org"),
        _own("treaty", "key of the treaty"),
        *columns("title"),
        _kind(words.TreatyKind, "what the instrument is to its organization"),
        *columns("adopted signed signed_earliest signed_latest signed_city signed_state"),
        *columns("in_force in_force_earliest in_force_latest amends depositary registration"),
        *columns("fact dataset"),
        *SOURCES,
    ),
    ("treaty",),
    ("org", "signed_earliest", "treaty"),
    about=_THIS,
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
        *_FACT,
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
        _own("post_key", "key of the post"),
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
        *_FACT,
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
        _kind(words.OfficeKind, "what the office is for"),
        *columns("city"),
        column("state", "state in which the office is"),
        *columns(f"address {PERIOD}"),
        *_FACT,
        *SOURCES,
    ),
    ("fact",),
    ("org", "start_earliest", "state", "city", "fact"),
    about=_THIS,
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
        *_FACT,
        *SOURCES,
    ),
    ("fact",),
    ("org", "status", "language", "start_earliest", "fact"),
    about=_THIS,
)
EVENTS = Table(
    "events",
    "Events",
    "a visit, a session or a signing",
    (
        _own("event", "key of the event"),
        _kind(words.EventKind, "what happened"),
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
FACTS = Table(
    "facts",
    "Facts",
    "every statement by its content key, with the data set and the place it was read from",
    (
        column(
            "fact",
            "content key of the fact: its kind and a hash of the data set and its content",
            refers=None,
            sql="v.key",
        ),
        column("fact_kind", "table of the database that holds it", sql="v.kind"),
        *columns("dataset"),
        column("place", "file and line, row or cell it was read from", sql="v.place"),
        Column(
            "release_from",
            Kind.KEY,
            "release with which it appeared; empty in imports",
            True,
            refers=("releases", "version"),
            sql="r.version",
        ),
    ),
    ("fact",),
    ("dataset", "fact"),
    relation="current_facts v LEFT JOIN releases r ON r.release_id = v.release_from_id",
    life=None,
)
CITATIONS = Table(
    "citations",
    "Citations",
    "one source's word on one attribute of one fact: it supports it, or disputes it",
    (
        *columns("fact"),
        *columns("dataset position about source locator stance stated"),
        Column("stated_earliest", Kind.DAY, "first day that `stated` can mean, if it is a date"),
        Column("stated_latest", Kind.DAY, "last day that `stated` can mean, if it is a date"),
    ),
    ("fact", "position"),
    ("dataset", "fact", "position"),
    life=None,
)
SOURCE_TABLE = Table(
    "sources",
    "Sources",
    "a document that was read",
    (
        _own("source", "key of the document"),
        *columns("title"),
        column("publisher", "who published it"),
        column("author", "who wrote it", nullable=True),
        column("date", "date of the document"),
        *columns("date_earliest date_latest url"),
        Column("original", Kind.URL, "address of the original, where a copy was read", True),
        _kind(words.SourceKind, "what sort of document it is"),
        *columns("quality licence"),
        column("lang", "language of the document: ISO 639-1", nullable=True),
        *columns("dataset"),
    ),
    ("source",),
    ("source",),
    life=None,
)
DATASETS = Table(
    "datasets",
    "Data sets",
    "a body of facts that came together: the curated data, or an import",
    (
        _own("dataset", "key of the data set"),
        *columns("title version"),
        column("licence", "terms of use", nullable=False),
        column("citation", "citation to use"),
        column("url", "address of the data set; empty where unknown"),
        column("checksum", "SHA-256 of what was loaded"),
        Column("size", Kind.INTEGER, "bytes of what was loaded"),
    ),
    ("dataset",),
    ("dataset",),
    life=None,
)
RELEASES = Table(
    "releases",
    "Releases",
    "a published state of the curated data",
    (
        column("version", "version of the release"),
        column("date", "day of the release", nullable=False),
    ),
    ("version",),
    ("date", "version"),
    life=None,
    by_dataset=False,
)

_SERIES_YEARS = (
    Column("first_year", Kind.YEAR, "first year of the run"),
    Column("last_year", Kind.YEAR, "last year of the run"),
)


def _observed(name: str, listed: str, meaning: str, *own: Column) -> Table:
    """A part of an imported file of yearly cells that its memberships cannot say."""
    join = "JOIN dataset d ON d.id = s.dataset_id"
    if any(column.name == "org" for column in own):
        join += " JOIN entity o ON o.id = s.organization_id"
    key = [column.name for column in own if column.name in ("position", "code", "year")]
    if name == "observed_life":
        key.append("first_year")
    if name == "observed_series":
        key.remove("code")
    return Table(
        name,
        f"Observed files: {name.removeprefix('observed_')}",
        meaning,
        (*columns("dataset"), *own),
        ("dataset", *key),
        ("dataset", *key),
        relation=f"(SELECT d.key AS dataset, {listed} FROM {name} s {join}) v",
        about=REFERRED,
        life=None,
        rule="docs/coding-rules.md",
    )


_PLACE = Column("position", Kind.INTEGER, "place of the column in the file, from 0")
_CODE = Column("code", Kind.CODE, "code of the member in the file")
OBSERVED_SERIES = _observed(
    "observed_series",
    "s.position, s.code, s.label, s.first_year, s.last_year",
    "a run of years that a file of yearly cells has for one member: what it observed at all",
    Column("position", Kind.INTEGER, "place of the run in the file, from 0"),
    _CODE,
    column("label", "name of the member in the file"),
    *_SERIES_YEARS,
)
OBSERVED_COLUMN = _observed(
    "observed_column",
    "s.position, s.label, o.key AS org",
    "a column of a file of yearly cells",
    _PLACE,
    column("label", "heading of the column"),
    *columns("org"),
)
OBSERVED_LIFE = _observed(
    "observed_life",
    "s.position, s.first_year, s.last_year",
    "a run of years in which the organization of a column existed, as most cells say",
    _PLACE,
    *_SERIES_YEARS,
)
OBSERVED_CELL = _observed(
    "observed_cell",
    "s.position, s.code, s.year, s.value",
    "a cell that says something else than memberships and lives do",
    _PLACE,
    _CODE,
    column("year"),
    column("value", "what the cell says"),
)
# Only in exports of data sets that came as such files.
OBSERVED = ("observed_series", "observed_column", "observed_life", "observed_cell")

# In the order in which one would read them; what refers comes after what it refers to as far as
# the references of the model allow (facts come late because every table refers to them).
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        ORGANIZATIONS,
        STATES,
        PEOPLE,
        NATIONALITIES,
        NAMES,
        CODES,
        PURPOSES,
        ORGANIZATION_LINKS,
        STATE_LINKS,
        ROSTERS,
        MEMBERSHIPS,
        SUSPENSIONS,
        EXITS,
        CHARTERS,
        PARTIES,
        POSTS,
        OFFICIALS,
        OFFICES,
        LANGUAGES,
        EVENTS,
        EVENT_PARTICIPANTS,
        EVENT_TOPICS,
        EVENT_OUTCOMES,
        CITATIONS,
        FACTS,
        SOURCE_TABLE,
        DATASETS,
        RELEASES,
        OBSERVED_SERIES,
        OBSERVED_COLUMN,
        OBSERVED_LIFE,
        OBSERVED_CELL,
    )
}
