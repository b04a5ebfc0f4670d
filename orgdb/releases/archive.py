"""What earlier releases said: the folder `releases` of a seed, written by the release command.

`ledger.txt` lists version and date; `VERSION.txt` the keys of the facts that first appeared with
it (the first letters of their hashes, one a line); `VERSION.jsonl` the facts that it no longer had,
each with all it takes to load it again, after the sources they cite that the seed has dropped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orgdb.errors import SeedError
from orgdb.facts import CitationDraft, FactDraft, Ref
from orgdb.vocabulary import Stance

FOLDER = "releases"
LEDGER = "ledger.txt"
SHORT = 8  # letters of a hash: 40 bits tell some ten thousand facts apart


@dataclass(frozen=True, slots=True)
class Retired:
    """A fact of earlier releases: from the first that had it to the first without it."""

    draft: FactDraft
    release_from: str
    release_to: str


@dataclass(slots=True)
class History:
    """The releases in order, when each fact first appeared, and what was retired."""

    releases: list[tuple[str, str]] = field(default_factory=list)
    since: dict[str, str] = field(default_factory=dict)
    retired: list[Retired] = field(default_factory=list)
    sources: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def first_release(self, key: str, else_: str) -> str:
        """The release with which a fact (by its content key) appeared, else the coming one."""
        return self.since.get(short(key), else_)


def short(key: str) -> str:
    """What the ledger keeps of a content key: the beginning of its hash."""
    return key.rpartition("-")[2][:SHORT]


def read_history(folder: Path) -> History:
    """The history beside a seed; an empty one where nothing was released yet.

    Raises `SeedError` for files that were changed by hand so that they no longer fit together.
    """
    history = History()
    ledger = folder / FOLDER / LEDGER
    if not ledger.exists():
        return history
    try:
        lines = ledger.read_text(encoding="utf-8").splitlines()
        history.releases = [(version, date) for version, date in map(str.split, lines)]
        for version, _ in history.releases:
            _read_release(history, folder / FOLDER, version)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SeedError(
            f"The history of releases in {folder / FOLDER} cannot be read: {error}.",
            "Restore the folder: it is written by orgdb seed release, never by hand.",
        ) from error
    return history


def _read_release(history: History, folder: Path, version: str) -> None:
    path = folder / f"{version}.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        item = json.loads(line)
        if "source" in item:
            history.sources[item["source"]["key"]] = item["source"]
            continue
        draft = draft_of(item["fact"])
        history.retired.append(Retired(draft, item["from"], version))
        # A fact that comes back later is new then.
        history.since.pop(short(item["key"]), None)
    for key in (folder / f"{version}.txt").read_text(encoding="utf-8").split():
        history.since[key] = version


def write_release(
    folder: Path,
    version: str,
    date: str,
    new: Iterable[str],
    retired: Iterable[tuple[str, Retired]],
    sources: Iterable[Mapping[str, Any]],
) -> None:
    """Add one release to the history: keys of new facts; retired ones with their keys."""
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    keys = sorted(map(short, new))
    (place / f"{version}.txt").write_text("".join(f"{key}\n" for key in keys), encoding="utf-8")
    lines: list[dict[str, Any]] = [{"source": dict(source)} for source in sources]
    lines += [
        {"key": key, "from": item.release_from, "fact": plain(item.draft)} for key, item in retired
    ]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    if text:
        (place / f"{version}.jsonl").write_text(text, encoding="utf-8")
    ledger = place / LEDGER
    before = ledger.read_text(encoding="utf-8") if ledger.exists() else ""
    ledger.write_text(f"{before}{version} {date}\n", encoding="utf-8")


def plain(draft: FactDraft) -> dict[str, Any]:
    """A draft as JSON can hold it; what it refers to is written as {"ref": [table, key]}."""
    return {
        "kind": draft.kind,
        "says": _plain_row(draft.says),
        "derived": _plain_row(draft.derived),
        "place": draft.place,
        "citations": [citation._asdict() for citation in draft.citations],
        "parts": [[table, _plain_row(row)] for table, row in draft.parts],
    }


def draft_of(item: Mapping[str, Any]) -> FactDraft:
    """A draft as `plain` wrote it."""
    return FactDraft(
        kind=item["kind"],
        says=_row(item["says"]),
        derived=_row(item["derived"]),
        place=item["place"],
        citations=tuple(_citations(item["citations"])),
        parts=tuple((table, _row(row)) for table, row in item["parts"]),
    )


def rosters_of(retired: Iterable[Retired]) -> set[str]:
    """The organizations whose rosters retired facts are of."""
    return {
        value.key
        for item in retired
        for value in item.draft.says.values()
        if isinstance(value, Ref) and value.table == "roster"
    }


def _plain_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: {"ref": [value.table, value.key]} if isinstance(value, Ref) else value
        for name, value in row.items()
        if value is not None
    }


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: Ref(*value["ref"]) if isinstance(value, dict) else value
        for name, value in row.items()
    }


def _citations(items: Iterable[Mapping[str, Any]]) -> Iterator[CitationDraft]:
    for item in items:
        yield CitationDraft(**{**item, "stance": Stance(item["stance"])})
