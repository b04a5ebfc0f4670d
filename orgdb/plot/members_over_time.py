"""The number of members of one or more organizations over time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from orgdb.dates import day_before
from orgdb.errors import QuestionError
from orgdb.plot.axis import Days, Numbers
from orgdb.plot.history import Count, History, counts, day_in_words, incomplete, source_lines
from orgdb.plot.legend import legend
from orgdb.plot.style import LINES
from orgdb.plot.svg import MARGIN, Picture, number, text, width_of

WIDTH, HEIGHT, LEFT = 1000.0, 430.0, 44.0
LABEL = 18


def members_picture(histories: Sequence[History]) -> Picture:
    """A line of the certain members of each organization, from its founding to the last check.

    Hatched above a line: who may have been a member (dates not known to the day, spells not known
    for sure). Striped below it: members suspended from taking part. At most six organizations.
    """
    if len(histories) > len(LINES):
        raise QuestionError(
            f"{len(histories)} organizations do not fit into one chart.",
            f"Name at most {len(LINES)}.",
        )
    series = [counts(one) for one in histories]
    most = max(count.possible for own in series for count in own)
    longest = max(
        width_of(_label(one, own), 13, bold=True)
        for one, own in zip(histories, series, strict=True)
    )
    right = WIDTH - 2 * MARGIN - longest - 14
    first, last = min(h.first for h in histories), max(h.last for h in histories)
    days, up = Days(first, last, LEFT, right), Numbers(most, HEIGHT - 26, 8)
    parts = [up.axis(LEFT, right), days.axis(up.bottom)]
    places = _apart([up.y(own[-1].members) for own in series])
    for place, (one, own) in enumerate(zip(histories, series, strict=True)):
        parts.append(_bands(one, own, days, up, place, alone=len(histories) == 1))
    for place, (one, own) in enumerate(zip(histories, series, strict=True)):
        path = _steps(own, one.last, days, up, lambda count: count.members)
        parts.append(f'<path class="og-l{place}" d="{path}"/>')
        x, y = days.x(one.last), up.y(own[-1].members)
        parts.append(f'<circle class="og-d{place}" cx="{number(x)}" cy="{number(y)}" r="3.5"/>')
        name = _label(one, own)
        parts.append(text(x + 9, places[place] + 4.5, name, f"og-n{place} og-halo"))
    entries = _entries(series)
    key, height = legend(entries, WIDTH - 2 * MARGIN) if entries else ("", 0)
    parts.append(f'<g transform="translate(0 {HEIGHT + 12:g})">{key}</g>')
    alone = len(histories) == 1
    title = f"Members of the {histories[0].name}" if alone else f"Members of {_listed(histories)}"
    span = f"{first[:4]} to {last[:4]}"
    notes = " ".join(note for note in map(incomplete, histories) if note)
    return Picture(
        title=title.replace("the The ", "the "),
        subtitle=f"Number of full members, {span}. {notes}".strip(),
        description=_description(histories, series),
        body="".join(parts),
        width=WIDTH,
        height=HEIGHT + 12 + height,
        foot=source_lines(histories),
        style=_style(),
        name=f"members-{'-'.join(h.org for h in histories)}",
    )


def _label(one: History, own: Sequence[Count]) -> str:
    return f"{one.org} {own[-1].members}"


def _listed(histories: Sequence[History]) -> str:
    keys = [one.org for one in histories]
    return f"{', '.join(keys[:-1])} and {keys[-1]}"


def _steps(
    own: Sequence[Count], last: str, days: Days, up: Numbers, height: Callable[[Count], int]
) -> str:
    """A line that keeps its height until the day it changes."""
    path = f"M{number(days.x(own[0].day))} {number(up.y(height(own[0])))}"
    for count in own[1:]:
        path += f"H{number(days.x(count.day))}V{number(up.y(height(count)))}"
    return f"{path}H{number(days.x(last))}"


def _bands(
    one: History, own: Sequence[Count], days: Days, up: Numbers, place: int, alone: bool
) -> str:
    """Between the lines: what is not known, who is suspended; under a single line a tint."""
    parts = []
    if alone:
        base = number(up.y(0))
        path = _steps(own, one.last, days, up, lambda count: count.members)
        start = number(days.x(own[0].day))
        parts.append(f'<path class="og-area" d="{path}V{base}H{start}Z"/>')
    ends = [*(day_before(count.day) for count in own[1:]), one.last]
    for count, end in zip(own, ends, strict=True):
        x, wide = days.x(count.day), max(days.x(end) - days.x(count.day), 1)
        for low, high, kind in (
            (count.members, count.possible, "og-doubt"),
            (count.members - count.suspended, count.members, "og-stripes"),
        ):
            if high > low:
                y = number(up.y(high))
                tall = number(up.y(low) - up.y(high))
                place_ = f'x="{number(x)}" y="{y}" width="{number(wide)}" height="{tall}"'
                if kind == "og-stripes":
                    parts.append(f'<rect class="og-d{place}" {place_}/>')
                parts.append(f'<rect class="{kind}" {place_}/>')
    return "".join(parts)


def _apart(heights: Sequence[float]) -> list[float]:
    """The heights of labels, moved so that none covers another."""
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    placed = list(heights)
    for before, here in pairwise(order):
        placed[here] = max(placed[here], placed[before] + LABEL)
    return placed


def _entries(series: Sequence[Sequence[Count]]) -> list[tuple[str, str]]:
    entries = []
    if any(count.possible > count.members for own in series for count in own):
        entries.append(("og-unknown", "possibly members: dates or membership not known for sure"))
    if any(count.suspended for own in series for count in own):
        entries.append(("og-suspended", "members suspended from taking part"))
    return entries


def _style() -> str:
    rules = (
        ".og .og-area{fill:$member;opacity:.13}"
        ".og .og-doubt{fill:url(#og-chart-unknown);opacity:.8}"
        ".og .og-stripes{fill:url(#og-chart-stripes)}"
    )
    for place, (_, _, dash) in enumerate(LINES):
        dashed = f"stroke-dasharray:{dash.replace(' ', ',')};" if dash else ""
        rules += (
            f".og .og-l{place}{{fill:none;stroke:$line{place};stroke-width:2.6;{dashed}}}"
            f".og .og-d{place}{{fill:$line{place}}}"
            f".og .og-n{place}{{fill:$line{place};font-weight:700}}"
        )
    return rules


def _description(histories: Sequence[History], series: Sequence[Sequence[Count]]) -> str:
    parts = ["Line chart of the number of members over time."]
    for one, own in zip(histories, series, strict=True):
        top = max(own, key=lambda count: count.members)
        parts.append(
            f"{one.name} ({one.org}): {own[0].members} on {day_in_words(own[0].day)},"
            f" most {top.members} from {day_in_words(top.day)},"
            f" {own[-1].members} on {day_in_words(one.last)}."
        )
    return " ".join(parts)
