"""The panel: memberships year by year, or a file of yearly cells in its own layout."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from orgdb.dates import date_bounds
from orgdb.db.reader import Reader
from orgdb.errors import DateError, QuestionError
from orgdb.membership.roster import require_dataset
from orgdb.panel.member_years import SpellsInYears
from orgdb.panel.runs import EVERY_YEAR, MemberYears, Years
from orgdb.parameters import parse_statuses
from orgdb.vocabulary import Status

ISO3 = "SELECT key, code FROM codes WHERE kind = 'state' AND scheme = 'iso3' ORDER BY end_latest"


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One member in one year (`orgdb report panel`)."""

    org: str
    member: str
    iso3: str | None
    cow: str | None
    year: int
    status: str
    suspended: str
    certainty: str
    dataset: str


class Panel(Sequence[PanelRow]):
    """The rows of a panel, made of runs only when they are asked for."""

    def __init__(self, runs: list[MemberYears], iso3: dict[str, str]) -> None:
        self.runs = runs
        self.iso3 = iso3
        self._rows: list[PanelRow] = []

    @property
    def datasets(self) -> set[str]:
        """The data sets that the rows are of."""
        return {run.dataset for run in self.runs}

    def __len__(self) -> int:
        return sum(run.last - run.first + 1 for run in self.runs)

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        if not self._rows:
            self._rows = list(self._expanded())
        return self._rows[place]

    def __iter__(self) -> Iterator[PanelRow]:
        return self._expanded()

    def _expanded(self) -> Iterator[PanelRow]:
        for s in self.runs:
            iso3 = self.iso3.get(s.member)
            for year in range(s.first, s.last + 1):
                cow = s.cow or None
                said = (s.status, s.suspended, s.certainty, s.dataset)
                yield PanelRow(s.org, s.member, iso3, cow, year, *said)

    def lines(self, separator: str) -> Iterator[str]:
        """The same rows as delimited text, in portions: nothing in them needs quotes."""
        yield separator.join(PanelRow.__slots__) + "\n"
        years = [str(year) for year in range(2200)]
        for s in self.runs:
            before = separator.join((s.org, s.member, self.iso3.get(s.member, ""), s.cow, ""))
            after = separator.join(("", s.status, s.suspended, s.certainty, s.dataset)) + "\n"
            between = after + before
            yield before + between.join(years[s.first : s.last + 1]) + after


def panel(
    reader: Reader,
    dataset: str | None = None,
    organization: str | None = None,
    status: str | None = None,
    at: str | None = None,
    shape: str = "long",
    years: Years = EVERY_YEAR,
) -> Panel | Layout:
    """Who was a member of what, year by year.

    Every status counts unless some are named; cells that the data set does not know are left out
    unless `unknown` is. `at` is a census day (`12-31`) in place of any day of the year. Without a
    data set, each organization by its preferred roster. `years` are the first and last year wanted;
    after the last check of a list, up to the last year, its open memberships are possible. `shape`
    is `long`, or the layout of the file that a data set came as: `state-year` or `igo-year`.
    """
    require_dataset(reader, dataset)
    if shape != "long":
        return _layout(reader, dataset, shape, [organization, status, at])
    if at is not None:
        _require_census_day(at)
    wanted = parse_statuses(status) if status else tuple(s for s in Status if s != Status.UNKNOWN)
    found = SpellsInYears(
        reader,
        dataset,
        [organization] if organization else [],
        Status.UNKNOWN in wanted,
        at,
        years.last,
    )
    runs = [run for run in years.cut(found.runs()) if run.status in wanted]
    runs.sort(key=lambda s: (s.org, s.member, s.first))
    return Panel(runs, {row["key"]: row["code"] for row in reader.rows(ISO3)})


class Layout(Sequence[str]):
    """A file written back in its own layout: lines, whatever the format asked for."""

    def __init__(self, make: Callable[[], Iterator[str]], dataset: str) -> None:
        self._make = make
        self.datasets = {dataset}

    def __len__(self) -> int:
        return sum(1 for _ in self._make()) - 1

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        return list(self._make())[1:][place]

    def lines(self, _separator: str) -> Iterator[str]:
        """The lines with the heading; the layout has its own separator."""
        return self._make()


def _layout(reader: Reader, dataset: str | None, shape: str, others: list[str | None]) -> Layout:
    from orgdb.panel.original_layout import ObservedFile

    if any(others):
        raise QuestionError(
            f"The shape {shape} always covers the whole file.",
            "Leave out --org, --status and --at.",
        )
    if dataset is None:
        raise QuestionError(
            f"The shape {shape} needs one data set.", "Name it: --dataset cow-igo-3"
        )
    file = ObservedFile(reader, dataset)
    lines = file.state_years if shape == "state-year" else file.organization_years
    return Layout(lines, dataset)


def _require_census_day(at: str) -> None:
    try:
        date_bounds(f"1999-{at}")
    except DateError:
        raise DateError(
            f"'{at}' is not a day of every year.", "Write a month and a day: 12-31."
        ) from None
