"""The pages of a state and of a person."""

from __future__ import annotations

from rich.text import Text

from orgdb.pages.sections import (
    FEW_SOURCES,
    codes,
    events,
    links,
    names,
    offices,
    officials,
    title,
)
from orgdb.pages.writer import Writer, period
from orgdb.render import printable


def state(writer: Writer) -> None:
    head = writer.page.head
    of = f" of {head['sovereign']}" if head["sovereign"] else ""
    title(writer, f"{head['kind']}{of}")
    names(writer, head["name"])
    life = period(head["start"], head["end"])
    if life:
        writer.line(life, writer.cite(head), indent=0)
        writer.disputes(head)
    links(writer)
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
    officials(writer)
    offices(writer)
    events(writer)
    codes(writer)


def person(writer: Writer) -> None:
    head = writer.page.head
    of = ", ".join(item["state"] for item in writer.items("nationality"))
    born = f"born {head['born']}" if head["born"] else ""
    died = f"died {head['died']}" if head["died"] else ""
    title(writer, "person", of and f"national of {of}", born, died)
    names(writer, head["name"])
    writer.disputes(head)
    officials(writer)
    events(writer)
    codes(writer)
