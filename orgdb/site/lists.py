"""The pages that lead to others: home, lists by kind, coverage, about, search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any

from markupsafe import Markup

from orgdb.dates import OPEN
from orgdb.site.contents import EVENT, ORGANIZATION, PERSON, SOURCE, STATE, TREATY, Contents
from orgdb.site.home import HOW, home
from orgdb.site.page import Page, Writer
from orgdb.site.words import QUALITIES, QUALITIES_COUNTED, date_in_words, period, sortable, year_of
from orgdb.vocabulary import COUNTED_AS_MEMBERS

MOST_LISTED = 500  # things on one page of a list by letter
BODIES = ("organ", "agency", "court", "specialized")


def list_pages(contents: Contents) -> Iterator[tuple[str, Callable[[], Page]]]:
    """Each list page with what makes it."""
    yield "index", lambda: home(contents)
    yield "organizations", lambda: organizations(contents)
    yield "states", lambda: states(contents)
    yield "people", lambda: people(contents)
    yield "treaties", lambda: treaties(contents)
    yield "events", lambda: events(contents)
    yield "sources", lambda: sources(contents)
    yield "coverage", lambda: coverage(contents)
    yield "about", lambda: Page("about", "about.html", "About and how to cite", "page", {})
    yield "search", lambda: Page("search", "search.html", "Search", "page", {})
    for letter in _people(contents):
        yield f"people-{letter}", partial(people_of_letter, contents, letter)
    for letter in _sources(contents):
        yield f"sources-{letter}", partial(sources_of_letter, contents, letter)


def organizations(contents: Contents) -> Page:
    """Every organization; organs and agencies under what they belong to."""
    writer = Writer(contents, root="")
    rows = []
    for key, row in sorted(
        contents.organizations.items(), key=lambda item: sortable(item[1]["name"] or item[0])
    ):
        if row["kind"] in BODIES and row["parent"]:
            continue
        figures, known = contents.figures[key], contents.coverage.get(key)
        seat = figures.hq_city or (
            contents.label(STATE, figures.hq_state) if figures.hq_state else ""
        )
        rows.append(
            {
                "who": writer.link(ORGANIZATION, key),
                "key": key,
                "founded": year_of(row["founded"] or ""),
                "ended": year_of(row["dissolved"] or ""),
                "members": figures.members,
                "seat": seat,
                "coverage": known.coverage if known else "",
            }
        )
    return Page("organizations", "organizations.html", "Organizations", "page", {"rows": rows})


def states(contents: Contents) -> Page:
    """Every state and territory."""
    writer = Writer(contents, root="")
    groups: dict[str, list[dict[str, Any]]] = {
        "States": [],
        "Territories and other entities": [],
        "Former states": [],
    }
    for key, row in sorted(contents.states.items(), key=lambda i: sortable(i[1]["name"] or i[0])):
        past = row["end"] != OPEN
        title = (
            "Former states"
            if past
            else "States"
            if row["kind"] == "state"
            else "Territories and other entities"
        )
        own = contents.memberships.get((STATE, key), ())
        number = len(
            {m.org for m in own if m.status in COUNTED_AS_MEMBERS and (past or m.end == OPEN)}
        )
        groups[title].append(
            {
                "who": writer.link(STATE, key),
                "key": key,
                "life": period(row["start"], row["end"]) if past else year_of(row["start"]),
                "number": number or "",
                "of": writer.link(STATE, row["sovereign"]) if row["sovereign"] else "",
            }
        )
    return Page("states", "states.html", "States and territories", "page", {"groups": groups})


def people(contents: Contents) -> Page:
    """Who leads organizations now, and letters to everybody else."""
    writer = Writer(contents, root="")
    now = [
        {
            "body": writer.whoever(row.body, row.body_kind),
            "post": row.post + (" (acting)" if row.acting else ""),
            "who": writer.link(PERSON, row.person, row.person_name),
            "since": date_in_words(row.start),
        }
        for _, rows in sorted(
            contents.officials.items(), key=lambda item: sortable(contents.label(*item[0]))
        )
        for row in rows
        if row.end == OPEN and not row.vacant
    ]
    letters = _people(contents)
    view = {"now": now, "letters": letters, "all": len(contents.people), "base": "people"}
    return Page("people", "people.html", "People", "page", view)


def people_of_letter(contents: Contents, letter: str) -> Page:
    """The people whose surname begins with a letter."""
    writer = Writer(contents, root="")
    own = _people(contents)
    rows = [
        {
            "who": writer.link(PERSON, key),
            "posts": Markup("; ").join(
                Markup("{}, {}").format(t.post, t.body) for t in contents.tenures.get(key, ())[:3]
            ),
        }
        for key in own[letter]
    ]
    view = {"letters": own, "letter": letter, "rows": rows, "base": "people"}
    return Page(f"people-{letter}", "people_letter.html", f"People: {letter.upper()}", "page", view)


def treaties(contents: Contents) -> Page:
    """Every founding treaty, amendment and related instrument, by organization."""
    writer = Writer(contents, root="")
    rows = [
        {
            "title": writer.link(TREATY, row.treaty),
            "org": writer.link(ORGANIZATION, row.org, row.org),
            "signed": date_in_words(row.signed or row.adopted),
            "in_force": date_in_words(row.in_force),
            "parties": len(contents.parties.get(row.treaty, ())) or "",
        }
        for row in sorted(
            contents.treaties.values(),
            key=lambda row: (
                sortable(contents.label(ORGANIZATION, row.org)),
                row.kind != "charter",
            ),
        )
    ]
    return Page("treaties", "treaties.html", "Treaties", "page", {"rows": rows})


def events(contents: Contents) -> Page:
    """Every visit, session and signing, the latest first."""
    writer = Writer(contents, root="")
    rows = [
        {
            "title": writer.link(EVENT, key),
            "when": date_in_words(row.start),
            "kind": row.kind,
            "place": row.place or "",
        }
        for key, row in reversed(contents.events.items())
    ]
    return Page("events", "events.html", "Events", "page", {"rows": rows})


def sources(contents: Contents) -> Page:
    """What the facts rest on: how many documents of which quality, and letters to all of them."""
    quality: dict[str, int] = defaultdict(int)
    used: dict[str, int] = defaultdict(int)
    for row in contents.sources.values():
        quality[row.quality or "dataset"] += 1
    for rows in contents.citations.values():
        for cited in {row["source"] for row in rows}:
            used[cited] += 1
    writer = Writer(contents, root="")
    most = sorted(used, key=lambda key: (-used[key], key))[:25]
    view = {
        "quality": [
            ((QUALITIES if quality[name] == 1 else QUALITIES_COUNTED)[name], quality[name])
            for name in QUALITIES
            if quality[name]
        ],
        "most": [
            {
                "title": writer.link(SOURCE, key),
                "publisher": contents.sources[key].publisher,
                "number": used[key],
            }
            for key in most
            if key in contents.sources
        ],
        "letters": _sources(contents),
        "all": len(contents.sources),
        "base": "sources",
    }
    return Page("sources", "sources.html", "Sources", "page", view)


def sources_of_letter(contents: Contents, letter: str) -> Page:
    """The documents whose title begins with a letter."""
    writer = Writer(contents, root="")
    own = _sources(contents)
    rows = [
        {
            "title": writer.link(SOURCE, key),
            "publisher": contents.sources[key].publisher,
            "year": year_of(contents.sources[key].date or ""),
        }
        for key in own[letter]
    ]
    view = {"letters": own, "letter": letter, "rows": rows, "base": "sources"}
    return Page(
        f"sources-{letter}", "sources_letter.html", f"Sources: {letter.upper()}", "page", view
    )


def coverage(contents: Contents) -> Page:
    """How much is known of each organization, through when, on what paper."""
    writer = Writer(contents, root="")
    order = {how: number for number, how in enumerate(HOW)}
    found = sorted(
        contents.coverage.values(),
        key=lambda row: (order[row.coverage], sortable(row.name or row.org)),
    )
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in found:
        groups[row.coverage].append(
            {
                "who": writer.link(ORGANIZATION, row.org),
                "from": date_in_words(row.known_from),
                "through": date_in_words(row.known_through),
                "facts": row.facts,
                "sources": row.sources,
                "primary": row.primary_share,
                "weak": row.weak_share,
            }
        )
    view = {"groups": [(how, HOW[how], groups[how]) for how in HOW if groups[how]]}
    return Page("coverage", "coverage.html", "Coverage", "page", view)


@cache
def _people(contents: Contents) -> dict[str, list[str]]:
    return _letters((key, _surname(contents.label(PERSON, key))) for key in contents.people)


@cache
def _sources(contents: Contents) -> dict[str, list[str]]:
    return _letters((key, row.title) for key, row in contents.sources.items())


def _letters(titles: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The keys by the first letter of their titles; `0` for all that is no letter.

    A letter of very many goes on as `c2`, `c3`.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for title, key in sorted((sortable(title), key) for key, title in titles):
        found[title[:1] if "a" <= title[:1] <= "z" else "0"].append(key)
    return {
        f"{letter}{part + 1 if part else ''}": keys[part * MOST_LISTED : (part + 1) * MOST_LISTED]
        for letter, keys in sorted(found.items())
        for part in range(-(-len(keys) // MOST_LISTED))
    }


def _surname(name: str) -> str:
    """The last word of a name, where it is sorted; a guess that only decides the letter."""
    words = name.replace(" Jr.", "").split()
    return f"{words[-1]} {name}" if words else name
