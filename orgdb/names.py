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
        plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
        plain = unicodedata.normalize("NFC", plain.translate(_PLAIN_LETTERS))
    joined = plain.translate(_APOSTROPHES)
    return " ".join("".join(c if _in_word(c) else " " for c in joined).split())


def _in_word(character: str) -> bool:
    # The vowel signs of Indic scripts and Thai are marks, not letters, yet part of the word.
    return character.isalnum() or unicodedata.category(character).startswith("M")
