"""Make a release: record which facts are new since the last one, and keep those it retires."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from orgdb.dates import date_bounds
from orgdb.errors import DateError, SeedError
from orgdb.facts import FactDraft
from orgdb.releases.archive import History, Retired, read_history, short, write_release
from orgdb.seed.check import require_valid
from orgdb.seed.facts import fact_drafts
from orgdb.seed.records import Seed
from orgdb.vocabulary import CURATED

_VERSION = re.compile(r"\d+(\.\d+){1,3}")


@dataclass(frozen=True, slots=True)
class Released:
    """What a release brought: how many facts are new, how many are gone, how many there are."""

    new: int
    retired: int
    facts: int


def release(folder: Path, version: str, date: str, previous: Path | None = None) -> Released:
    """Make the seed in `folder` the release `version` of `date`.

    `previous` is the seed as the last release had it (from its tag or its package): what it says
    and this one no longer does is kept, so that it can still be asked for. Only the first release
    needs none. Raises `SeedError` for a faulty seed, a version or date that does not follow the
    last one, and a `previous` that is not the last release. Nothing is written then.
    """
    seed, _ = require_valid(folder)
    history = read_history(folder)
    _require_next(history, version, date)
    now = _by_key(fact_drafts(seed))
    before: dict[str, FactDraft] = {}
    sources: list[dict[str, str | None]] = []
    if history.releases:
        before, sources = _previous(history, previous, now, seed)
    last = history.releases[-1][0] if history.releases else version
    gone = [
        (key, Retired(draft, history.first_release(key, last), version))
        for key, draft in before.items()
        if key not in now
    ]
    new = [key for key in now if key not in before]
    write_release(folder, version, date, new, gone, sources)
    return Released(len(new), len(gone), len(now))


def _previous(
    history: History, previous: Path | None, now: Iterable[str], seed: Seed
) -> tuple[dict[str, FactDraft], list[dict[str, str | None]]]:
    """The facts of the last release, and the sources that only what is retired of them cites."""
    from orgdb.seed.load import source_row

    last = history.releases[-1][0]
    if previous is None:
        raise SeedError(
            f"What the release {last} said is needed, to keep what is retired.",
            f"Give its seed: git archive v{last} seed | tar -x -C DIR, then --previous DIR/seed.",
        )
    old, _ = require_valid(previous)
    before = _by_key(fact_drafts(old))
    released = set(history.since)
    if {short(key) for key in before} != released:
        raise SeedError(
            f"{previous} is not the seed of the release {last}: it has other facts.",
            f"Give the seed as it was then: git archive v{last} seed | tar -x -C DIR",
        )
    kept = set(now)
    cited = {
        citation.source
        for key, draft in before.items()
        if key not in kept
        for citation in draft.citations
    }
    there = {record.text("key") for record in seed.sources}
    missing = [r for r in old.sources if r.text("key") in cited - there]
    return before, [source_row(record) for record in missing]


def _by_key(drafts: Iterable[FactDraft]) -> dict[str, FactDraft]:
    return {draft.key(CURATED): draft for draft in drafts}


def _require_next(history: History, version: str, date: str) -> None:
    if not _VERSION.fullmatch(version):
        raise SeedError(f"'{version}' is not a version.", "Write it as 0.2.0.")
    try:
        day = date_bounds(date)
    except DateError as error:
        raise SeedError(error.message, error.hint) from None
    if day[0] != day[1]:
        raise SeedError(
            f"Release date must be a full day (YYYY-MM-DD), got '{date}'.",
            "Write it as 2026-12-01.",
        )
    if history.releases:
        last, on = history.releases[-1]
        if _numbers(version) <= _numbers(last) or date <= on:
            raise SeedError(
                f"The last release is {last} of {on}; {version} of {date} does not follow it.",
                "Give a higher version and a later date.",
            )


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]
