"""Which facts were added and retired between two releases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orgdb.db.reader import Reader, Row
from orgdb.errors import QuestionError
from orgdb.releases.as_of import KnownOn, at_release
from orgdb.sources.citations import sources_of
from orgdb.sources.fact_labels import words_of

ADDED = """
SELECT f.id, f.key, f.kind, r.version FROM fact f JOIN release r ON r.id = f.release_from_id
WHERE f.release_from_id > :first AND f.release_from_id <= :last
    AND (f.release_to_id IS NULL OR f.release_to_id > :last)"""
RETIRED = """
SELECT f.id, f.key, f.kind, r.version FROM fact f JOIN release r ON r.id = f.release_to_id
WHERE f.release_from_id <= :first AND f.release_to_id > :first AND f.release_to_id <= :last"""
ADD, RETIRE = "added", "retired"


@dataclass(frozen=True, slots=True)
class LearnedRow:
    """One fact that a later release has and an earlier one had not, or the other way round.

    `change` is added or retired, `release` the version that did it; a fact that was corrected is
    retired as it was and added as it is. `what` says in words what it is of.
    """

    release: str
    change: str
    kind: str
    what: str
    sources: tuple[str, ...]
    fact: str


def learned(reader: Reader, first: str, last: str) -> tuple[LearnedRow, ...]:
    """The facts added and retired after the release `first`, up to the release `last`.

    Raises `QuestionError` for a release this database does not have, or two that run backwards.
    """
    then, now = at_release(reader, first), at_release(reader, last)
    if then.release >= now.release:
        raise QuestionError(
            f"Release {last} does not come after {first}.", "Give the earlier release first."
        )
    span = {"first": then.release, "last": now.release}
    rows = [
        *_described(reader, now, ADD, reader.rows(ADDED, span)),
        *_described(reader, then, RETIRE, reader.rows(RETIRED, span)),
    ]
    return tuple(sorted(rows, key=lambda row: (row.kind, row.what, row.change != RETIRE, row.fact)))


def _described(
    reader: Reader, knowing: KnownOn, change: str, rows: Sequence[Row]
) -> list[LearnedRow]:
    """The facts in the words of a release that had them."""
    words = words_of(knowing, (row["id"] for row in rows))
    sources = sources_of(reader, (row["id"] for row in rows))
    return [
        LearnedRow(
            release=row["version"],
            change=change,
            kind=row["kind"].removesuffix("_description").replace("_", " "),
            what=words.get(row["id"], ""),
            sources=sources.get(row["id"], ()),
            fact=row["key"],
        )
        for row in rows
    ]
