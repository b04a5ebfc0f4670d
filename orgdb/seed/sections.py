"""What a row of the other seed files may hold: states, people, sources, governments."""

from __future__ import annotations

from orgdb import vocabulary as words
from orgdb.seed.fields import (
    CODE_FIELDS,
    PERIOD_REQUIRED,
    Field,
    FieldKind,
    Section,
    date,
    key,
    reference,
    word,
)
from orgdb.seed.organization_sections import POSTS, TENURES

STATE = Section(
    "state",
    (
        key(),
        word("kind", words.StateKind, required=True, covered_by="start"),
        PERIOD_REQUIRED,
        reference("sovereign", "state", covered_by="kind"),
    ),
    ("kind",),
)
STATE_CODES = Section(
    "codes",
    (word("scheme", words.StateCodeScheme, about="", required=True), *CODE_FIELDS[1:]),
    ("code",),
)
STATE_LINKS = Section(
    "links",
    (
        reference("from", "state", about="", required=True),
        reference("to", "state", about="", required=True),
        word("kind", words.StateLinkKind, required=True),
        date("date"),
    ),
    ("kind",),
)
PEOPLE = Section(
    "people",
    (
        key(),
        Field("name", required=True),
        Field("aka", FieldKind.LIST, covered_by="name"),
        Field("nationality", FieldKind.LIST, refers="state"),
        date("born"),
        date("died"),
        Field("wikidata"),
    ),
    ("name",),
)
SOURCES = Section(
    "sources",
    (
        key(),
        Field("title", about="", required=True),
        Field("publisher", about="", required=True),
        Field("author", about=""),
        date("date", about=""),
        Field("url", about="", required=True),
        Field("original", about=""),
        word("kind", words.SourceKind, about="", required=True),
        Field("licence", about=""),
        Field("lang", about=""),
        word("quality", words.SourceQuality, about=""),
    ),
    (),
)
GOVERNMENT = Section("government", (key("state", refers="state"),), ())

GOVERNMENT_SECTIONS = (POSTS, TENURES)
