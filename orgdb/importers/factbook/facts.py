"""What editions of the Factbook say, as facts of a data set of their own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, text

from orgdb.dates import NO_LATEST, Period
from orgdb.db import transaction
from orgdb.facts import FactDraft, Ref, date_columns
from orgdb.importers.archives import fingerprint
from orgdb.importers.code_history import Holders, period_text, pieces
from orgdb.importers.cow.facts import OTHERS
from orgdb.importers.cow.states import code_fact, name_fact
from orgdb.importers.dataset import (
    DatasetDraft,
    already_loaded,
    put,
    require_importable,
)
from orgdb.importers.factbook.read import Editions, Listed, read_folder, read_history
from orgdb.importers.spell import ImportedSpell
from orgdb.importers.years_to_spells import ABSENT, UNSURE, Window, runs_of, spells

LICENCE = "public domain (United States government); the collection: CC0-1.0"
HISTORY_LICENCE = "public domain (United States government); the collection: MIT"
CITATION = "Central Intelligence Agency, The World Factbook, {editions}"
END_OF_FACTBOOK = "2026-02-28"
# What the curated data know an abbreviation by. The Factbook's own word goes before acronyms: its
# IADB is the bank, while the Defense Board goes by the same four letters.
CURATED = (
    """
SELECT key, code AS word FROM codes
WHERE kind = 'organization' AND scheme = 'factbook' AND dataset = 'curated'""",
    """
SELECT key, name AS word FROM names
WHERE kind = 'organization' AND name_kind = 'acronym' AND lang = 'en' AND dataset = 'curated'
UNION SELECT org, org FROM organizations WHERE dataset = 'curated'""",
)
SHARED = """
SELECT key, code AS word FROM codes
WHERE kind = 'organization' AND scheme = 'factbook' AND dataset NOT IN ('curated', :dataset)"""


@dataclass(slots=True)
class FactbookReport:
    """What an import did, and everything in the texts that did not become a membership."""

    unchanged: bool = False
    spells: int = 0
    organizations: int = 0
    recognized: int = 0
    unknown_codes: list[str] = field(default_factory=list)
    editions: Editions = field(default_factory=Editions)

    def lines(self) -> Iterator[str]:
        """All that was left out, one a line, so that nothing goes silently."""
        for what in self.editions.unresolved:
            yield f"unresolved\t{what}\n"
        for name, count in self.editions.left_out.most_common():
            yield f"not a membership of a state\t{name}: {count}\n"
        for what in self.editions.suspended:
            yield f"suspended, counted as a member\t{what}\n"
        for what in self.unknown_codes:
            yield f"no state has this code\t{what}\n"
        for what in self.editions.notes:
            yield f"a remark on an entry\t{what}\n"
        for what in self.editions.without_entry:
            yield f"no entry\t{what}\n"


def import_factbook(url: str, path: Path, key: str, history: bool) -> FactbookReport:
    """Load one edition, or the table of all of them, as a data set: all or nothing."""
    require_importable(key)
    found = fingerprint([path])
    if already_loaded(url, key, found):
        return FactbookReport(unchanged=True)
    editions = read_history(path) if history else read_folder(path)
    last = f"{editions.last}-12-31" if history else END_OF_FACTBOOK
    shown = f"editions of {editions.first} to {editions.last}" if history else "last text, 2026"
    with transaction.changing(url) as connection:
        holders = Holders.read(connection, "gec", key)
        names = _names(editions)
        keys = _keys(connection, key, names)
        organizations = list(dict.fromkeys(keys.of.values()))
        report = FactbookReport(False, 0, len(organizations), len(keys.curated), editions=editions)
        licence = HISTORY_LICENCE if history else LICENCE
        draft = DatasetDraft(
            key,
            f"The World Factbook, {shown}",
            str(editions.last),
            licence,
            CITATION.format(editions=shown),
            "",
            found,
        )
        draft.facts = list(_facts(names, keys, editions, last))
        draft.rosters = organizations
        window = Window(editions.first, editions.last, slack=1)
        draft.spells = _spells(editions, keys.of, holders, window, last, report)
        report.spells = put(connection, draft)
    return report


def _names(editions: Editions) -> dict[str, str]:
    """The commonest spelling of each abbreviation."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for years in editions.entries.values():
        for entry in years.values():
            for folded, listed in entry.items():
                spellings[folded][listed.name] += 1
    return {
        folded: max(sorted(found), key=lambda name: found[name])
        for folded, found in sorted(spellings.items())
    }


@dataclass(slots=True)
class _Keys:
    """The organization of each abbreviation; `curated` are those that the curated data have."""

    of: dict[str, str]
    curated: set[str]


def _keys(connection: Connection, dataset: str, names: dict[str, str]) -> _Keys:
    """A curated organization that goes by the abbreviation, else one of another import of the
    Factbook, else a new one."""
    curated = [_words(connection, sql, {}) for sql in CURATED]
    shared = _words(connection, SHARED, {"dataset": dataset})
    taken = {row[0].upper() for row in connection.execute(text(OTHERS), {"dataset": dataset})}
    found = _Keys({}, set())
    for folded, name in names.items():
        for known in (*curated, shared):
            if len(known.get(folded, ())) == 1:
                found.of[folded] = next(iter(known[folded]))
                if known is not shared:
                    found.curated.add(found.of[folded])
                break
        else:
            plain = re.sub(r"[^A-Za-z0-9.-]+", "-", name).strip("-")
            found.of[folded] = f"FB-{plain}" if plain.upper() in taken else plain
            taken.add(found.of[folded].upper())
    return found


def _words(connection: Connection, sql: str, wanted: dict[str, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, word in connection.execute(text(sql), wanted):
        found[word.lower().replace(" ", "")].add(key)
    return found


def _facts(
    names: dict[str, str], keys: _Keys, editions: Editions, last: str
) -> Iterator[FactDraft]:
    described: set[str] = set()
    for folded, key in keys.of.items():
        where = f"abbreviation {names[folded]}"
        fresh = key not in described
        described.add(key)
        if fresh:
            coverage = {
                "roster_id": Ref("roster", key),
                "known_from": f"{editions.first}-01-01",
                "known_through": last,
                "complete": False,
                "complete_others": False,
            }
            yield FactDraft("roster_coverage", coverage, {}, where)
        if key in keys.curated:
            continue
        if fresh:
            says = {"organization_id": Ref("organization", key), "kind": "intergovernmental"}
            bounds = {**date_columns("founded", None), **date_columns("dissolved", None)}
            yield FactDraft("organization_description", says, bounds, where)
        yield name_fact("organization", key, names[folded], "acronym", where)
        code = names[folded]
        yield code_fact("organization", key, "factbook", code, Period("", ".."), where)


def _spells(
    editions: Editions,
    keys: dict[str, str],
    holders: Holders,
    window: Window,
    known_through: str,
    report: FactbookReport,
) -> Iterator[ImportedSpell]:
    listed_in: dict[str, set[int]] = defaultdict(set)
    for years in editions.entries.values():
        for year, entry in years.items():
            for folded in entry:
                listed_in[folded].add(year)
    for gec, years in sorted(editions.entries.items()):
        if gec not in holders.of:
            report.unknown_codes.append(f"{gec} ({len(years)} editions)")
            continue
        # Two abbreviations of one organization (before and after a renaming) are one series.
        seen: dict[str, dict[int, Listed]] = defaultdict(dict)
        tracked: dict[str, set[int]] = defaultdict(set)
        for folded, key in keys.items():
            tracked[key] |= listed_in[folded]
        for year, entry in years.items():
            for folded, listed in entry.items():
                seen[keys[folded]].setdefault(year, listed)
        for key, own in sorted(seen.items()):
            yield from _of_series(
                gec, key, own, years, tracked[key], holders, window, known_through
            )


def _of_series(
    gec: str,
    key: str,
    own: dict[int, Listed],
    years: dict[int, dict[str, Listed]],
    tracked: set[int],
    holders: Holders,
    window: Window,
    known_through: str,
) -> Iterator[ImportedSpell]:
    """The spells of one country in one organization."""
    values = []
    for year in sorted(years):
        if year in own:
            values.append((year, f"{own[year].status.value}:{own[year].word or ''}"))
        else:
            # An edition in which no country lists the organization says nothing of it.
            values.append((year, ABSENT if year in tracked else UNSURE))
    for spell in spells(runs_of(values), window):
        if spell.value == UNSURE:
            continue
        status, _, word = spell.value.partition(":")
        of_years = holders.in_years(gec, spell.first, spell.last) or holders.of[gec][-1:]
        where = f"{gec}, {spell.first}-{spell.last}, {key}"
        for piece in pieces(spell, of_years, known_through):
            still = spell.open and piece.e2 == NO_LATEST
            start, end = period_text(piece, still)
            yield ImportedSpell(
                key,
                piece.state,
                status,
                word or None,
                start,
                end,
                piece.s1,
                piece.s2,
                piece.e1,
                piece.e2,
                piece.joined_by,
                "succession" if piece.joined_by == "succession" else None,
                piece.end_reason,
                where,
            )
