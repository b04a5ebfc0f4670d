"""The table of who belongs: groups, rows and the bounds by which a browser asks it of a date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from orgdb.dates import NO_EARLIEST, NO_LATEST, Bounds
from orgdb.membership.members import MemberRow
from orgdb.membership.spell_rows import bounds_of
from orgdb.site.page import Writer, noted
from orgdb.site.references import FEW
from orgdb.site.words import STATUSES, date_in_words, on_date
from orgdb.vocabulary import COUNTED_AS_MEMBERS, Status

LONG = 90  # rows of a table: above it, a row has one number beside it and a name one link
BEGINNINGS = {
    "founder": "founding member",
    "succession": "by succession",
    "status_change": "after another status",
}
ENDINGS = {
    "withdrawal": "withdrew",
    "expulsion": "expelled",
    "dissolution": "the member or the organization ended",
    "succession": "a successor took its place",
    "replaced": "the organization was replaced",
    "status_change": "then of another status",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One spell in the table. `bounds` and `suspended` are written for the browser (`written`)."""

    id: str
    key: str
    who: Markup
    since: str
    until: str
    notes: Markup
    cite: Markup
    bounds: str
    suspended: str
    through: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading; `then` is the heading when the table answers for a day."""

    title: str
    then: str
    counted: bool
    lines: list[Line]


def groups_of(
    writer: Writer,
    rows: Sequence[MemberRow],
    who: Callable[[MemberRow], Markup],
    key: Callable[[MemberRow], str],
    through: Callable[[MemberRow], str],
    what: str,
) -> list[Group]:
    """Spells in groups: members, former members, and those of every other status."""
    heads = {
        "member": (f"{what}", f"{what}", True),
        "former": (f"Former {what[:1].lower()}{what[1:]}", f"{what} on this day, not now", True),
        "other": ("Observers and others", "Observers and others on this day", False),
        "gone": (
            "Formerly observers and others",
            "Observers and others on this day, not now",
            False,
        ),
        "unknown": ("Not known", "Not known", False),
    }
    found: dict[str, list[Line]] = {name: [] for name in heads}
    order = {"member": 0, "former": 1, "other": 2, "gone": 3, "unknown": 4}
    most = FEW if len(rows) <= LONG else 1
    linked: set[str] = set()  # a name is a link where it is told first
    placed = sorted(((_place(row, through(row)), row) for row in rows), key=lambda p: order[p[0]])
    for place, row in placed:
        shown = row.member_name or row.member if key(row) in linked and most == 1 else who(row)
        linked.add(key(row))
        found[place].append(_line(writer, row, escape(shown), key(row), through(row), most))
    return [Group(*heads[name], lines) for name, lines in found.items() if lines]


def _place(row: MemberRow, through: str) -> str:
    if row.status == Status.UNKNOWN:
        return "unknown"
    now = _bounds(row).on(through, through) != "no"
    if row.status in COUNTED_AS_MEMBERS:
        return "member" if now else "former"
    return "other" if now else "gone"


def _bounds(row: MemberRow) -> Bounds:
    return Bounds(row.start_earliest, row.start_latest, row.end_earliest, row.end_latest)


def _line(writer: Writer, row: MemberRow, who: Markup, key: str, through: str, most: int) -> Line:
    suspensions = [
        s for s in writer.contents.suspensions.get(row.org, ()) if s["membership"] == row.fact
    ]
    disputed = writer.dispute(
        f"{row.member_name or row.member}, {_status(row)} of {row.org}", row.fact, row
    )
    note = writer.refs.cite([row.fact, *(s["fact"] for s in suspensions)], most)
    status = _status(row) if row.status not in COUNTED_AS_MEMBERS or row.status_word else ""
    notes = [note for note in (status, BEGINNINGS.get(row.joined_by or ""), _ending(row)) if note]
    notes += [f"suspended {_span(text)}" for text in row.suspensions]
    return Line(
        id=row.fact,
        key=key,
        who=who,
        since=date_in_words(row.start) or "not known",
        until="" if row.end == ".." else date_in_words(row.end) or "not known",
        notes=Markup("{}{}").format("; ".join(notes), disputed),
        cite=noted(replace(note, more=0) if most == 1 else note),
        bounds=written(_bounds(row)),
        suspended=";".join(
            written(bounds_of(s)) for s in suspensions if s["scope"] == "participation"
        ),
        through=through,
        doubtful=row.status == Status.UNKNOWN,
    )


def _status(row: MemberRow) -> str:
    return row.status_word or STATUSES[row.status]


def _ending(row: MemberRow) -> str:
    if row.end == "..":
        return f"notice to leave given {on_date(row.notice)}" if row.notice else ""
    how = ENDINGS.get(row.end_reason or "", "")
    notice = f"notice {on_date(row.notice)}" if row.notice else ""
    return ", ".join(part for part in (how, notice) if part)


def _span(text: str) -> str:
    days, _, scope = text.partition(" (")
    start, _, end = days.partition("/")
    until = "" if end == ".." else f" to {date_in_words(end) or 'a day not known'}"
    kind = f" ({scope}" if scope else ""
    return f"{'since ' if not until else ''}{date_in_words(start)}{until}{kind}"


def written(bounds: Bounds) -> str:
    """Bounds as short as a page has room for: `19480430/20250626-`, digits of days only.

    A side with two different days has them joined by `-`; a day without limit is left out.
    """
    tight = bounds.tightened()
    return f"{_side(tight.s1, tight.s2)}/{_side(tight.e1, tight.e2)}"


def _side(first: str, last: str) -> str:
    if first == last:
        return first.replace("-", "")
    begin = "" if first == NO_EARLIEST else first.replace("-", "")
    end = "" if last == NO_LATEST else last.replace("-", "")
    return f"{begin}-{end}"
