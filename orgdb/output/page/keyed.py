"""The pages of what has a key and no names: documents, treaties, events, posts, facts …"""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from orgdb.organizations.items import Item
from orgdb.output.formats import printable
from orgdb.output.page.sections import FEW_SOURCES, tenures
from orgdb.output.page.writer import Writer

MOST_FACTS = 20
QUALITIES = {
    "primary": "primary: the organization, the depositary, a gazette or a party itself",
    "copy": "copy of a primary document, read at somebody else's address",
    "secondary": "secondary: serious press, scholarship, reference works",
    "dataset": "a data set of others",
    "weak": "weak: encyclopedias that anybody edits, their mirrors, blogs",
}


def source(writer: Writer) -> None:
    head = writer.page.head
    head_line(writer, f"source · {head['kind']}")
    quality = QUALITIES.get(head["quality"] or "", head["quality"] or "")
    fields(
        writer,
        [
            ("publisher", head["publisher"]),
            ("author", head["author"]),
            ("date", head["date"]),
            ("address", head["url"]),
            ("original", head["original"]),
            ("quality", quality),
            ("language", head["lang"]),
            ("licence", head["licence"]),
        ],
    )
    disputed, facts = writer.items("disputed"), writer.items("facts")
    if disputed:
        writer.heading("Disputes", f"{len(disputed)}")
        for item in disputed:
            said = item["stated"] or "without saying what is right"
            where = f" ({item['locator']})" if item["locator"] else ""
            about = item["about"].replace("_", " ")
            writer.line(f"{item['what']}: {about} {said}, not {item['value']}{where}")
    kinds: dict[str, list[Item]] = {}
    for item in facts:
        kinds.setdefault(item["kind"].replace("_", " "), []).append(item)
    for kind, items in kinds.items():
        shown = writer.first(items, MOST_FACTS)
        writer.heading(f"Rests on it: {kind}", f"{len(items)}")
        for item in shown:
            where = f" ({'; '.join(item['locator'])})" if item["locator"] else ""
            about = ", ".join(item["about"]).replace("_", " ")
            writer.line(f"{item['what']}: {about}{where}")
        writer.more(len(items) - len(shown), f"orgdb why {writer.page.key}")
    if not (facts or disputed):
        writer.line("No fact rests on it.")


def treaty(writer: Writer) -> None:
    head = writer.page.head
    amends = f", amends {head['amends']}" if head["amends"] else ""
    head_line(writer, f"{head['kind']} of {head['org']}{amends}")
    place = ", ".join(filter(None, (head["signed_city"], head["signed_state"])))
    signed = ", ".join(filter(None, (head["signed"], place)))
    fields(
        writer,
        [
            ("adopted", head["adopted"] if head["adopted"] != head["signed"] else ""),
            ("signed", signed),
            ("in force", head["in_force"]),
            ("depositary", head["depositary"]),
            ("registration", head["registration"]),
        ],
        head,
    )
    if writer.items("amended by"):
        writer.heading("Amended by")
        writer.grid(
            [
                (item["treaty"], f"{item['title']}, signed {item['signed'] or 'on an unknown day'}")
                for item in writer.items("amended by")
            ]
        )
    parties = writer.items("parties")
    if parties:
        writer.heading("Parties", f"{len(parties)}")
        rows = []
        for item in parties:
            steps = [
                f"{word} {item[name]}"
                for word, name in (
                    ("signed", "signed"),
                    ("deposited", "deposited"),
                    ("denounced", "denounced"),
                    ("with effect on", "denounced_effect"),
                )
                if item[name]
            ]
            rows.append(
                (item["party_name"] or item["party"], cited(writer, ", ".join(steps), item))
            )
        writer.grid(rows)


def event(writer: Writer) -> None:
    head = writer.page.head
    head_line(writer, " of ".join(filter(None, (head["kind"], head["org"]))))
    when = head["start"]
    if head["end"] != head["start"]:
        when = f"{when} to {head['end'] or 'an unknown day'}"
    fields(
        writer,
        [
            ("when", when),
            ("where", ", ".join(filter(None, (head["place"], head["state"])))),
            ("took part", ", ".join(head["participants"])),
            ("topics", "; ".join(head["topics"])),
            ("outcomes", "; ".join(head["outcomes"])),
        ],
        head,
    )


def post(writer: Writer) -> None:
    head = writer.page.head
    head_line(writer, f"post of {head['body']}")
    items = writer.items("officials")
    if items:
        writer.heading("Who had it", f"{len(items)}")
        tenures(writer, list(reversed(items)))
    else:
        writer.line("Nobody is known who had it.")


def fact(writer: Writer) -> None:
    head = writer.page.head
    writer.parts.append(Text(printable(head["what"] or head["key"]), style="bold"))
    writer.line(f"fact {head['key']} · {head['kind'].replace('_', ' ')}", indent=0)
    cites = writer.items("citations")
    place = f"data set {head['dataset']}, {head['place']}"
    fields(writer, [("from", place)])
    by_about: dict[str, list[Item]] = {}
    for item in cites:
        by_about.setdefault(item["about"], []).append(item)
    for about, items in by_about.items():
        writer.heading(about.replace("_", " "), items[0]["value"])
        for item in items:
            said = "disputes it" if item["stance"] == "disputes" else ""
            stated = f"says {item['stated']}" if item["stated"] else ""
            parts = (item["source"], item["locator"], said, stated)
            writer.line(", ".join(filter(None, parts)))
    documents = {item["source"]: item for item in cites if item["title"]}
    if documents:
        writer.heading("Sources")
        for key, item in documents.items():
            writer.line(f"{key}: {item['title'].rstrip('.')}. {item['url']}")


def dataset(writer: Writer) -> None:
    head = writer.page.head
    head_line(writer, "data set")
    fields(
        writer,
        [
            ("version", head["version"]),
            ("terms", head["licence"]),
            ("to cite", head["citation"]),
            ("address", head["url"]),
            ("loaded", head["loaded_at"]),
        ],
    )
    kinds = writer.items("kinds")
    if kinds:
        writer.heading("Facts", f"{sum(item['facts'] for item in kinds):,}")
        writer.grid([(item["kind"].replace("_", " "), f"{item['facts']:,}") for item in kinds])


def head_line(writer: Writer, what: str) -> None:
    head = writer.page.head
    title = Text(printable(head["title"] or writer.page.key), style="bold")
    title.append(f"  {writer.page.key}", style="dim")
    writer.parts.append(title)
    writer.line(what, indent=0)


def fields(
    writer: Writer, named: Sequence[tuple[str, str | None]], item: Item | None = None
) -> None:
    """Attributes that are known, a line each; the sources of the whole after the last."""
    rows: list[tuple[str, str | Text]] = [(name, value) for name, value in named if value]
    if rows and item is not None:
        name, last = rows[-1]
        rows[-1] = (name, cited(writer, str(last), item))
    writer.grid(rows)
    if item is not None:
        writer.disputes(item)


def cited(writer: Writer, text: str, item: Item) -> Text:
    shown = Text(printable(text))
    shown.append_text(writer.cite(item, FEW_SOURCES))
    return shown
