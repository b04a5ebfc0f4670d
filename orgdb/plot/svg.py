"""A picture as SVG text: title, subtitle, body, foot, and what a screen reader says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape as escape_text
from xml.sax.saxutils import quoteattr

from orgdb.plot.style import patterns, style_sheet

NARROW = frozenset("fijlrtI.,:;'|!()[]{} -/‘’")
WIDE = frozenset("mwMW@%—…")
MARGIN = 24


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture before it is written: what to say around its body, and the body's size.

    `body` is SVG with its origin at the top left of the space below the subtitle, inside the
    margins; `description` is what it shows, in words, for those who cannot see it. `kind` is
    chart or map, `scale` how large a map's hatches are in its units; `name` tells it from other
    pictures on one page. A `bare` one says title and foot to screen readers only.
    """

    title: str
    subtitle: str
    description: str
    body: str
    width: float
    height: float
    foot: Sequence[str] = ()
    style: str = ""
    kind: str = "chart"
    scale: float = 1
    name: str = "picture"
    bare: bool = False


def write(picture: Picture, *, standalone: bool = True, literal: bool = False) -> str:
    """The picture as one SVG element.

    `standalone` draws its own paper, for a file; inside a page the page shows through. `literal`
    writes plain colours, for converters that know no CSS variables.
    """
    inner, name = picture.width - 2 * MARGIN, f"og-{picture.name}"
    parts: list[str] = []
    y = 0.0 if picture.bare else MARGIN + 18.0
    for line in () if picture.bare else wrapped(picture.title, 23, inner, bold=True):
        parts.append(text(MARGIN, y, line, "og-title"))
        y += 28
    for line in () if picture.bare else wrapped(picture.subtitle, 15, inner):
        parts.append(text(MARGIN, y - 2, line, "og-sub"))
        y += 20
    y += 2
    place = f"translate({MARGIN} {number(y)})"
    parts.append(f'<g class="og-{picture.kind}" transform="{place}">{picture.body}</g>')
    y += picture.height + 24
    for paragraph in () if picture.bare else picture.foot:
        for line in wrapped(paragraph, 11, inner):
            parts.append(text(MARGIN, y, line, "og-foot"))
            y += 15
    height = round(y + 8)
    width = number(picture.width)
    paper = f'<rect class="og-paper" width="{width}" height="{height}"/>' if standalone else ""
    sizes = f'width="{width}" height="{height}"' if standalone else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="og" viewBox="0 0 {width} {height}"'
        f' {sizes} role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(picture.title)}</title>'
        f'<desc id="{name}-d">{escape(picture.description)}</desc>'
        f"<style>{style_sheet(standalone, literal, picture.style)}</style>"
        f"<defs>{patterns('map', picture.scale)}{patterns('chart')}</defs>"
        f"{paper}{''.join(parts)}</svg>\n"
    )


def text(x: float, y: float, what: str, kind: str = "", anchor: str = "", extra: str = "") -> str:
    """One line of text whose baseline begins (or ends, with anchor `end`) at x, y."""
    marks = f' class="{kind}"' if kind else ""
    marks += f' text-anchor="{anchor}"' if anchor else ""
    marks += f" {extra}" if extra else ""
    return f'<text x="{number(x)}" y="{number(y)}"{marks}>{escape(what)}</text>'


def rect(
    x: float, y: float, width: float, height: float, kind: str = "", fill: str = "", tip: str = ""
) -> str:
    """A rectangle; `fill` (a pattern) goes over its class, `tip` shows under the pointer."""
    marks = f' class="{kind}"' if kind else ""
    marks += f' style="fill:{fill}"' if fill else ""
    shape = (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(max(width, 0.6))}"'
        f' height="{number(height)}"{marks}'
    )
    return f"{shape}><title>{escape(tip)}</title></rect>" if tip else f"{shape}/>"


def line(x1: float, y1: float, x2: float, y2: float, kind: str = "og-rule") -> str:
    """A straight line."""
    return f'<path class="{kind}" d="M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"/>'


def escape(what: str) -> str:
    """Text for SVG: markup escaped, characters that no XML can hold left out."""
    return escape_text("".join(c for c in what if c in "\t\n" or c >= " "))


def attribute(what: str) -> str:
    """A quoted attribute value."""
    return quoteattr("".join(c for c in what if c >= " "))


def number(value: float) -> str:
    """A coordinate, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def width_of(what: str, size: float, bold: bool = False) -> float:
    """How wide a text is at most in the sans serif fonts of common systems, about, in units."""
    ems = sum(map(_ems, what))
    return ems * size * (1.2 if bold else 1.13)


def _ems(character: str) -> float:
    if character in NARROW:
        return 0.3
    if character in WIDE:
        return 0.88
    if character >= "\u2e80":
        return 1.0
    if character.isupper():
        return 0.69
    return 0.555


def wrapped(what: str, size: float, room: float, bold: bool = False) -> list[str]:
    """The text in lines that fit into the room."""
    lines: list[str] = []
    for word in what.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(joined, size, bold) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def shortened(what: str, size: float, room: float) -> str:
    """The text, cut with … where it does not fit."""
    if width_of(what, size) <= room:
        return what
    while what and width_of(f"{what}…", size) > room:
        what = what[:-1]
    return f"{what.rstrip()}…"
