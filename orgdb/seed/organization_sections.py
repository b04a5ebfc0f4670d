"""What a row of each section of an organization's file may hold.

Its fields, words, references and citations: this is the seed format itself, as data. The reader,
the checks, the formatter and the format's documentation all follow it; `seed/README.md` says the
same for people, and `orgdb.seed.sections` has the other files.
"""

from __future__ import annotations

from orgdb import vocabulary as words
from orgdb.seed.fields import (
    CODE_FIELDS,
    LANG,
    PERIOD,
    PERIOD_REQUIRED,
    Field,
    FieldKind,
    Section,
    date,
    key,
    reference,
    word,
)

ORGANIZATION = Section(
    "organization",
    (
        key(),
        word("kind", words.OrganizationKind, required=True),
        reference("parent", "organization", covered_by="kind"),
        date("founded"),
        date("dissolved"),
        Field("website"),
    ),
    ("kind",),
)
NAMES = Section(
    "names",
    (
        Field("name", required=True),
        LANG,
        word("kind", words.NameKind, about="", required=True),
        PERIOD,
    ),
    ("name",),
)
CODES = Section("codes", (reference("org", "organization", about=""), *CODE_FIELDS), ("code",))
PURPOSES = Section("purposes", (Field("purpose", required=True),), ("purpose",))
LINKS = Section(
    "links",
    (
        reference("from", "organization", about="", required=True),
        reference("to", "organization", about="", required=True),
        word("kind", words.OrganizationLinkKind, required=True),
        date("date"),
    ),
    ("kind",),
)
ORGANS = Section(
    "organs",
    (
        key(),
        Field("name", required=True),
        LANG,
        Field("acronym", covered_by="name"),
        word("kind", words.OrganizationKind, required=True, covered_by="name"),
        date("founded"),
        date("dissolved"),
        Field("website", covered_by="name"),
    ),
    ("name",),
)
ORGAN_NAMES = Section(
    "organ_names",
    (reference("org", "organization", about="", required=True), *NAMES.fields),
    ("name",),
)
TREATIES = Section(
    "treaties",
    (
        key(),
        Field("title", required=True),
        word("kind", words.TreatyKind, required=True, covered_by="title"),
        date("adopted"),
        date("signed"),
        Field("signed_city"),
        reference("signed_state", "state", covered_by="signed_city"),
        date("in_force"),
        reference("amends", "treaty"),
        Field("depositary"),
        Field("registration"),
    ),
    ("title",),
)
PARTIES = Section(
    "parties",
    (
        reference("treaty", "treaty", about="", required=True),
        reference("party", "member", required=True, covered_by="signed consented deposited"),
        date("signed"),
        word("consent", words.Consent, covered_by="consented deposited"),
        date("consented"),
        date("deposited"),
        date("in_force"),
        date("denounced"),
        date("denounced_effect"),
    ),
    ("party",),
)
COVERAGE = Section(
    "members",
    (
        Field("known_from", FieldKind.DAY, about="", required=True),
        Field("known_through", FieldKind.DAY, required=True),
        Field("complete", FieldKind.FLAG, required=True),
        Field("complete_others", FieldKind.FLAG, about=""),
    ),
    ("known_through", "complete"),
)
MEMBERS = Section(
    "rows",
    (
        reference("member", "member", required=True),
        word("status", words.Status, required=True),
        Field("status_word", covered_by="status"),
        PERIOD_REQUIRED,
        word("start_basis", words.StartBasis, covered_by="start"),
        word("joined_by", words.JoinedBy, covered_by="start"),
        date("notice"),
        date("effective"),
        word("end_reason", words.EndReason, covered_by="end effective"),
        Field("life_exception"),
    ),
    ("member", "status"),
)
# The citation of a roster holds for its coverage and, where a row has none of its own, for who is
# in it and as what; for nothing else.
_OF_ROSTER = (*COVERAGE.main, *MEMBERS.main)
ROSTER = Section(
    "members",
    tuple(f for f in (*COVERAGE.fields, *MEMBERS.fields) if f.name in _OF_ROSTER),
    _OF_ROSTER,
)
SUSPENSIONS = Section(
    "suspensions",
    (
        reference("member", "member", required=True, covered_by="scope start"),
        PERIOD_REQUIRED,
        word("scope", words.Scope, required=True, covered_by="start"),
        Field("instrument", covered_by="start"),
        Field("lifted_by", covered_by="end"),
    ),
    ("scope",),
)
EXITS = Section(
    "exits",
    (
        reference("member", "member", required=True, covered_by="announced notified"),
        date("announced"),
        date("notified"),
        date("effective"),
        Field("clause"),
        date("reversed"),
        Field("remark", covered_by="announced notified"),
    ),
    ("announced",),
)
POSTS = Section("posts", (key(), Field("title", required=True), LANG), ("title",))
TENURES = Section(
    "tenures",
    (
        reference("post", "post", required=True, covered_by="person vacant"),
        reference("person", "person"),
        Field("vacant", FieldKind.FLAG),
        PERIOD_REQUIRED,
        Field("acting", FieldKind.FLAG, covered_by="person"),
    ),
    ("person",),
)
OFFICES = Section(
    "offices",
    (
        reference("org", "organization", about=""),
        word("kind", words.OfficeKind, required=True, covered_by="city state"),
        Field("city", covered_by="state"),
        reference("state", "state", required=True, covered_by="city"),
        Field("address"),
        PERIOD_REQUIRED,
    ),
    ("city",),
)
LANGUAGES = Section(
    "languages",
    (
        reference("language", "language", required=True),
        word("status", words.LanguageStatus, required=True, covered_by="language"),
        PERIOD_REQUIRED,
    ),
    ("language",),
)
EVENTS = Section(
    "events",
    (
        key(),
        word("kind", words.EventKind, required=True, covered_by="title"),
        Field("title", required=True),
        PERIOD_REQUIRED,
        Field("city"),
        reference("state", "state", covered_by="city"),
        Field("number", FieldKind.NUMBER, covered_by="title"),
        Field("participants", FieldKind.LIST, refers="participant", covered_by="title"),
        Field("topics", FieldKind.LIST),
        Field("outcomes", FieldKind.LIST),
    ),
    ("title",),
)
# What fields were called before they had the words of the columns.
FORMER_NAMES = {
    "word": "status_word",
    "basis": "start_basis",
    "joined": "joined_by",
    "ended": "end_reason",
    "city": "signed_city",
    "state": "signed_state",
    "of": "org",
}

ORGANIZATION_SECTIONS = (
    NAMES,
    CODES,
    PURPOSES,
    LINKS,
    ORGANS,
    ORGAN_NAMES,
    TREATIES,
    PARTIES,
    MEMBERS,
    SUSPENSIONS,
    EXITS,
    POSTS,
    TENURES,
    OFFICES,
    LANGUAGES,
    EVENTS,
)
