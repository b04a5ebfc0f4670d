"""What a table of somebody else's calls a membership, and what it writes for none."""

from __future__ import annotations

import re

from orgdb.text import fold
from orgdb.vocabulary import Status

_WORDS = {
    Status.UNSPECIFIED: (
        # A suspension does not end a membership, and says nothing of its kind.
        "suspended, temporarily suspended, suspended member, membership suspended, yes, y, true,"
        " oui, si, sim, ja, suspendu, suspendido, suspenso"
    ),
    Status.FULL: (
        "1, member, members, member state, member country, full member, full membership, founder,"
        " founding, founder member, founding member, founding state, original member,"
        " charter member, membre, etat membre, membre fondateur, membre de plein droit, miembro,"
        " estado miembro, miembro fundador, miembro pleno, membro, estado membro, membro fundador,"
        " mitglied, mitgliedstaat, vollmitglied"
    ),
    Status.ASSOCIATE: (
        "2, assoc, associate member, associate membership, associated, associated member,"
        " associated state, membre associe, miembro asociado, membro associado"
    ),
    Status.OBSERVER: (
        "3, obs, observer state, observer status, permanent observer, observateur,"
        " etat observateur, observador, beobachter"
    ),
    Status.UNKNOWN: (
        "na, n a, nan, null, missing, not known, not available, no data, status unknown"
    ),
}
MEMBERSHIPS = {word: status for status, words in _WORDS.items() for word in words.split(", ")} | {
    status.value: status for status in Status if status is not Status.OTHER
}
NO_VALUE = frozenset(("?", "??", "-", "--", "–", "—", ".", "..", "...", "…", "-9"))
NOT_MEMBERSHIPS = frozenset(
    (
        "no, n, 0, -1, false, none, nonmember, former, past, out, left, ex, past member,"
        " previous member, no longer a member, no longer member, non, nein, nao, exmember,"
        " ancien membre, antiguo miembro, antigo membro, retired, ehemaliges mitglied,"
        " kein mitglied, terminated, ended, lapsed, resigned"
    ).split(", ")
)
# `former observer`, `non-member`, `withdrew in protest`
_NOT_AS_BEGINNING = re.compile(
    r"(?:former|formerly|ex|withdrew|withdrawn|left|expelled|quit|denounced)\b"
    r"|(?:non|not|no)(?: longer)?(?: an?)?(?: full)? (?:member|party|membre|miembro|membro)"
)
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
_LETTERS = re.compile(r"[^\W\d_]{2}")


def status_of(word: str) -> Status | None:
    """The status that a word means, `other` for one that nobody knows; None for no membership.

    Raises `ValueError` for what is no word: a number or a tick whose meaning only its list knows,
    or a word with a year, which belongs into the columns of dates.
    """
    text = word.strip()
    if not text:
        return Status.UNSPECIFIED
    text = text.removesuffix(".0")
    if text in NO_VALUE:
        return Status.UNKNOWN
    plain = "-1" if text == "-1" else fold(text.strip("#<>"))
    if plain in MEMBERSHIPS and not re.fullmatch(r"-\d", text):
        return MEMBERSHIPS[plain]
    if plain in NOT_MEMBERSHIPS or _NOT_AS_BEGINNING.match(plain):
        return None
    if not _LETTERS.search(text):
        raise ValueError("write member, associate, observer or suspended, or leave it empty")
    if _YEAR.search(text):
        raise ValueError("dates belong into the columns of start and end")
    if "suspend" in plain:
        return _kind_of_suspended(plain)
    return Status.OTHER


def _kind_of_suspended(plain: str) -> Status:
    for status in (Status.OBSERVER, Status.ASSOCIATE):
        if status.value in plain:
            return status
    return Status.UNSPECIFIED
