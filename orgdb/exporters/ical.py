"""A calendar (iCalendar, RFC 5545) of what is known to the day, announced exits too.

A fact has an event for each end that is known to the day; a visit or a session of several days is
one event. `UID` is the content key of the fact and what happened, so that a calendar that is loaded
again is updated, not doubled.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from orgdb.dates import day_after
from orgdb.exporters.extract import Extract
from orgdb.exporters.registry import EVERY, Format, Loss

NOT_A_DAY = "a calendar has days: a date that is not known to the day has no place in it"
NO_DATE = "it has no date"
FORMAT = Format(
    "ical",
    "a calendar: what happened on which day, announced exits too",
    ".ics",
    losses=(
        *(
            Loss(table, EVERY, NOT_A_DAY, "what is known to the day: what happened, when, sources")
            for table in (
                "organizations organization_links state_links memberships suspensions exits"
                " charters parties officials offices languages events"
            ).split()
        ),
        *(
            Loss(table, EVERY, NO_DATE, "names, in the titles of events")
            for table in ("states", "people", "posts", "names")
        ),
        *(
            Loss(table, EVERY, NO_DATE, "the keys of the sources of each event")
            for table in ("citations", "sources", "facts")
        ),
        *(
            Loss(table, EVERY, NO_DATE)
            for table in (
                "nationalities codes purposes rosters event_participants event_topics"
                " event_outcomes datasets releases"
            ).split()
        ),
    ),
)
VACANT = "vacancies"  # officials without a person
LONGEST = 75  # octets a line, RFC 5545, section 3.1


class Happening(NamedTuple):
    """One event: its days (both included), what happened, in words, and the fact behind it."""

    first: str
    last: str
    what: str
    title: str
    fact: str
    sources: tuple[str, ...]
    disputed: bool
    note: str = ""
    place: str = ""


def write(extract: Extract, path: Path) -> None:
    """Write the calendar, event by event, in the order of the tables."""
    version, day = extract.release
    stamp = f"{(day or '1970-01-01').replace('-', '')}T000000Z"
    described = extract.selection.describe()
    cited = " ".join(f"{t.licence}. {t.citation}" for t in extract.terms)
    with path.open("w", encoding="utf-8", newline="") as file:
        heading = (
            ("BEGIN", "VCALENDAR"),
            ("VERSION", "2.0"),
            ("PRODID", f"-//orgdb//orgdb {version}//EN"),
            ("CALSCALE", "GREGORIAN"),
            ("NAME", escaped(described)),
            ("X-WR-CALNAME", escaped(described)),
            ("DESCRIPTION", escaped(cited)),
        )
        file.writelines(line(name, value) for name, value in heading)
        for one in happenings(extract):
            file.writelines(_event(one, stamp))
        file.write(line("END", "VCALENDAR"))


def _event(one: Happening, stamp: str) -> Iterator[str]:
    said = [one.note] if one.note else []
    said += ["Disputed: a source says something else."] if one.disputed else []
    said += [f"Sources: {', '.join(one.sources)}"] if one.sources else []
    said += [f"Trace it with: orgdb why {one.fact}"]
    yield line("BEGIN", "VEVENT")
    yield line("UID", f"{one.fact}-{one.what}@orgdb")
    yield line("DTSTAMP", stamp)
    yield line("DTSTART;VALUE=DATE", one.first.replace("-", ""))
    # The end of an event is the day after its last one.
    yield line("DTEND;VALUE=DATE", day_after(one.last).replace("-", ""))
    yield line("SUMMARY", escaped(one.title))
    yield line("DESCRIPTION", escaped("\n".join(said)))
    if one.place:
        yield line("LOCATION", escaped(one.place))
    yield line("CATEGORIES", one.what)
    yield line("TRANSP", "TRANSPARENT")
    yield line("END", "VEVENT")


def happenings(extract: Extract) -> Iterator[Happening]:
    """Everything that has a day, in the order of the tables."""
    names = {
        row[key]: row["name"] or row[key]
        for table, key in (("organizations", "org"), ("states", "state"))
        for row in extract.records(table)
    }
    scope = extract.selection.scope
    titles = {row["treaty"]: row["title"] for row in extract.records("charters")}
    wordings = (
        ("organizations", "founded", "founding", "{name} is founded"),
        ("organizations", "dissolved", "dissolution", "Last day of {name}"),
        ("organization_links", "date", "succession", "{to_org} follows {from_org} ({kind})"),
        ("state_links", "date", "succession", "{to_state} follows {from_state} ({kind})"),
        ("memberships", "start", "join", "{member_name} in {org_name} ({status})"),
        ("memberships", "notice", "notice", "{member_name} gives notice to leave {org_name}"),
        ("memberships", "end", "leave", "Last day of {member_name} in {org_name} ({status})"),
        ("suspensions", "start", "suspension", "{member} is suspended from {org} ({scope})"),
        (
            "suspensions",
            "end",
            "reinstatement",
            "Last day of the suspension of {member} from {org}",
        ),
        ("exits", "announced", "announcement", "{member_name} announces its exit from {org_name}"),
        ("exits", "notified", "notification", "{member_name} notifies its exit from {org_name}"),
        ("exits", "effective", "exit", "Exit of {member_name} from {org_name} takes effect"),
        ("exits", "reversed", "reversal", "{member_name} takes back its exit from {org_name}"),
        ("charters", "adopted", "adoption", "{title} is adopted"),
        ("charters", "signed", "signature", "{title} is signed"),
        ("charters", "in_force", "entry-into-force", "{title} enters into force"),
        ("parties", "signed", "signature", "{party_name} signs: {treaty}"),
        ("parties", "consented", "consent", "{party_name}, {consent_act}: {treaty}"),
        ("parties", "deposited", "deposit", "{party_name} deposits its instrument: {treaty}"),
        ("parties", "in_force", "entry-into-force", "In force for {party_name}: {treaty}"),
        ("parties", "denounced", "denunciation", "{party_name} denounces: {treaty}"),
        (
            "parties",
            "denounced_effect",
            "exit",
            "Denunciation by {party_name} has effect: {treaty}",
        ),
        ("officials", "start", "takes-office", "{person_name} becomes {post} of {body}{acting}"),
        ("officials", "end", "leaves-office", "Last day of {person_name} as {post} of {body}"),
        (VACANT, "start", "vacancy", "{body} is without a {post}"),
        (VACANT, "end", "vacancy-end", "Last day of {body} without a {post}"),
        ("offices", "start", "opening", "{org} opens its {kind} office in {where}"),
        ("offices", "end", "closing", "Last day of the {kind} office of {org} in {where}"),
        ("languages", "start", "language", "{language_name} becomes {status} in {org}"),
        ("languages", "end", "language", "{language_name} is no longer {status} in {org}"),
    )
    for table in dict.fromkeys(wording[0] for wording in wordings if wording[0] != VACANT):
        for row in extract.records(table):
            of = VACANT if row.get("vacant") else table
            if scope and table in ("organizations", "state_links") and row.get("org") not in scope:
                continue  # only there because others refer to it
            said = {**row, "where": row.get("city") or names.get(row.get("state"), "")}
            said |= {k: names.get(row[k], row[k]) for k in _NAMED if row.get(k)}
            said["acting"] = " (acting)" if row.get("acting") else ""
            said["treaty"] = titles.get(row.get("treaty"), row.get("treaty"))
            said["consent_act"] = row.get("consent") or "consent to be bound"
            for column, what, title in (wording[1:] for wording in wordings if wording[0] == of):
                if is_day(row[column]):
                    note = row.get("status_word") or row.get("instrument") or row.get("remark")
                    day = row[column]
                    yield Happening(
                        day,
                        day,
                        f"{what}-{column}" if table == "languages" else what,
                        " ".join(title.format(**said).split()),
                        row["fact"],
                        row["sources"],
                        row["disputed"],
                        note or "",
                        row.get("signed_city") or "" if column == "signed" else "",
                    )
    for row in extract.records("events"):
        if is_day(row["start"]):
            last = row["end"] if is_day(row["end"]) else row["start"]
            place = ", ".join(filter(None, (row["place"], names.get(row["state"]))))
            yield Happening(
                row["start"],
                last,
                row["kind"],
                row["title"],
                row["fact"],
                row["sources"],
                row["disputed"],
                place=place,
            )


_NAMED = ("org", "member", "from_org", "to_org", "from_state", "to_state", "body")


def is_day(text: str | None) -> bool:
    """Is a date known to the day?"""
    return bool(text) and len(str(text)) == 10 and str(text)[0] != "["


def escaped(text: str) -> str:
    """A text as a value, RFC 5545, section 3.3.11."""
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    lines = text.replace("\r\n", "\n").split("\n")
    return "\\n".join("".join(c if c >= " " and c != "\x7f" else " " for c in one) for one in lines)


def line(name: str, value: str) -> str:
    """A content line, folded at 75 octets without cutting a character, RFC 5545, section 3.1."""
    parts, held, size = [], "", 0
    for character in f"{name}:{value}":
        width = len(character.encode())
        if size + width > LONGEST:
            parts.append(held)
            held, size = " ", 1
        held += character
        size += width
    return "\r\n".join((*parts, held)) + "\r\n"
