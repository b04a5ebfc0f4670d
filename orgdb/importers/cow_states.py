"""States that the COW files have and orgdb has not, as facts; names and codes of any import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orgdb.dates import NO_EARLIEST, NO_LATEST, Period
from orgdb.facts import FactDraft, Ref, period_columns
from orgdb.importers.cow import Series, StateYears, SystemState
from orgdb.importers.holders import Holder, Holders
from orgdb.names import fold


def name_fact(what: str, key: str, name: str, kind: str, where: str) -> FactDraft:
    """A name of an organization or a state, without dates."""
    period = Period("", "..")
    return FactDraft(
        f"{what}_name",
        {
            f"{what}_id": Ref(what, key),
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
            f"{what}_id": Ref(what, key),
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
