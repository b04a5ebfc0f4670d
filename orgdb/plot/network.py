"""Organizations that have the most members in common, as a network."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from orgdb.db.reader import Reader
from orgdb.membership.spell_rows import SUSPENSIONS, answer_of
from orgdb.parameters import DateLike, On, parse_on
from orgdb.plot.history import day_in_words
from orgdb.plot.svg import MARGIN, Picture, escape, line, number, text
from orgdb.vocabulary import Answer, Rule

WIDTH, HEIGHT = 1000.0, 720.0
NEAREST = 3  # lines from each organization, to those nearest to it
LEAST, ROUNDS = 0.12, 220
SPELLS = """
SELECT m.org, m.org_name, m.member, m.status, m.joined_by, m.end_reason, m.start_earliest,
    m.start_latest, m.end_earliest, m.end_latest, r.known_through
FROM memberships m JOIN rosters r ON r.roster_id = m.roster_id
WHERE r.preferred AND m.status IN ('full', 'unspecified')
ORDER BY m.org, m.member"""
DATASET = "SELECT title, version, licence FROM datasets ORDER BY preference"


@dataclass(frozen=True, slots=True)
class Tie:
    """Two organizations, how many members they share, and that as a share of all of both."""

    a: str
    b: str
    shared: int
    share: float


def network_picture(reader: Reader, on: DateLike | None = None, least: int = 3) -> Picture:
    """Organizations as circles (area by number of members), tied to those nearest to them.

    A line joins two organizations of which one is among the three nearest to the other, by the
    share of members in common (of all members of both); its width grows with that share. On a
    date, or without one each as of its last check. Only certain full members count, and
    organizations with at least `least` of them.
    """
    asked = parse_on(on)
    belong: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for row in reader.rows(SPELLS):
        day = asked or On.day(row["known_through"])
        if answer_of([{**row, SUSPENSIONS: ()}], day, Rule.LEGAL) is Answer.YES:
            belong[row["org"]].add(row["member"])
            names[row["org"]] = row["org_name"] or row["org"]
    belong = {org: own for org, own in belong.items() if len(own) >= least}
    ties = _ties(belong)
    places = _placed(belong, ties)
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
        parts.append(text(x, y + 4, org, "og-node-name og-halo", "middle"))
    when = day_in_words(asked.text) if asked else "each as of its last check"
    data = reader.rows(DATASET)[0]
    strongest = sorted(ties, key=lambda tie: -tie.share)[:10]
    return Picture(
        title="Organizations that share their members",
        subtitle=f"{len(belong)} organizations, {when}. Area: number of members. Lines: the nearest"
        " by share of members in common; the wider, the more.",
        description=f"Network of {len(belong)} organizations, {when}. Most alike: "
        + "; ".join(f"{t.a} and {t.b} share {t.shared} members ({t.share:.0%})" for t in strongest)
        + ".",
        body="".join(parts),
        width=WIDTH,
        height=HEIGHT,
        foot=[
            f"Data: {data['title']} {data['version']}, {(data['licence'] or '').partition(' (')[0]}."
            " The sources of each list: orgdb cite ORG."
        ],
        style=".og .og-node{fill:$other;stroke:$member;stroke-width:1.2}"
        ".og .og-tie{stroke:$edge;fill:none;opacity:.65}"
        ".og .og-node-name{font-size:11.5px;font-weight:700}",
        name="network",
    )


def _ties(belong: Mapping[str, set[str]]) -> list[Tie]:
    """The ties of each organization to its nearest."""
    orgs = sorted(belong)
    near: dict[str, list[Tie]] = defaultdict(list)
    for place, a in enumerate(orgs):
        for b in orgs[place + 1 :]:
            shared = len(belong[a] & belong[b])
            share = shared / len(belong[a] | belong[b])
            if share >= LEAST:
                tie = Tie(a, b, shared, share)
                near[a].append(tie)
                near[b].append(tie)
    kept: set[Tie] = set()
    for own in near.values():
        kept.update(sorted(own, key=lambda tie: (-tie.share, tie.a, tie.b))[:NEAREST])
    return sorted(kept, key=lambda tie: (tie.a, tie.b))


def _radius(members: set[str]) -> float:
    return 2.4 * math.sqrt(len(members)) * 0.75 + 2


def _placed(belong: Mapping[str, set[str]], ties: list[Tie]) -> dict[str, tuple[float, float]]:
    """Places for the circles: ties pull, all push (Fruchterman and Reingold 1991), no chance."""
    orgs = sorted(belong, key=lambda org: (-len(belong[org]), org))
    wide, high = WIDTH - 2 * MARGIN, HEIGHT
    at = []
    for place in range(len(orgs)):
        # A sunflower's spiral: even, and the same each time.
        turn, far = place * 2.39996, math.sqrt((place + 0.5) / max(len(orgs), 1)) * 0.48
        at.append([wide * (0.5 + far * math.cos(turn)), high * (0.5 + far * math.sin(turn))])
    index = {org: place for place, org in enumerate(orgs)}
    pulls = [(index[tie.a], index[tie.b], tie.share) for tie in ties]
    sizes = [_radius(belong[org]) for org in orgs]
    apart = math.sqrt(wide * high / max(len(orgs), 1)) * 0.62
    for round_ in range(ROUNDS):
        heat = 40 * (1 - round_ / ROUNDS) ** 1.5 + 0.5
        moves = [[(wide / 2 - x) * 0.012, (high / 2 - y) * 0.02] for x, y in at]
        for i, (x, y) in enumerate(at):
            for j in range(i + 1, len(at)):
                dx, dy = x - at[j][0], y - at[j][1]
                far = math.hypot(dx, dy) or 0.01
                near = sizes[i] + sizes[j] + 9
                push = (apart * apart / far + max(near - far, 0) * 6) / far * 0.5
                moves[i][0] += dx * push
                moves[i][1] += dy * push
                moves[j][0] -= dx * push
                moves[j][1] -= dy * push
        for i, j, share in pulls:
            dx, dy = at[i][0] - at[j][0], at[i][1] - at[j][1]
            pull = math.hypot(dx, dy) / apart * (0.3 + share)
            moves[i][0] -= dx * pull
            moves[i][1] -= dy * pull
            moves[j][0] += dx * pull
            moves[j][1] += dy * pull
        for place, (dx, dy) in zip(at, moves, strict=True):
            far = math.hypot(dx, dy) or 0.01
            step = min(far, heat) / far
            place[0] += dx * step
            place[1] += dy * step
    return _fitted(dict(zip(orgs, at, strict=True)))


def _fitted(at: dict[str, list[float]]) -> dict[str, tuple[float, float]]:
    """The places stretched to fill the picture."""
    if not at:
        return {}
    left, right = min(x for x, _ in at.values()), max(x for x, _ in at.values())
    top, bottom = min(y for _, y in at.values()), max(y for _, y in at.values())
    wide, high = WIDTH - 2 * MARGIN - 90, HEIGHT - 70
    return {
        org: (
            45 + (x - left) / ((right - left) or 1) * wide,
            35 + (y - top) / ((bottom - top) or 1) * high,
        )
        for org, (x, y) in at.items()
    }


def _line(tie: Tie, places: Mapping[str, tuple[float, float]], names: Mapping[str, str]) -> str:
    said = f"{names[tie.a]} and {names[tie.b]}: {tie.shared} members in common ({tie.share:.0%})"
    (x1, y1), (x2, y2) = places[tie.a], places[tie.b]
    drawn = line(x1, y1, x2, y2, "og-tie").removesuffix("/>")
    return f'{drawn} stroke-width="{0.6 + 5 * tie.share:.1f}"><title>{escape(said)}</title></path>'
