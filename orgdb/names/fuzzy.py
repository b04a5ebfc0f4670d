"""The names most like a text: offered to a person who mistyped, never taken for an answer."""

from __future__ import annotations

from collections.abc import Collection


def nearest(folded: str, names: Collection[str], most: int, least: float) -> list[str]:
    """The folded names most like a folded text, best first; those at least `least` of 100 alike.

    Of names that are equally like it, the one that begins alike comes first: `pery` is sooner a
    slip of the pen for `peru` than for `pdry`.
    """
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import JaroWinkler

    listed = list(names)  # of a mapping, rapidfuzz would look at the values
    found = process.extract(folded, listed, scorer=fuzz.ratio, limit=4 * most, score_cutoff=least)
    found.sort(key=lambda item: (-item[1], -JaroWinkler.similarity(folded, item[0])))
    return [name for name, _, _ in found[:most]]
