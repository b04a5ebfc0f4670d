"""Anybody's list of memberships as a table: one spell a row, columns named by the one who imports.

Nothing is guessed and nothing dropped silently: a row that cannot be read is reported with its
line. `preview` says what would be added, and changes nothing.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from orgdb.dates import date_bounds
from orgdb.db import transaction
from orgdb.db.reader import Reader, open_reader
from orgdb.errors import DateError
from orgdb.facts import FactDraft, Ref
from orgdb.importers.archives import Fingerprint, fingerprint
from orgdb.importers.contradictions import contradictions
from orgdb.importers.dataset import (
    DatasetDraft,
    already_loaded,
    put,
    require_importable,
)
from orgdb.importers.membership_table import COLUMNS, MembershipTable
from orgdb.importers.source import ImportFileError, Source, at_hand
from orgdb.importers.spell import ImportedSpell
from orgdb.names.lookup import find_organization


@dataclass(frozen=True, slots=True)
class Terms:
    """What the one who imports says of the table: its key, its terms, and what it covers.

    `organization` holds for every row where the table is the list of one organization; `sheet` is
    that of a workbook.
    """

    key: str
    title: str
    licence: str
    citation: str
    known_through: str
    known_from: str | None = None
    complete: bool = False
    organization: str | None = None
    version: str = ""
    sheet: str | None = None


@dataclass(slots=True)
class TableReport:
    """What an import did, or with `preview` would do.

    `faults` are rows that cannot be read, `clashes` rows that contradict an earlier one.
    """

    unchanged: bool = False
    spells: list[ImportedSpell] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)


def import_table(
    url: str,
    path: Path,
    mapping: Mapping[str, str],
    terms: Terms,
    preview: bool = False,
    skip: bool = False,
) -> TableReport:
    """Load a CSV or a workbook as a data set: all of it or nothing.

    `mapping` names the column for `org`, `state`, `start`, `end` and `status`. Raises
    `ImportFileError` with every line that is wrong; with `preview` they are in the report. With
    `skip` the lines that do not resolve are left out, and in the report.
    """
    require_importable(terms.key)
    if skip and terms.complete:
        raise ImportFileError(
            "A list from which lines are left out is not complete.",
            "Remove --complete, or fix the lines and remove --skip-unresolved.",
        )
    _require_terms(mapping, terms)
    source = at_hand(path)
    found = _with_reading(fingerprint([source]), mapping, terms)
    if not preview and already_loaded(url, terms.key, found):
        return TableReport(unchanged=True)
    reader = open_reader(url)
    try:
        report = _read(reader, source, mapping, terms)
    finally:
        reader.close()
    if preview:
        return report
    wrong = [*([] if skip else report.faults), *report.clashes]
    if wrong:
        rows = "1 row is" if len(wrong) == 1 else f"{len(wrong)} rows are"
        others = "" if report.clashes else ", or import the others with --skip-unresolved"
        raise ImportFileError(
            f"{source} was not imported: {rows} wrong.",
            f"Fix the file{others}; --dry-run lists all faults.",
            wrong,
        )
    if not report.spells:
        raise ImportFileError(
            f"{source} has no rows{' that can be resolved' if report.faults else ''}.",
            "Check that it is the right file; --dry-run lists all faults.",
            report.faults,
        )
    organizations = list(dict.fromkeys(spell.organization for spell in report.spells))
    draft = DatasetDraft(
        terms.key, terms.title, terms.version, terms.licence, terms.citation, "", found
    )
    draft.rosters = organizations
    draft.facts = _coverage(terms, report.spells, source.name)
    draft.spells = report.spells
    with transaction.changing(url) as connection:
        put(connection, draft)
    return report


def _with_reading(file: Fingerprint, mapping: Mapping[str, str], terms: Terms) -> Fingerprint:
    """The checksum of a file and of how it is read: the same file read otherwise says otherwise."""
    how = "\n".join([file.checksum, *map(repr, sorted(mapping.items())), repr(terms)])
    return Fingerprint(hashlib.sha256(how.encode()).hexdigest(), file.size)


def _require_terms(mapping: Mapping[str, str], terms: Terms) -> None:
    unknown = [name for name in mapping if name not in COLUMNS]
    missing = [
        name
        for name in ("org", "state")
        if name not in mapping and not (name == "org" and terms.organization)
    ]
    if unknown or missing:
        raise ImportFileError(
            f"--map names the unknown field {unknown[0]}."
            if unknown
            else f"--map does not say which column is the {missing[0]}.",
            "Write --map org=COLUMN,state=COLUMN,start=COLUMN,end=COLUMN,status=COLUMN.",
        )
    days = {"--known-through": terms.known_through, "--known-from": terms.known_from}
    for option, day in days.items():
        if day is not None and date_bounds(day) != (day, day):
            raise DateError(f"{option}: '{day}' is not a full date.", "Write a day: 2026-10-31.")
    if terms.known_through > datetime.date.today().isoformat():
        raise DateError(
            f"--known-through {terms.known_through} lies in the future.",
            "Name the day on which the list was last checked.",
        )
    if (terms.known_from or "") > terms.known_through:
        raise DateError(
            f"--known-from {terms.known_from} lies after --known-through {terms.known_through}."
        )


def _coverage(terms: Terms, spells: Iterable[ImportedSpell], name: str) -> list[FactDraft]:
    """From which day to which the list of each organization speaks."""
    first: dict[str, str] = {}
    for spell in spells:
        first[spell.organization] = min(first.get(spell.organization, spell.s1), spell.s1)
    return [
        FactDraft(
            "roster_coverage",
            {
                "roster_id": Ref("roster", key),
                "known_from": terms.known_from or min(day, terms.known_through),
                "known_through": terms.known_through,
                "complete": terms.complete,
                "complete_others": terms.complete,
            },
            {},
            name,
        )
        for key, day in first.items()
    ]


def _read(reader: Reader, source: Source, mapping: Mapping[str, str], terms: Terms) -> TableReport:
    body = find_organization(reader, terms.organization).key if terms.organization else None
    table = MembershipTable(reader, source, mapping, terms.known_through, body, terms.sheet)
    report = TableReport()
    for row in table.rows():
        if isinstance(row, str):
            report.faults.append(row)
        else:
            report.spells.append(row)
    report.clashes = contradictions(report.spells)
    return report
