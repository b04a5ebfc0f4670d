"""The sections that pages of organizations, states and people share."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from collections.abc import Iterable

from rich.text import Text

from orgdb.names.lookup import ORGANIZATION, STATE
from orgdb.organizations.items import Item
from orgdb.output.formats import printable
from orgdb.output.page.writer import Writer, period

FEW_SOURCES = 2
FEW_NAMES = 8
RECENT_EVENTS = 4
RECENT_HOLDERS = 3
LATIN_ENDS = 0x250


def title(writer: Writer, *more: str) -> None:
    head = writer.page.head
    title = Text(printable(head["name"] or writer.page.key), style="bold")
    title.append(f"  {writer.page.key}", style="dim")
    writer.parts.append(title)
    shown = " · ".join(part for part in more if part)
    if shown:
        writer.line(shown, indent=0)


def names(writer: Writer, english: str | None) -> None:
    """The other names: acronyms, the reader's language, Latin letters, other scripts."""
    names: dict[str, None] = {}
    for item in sorted(writer.items("names"), key=_for_the_reader):
        if item["name"] != english and item["name_kind"] != "former":
            names[item["name"]] = None
    if names:
        shown = list(names) if writer.full else list(names)[:FEW_NAMES]
        left = len(names) - len(shown)
        more = f" · and {left} more" if left else ""
        writer.line(" · ".join(shown) + more, indent=0)
    former = [
        f"{item['name']} ({period(item['start'], item['end']) or 'dates unknown'})"
        for item in writer.items("names")
        if item["name_kind"] == "former"
    ]
    if former:
        writer.line(f"formerly {'; '.join(former)}", indent=0)


def _for_the_reader(item: Item) -> tuple[bool, bool, bool]:
    """Acronyms, then names in the language of the reader's locale, then those in Latin letters."""
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    latin = all(ord(letter) < LATIN_ENDS for letter in item["name"] if letter.isalpha())
    return (
        item["name_kind"] != "acronym" or not latin,
        item["lang"] != locale.partition("_")[0],
        not latin,
    )


def links(writer: Writer) -> None:
    links = writer.items("links")
    if not links:
        return
    writer.heading("Succession")
    for item in links:
        date = f" {item['date']}" if item["date"] else ""
        line = f"{item['from_key']} to {item['to_key']}: {item['kind']}{date}"
        writer.line(line, writer.cite(item, FEW_SOURCES))
        writer.disputes(item)


def most_cited(items: Iterable[Item]) -> tuple[str, ...]:
    """The documents behind a list, the most used first."""

    counts = Counter(key for item in items for key in item.sources)
    return tuple(key for key, _ in counts.most_common())


def officials(writer: Writer) -> None:
    about_a_body = writer.page.kind in (ORGANIZATION, STATE)
    posts: dict[str, list[Item]] = {item["title"]: [] for item in writer.items("posts")}
    for item in writer.items("officials"):
        where = "" if about_a_body else f", {item['body']}"
        posts.setdefault(item["post"] + where, []).append(item)
    for post, items in posts.items():
        if not items:
            continue
        latest_first = list(reversed(items))
        shown = writer.first(latest_first, RECENT_HOLDERS if about_a_body else 0)
        writer.heading(post)
        tenures(writer, shown, about_a_body)
        key = shlex.quote(writer.page.key)
        writer.more(
            len(items) - len(shown),
            f"orgdb officials {key} --post {shlex.quote(post)}" if about_a_body else "",
        )


def tenures(writer: Writer, items: Iterable[Item], with_names: bool = True) -> None:
    """A line for each tenure: when, and who."""
    rows = []
    for item in items:
        name = "vacant" if item["vacant"] else item["person_name"] or item["person"]
        name += " (acting)" if item["acting"] else ""
        of = f", {', '.join(item['nationality'])}" if item["nationality"] else ""
        who = Text(printable(f"{name}{of}" if with_names else ""))
        who.append_text(writer.cite(item, FEW_SOURCES))
        for text in writer.disputed(item):
            who.append(f" {text}", style="yellow")
        rows.append((period(item["start"], item["end"]), who))
    writer.grid(rows)


def offices(writer: Writer) -> None:
    if not writer.items("offices"):
        return
    writer.heading("Seats and offices")
    rows = []
    offices = sorted(writer.items("offices"), key=lambda item: item["end"] != "..")
    shown = writer.first(offices)
    for item in shown:
        whose = "" if writer.page.kind == ORGANIZATION else f"{item['org']} "
        city = ", ".join(part for part in (item["city"], item["state"]) if part)
        where = Text(printable(f"{city}  {period(item['start'], item['end'])}".rstrip()))
        where.append_text(writer.cite(item, FEW_SOURCES))
        rows.append((f"{whose}{item['kind']}", where))
    writer.grid(rows)
    option = "" if writer.page.kind == ORGANIZATION else "--in "
    command = f"orgdb offices {option}{shlex.quote(writer.page.key)}"
    writer.more(len(offices) - len(shown), command)


def events(writer: Writer) -> None:
    found = writer.items("events")
    if not found:
        return
    by_kind = {kind: [i for i in found if i["kind"] == kind] for kind in ("visit", "signing")}
    sessions = [item for item in found if item["kind"] == "session"]
    recent = len(sessions) if writer.full else RECENT_EVENTS
    shown = [*by_kind["visit"], *by_kind["signing"], *sessions[-recent:]]
    shown.sort(key=lambda item: str(item["start"]))
    shown = shown if writer.full else shown[-writer.most :]
    left = len(found) - len(shown)
    more = f"the latest; {left} more: orgdb events {writer.page.key}" if left else ""
    writer.heading("Events", more)
    for item in shown:
        when = (
            item["start"] if item["start"] == item["end"] else f"{item['start']} to {item['end']}"
        )
        place = ", ".join(part for part in (item["place"], item["state"]) if part)
        what = ", ".join(part for part in (item["title"], place) if part)
        writer.line(f"{when}  {what}", writer.cite(item, FEW_SOURCES))
        if item["kind"] != "session" and writer.full:
            for name in ("topics", "outcomes"):
                if item[name]:
                    writer.line(f"{name}: {'; '.join(item[name])}", indent=4)
        writer.disputes(item)


def codes(writer: Writer) -> None:
    if not writer.items("codes"):
        return
    writer.heading("Codes")
    shown = []
    for item in writer.items("codes"):
        years = period(item["start"], item["end"])
        shown.append(f"{item['scheme']} {item['code']}" + (f" ({years})" if years else ""))
    writer.line(", ".join(shown), writer.cite(Item({}, most_cited(writer.items("codes")), ())))
