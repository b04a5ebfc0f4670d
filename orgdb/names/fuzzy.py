"""The names most like a text: offered to a person who mistyped, never taken for an answer."""

from __future__ import annotations

from collections.abc import Collection

SHORT = 7
ACRONYM, ANAGRAM = 4, 100.0


def nearest(
    folded: str, names: Collection[str], most: int, least: float, preferred: Collection[str] = ()
) -> list[str]:
    """The folded names most like a folded text, best first; those at least `least` of 100 alike.

    In a short text one letter may be wrong: `pru` is a slip of the pen for `peru`, not for `cipru`.
    Of names that are equally like it, a preferred one and the one that begins alike come first.
    """
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import OSA, JaroWinkler

    listed = list(names)  # of a mapping, rapidfuzz would look at the values
    found = process.extract(folded, listed, scorer=fuzz.ratio, limit=8 * most, score_cutoff=least)
    if len(folded) <= ACRONYM:
        # The same letters in another order are the commonest slip in an acronym: OSA for OAS.
        met = {item[0] for item in found}
        others = (name for name in listed if sorted(name) == sorted(folded) and name not in met)
        found += [(name, ANAGRAM, 0) for name in others]
    if len(folded) <= SHORT:
        found = [item for item in found if OSA.distance(folded, item[0]) <= 1]
    found.sort(
        key=lambda item: (
            -item[1] - 3 * (item[0] in preferred),
            -JaroWinkler.similarity(folded, item[0]),
        )
    )
    return [name for name, _, _ in found[:most]]
