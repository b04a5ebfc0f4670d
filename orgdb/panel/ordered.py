"""Panels to a scholar's order: which states, years and organizations, in which shape and codes.

A long panel has a row for each state, organization and year; a wide one has a column for each
organization (`state-year`, `dyad-year`) or each state (`igo-year`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from orgdb.db.reader import Reader
from orgdb.errors import QuestionError
from orgdb.panel.grid import ABSENT, GONE, NOT_KNOWN, YEARS, Cell, Grid
from orgdb.panel.member_years import last_checked_year
from orgdb.panel.panel import PanelRow
from orgdb.panel.runs import Years
from orgdb.panel.systems import Series, series_of
from orgdb.vocabulary import PREFERRED, Status

SHAPES = ("long", "state-year", "igo-year", "dyad-year")
ID_COLUMNS = {"cow": "ccode", "gw": "gwcode", "iso3": "iso3", None: "state"}
FIRST_YEAR = 1945
STATE_CODES = """
SELECT key, scheme, code, start_earliest AS since, end_latest AS through FROM codes
WHERE kind = 'state' AND scheme IN ('iso3', 'cow', 'gw') ORDER BY end_latest DESC"""


@dataclass(frozen=True, slots=True)
class OrderedRow(PanelRow):
    """One state, organization and year (`orgdb report panel --balanced`)."""

    gw: str | None
    is_member: str
    reason: str


@dataclass(frozen=True, slots=True)
class Order:
    """What a scholar asks for: `states` is a system, `id` a scheme of codes; None for the key."""

    datasets: tuple[str, ...]
    organizations: tuple[str, ...] = ()
    years: Years = field(default_factory=Years)
    states: str | None = None
    balanced: bool = False
    shape: str = "long"
    id: str | None = None
    status: tuple[Status, ...] = ()


class OrderedPanel(Sequence[OrderedRow]):
    """A panel to order: its heading, and its rows one by one; a wide one is text alone."""

    def __init__(self, reader: Reader, order: Order) -> None:
        self.order = order
        datasets = [None if key == PREFERRED else key for key in order.datasets]
        last = order.years.last or max(last_checked_year(reader, key) for key in datasets)
        first = order.years.first or min(FIRST_YEAR, last)
        if not (YEARS[0] <= first <= YEARS[-1] and YEARS[0] <= last <= YEARS[-1]):
            raise QuestionError(
                f"No panel from {first} to {last}.", f"Choose years from {YEARS[0]} to {YEARS[-1]}."
            )
        self.years = range(first, last + 1)
        self.series = series_of(reader, order.states, order.id, self.years)
        self.grids = [Grid(reader, key, order.organizations, last) for key in datasets]
        orgs = dict.fromkeys(org for grid in self.grids for org in grid.organizations)
        self.organizations = list(orgs)
        self.codes: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
        for row in reader.rows(STATE_CODES):
            own = self.codes.setdefault((row["key"], row["scheme"]), [])
            own.append((row["code"], row["since"], row["through"]))

    @property
    def datasets(self) -> set[str]:
        """The data sets that the rows are of."""
        return {row["dataset"] for grid in self.grids for row in grid.rosters.values()}

    @property
    def heading(self) -> list[str]:
        """The columns, in order."""
        key = ID_COLUMNS[self.order.id]
        several = len(self.grids) > 1
        if self.order.shape == "long":
            fields = list(OrderedRow.__dataclass_fields__)
            if several:
                kept = ["org", "member", "iso3", "cow", "gw", "year"]
                fields = [*kept, *(column for grid in self.grids for column in _pair(grid))]
            return fields if key in (*fields, "state") else [key, *fields]
        if self.order.shape == "state-year":
            named = [] if self.order.id is None else ["state"]
            return [key, "year", *named, *self._columns(self.organizations)]
        if self.order.shape == "igo-year":
            prefix = self.order.id if self.order.id in ("cow", "gw") else ""
            return ["org", "year", *self._columns([f"{prefix}{one.id}" for one in self.series])]
        shared = [f"{name}{_suffix(g, several)}" for g in self.grids for name in SHARED]
        wide = self._columns(self.organizations) if self.order.organizations else []
        named = ["state1", "state2"] if self.order.id else []
        return [f"{key}1", f"{key}2", "year", *named, *shared, *wide]

    def _columns(self, names: Sequence[str]) -> list[str]:
        several = len(self.grids) > 1
        return [f"{name}{_suffix(grid, several)}" for name in names for grid in self.grids]

    def lines(self, separator: str) -> Iterator[str]:
        """The heading and every row as delimited text."""
        import csv
        import io

        text = io.StringIO()
        write = csv.writer(text, delimiter=separator, lineterminator="\n").writerow
        write(self.heading)
        for number, row in enumerate(self.rows()):
            write(row)
            if not number & 1023:
                yield text.getvalue()
                text.seek(0)
                text.truncate()
        yield text.getvalue()

    def rows(self) -> Iterator[Sequence[object]]:
        """The rows as lists of values, with the columns of `heading`."""
        shapes = {
            "long": self._long,
            "state-year": self._state_years,
            "igo-year": self._organization_years,
            "dyad-year": self._dyad_years,
        }
        return shapes[self.order.shape]()

    def __iter__(self) -> Iterator[OrderedRow]:
        extra = 1 if self.heading[0] != "org" else 0
        for row in self._long():
            yield OrderedRow(*row[extra:])  # type: ignore[arg-type]

    def __len__(self) -> int:
        return sum(1 for _ in self.rows())

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        return list(self)[place]

    def _lines_of(self, org: str, one: Series) -> list[dict[int, Cell]]:
        return [grid.line(org, one) for grid in self.grids]

    def _wanted(self, cells: Sequence[Cell]) -> bool:
        """Is the row one of the order: every cell of a balanced panel, else memberships alone?"""
        statuses = self.order.status
        if self.order.balanced:
            return True
        if statuses:
            return any(cell.fact and cell.status in statuses for cell in cells)
        return any(cell.fact and cell.status != Status.UNKNOWN for cell in cells)

    def _long(self) -> Iterator[list[object]]:
        several, scheme = len(self.grids) > 1, self.order.id
        for org in self.organizations:
            for one in self.series:
                found = self._lines_of(org, one)
                for year in sorted(one.years):
                    cells = [line[year] for line in found]
                    if not self._wanted(cells):
                        continue
                    state = one.holder(year)
                    iso3, cow, gw = (self._code(state, s, year) for s in ("iso3", "cow", "gw"))
                    lead: list[object] = [one.id] if scheme in ("cow", "gw") else []
                    iso3 = one.id if scheme == "iso3" else iso3
                    if several:
                        pairs = [value for c in cells for value in (c.member, c.status)]
                        yield [*lead, org, state, iso3, cow, gw, year, *pairs]
                    else:
                        (c,) = cells
                        said = (c.status, c.suspended, c.certainty, c.dataset)
                        ids = (org, state, iso3, cow, year)
                        yield [*lead, *ids, *said, gw, c.member, c.reason]

    def _state_years(self) -> Iterator[list[object]]:
        for one in self.series:
            columns = [line for org in self.organizations for line in self._lines_of(org, one)]
            for year in sorted(one.years):
                state = [] if self.order.id is None else [one.holder(year)]
                yield [one.id, year, *state, *(line[year].code for line in columns)]

    def _organization_years(self) -> Iterator[list[object]]:
        for org in self.organizations:
            columns = [line for one in self.series for line in self._lines_of(org, one)]
            for year in self.years:
                cells = [line[year].code if year in line else "" for line in columns]
                if any(cell not in ("", GONE) for cell in cells):
                    yield [org, year, *cells]

    def _dyad_years(self) -> Iterator[list[object]]:
        table = {
            (one.id, org): self._lines_of(org, one)
            for one in self.series
            for org in self.organizations
        }
        chosen = self.organizations if self.order.organizations else []
        for year in self.years:
            present = [one for one in self.series if year in one.years]
            codes = {
                one.id: [
                    [table[one.id, org][place][year].code for org in self.organizations]
                    for place in range(len(self.grids))
                ]
                for one in present
            }
            for one, other in combinations(present, 2):
                joint = [
                    [_joint(a, b) for a, b in zip(*both, strict=True)]
                    for both in zip(codes[one.id], codes[other.id], strict=True)
                ]
                counts = [
                    n for its in joint for n in (its.count(1), its.count(1) + its.count(NOT_KNOWN))
                ]
                cells = [its[place] for place in range(len(chosen)) for its in joint]
                names = (one.holder(year), other.holder(year)) if self.order.id else ()
                yield [one.id, other.id, year, *names, *counts, *cells]

    def _code(self, state: str, scheme: str, year: int) -> str | None:
        """The code that a state had at the end of a year, or last in it."""
        for code, since, through in self.codes.get((state, scheme), ()):
            if since <= f"{year}-12-31" and through >= f"{year}-01-01":
                return code
        return None


SHARED = ("shared", "shared_max")


def _pair(grid: Grid) -> tuple[str, str]:
    """The two columns of a data set beside others."""
    return f"is_member{_suffix(grid, True)}", f"status{_suffix(grid, True)}"


def _suffix(grid: Grid, several: bool) -> str:
    return f"_{(grid.dataset or PREFERRED).replace('-', '_')}" if several else ""


def _joint(one: int, other: int) -> int:
    """Are two states both members: 1, surely not 0, not known -9; -1 without the organization?"""
    if GONE in (one, other):
        return GONE
    if one == other == 1:
        return 1
    both = (one, other)
    return NOT_KNOWN if all(code in (1, NOT_KNOWN) for code in both) else ABSENT
