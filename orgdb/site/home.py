"""The first page: search, what is new, how much there is."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from markupsafe import Markup

from orgdb.site.contents import ORGANIZATION, Contents
from orgdb.site.organization import exit_row
from orgdb.site.page import Page, Writer, sentence_of
from orgdb.site.words import date_in_words, first_day, is_day
from orgdb.vocabulary import COUNTED_AS_MEMBERS, LEAVING, JoinedBy

RECENT = 12


MOST_NAMED = 3
MOST_EXITS = 6


WELL_KNOWN = (
    "UN UNESCO WHO WTO IMF EU NATO CoE OSCE AU ECOWAS LAS OIC ASEAN OAS MERCOSUR CW LON".split()
)


HOW = {
    "in depth": "complete list of members, founding treaty, heads",
    "members": "complete list of members",
    "partial": "a list that leaves members or years out",
    "registered": "name, dates and codes",
}


def home(contents: Contents) -> Page:
    """Search, what is new, how much there is."""
    writer = Writer(contents, root="")
    of_coverage: dict[str, int] = defaultdict(int)
    for row in contents.coverage.values():
        of_coverage[row.coverage] += 1
    spells = sum(len(rows) for rows in contents.members.values())
    view = {
        "stats": [
            (len(contents.coverage), "organizations", "organizations.html"),
            (len(contents.states), "states and territories", "states.html"),
            (spells, "memberships", "coverage.html"),
            (len(contents.people), "people", "people.html"),
            (len(contents.numbers), "dated facts", "coverage.html"),
            (len(contents.sources), "sources", "sources.html"),
        ],
        "changes": _changes(writer),
        "exits": [exit_row(writer, row) for row in _exits(contents)],
        "coverage": [(how, of_coverage[how], HOW[how]) for how in HOW if of_coverage[how]],
        "known": [
            (writer.href(ORGANIZATION, key), key, contents.label(ORGANIZATION, key))
            for key in WELL_KNOWN
            if key in contents.organizations
        ],
        "today": _latest(contents),
    }
    return Page(
        "index",
        "home.html",
        "orgdb: international organizations and their members",
        "page",
        view,
        description="Who belongs to which international organization, since when, on what paper,"
        " and how do we know?",
    )


def _exits(contents: Contents) -> list[dict[str, Any]]:
    """The exits that were announced last and not taken back."""
    rows = [row for row in contents.exits if not row["reversed"]]
    rows.sort(key=lambda row: first_day(row["announced"] or row["notified"]), reverse=True)
    return rows[:MOST_EXITS]


def _latest(contents: Contents) -> str:
    return max((row["known_through"] for row in contents.rosters.values()), default="")


def _changes(writer: Writer) -> list[dict[str, Any]]:
    """The latest joinings, leavings and suspensions of members that orgdb knows of, to the day."""
    contents = writer.contents
    found: dict[tuple[str, str, str], list[Markup]] = defaultdict(list)

    def happened(date: str, verb: str, org: str, kind: str, member: str) -> None:
        if is_day(date):
            found[date, verb, org].append(writer.link(kind, member))

    for rows in contents.members.values():
        for row in rows:
            if row.status in COUNTED_AS_MEMBERS and row.joined_by != JoinedBy.STATUS_CHANGE:
                happened(row.start, "joined", row.org, row.member_kind, row.member)
            if row.status in COUNTED_AS_MEMBERS and row.end_reason in LEAVING:
                happened(row.effective or row.end, "left", row.org, row.member_kind, row.member)
    for items in contents.suspensions.values():
        for item in items:
            happened(
                item["start"], "suspended from", item["org"], item["member_kind"], item["member"]
            )
    latest = sorted(found.items(), key=lambda item: item[0], reverse=True)[:RECENT]
    return [
        {
            "when": date_in_words(date),
            "who": sentence_of(who) if len(who) <= MOST_NAMED else f"{len(who)} members",
            "verb": verb
            if verb != "suspended from"
            else f"{'was' if len(who) == 1 else 'were'} {verb}",
            "org": writer.link(ORGANIZATION, org, _short(contents, org)),
        }
        for (date, verb, org), who in latest
    ]


def _short(contents: Contents, org: str) -> str:
    """The acronym of an organization, else its name."""
    names = contents.names.get((ORGANIZATION, org), ())
    return next(
        (n["name"] for n in names if n["name_kind"] == "acronym" and n["lang"] == "en"),
        contents.label(ORGANIZATION, org),
    )
