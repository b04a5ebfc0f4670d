"""The sections that pages of several kinds share: events, successions, names and codes."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from markupsafe import Markup, escape

from orgdb.organizations.events import EventRow
from orgdb.site.contents import EVENT, STATE
from orgdb.site.page import Writer
from orgdb.site.words import SCHEMES, date_in_words, on_date, period

LINKS = {
    "replaced": "{1} replaced {0}",
    "merged": "{0} was merged into {1}",
    "integrated": "{0} was integrated into {1}",
    "renamed": "{0} was renamed {1}",
    "split": "{1} split from {0}",
    "continuation": "{1} continues {0}",
    "dissolution": "{1} succeeded {0}, which was dissolved",
    "merger": "{0} was merged into {1}",
    "secession": "{1} seceded from {0}",
    "independence": "{1} became independent of {0}",
}


LATEST = 12  # events on a page that has more; the list of events has all


def events_of(writer: Writer, kind: str, key: str) -> dict[str, Any]:
    """What happened in, with or through something: the latest, and how many there were before."""
    rows = writer.contents.events_of.get((kind, key), [])
    writer.keep("events", rows)
    shown = rows if len(rows) <= LATEST + 3 else rows[-LATEST:]
    return {
        "events": [_event(writer, row) for row in reversed(shown)],
        "earlier_events": len(rows) - len(shown),
    }


def _event(writer: Writer, row: EventRow) -> dict[str, Any]:
    return {
        "id": row.fact,
        "title": writer.link(EVENT, row.event, row.title),
        "when": date_in_words(row.start)
        if row.end in ("", row.start)
        else period(row.start, row.end),
        "place": place(writer, row.place, row.state),
        "cite": writer.cite([row.fact], 1) + writer.dispute(row.title, row.fact, row),
    }


def place(writer: Writer, city: str | None, state: str | None) -> Markup:
    """`Lima, Peru`, the state with its link."""
    return Markup(", ").join(part for part in (city, writer.link(STATE, state)) if part)


def successions(writer: Writer, kind: str, key: str) -> list[dict[str, Any]]:
    """What it came from and what came of it."""
    rows = writer.contents.links.get((kind, key), [])
    writer.keep("links", rows)
    return [
        {
            "id": row["fact"],
            "what": Markup(LINKS[row["kind"]]).format(  # noqa: S704 (words of ours)
                *(_either(writer, kind, row[end], key) for end in ("first", "second"))
            ),
            "when": on_date(row["date"]),
            "cite": writer.cite([row["fact"]])
            + writer.dispute(
                " to ".join(writer.contents.label(kind, row[end]) for end in ("first", "second")),
                row["fact"],
                row,
            ),
        }
        for row in rows
    ]


def _either(writer: Writer, kind: str, key: str, own: str) -> Markup:
    """One side of a succession with its article: a link, but on its own page."""
    link = writer.state(key) if kind == STATE else writer.organization(key)
    return escape(link.striptags()) if key == own else link


def names_and_codes(writer: Writer, kind: str, key: str) -> dict[str, Any]:
    """Names by language, names given up, and codes in other people's lists."""
    names = writer.contents.names.get((kind, key), [])
    codes = writer.contents.codes.get((kind, key), [])
    writer.keep("names", names)
    writer.keep("codes", codes)
    by_language: dict[str, dict[str, None]] = defaultdict(dict)
    former = []
    for row in names:
        if row["name_kind"] == "former":
            former.append(
                {
                    "name": row["name"],
                    "lang": row["lang"],
                    "when": period(row["start"], row["end"])
                    if row["start"] or row["end"] not in ("", "..")
                    else "",
                    "cite": writer.cite([row["fact"]])
                    + writer.dispute(f"the name {row['name']}", row["fact"], row),
                }
            )
        elif row["name_kind"] != "alias":
            by_language[row["lang"] or ""][row["name"]] = None
    aliases = dict.fromkeys(row["name"] for row in names if row["name_kind"] == "alias")
    return {
        "names": [
            {"lang": lang, "names": list(found)} for lang, found in sorted(by_language.items())
        ],
        "names_cite": writer.cite(row["fact"] for row in names if row["name_kind"] != "former"),
        "former_names": former,
        "aliases": list(aliases),
        "codes": [
            {
                "scheme": SCHEMES.get(row["scheme"], row["scheme"]),
                "code": row["code"],
                "when": period(row["start"], row["end"])
                if row["start"] or row["end"] not in ("", "..")
                else "",
            }
            for row in codes
        ],
        "codes_cite": writer.cite(row["fact"] for row in codes),
    }


def participants_of(writer: Writer, event: str) -> Markup:
    """Who took part in an event: each with its link."""
    found = writer.contents.participants.get(event, ())
    return Markup(", ").join(writer.link(kind, key) for kind, key in found)
