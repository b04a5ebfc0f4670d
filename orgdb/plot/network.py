"""Organizations that have the most members in common, as a network."""

from __future__ import annotations

import math
import operator
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orgdb.db.reader import Reader
from orgdb.errors import QuestionError
from orgdb.membership.spell_rows import SUSPENSIONS, answer_of
from orgdb.parameters import DateLike, On, parse_on
from orgdb.plot.history import data_line, day_in_words
from orgdb.plot.svg import MARGIN, Picture, escape, line, number, text, width_of
from orgdb.vocabulary import CURATED, Answer, Rule

WIDTH, HEIGHT = 1000.0, 800.0
NEAREST = 2  # lines from each organization, to those nearest to it
LEAST = 0.12
POWER_ROUNDS, STRESS_ROUNDS, APART_ROUNDS = 60, 50, 150
SPELLS = """
SELECT m.org, m.org_name, m.member, m.status, m.joined_by, m.end_reason, m.start_earliest,
    m.start_latest, m.end_earliest, m.end_latest, r.known_from,
    r.known_through
FROM memberships m JOIN rosters r ON r.roster_id = m.roster_id
WHERE r.preferred AND r.complete AND m.organization_id IN (
        SELECT organization_id FROM organizations
        WHERE dissolved_latest >= COALESCE(CAST(:day AS TEXT), '9999-12-31'))
    AND m.status IN ('full', 'unspecified')
ORDER BY m.org, m.member"""


@dataclass(frozen=True, slots=True)
class Tie:
    """Two organizations, how many members they share, and that as a share of all of both."""

    a: str
    b: str
    shared: int
    share: float


def network_picture(reader: Reader, on: DateLike | None = None, least: int = 3) -> Picture:
    """Organizations as circles (area by number of members), tied to those nearest to them.

    A line joins two organizations of which one is among the two nearest to the other, by the
    share of members in common (of all members of both); its width grows with that share. On a
    date, or without one those that still exist, each as of its last check. Only certain full
    members count, and organizations with at least `least` of them whose list is complete then.
    """
    asked = parse_on(on)
    belong: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for row in reader.rows(SPELLS, {"day": asked.earliest if asked else None}):
        day = asked or On.day(row["known_through"])
        known = row["known_from"] <= day.earliest
        if known and answer_of([{**row, SUSPENSIONS: ()}], day, Rule.LEGAL) is Answer.YES:
            belong[row["org"]].add(row["member"])
            names[row["org"]] = row["org_name"] or row["org"]
    belong = {org: own for org, own in belong.items() if len(own) >= least}
    ties = _ties(belong)
    if not belong:
        raise QuestionError("No organization has members then.", "Ask for another date.")
    places = _placed(belong)
    parts = [_line(tie, places, names) for tie in ties]
    order = sorted(belong, key=lambda org: -len(belong[org]))
    for org in order:
        x, y = places[org]
        parts.append(
            f'<circle class="og-node" cx="{number(x)}" cy="{number(y)}"'
            f' r="{number(_radius(belong[org]))}">'
            f"<title>{escape(names[org])}: {len(belong[org])} members</title></circle>"
        )
    for org in order:
        x, y = places[org]
        parts.append(text(x, y + _radius(belong[org]) + 10, org, "og-node-name og-halo", "middle"))
    when = day_in_words(asked.text) if asked else "each as of its last check"
    data = data_line(reader, CURATED)
    strongest = sorted(ties, key=lambda tie: -tie.share)[:10]
    return Picture(
        title="Organizations that share their members",
        subtitle=f"{len(belong)} organizations with a complete list, {when}. Area: number of"
        " members. Lines: the nearest by share of members in common; the wider, the more.",
        description=f"Network of {len(belong)} organizations, {when}. Most alike: "
        + "; ".join(f"{t.a} and {t.b} share {t.shared} members ({t.share:.0%})" for t in strongest)
        + ".",
        body="".join(parts),
        width=WIDTH,
        height=HEIGHT,
        foot=[f"Data: {data}. The sources of each list: orgdb cite ORG."],
        style=".og .og-node{fill:$other;stroke:$member;stroke-width:1.2}"
        ".og .og-tie{stroke:$edge;fill:none;opacity:.5}"
        ".og .og-node-name{font-size:11px;font-weight:700}",
        name="network",
    )


def _ties(belong: Mapping[str, set[str]]) -> list[Tie]:
    """The ties of each organization to its nearest."""
    orgs = sorted(belong)
    near: dict[str, list[Tie]] = defaultdict(list)
    for place, a in enumerate(orgs):
        for b in orgs[place + 1 :]:
            shared = len(belong[a] & belong[b])
            share = _share(belong[a], belong[b])
            if share >= LEAST:
                tie = Tie(a, b, shared, share)
                near[a].append(tie)
                near[b].append(tie)
    kept: set[Tie] = set()
    for own in near.values():
        kept.update(sorted(own, key=lambda tie: (-tie.share, tie.a, tie.b))[:NEAREST])
    return sorted(kept, key=lambda tie: (tie.a, tie.b))


def _radius(members: set[str]) -> float:
    return 1.15 * math.sqrt(len(members)) + 2.5


def _placed(belong: Mapping[str, set[str]]) -> dict[str, tuple[float, float]]:
    """Places for the circles: the more two organizations have in common, the nearer they lie.

    Stress majorization (Gansner, Koren and North 2004) from classical scaling, so that the same
    data always give the same picture; then circles and labels are pushed apart.
    """
    orgs = sorted(belong, key=lambda org: (-len(belong[org]), org))
    wanted = [
        [0.08 + 1 - _share(belong[a], belong[b]) for b in orgs] if len(orgs) > 1 else []
        for a in orgs
    ]
    at = _start(wanted)
    for _ in range(STRESS_ROUNDS):
        at = [_pulled(i, at, wanted[i]) for i in range(len(at))]
    boxes = [
        (
            max(2 * _radius(belong[org]), width_of(org, 11, bold=True)) + 6,
            2 * _radius(belong[org]) + 15,
        )
        for org in orgs
    ]
    return dict(zip(orgs, _apart(_fitted(at), boxes), strict=True))


def _start(wanted: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """Classical scaling: the two directions in which the distances differ most."""
    size = len(wanted)
    squares = [
        [0.0 if i == j else d * d for j, d in enumerate(row)] for i, row in enumerate(wanted)
    ]
    means = [sum(row) / size for row in squares]
    mean = sum(means) / size
    inner = [
        [(means[i] + means[j] - d - mean) / 2 for j, d in enumerate(row)]
        for i, row in enumerate(squares)
    ]
    axes: list[list[float]] = []
    for _ in range(2):
        vector = [math.cos(place * 2.39996) + 0.01 for place in range(size)]
        for _ in range(POWER_ROUNDS):
            for axis in axes:
                along = sum(map(operator.mul, axis, vector))
                vector = [v - along * a for v, a in zip(vector, axis, strict=True)]
            vector = [sum(map(operator.mul, row, vector)) for row in inner]
            length = math.hypot(*vector) or 1
            vector = [v / length for v in vector]
        axes.append(vector)
    # A little apart, or those with the same members would stay on one point.
    return [
        (x + 0.01 * math.cos(place), y + 0.01 * math.sin(place))
        for place, (x, y) in enumerate(zip(*axes, strict=True))
    ]


def _share(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b)


def _pulled(
    i: int, at: Sequence[tuple[float, float]], wanted: Sequence[float]
) -> tuple[float, float]:
    """Where one circle would lie best if the others stayed."""
    x, y = at[i]
    sum_x = sum_y = weights = 0.0
    for j, (other_x, other_y) in enumerate(at):
        if i == j:
            continue
        dx, dy = x - other_x, y - other_y
        far = math.hypot(dx, dy) or 0.001
        weight = 1 / wanted[j] ** 2
        stretch = wanted[j] / far
        sum_x += weight * (other_x + dx * stretch)
        sum_y += weight * (other_y + dy * stretch)
        weights += weight
    return (sum_x / weights, sum_y / weights) if weights else (x, y)


def _fitted(at: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The places stretched to fill the picture."""
    xs, ys = [x for x, _ in at], [y for _, y in at]
    wide, high = (max(xs) - min(xs)) or 1, (max(ys) - min(ys)) or 1
    room = WIDTH - 2 * MARGIN
    return [
        (30 + (x - min(xs)) / wide * (room - 60), 30 + (y - min(ys)) / high * (HEIGHT - 60))
        for x, y in at
    ]


def _apart(
    places: Sequence[tuple[float, float]], boxes: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """The places, moved along the shorter way out of every overlap of two boxes."""
    at = [list(place) for place in places]
    for _ in range(APART_ROUNDS):
        moved = False
        for i, (wide, high) in enumerate(boxes):
            for j in range(i):
                dx, dy = at[i][0] - at[j][0], at[i][1] - at[j][1]
                over_x = (wide + boxes[j][0]) / 2 - abs(dx)
                over_y = (high + boxes[j][1]) / 2 - abs(dy)
                if over_x <= 0 or over_y <= 0:
                    continue
                moved = True
                axis, by = (
                    (0, math.copysign(over_x / 2, dx))
                    if over_x < over_y
                    else (
                        1,
                        math.copysign(over_y / 2, dy),
                    )
                )
                at[i][axis] += by
                at[j][axis] -= by
        for place, (wide, high) in zip(at, boxes, strict=True):
            place[0] = min(max(place[0], wide / 2), WIDTH - 2 * MARGIN - wide / 2)
            place[1] = min(max(place[1], high / 2), HEIGHT - high / 2)
        if not moved:
            break
    return [(x, y) for x, y in at]


def _line(tie: Tie, places: Mapping[str, tuple[float, float]], names: Mapping[str, str]) -> str:
    said = f"{names[tie.a]} and {names[tie.b]}: {tie.shared} members in common ({tie.share:.0%})"
    (x1, y1), (x2, y2) = places[tie.a], places[tie.b]
    drawn = line(x1, y1, x2, y2, "og-tie").removesuffix("/>")
    return f'{drawn} stroke-width="{0.6 + 5 * tie.share:.1f}"><title>{escape(said)}</title></path>'
