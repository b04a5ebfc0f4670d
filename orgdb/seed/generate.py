"""Making the generated part of the seed from maintained lists: `python -m orgdb.seed.generate`.

Languages come from pycountry (Debian's iso-codes), names of states from babel (Unicode CLDR). Both
are needed only when the files are made again, so they are in the extra `dev`, not at run time.
"""

from __future__ import annotations

import csv
import gettext
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from itertools import product
from pathlib import Path

import pycountry
from babel import Locale

from orgdb.resources import seed_folder
from orgdb.seed.generated_tables import LANGUAGES, STATE_NAMES
from orgdb.seed.records import LanguageRecord, StateNameRecord

NAME_LANGUAGES = (
    *("ar", "bg", "cs", "da", "de", "el", "es", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id"),
    *("it", "ja", "ko", "nb", "nl", "pl", "pt", "ro", "ru", "sr", "sv", "th", "tr", "uk", "vi"),
    "zh",
)
# Other spellings that people use of a language that is there already, and English, whose short
# names are kept by hand: `Myanmar (Burma)`, `Hong Kong SAR China`, `秘魯`.
ALIAS_LOCALES = {"en": "en", "pt_PT": "pt", "sr_Latn": "sr", "zh_Hant": "zh"}
# Official names and ISO's own short ones, from the translations that Debian keeps of ISO 3166-1.
TRANSLATIONS = {"ar": "ar", "de": "de", "es": "es", "fr": "fr", "it": "it", "pt": "pt"} | {
    "pt_BR": "pt",
    "ru": "ru",
    "zh_CN": "zh",
}
KINDS = {"official_name": "official", "name": "alias"}
# A key of ours for an entity that CLDR names by a user-assigned code.
CLDR_ONLY = {"XKX": "XK"}
LOCALES = Path(pycountry.__file__).parent / "locales"


Name = tuple[str, str, str, str, str, str]


def main() -> None:
    """Write both files and say which versions they were made from."""
    folder = seed_folder()
    _write(folder / LANGUAGES, LanguageRecord._fields[:-1], languages())
    _write(folder / STATE_NAMES, StateNameRecord._fields[:-1], state_names())
    made_from = ", ".join(f"{name} {version(name)}" for name in ("pycountry", "babel"))
    sys.stdout.write(f"made from {made_from}\n")


def languages() -> Iterable[tuple[str, ...]]:
    """Every individual and macro language of ISO 639-3, by its three-letter code."""
    for language in sorted(pycountry.languages, key=lambda item: item.alpha_3):
        code1 = getattr(language, "alpha_2", "")
        name = getattr(language, "common_name", language.name)
        yield (language.alpha_3, code1, name, "iso-639-pycountry")


def state_names() -> Iterable[Name]:
    """The names of all ISO 3166-1 entries in the languages orgdb carries, and the other spellings.

    A name that ISO inverts (`Korea, Republic of`) gives what stands before the comma as an alias:
    one that several entries share is then ambiguous, as it is in life.
    """
    locales = {lang: Locale.parse(lang) for lang in (*NAME_LANGUAGES, *ALIAS_LOCALES)}
    translated = _translated()
    keys = {country.alpha_3: country.alpha_2 for country in pycountry.countries} | CLDR_ONLY
    for key, territory in sorted(keys.items()):
        rows: list[Name] = []
        for locale_name, locale in locales.items():
            name = locale.territories.get(territory)
            lang = ALIAS_LOCALES.get(locale_name, locale_name)
            kind = "alias" if locale_name in ALIAS_LOCALES else "short"
            if name:
                place = f"territories, {locale_name}, {territory}"
                rows.append((key, lang, kind, name, "cldr", place))
        country = pycountry.countries.get(alpha_3=key)
        rows += [
            (key, "en", "alias", name, "iso-3166-pycountry", f"row {key}")
            for name in _inverted(getattr(country, "name", ""))
        ]
        rows += translated[key]
        known: set[tuple[str, str]] = set()
        for row in rows:
            # Short names come before aliases, so that an alias adds nothing that is there.
            if (row[1], row[3]) not in known:
                known.add((row[1], row[3]))
                yield row


def _translated() -> Mapping[str, list[Name]]:
    """Official and short names in Debian's translations, by key.

    A name that a translation gives to two entries is a slip of the translator (a Portuguese one
    calls Afghanistan by the name of Pakistan): neither gets it from there.
    """
    found: dict[str, list[Name]] = defaultdict(list)
    for locale, lang in TRANSLATIONS.items():
        translate = gettext.translation("iso3166-1", LOCALES, [locale]).gettext
        bearers: dict[str, list[Name]] = defaultdict(list)
        for country, (attribute, kind) in product(pycountry.countries, KINDS.items()):
            english = getattr(country, attribute, "")
            name = translate(english) if english else ""
            if name != english:
                place = f"row {country.alpha_3}, {attribute}, translation {locale}"
                row = (country.alpha_3, lang, kind, name, "iso-3166-pycountry", place)
                bearers[name].append(row)
        for rows in bearers.values():
            if len({row[0] for row in rows}) == 1:
                found[rows[0][0]] += rows
    return found


def _inverted(name: str) -> tuple[str, ...]:
    head, comma, tail = name.partition(", ")
    # `Bonaire, Sint Eustatius and Saba` is a list, not an inversion.
    return (name, head) if comma and " and " not in tail else ()


def _write(path: Path, columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
