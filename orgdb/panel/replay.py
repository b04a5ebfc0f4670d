"""Replay: curated facts in the layout of the Correlates of War, so that a paper's script runs.

Lines and columns are those of the file of a loaded COW data set; without one, the states and
organizations whose COW codes the curated data know. A column of an organization that the curated
data have no list of is -9 throughout, while it exists. With a loaded COW data set, every cell that
both know and that differs is listed, with the likely reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgdb.db.reader import Reader
from orgdb.errors import QuestionError
from orgdb.panel.grid import ABSENT, GONE, NOT_KNOWN, Cell, Grid
from orgdb.panel.observed_series import observed_series
from orgdb.panel.original_layout import COLUMNS as COLUMNS_OF_FILE
from orgdb.panel.runs import Years
from orgdb.panel.systems import Holder, Series, series_of
from orgdb.vocabulary import CURATED

LAYOUT = "cow-igo-3"
FIRST_YEAR, LAST_YEAR = 1816, 2014  # of version 3 of the file
COLUMNS = """
SELECT key AS org, code AS label FROM codes
WHERE kind = 'organization' AND scheme = 'cow-ioname' ORDER BY code, key"""
NAMES = """
SELECT key, name FROM names WHERE kind = 'state' AND lang = 'en' AND name_kind = 'short'
ORDER BY end_latest"""
LABELS = """
SELECT s.code, s.label FROM observed_series s JOIN dataset d ON d.id = s.dataset_id
WHERE d.key = :dataset ORDER BY s.position"""
NUMBER = "SELECT id FROM dataset WHERE key = :dataset"
LOADED = "SELECT dataset FROM datasets WHERE dataset = :dataset"
DIFFERENCES = "ioname,ccode,state,from,to,cow,curated,reason\n"


class Replay(Sequence[str]):
    """A file in COW's layout: `shape` is `state-year` (also for `long`) or `igo-year`."""

    def __init__(
        self,
        reader: Reader,
        layout: str,
        shape: str = "state-year",
        organizations: Sequence[str] = (),
        years: Years = Years(FIRST_YEAR, LAST_YEAR),  # noqa: B008 (a constant)
    ) -> None:
        if layout != LAYOUT:
            raise QuestionError(f"Unknown layout '{layout}'.", f"Layouts: {LAYOUT}.")
        if shape == "dyad-year":
            raise QuestionError(
                f"The layout {LAYOUT} is state-year or igo-year.", "Leave out --like for dyads."
            )
        self.reader = reader
        self.by_organization = shape == "igo-year"
        self.years = range(years.first or FIRST_YEAR, (years.last or LAST_YEAR) + 1)
        self.grid = Grid(reader, CURATED, organizations, self.years[-1])
        self.loaded = bool(reader.rows(LOADED, {"dataset": LAYOUT}))
        self.series = series_of(reader, "cow", "cow", self.years)
        if self.loaded:
            self._add_lines_of_the_file()
        own = reader.rows(COLUMNS_OF_FILE, {"dataset": LAYOUT}) or reader.rows(COLUMNS)
        labels = {row["label"]: row["org"] for row in own}
        chosen = set(self.grid.organizations) if organizations else set(labels.values())
        self.columns = [(label, org) for label, org in sorted(labels.items()) if org in chosen]
        if not self.columns:
            raise QuestionError("None of these organizations has a COW name.", "Name others.")
        self.labels = {
            row["code"]: row["label"] for row in reader.rows(LABELS, {"dataset": LAYOUT})
        }
        self._names = {row["key"]: row["name"] for row in reader.rows(NAMES)}

    def _add_lines_of_the_file(self) -> None:
        """Every line that the file has, also of years for which orgdb has no such state."""
        known = {one.id: one for one in self.series}
        spans = observed_series(self.reader)
        (number,) = (r["id"] for r in self.reader.rows(NUMBER, {"dataset": LAYOUT}))
        for code, its in spans[number].items():
            years = {year for first, last in its for year in range(first, last + 1)}
            if years & set(self.years):
                one = known.setdefault(code, Series(code, []))
                one.years |= years & set(self.years)
                one.holders = one.holders or [Holder(f"COW-{code}", its[0][0], its[-1][1])]
        self.series = sorted(known.values(), key=lambda one: int(one.id))

    def __len__(self) -> int:
        return sum(1 for _ in self.lines(",")) - 1

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        return list(self.lines(","))[1:][place]

    @property
    def datasets(self) -> set[str]:
        """The data sets that the rows are of."""
        return {CURATED}

    @property
    def heading(self) -> list[str]:
        """The columns, in the order of the file."""
        if self.by_organization:
            return ["ioname", "year", *(self.label(one) for one in self.series)]
        return ["ccode", "year", "state", *(label for label, _ in self.columns)]

    def label(self, one: Series) -> str:
        """The state as COW writes it: its own label where a file is loaded, else our name so."""
        name = self._names.get(one.holders[-1].state, one.holders[-1].state)
        return self.labels.get(one.id) or "".join(c for c in name.lower() if c.isalnum())

    def lines(self, separator: str) -> Iterator[str]:
        """The heading and the lines; those of organizations have tabs, as COW's file does."""
        if self.by_organization:
            yield from self._organization_years("\t")
            return
        yield separator.join(self.heading) + "\n"
        for one in self.series:
            years, label = sorted(one.years), self.label(one)
            found = (self.grid.line(org, one) for _, org in self.columns)
            columns = [[_TEXTS[line[year].code] for year in years] for line in found]
            for year, *cells in zip(years, *columns, strict=True):
                yield separator.join((one.id, str(year), label, *cells)) + "\n"

    def _organization_years(self, separator: str) -> Iterator[str]:
        yield separator.join(self.heading) + "\n"
        for name, org in sorted(self.columns, key=lambda column: column[0].lower()):
            found = [self.grid.line(org, one) for one in self.series]
            for year in self.years:
                cells = [_TEXTS[line[year].code] if year in line else "" for line in found]
                if any(cell not in ("", str(GONE)) for cell in cells):
                    yield separator.join((name, str(year), *cells)) + "\n"

    def differences(self) -> Iterator[str]:
        """The cells that differ from the loaded COW file, as CSV: neighbouring years in one row.

        Nothing where no COW file is loaded. Organizations that the curated data have no list of are
        one row each, and so are the years of a state that our list does not know.
        """
        if not self.loaded:
            return
        yield DIFFERENCES
        cow = Grid(self.reader, LAYOUT, [], self.years[-1])
        last = max(last for spans in cow.observed.values() for _, last in spans)
        for label, org in self.columns:
            if org not in self.grid.rosters or org not in cow.rosters:
                which = "curated data have" if org not in self.grid.rosters else "COW has"
                yield f"{label},,,{self.years[0]},{self.years[-1]},,,the {which} no list of it\n"
                continue
            for one in self.series:
                ours, theirs = self.grid.line(org, one), cow.line(org, one)
                for first, end, reason in _differing(ours, theirs, last):
                    a, b = _code(theirs[first]), _code(ours[first])
                    name = self.label(one)
                    yield f"{label},{one.id},{name},{first},{end},{a},{b},{reason}\n"


# Of a cell of ours, what the file says: it has no code for partners and other words (4 and 5).
_TEXTS = {code: str(code if code < 4 else ABSENT) for code in range(NOT_KNOWN, 6)}


def _code(cell: Cell) -> int:
    return int(_TEXTS[cell.code])


def _differing(
    ours: dict[int, Cell], theirs: dict[int, Cell], last: int
) -> Iterator[tuple[int, int, str]]:
    """First and last year and reason of neighbouring cells that differ alike."""
    run: tuple[int, int, tuple[int, int, str]] | None = None
    for year in sorted(ours):
        a, b = theirs[year], ours[year]
        if _code(a) == _code(b) or year > last:
            what = None
        else:
            what = (_code(a), _code(b), _reason(ours, theirs, year))
        if run and what == run[2] and year == run[1] + 1:
            run = (run[0], year, run[2])
            continue
        if run:
            yield run[0], run[1], run[2][2]
        run = (year, year, what) if what else None
    if run:
        yield run[0], run[1], run[2][2]


def _reason(ours: dict[int, Cell], theirs: dict[int, Cell], year: int) -> str:
    """The likely reason, from the pattern: who has the member, and what each says next to it."""
    a, b = theirs[year], ours[year]
    if NOT_KNOWN in (a.code, b.code):
        who = "COW does not know" if a.code == NOT_KNOWN else "orgdb does not know"
        return who if a.code == NOT_KNOWN else f"{who}: {b.reason}"
    if {a.code, b.code} == {ABSENT, GONE}:
        return (
            "the organization exists for COW"
            if a.code == ABSENT
            else ("the organization exists for orgdb")
        )
    if GONE in (a.code, b.code):
        return "no such organization for " + ("COW" if a.code == GONE else "orgdb")
    if b.fact and b.suspended not in ("no", ""):
        return "suspension counted as exit"
    if b.code > 3:
        return f"COW has no code for {b.status}"
    if a.fact and b.fact:
        return "another status"
    has, lacks, who, other = (
        (ours, theirs, "orgdb", "COW") if b.fact else (theirs, ours, "COW", "orgdb")
    )
    before = _last_before(lacks, year)
    after = _next_after(lacks, year)
    if before and after:
        return f"a gap in {other}"
    if after:
        return f"{who} begins earlier"
    if before:
        return f"{who} ends later"
    return f"only in {who}" if has[year].fact else "unexplained"


def _last_before(line: dict[int, Cell], year: int) -> bool:
    return any(cell.fact and cell.code > 0 for y, cell in line.items() if y < year)


def _next_after(line: dict[int, Cell], year: int) -> bool:
    return any(cell.fact and cell.code > 0 for y, cell in line.items() if y > year)
