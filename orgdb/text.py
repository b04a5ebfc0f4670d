"""Names made comparable: case, accents, punctuation and word spacing do not matter.

The folded form is stored beside each name, so that both databases find the same names: neither
engine's own idea of case or accents is asked (PostgreSQL from pip has no `unaccent` and no ICU).
"""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not decompose although people type them without the stroke or the tie.
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
# An apostrophe joins (Côte d'Ivoire, Ha'il) whichever way it is typed; other marks separate words.
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´′"), None)


def fold(text: str) -> str:
    """The comparable form of a name: `Côte d’Ivoire` and `COTE D'IVOIRE` both give `cote divoire`.

    Scripts without case or accents come through as they are, but for compatibility forms.
    """
    if text.isascii():
        plain = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", text.casefold())
        plain = decomposed.translate(_BARE).casefold()
        plain = unicodedata.normalize("NFC", plain.translate(_PLAIN_LETTERS))
    return " ".join(plain.translate(_APOSTROPHES).translate(_WORDS).split())


class _Bare(dict[int, int | None]):
    """Leaves out what combines with the letter before it; each character is looked at once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


class _Words(dict[int, int]):
    """A space for whatever is no part of a word.

    The vowel signs of Indic scripts and Thai are marks, not letters, yet part of the word.
    """

    def __missing__(self, code: int) -> int:
        character = chr(code)
        inside = character.isalnum() or unicodedata.category(character).startswith("M")
        self[code] = code if inside else ord(" ")
        return self[code]


_BARE, _WORDS = _Bare(), _Words()
