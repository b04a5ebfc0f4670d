"""What a row of each section of a seed file may hold: fields, words, references, citations.

This is the seed format itself, as data: the reader, the checks, the formatter and the format's
documentation all follow it. `seed/README.md` says the same for people.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from orgdb import vocabulary as words
from orgdb.seed.fields import Field, FieldKind, Section


def _key(name: str = "key", refers: str = "") -> Field:
    return Field(name, FieldKind.KEY, about="", required=True, refers=refers)


def _word(name: str, of: type[StrEnum], **more: Any) -> Field:
    return Field(name, FieldKind.TEXT, words=of, **more)


def _reference(name: str, refers: str, **more: Any) -> Field:
    return Field(name, FieldKind.REFERENCE, refers=refers, **more)


def _date(name: str, **more: Any) -> Field:
    return Field(name, FieldKind.DATE, **more)


_PERIOD = Field("period", FieldKind.PERIOD)
_PERIOD_REQUIRED = Field("period", FieldKind.PERIOD, required=True)
_LANG = Field("lang", about="", required=True)
_CODES = (Field("scheme", about="", required=True), Field("code", required=True), _PERIOD)

ORGANIZATION = Section(
    "organization",
    (
        _key(),
        _word("kind", words.OrganizationKind, required=True),
        _reference("parent", "organization", covered_by="kind"),
        _date("founded"),
        _date("dissolved"),
        Field("website"),
    ),
    ("kind",),
)
NAMES = Section(
    "names",
    (
        Field("name", required=True),
        _LANG,
        _word("kind", words.NameKind, about="", required=True),
        _PERIOD,
    ),
    ("name",),
)
CODES = Section("codes", (_reference("of", "organization", about=""), *_CODES), ("code",))
PURPOSES = Section("purposes", (Field("purpose", required=True),), ("purpose",))
LINKS = Section(
    "links",
    (
        _reference("from", "organization", about="", required=True),
        _reference("to", "organization", about="", required=True),
        _word("kind", words.OrganizationLinkKind, required=True),
        _date("date"),
    ),
    ("kind",),
)
ORGANS = Section(
    "organs",
    (
        _key(),
        Field("name", required=True),
        _LANG,
        Field("acronym", covered_by="name"),
        _word("kind", words.OrganizationKind, required=True, covered_by="name"),
        _date("founded"),
        _date("dissolved"),
        Field("website", covered_by="name"),
    ),
    ("name",),
)
ORGAN_NAMES = Section(
    "organ_names",
    (_reference("of", "organization", about="", required=True), *NAMES.fields),
    ("name",),
)
TREATIES = Section(
    "treaties",
    (
        _key(),
        Field("title", required=True),
        _word("kind", words.TreatyKind, required=True, covered_by="title"),
        _date("adopted"),
        _date("signed"),
        Field("city", about="signed_city"),
        _reference("state", "state", about="signed_state", covered_by="signed_city"),
        _date("in_force"),
        _reference("amends", "treaty"),
        Field("depositary"),
        Field("registration"),
    ),
    ("title",),
)
PARTIES = Section(
    "parties",
    (
        _reference("treaty", "treaty", about="", required=True),
        _reference("party", "member", required=True, covered_by="signed consented deposited"),
        _date("signed"),
        _word("consent", words.Consent, covered_by="consented deposited"),
        _date("consented"),
        _date("deposited"),
        _date("in_force"),
        _date("denounced"),
        _date("denounced_effect"),
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
        _reference("member", "member", required=True),
        _word("status", words.Status, required=True),
        Field("word", about="status_word", covered_by="status"),
        _PERIOD_REQUIRED,
        _word("basis", words.StartBasis, about="start_basis", covered_by="start"),
        _word("joined", words.JoinedBy, about="joined_by", covered_by="start"),
        _date("notice"),
        _date("effective"),
        _word("ended", words.EndReason, about="end_reason", covered_by="end effective"),
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
        _reference("member", "member", required=True, covered_by="scope start"),
        _PERIOD_REQUIRED,
        _word("scope", words.Scope, required=True, covered_by="start"),
        Field("instrument", covered_by="start"),
        Field("lifted_by", covered_by="end"),
    ),
    ("scope",),
)
EXITS = Section(
    "exits",
    (
        _reference("member", "member", required=True, covered_by="announced notified"),
        _date("announced"),
        _date("notified"),
        _date("effective"),
        Field("clause"),
        _date("reversed"),
        Field("remark", covered_by="announced notified"),
    ),
    ("announced",),
)
POSTS = Section("posts", (_key(), Field("title", required=True), _LANG), ("title",))
TENURES = Section(
    "tenures",
    (
        _reference("post", "post", required=True, covered_by="person vacant"),
        _reference("person", "person"),
        Field("vacant", FieldKind.FLAG),
        _PERIOD_REQUIRED,
        Field("acting", FieldKind.FLAG, covered_by="person"),
    ),
    ("person",),
)
OFFICES = Section(
    "offices",
    (
        _reference("of", "organization", about=""),
        _word("kind", words.OfficeKind, required=True, covered_by="city state"),
        Field("city", covered_by="state"),
        _reference("state", "state", required=True, covered_by="city"),
        Field("address"),
        _PERIOD_REQUIRED,
    ),
    ("city",),
)
LANGUAGES = Section(
    "languages",
    (
        _reference("language", "language", required=True),
        _word("status", words.LanguageStatus, required=True, covered_by="language"),
        _PERIOD_REQUIRED,
    ),
    ("language",),
)
EVENTS = Section(
    "events",
    (
        _key(),
        _word("kind", words.EventKind, required=True, covered_by="title"),
        Field("title", required=True),
        _PERIOD_REQUIRED,
        Field("city"),
        _reference("state", "state", covered_by="city"),
        Field("number", FieldKind.NUMBER, covered_by="title"),
        Field("participants", FieldKind.LIST, refers="participant", covered_by="title"),
        Field("topics", FieldKind.LIST),
        Field("outcomes", FieldKind.LIST),
    ),
    ("title",),
)
STATE = Section(
    "state",
    (
        _key(),
        _word("kind", words.StateKind, required=True, covered_by="start"),
        _PERIOD_REQUIRED,
        _reference("sovereign", "state", covered_by="kind"),
    ),
    ("kind",),
)
STATE_CODES = Section(
    "codes",
    (_word("scheme", words.StateCodeScheme, about="", required=True), *_CODES[1:]),
    ("code",),
)
STATE_LINKS = Section(
    "links",
    (
        _reference("from", "state", about="", required=True),
        _reference("to", "state", about="", required=True),
        _word("kind", words.StateLinkKind, required=True),
        _date("date"),
    ),
    ("kind",),
)
PEOPLE = Section(
    "people",
    (
        _key(),
        Field("name", required=True),
        Field("aka", FieldKind.LIST, covered_by="name"),
        Field("nationality", FieldKind.LIST, refers="state"),
        _date("born"),
        _date("died"),
        Field("wikidata"),
    ),
    ("name",),
)
SOURCES = Section(
    "sources",
    (
        _key(),
        Field("title", about="", required=True),
        Field("publisher", about="", required=True),
        Field("author", about=""),
        _date("date", about=""),
        Field("url", about="", required=True),
        Field("original", about=""),
        _word("kind", words.SourceKind, about="", required=True),
        Field("licence", about=""),
        Field("lang", about=""),
        _word("quality", words.SourceQuality, about=""),
    ),
    (),
)
GOVERNMENT = Section("government", (_key("state", refers="state"),), ())

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
GOVERNMENT_SECTIONS = (POSTS, TENURES)
