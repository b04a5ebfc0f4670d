"""The tables of `orgdb report`, described as the exported ones are (`report --describe`).

The columns are those of the row types of each question, in their order; the test compares.
"""

from __future__ import annotations

from orgdb.exporters.activity_tables import CHARTERS, EVENTS, LANGUAGES, OFFICES, OFFICIALS, PARTIES
from orgdb.exporters.columns import Column, Kind, column, columns
from orgdb.exporters.entity_tables import ORGANIZATIONS, STATES
from orgdb.exporters.provenance_tables import CITATIONS, SOURCE_TABLE
from orgdb.exporters.table import Table

PANEL_RULE = "docs/coding-rules.md, Panel"
CODING = "docs/coding-rules.md"


def _report(
    name: str, title: str, meaning: str, key: str, listed: tuple[Column, ...], rule: str = ""
) -> Table:
    keys = tuple(key.split())
    return Table(name, title, meaning, listed, keys, keys, rule=rule or CODING)


def _of(table: Table, names: str) -> tuple[Column, ...]:
    """Columns of an exported table, or else of the glossary, with the SQL left out."""
    return tuple(
        table.column(name) if name in table.names else column(name) for name in names.split()
    )


def _list(name: str, meaning: str) -> Column:
    return Column(name, Kind.LIST, meaning)


_SUSPENDED = Column(
    "suspended",
    Kind.WORD,
    "whether it was suspended from participation on the date, or in the year: `part` of it",
    words=("yes", "no", "unknown", "part"),
)
_YEARS = "calendar year; a member of the year is one on at least one day of it, or on `--at`"

REPORTS: dict[str, Table] = {
    table.name: table
    for table in (
        _report(
            "organizations",
            "All organizations and organs",
            ORGANIZATIONS.meaning,
            "org",
            (
                *_of(ORGANIZATIONS, "org name kind founded dissolved"),
                Column(
                    "members",
                    Kind.INTEGER,
                    "certain full members on the date, else on `known_through`; empty without a"
                    " membership list",
                    True,
                ),
                column("known_through", nullable=True),
                column("hq_city", "city of the headquarters", nullable=True),
                *columns("hq_state"),
                _list("official_languages", "ISO 639-1 codes of the official languages"),
                column("charter", "key of the founding treaty", kind=Kind.KEY, nullable=True),
                column("charter_signed", "day of its signature", kind=Kind.DATE, nullable=True),
                column(
                    "charter_in_force", "day of its entry into force", kind=Kind.DATE, nullable=True
                ),
                *columns("parent"),
            ),
        ),
        _report(
            "members",
            "Every membership",
            "one period of one member in one membership list",
            "fact",
            (
                *columns("org org_name member member_name member_kind iso3 m49 cow"),
                *columns("status status_word start end certainty"),
                column("disputed", "a source gives another value that would change this answer"),
                _SUSPENDED,
                _list("suspensions", "periods of suspension; with the scope where not all rights"),
                *columns("joined_by start_basis end_reason notice effective"),
                *columns("start_earliest start_latest end_earliest end_latest dataset"),
                *columns("sources fact"),
            ),
        ),
        _report(
            "states",
            "All states and territories",
            STATES.meaning,
            "state",
            _of(STATES, "state name iso2 iso3 m49 cow start end kind sovereign fact"),
        ),
        _report(
            "officials",
            "Every tenure",
            OFFICIALS.meaning,
            "fact",
            (
                *_of(OFFICIALS, "body body_kind post person person_name"),
                _list("nationality", "keys of the states whose national the person is"),
                *_of(OFFICIALS, "start end acting sources fact certainty vacant"),
            ),
        ),
        _report(
            "offices",
            "Seats and offices",
            OFFICES.meaning,
            "fact",
            _of(OFFICES, "org kind city state start end sources fact address certainty"),
        ),
        _report(
            "charters",
            "Treaties",
            CHARTERS.meaning,
            "treaty",
            _of(
                CHARTERS,
                "org treaty title kind signed signed_city signed_state in_force amends depositary"
                " registration sources fact adopted",
            ),
        ),
        _report(
            "parties",
            "What each party did",
            PARTIES.meaning,
            "fact",
            _of(
                PARTIES,
                "treaty party signed consent consented deposited in_force denounced"
                " denounced_effect sources fact party_name",
            ),
        ),
        _report(
            "languages",
            "Official and working languages",
            LANGUAGES.meaning,
            "fact",
            _of(LANGUAGES, "org language language_name status start end sources fact certainty"),
        ),
        _report(
            "events",
            "Visits, sessions, signings",
            EVENTS.meaning,
            "event",
            (
                *_of(EVENTS, "event kind title start end place state"),
                _list("participants", "keys of who took part"),
                _list("topics", "what it was about"),
                _list("outcomes", "what came of it"),
                *_of(EVENTS, "sources fact org number disputed"),
            ),
        ),
        _report(
            "sources",
            "The documents consulted",
            SOURCE_TABLE.meaning,
            "source",
            _of(
                SOURCE_TABLE,
                "source title publisher author date url original kind licence lang quality",
            ),
        ),
        _report(
            "citations",
            "Every citation",
            CITATIONS.meaning,
            "fact about source locator stance",
            (
                *_of(CITATIONS, "fact"),
                column("fact_kind", "table of the database that holds the fact"),
                *_of(CITATIONS, "about source locator stance stated url"),
            ),
        ),
        _report(
            "panel",
            "Members year by year",
            "one member of one organization in one year",
            "org member year",
            (
                *columns("org member iso3 cow"),
                column("year", _YEARS),
                *columns("status"),
                _SUSPENDED,
                *columns("certainty dataset"),
            ),
            PANEL_RULE,
        ),
        _report(
            "dyads",
            "Joint memberships of two states, year by year",
            "one pair of states in one year",
            "state1 state2 year",
            (
                *columns("state1 state2 year"),
                Column(
                    "shared",
                    Kind.INTEGER,
                    "organizations of which both were surely full members in the year",
                ),
                Column(
                    "shared_max",
                    Kind.INTEGER,
                    "the same, counting memberships that are possible or unknown",
                ),
                *columns("cow1 cow2 dataset"),
            ),
            "docs/coding-rules.md, Dyads",
        ),
        _report(
            "spells",
            "Spells for event-history analysis",
            "one period of membership, with what is known of its two ends",
            "fact",
            (
                *columns("org member iso3 cow status start end"),
                *columns("start_earliest start_latest end_earliest end_latest"),
                Column("ended", Kind.BOOLEAN, "the event: the membership has ended"),
                Column(
                    "left_censored", Kind.BOOLEAN, "it had begun by then, nobody says since when"
                ),
                Column(
                    "interval_censored",
                    Kind.BOOLEAN,
                    "its start or its end is known to lie between two days only",
                ),
                Column(
                    "right_censored",
                    Kind.BOOLEAN,
                    "it had not ended when last checked, or nobody says when it did",
                ),
                *columns("joined_by start_basis end_reason dataset fact"),
            ),
            "docs/coding-rules.md, Spells",
        ),
    )
}

# What a row of a panel to order has besides (`--states`, `--balanced`, `--id`).
ORDERED = (
    *columns("gw"),
    Column(
        "is_member",
        Kind.WORD,
        "1 a full member or one of no stated kind, 0 surely not; empty: not known",
        True,
        ("1", "0"),
    ),
    Column("reason", Kind.TEXT, "why a cell is none or unknown", True),
)
