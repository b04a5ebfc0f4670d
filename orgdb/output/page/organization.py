"""The page of an organization."""

from __future__ import annotations

from rich.text import Text

from orgdb.dates import Bounds
from orgdb.organizations.items import Item
from orgdb.output.formats import printable
from orgdb.output.page.sections import (
    FEW_SOURCES,
    codes,
    events,
    links,
    most_cited,
    names,
    offices,
    officials,
    title,
)
from orgdb.output.page.writer import Writer, period
from orgdb.plot.sparkline import members_by_year, sparkline
from orgdb.vocabulary import Status

SUSPENDED = {"participation": ", from participation", "voting": ", without voting rights"}
KINDS = {
    "intergovernmental": "intergovernmental organization",
    "group": "informal group of states, without a founding treaty",
    "predecessor": "predecessor organization",
    "specialized": "specialized organization",
}


def organization(writer: Writer) -> None:
    head, page = writer.page.head, writer.page
    kind = KINDS.get(head["kind"], head["kind"])
    of = f" of {head['parent']}" if head["parent"] else ""
    title(writer, f"{kind}{of}", head["website"] or "")
    names(writer, head["name"])
    life(writer, head)
    if page.roster is not None:
        members(writer)
    officials(writer)
    offices(writer)
    languages(writer)
    charters(writer)
    links(writer)
    purposes(writer)
    organs(writer)
    events(writer)
    codes(writer)


def life(writer: Writer, head: Item) -> None:
    if head["founded"] or head["dissolved"]:
        founded = f"founded {head['founded']}" if head["founded"] else ""
        dissolved = f"dissolved {head['dissolved']}" if head["dissolved"] else ""
        life = ", ".join(part for part in (founded, dissolved) if part)
        writer.line(life, writer.cite(head), indent=0)
        writer.disputes(head)


def charters(writer: Writer) -> None:
    if not writer.items("charters"):
        return
    writer.heading("Charter and treaties")
    items = writer.items("charters")
    founding = [item for item in items if item["kind"] == "charter"]
    shown = items if writer.full else founding[:2] or items[:1]
    for item in shown:
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
    writer.more(len(items) - len(shown), f"orgdb charter {writer.page.key}")


def members(writer: Writer) -> None:
    page, roster = writer.page, writer.page.roster
    assert roster is not None and page.on is not None  # noqa: S101 (the caller has looked)
    rows = writer.items("members")
    full = [item for item in rows if item["status"] in ("full", "unspecified")]
    past = [item for item in writer.items("former") if item["status"] != Status.UNKNOWN]
    certain = len({item["member"] for item in full if item["certainty"] == "certain"})
    ever = {item["member"] for item in (*full, *past)}
    least = "" if roster.complete else "at least "
    what = f"{least}{certain} on {page.on.text}"
    if page.on.text == roster.known_through:
        what += ", when the list was last checked"
    writer.heading("Members", f"{what}; {len(ever)} ever")
    over_time(writer, [*full, *past])
    suspended = {item["fact"] for item in full if item["suspended"] in ("yes", "part")}
    names = [f"{i['member_name']}{' (suspended)' if i['fact'] in suspended else ''}" for i in full]
    behind = Item({}, most_cited(full), ())
    writer.line(", ".join(names), writer.cite(behind, FEW_SOURCES))
    for item in full:
        if item["disputed"]:
            writer.line(
                f"{item['member_name']}: {period(item['start'], item['end'])}", writer.cite(item)
            )
            writer.disputes(item)
    latest_first = sorted(past, key=lambda item: str(item["end"]), reverse=True)
    shown = past if writer.full else latest_first[: writer.most]
    for item in shown:
        how = f" ({item['end_reason'].replace('_', ' ')})" if item["end_reason"] else ""
        notice = f", notice {item['notice']}" if item["notice"] else ""
        effect = f", effective {item['effective']}" if item["effective"] else ""
        text = f"{item['member_name']}: {period(item['start'], item['end'])}{how}{notice}{effect}"
        writer.line(text, writer.cite(item, FEW_SOURCES))
        writer.disputes(item)
    writer.more(len(past) - len(shown), f"orgdb members {page.key} --all-time")
    others = [item for item in rows if item not in full and item["status"] != Status.UNKNOWN]
    if others:
        kinds = sorted({item["status_word"] or item["status"] for item in others})
        more = f"orgdb members {page.key} --status all"
        writer.line(f"Also {len(others)} of status {', '.join(kinds)}: {more}")
    unsure = {
        i["member"] for i in (*rows, *writer.items("former")) if i["status"] == Status.UNKNOWN
    }
    if unsure:
        more = f"orgdb members {page.key} --status unknown --all-time"
        writer.line(f"Unknown for {len(unsure)}, for some time: {more}")
    suspensions(writer)


def over_time(writer: Writer, items: list[Item]) -> None:
    """The number of members from the beginning to the last check, as a row of blocks."""
    roster = writer.page.roster
    spells: dict[str, list[Bounds]] = {}
    for item in items:
        days = ("start_earliest", "start_latest", "end_earliest", "end_latest")
        spells.setdefault(item["member"], []).append(Bounds(*(item[day] for day in days)))
    numbers = []
    if roster is not None and roster.complete:
        numbers = members_by_year(spells, roster.known_from, roster.known_through)
    if len(numbers) > 3:
        (first, _), (last, now) = numbers[0], numbers[-1]
        year, most = max(numbers, key=lambda pair: pair[1])
        peak = f", most {most} in {year}" if most > now else ""
        blocks = sparkline([number for _, number in numbers])
        writer.line(f"{first} {blocks} {last}  {now}{peak}")


def suspensions(writer: Writer) -> None:
    if not writer.items("suspensions"):
        return
    writer.heading("Suspensions", "a suspended member is still a member")
    latest_first = list(reversed(writer.items("suspensions")))
    shown = writer.first(latest_first)
    for item in shown:
        name = item["member_name"] or item["member"]
        by = f", by {item['instrument']}" if item["instrument"] else ""
        lifted = f"; lifted by {item['lifted_by']}" if item["lifted_by"] else ""
        what = SUSPENDED.get(item["scope"], "")
        text = f"{name}{what}: {period(item['start'], item['end'])}{by}{lifted}"
        writer.line(text, writer.cite(item, FEW_SOURCES))
        writer.disputes(item)
    writer.more(len(latest_first) - len(shown), f"orgdb members {writer.page.key} --all-time")


def languages(writer: Writer) -> None:
    by_status: dict[str, list[Item]] = {}
    for item in writer.items("languages"):
        by_status.setdefault(item["status"], []).append(item)
    for status, items in by_status.items():
        writer.heading(f"{status} languages")
        names = ", ".join(item["language_name"] for item in items)
        writer.line(names, writer.cite(Item({}, most_cited(items), ())))


def purposes(writer: Writer) -> None:
    if writer.items("purposes"):
        writer.heading("Purposes")
        by_sources: dict[tuple[str, ...], list[Item]] = {}
        for item in writer.items("purposes"):
            by_sources.setdefault(tuple(s for s in item.sources), []).append(item)
        for items in by_sources.values():
            writer.line(", ".join(i["purpose"] for i in items), writer.cite(items[0]))


def organs(writer: Writer) -> None:
    if not writer.items("organs"):
        return
    writer.heading("Organs and bodies")
    rows = []
    shown = writer.first(writer.items("organs"))
    for item in shown:
        name = Text(printable(f"{item['name']} ({item['kind']})"))
        life = period(item["founded"] or "", item["dissolved"] or "..")
        name.append(f", {life}" if life else "")
        name.append_text(writer.cite(item, FEW_SOURCES))
        rows.append((item["key"], name))
    writer.grid(rows)
    writer.more(len(writer.items("organs")) - len(shown))
