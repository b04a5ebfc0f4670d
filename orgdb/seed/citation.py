"""Reading the `cite` of a seed row: which source supports which attribute, and where in it.

`"start: register-2026 p. 3; notice, end: depositary-77 no. 4; !press-a ¶ 1 = 1977-06-28"`: items
are separated by semicolons; an item without attributes is about those of the item before it, the
first one about the section's main attributes; `!` disputes and then says what the source states.
"""

from __future__ import annotations

import re
from functools import cache

from orgdb.dates import date_bounds
from orgdb.errors import DateError
from orgdb.facts import CitationDraft
from orgdb.seed.faults import Fault, nearest
from orgdb.seed.fields import Section
from orgdb.seed.yaml import TextNode
from orgdb.vocabulary import Stance

_ITEM = re.compile(
    r"(?:(?P<about>[a-z_]+(?:\s*,\s*[a-z_]+)*)\s*:\s+)?"
    r"(?P<disputes>!)?(?P<source>[^\s!=:;]+)"
    r"(?:\s+(?P<locator>.*?))?(?:\s+=\s+(?P<stated>.+))?"
)
_DATE = "write a date as in the other fields: 1951, 1951-12, 1951-12-13, [1951..1955]"
_ONCE = "keep one of them"
_HOW = "write: attribute, attribute: source-key place in it; …"


@cache
def _matched(item: str) -> re.Match[str] | None:
    """The parts of one citation; a file repeats most of its citations."""
    return _ITEM.fullmatch(item)


def read_citations(
    text: TextNode, section: Section, shown: str, faults: list[Fault]
) -> tuple[CitationDraft, ...]:
    """The citations of one row. Faults of form go to `faults`; whether a source exists does not."""

    def fault(code: str, message: str, hint: str = "") -> None:
        faults.append(Fault(shown, text.line, code, message, hint))

    abouts: tuple[str, ...] = section.main
    found: dict[tuple[str, str, str, Stance], CitationDraft] = {}
    for item in filter(None, (part.strip() for part in text.split(";"))):
        match = _matched(item)
        if not match:
            fault("citation-form", f"'{item}' is not a citation", _HOW)
            continue
        if match["about"]:
            abouts = tuple(name.strip() for name in match["about"].split(","))
        stated = (match["stated"] or "").strip()
        if match["disputes"] and not stated:
            what = f"'{item}' disputes without saying what it states"
            fault("citation-form", what, "end it with: = value")
            continue
        for about in abouts:
            if about not in section.attributes:
                hint = (
                    nearest(about, section.attributes) or f"one of: {', '.join(section.attributes)}"
                )
                what = f"'{item}' is about '{about}', which is not an attribute here"
                fault("unknown-attribute", what, hint)
                continue
            dated = about in section.dated
            if dated and stated and not _readable(stated):
                fault("bad-date", f"'{item}' states '{stated}', which is not a date", _DATE)
                continue
            draft = CitationDraft(
                about=about,
                source=match["source"],
                locator=(match["locator"] or "").strip(),
                stance=Stance.DISPUTES if match["disputes"] else Stance.SUPPORTS,
                stated=stated,
                stated_is_date=dated and bool(stated),
            )
            identity = (draft.about, draft.source, draft.locator, draft.stance)
            if identity in found:
                fault("duplicate-citation", f"'{item}' cites {about} twice at one place", _ONCE)
            found[identity] = draft
    return tuple(found.values())


def _readable(text: str) -> bool:
    try:
        date_bounds(text)
    except DateError:
        return False
    return True
