"""Who belongs to both of two organizations, and who to one of them only."""

from __future__ import annotations

from collections.abc import Sequence

from orgdb.parameters import DateLike, On, parse_on
from orgdb.plot.history import (
    History,
    Standing,
    day_in_words,
    incomplete,
    source_lines,
    standing_on,
)
from orgdb.plot.svg import MARGIN, Picture, rect, shortened, text, width_of

WIDTH, COLUMNS, LINE, BAR = 1000.0, 5, 16.0, 46.0
MEMBERS = (Standing.MEMBER, Standing.SUSPENDED)


def overlap_picture(a: History, b: History, on: DateLike | None) -> Picture:
    """A bar divided by who is a member of the first, of both and of the second; names below.

    On a date, or (without one) as of the earlier of the two last checks. A member of whom one of
    the two is not known stands apart. `*` marks members suspended from taking part.
    """
    asked = parse_on(on) or On.day(min(a.last, b.last))
    a.question(asked.text)
    b.question(asked.text)
    names = {m.key: m.name for one in (b, a) for m in one.members}
    stood = [{m.key: standing_on(m.spells, asked) for m in one.members} for one in (a, b)]
    groups: dict[str, list[str]] = {"a": [], "both": [], "b": [], "unknown": []}
    for key in sorted(names, key=lambda key: names[key]):
        here = [
            _answer(one, own.get(key, Standing.NO), asked)
            for one, own in zip((a, b), stood, strict=True)
        ]
        if True not in here and None not in here:
            continue
        known = "both" if all(here) else "a" if here[0] else "b"
        group = "unknown" if None in here else known
        out = any(own.get(key) is Standing.SUSPENDED for own in stood)
        groups[group].append(f"{names[key]}{'*' if out else ''}")
    labels = {
        "a": f"{a.org} only",
        "both": f"{a.org} and {b.org}",
        "b": f"{b.org} only",
        "unknown": "not known of one or both",
    }
    body, y = _bar(groups, labels)
    for group, members in groups.items():
        if members:
            listed, y = _names(f"{labels[group]}: {len(members)}", members, y, f"og-o-{group}")
            body += listed
    if any(name.endswith("*") for own in groups.values() for name in own):
        body += text(0, y + 14, "* suspended from taking part; still a member", "og-axis")
        y += 20
    when = day_in_words(asked.text)
    notes = " ".join(note for note in (incomplete(a), incomplete(b)) if note)
    return Picture(
        title=f"Who belongs to {a.org}, to {b.org}, and to both",
        subtitle=f"{a.name} and {b.name}, {when}. {notes}".strip(),
        description=f"Overlap of the members of {a.name} and {b.name} on {when}. "
        + " ".join(
            f"{labels[g]} ({len(own)}): {', '.join(own)}." for g, own in groups.items() if own
        ),
        body=body,
        width=WIDTH,
        height=y,
        foot=source_lines([a, b]),
        style=".og .og-o-a{fill:$other}.og .og-o-both{fill:$member}.og .og-o-b{fill:$no}"
        ".og .og-o-unknown{fill:url(#og-chart-unknown)}"
        ".og .og-number{font-size:18px;font-weight:700}"
        ".og .og-inside{fill:$paper}",
        name=f"overlap-{a.org}-{b.org}",
    )


def _answer(one: History, standing: Standing, on: On) -> bool | None:
    """A member: yes, no, or (None) not known; *no* needs a list that can deny it."""
    if standing in MEMBERS:
        return True
    if standing is Standing.UNKNOWN or not one.roster.covers(on, ()):
        return None
    return False


def _bar(groups: dict[str, list[str]], labels: dict[str, str]) -> tuple[str, float]:
    total = sum(map(len, groups.values())) or 1
    room, x, parts = WIDTH - 2 * MARGIN, 0.0, []
    for group, members in groups.items():
        if not members:
            continue
        wide = len(members) / total * room
        parts.append(rect(x, 0, wide - 2, BAR, f"og-o-{group} og-strong", tip=labels[group]))
        number = str(len(members))
        if group != "unknown" and width_of(number, 18) + 12 < wide:
            ink = "og-inside" if group == "both" else ""
            parts.append(text(x + 10, BAR / 2 + 6.5, number, f"og-number {ink}".strip()))
        x += wide
    return "".join(parts), BAR + 22


def _names(heading: str, members: Sequence[str], y: float, kind: str) -> tuple[str, float]:
    parts = [rect(0, y, 15, 13, f"{kind} og-strong"), text(22, y + 12, heading, "og-head")]
    y += 32
    column = (WIDTH - 2 * MARGIN) / COLUMNS
    rows = -(-len(members) // COLUMNS)
    for place, name in enumerate(members):
        x, line = place // rows * column, place % rows
        parts.append(text(x, y + line * LINE, shortened(name, 11.5, column - 8), "og-name"))
    return "".join(parts), y + rows * LINE + 14
