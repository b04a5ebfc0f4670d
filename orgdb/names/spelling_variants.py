"""The ways one name is written in lists: `Korea, Republic of`, `St. Lucia`, `Trinidad & Tobago`.

Each way gives folded forms that are looked up exactly, one after the other; nothing is compared by
likeness here, so a spelling can fail to resolve but cannot resolve to something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

from orgdb.names.english_spellings import as_one_word, other_spelling
from orgdb.names.short_forms import SHORT_FORMS
from orgdb.text import fold

# What lists write for a word, and the words that may be meant. Every row is a spelling met in the
# UN's, the World Bank's, COW's, FIFA's, Polity's or Natural Earth's lists of countries.
WORDS = {
    "afr": ("african",),
    "and": ("",),
    "ar": ("arab republic",),
    "arab": ("arab", "arabic"),
    "assn": ("association",),
    "assoc": ("association",),
    "br": ("british",),
    "comm": ("commission", "community", "committee"),
    "conf": ("conference",),
    "coop": ("cooperation", "cooperative"),
    "dev": ("development",),
    "c": ("central",),
    "centr": ("central",),
    "dem": ("democratic",),
    "dpr": ("democratic peoples republic",),
    "dr": ("democratic republic",),
    "dsr": ("democratic socialist republic",),
    "e": ("east", "eastern"),
    "econ": ("economic",),
    "eq": ("equatorial",),
    "fed": ("federal", "federated"),
    "fdr": ("federal democratic republic",),
    "fr": ("french", "federal republic"),
    "fyr": ("former yugoslav republic of", "the former yugoslav republic of"),
    "herz": ("herzegovina",),
    "i": ("island", "islands"),
    "guyana": ("guiana",),
    "inst": ("institute",),
    "int": ("international",),
    "intergovt": ("intergovernmental",),
    "intl": ("international",),
    "ir": ("islamic republic",),
    "is": ("islands", "island"),
    "isd": ("islands", "island"),
    "isds": ("islands",),
    "isl": ("islands", "island"),
    "laos": ("lao",),
    "n": ("north", "northern"),
    "natl": ("national",),
    "neth": ("netherlands",),
    "org": ("organization",),
    "orgn": ("organization",),
    "pdr": ("peoples democratic republic",),
    "peop": ("peoples",),
    "pr": ("peoples republic",),
    "rep": ("republic",),
    "s": ("south", "southern"),
    "saint": ("st",),
    "sar": ("special administrative region",),
    "sfr": ("socialist federal republic",),
    "soc": ("socialist",),
    "sr": ("socialist republic",),
    "ssr": ("soviet socialist republic",),
    "st": ("saint",),
    "sts": ("states",),
    "ter": ("territory",),
    "terr": ("territory",),
    "tfyr": ("former yugoslav republic of",),
    "ur": ("united republic",),
    "us": ("united states", "u s"),
    "w": ("west", "western"),
}
# `Korea, Rep.` leaves out what stands between the form of government and the country.
BEFORE_A_COUNTRY = (
    "republic states state kingdom union islands commonwealth organization organisation".split()
)
LINKS = ("of", "of the", "the")
# `Vietnam North`, `German DR`: what stands last in these lists, and first elsewhere.
STANDS_LAST = frozenset(
    "north south east west republic rep ar dr pr dpr pdr ir fr sr ur fdr dsr sfr ssr fyr dem"
    " democratic the".split()
)
MOST = 192
_IN_BRACKETS = re.compile(r"^\s*([^()\[\]]+?)\s*[(\[]([^()\[\]]+)[)\]]\s*$")
# What only says how a list means a name: an article in French, a resolution. Not of which time:
# `Yemen (until 1990)` is not Yemen.
_QUALIFIER = re.compile(
    r"\s*[(\[]\s*(?:the|la|le|les|l['’]|(?:under|in accordance with) (?:un|united nations) security"
    r" council resolution[^)\]]*|unscr[^)\]]*)\s*[)\]]",
    re.IGNORECASE,
)
# `Corée (la République de)`, as ISO 3166-1 in French moves a name behind what it begins with.
_ARTICLE = re.compile(r"\s*(?:(?:la|le|les)\s+|l['’])", re.IGNORECASE)
# `Kosovo¹`, `Cyprus [1]`, `Serbia[a]`, `Cyprus 1/`, `Cyprus a/`: marks of a footnote behind a name.
_MARK = r"(?:\d{1,2}|[a-df-mo-rt-vx-z]|[*†‡])"  # not n, s, e, w, which are parts of the world
_RAISED = r"[*†‡§¶#⁎∗\u00b2\u00b3\u00b9\u2070-\u209c\u1d43-\u1d6a]+"
_MARKS = re.compile(
    rf"(?<=[\w.)])(?:\s*(?:{_RAISED}|\[(?:note )?{_MARK}\]|\({_MARK}\)"
    r"|\d{1,2}[/)]|(?<=\s)[a-z]/))+\s*$"
)
# `Cote d Ivoire`, `People s Republic`: an apostrophe that has become a blank.
_LOST_BEFORE = re.compile(r"\b(d|l|n|qu|all|dell|nell|sull|д|л) (?=[aeiouyhsаеиоуэя])")
_LOST_BEHIND = re.compile(r"(?<=\w\w) s\b")
_VIETNAM = re.compile(r"\bviet[- ]nam\b", re.IGNORECASE)
_SLASH = re.compile(r"\s*/\s*|\s+ or \s+")


def forms(text: str) -> tuple[str, ...]:
    """Folded forms of a name, the plain one first; all of them mean what was written."""
    texts = dict.fromkeys((text, _MARKS.sub("", text)))
    found = [form for each in texts for form in islice(_forms(each), MOST)]
    short = [SHORT_FORMS[form] for form in found if form in SHORT_FORMS]
    return tuple(form for form in dict.fromkeys((*found, *short)) if form)


def parts(text: str) -> tuple[str, ...]:
    """Two names given for one thing: `Myanmar (Burma)`, `Samoa/Western Samoa`; () where it is one.

    They count only where both mean the same: `Guinea (Bissau)` is not Guinea.
    """
    text = _QUALIFIER.sub("", _MARKS.sub("", text))
    bracketed = _IN_BRACKETS.match(text)
    if bracketed:
        return bracketed[1], bracketed[2]
    split = tuple(part for part in _SLASH.split(text) if part.strip())
    return split if len(split) == 2 else ()


def _forms(text: str) -> Iterator[str]:
    yield fold(text)
    # An acute accent by itself is an apostrophe somebody has mistyped; Unicode makes it a space.
    for order in _orders(text.replace("´", "'")):
        plain = fold(order.replace("&", " and ").replace("+", " and "))
        yield plain
        plain = as_one_word(_LOST_BEHIND.sub("s", _LOST_BEFORE.sub(r"\1", plain)))
        yield plain
        words = plain.split()
        for initials in (_joined_initials(words), words):
            yield from _with_articles(initials)
            for choice in islice(product(*_choices(initials)), 48):
                chosen = " ".join(filter(None, choice)).split()
                yield from _with_articles(chosen)
                yield from _with_links(chosen)


def _choices(words: list[str]) -> Iterator[tuple[str, ...]]:
    """What may be written for each word. A short form alone is no name: `I` is not an island."""
    for word in words:
        short = WORDS.get(word, ()) if len(words) > 1 or word == "us" else ()
        others = filter(None, map(other_spelling, (word, *short)))
        yield tuple(dict.fromkeys((word, *short, *others)))


def _orders(text: str) -> Iterator[str]:
    """As it stands, and with what follows a comma or stands in brackets or last moved to the front.

    A bracket that only qualifies (`Algérie (l')`) is left out.
    """
    yield text
    if _VIETNAM.search(text):
        text = _VIETNAM.sub("Vietnam", text)
        yield text
    if _QUALIFIER.search(text):
        text = _QUALIFIER.sub("", text)
        yield text
    words = re.split(r"[\s-]+", text.strip())
    last = words[-1].replace(".", "").lower()
    if len(words) > 1 and last in STANDS_LAST:
        yield " ".join([last, *words[:-1]])
    head, comma, tail = text.partition(",")
    if comma and head.strip() and tail.strip():
        yield f"{tail} {head}"
    bracketed = _IN_BRACKETS.match(text)
    if bracketed:
        yield f"{bracketed[2]} {bracketed[1]}"
        yield f"{bracketed[1]} {bracketed[2]}"
        article = _ARTICLE.match(bracketed[2])
        if article:
            yield f"{bracketed[2][article.end() :]} {bracketed[1]}"


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
