"""States of the COW files: those that orgdb has not, and those that go on under another code."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from orgdb.dates import NO_EARLIEST, NO_LATEST, Period, date_bounds, day_after, day_before
from orgdb.errors import DateError
from orgdb.facts import FactDraft, Ref, period_columns
from orgdb.importers.archives import opened
from orgdb.importers.code_history import Holder, Holders, Piece
from orgdb.importers.cow.plain_lines import plain_lines
from orgdb.importers.cow.state_year import Series, StateYears
from orgdb.importers.source import ImportFileError, Source
from orgdb.importers.years_to_spells import Run
from orgdb.text import fold


class SystemState(NamedTuple):
    """A state of `states2016.csv`: its name, and the days between which it was in the system."""

    name: str
    start: str
    end: str


def read_states(path: Source) -> dict[str, list[SystemState]]:
    """The State System Membership List, by code; a state can have left the system and come back."""
    found: dict[str, list[SystemState]] = defaultdict(list)
    with opened(path) as file:
        rows = csv.reader(plain_lines(file, path))
        try:
            for place, cells in enumerate(rows):
                if not place:
                    continue
                numbers = [int(cell) for cell in (cells[1], *cells[3:9])]
                code, start, end = str(numbers[0]), numbers[1:4], numbers[4:7]
                dates = ["-".join((f"{y:04}", f"{m:02}", f"{d:02}")) for y, m, d in (start, end)]
                for date in dates:
                    date_bounds(date)
                found[code].append(SystemState(cells[2], *dates))
        except (csv.Error, ValueError, IndexError, DateError) as error:
            raise ImportFileError(
                f"{path}:{rows.line_num}: no state with dates: {error}."
            ) from error
    return found


def name_fact(what: str, key: str, name: str, kind: str, where: str) -> FactDraft:
    """A name of an organization or a state, without dates."""
    period = Period("", "..")
    return FactDraft(
        f"{what}_name",
        {
            "entity_id": Ref(what, key),
            "name": name,
            "lang": "en",
            "kind": kind,
            "start": period.start,
            "end": period.end,
        },
        {"folded": fold(name), **period_columns(period, NO_LATEST), "start_latest": NO_EARLIEST},
        where,
    )


def code_fact(what: str, key: str, scheme: str, code: str, period: Period, where: str) -> FactDraft:
    """A code of an organization or a state in one scheme."""
    return FactDraft(
        f"{what}_code",
        {
            "entity_id": Ref(what, key),
            "scheme": scheme,
            "code": code,
            "start": period.start,
            "end": period.end,
        },
        period_columns(period, NO_LATEST),
        where,
    )


@dataclass(frozen=True, slots=True)
class MadeState:
    """A state that the files have and orgdb has not: its code was nobody's in these years."""

    key: str
    series: Series


def missing_states(table: StateYears, holders: Holders) -> Iterator[MadeState]:
    """States for the codes and years that are nobody's; they become holders of these codes."""
    missing: dict[str, list[Series]] = {}
    for series in table.series:
        years = range(series.first, series.last + 1)
        bare = [year for year in years if not holders.in_years(series.code, year, year)]
        if bare:
            part = Series(series.code, series.label, bare[0], bare[-1])
            missing.setdefault(series.code, []).append(part)
    for code, parts in missing.items():
        whole = Series(code, parts[0].label, parts[0].first, parts[-1].last)
        key = f"COW-{code}"
        holders.add(code, Holder(key, f"{whole.first}-01-01", f"{whole.last}-12-31"))
        yield MadeState(key, whole)


def state_facts(
    made: Sequence[MadeState], system: dict[str, list[SystemState]]
) -> Iterator[FactDraft]:
    """What the files say of these states; `system` is the list of states, where it was given."""
    for state in made:
        series = state.series
        where = f"rows of ccode {series.code}"
        period = Period(str(series.first), str(series.last))
        listed = [s for s in system.get(series.code, ()) if int(s.start[:4]) <= series.last]
        life = Period(listed[0].start, listed[-1].end) if listed else period
        yield FactDraft(
            "state_description",
            {
                "state_id": Ref("state", state.key),
                "kind": "state",
                "start": life.start,
                "end": life.end,
            },
            period_columns(life, NO_LATEST),
            where,
        )
        # The code is part of the name: "Germany" alone is another state's, today's.
        label = listed[0].name if listed else series.label.capitalize()
        name = f"{label} (COW {series.code})"
        yield name_fact("state", state.key, name, "short", where)
        yield code_fact("state", state.key, "cow", series.code, period, where)


class Handover:
    """A state that goes on under another code: 260 to 255 (Germany), 678 to 679 (Yemen).

    Where both codes have the same cell in the year of the change, the day of the change is the last
    day of the one and the next day the first of the other, not just some day of that year.
    """

    def __init__(
        self, code: str, table: StateYears, passed_on: dict[str, list[tuple[str, str]]]
    ) -> None:
        self.table = table
        self.to = passed_on.get(code, [])
        # Several states can go on as one on the same day: 678 and 680 as 679.
        self.since = [
            (day_after(day), other)
            for other, following in passed_on.items()
            for (one, day) in following
            if one == code
        ]

    def cut(self, piece: Piece, place: int, value: str) -> Piece:
        """The piece with exact days where the next code goes on as this one ends, or before."""
        for other, day in self.to:
            year = int(day_after(day)[:4])
            if piece.e2 == day and self._same(other, place, year, year, value):
                s2 = min(piece.s2, day)
                piece = piece._replace(s2=s2, e1=day, e2=day, end_reason="succession")
        for day, other in self.since:
            # The line of the old code may be missing in the year in which it ended.
            year = int(day_before(day)[:4])
            if piece.s1 == day and self._same(other, place, year - 1, year, value):
                e1 = max(piece.e1, day)
                piece = piece._replace(s1=day, s2=day, e1=e1, joined_by="succession")
        return piece

    def _same(self, code: str, place: int, first: int, last: int, value: str) -> bool:
        runs: tuple[Run, ...] = self.table.runs[code][place] if code in self.table.runs else ()
        return any(r.value == value and r.first <= last and r.last >= first for r in runs)
