"""A file of yearly cells, written back as it was read: state-years, or organization-years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from orgdb.db.narrowing import narrowed_rows
from orgdb.db.reader import Reader
from orgdb.errors import QuestionError
from orgdb.panel.member_years import SPELLS
from orgdb.panel.observed_series import Code, observed_years

COLUMNS = """
SELECT c.position, c.label, o.key AS org FROM observed_column c
JOIN dataset d ON d.id = c.dataset_id JOIN entity o ON o.id = c.organization_id
WHERE d.key = :dataset ORDER BY c.position"""
LIVES = """
SELECT o.key AS org, l.first_year, l.last_year FROM observed_life l
JOIN dataset d ON d.id = l.dataset_id
JOIN observed_column c ON c.dataset_id = l.dataset_id AND c.position = l.position
JOIN entity o ON o.id = c.organization_id
WHERE d.key = :dataset ORDER BY l.position, l.first_year"""
SERIES = """
SELECT s.position, s.code, s.label, s.first_year, s.last_year FROM observed_series s
JOIN dataset d ON d.id = s.dataset_id
WHERE d.key = :dataset ORDER BY s.position"""
CELLS = """
SELECT c.position, c.code, c.year, c.value FROM observed_cell c
JOIN dataset d ON d.id = c.dataset_id WHERE d.key = :dataset"""
CODES = """
SELECT key, code, start_earliest AS since, end_latest AS through FROM codes
WHERE kind = 'state' AND scheme = 'cow' ORDER BY key, start_earliest"""
STATUS_CELLS = {"full": "1", "associate": "2", "observer": "3", "unknown": "-9"}
ABSENT, GONE = "0", "-1"


@dataclass(frozen=True, slots=True)
class _Series:
    code: str
    label: str
    first: int
    last: int


class ObservedFile:
    """The cells of a data set that came as a file of years, from its spells."""

    def __init__(self, reader: Reader, dataset: str) -> None:
        wanted = {"dataset": dataset}
        columns = reader.rows(COLUMNS, wanted)
        if not columns:
            raise QuestionError(
                f"The data set '{dataset}' was not imported from a file of yearly cells.",
                "Ask for its panel with: orgdb report panel --shape long",
            )
        self.labels = [row["label"] for row in columns]
        self.series = [
            _Series(row["code"], row["label"], row["first_year"], row["last_year"])
            for row in reader.rows(SERIES, wanted)
        ]
        self.first = min(series.first for series in self.series)
        self.last = max(series.last for series in self.series)
        places = {row["org"]: place for place, row in enumerate(columns)}
        lives = lives_of(reader, dataset)
        self.exists = [lives[row["org"]] for row in columns]
        self.changes = self._changes(reader, dataset, places)

    def _changes(
        self, reader: Reader, dataset: str, places: dict[str, int]
    ) -> dict[str, list[tuple[int, int, int, str]]]:
        """For each code: column, first and last year and cell of everything that is not 0 or -1."""
        codes: dict[str, list[Code]] = defaultdict(list)
        for row in reader.rows(CODES):
            codes[row["key"]].append(Code(row["code"], row["since"], row["through"]))
        years: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for series in self.series:
            years[series.code].append((series.first, series.last))
        found: dict[str, list[tuple[int, int, int, str]]] = defaultdict(list)
        wanted = dict.fromkeys(("low", "high", "org", "left_out"))
        for row in narrowed_rows(reader, SPELLS, {**wanted, "dataset": dataset}):
            place = observed_years(row, codes, years)
            if place:
                code, first, last = place
                cell = STATUS_CELLS[row["status"]]
                found[code].append((places[row["org"]], first, last, cell))
        for row in reader.rows(CELLS, {"dataset": dataset}):
            found[row["code"]].append((row["position"], row["year"], row["year"], row["value"]))
        return found

    def state_years(self) -> Iterator[str]:
        """The lines of `state_year_formatv3.csv`: heading, then a state and year per line."""
        yield f"ccode,year,state,{','.join(self.labels)}\n"
        for series in self.series:
            for year, cells in self._rows(series):
                yield f"{series.code},{year},{series.label},{','.join(cells)}\n"

    def _rows(self, series: _Series) -> Iterator[tuple[int, list[str]]]:
        sets: dict[int, list[tuple[int, str]]] = defaultdict(list)
        # A life that begins or ends first, then the spells, then the single cells, which come last.
        for place, years in enumerate(self.exists):
            for first, last in years:
                if first <= series.last and last >= series.first:
                    sets[max(first, series.first)].append((place, ABSENT))
                    sets[last + 1].append((place, GONE))
        changes = self.changes[series.code]
        own = [c for c in changes if c[1] <= series.last and c[2] >= series.first]
        begins: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        for place, first, last, cell in own:
            begins[max(first, series.first)].append((place, last, cell))
        base = [GONE] * len(self.labels)
        over: dict[int, tuple[int, str]] = {}
        for year in range(series.first, series.last + 1):
            for place, cell in sets[year]:
                base[place] = cell
            for place, last, cell in begins[year]:
                over[place] = (last, cell)
            cells = base.copy()
            for place, (last, cell) in list(over.items()):
                if last >= year:
                    cells[place] = cell
                else:
                    del over[place]
            yield year, cells

    def organization_years(self) -> Iterator[str]:
        """Lines as in `igo_year_formatv3.csv`: an organization and year each, states in columns.

        An empty cell is a state that was not in the system of states in that year.
        """
        rows = {
            (series.code, year): cells
            for series in self.series
            for year, cells in self._rows(series)
        }
        names = {series.code: series.label for series in self.series}
        codes = sorted(names, key=lambda code: names[code])
        yield "\t".join(["ioname", "year", *(names[code] for code in codes)]) + "\n"
        for place in sorted(range(len(self.labels)), key=lambda place: self.labels[place].lower()):
            for first, last in self.exists[place]:
                for year in range(first, last + 1):
                    cells = (rows.get((code, year)) for code in codes)
                    found = [cell[place] if cell else "" for cell in cells]
                    yield "\t".join([self.labels[place], str(year), *found]) + "\n"


def lives_of(reader: Reader, dataset: str) -> dict[str, list[tuple[int, int]]]:
    """For each organization the first and last years in which the file says that it existed."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in reader.rows(LIVES, {"dataset": dataset}):
        found[row["org"]].append((row["first_year"], row["last_year"]))
    return found
