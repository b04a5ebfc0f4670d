"""Dates, periods and lists as a sentence has them: `30 April 1948`, `a, b and c`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from orgdb.dates import OPEN, date_bounds

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
SCHEMES = {
    "iso2": "ISO 3166-1 alpha-2",
    "iso3": "ISO 3166-1 alpha-3",
    "iso4": "ISO 3166-3",
    "iso-numeric": "ISO 3166-1 numeric (M49)",
    "cow": "Correlates of War",
    "cow-abb": "Correlates of War, letters",
    "cow-ionum": "Correlates of War, number",
    "cow-ioname": "Correlates of War, letters",
    "factbook": "World Factbook",
    "gw": "Gleditsch and Ward",
    "gec": "GEC (formerly FIPS 10-4)",
    "wikidata": "Wikidata",
}
QUALITIES = {
    "primary": "primary document",
    "copy": "copy of a primary document",
    "secondary": "secondary source",
    "dataset": "data set",
    "weak": "weak source",
}
QUALITIES_COUNTED = {
    "primary": "primary documents",
    "copy": "copies of primary documents",
    "secondary": "secondary sources",
    "dataset": "data sets",
    "weak": "weak sources",
}
QUALITY_MEANS = {
    "primary": "It comes from the organization, the depositary, a gazette or a party itself.",
    "copy": "A primary document, read at somebody else’s address.",
    "secondary": "Serious press, scholarship or a reference work.",
    "dataset": "A data set made by others.",
    "weak": "An encyclopedia that anybody can edit, a mirror of one, a blog or the like:"
    " a hint, to be replaced by better.",
}
ORGANIZATION_KINDS = {
    "intergovernmental": "intergovernmental organization",
    "group": "informal group of states, without a founding treaty",
    "predecessor": "predecessor organization",
    "specialized": "specialized organization",
}
# English names that take an article.
PLURALS = (
    *(" Islands", " Republic", " Kingdom", " States", " Emirates", " Union", " Territory"),
    *(" Territories", " Antilles", " Federation", " Zone"),
)
TITLED = (
    *("Netherlands", "Bahamas", "Gambia", "Philippines", "Maldives", "Comoros", "Seychelles"),
    *("Holy See", "Democratic Republic", "Dominican Republic", "Republic of", "United Arab"),
    *("Isle of", "Falkland", "Federation of", "Trust Territory", "Cocos"),
)
_FIRST_LETTER = re.compile(r"((?:<[^>]*>)*)(.?)(.*)", re.DOTALL)  # any text has the three
# Names of organizations that take none.
BARE = ("BRICS", "CAB International", "Petrocaribe", "Asia-Pacific Economic Cooperation")
STATUSES = {
    "full": "member",
    "unspecified": "member",
    "associate": "associate member",
    "observer": "observer",
    "partner": "partner",
    "other": "other status",
    "unknown": "not known",
}
ATTRIBUTES = {
    "start": "first day",
    "end": "last day",
    "in_force": "entry into force",
    "wikidata": "Wikidata code",
    "aka": "other name",
    "denounced_effect": "effect of denunciation",
}


def date_in_words(date: str | None) -> str:
    """`30 April 1948`, `April 1948`, `1948`, `between 1936 and 1938`, `1955 or before`."""
    if not date or date == OPEN:
        return ""
    if not date.startswith("["):
        return _plain(date)
    first, _, last = date[1:-1].partition("..")
    if first and last:
        return f"between {_plain(first)} and {_plain(last)}"
    return f"{_plain(first)} or later" if first else f"{_plain(last)} or before"


def on_date(date: str | None) -> str:
    """The date with its preposition: `on 30 April 1948`, `in 1948`, `between 1936 and 1938`."""
    words = date_in_words(date)
    if not words or words.startswith("between"):
        return words
    return f"on {words}" if is_day(date or "") else f"in {words}"


def is_day(date: str) -> bool:
    """True for a date that is known to the day."""
    return len(date) == len("1948-04-30") and not date.startswith("[")


def _plain(date: str) -> str:
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    number = str(int(year)) if year.isdecimal() else year
    if not month:
        return number
    name = MONTHS[int(month) - 1]
    return f"{int(day)} {name} {number}" if day else f"{name} {number}"


def first_day(date: str | None) -> str:
    """The earliest day that a date can be, to sort by; nothing where nobody knows it."""
    return "" if not date or date == OPEN else date_bounds(date)[0]


def period(start: str, end: str) -> str:
    """`since 1954`, `1948 to 1954`, `until 1960`, `dates not known`."""
    first, last = date_in_words(start), date_in_words(end)
    if end == OPEN:
        return f"since {first}" if start else "now, since an unknown date"
    if not start:
        return f"until {last}" if end else "dates not known"
    if start == end:
        return first
    return f"{first} to {last}" if end else f"{first} to an unknown date"


def year_of(date: str) -> str:
    """The year for a short mention: `1948`, `1936–1938`, `1955 or before`."""
    if not date or date == OPEN:
        return ""
    if not date.startswith("["):
        return str(int(date[:4]))
    first, last = (str(int(end[:4])) if end else "" for end in date[1:-1].split(".."))
    if first and last:
        return first if first == last else f"{first}–{last}"
    return f"{first} or later" if first else f"{last} or before"


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def counted(number: int, singular: str, plural: str = "") -> str:
    """`1 member`, `34 members`, `1,204 facts`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def article(noun: str) -> str:
    """The noun with `a` or `an`."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def attribute(name: str) -> str:
    """The name of a column as a person says it."""
    return ATTRIBUTES.get(name, name.replace("_", " "))


def sortable(text: str) -> str:
    """Small letters without accents, articles and quotation marks aside."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return plain.lstrip(" \"'([").removeprefix("the ")


def with_the(name: str) -> str:
    """The name of a state as a sentence has it: `the Netherlands`, `Peru`."""
    return f"the {name}" if name.endswith(PLURALS) or name.startswith(TITLED) else name


def organization_with_the(name: str) -> str:
    """The name of an organization as a sentence has it: `the United Nations`, `BRICS`."""
    bare = name.startswith(BARE) or name.lower().startswith("the ")
    return name if bare else f"the {name}"


def unbroken(locator: str) -> str:
    """A place in a document whose number stays on the line of its sign: `¶ 4`."""
    return locator.replace("¶ ", "¶\u00a0")


def capital(text: str) -> str:
    """The same beginning with a capital letter, also inside a link."""
    tags, letter, rest = _FIRST_LETTER.fullmatch(text).groups()  # type: ignore[union-attr]
    return type(text)(f"{tags}{letter.upper()}{rest}")  # what was escaped stays so
