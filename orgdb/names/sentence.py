"""A question of membership in words: `Peru in the OAS`, `was Spain in NATO in 1980`.

Where a sentence can be cut so that a member stands before and an organization behind, it is read
that way; nothing else of it is understood, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from orgdb.db.reader import Reader
from orgdb.errors import DateError, QuestionError
from orgdb.names.lookup import ORGANIZATION, meant_otherwise, members_meant
from orgdb.names.resolve import meaning
from orgdb.names.stored_names import NamesOnRequest
from orgdb.parameters import parse_on

LONGEST = 40  # words
ASKING = frozenset("is was are were did does has when since".split())
_ASKED = re.compile(
    r"(?:(?:since )?when )?(?:is|was|are|were|did|does|has) (?!\Z)(?:the )?", re.IGNORECASE
)
_LINK = re.compile(
    r" (?:(?:still|already|now|ever|once|become) )?(?:(?:an?|the|full) )*"
    r"(?:(?:members?|part)(?: states?)? (?:of|in)|belong(?:s|ed)? to|in|of|join(?:ed)?|leave|left"
    r"|enter(?:ed)?)"
    r" (?:the )?",
    re.IGNORECASE,
)
_DATE = re.compile(
    r" (?:in|on|by|as of) (?=[^ ]*\d|today\Z|\w+ \d)(.+?)\Z"
    r"|(?: in)? (\d{4}(?:-\d\d?){0,2})\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked about, of what, and on which date, as it was written."""

    member: str
    organization: str
    on: str | None = None


def read_sentence(reader: Reader, words: Iterable[str]) -> Asked:
    """The question that some words ask. Raises `QuestionError` where they do not ask just one."""
    text = " ".join(" ".join(words).split()).rstrip("?!. ")
    if len(text.split()) > LONGEST:
        raise QuestionError("That is a long question.", "Ask: orgdb is-member STATE ORG --on DATE")
    text = _ASKED.sub("", text, count=1) if _ASKED.match(text) else text
    text, on = without_date(text)
    linked = list(_cuts(text, _LINK))
    for cuts in (linked, list(_cuts(text, re.compile(" ")))):
        found = [cut for cut in cuts if _means_something(reader, *cut)]
        if len(found) == 1:
            return Asked(*found[0], on)
        if found:
            break
    if linked:
        return Asked(*linked[0], on)  # whoever answers says which of the two is not known
    raise QuestionError(
        f"'{text}' cannot be read as a state and an organization.",
        "Put a name of several words in quotes: orgdb is-member 'South Korea' UN. When something"
        " was founded, and where: orgdb show NAME.",
    )


def _cuts(text: str, at: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    place = 0
    while found := at.search(text, place):
        place = found.start() + 1
        before, after = text[: found.start()].strip(), text[found.end() :].strip()
        if before and after:
            yield before, after


def without_date(text: str) -> tuple[str, str | None]:
    """A text without the date at its end, and that date: `the EU in 2004`, `EU 2004`."""
    for found in reversed(list(_DATE.finditer(text))):
        on = found[1] or found[2]
        try:
            parse_on(on)
        except DateError:
            continue
        return text[: found.start()], on
    return text, None


def _means_something(reader: Reader, member: str, organization: str) -> bool:
    names = NamesOnRequest(reader)
    known = members_meant(reader, member) or meant_otherwise(reader, member)
    return bool(known) and bool(meaning(names, organization, (ORGANIZATION,)).candidates)
