"""What people call a thing for short, where no list of names has it, and what is a part of a state.

Only short forms with one meaning are here; all of them are folded texts.
"""

from __future__ import annotations

# The short form, and a name that orgdb has for the same thing.
SHORT_FORMS = {
    "sadr": "sahrawi arab democratic republic",
    "sahrawi republic": "sahrawi arab democratic republic",
    "rasd": "sahrawi arab democratic republic",
    "sao tome": "sao tome and principe",
    "st tome": "sao tome and principe",
    "timor": "timor leste",
    "francophonie": "organisation internationale de la francophonie",
    "la francophonie": "organisation internationale de la francophonie",
    "hague conference": "hague conference on private international law",
    "trinidad": "trinidad and tobago",
    "antigua": "antigua and barbuda",
    "st vincent": "saint vincent and the grenadines",
    "saint vincent": "saint vincent and the grenadines",
    "st kitts": "saint kitts and nevis",
    "saint kitts": "saint kitts and nevis",
    "bosnia": "bosnia and herzegovina",
}
# Parts of a state that are often written for the whole.
PARTS = dict.fromkeys(("england", "scotland", "wales", "northern ireland"), "GBR")
# What has been a member of some body and has no entry of its own: why, and where it is now.
WITHOUT_ENTRY = dict.fromkeys(
    ("saar", "saarland", "the saar"),
    "The Saar, from 1947 to 1956 apart from Germany, has no entry of its own; since 1957 it is a"
    " part of DEU (Germany).",
)
