"""Every cell of a panel: what a data set says of each state, organization and year, and why.

Where a data set lists a state, the cell is that of its membership. Where it does not, the cell is
*no* if the organization did not exist, or if the list is complete and covers the whole year; else
it is *unknown*, and `reason` says what is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from orgdb.dates import day_after
from orgdb.db.narrowing import narrowed_rows
from orgdb.db.reader import Reader
from orgdb.names.lookup import find_organization
from orgdb.panel.member_years import AllMemberYears, member_years_of
from orgdb.panel.original_layout import CELLS, COLUMNS, lives_of
from orgdb.panel.runs import MemberYears
from orgdb.panel.systems import Series
from orgdb.vocabulary import COUNTED_AS_MEMBERS, Certainty, Status

ROSTERS = """
SELECT org, dataset, known_from, known_through, complete FROM rosters
WHERE TRUE [AND dataset = :dataset | AND preferred]
ORDER BY org"""
LIVES = """
SELECT org, founded_earliest AS since, dissolved, dissolved_latest AS through FROM organizations"""
YEARS = range(1815, 2101)

# Codes of a wide cell. The first three, and those below 1, are those of the Correlates of War.
CODES = {"full": 1, "unspecified": 1, "associate": 2, "observer": 3, "partner": 4, "other": 5}
ABSENT, GONE, NOT_KNOWN = 0, -1, -9
NONE = "none"
LEFT = "it had left"


class Cell(NamedTuple):
    """What one data set says of one state in one organization in one year.

    `code` is that of `CODES`; `member` is 1 for a full member or one of no stated kind, 0 for a
    state that was surely none, empty where it is not known.
    """

    code: int
    member: str
    status: str
    suspended: str
    certainty: str
    reason: str
    dataset: str
    fact: int = 0


class Grid:
    """The cells of one data set (or of each organization's preferred list)."""

    def __init__(
        self, reader: Reader, dataset: str | None, organizations: Sequence[str], last: int
    ) -> None:
        self.dataset = dataset
        self.found: AllMemberYears = member_years_of(reader, dataset, organizations, last)
        rows = narrowed_rows(reader, ROSTERS, {"dataset": dataset})
        self.rosters = {row["org"]: row for row in rows}
        self.lives = {row["org"]: row for row in reader.rows(LIVES)}
        named = reader.rows(COLUMNS, {"dataset": dataset})
        lives = lives_of(reader, dataset) if dataset else {}
        self.existed = {row["org"]: lives[row["org"]] for row in named}
        self.organizations = (
            list(dict.fromkeys(find_organization(reader, name).key for name in organizations))
            if organizations
            else sorted(self.rosters)
        )
        # Of a file of yearly cells by code, of any other list by state.
        self.observed = self.found.years
        self.runs: dict[tuple[str, str], list[MemberYears]] = defaultdict(list)
        for run in self.found.runs:
            self.runs[run.org, run.member].append(run)
        places = {row["position"]: row["org"] for row in named}
        # Cells of a file that say something else than most of their column.
        self.exceptions: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
        for row in reader.rows(CELLS, {"dataset": dataset}):
            said = (row["code"], row["year"], row["value"])
            self.exceptions[places[row["position"]]].append(said)
        self._base: dict[str, list[Cell]] = {}
        self._cells: dict[object, Cell] = {}

    def line(self, org: str, series: Series) -> dict[int, Cell]:
        """The cell of each year that a series of states has."""
        base = self._base.get(org) or self._base.setdefault(org, self._of_nobody(org))
        found = {year: base[year - YEARS[0]] for year in series.years}
        if self.observed:
            for year in series.years:
                if not self._is_observed(series, year):
                    found[year] = self._unknown(org, "no line for this state and year")
            for code, year, value in self.exceptions.get(org, ()):
                if year in found and self.found.holder(code, year) == series.holder(year):
                    found[year] = self._nobody(org, int(value))
        for holder in series.holders:
            for year in self._after_an_exit(org, holder.state):
                inside = year in found and holder.first <= year <= holder.last
                if inside and found[year].code != GONE:
                    found[year] = self._nobody(org, ABSENT, LEFT)
            for run in self.runs.get((org, holder.state), ()):
                cell = self._of_run(run)
                first, last = max(run.first, holder.first), min(run.last, holder.last)
                for year in range(first, last + 1):
                    if year in found and _rank(cell) >= _rank(found[year]):
                        found[year] = cell
        return found

    def _after_an_exit(self, org: str, state: str) -> range:
        """The years from a recorded exit to the last check, in which only a run makes a member."""
        if (org, state) not in self.found.left:
            return range(0)
        through = day_after(self.rosters[org]["known_through"])
        return range(self.found.left[org, state] + 1, int(through[:4]))

    def _is_observed(self, series: Series, year: int) -> bool:
        """Has the file a line for the state: in the year of a handover, for the later one?"""
        state = series.holder(year)
        return any(
            first <= year <= last and self.found.holder(code.code, year) == state
            for code in self.found.codes.get(state, ())
            for first, last in self.observed.get(code.code, ())
        )

    def _of_run(self, run: MemberYears) -> Cell:
        key = (run[5:8], run.fact)
        if key not in self._cells:
            sure = run.certainty == Certainty.CERTAIN and run.status != Status.UNKNOWN
            counted = run.status in COUNTED_AS_MEMBERS
            code = CODES[run.status] if sure else NOT_KNOWN
            member = ("1" if counted else "0") if sure else ""
            reason = "" if sure else "the source does not know"
            if not sure and run.status != Status.UNKNOWN:
                reason = "its dates leave it open"
            self._cells[key] = Cell(code, member, *run[5:8], reason, run.dataset, run.fact)
        return self._cells[key]

    def _of_nobody(self, org: str) -> list[Cell]:
        """The cells of who is not listed, for every year."""
        roster, life = self.rosters.get(org), self.lives.get(org)
        found = []
        for year in YEARS:
            first, last = f"{year}-01-01", f"{year}-12-31"
            if org in self.existed:
                exists = any(a <= year <= b for a, b in self.existed[org])
            else:
                since = life["since"] if life else first
                through = life["through"] if life and life["dissolved"] else last
                exists = since <= last and through >= first
            if not exists:
                found.append(self._nobody(org, GONE))
            elif roster is None:
                found.append(self._unknown(org, "no list"))
            elif not roster["complete"]:
                found.append(self._unknown(org, "the list is not complete"))
            elif last > roster["known_through"]:
                found.append(self._unknown(org, "after the last check of the list"))
            elif first < roster["known_from"] and (
                not life or life["since"] < roster["known_from"]
            ):
                found.append(self._unknown(org, "before the list begins"))
            else:
                found.append(self._nobody(org, ABSENT))
        return found

    def _unknown(self, org: str, reason: str) -> Cell:
        return self._cell(org, (NOT_KNOWN, "", Status.UNKNOWN, "", Certainty.POSSIBLE, reason))

    def _nobody(self, org: str, code: int, reason: str = "") -> Cell:
        reason = reason or ("no such organization" if code == GONE else "not on the list")
        return self._cell(org, (code, "0", NONE, "no", Certainty.CERTAIN, reason))

    def _cell(self, org: str, said: tuple[int, str, str, str, str, str]) -> Cell:
        roster = self.rosters.get(org)
        cell = Cell(*said, roster["dataset"] if roster else self.dataset or "")
        return self._cells.setdefault(cell, cell)


def _rank(cell: Cell) -> tuple[bool, bool, bool]:
    """Which of two cells of one series and year stands: a membership, a certain one, a full one."""
    return cell.fact > 0, cell.certainty == Certainty.CERTAIN, cell.code == 1
