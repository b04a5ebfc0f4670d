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
    # ISO 3166-1 in French calls these islands otherwise than CLDR does.
    "iles falkland": "iles malouines",
    "iles keeling": "iles cocos",
    "iles caimanes": "iles caimans",
    "iles turks et caicos": "iles turques et caiques",
    # A state with the acronym of its form or of its government behind it.
    "korea rok": "republic of korea",
    "korea dprk": "north korea",
    "germany frg": "west germany",
    "germany brd": "west germany",
    "germany gdr": "east germany",
    "germany ddr": "east germany",
    "china prc": "peoples republic of china",
    "china roc": "taiwan",
    "taiwan roc": "taiwan",
    # As the International Monetary Fund writes them.
    "china p r mainland": "china",
    "china p r hong kong": "hong kong",
    "china p r macao": "macao",
    # French and Spanish acronyms.
    "oim": "international organization for migration",
    "berd": "european bank for reconstruction and development",
    "bei": "european investment bank",
    "bri": "bank for international settlements",
    "bpi": "bank for international settlements",
    "oiac": "organization for the prohibition of chemical weapons",
    "opaq": "organization for the prohibition of chemical weapons",
    "otice": "comprehensive nuclear test ban treaty organization",
    "otsc": "collective security treaty organization",
    "pma": "world food programme",
    "ccg": "cooperation council for the arab states of the gulf",
    "lea": "league of arab states",
    "cnuced": "united nations conference on trade and development",
    "cij": "international court of justice",
    "ceca": "european coal and steel community",
    "caem": "council for mutual economic assistance",
    "ansea": "association of southeast asian nations",
    "asacr": "south asian association for regional cooperation",
    "otase": "southeast asia treaty organization",
    "pnue": "united nations environment programme",
    "pnuma": "united nations environment programme",
    "oibt": "international tropical timber organization",
    "oimt": "international tropical timber organization",
    "ohi": "international hydrographic organization",
}
# Parts of a state that are often written for the whole.
PARTS = dict.fromkeys(("england", "scotland", "wales", "northern ireland"), "GBR")
# What has been a member of some body and has no entry of its own: why, and where it is now.
WITHOUT_ENTRY = dict.fromkeys(
    ("saar", "saarland", "the saar"),
    "The Saar, from 1947 to 1956 apart from Germany, has no entry of its own; since 1957 it is a"
    " part of DEU (Germany).",
)
