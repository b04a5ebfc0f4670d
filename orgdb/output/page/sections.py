"""The sections that pages of organizations, states and people share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.text import Text

from orgdb.names.lookup import ORGANIZATION, STATE
from orgdb.organizations.profile import Item
from orgdb.output.formats import printable
from orgdb.output.page.writer import Writer, period

FEW_SOURCES = 2
RECENT_EVENTS = 6


def title(writer: Writer, *more: str) -> None:
    head = writer.page.head
    title = Text(printable(head["name"] or writer.page.key), style="bold")
    title.append(f"  {writer.page.key}", style="dim")
    writer.parts.append(title)
    shown = " · ".join(part for part in more if part)
    if shown:
        writer.line(shown, indent=0)


def names(writer: Writer, english: str | None) -> None:
    """The other names, those of one language together; the acronyms first."""
    names: dict[str, None] = {}
    acronyms_first = sorted(writer.items("names"), key=lambda item: item["name_kind"] != "acronym")
    for item in acronyms_first:
        if item["name"] != english and item["name_kind"] != "former":
            names[item["name"]] = None
    if names:
        writer.line(" · ".join(names), indent=0)
    former = [
        f"{item['name']} ({period(item['start'], item['end']) or 'dates unknown'})"
        for item in writer.items("names")
        if item["name_kind"] == "former"
    ]
    if former:
        writer.line(f"formerly {'; '.join(former)}", indent=0)


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
        writer.heading(post)
        rows = []
        for item in reversed(items):
            name = item["person_name"] + (" (acting)" if item["acting"] else "")
            of = f", {', '.join(item['nationality'])}" if item["nationality"] else ""
            who = Text(printable(f"{name}{of}" if about_a_body else ""))
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
    for item in writer.items("offices"):
        whose = "" if writer.page.kind == ORGANIZATION else f"{item['org']} "
        city = ", ".join(part for part in (item["city"], item["state"]) if part)
        where = Text(printable(f"{city}  {period(item['start'], item['end'])}".rstrip()))
        where.append_text(writer.cite(item, FEW_SOURCES))
        rows.append((f"{whose}{item['kind']}", where))
    writer.grid(rows)


def events(writer: Writer) -> None:
    found = writer.items("events")
    if not found:
        return
    by_kind = {kind: [i for i in found if i["kind"] == kind] for kind in ("visit", "signing")}
    sessions = [item for item in found if item["kind"] == "session"]
    shown = [*by_kind["visit"], *by_kind["signing"], *sessions[-RECENT_EVENTS:]]
    shown.sort(key=lambda item: str(item["start"]))
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
        if item["kind"] != "session":
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
