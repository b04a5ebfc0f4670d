"""Is each of these a member of each of those, on its own date: the answers for rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from orgdb.batch.remembering import Remembering
from orgdb.dates import spreadsheet_date
from orgdb.db.reader import Reader
from orgdb.errors import QuestionError
from orgdb.membership.is_member import BelongingRow, is_member
from orgdb.parameters import MEMBERS, On, WhoCounts

REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Asked:
    """The answer for one row, or why there is none: `trouble` says what is wrong with the row.

    A row whose name or date cannot be read has no answer; that is not the answer *unknown*, which
    says that the lists do not tell.
    """

    answer: BelongingRow | None
    trouble: str = ""

    @property
    def word(self) -> str:
        """yes, no or unknown; '' where there is no answer."""
        return self.answer.answer if self.answer is not None else ""


class Questions:
    """Answers what `is_member` answers, many times over, in memory that does not grow."""

    def __init__(self, reader: Reader, who: WhoCounts = MEMBERS) -> None:
        self.reader = Remembering(reader)
        self.who = who
        self.ask = lru_cache(REMEMBERED)(self._ask)

    def _ask(self, member: str, organization: str, on: str | None) -> Asked:
        """Is (or was) this a member of that; `on` is a cell (empty: no answer), None: no date."""
        if not member.strip() or not organization.strip():
            return Asked(None, "no name")
        try:
            who = self.who
            if on is not None:
                cell = spreadsheet_date(on)
                if not cell:
                    return Asked(None, "no date")
                who = replace(who, on=On.parse(cell))
            return Asked(is_member(self.reader, member, organization, who))
        except QuestionError as error:
            said = f"{error.message} {error.hint}".replace("\n", " ").split()
            return Asked(None, " ".join(said))
        finally:
            self.reader.remarks.clear()

    def of_all(self, member: str, organizations: Sequence[str], on: str | None) -> list[Asked]:
        """The answers for one member and several organizations."""
        return [self.ask(member, organization, on) for organization in organizations]
