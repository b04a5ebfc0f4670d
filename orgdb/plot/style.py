"""What the pictures look like: colours for light and dark, hatches, and the style sheet.

Tones differ in lightness, not only in hue, and whatever matters has a hatch of its own, so that the
pictures read in black and white and by the colour-blind. In a page every colour can be set through
a variable (`--og-member: #036`); text takes the colour of the page.
"""

from __future__ import annotations

import re

# name: (on white, on black)
COLOURS = {
    "paper": ("#ffffff", "#15191e"),
    "text": ("#1c2430", "#e8eaed"),
    "quiet": ("#5b6573", "#a3adb8"),
    "rule": ("#d5dae0", "#39414a"),
    "member": ("#1d5a96", "#6cb2f0"),
    "other": ("#93bfe3", "#31597f"),
    "no": ("#d3d8de", "#464e57"),
    "absent": ("#f3f4f6", "#242a30"),
    "border": ("#ffffff", "#15191e"),
    "edge": ("#9aa4af", "#6b7580"),
    "hatch": ("#4a5461", "#c3cad1"),
}
# Okabe and Ito's colours for the colour-blind, in an order of falling contrast, each with a dash.
LINES = (
    ("#1d5a96", "#6cb2f0", ""),
    ("#c04a00", "#f28c4b", "7 3"),
    ("#007a5a", "#4fc7a0", "2 3"),
    ("#8a3d78", "#d98cc4", "9 3 2 3"),
    ("#7a6000", "#e3c14b", "12 4"),
    ("#3a3a3a", "#cfcfcf", "4 2 1 2"),
)
FONT = "Arial,'Liberation Sans',Helvetica,'DejaVu Sans',sans-serif"
HATCHED = "".join(
    f".og .og-{kind} .og-{name}{{fill:url(#og-{kind}-{name})}}\n"
    for kind in ("map", "chart")
    for name in ("suspended", "unknown", "predecessor")
)
RULES = f"""
.og text{{font-family:{FONT};fill:$text;font-size:13px}}
.og .og-title{{font-size:23px;font-weight:700}}
.og .og-sub{{font-size:15px;fill:$quiet}}
.og .og-foot{{font-size:11px;fill:$quiet}}
.og .og-axis{{font-size:12px;fill:$quiet}}
.og .og-name{{font-size:11.5px}}
.og .og-head{{font-size:14px;font-weight:700}}
.og .og-paper{{fill:$paper}}
.og .og-rule{{stroke:$rule;stroke-width:1;fill:none}}
.og .og-strong{{stroke:$edge;stroke-width:1;fill:none}}
.og .og-land{{stroke:$border;stroke-width:1;stroke-linejoin:round}}
.og circle.og-land{{stroke-width:1.5}}
.og .og-member{{fill:$member}}
.og .og-other{{fill:$other}}
.og .og-no{{fill:$no}}
.og .og-absent{{fill:$absent;stroke:$rule}}
.og .og-absent-base{{fill:$absent}}
{HATCHED}.og .og-line-paper{{stroke:$paper;fill:none}}
.og .og-line-hatch{{stroke:$hatch;fill:none}}
.og .og-line-member{{stroke:$member;fill:none}}
.og .og-halo{{stroke:$paper;stroke-width:3.5px;paint-order:stroke;stroke-linejoin:round}}
"""
USED = re.compile(r"\$(\w+)")


def colour(name: str, dark: bool, literal: bool) -> str:
    """A colour as the style sheet has it: one a page can set, or (literally) the colour itself."""
    tone = COLOURS[name][dark]
    if literal:
        return tone
    if name == "text":
        return f"var(--og-text,{'currentColor' if not dark else tone})"
    return f"var(--og-{name},{tone})"


def style_sheet(standalone: bool, literal: bool = False, extra: str = "") -> str:
    """The rules, with those for dark pages; `literal` for programs that know no variables.

    A picture on its own (`standalone`) turns dark where the reader's screen is; one inside a page
    does too, through the same rules, unless the page sets the variables.
    """
    rules = RULES + extra

    def toned(dark: bool) -> str:
        def tone(found: re.Match[str]) -> str:
            name = found[1]
            if name.startswith("line"):
                number = int(name.removeprefix("line"))
                light, black, _ = LINES[number % len(LINES)]
                own = black if dark else light
                return own if literal else f"var(--og-{name},{own})"
            if name == "text" and standalone and not literal:
                return f"var(--og-text,{COLOURS['text'][dark]})"
            return colour(name, dark, literal)

        return USED.sub(tone, rules)

    light = toned(dark=False).replace("\n", "")
    if literal:
        return light
    return f"{light}@media screen and (prefers-color-scheme:dark){{{toned(True)}}}".replace(
        "\n", ""
    )


def patterns(kind: str, scale: float = 1) -> str:
    """The hatched fills of a kind of picture (`map`, `chart`), at the size of its units."""

    def pattern(name: str, base: str, size: int, turn: int, stripe: str) -> str:
        ground = f'<rect class="{base}" width="{size}" height="{size}"/>' if base else ""
        return (
            f'<pattern id="og-{kind}-{name}" width="{size}" height="{size}"'
            f' patternUnits="userSpaceOnUse" patternTransform="rotate({turn}) scale({scale:g})">'
            f"{ground}{stripe}</pattern>"
        )

    def stripe(tone: str, size: int, wide: float) -> str:
        return f'<path class="og-line-{tone}" d="M2 0V{size}" stroke-width="{wide:g}"/>'

    white = stripe("paper", 6, 2.4)
    return (
        pattern("suspended", "og-member", 6, 45, white)
        + pattern("stripes", "", 6, 45, white)
        + pattern("unknown", "og-absent-base", 5, -45, stripe("hatch", 5, 1))
        + pattern("predecessor", "og-absent-base", 5, 90, stripe("member", 5, 2))
    )
