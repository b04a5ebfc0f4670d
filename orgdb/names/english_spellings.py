"""English as it is written on either side of the Atlantic: `Organisation`, `Labor`, `Programme`."""

from __future__ import annotations

import re

_PAIRS = (
    ("center", "centre"),
    ("centers", "centres"),
    ("defense", "defence"),
    ("labor", "labour"),
    ("harbor", "harbour"),
    ("neighbor", "neighbour"),
    ("program", "programme"),
    ("programs", "programmes"),
    ("license", "licence"),
    ("fiber", "fibre"),
    ("meter", "metre"),
    ("theater", "theatre"),
    ("aging", "ageing"),
    ("aluminum", "aluminium"),
    ("archeology", "archaeology"),
    ("archeological", "archaeological"),
    ("pediatric", "paediatric"),
    ("esthetic", "aesthetic"),
    ("catalog", "catalogue"),
    ("judgment", "judgement"),
    ("fulfillment", "fulfilment"),
    ("traveling", "travelling"),
    ("plow", "plough"),
    ("gray", "grey"),
    ("cooperation", "co operation"),
    ("coop", "co op"),
    ("cooperative", "co operative"),
    ("cooperatives", "co operatives"),
    ("coordination", "co ordination"),
    ("coordinating", "co ordinating"),
    ("coordinator", "co ordinator"),
    ("intergovernmental", "inter governmental"),
    ("interparliamentary", "inter parliamentary"),
)
OTHER = {**dict(_PAIRS), **{other: one for one, other in _PAIRS}}
# `organisation`, `standardized`, `industrializing`, but not `prise` or `size`.
_IZE = re.compile(r"(\w{3,}[a-z])i([sz])(ations?|ational|e|es|ed|ers?|ing)")
_TWO_WORDS = {other: one for one, other in _PAIRS if " " in other}


def other_spelling(word: str) -> str:
    """The same folded word as others spell it, or ''."""
    known = OTHER.get(word)
    if known:
        return known
    found = _IZE.fullmatch(word)
    return f"{found[1]}i{'z' if found[2] == 's' else 's'}{found[3]}" if found else ""


def as_one_word(folded: str) -> str:
    """`co operation` as `cooperation`, which is then one word with two spellings."""
    for two, one in _TWO_WORDS.items():
        if two in folded:
            folded = re.sub(rf"\b{two}\b", one, folded)
    return folded
