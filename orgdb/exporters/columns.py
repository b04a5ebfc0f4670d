"""What a column is, and the glossary: the meaning of every column name, written once.

The same word means the same in every table, view, command and option; a table says something of its
own about a column only where it has to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from orgdb import vocabulary as words

EDTF = "Extended Date/Time Format, ISO 8601-2:2019 (EDTF), level 1 and sets"
EDTF_PATTERN = r"(\d{4}(-\d{2}(-\d{2})?)?|\[[0-9.\-]+\])"
END_PATTERN = rf"({EDTF_PATTERN}|\.\.)"
MODEL = "docs/data-model.md"


class Kind(StrEnum):
    """What sort of value a column holds; every format chooses its own type for each."""

    TEXT = "text"
    KEY = "key"  # identifies a row, or refers to one
    CODE = "code"  # digits are text: leading zeros count
    WORD = "word"  # one of `words`
    DATE = "date"  # EDTF text, as precise as it is known
    DAY = "day"  # a full ISO date; 0001-01-01 and 9999-12-31 stand for no limit
    YEAR = "year"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    URL = "url"
    LIST = "list"  # of texts; joined by `;` where a cell is text


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called, what it holds, and what that means.

    `nullable`: it may be without a value (empty in CSV, null elsewhere); a text column that is not
    nullable is '' where there is nothing. `refers` names the table and column of a foreign key;
    `refers_to` the tables that hold the key where several can (the column `by` says which).
    `rule` is the source of an outside rule. `sql` is how a query gets it, where not by its name.
    """

    name: str
    kind: Kind
    meaning: str
    nullable: bool = False
    words: tuple[str, ...] = ()
    refers: tuple[str, str] | None = None
    refers_to: tuple[tuple[str, str], ...] = ()
    by: str = ""
    rule: str = ""
    sql: str = ""


def _vocabulary(chosen: type[StrEnum]) -> tuple[str, ...]:
    return tuple(word.value for word in chosen)


def _text(name: str, meaning: str, nullable: bool = True) -> Column:
    return Column(name, Kind.TEXT, meaning, nullable)


def _word(
    name: str, chosen: type[StrEnum] | str, meaning: str, nullable: bool = False, rule: str = ""
) -> Column:
    listed = tuple(chosen.split()) if isinstance(chosen, str) else _vocabulary(chosen)
    return Column(name, Kind.WORD, meaning, nullable, listed, rule=rule)


def _key(name: str, refers: tuple[str, str] | None, meaning: str, nullable: bool = False) -> Column:
    return Column(name, Kind.KEY, meaning, nullable, refers=refers)


def _date(name: str, meaning: str, nullable: bool = True) -> Column:
    return Column(name, Kind.DATE, meaning, nullable, rule=EDTF)


def _bounds(name: str, what: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_earliest", Kind.DAY, f"first day that {what} can mean"),
        Column(f"{name}_latest", Kind.DAY, f"last day that {what} can mean"),
    )


def _code(name: str, meaning: str, rule: str) -> Column:
    return Column(name, Kind.CODE, meaning, True, rule=rule)


ORG = ("organizations", "org")
STATE = ("states", "state")
EITHER = (ORG, STATE)

_GLOSSARY = (
    # Keys and what they refer to
    _key("org", ORG, "key of the organization"),
    _key("state", STATE, "key of the state or territory: ISO 3166-1 alpha-3 where there is one"),
    _key("person", ("people", "person"), "key of the person"),
    _key("treaty", ("charters", "treaty"), "key of the treaty"),
    _key("event", ("events", "event"), "key of the event"),
    _key("post_key", ("posts", "post_key"), "key of the post"),
    _key("source", ("sources", "source"), "key of the document"),
    _key("dataset", ("datasets", "dataset"), "key of the data set that says so"),
    _key("fact", ("facts", "fact"), "content key of the fact; `orgdb why KEY` tells its sources"),
    _key("membership", ("memberships", "fact"), "content key of the membership"),
    _key("parent", ORG, "organization that this one is a part of", True),
    _key("sovereign", STATE, "state that answers for this territory", True),
    _key("from_org", ORG, "the earlier organization"),
    _key("to_org", ORG, "the later organization"),
    _key("from_state", STATE, "the earlier state"),
    _key("to_state", STATE, "the later state"),
    _key("amends", ("charters", "treaty"), "treaty that this one amends", True),
    _key("hq_state", STATE, "state of the headquarters", True),
    _key("signed_state", STATE, "state in which the treaty was signed", True),
    Column("member", Kind.KEY, "key of the member", refers_to=EITHER, by="member_kind"),
    Column("party", Kind.KEY, "key of the party", refers_to=EITHER, by="party_kind"),
    Column("body", Kind.KEY, "key of whose post it is", refers_to=EITHER, by="body_kind"),
    Column("state1", Kind.KEY, "key of the first state", refers=STATE),
    Column("state2", Kind.KEY, "key of the second state", refers=STATE),
    # Names
    _text("name", "name in English, else in another language"),
    _text("org_name", "name of the organization in English"),
    _text("member_name", "name of the member in English"),
    _text("party_name", "name of the party in English"),
    _text("person_name", "name of the person"),
    _text("title", "title", nullable=False),
    # Codes
    _code("iso2", "ISO 3166-1 alpha-2 code; `NA` is Namibia, not a missing value", "ISO 3166-1"),
    _code("iso3", "ISO 3166-1 alpha-3 code (of a former state, that of ISO 3166-3)", "ISO 3166"),
    _code("m49", "ISO 3166-1 numeric code, three digits, as in the UN's M49", "ISO 3166-1; M49"),
    _code("cow", "country code of the Correlates of War", "COW State System Membership, v2016"),
    _code("gw", "country code of Gleditsch and Ward", "Gleditsch and Ward 1999"),
    _code(
        "cow1", "Correlates of War code of the first state", "COW State System Membership, v2016"
    ),
    _code("cow2", "Correlates of War code of the second state", "COW State System Membership"),
    # Words
    _word("member_kind", "state organization", "what the member is"),
    _word("party_kind", "state organization", "what the party is"),
    _word("body_kind", "state organization", "whose post it is"),
    _word(
        "status",
        words.Status,
        "kind of membership; `unspecified` counts as full, `unknown` is a"
        " data set saying that it does not know",
        rule=MODEL,
    ),
    _word(
        "certainty",
        words.Certainty,
        "whether every reading of the dates makes it true on the date asked about, or only some do",
    ),
    _word(
        "start_basis",
        words.StartBasis,
        "ground on which the organization's register counts the membership from its first day",
        True,
    ),
    _word("joined_by", words.JoinedBy, "how the membership began", True),
    _word("end_reason", words.EndReason, "how the membership ended", True),
    _word("scope", words.Scope, "what the suspension takes away"),
    _word(
        "consent",
        words.Consent,
        "act of consent to be bound",
        True,
        "Vienna Convention on the Law of Treaties, articles 11 to 16",
    ),
    _word("stance", words.Stance, "whether the source supports the value or disputes it"),
    _word("quality", words.SourceQuality, "how close the source is to the act it tells of", True),
    _text("status_word", "the organization's own word for the status"),
    # Dates
    _date("start", "first day, as precise as it is known; empty where nothing is known", False),
    _date(
        "end",
        "last day (included); `..` is still open at the last check, empty is an unknown day",
        False,
    ),
    *_bounds("start", "`start`"),
    *_bounds("end", "`end`"),
    _date("founded", "day on which the organization came into being"),
    *_bounds("founded", "`founded`"),
    _date("dissolved", "last day of the organization"),
    *_bounds("dissolved", "`dissolved`"),
    _date("signed", "day of signature"),
    *_bounds("signed", "`signed`"),
    _date("adopted", "day on which the text was adopted"),
    _date("in_force", "day of entry into force"),
    *_bounds("in_force", "`in_force`"),
    _date("consented", "date of the instrument of consent"),
    _date("deposited", "day on which the instrument was deposited"),
    *_bounds("deposited", "`deposited`"),
    _date("denounced", "day of the notice of denunciation"),
    _date("denounced_effect", "first day on which the denunciation has effect"),
    *_bounds("denounced_effect", "`denounced_effect`"),
    _date("notice", "day on which notice of leaving was given"),
    _date("effective", "first day of not being a member"),
    *_bounds("effective", "`effective`"),
    _date("announced", "day on which the exit was announced"),
    *_bounds("announced", "`announced`"),
    _date("notified", "day on which the depositary was notified"),
    *_bounds("notified", "`notified`"),
    _date("reversed", "day on which the exit was taken back"),
    *_bounds("reversed", "`reversed`"),
    _date("born", "day of birth"),
    _date("died", "day of death"),
    _date("date", "day on which it happened"),
    *_bounds("date", "`date`"),
    _date("known_from", "first day that the membership list covers", False),
    _date(
        "known_through", "last day that the membership list covers: when it was last checked", False
    ),
    Column("year", Kind.YEAR, "calendar year"),
    # Numbers and truths
    Column("position", Kind.INTEGER, "place in order, from 0"),
    Column("number", Kind.INTEGER, "number of a regular session", True),
    Column("acting", Kind.BOOLEAN, "holds the post for the time being only"),
    Column("vacant", Kind.BOOLEAN, "a source says that nobody held the post"),
    Column("disputed", Kind.BOOLEAN, "a source disputes something that this row says"),
    Column("complete", Kind.BOOLEAN, "every member is listed: who is not is not a member"),
    Column("complete_others", Kind.BOOLEAN, "also every observer, associate and partner is listed"),
    Column(
        "preferred",
        Kind.BOOLEAN,
        "of the exported data sets, the one that answers for this"
        " organization; count with it, or members count once for each data set",
    ),
    # Lists and texts
    Column(
        "sources",
        Kind.LIST,
        "keys of the documents that speak of this row, in its order",
        refers_to=(("sources", "source"),),
    ),
    Column("website", Kind.URL, "address of its website", True),
    Column("url", Kind.URL, "address where it was read"),
    _text("city", "city"),
    _text("place", "city in which it took place"),
    _text("address", "street address"),
    _text("signed_city", "city in which the treaty was signed"),
    _text("depositary", "who keeps the instruments"),
    _text("registration", "registration, mostly in the United Nations Treaty Series"),
    _text("life_exception", "why the membership lies outside the life of one of the parties"),
    _text("licence", "terms of use"),
    _text("locator", "place in the source: article, paragraph, page, row", nullable=False),
    _text("about", "column of the row that the citation is about", nullable=False),
    _text("stated", "what the source itself says, where that is something else", nullable=False),
    _text("version", "version", nullable=False),
)
GLOSSARY = {column.name: column for column in _GLOSSARY}


def column(name: str, meaning: str = "", **changes: object) -> Column:
    """A column of the glossary, with what is its own in one table."""
    known = GLOSSARY.get(name) or Column(name, Kind.TEXT, meaning)
    if meaning:
        changes["meaning"] = meaning
    return replace(known, **changes)  # type: ignore[arg-type]


def columns(names: str) -> tuple[Column, ...]:
    """Columns of the glossary as they are, by their names."""
    return tuple(GLOSSARY[name] for name in names.split())
