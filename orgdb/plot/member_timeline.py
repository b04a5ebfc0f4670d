"""A bar for each membership period of an organization, its suspensions, its leaders below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from orgdb.dates import day_before
from orgdb.db.reader import Reader, Row
from orgdb.membership.spell_rows import bounds_of, excluding
from orgdb.plot.axis import Days
from orgdb.plot.history import History, Member, day_in_words, incomplete, source_lines
from orgdb.plot.legend import legend
from orgdb.plot.svg import MARGIN, Picture, rect, shortened, text, width_of
from orgdb.vocabulary import COUNTED_AS_MEMBERS, Status

WIDTH, ROW, BAR, MOST_LABEL = 1000.0, 16.0, 10.0, 210.0
DEPUTIES = ("assistant", "associate", "deputy", "under", "vice")  # below the heads they serve
LEADERS = """
SELECT post, person, person_name, acting, vacant, start, "end", start_earliest, start_latest,
    end_earliest, end_latest
FROM officials WHERE organization_id = :id AND body_kind = 'organization'
ORDER BY post_key, start_latest, end_latest, person"""


def timeline_picture(reader: Reader, known: History) -> Picture:
    """Members from the first to join to the last, each with its periods; then who led.

    A bar is solid where membership is certain and hatched where its dates leave it open; striped
    where the member was suspended from taking part; pale where it was an associate or observer.
    """
    full = [m for m in known.members if any(r["status"] in COUNTED_AS_MEMBERS for r in m.spells)]
    members = sorted(full or known.members, key=lambda m: (_began(m), m.name))
    leaders = reader.rows(LEADERS, {"id": known.roster.organization_id})
    by_post = _by_post(leaders, known)
    names = [m.name for m in members] + [name for rows in by_post.values() for name in rows]
    label = min(max(width_of(name, 11.5) for name in names) + 12, MOST_LABEL)
    days = Days(known.first, known.last, label, WIDTH - 2 * MARGIN - 8)
    bottom = 22 + len(members) * ROW
    parts = [_years(days, bottom)]
    kinds: set[str] = set()
    for place, member in enumerate(members):
        parts.append(_member(member, days, 22 + place * ROW, label, kinds))
    y = bottom + 24
    for post, people in by_post.items():
        y += 20
        parts.append(text(0, y, post, "og-head"))
        y += 8
        for name, rows in people.items():
            parts.append(
                text(label - 8, y + BAR - 1, shortened(name, 11.5, label - 10), "og-name", "end")
            )
            for row in rows:
                kind = "absent" if row["vacant"] else "leader"
                parts += _bar(row, days, y, kind, _tenure(row), kinds)
            y += ROW
    words = {
        "member": "member",
        "suspended": "suspended from taking part",
        "other": "associate, observer or partner",
        "unknown": "dates not known to the day, or not known for sure",
        "leader": "in office",
        "absent": "vacant",
    }
    entries = [(f"og-{kind}", said) for kind, said in words.items() if kind in kinds]
    key, height = legend(entries, WIDTH - 2 * MARGIN)
    parts.append(f'<g transform="translate(0 {y + 12:g})">{key}</g>')
    return Picture(
        title=f"Who has belonged to the {known.name}, and when".replace("the The ", "the "),
        subtitle=f"{len(members)} members ever, {known.first[:4]} to {known.last[:4]}. "
        f"{incomplete(known)}".strip(),
        description=_description(known, members, by_post),
        body="".join(parts),
        width=WIDTH,
        height=y + 12 + height,
        foot=source_lines([known]),
        style=".og .og-leader{fill:$quiet}",
        name=f"timeline-{known.org}",
    )


def _years(days: Days, bottom: float) -> str:
    above = "".join(text(days.x(day), 8, day[:4], "og-axis", "middle") for day in days.ticks())
    return above + days.axis(bottom, 14)


def _began(member: Member) -> str:
    counted = [r for r in member.spells if r["status"] in COUNTED_AS_MEMBERS] or member.spells
    return str(min(row["start_latest"] for row in counted))


def _member(member: Member, days: Days, y: float, label: float, kinds: set[str]) -> str:
    name = shortened(member.name, 11.5, label - 10)
    parts = [text(label - 8, y + BAR - 1, name, "og-name", "end")]
    for row in member.spells:
        kind = _kind(row)
        said = f"{member.name}: {row['status_word'] or row['status']}, {_period(row)}"
        parts += _bar(row, days, y, kind, said, kinds)
        for item in excluding(row):
            inside = {
                "start_earliest": max(item["start_earliest"], row["start_earliest"]),
                "start_latest": max(item["start_latest"], row["start_earliest"]),
                "end_earliest": min(item["end_earliest"], row["end_latest"]),
                "end_latest": min(item["end_latest"], row["end_latest"]),
            }
            said = f"{member.name}: suspended from taking part, {_period(item)}"
            parts.append(
                _piece(inside["start_earliest"], inside["end_latest"], days, y, "suspended", said)
            )
            kinds.add("suspended")
    return "".join(parts)


def _kind(row: Row) -> str:
    if row["status"] == Status.UNKNOWN:
        return "unknown"
    return "member" if row["status"] in COUNTED_AS_MEMBERS else "other"


def _bar(row: Row, days: Days, y: float, kind: str, said: str, kinds: set[str]) -> list[str]:
    """The certain days of a period, and the days before and after on which it may have held."""
    tight = bounds_of(row).tightened()
    if tight.s2 > tight.e1:
        kinds.add("unknown")
        return [_piece(tight.s1, min(tight.e2, days.last), days, y, "unknown", said)]
    kinds.add(kind)
    parts = [_piece(tight.s2, tight.e1, days, y, kind, said)]
    still = row["end"] == ".."
    for first, last in ((tight.s1, day_before(tight.s2)), (tight.e1, tight.e2)):
        doubtful = first < last and not (still and first == tight.e1)
        if doubtful and days.x(last) - days.x(first) > 1:
            kinds.add("unknown")
            parts.insert(0, _piece(first, last, days, y, "unknown", said))
    return parts


def _piece(first: str, last: str, days: Days, y: float, kind: str, said: str) -> str:
    x = days.x(first)
    return rect(x, y, max(days.x(last) - x, 1.5), BAR, f"og-{kind}", tip=said)


def _tenure(row: Row) -> str:
    acting = ", acting" if row["acting"] else ""
    return f"{_holder(row)}: {row['post']}{acting}, {_period(row)}"


def _holder(row: Row) -> str:
    return "vacant" if row["vacant"] else row["person_name"] or row["person"]


def _period(row: Row) -> str:
    start = day_in_words(row["start"]) or "an unknown day"
    if row["end"] == "..":
        return f"since {start}"
    return f"{start} to {day_in_words(row['end']) or 'an unknown day'}"


def _by_post(rows: Sequence[Row], known: History) -> dict[str, dict[str, list[Row]]]:
    """The tenures that fall into the days drawn, by post and by person; heads before deputies."""
    found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row["start_earliest"] <= known.last and row["end_latest"] >= known.first:
            found[row["post"]][_holder(row)].append(row)
    return dict(sorted(found.items(), key=lambda item: item[0].lower().startswith(DEPUTIES)))


def _description(
    known: History, members: Sequence[Member], by_post: dict[str, dict[str, list[Row]]]
) -> str:
    parts = [f"Timeline of the members of {known.name}."]
    for member in members:
        periods = [_period(r) for r in member.spells if r["status"] in COUNTED_AS_MEMBERS]
        parts.append(f"{member.name}: {', '.join(periods)}.")
    for post, people in by_post.items():
        parts.append(f"{post}: {', '.join(people)}.")
    return " ".join(parts)
