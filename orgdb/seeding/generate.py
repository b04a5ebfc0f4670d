"""Making the generated part of the seed from maintained lists: `python -m orgdb.seeding.generate`.

Languages come from pycountry (Debian's iso-codes), names of states from babel (Unicode CLDR). Both
are needed only when the files are made again, so they are in the extra `dev`, not at run time.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import pycountry
from babel import Locale

from orgdb.records import LanguageRecord, StateNameRecord
from orgdb.resources import seed_folder
from orgdb.seeding.csv_file import LANGUAGES, STATE_NAMES

NAME_LANGUAGES = ("ar", "de", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "tr", "zh")
# A key of ours for an entity that CLDR names by a user-assigned code.
CLDR_ONLY = {"XKX": "XK"}


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


def state_names() -> Iterable[tuple[str, ...]]:
    """The short names of all ISO 3166-1 entries in the languages orgdb carries."""
    locales = {lang: Locale.parse(lang) for lang in NAME_LANGUAGES}
    keys = {country.alpha_3: country.alpha_2 for country in pycountry.countries} | CLDR_ONLY
    for key, territory in sorted(keys.items()):
        for lang, locale in locales.items():
            name = locale.territories.get(territory)
            if name:
                yield (key, lang, "short", name, "cldr", f"territories, {lang}, {territory}")


def _write(path: Path, columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
