"""What a name means in a row that speaks of a whole period, not of one day."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from orgdb.db.reader import Reader
from orgdb.names.match import Matcher
from orgdb.names.resolve import BY_KEY, Found, Meaning, meaning_throughout

REMEMBERED = 50_000


class NamesOfPeriods:
    """Finds one organization, state or member for all days of a row, or says why it cannot."""

    def __init__(self, reader: Reader) -> None:
        self.matcher = Matcher(reader)
        self._known = lru_cache(REMEMBERED)(self._throughout)

    def find(self, text: str, kinds: Sequence[str], first: str, last: str) -> Found | str:
        """The one thing a text means from the first day to the last; else a message.

        Of several kinds the first that has anything of this name answers: a member is a state
        before it is an organization.
        """
        near: tuple[Found, ...] = ()
        for kind in kinds:
            # What a text means in whole years it means on each of their days; few rows need more.
            found = self._known(text, kind, f"{first[:4]}-01-01", f"{last[:4]}-12-31")
            if not found.only and (found.candidates or found.near):
                found = self._known(text, kind, first, last)
            if found.only:
                return found.only
            if found.candidates:
                return self._several(text, found, first, last)
            near += found.near
        if near:
            listed = self.matcher.listed(near)
            days = first if first == last else f"{first}/{last}"
            return f"'{text}' is not in use in {days}; at other times it means {listed}."
        return self._unknown(text, kinds)

    def _throughout(self, text: str, kind: str, first: str, last: str) -> Meaning:
        return meaning_throughout(self.matcher.names, text, (kind,), first, last)

    def _several(self, text: str, found: Meaning, first: str, last: str) -> str:
        listed = self.matcher.listed(found.candidates)
        if found.changes:
            return (
                f"'{text}' means several things within {first}/{last}: {listed}."
                " Split the row, or write one of these keys."
            )
        keys = (
            "one of these keys, with key: before it" if found.how == BY_KEY else "one of these keys"
        )
        return f"'{text}' is ambiguous: it can be {listed}. Write {keys}."

    def _unknown(self, text: str, kinds: Sequence[str]) -> str:
        what = " or ".join(kinds)
        suggested = self.matcher.suggested(text, kinds)
        hint = f" Did you mean {suggested}?" if suggested else ""
        return f"No {what} found for '{text}'.{hint}"
