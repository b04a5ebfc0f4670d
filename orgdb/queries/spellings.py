"""The ways one name is written in lists: `Korea, Republic of`, `St. Lucia`, `Trinidad & Tobago`.

Each way gives folded forms that are looked up exactly, one after the other; nothing is compared by
likeness here, so a spelling can fail to resolve but cannot resolve to something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

from orgdb.names import fold

# What lists write for a word, and the words that may be meant. Every row is a spelling met in the
# UN's, the World Bank's, COW's or Natural Earth's lists of countries.
WORDS = {
    "and": ("",),
    "arab": ("arab", "arabic"),
    "c": ("central",),
    "dem": ("democratic",),
    "e": ("east", "eastern"),
    "eq": ("equatorial",),
    "fed": ("federal", "federated"),
    "fr": ("french",),
    "fyr": ("former yugoslav republic of", "the former yugoslav republic of"),
    "herz": ("herzegovina",),
    "i": ("island", "islands"),
    "is": ("islands", "island"),
    "isl": ("islands", "island"),
    "n": ("north", "northern"),
    "pdr": ("peoples democratic republic",),
    "peop": ("peoples",),
    "rep": ("republic",),
    "s": ("south", "southern"),
    "saint": ("st",),
    "soc": ("socialist",),
    "st": ("saint",),
    "sts": ("states",),
    "ter": ("territory",),
    "terr": ("territory",),
    "us": ("united states", "u s"),
    "w": ("west", "western"),
}
# `Korea, Rep.` leaves out what stands between the form of government and the country.
BEFORE_A_COUNTRY = ("republic", "states", "state", "kingdom", "union", "islands", "commonwealth")
LINKS = ("of", "of the", "the")
MOST = 96
_IN_BRACKETS = re.compile(r"^\s*([^()\[\]]+?)\s*[(\[]([^()\[\]]+)[)\]]\s*$")
_SLASH = re.compile(r"\s*/\s*|\s+ or \s+")


def forms(text: str) -> tuple[str, ...]:
    """Folded forms of a name, the plain one first; all of them mean what was written."""
    return tuple(dict.fromkeys(form for form in islice(_forms(text), MOST) if form))


def parts(text: str) -> tuple[str, ...]:
    """Two names given for one thing: `Myanmar (Burma)`, `Samoa/Western Samoa`; () where it is one.

    They count only where both mean the same: `Guinea (Bissau)` is not Guinea.
    """
    bracketed = _IN_BRACKETS.match(text)
    if bracketed:
        return bracketed[1], bracketed[2]
    split = tuple(part for part in _SLASH.split(text) if part.strip())
    return split if len(split) == 2 else ()


def _forms(text: str) -> Iterator[str]:
    yield fold(text)
    # An acute accent by itself is an apostrophe somebody has mistyped; Unicode makes it a space.
    for order in _orders(text.replace("´", "'")):
        words = fold(order.replace("&", " and ").replace("+", " and ")).split()
        yield " ".join(words)
        for initials in (_joined_initials(words), words):
            yield from _with_articles(initials)
            for choice in islice(product(*([word, *WORDS.get(word, ())] for word in initials)), 24):
                chosen = " ".join(filter(None, choice)).split()
                yield from _with_articles(chosen)
                yield from _with_links(chosen)


def _orders(text: str) -> Iterator[str]:
    """As it stands, and with what follows a comma or stands in brackets moved to the front."""
    yield text
    head, comma, tail = text.partition(",")
    if comma and head.strip() and tail.strip():
        yield f"{tail} {head}"
    bracketed = _IN_BRACKETS.match(text)
    if bracketed:
        yield f"{bracketed[2]} {bracketed[1]}"
        yield f"{bracketed[1]} {bracketed[2]}"


def _with_articles(words: list[str]) -> Iterator[str]:
    """With and without the article before a name: `The Gambia`, `Bahamas`."""
    bare = words[1:] if words[:1] == ["the"] else words
    yield " ".join(bare)
    yield " ".join(["the", *bare])


def _with_links(words: list[str]) -> Iterator[str]:
    for place, word in enumerate(words[:-1]):
        if word in BEFORE_A_COUNTRY and words[place + 1] != "of":
            for link in LINKS:
                yield " ".join([*words[: place + 1], link, *words[place + 1 :]])
        elif word in BEFORE_A_COUNTRY and words[place + 2 : place + 3] != ["the"]:
            yield " ".join([*words[: place + 2], "the", *words[place + 2 :]])


def _joined_initials(words: list[str]) -> list[str]:
    """`u s a` is `usa`, `d r congo` is `dr congo`."""
    joined: list[str] = []
    run = ""
    for word in [*words, ""]:
        if len(word) == 1 and word.isascii() and word.isalpha():
            run += word
            continue
        if run:
            joined.append(run)
            run = ""
        if word:
            joined.append(word)
    return joined
