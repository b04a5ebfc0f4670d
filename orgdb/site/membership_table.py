"""The table of who belongs: groups, rows and the bounds by which a browser asks it of a date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from orgdb.dates import NO_EARLIEST, NO_LATEST, OPEN, Bounds
from orgdb.db.reader import Row
from orgdb.membership.members import MemberRow
from orgdb.membership.spell_rows import bounds_of
from orgdb.site.contents import STATE, Contents
from orgdb.site.page import Writer, numbers_of
from orgdb.site.references import FEW
from orgdb.site.words import STATUSES, date_in_words, is_day, on_date
from orgdb.vocabulary import COUNTED_AS_MEMBERS, EndReason, Status

LONG = 90  # rows of a table: above it, a row has one number beside it and a name one link
BEGINNINGS = {
    "founder": "founding member",
    "succession": "by succession",
    "status_change": "after another status",
}
ENDINGS = {
    "withdrawal": "withdrew",
    "expulsion": "expelled",
    "succession": "a successor took its place",
    "replaced": "the organization was replaced",
    "status_change": "then of another status",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One spell in the table. `bounds` and `suspended` are written for the browser (`written`).

    `key` and `who` are empty where the line above is of the same member, `bounds` where `since` and
    `until` say the same: the browser takes them from there.
    """

    id: str
    key: str
    who: Markup
    since: str
    until: str
    notes: Markup
    sources: Markup
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


@dataclass(frozen=True, slots=True)
class Side:
    """What a table lists, seen from an organization (its members) or a state (what it is in).

    `through` is the day a row was last checked, `now` the day that decides who is a former member;
    `heading` stands above those who are members then, `what` above those of any other day.
    """

    who: Callable[[MemberRow], Markup]
    key: Callable[[MemberRow], str]
    through: Callable[[MemberRow], str]
    now: Callable[[MemberRow], str]
    heading: str
    what: str


def groups_of(writer: Writer, rows: Sequence[MemberRow], side: Side) -> list[Group]:
    """Spells in groups: members, former members, and those of every other status."""
    what = side.what
    heads = {
        "member": (side.heading, what, True),
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
    order = {name: number for number, name in enumerate(heads)}
    most = FEW if len(rows) <= LONG else 1
    linked: set[str] = set()  # a name is a link where it is told first
    above = ("", "")
    where = [(_place(writer.contents, row, side.now(row)), row) for row in rows]
    placed = sorted(where, key=lambda pair: order[pair[0]])
    for place, row in placed:
        key = side.key(row)
        again = above == (place, key)
        who = Markup("") if again else side.who(row)
        if key in linked and most == 1:
            who = escape(who.striptags())
        linked.add(key)
        above = (place, key)
        line = _line(writer, row, side.through(row), most)
        found[place].append(replace(line, key="" if again else key, who=who))
    return [Group(*heads[name], lines) for name, lines in found.items() if lines]


def _place(contents: Contents, row: MemberRow, day: str) -> str:
    if row.status == Status.UNKNOWN:
        return "unknown"
    # A state that is gone is a member no more, though the day of its last membership is not known.
    gone = _member(contents, row).get("end_latest", NO_LATEST) < day
    now = not gone and _bounds(row).on(day, day) != "no"
    if row.status in COUNTED_AS_MEMBERS:
        return "member" if now else "former"
    return "other" if now else "gone"


def _member(contents: Contents, row: MemberRow) -> Row:
    """What is known of the member itself; nothing of one that the database does not describe."""
    known = contents.states if row.member_kind == STATE else contents.organizations
    return known.get(row.member, {})


def _bounds(row: MemberRow) -> Bounds:
    return Bounds(row.start_earliest, row.start_latest, row.end_earliest, row.end_latest)


def _line(writer: Writer, row: MemberRow, through: str, most: int) -> Line:
    """A spell, without the name of its member."""
    suspensions = [
        s for s in writer.contents.suspensions.get(row.org, ()) if s["membership"] == row.fact
    ]
    disputed = writer.dispute(
        f"{row.member_name or row.member}, {_status(row)} of {row.org}", row.fact, row
    )
    note = writer.refs.cite([row.fact, *(s["fact"] for s in suspensions)], most)
    status = _status(row) if row.status not in COUNTED_AS_MEMBERS or row.status_word else ""
    ending = _ending(writer.contents, row)
    notes = [note for note in (status, BEGINNINGS.get(row.joined_by or ""), ending) if note]
    notes += [f"suspended {_span(text)}" for text in row.suspensions]
    bounds = written(_bounds(row))
    return Line(
        id=row.fact,
        key="",
        who=Markup(""),
        since=date_in_words(row.start) or "not known",
        until="" if row.end == OPEN else date_in_words(row.end) or "not known",
        notes=Markup("{}{}").format("; ".join(notes), disputed),
        sources=numbers_of(replace(note, more=0) if most == 1 else note),
        bounds="" if bounds == _plain(row, through) else bounds,
        suspended=";".join(
            written(bounds_of(s)) for s in suspensions if s["scope"] == "participation"
        ),
        through=through,
        doubtful=row.status == Status.UNKNOWN,
    )


def _plain(row: MemberRow, through: str) -> str | None:
    """The bounds that two full days, or one and an open end, tell by themselves."""
    if not is_day(row.start) or not (row.end == OPEN or is_day(row.end)):
        return None
    end = f"{through}-" if row.end == OPEN else row.end
    return f"{row.start.replace('-', '')}/{end[:10].replace('-', '')}{end[10:]}"


def _status(row: MemberRow) -> str:
    return row.status_word or STATUSES[row.status]


def _ending(contents: Contents, row: MemberRow) -> str:
    if row.end == OPEN:
        return f"notice to leave given {on_date(row.notice)}" if row.notice else ""
    how = ENDINGS.get(row.end_reason or "", "")
    if row.end_reason == EndReason.DISSOLUTION:
        how = _dissolved(contents, row)
    notice = f"notice {on_date(row.notice)}" if row.notice else ""
    return ", ".join(part for part in (how, notice) if part)


def _dissolved(contents: Contents, row: MemberRow) -> str:
    """Which of the two ended: the organization or its member."""
    member = _member(contents, row)
    gone = member.get("end", OPEN) != OPEN or member.get("dissolved")
    if contents.organizations[row.org]["dissolved"]:
        return "the member or the organization ended" if gone else "the organization was dissolved"
    return "the member ceased to exist" if gone else "ended by dissolution"


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
