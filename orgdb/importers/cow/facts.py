"""What the Correlates of War files say, as facts of a data set of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from orgdb.dates import NO_LATEST, Period
from orgdb.db import transaction
from orgdb.facts import FactDraft, Ref, date_columns
from orgdb.importers.archives import fingerprint
from orgdb.importers.code_history import Holders, period_text, pieces
from orgdb.importers.cow.igo_year import Comparison, Described, read_igo_years
from orgdb.importers.cow.state_year import (
    IGO_YEAR,
    STATE_YEAR,
    STATES,
    StateYears,
    kind_of,
    read_state_years,
)
from orgdb.importers.cow.states import (
    Handover,
    code_fact,
    missing_states,
    name_fact,
    read_states,
    state_facts,
)
from orgdb.importers.dataset import (
    DatasetDraft,
    already_loaded,
    put,
    require_importable,
)
from orgdb.importers.source import ImportFileError, Source, at_hand
from orgdb.importers.spell import ImportedSpell
from orgdb.importers.years_to_spells import ABSENT, GONE, Window, spells

DATASET = "cow-igo-3"
TITLE = "Correlates of War, Intergovernmental Organizations (IGO)"
LICENCE = "© Correlates of War Project; free to use with citation and version number"
CITATION = (
    "Pevehouse, Nordstrom, McManus, Jamison (2020). Tracking organizations in the world: The"
    " Correlates of War IGO Version 3.0 datasets. Journal of Peace Research 57(3), 492-503,"
    " doi:10.1177/0022343319881175"
)
URL = "https://correlatesofwar.org/data-sets/igos/"
NONE = (ABSENT, GONE)
Progress = Callable[[str, int], None]

CODES = """
SELECT key, code FROM codes
WHERE kind = 'organization' AND scheme = :scheme AND dataset <> :dataset
ORDER BY code, key"""
OTHERS = """
SELECT DISTINCT o.key FROM entity o
JOIN organization_description d ON d.organization_id = o.id
JOIN current_facts f ON f.id = d.id
WHERE f.dataset <> :dataset"""


@dataclass(frozen=True, slots=True)
class CowReport:
    """What an import of the COW files did; `comparison` is that of its two files, if both came."""

    unchanged: bool
    spells: int = 0
    organizations: int = 0
    recognized: int = 0
    states_made: tuple[str, ...] = ()
    comparison: Comparison | None = None


def import_cow(
    url: str,
    paths: Sequence[Path],
    key: str = DATASET,
    progress: Progress = lambda _what, _line: None,
) -> CowReport:
    """Load COW IGO files as a data set: all of them or nothing.

    The same files again change nothing. Raises `ImportFileError` for files that are not COW's.
    """
    require_importable(key)
    chosen = _by_kind([at_hand(path) for path in paths])
    found = fingerprint(chosen[kind] for kind in sorted(chosen))
    if already_loaded(url, key, found):
        return CowReport(unchanged=True)
    table = read_state_years(chosen[STATE_YEAR], lambda line: progress("state-years", line))
    described: dict[str, Described] = {}
    comparison = None
    if IGO_YEAR in chosen:
        described, comparison = read_igo_years(
            chosen[IGO_YEAR], table, lambda line: progress("organization-years", line)
        )
    system = read_states(chosen[STATES]) if STATES in chosen else {}
    with transaction.changing(url) as connection:
        names = _Organizations.read(connection, key, table, described)
        holders = Holders.read(connection, "cow", key)
        made = list(missing_states(table, holders))
        draft = DatasetDraft(key, TITLE, "3.0", LICENCE, CITATION, URL, found)
        draft.facts = [*names.facts(), *state_facts(made, system), *_coverage(names, table)]
        draft.rosters = names.keys
        draft.spells = _spells(table, names.keys, holders)
        draft.observed = _observed(table, names.keys)
        count = put(connection, draft)
    return CowReport(
        False, count, len(names.keys), len(names.known), tuple(m.key for m in made), comparison
    )


def _by_kind(paths: Sequence[Source]) -> dict[str, Source]:
    chosen: dict[str, Source] = {}
    for path in paths:
        kind = kind_of(path)
        if kind in chosen:
            raise ImportFileError(f"{path} and {chosen[kind]} are the same file of COW.")
        chosen[kind] = path
    if STATE_YEAR not in chosen:
        raise ImportFileError(
            "state_year_formatv3.csv is missing: it is the one that says which states the other"
            " files mean.",
            f"Fetch it from {URL} and name it, too.",
        )
    return chosen


@dataclass(slots=True)
class _Organizations:
    """The organization of each column; `known` are the columns whose code somebody else has."""

    table: StateYears
    keys: list[str]
    known: set[int]
    described: dict[str, Described]

    @classmethod
    def read(
        cls,
        connection: Connection,
        dataset: str,
        table: StateYears,
        described: dict[str, Described],
    ) -> _Organizations:
        def codes(scheme: str) -> dict[str, str]:
            found = connection.execute(text(CODES), {"scheme": scheme, "dataset": dataset})
            return {code.upper(): key for key, code in found}

        names, numbers = codes("cow-ioname"), codes("cow-ionum")
        taken = {row[0].upper() for row in connection.execute(text(OTHERS), {"dataset": dataset})}
        keys, known = [], set()
        for place, ioname in enumerate(table.columns):
            number = described[ioname].ionum if ioname in described else ""
            key = names.get(ioname.upper()) or (numbers.get(number) if number else None)
            if key is not None and key not in keys:
                known.add(place)
            else:
                key = f"COW-{ioname}" if ioname.upper() in taken else ioname
            keys.append(key)
        return cls(table, keys, known, described)

    def facts(self) -> Iterator[FactDraft]:
        """What the files say of the organizations that only they know."""
        for place, key in enumerate(self.keys):
            if place in self.known:
                continue
            ioname = self.table.columns[place]
            more = self.described.get(ioname)
            where = f"column {ioname}"
            organization = Ref("organization", key)
            founded, dissolved = self._life(place, more)
            yield FactDraft(
                "organization_description",
                {
                    "organization_id": organization,
                    "kind": "intergovernmental",
                    "founded": founded,
                    "dissolved": dissolved,
                },
                {**date_columns("founded", founded), **date_columns("dissolved", dissolved)},
                where,
            )
            names = [(ioname, "acronym"), (more.name if more else "", "official")]
            for name, kind in names:
                if name:
                    yield name_fact("organization", key, name, kind, where)
            codes = [("cow-ioname", ioname), ("cow-ionum", more.ionum if more else "")]
            for scheme, code in codes:
                if code:
                    yield code_fact("organization", key, scheme, code, Period("", ".."), where)

    def _life(self, place: int, more: Described | None) -> tuple[str | None, str | None]:
        """First and last year. The years of the cells are the wider where the two differ."""
        years = self.table.years[place]
        founded = more.founded if more else None
        dissolved = more.dissolved if more else None
        if years:
            first, last = years[0][0], years[-1][1]
            if founded is None or int(founded) > first:
                founded = f"[..{first}]" if first == self.table.first else str(first)
            if last == self.table.last:
                dissolved = None
            elif dissolved is None or int(dissolved) < last:
                dissolved = str(last)
        return founded, dissolved


def _coverage(names: _Organizations, table: StateYears) -> Iterator[FactDraft]:
    for place, key in enumerate(names.keys):
        yield FactDraft(
            "roster_coverage",
            {
                "roster_id": Ref("roster", key),
                "known_from": f"{table.first}-01-01",
                "known_through": f"{table.last}-12-31",
                "complete": True,
                "complete_others": True,
            },
            {},
            f"column {table.columns[place]}",
        )


def _spells(table: StateYears, keys: Sequence[str], holders: Holders) -> Iterator[ImportedSpell]:
    window = Window(table.first, table.last)
    known_through = f"{table.last}-12-31"
    passed_on = holders.passed_on()
    # Most columns of a state are like many others, and the reader keeps one tuple for all of these.
    plain: dict[int, bool] = {}
    for code, columns in table.runs.items():
        its = Handover(code, table, passed_on)
        for place, runs in enumerate(columns):
            if id(runs) not in plain:
                plain[id(runs)] = all(run.value in NONE for run in runs)
            if plain[id(runs)]:
                continue
            years = table.years[place]
            born = years[0][0] if years and years[0][0] > window.first else None
            died = years[-1][1] if years and years[-1][1] < window.last else None
            for spell in spells(runs, window, born, died):
                of_years = holders.in_years(code, spell.first, spell.last)
                where = f"ccode {code}, {spell.first}-{spell.last}, {table.columns[place]}"
                for piece in pieces(spell, of_years, known_through):
                    cut = its.cut(piece, place, spell.value)
                    still = spell.open and piece.e2 == NO_LATEST
                    start, end = period_text(cut, still)
                    yield ImportedSpell(
                        keys[place],
                        cut.state,
                        spell.value,
                        None,
                        start,
                        end,
                        cut.s1,
                        cut.s2,
                        cut.e1,
                        cut.e2,
                        cut.joined_by,
                        "succession" if cut.joined_by == "succession" else None,
                        cut.end_reason,
                        where,
                    )


def _observed(table: StateYears, keys: Sequence[str]) -> dict[str, list[dict[str, object]]]:
    """What the spells cannot say, so that the file can be written back as it was."""
    return {
        "observed_series": [
            {
                "position": place,
                "code": series.code,
                "label": series.label,
                "first_year": series.first,
                "last_year": series.last,
            }
            for place, series in enumerate(table.series)
        ],
        "observed_column": [
            {
                "position": place,
                "label": table.columns[place],
                "organization": key,
            }
            for place, key in enumerate(keys)
        ],
        "observed_life": [
            {"position": place, "first_year": first, "last_year": last}
            for place in range(len(keys))
            for first, last in table.years[place]
        ],
        "observed_cell": [
            {"position": column, "code": code, "year": year, "value": value}
            for column, code, year, value in table.cells
        ],
    }
