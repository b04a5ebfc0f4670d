"""Organizations, states and people: themselves, their names, codes and links."""

from __future__ import annotations

from orgdb import vocabulary as words
from orgdb.exporters.columns import EITHER, Column, Kind, column, columns
from orgdb.exporters.table import (
    FACT,
    OWN_FACT,
    PERIOD,
    REFERRED,
    SOURCES,
    THIS,
    Table,
    kind_column,
    own_key,
)

ORGANIZATIONS = Table(
    "organizations",
    "Organizations",
    "an intergovernmental organization, an organ of one, or a predecessor of one",
    (
        own_key("org", "key of the organization"),
        column("name", "official name in English, else in another language", nullable=True),
        kind_column(words.OrganizationKind, "what sort of body it is"),
        *columns("parent founded founded_earliest founded_latest"),
        *columns("dissolved dissolved_earliest dissolved_latest website"),
        *columns("fact dataset"),
        *SOURCES,
    ),
    ("org",),
    ("org",),
    about=THIS,
    life=("founded_earliest", "dissolved_latest"),
)
STATES = Table(
    "states",
    "States and territories",
    "a sovereign state, past ones too, a territory, or another entity that organizations admit",
    (
        own_key(
            "state", "key: ISO 3166-1 alpha-3 where there is one, else the former one or an own"
        ),
        column("name", "short name in English, else in another language", nullable=True),
        kind_column(words.StateKind, "a state in its own right, a territory, or another entity"),
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
        own_key("person", "key of the person"),
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
        *OWN_FACT,
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
        *OWN_FACT,
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
        *OWN_FACT,
        *SOURCES,
    ),
    ("fact",),
    ("org", "position", "fact"),
    about=THIS,
    life=None,
)
ORGANIZATION_LINKS = Table(
    "organization_links",
    "Links of organizations",
    "how one organization came from another, and when",
    (
        *columns("from_org to_org"),
        kind_column(words.OrganizationLinkKind, "how the later one came from the earlier one"),
        *columns("date date_earliest date_latest"),
        *OWN_FACT,
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
        kind_column(words.StateLinkKind, "how, in the terms of the law of state succession"),
        *columns("date date_earliest date_latest"),
        *OWN_FACT,
        *SOURCES,
    ),
    ("fact",),
    ("from_state", "to_state", "date_earliest", "fact"),
    about=REFERRED,
    life=("date_earliest", ""),
    rule="Vienna Convention on Succession of States in respect of Treaties, 1978",
)
