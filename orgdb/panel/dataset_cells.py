"""The cells of a data set: what it says of each member, organization and year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from orgdb.db.reader import Reader, Row
from orgdb.panel.member_years import member_years_of
from orgdb.panel.original_layout import COLUMNS, lives_of
from orgdb.panel.runs import MemberYears
from orgdb.vocabulary import COUNTED_AS_MEMBERS, Certainty, Status

ROSTERS = """
SELECT org, known_from, known_through, complete, complete_others, fact_id FROM rosters
WHERE dataset = :dataset"""
NO, MEMBER, UNKNOWN = "no", "member", "unknown"


@dataclass(slots=True)
class DatasetCells:
    """One data set: its rosters, and its cells by organization and member or code.

    `years` are those in which it observes a state, `existed` those in which it has an organization;
    both are empty where a data set makes no such difference.
    """

    key: str
    rosters: dict[str, Row]
    cells: dict[tuple[str, str], dict[int, MemberYears]]
    years: dict[str, list[tuple[int, int]]]
    existed: dict[str, list[tuple[int, int]]]
    every_status: bool

    def value(self, org: str, member: str, year: int) -> str:
        """What it says of one cell."""
        if self.years and not any(a <= year <= b for a, b in self.years.get(member, ())):
            return UNKNOWN  # a state that its file has no line for in that year
        run = self.cells[org, member].get(year)
        if run is None:
            return NO if self.rosters[org]["complete"] else UNKNOWN
        if run.certainty != Certainty.CERTAIN or run.status == Status.UNKNOWN:
            return UNKNOWN
        if run.status in COUNTED_AS_MEMBERS:
            return MEMBER
        return run.status if self.every_status else NO

    def has_organization(self, org: str, first: int, last: int) -> bool:
        """Does the organization exist in this data set on some of these years?"""
        ranges = self.existed.get(org)
        return ranges is None or any(a <= last and first <= b for a, b in ranges)

    def runs(self, org: str, member: str, first: int, last: int) -> list[MemberYears]:
        """What it says of a member in these years."""
        own = self.cells[org, member]
        return [own[year] for year in range(first, last + 1) if year in own]

    def facts(self, org: str, member: str, first: int, last: int) -> list[int]:
        """The spells it has in these years; where it has none, its roster says so."""
        own = dict.fromkeys(run.fact for run in self.runs(org, member, first, last))
        return list(own) or [self.rosters[org]["fact_id"]]


def dataset_cells(
    reader: Reader, dataset: str, org: str | None, every_status: bool
) -> DatasetCells:
    """What a data set says, of one organization or of all that it has rosters of."""
    found = member_years_of(reader, dataset, [org] if org else [])
    cells: dict[tuple[str, str], dict[int, MemberYears]] = defaultdict(dict)
    for run in found.runs:
        key = run.cow or run.member
        for year in range(run.first, run.last + 1):
            known = cells[run.org, key].get(year)
            # In the year of a handover two states have the one code; the certain cell stands.
            certain = run.certainty == Certainty.CERTAIN
            if known is None or certain or known.certainty != Certainty.CERTAIN:
                cells[run.org, key][year] = run
    rosters = {row["org"]: row for row in reader.rows(ROSTERS, {"dataset": dataset})}
    if org:
        rosters = {key: row for key, row in rosters.items() if key == org}
    columns = reader.rows(COLUMNS, {"dataset": dataset})
    lives = lives_of(reader, dataset)
    existed = {row["org"]: lives[row["org"]] for row in columns}
    return DatasetCells(dataset, rosters, cells, found.years, existed, every_status)
