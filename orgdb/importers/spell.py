"""One spell of an imported data set, and its content key."""

from __future__ import annotations

from typing import NamedTuple

from orgdb.facts import FactDraft, Ref, letters_of


class ImportedSpell(NamedTuple):
    """One spell of an imported data set, in natural keys, with the bounds of its dates."""

    organization: str
    member: str
    status: str
    status_word: str | None
    start: str
    end: str
    s1: str
    s2: str
    e1: str
    e2: str
    joined_by: str | None
    start_basis: str | None
    end_reason: str | None
    place: str
    member_kind: str = "state"

    def key(self, dataset: str) -> str:
        """The content key: the one that `FactDraft.key` makes, written out because there are many.

        Keys, dates and words need no escaping; other people's words for a status may.
        """
        if self.status_word is not None:
            return self.draft().key(dataset)
        ended = f'"end_reason":"{self.end_reason}",' if self.end_reason else ""
        joined = f'"joined_by":"{self.joined_by}",' if self.joined_by else ""
        basis = f',"start_basis":"{self.start_basis}"' if self.start_basis else ""
        content = (
            f'["{dataset}","membership",{{"end":"{self.end}",{ended}{joined}'
            f'"member_{self.member_kind}_id":"{self.member_kind}:{self.member}",'
            f'"roster_id":"roster:{self.organization}","start":"{self.start}"{basis},'
            f'"status":"{self.status}"}},[]]'
        )
        return f"membership-{letters_of(content)}"

    def draft(self) -> FactDraft:
        """The same spell as any other fact."""
        says = {
            "roster_id": Ref("roster", self.organization),
            "member_id": Ref(self.member_kind, self.member),
            "status": self.status,
            "status_word": self.status_word,
            "start": self.start,
            "end": self.end,
            "joined_by": self.joined_by,
            "start_basis": self.start_basis,
            "end_reason": self.end_reason,
        }
        bounds = {
            "start_earliest": self.s1,
            "start_latest": self.s2,
            "end_earliest": self.e1,
            "end_latest": self.e2,
        }
        return FactDraft("membership", says, {**bounds, "retired": False}, self.place)
