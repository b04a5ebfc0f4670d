"""Where two data sets disagree: year by year, with both sides, the likely reason and the sources.

A cell is one member in one organization in one year. It is compared where both data sets know it:
inside the years both rosters cover, not where a date leaves it open, and *no* only where the roster
claims to be complete. Neighbouring years that disagree alike are one row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from orgdb.dates import date_bounds
from orgdb.db.reader import Reader, Row, rows_in
from orgdb.errors import QuestionError
from orgdb.membership.roster import require_dataset
from orgdb.names.lookup import find_organization, find_state
from orgdb.panel.dataset_cells import MEMBER, NO, UNKNOWN, DatasetCells, dataset_cells
from orgdb.sources.citations import sources_of
from orgdb.vocabulary import CURATED

SUSPENDED = "SELECT membership_id, fact_id FROM suspensions WHERE membership_id IN (:values)"
PLACES = "SELECT id, place FROM fact WHERE id IN (:values)"
BASES = """
SELECT fact_id, start_basis, joined_by, end_reason FROM memberships WHERE fact_id IN (:values)"""


@dataclass(frozen=True, slots=True)
class CompareRow:
    """Years in which two data sets say different things of one member (`orgdb compare`)."""

    org: str
    member: str
    from_: int
    to: int
    a: str
    b: str
    reason: str
    a_sources: tuple[str, ...]
    b_sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """How two data sets agree on one organization (`orgdb compare --summary`), in cells."""

    org: str
    from_: int
    to: int
    compared: int
    agree: int
    disagree: int
    unknown: int
    agreement: str


def _named_from(row_type: type) -> None:
    """Call the column `from`, as the contract does: Python has the word for itself."""
    fields = row_type.__dataclass_fields__  # type: ignore[attr-defined]
    row_type.__dataclass_fields__ = {  # type: ignore[attr-defined]
        name.rstrip("_"): value for name, value in fields.items()
    }
    setattr(row_type, "from", property(lambda row: row.from_))


_named_from(CompareRow)
_named_from(AgreementRow)


@dataclass(slots=True)
class Comparison:
    """Every disagreement, and the agreement on each organization that both data sets have."""

    rows: list[CompareRow] = field(default_factory=list)
    agreement: list[AgreementRow] = field(default_factory=list)


def compare(
    reader: Reader,
    a: str,
    b: str,
    organization: str | None = None,
    state: str | None = None,
    from_: str | None = None,
    to: str | None = None,
    every_status: bool = False,
) -> Comparison:
    """Where the data sets `a` and `b` disagree on organizations of which both have a roster.

    Compared is who is a full member; with `every_status` also who is an observer, an associate ….
    Raises `QuestionError` where there is no such organization.
    """
    for dataset in (a, b):
        require_dataset(reader, dataset)
    org = find_organization(reader, organization).key if organization else None
    one, other = (dataset_cells(reader, key, org, every_status) for key in (a, b))
    shared = sorted(one.rosters.keys() & other.rosters.keys())
    if not shared or a == b:
        what = f"of {org}" if org else "of any organization"
        raise QuestionError(
            f"{a} and {b} do not both have a membership list {what}."
            if a != b
            else "A data set cannot be compared with itself.",
            "List the data sets with: orgdb datasets list",
        )
    chosen = _codes_of(reader, state) if state else None
    span = (
        int(date_bounds(from_)[0][:4]) if from_ else 0,
        int(date_bounds(to)[1][:4]) if to else 9999,
    )
    work = _Comparing(reader, one, other, span, chosen)
    for key in shared:
        work.organization(key)
    work.explain()
    return work.found


def agreement_by_organization(reader: Reader, datasets: Iterable[str]) -> dict[str, list[str]]:
    """How far each data set says of an organization what the curated one says.

    `cow-igo-3 97.2% of 1,305`: of the member years that either lists, where both know.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for key in datasets:
        for row in compare(reader, CURATED, key).agreement:
            if row.compared:
                share = f"{row.agree / row.compared:.1%}"
                found[row.org].append(f"{key} {share} of {row.compared:,}")
    return found


def _codes_of(reader: Reader, state: str) -> set[str]:
    found = find_state(reader, state)
    sql = "SELECT code FROM codes WHERE kind = 'state' AND scheme = 'cow' AND id = :id"
    return {found.key, *(row["code"] for row in reader.rows(sql, {"id": found.id}))}


@dataclass(slots=True)
class _Open:
    """Neighbouring years that disagree alike, before they are explained."""

    org: str
    member: str
    first: int
    last: int
    a: str
    b: str

    def place(self) -> tuple[str, str, int, int]:
        """Organization, member, first and last year."""
        return self.org, self.member, self.first, self.last


class _Comparing:
    def __init__(
        self,
        reader: Reader,
        a: DatasetCells,
        b: DatasetCells,
        span: tuple[int, int],
        chosen: set[str] | None,
    ) -> None:
        self.reader = reader
        self.a = a
        self.b = b
        self.span = span
        self.chosen = chosen
        self.open: list[_Open] = []
        self.found = Comparison()

    def organization(self, org: str) -> None:
        one, other = self.a.rosters[org], self.b.rosters[org]
        first = max(int(row["known_from"][:4]) for row in (one, other))
        last = min(int(row["known_through"][:4]) for row in (one, other))
        first, last = max(first, self.span[0]), min(last, self.span[1])
        if first > last:
            return
        members = {key for side in (self.a, self.b) for at, key in side.cells if at == org}
        counts = {"agree": 0, "disagree": 0, "unknown": 0}
        for member in sorted(members):
            if self.chosen is not None and member not in self.chosen:
                continue
            for year in range(first, last + 1):
                a, b = self.a.value(org, member, year), self.b.value(org, member, year)
                if UNKNOWN in (a, b):
                    counts["unknown"] += 1
                elif a == b:
                    # Two that both say no are no news: only what one of them lists is counted.
                    counts["agree"] += a != NO
                else:
                    counts["disagree"] += 1
                    self._disagree(org, member, year, a, b)
        compared = counts["agree"] + counts["disagree"]
        share = f"{counts['agree'] / compared:.4f}" if compared else ""
        self.found.agreement.append(
            AgreementRow(org, first, last, compared, **counts, agreement=share)
        )

    def _disagree(self, org: str, member: str, year: int, a: str, b: str) -> None:
        before = self.open[-1] if self.open else None
        if before and (before.org, before.member, before.last + 1, before.a, before.b) == (
            org,
            member,
            year,
            a,
            b,
        ):
            before.last = year
        else:
            self.open.append(_Open(org, member, year, year, a, b))

    def explain(self) -> None:
        """Name the member, the reason and the sources of every disagreement."""
        facts = {
            fact
            for row in self.open
            for side in (self.a, self.b)
            for fact in side.facts(*row.place())
        }
        suspensions: dict[int, list[int]] = defaultdict(list)
        for one in rows_in(self.reader, SUSPENDED, facts):
            suspensions[one["membership_id"]].append(one["fact_id"])
        every = facts | {fact for own in suspensions.values() for fact in own}
        sources = sources_of(self.reader, sorted(every))
        places = {row["id"]: row["place"] for row in rows_in(self.reader, PLACES, facts)}
        bases = {row["fact_id"]: row for row in rows_in(self.reader, BASES, facts)}
        for row in self.open:
            cited = []
            for side in (self.a, self.b):
                own = side.facts(*row.place())
                own += [fact for spell in own for fact in suspensions[spell]]
                keys = [key for fact in own for key in sources.get(fact, ())]
                shown = [f"{side.key}: {places[fact]}" for fact in own if fact in places]
                cited.append(tuple(dict.fromkeys(keys or shown)))
            name = [run.member for side in (self.a, self.b) for run in side.runs(*row.place())]
            reason = self._reason(row, bases)
            self.found.rows.append(
                CompareRow(
                    row.org, name[0], row.first, row.last, row.a, row.b, reason, cited[0], cited[1]
                )
            )

    def _reason(self, row: _Open, bases: dict[int, Row]) -> str:
        """The likely reason, from what the side that has the member knows of it."""
        has, lacks = (self.a, self.b) if row.a != NO else (self.b, self.a)
        years = range(row.first - 1, row.last + 2)
        held = [s for year in years if (s := has.cells[row.org, row.member].get(year))]
        if NO not in (row.a, row.b):
            return "another status"
        if any(run.suspended not in ("no", "") for run in held):
            return "suspension counted as exit"
        if not lacks.has_organization(row.org, row.first, row.last):
            return f"{lacks.key} has no such organization then"
        basis = [bases[run.fact] for run in held if run.fact in bases]
        if any("succession" in (b["joined_by"], b["end_reason"]) for b in basis):
            return "successor state"
        before = lacks.value(row.org, row.member, row.first - 1)
        after = lacks.value(row.org, row.member, row.last + 1)
        own_before = has.value(row.org, row.member, row.first - 1)
        if own_before == NO and after == MEMBER:
            if any(one["start_basis"] == "signature" for one in basis):
                return "first year of signature against accession"
            return f"{has.key} begins earlier"
        if before == MEMBER and has.value(row.org, row.member, row.last + 1) != MEMBER:
            return f"{has.key} ends later"
        if before == MEMBER and after == MEMBER:
            return f"a gap in {lacks.key}"
        if before == MEMBER:
            return f"{lacks.key} ends earlier"
        if after == MEMBER:
            return f"{lacks.key} begins later"
        return f"only in {has.key}"
