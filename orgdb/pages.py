"""The page a journalist reads: one organization, state or person, with numbered sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from orgdb.queries.naming import ORGANIZATION, STATE
from orgdb.queries.page import Item, Page
from orgdb.render import printable, to_text

WIDEST = 110
IN_A_PIPE = 100
FEW_SOURCES = 2
RECENT_EVENTS = 6
LANGUAGES = {"en": "English", "es": "Spanish", "fr": "French", "pt": "Portuguese"}
KINDS = {
    "intergovernmental": "intergovernmental organization",
    "predecessor": "predecessor organization",
    "specialized": "specialized organization",
}


def show(page: Page, width: int | None = None) -> str:
    """The page as text, for a terminal of this width or a pipe."""
    writer = _Writer(page)
    {ORGANIZATION: _organization, STATE: _state}.get(page.kind, _person)(writer)
    writer.foot()
    return to_text(Group(*writer.parts), min(width or IN_A_PIPE, WIDEST))


class _Writer:
    """Collects the parts of a page and gives each document a number when it is first cited."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.parts: list[Any] = []
        self.numbers: dict[str, int] = {}

    def items(self, section: str) -> list[Item]:
        return self.page.sections.get(section, [])

    def heading(self, text: str, remark: str = "") -> None:
        line = Text(f"\n{text.upper()}", style="bold")
        if remark:
            line.append(f"  {printable(remark)}", style="not bold")
        self.parts.append(line)

    def line(self, *parts: str | Text, indent: int = 2) -> None:
        line = Text()
        for part in parts:
            line.append_text(part if isinstance(part, Text) else Text(printable(part)))
        self.parts.append(Padding(line, (0, 0, 0, indent)))

    def grid(self, rows: Iterable[Sequence[str | Text]]) -> None:
        """Lines with aligned parts: the last one takes the room that is left."""
        table = Table.grid(padding=(0, 2, 0, 0))
        listed = list(rows)
        if not listed:
            return
        for column in range(len(listed[0])):
            table.add_column(no_wrap=column == 0, overflow="fold")
        for row in listed:
            table.add_row(*(c if isinstance(c, Text) else Text(printable(c)) for c in row))
        self.parts.append(Padding(table, (0, 0, 0, 2)))

    def cite(self, item: Item, most: int | None = None) -> Text:
        """` [1, 4]`: the numbers of the documents behind an item."""
        keys = [key for key in item.sources if key in self.page.sources]
        chosen = keys if most is None else keys[:most]
        numbers = [str(self.number(key)) for key in chosen]
        if len(chosen) < len(keys):
            numbers.append("…")
        return Text(f" [{', '.join(numbers)}]" if numbers else "", style="dim")

    def number(self, key: str) -> int:
        return self.numbers.setdefault(key, len(self.numbers) + 1)

    def disputes(self, item: Item) -> None:
        """A line for each attribute for which another source gives another value."""
        for text in self.disputed(item):
            self.line(Text(text, style="yellow"), indent=4)

    def disputed(self, item: Item) -> list[str]:
        """`disputed: start 2021-11-04 [1]` for each attribute, the values with who states them."""
        values: dict[str, dict[str, list[int]]] = {}
        for dispute in item.disputes:
            if dispute["source"] in self.page.sources:
                said = values.setdefault(dispute["about"], {})
                said.setdefault(dispute["stated"], []).append(self.number(dispute["source"]))
        return [
            printable(f"disputed: {about.replace('_', ' ')} ")
            + "; ".join(f"{printable(value)} {sorted(numbers)}" for value, numbers in said.items())
            for about, said in values.items()
        ]

    def foot(self) -> None:
        if not self.numbers:
            return
        self.heading("Sources")
        rows = []
        for key, number in self.numbers.items():
            source = self.page.sources[key]
            date = f", {source.date}" if source.date else ""
            where = source.original or source.url
            copy = f" (read at {source.url})" if source.original else ""
            title = source.title.rstrip(".")
            text = Text(printable(f"{title}. {source.publisher}{date}. "))
            text.append(printable(where), style="dim")
            text.append(printable(copy), style="dim")
            rows.append((f"[{number}]", text))
        self.grid(rows)
        self.line("", indent=0)
        self.line(f"Every citation: orgdb why {self.page.key}", indent=0)


def _title(writer: _Writer, *more: str) -> None:
    head = writer.page.head
    title = Text(printable(head["name"] or writer.page.key), style="bold")
    title.append(f"  {writer.page.key}", style="dim")
    writer.parts.append(title)
    shown = " · ".join(part for part in more if part)
    if shown:
        writer.line(shown, indent=0)


def period(start: str, end: str) -> str:
    """A period as a sentence has it: `since 1954`, `1948 to 1954`, `until 1960`."""
    first, last = in_words(start), in_words(end)
    if end == "..":
        return f"since {first}" if start else ""
    if not start:
        return f"until {last}" if end else "dates unknown"
    if start == end:
        return first
    return f"{first} to {last}" if end else f"{first} to an unknown day"


def in_words(date: str) -> str:
    """A date as a sentence has it: `[..1955]` is "1955 or before"; others stay as they are."""
    if not date.startswith("["):
        return date
    first, _, last = date[1:-1].partition("..")
    if first and last:
        return f"between {first} and {last}"
    return f"{first} or later" if first else f"{last} or before"


def _names(writer: _Writer, english: str | None) -> None:
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


def _organization(writer: _Writer) -> None:
    head, page = writer.page.head, writer.page
    kind = KINDS.get(head["kind"], head["kind"])
    of = f" of {head['parent']}" if head["parent"] else ""
    _title(writer, f"{kind}{of}", head["website"] or "")
    _names(writer, head["name"])
    _life(writer, head)
    _links(writer)
    _charters(writer)
    if page.roster is not None:
        _members(writer)
    _officials(writer)
    _offices(writer)
    _languages(writer)
    _purposes(writer)
    _organs(writer)
    _events(writer)
    _codes(writer)


def _life(writer: _Writer, head: Item) -> None:
    if head["founded"] or head["dissolved"]:
        founded = f"founded {head['founded']}" if head["founded"] else ""
        dissolved = f"dissolved {head['dissolved']}" if head["dissolved"] else ""
        life = ", ".join(part for part in (founded, dissolved) if part)
        writer.line(life, writer.cite(head), indent=0)
        writer.disputes(head)


def _links(writer: _Writer) -> None:
    links = writer.items("links")
    if not links:
        return
    writer.heading("Succession")
    for item in links:
        date = f" {item['date']}" if item["date"] else ""
        line = f"{item['from_key']} to {item['to_key']}: {item['kind']}{date}"
        writer.line(line, writer.cite(item, FEW_SOURCES))
        writer.disputes(item)


def _charters(writer: _Writer) -> None:
    if not writer.items("charters"):
        return
    writer.heading("Charter and treaties")
    for item in writer.items("charters"):
        signed = item["signed"] or item["adopted"]
        verb = "signed" if item["signed"] else "adopted"
        place = f" at {item['signed_city']}" if item["signed_city"] else ""
        steps = [f"{verb} {signed}{place}" if signed else "", ""]
        if item["in_force"]:
            steps[1] = f"in force {item['in_force']}"
        writer.line(item["title"])
        details = "; ".join(step for step in steps if step)
        most = None if item["kind"] == "charter" else FEW_SOURCES
        writer.line(details, writer.cite(item, most), indent=4)
        writer.disputes(item)


def _members(writer: _Writer) -> None:
    page, roster = writer.page, writer.page.roster
    assert roster is not None and page.on is not None  # noqa: S101 (the caller has looked)
    rows = writer.items("members")
    full = [item for item in rows if item["status"] in ("full", "unspecified")]
    certain = len({item["member"] for item in full if item["certainty"] == "certain"})
    ever = {item["member"] for item in (*full, *writer.items("former"))}
    what = f"{certain} on {page.on.text}"
    if page.on.text == roster.known_through:
        what += ", when the list was last checked"
    writer.heading("Members", f"{what}; {len(ever)} ever")
    suspended = {item["fact"] for item in full if item["suspended"] in ("yes", "part")}
    names = [f"{i['member_name']}{' (suspended)' if i['fact'] in suspended else ''}" for i in full]
    behind = Item({}, _most_cited(full), ())
    writer.line(", ".join(names), writer.cite(behind, FEW_SOURCES))
    for item in full:
        if item["disputed"]:
            writer.line(
                f"{item['member_name']}: {period(item['start'], item['end'])}", writer.cite(item)
            )
            writer.disputes(item)
    for item in writer.items("former"):
        how = f" ({item['end_reason'].replace('_', ' ')})" if item["end_reason"] else ""
        notice = f", notice {item['notice']}" if item["notice"] else ""
        effect = f", effective {item['effective']}" if item["effective"] else ""
        text = f"{item['member_name']}: {period(item['start'], item['end'])}{how}{notice}{effect}"
        writer.line(text, writer.cite(item, FEW_SOURCES))
        writer.disputes(item)
    _suspensions(writer)
    others = [item for item in rows if item not in full]
    if others:
        kinds = sorted({item["status_word"] or item["status"] for item in others})
        more = f"orgdb members {page.key} --status all"
        writer.line(f"Also {len(others)} of status {', '.join(kinds)}: {more}")


def _most_cited(items: Iterable[Item]) -> tuple[str, ...]:
    """The documents behind a list, the most used first."""
    from collections import Counter

    counts = Counter(key for item in items for key in item.sources)
    return tuple(key for key, _ in counts.most_common())


def _suspensions(writer: _Writer) -> None:
    if not writer.items("suspensions"):
        return
    writer.heading("Suspensions", "a suspended member is still a member")
    for item in writer.items("suspensions"):
        name = item["member_name"] or item["member"]
        by = f", by {item['instrument']}" if item["instrument"] else ""
        lifted = f"; lifted by {item['lifted_by']}" if item["lifted_by"] else ""
        text = f"{name}, from {item['scope']}: {period(item['start'], item['end'])}{by}{lifted}"
        writer.line(text, writer.cite(item, FEW_SOURCES))
        writer.disputes(item)


def _officials(writer: _Writer) -> None:
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


def _offices(writer: _Writer) -> None:
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


def _languages(writer: _Writer) -> None:
    by_status: dict[str, list[Item]] = {}
    for item in writer.items("languages"):
        by_status.setdefault(item["status"], []).append(item)
    for status, items in by_status.items():
        writer.heading(f"{status} languages")
        names = ", ".join(item["language_name"] for item in items)
        writer.line(names, writer.cite(Item({}, _most_cited(items), ())))


def _purposes(writer: _Writer) -> None:
    if writer.items("purposes"):
        writer.heading("Purposes")
        by_sources: dict[tuple[str, ...], list[Item]] = {}
        for item in writer.items("purposes"):
            by_sources.setdefault(tuple(s for s in item.sources), []).append(item)
        for items in by_sources.values():
            writer.line(", ".join(i["purpose"] for i in items), writer.cite(items[0]))


def _organs(writer: _Writer) -> None:
    if not writer.items("organs"):
        return
    writer.heading("Organs and bodies")
    rows = []
    for item in writer.items("organs"):
        name = Text(printable(f"{item['name']} ({item['kind']})"))
        life = period(item["founded"] or "", item["dissolved"] or "..")
        name.append(f", {life}" if life else "")
        name.append_text(writer.cite(item, FEW_SOURCES))
        rows.append((item["key"], name))
    writer.grid(rows)


def _events(writer: _Writer) -> None:
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


def _codes(writer: _Writer) -> None:
    if not writer.items("codes"):
        return
    writer.heading("Codes")
    shown = []
    for item in writer.items("codes"):
        years = period(item["start"], item["end"])
        shown.append(f"{item['scheme']} {item['code']}" + (f" ({years})" if years else ""))
    writer.line(", ".join(shown), writer.cite(Item({}, _most_cited(writer.items("codes")), ())))


def _state(writer: _Writer) -> None:
    head = writer.page.head
    of = f" of {head['sovereign']}" if head["sovereign"] else ""
    _title(writer, f"{head['kind']}{of}")
    _names(writer, head["name"])
    life = period(head["start"], head["end"])
    if life:
        writer.line(life, writer.cite(head), indent=0)
        writer.disputes(head)
    _links(writer)
    rows = []
    if writer.items("memberships"):
        remark = f"on {writer.page.on.text}" if writer.page.on else "of all time"
        writer.heading("Memberships", remark)
        for item in writer.items("memberships"):
            status = item["status_word"] or item["status"]
            what = Text(
                printable(f"{item['org_name']}, {status}, {period(item['start'], item['end'])}")
            )
            if item["suspensions"]:
                what.append(printable(f"; suspended {', '.join(item['suspensions'])}"))
            what.append_text(writer.cite(item, FEW_SOURCES))
            rows.append((item["org"], what))
        writer.grid(rows)
    _officials(writer)
    _offices(writer)
    _events(writer)
    _codes(writer)


def _person(writer: _Writer) -> None:
    head = writer.page.head
    of = ", ".join(item["state"] for item in writer.items("nationality"))
    born = f"born {head['born']}" if head["born"] else ""
    died = f"died {head['died']}" if head["died"] else ""
    _title(writer, "person", of and f"national of {of}", born, died)
    _names(writer, head["name"])
    writer.disputes(head)
    _officials(writer)
    _events(writer)
    _codes(writer)
