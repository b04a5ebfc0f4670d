"""Anybody's list of memberships as a table: one spell a row, columns named by the one who imports.

Every row that does not resolve is reported with its line; nothing is guessed and nothing dropped
silently. `preview` says what would be added, and changes nothing.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from orgdb.dates import OPEN, Period, date_bounds
from orgdb.db import transaction
from orgdb.db.reader import Reader, open_reader
from orgdb.errors import DateError, OrgdbError
from orgdb.facts import FactDraft, Ref
from orgdb.importers.archives import ImportFileError, fingerprint, lines, opened
from orgdb.importers.dataset import (
    Deposit,
    already_loaded,
    put,
    require_importable,
)
from orgdb.importers.spell import ImportedSpell
from orgdb.names.lookup import STATE, Found, find_member, find_organization
from orgdb.vocabulary import Status

COLUMNS = ("org", "state", "start", "end", "status")
UNKNOWN_END = "?"
MAX_ROWS = 500_000
STATUSES = {
    "": Status.UNSPECIFIED,
    "member": Status.FULL,
    "full member": Status.FULL,
    "associate member": Status.ASSOCIATE,
    **{status.value: status for status in Status if status is not Status.OTHER},
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What the one who imports says of the table: its key, its terms, and what it covers.

    `organization` holds for every row where the table is the list of one organization.
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


@dataclass(slots=True)
class TableReport:
    """What an import did, or with `preview` would do.

    `faults` are lines that do not resolve, `clashes` lines that contradict another one.
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
    """Load a CSV as a data set: all of it or nothing.

    `mapping` names the column for `org`, `state`, `start`, `end` and `status`. Raises
    `ImportFileError` with every line that is wrong; with `preview` they are in the report. With
    `skip` the lines that do not resolve are left out, and in the report.
    """
    require_importable(terms.key)
    if skip and terms.complete:
        raise ImportFileError(
            "A list from which lines are left out is not complete.",
            "Take out --complete, or mend the lines and take out --skip-unresolved.",
        )
    _require_terms(mapping, terms)
    found = fingerprint([path])
    if not preview and already_loaded(url, terms.key, found):
        return TableReport(unchanged=True)
    reader = open_reader(url)
    try:
        report = _Table(reader, path, mapping, terms).read()
    finally:
        reader.close()
    if preview:
        return report
    wrong = [*([] if skip else report.faults), *report.clashes]
    if wrong or not report.spells:
        raise ImportFileError(
            f"{path} was not imported: {len(wrong)} rows are wrong."
            if wrong
            else f"{path} has no rows{' that resolve' if report.faults else ''}.",
            "Mend them, or take the others with --skip-unresolved; --dry-run lists them all.",
            wrong or report.faults,
        )
    organizations = list(dict.fromkeys(spell.organization for spell in report.spells))
    deposit = Deposit(
        terms.key, terms.title, terms.version, terms.licence, terms.citation, "", found
    )
    deposit.rosters = organizations
    deposit.facts = [_coverage(key, terms, report.spells, path) for key in organizations]
    deposit.spells = report.spells
    with transaction.changing(url) as connection:
        put(connection, deposit)
    return report


def _require_terms(mapping: Mapping[str, str], terms: Terms) -> None:
    unknown = [name for name in mapping if name not in COLUMNS]
    missing = [
        name
        for name in ("org", "state")
        if name not in mapping and not (name == "org" and terms.organization)
    ]
    if unknown or missing:
        raise ImportFileError(
            f"The map names {unknown[0]}, which orgdb does not know."
            if unknown
            else f"The map does not say which column is the {missing[0]}.",
            "Write --map org=COLUMN,state=COLUMN,start=COLUMN,end=COLUMN,status=COLUMN.",
        )
    for day in (terms.known_through, terms.known_from):
        if day is not None and date_bounds(day) != (day, day):
            raise DateError(f"'{day}' is not a full date.", "Write a day: 2026-10-31.")


def _coverage(key: str, terms: Terms, spells: list[ImportedSpell], path: Path) -> FactDraft:
    own = [spell for spell in spells if spell.organization == key]
    first = min(spell.s1 for spell in own)
    return FactDraft(
        "roster_coverage",
        {
            "roster_id": Ref("roster", key),
            "known_from": terms.known_from or min(first, terms.known_through),
            "known_through": terms.known_through,
            "complete": terms.complete,
            "complete_others": terms.complete,
        },
        {},
        path.name,
    )


class _Table:
    def __init__(
        self, reader: Reader, path: Path, mapping: Mapping[str, str], terms: Terms
    ) -> None:
        self.reader = reader
        self.path = path
        self.mapping = mapping
        self.terms = terms
        self.report = TableReport()
        self.known: dict[tuple[str, str], Found | str] = {}

    def read(self) -> TableReport:
        with opened(self.path) as file:
            source = lines(file, self.path, "utf-8-sig")
            heading = next(source, "")
            separator = max(",;\t", key=heading.count)
            names = next(csv.reader([heading], delimiter=separator), [])
            for column in self.mapping.values():
                if names.count(column) != 1:
                    raise ImportFileError(
                        f"{self.path}:1: there is no column '{column}', or there are several.",
                        f"Its columns: {', '.join(names)[:500]}.",
                    )
            rows = csv.reader((f"{line}\n" for line in source), delimiter=separator)
            try:
                for cells in rows:
                    if cells:
                        self.row(names, cells, rows.line_num + 1)
            except csv.Error as error:
                raise ImportFileError(f"{self.path}:{rows.line_num + 1}: {error}.") from error
        self.report.clashes += _clashes(self.report.spells)
        return self.report

    def row(self, names: list[str], cells: list[str], line: int) -> None:
        """Read one row; keep its spell, or what is wrong with it."""
        if len(self.report.spells) + len(self.report.faults) >= MAX_ROWS:
            raise ImportFileError(f"{self.path} has more than {MAX_ROWS:,} rows.", "Cut it in two.")
        place = f"{self.path.name}:{line}"
        if len(cells) != len(names):
            self.fault(line, f"{len(cells)} fields, not {len(names)}")
            return
        of = dict(zip(names, (cell.strip() for cell in cells), strict=True))
        said = {name: of[column] for name, column in self.mapping.items()}
        organization = self.find(find_organization, self.terms.organization or said["org"], line)
        member = self.find(find_member, said["state"], line)
        period = self.period(said.get("start", ""), said.get("end", ""), line)
        if organization is None or member is None or period is None:
            return
        word = said.get("status", "").lower()
        status = STATUSES.get(word, Status.OTHER)
        bounds = period.bounds(self.terms.known_through)
        self.report.spells.append(
            ImportedSpell(
                organization.key,
                member.key,
                status.value,
                said["status"] if status is Status.OTHER else None,
                period.start,
                period.end,
                bounds.s1,
                bounds.s2,
                bounds.e1,
                bounds.e2,
                None,
                None,
                None,
                place,
                "state" if member.kind == STATE else "organization",
            )
        )

    def find(self, how: Callable[[Reader, str], Found], text: str, line: int) -> Found | None:
        key = (how.__name__, text)
        if key not in self.known:
            try:
                self.known[key] = how(self.reader, text) if text else "an empty name"
            except OrgdbError as error:
                self.known[key] = f"{error.message.splitlines()[0]} {error.hint}".strip()
        found = self.known[key]
        if isinstance(found, str):
            self.fault(line, found)
            return None
        return found

    def period(self, start: str, end: str, line: int) -> Period | None:
        """An empty end is one still open, as lists have it; `?` is an end nobody knows."""
        for date in (start, end):
            if "/" in date:
                self.fault(line, f"'{date}' is not a date; write 1951-12-31 for a day.")
                return None
        written = "" if end == UNKNOWN_END else end or OPEN
        try:
            period = Period.parse(f"{start}/{written}")
        except DateError as error:
            self.fault(line, f"{error.message} {error.hint}")
            return None
        bounds = period.bounds(self.terms.known_through)
        if not bounds.possible() or bounds.e1 > bounds.e2 or bounds.s1 > bounds.s2:
            self.fault(line, f"{period} does not fit a list last checked in time")
            return None
        return period

    def fault(self, line: int, message: str) -> None:
        self.report.faults.append(f"{self.path}:{line}: {message[:300]}")


def _clashes(spells: list[ImportedSpell]) -> Iterator[str]:
    """Rows that make one member a member twice over on the same day, or say the same twice."""
    own: dict[tuple[str, str, str], list[ImportedSpell]] = defaultdict(list)
    for spell in spells:
        earlier = own[spell.organization, spell.member_kind, spell.member]
        for other in earlier:
            overlap = max(spell.s2, other.s2) <= min(spell.e1, other.e1)
            same = spell._replace(place="") == other._replace(place="")
            if overlap or same:
                what = "says the same as" if same else "overlaps"
                yield f"{spell.place}: {spell.member} in {spell.organization} {what} {other.place}"
        earlier.append(spell)
