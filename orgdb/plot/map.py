"""The map of an organization's members on a date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from orgdb.db.reader import Reader, Row
from orgdb.parameters import DateLike, On
from orgdb.plot.history import (
    History,
    Member,
    Standing,
    day_in_words,
    history,
    incomplete,
    source_lines,
    standing_on,
)
from orgdb.plot.legend import legend
from orgdb.plot.map_part import WORLD, Part, part_around
from orgdb.plot.map_standings import Atlas, Place, standings
from orgdb.plot.outlines import CREDIT, outlines
from orgdb.plot.svg import MARGIN, Picture, attribute, escape, number, wrapped, write
from orgdb.plot.svg import text as line_of
from orgdb.vocabulary import COUNTED_AS_MEMBERS

WIDTH = 1000
DOT = 5.6
Link = Callable[[str], str | None]
WORDS = {
    Standing.MEMBER: "member",
    Standing.SUSPENDED: "member, suspended from taking part",
    Standing.OTHER: "associate, observer or partner",
    Standing.UNKNOWN: "not known",
    Standing.NO: "not a member",
    Standing.ABSENT: "no state then, or a territory",
    Standing.PREDECESSOR: "part of a member of the time",
}
MEMBERS = (Standing.MEMBER, Standing.SUSPENDED)
ON_THE_LIST = (Standing.MEMBER, Standing.SUSPENDED, Standing.OTHER, Standing.UNKNOWN)
STROKES = ".og .og-map .og-land{{stroke-width:{0:.2f}}}"
STYLE = ".og .og-map a:hover path,.og .og-map a:hover circle{opacity:.75}"


def membership_map(
    reader: Reader,
    organization: str,
    on: DateLike | None = None,
    *,
    dataset: str | None = None,
    standalone: bool = False,
    bare: bool = False,
    zoom: bool = False,
    link: Link | None = None,
    atlas: Atlas | None = None,
) -> str:
    """The map of an organization's members on a date, as one SVG element.

    Without a date, as of the day the list was last checked. Made to be put into a page: text has
    the page's colour, tones can be set through CSS variables (`orgdb.plot.style`) and turn with
    the reader's dark mode; `standalone` draws its own paper and size, for a file. `bare` shows no
    title and no foot, for a page that says these itself. `zoom` shows the part of the world where
    the members lie. `link` gives the address of a member's
    page, or None. An `atlas` read once serves many maps.

    Raises `QuestionError` where orgdb has no list of the organization, or it did not exist then.
    """
    known = history(reader, organization, dataset)
    atlas = atlas or Atlas.read(reader)
    picture = map_picture(known, atlas, known.question(on), link, bare, zoom)
    return write(picture, standalone=standalone)


def map_picture(
    known: History,
    atlas: Atlas,
    on: On,
    link: Link | None = None,
    bare: bool = False,
    zoom: bool = False,
) -> Picture:
    """The map as a picture that is not written yet."""
    stood = standings(atlas, known, on)
    listed = {m.key: standing_on(m.spells, on) for m in known.members}
    listed = {key: standing for key, standing in listed.items() if standing in ON_THE_LIST}
    members = [key for key, own in listed.items() if own in MEMBERS]
    part = part_around(members) if zoom else WORLD
    tips = {place.key: tip(place, known, stood[place.key], on, atlas) for place in atlas.drawn()}
    drawn = land_picture(known, land(atlas, stood, tips, link, part), part)
    height = drawn.height + 14
    entries = _entries(known, stood, listed, on)
    key, key_height = legend(entries, WIDTH - 2 * MARGIN)
    notes, y = [], height + key_height + 10
    for line in wrapped(_not_drawn(known, stood, listed), 12, WIDTH - 2 * MARGIN):
        notes.append(line_of(0, y, line, "og-axis"))
        y += 16
    below = f'<g transform="translate(0 {number(height)})">{key}</g>{"".join(notes)}'
    return replace(
        drawn,
        subtitle=subtitle(known, on),
        description=description(known, listed, on),
        body=drawn.body + below,
        height=y - 12,
        bare=bare,
    )


def land_picture(known: History, drawing: str, part: Part) -> Picture:
    """A part of the world without anything around it."""
    scale = (WIDTH - 2 * MARGIN) / part.width
    height = round(part.height * scale, 1)
    return Picture(
        title=f"Members of the {known.name}".replace("the The ", "the "),
        subtitle="",
        description=f"World map of the members of {known.name}.",
        body=f'<svg width="{WIDTH - 2 * MARGIN}" height="{number(height)}"'
        f' viewBox="{part.x} {part.y} {part.width} {part.height}">{drawing}</svg>',
        width=WIDTH,
        height=height,
        foot=(*source_lines([known]), CREDIT),
        style=STYLE + STROKES.format(0.5 / scale),
        kind="map",
        scale=round(1 / scale, 3),
        name=f"map-{known.org}",
        bare=True,
    )


def land(
    atlas: Atlas,
    stood: Mapping[str, Standing],
    tips: Mapping[str, str],
    link: Link | None = None,
    part: Part = WORLD,
) -> str:
    """The outlines and, over them, the dots; each with its tone and its words."""
    drawn, dot = outlines(), DOT * part.width / WORLD.width
    shapes = (
        [f'<path class="og-land og-absent" d="{drawn.paths[""]}"/>'] if "" in drawn.paths else []
    )
    dots = []
    for place in atlas.drawn():
        key, standing = place.key, stood[place.key]
        inside = f"<title>{escape(tips[key])}</title>" if key in tips else ""
        marks = f'class="og-land og-{standing}" data-key="{key}"'
        if key in drawn.dots:
            if place.kind == "territory" and standing not in ON_THE_LIST:
                continue
            x, y = drawn.dots[key]
            shape = f'<circle {marks} cx="{x}" cy="{y}" r="{number(dot)}">{inside}</circle>'
            dots.append(_linked(shape, key, standing, link))
        else:
            shape = f'<path {marks} d="{drawn.paths[key]}">{inside}</path>'
            shapes.append(_linked(shape, key, standing, link))
    return "".join((*shapes, *dots))


def _linked(shape: str, key: str, standing: Standing, link: Link | None) -> str:
    address = link(key) if link and standing is not Standing.ABSENT else None
    return f"<a href={attribute(address)}>{shape}</a>" if address else shape


def tip(place: Place, known: History, standing: Standing, on: On, atlas: Atlas) -> str:
    """What an outline says under the pointer."""
    words = WORDS[standing]
    member = known.by_key().get(place.key)
    if member and standing in (Standing.MEMBER, Standing.SUSPENDED, Standing.OTHER):
        words = _since(member, standing, on)
    if standing is Standing.PREDECESSOR:
        names = " and ".join(p.name for p in atlas.then_part_of(place, on))
        words = f"then part of {names}, a member"
    if standing is Standing.NO and place.life and place.life.missing(on):
        names = " and ".join(p.name for p in atlas.then_part_of(place, on))
        words = f"then part of {names}, not a member"
    if standing is Standing.ABSENT:
        words = "territory" if place.kind == "territory" else "no state then"
    return f"{place.name}: {words}"


def _since(member: Member, standing: Standing, on: On) -> str:
    held = _held(member, on)
    counted = [row for row in held if row["status"] in COUNTED_AS_MEMBERS]
    row = (held if standing is Standing.OTHER else counted or held)[0]
    word = row["status_word"] or row["status"]
    what = word if standing is Standing.OTHER else WORDS[standing]
    start = row["start"]
    return f"{what} since {day_in_words(start)}" if start and "[" not in start else what


def _held(member: Member, on: On) -> list[Row]:
    """The spells that can have held on the date."""
    return [
        row
        for row in member.spells
        if row["start_earliest"] <= on.latest and row["end_latest"] >= on.earliest
    ]


def _other_words(known: History, listed: Mapping[str, Standing], on: On) -> str:
    """What those on the list who are not members are: "observer", "associate or partner"."""
    found = {
        str(row["status"])
        for member in known.members
        if listed.get(member.key) is Standing.OTHER
        for row in _held(member, on)
        if row["status"] not in COUNTED_AS_MEMBERS
    }
    return " or ".join(sorted(found)).replace("other or ", "") if found != {"other"} else ""


def subtitle(known: History, on: On) -> str:
    """For which day a map answers."""
    text = day_in_words(on.text)
    if on.text == known.roster.known_through:
        text += ", when the list was last checked"
    elif on.latest > known.roster.known_through:
        text += f", after the last check ({day_in_words(known.roster.known_through)}): not known"
    return f"{text}. {incomplete(known)}".removesuffix(". ")


def description(known: History, listed: Mapping[str, Standing], on: On) -> str:
    """The map in words: how many, and which."""
    names = {member.key: member.name for member in known.members}
    parts = [f"World map of the members of {known.name} on {day_in_words(on.text)}."]
    for standing in ON_THE_LIST:
        keys = [names[key] for key, own in listed.items() if own is standing]
        if keys:
            parts.append(f"{len(keys)}, {WORDS[standing]}: {', '.join(keys)}.")
    return " ".join(parts)


def _entries(
    known: History, stood: Mapping[str, Standing], listed: Mapping[str, Standing], on: On
) -> list[tuple[str, str]]:
    """The legend: what occurs on this map, with numbers from the list itself."""
    counted, shown = Counter(listed.values()), set(stood.values())
    own = {Standing.OTHER: _other_words(known, listed, on)}
    entries = []
    for standing, usual in WORDS.items():
        if counted[standing] or standing in shown:
            count = f" ({counted[standing]})" if counted[standing] else ""
            entries.append((f"og-{standing}", f"{own.get(standing) or usual}{count}"))
    return entries


def _not_drawn(
    known: History, stood: Mapping[str, Standing], listed: Mapping[str, Standing]
) -> str:
    """Who is on the list and has no outline: states of the past, and organizations."""
    names = {member.key: member.name for member in known.members}
    left = [f"{names[k]} ({WORDS[s]})" for k, s in listed.items() if k not in stood]
    if not left:
        return ""
    striped = Standing.PREDECESSOR in stood.values()
    how = " Striped is land that was then part of a member with other borders." if striped else ""
    return f"On the list without an outline of today: {', '.join(left)}.{how}"
