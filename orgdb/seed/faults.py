"""A fault in a seed file: where it is, what sort, what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Prints as `organizations/OAS.yml:14: error unknown-source: … (did you mean …?)`."""

    file: str
    line: int
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.file}:{self.line}: error {self.code}: {self.message}{hint}"


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or '' where none is near."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extractOne(
        word, list(known), scorer=OSA.normalized_similarity, processor=str.lower, score_cutoff=0.6
    )
    return f"did you mean {found[0]}?" if found else ""
