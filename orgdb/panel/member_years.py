"""Member years: years in a row in which one member had one status, of any data set.

A data set that was read from a file of yearly cells has the years of that file and the codes of its
states: where a code passed from one state to another, its series is one series again. All others
are expanded by the rule of the design: a member of the year is one on at least one day of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from sys import intern

from orgdb.dates import NO_EARLIEST, NO_LATEST, Bounds
from orgdb.db.narrowing import narrowed_rows
from orgdb.db.reader import Reader, Row, rows_in
from orgdb.membership.roster import require_dataset
from orgdb.membership.spell import Spell
from orgdb.names.lookup import find_organization
from orgdb.panel.observed_series import Code, observed_series, observed_years
from orgdb.panel.runs import MemberYears, joined, year_by_year
from orgdb.vocabulary import Answer, Certainty, Scope, Status

EARLIEST_YEAR = 1815
SPELLS = """
SELECT m.id, o.key AS org, e.key AS member, m.status,
    m.start_latest AS s2, m.end_earliest AS e1, m.start_earliest AS s1, m.end_latest AS e2,
    c.known_from, c.known_through, r.dataset_id, d.key AS dataset
FROM membership m
JOIN fact f ON f.id = m.id
JOIN roster r ON r.id = m.roster_id
JOIN dataset d ON d.id = r.dataset_id
JOIN entity o ON o.id = r.organization_id
JOIN roster_coverage c ON c.roster_id = r.id
JOIN fact cf ON cf.id = c.id
JOIN entity e ON e.id = m.member_id
WHERE f.release_to_id IS NULL AND cf.release_to_id IS NULL
    [AND r.id BETWEEN :low AND :high]
    [AND r.organization_id = :org] [AND m.status <> :left_out]
    [AND d.key = :dataset | AND NOT EXISTS (
        SELECT 1 FROM roster other JOIN dataset od ON od.id = other.dataset_id
        WHERE other.organization_id = r.organization_id AND od.preference < d.preference)]"""
PORTION = 64
NO_CODE = Code("", NO_EARLIEST, NO_LATEST)
SUSPENSIONS = """
SELECT membership_id, start_earliest, start_latest, end_earliest, end_latest FROM suspensions
WHERE scope = :scope"""
COW = """
SELECT key, code, start_earliest AS since, end_latest AS through FROM codes
WHERE kind = 'state' AND scheme = 'cow' ORDER BY key, start_earliest"""


@dataclass(frozen=True, slots=True)
class AllMemberYears:
    """All runs of a data set; `years` are those of each code where it came as a file of years.

    `codes` are the codes of each state.
    """

    runs: list[MemberYears]
    years: dict[str, list[tuple[int, int]]]
    codes: dict[str, list[Code]]

    def holder(self, code: str, year: int) -> str:
        """Which state a code meant in a year: in the year of a handover, the later one."""
        return self._holders().get((code, year)) or code

    def code(self, state: str, year: int) -> str:
        """The code that a state had at the end of a year."""
        day = f"{year:04}-12-31"
        return next((code.code for code in self.codes.get(state, ()) if code.through >= day), "")

    def _holders(self) -> dict[tuple[str, int], str]:
        if not self._cache:
            for state, codes in self.codes.items():
                for code, since, through in codes:
                    for first, last in self.years.get(code, ()):
                        start, end = max(first, int(since[:4])), min(last, int(through[:4]))
                        for year in range(start, end + 1):
                            known = self._cache.get((code, year))
                            if known is None or self._since(known, code) < since:
                                self._cache[code, year] = state
        return self._cache

    def _since(self, state: str, code: str) -> str:
        return max(c.since for c in self.codes[state] if c.code == code)

    _cache: dict[tuple[str, int], str] = field(default_factory=dict)


LAST_CHECK = """
SELECT MAX(known_through) AS day FROM rosters
WHERE TRUE [AND dataset = :dataset | AND preferred]"""


def last_checked_year(reader: Reader, dataset: str | None) -> int:
    """The last year of which any list of a data set knows; lists end on different days."""
    (found,) = narrowed_rows(reader, LAST_CHECK, {"dataset": dataset})
    return int(found["day"][:4]) if found["day"] else EARLIEST_YEAR


def member_years_of(
    reader: Reader,
    dataset: str | None,
    organizations: Iterable[str] = (),
    through: int | None = None,
) -> AllMemberYears:
    """All runs, those of unknown status too, of all organizations or of some.

    With `through`, what was still open at the last check of its list is possible up to that year.
    """
    require_dataset(reader, dataset)
    found = SpellsInYears(reader, dataset, organizations, unsure=True, at=None, through=through)
    return AllMemberYears(list(found.runs()), found.years, found.codes)


class SpellsInYears:
    """The spells of one data set, or of each organization's preferred roster, to be expanded."""

    def __init__(
        self,
        reader: Reader,
        dataset: str | None,
        organizations: Iterable[str],
        unsure: bool,
        at: str | None,
        through: int | None = None,
    ) -> None:
        self.reader = reader
        self.at = at
        self.through = through or 0
        self.codes: dict[str, list[Code]] = defaultdict(list)
        for row in reader.rows(COW):
            self.codes[row["key"]].append(Code(row["code"], row["since"], row["through"]))
        self.organizations = {find_organization(reader, name).id for name in organizations}
        self.dataset = dataset
        self.unsure = unsure
        self.series = observed_series(reader)
        numbers = {row["key"]: row["id"] for row in reader.rows("SELECT key, id FROM dataset")}
        self.years = self.series.get(numbers[dataset], {}) if dataset else {}

    def runs(self) -> Iterator[MemberYears]:
        """All runs, roster by roster."""
        for rows in self._portions():
            yield from self._observed([row for row in rows if row["dataset_id"] in self.series])
            others = [row for row in rows if row["dataset_id"] not in self.series]
            if others:
                yield from self._expanded(others)

    def _portions(self) -> Iterator[list[Row]]:
        """The spells of some rosters at a time, so that memory stays small."""
        left_out = None if self.unsure else Status.UNKNOWN.value
        asked = {"dataset": self.dataset, "left_out": left_out}
        portions: list[dict[str, int | None]] = [
            {"org": org, "low": None, "high": None} for org in sorted(self.organizations)
        ]
        if not portions:
            (ends,) = self.reader.rows("SELECT MIN(id) AS low, MAX(id) AS high FROM roster")
            starts = range(ends["low"] or 0, (ends["high"] or -1) + 1, PORTION)
            portions = [{"org": None, "low": low, "high": low + PORTION - 1} for low in starts]
        for portion in portions:
            yield narrowed_rows(self.reader, SPELLS, {**asked, **portion})

    def _observed(self, rows: list[Row]) -> Iterator[MemberYears]:
        """AllMemberYears by code: in the year of a handover the later state has the cell."""
        by_series: dict[tuple[str, str], list[MemberYears]] = defaultdict(list)
        for row in rows:
            place = observed_years(row, self.codes, self.series[row["dataset_id"]])
            if place is None:
                continue
            code, first, last = place
            certainty = "possible" if row["status"] == Status.UNKNOWN else "certain"
            run = MemberYears(
                intern(row["org"]),
                intern(row["member"]),
                code,
                first,
                last,
                intern(row["status"]),
                "no",
                certainty,
                row["id"],
                intern(row["dataset"]),
            )
            by_series[row["org"], code].append(run)
        for runs in by_series.values():
            runs.sort(key=lambda s: s.first)
            for one, following in pairwise(runs):
                last = min(one.last, following.first - 1)
                if last >= one.first:
                    yield one if last == one.last else one._replace(last=last)
            yield runs[-1]

    def _expanded(self, rows: list[Row]) -> Iterator[MemberYears]:
        numbers = [row["id"] for row in rows]
        sql = f"{SUSPENSIONS} AND membership_id IN (:values)"
        suspended: dict[int, list[Bounds]] = defaultdict(list)
        for row in rows_in(self.reader, sql, numbers, {"scope": Scope.PARTICIPATION.value}):
            bounds = (row[f"{s}_{b}"] for s in ("start", "end") for b in ("earliest", "latest"))
            suspended[row["membership_id"]].append(Bounds(*bounds))
        spells: dict[tuple[str, str], list[list[MemberYears]]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: (row["s1"], row["s2"], row["id"])):
            spells[row["org"], row["member"]].append(list(self._years(row, suspended[row["id"]])))
        for pair in sorted(spells):
            own = spells[pair]
            yield from joined(own[0] if len(own) == 1 else year_by_year(own))

    def _years(self, row: Row, suspensions: list[Bounds]) -> Iterator[MemberYears]:
        """What one spell says of its years, in order: of the sure ones in a row as one run."""
        bounds = Bounds(row["s1"], row["s2"], row["e1"], row["e2"])
        doubtful = row["status"] == Status.UNKNOWN
        spell = Spell.of(bounds, suspensions, doubtful=doubtful)
        codes = self.codes[row["member"]]
        opening, closing = self.at or "01-01", self.at or "12-31"
        org, member, dataset = intern(row["org"]), intern(row["member"]), intern(row["dataset"])

        def run(first: int, last: int, answer: Answer, suspended: str, code: Code) -> MemberYears:
            sure = Certainty.CERTAIN if answer is Answer.YES else Certainty.POSSIBLE
            told = (row["status"], suspended, sure.value, row["id"], dataset)
            return MemberYears(org, member, code.code, first, last, *told)

        year = max(int(row["s1"][:4]), int(row["known_from"][:4]), EARLIEST_YEAR)
        last = min(int(row["e2"][:4]), max(int(row["known_through"][:4]), self.through))
        # Most years lie inside what is certain of a spell that was never suspended.
        within = range(0)
        if not doubtful and not suspensions:
            within = range(
                int(bounds.s2[:4]) + (bounds.s2[5:] > closing),
                min(last, int(bounds.e1[:4]) - (bounds.e1[5:] < opening)) + 1,
            )
        while year <= last:
            d1, d2 = f"{year:04}-{opening}", f"{year:04}-{closing}"
            code = next((code for code in codes if code.through >= d2), NO_CODE)
            end = year
            if year in within:
                end = min(within[-1], int(code.through[:4]) - (code.through[5:] < closing))
                yield run(year, end, Answer.YES, "no", code)
            elif (answer := spell.member_on(d1, d2)) is not Answer.NO:
                yield run(year, year, answer, spell.suspended_on(d1, d2), code)
            year = end + 1
