"""The pages of a state and of a person."""

from __future__ import annotations

from rich.text import Text

from orgdb.output.formats import printable
from orgdb.output.page.sections import (
    FEW_SOURCES,
    codes,
    events,
    links,
    names,
    offices,
    officials,
    title,
)
from orgdb.output.page.writer import Writer, period
from orgdb.vocabulary import Status


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
    memberships(writer)
    officials(writer)
    offices(writer)
    events(writer)
    codes(writer)


def memberships(writer: Writer) -> None:
    """What a state belongs to; what a data set says it does not know is only counted."""
    spells = writer.items("memberships")
    if not spells:
        return
    rows = []
    writer.heading("Memberships", f"on {writer.page.on.text}" if writer.page.on else "of all time")
    for item in spells:
        if item["status"] == Status.UNKNOWN:
            continue
        status = item["status_word"] or item["status"]
        what = Text(
            printable(f"{item['org_name']}, {status}, {period(item['start'], item['end'])}")
        )
        if item["suspensions"]:
            what.append(printable(f"; suspended {', '.join(item['suspensions'])}"))
        what.append_text(writer.cite(item, FEW_SOURCES))
        rows.append((item["org"], what))
    writer.grid(rows)
    unsure = {item["org"] for item in spells if item["status"] == Status.UNKNOWN}
    if unsure:
        when = f"--on {writer.page.on.text}" if writer.page.on else "--all-time"
        more = f"orgdb memberships {writer.page.key} --status unknown {when}"
        writer.line(f"Unknown for {len(unsure)} organizations, for some time: {more}")


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
