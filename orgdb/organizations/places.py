"""Where offices are: the state or the city that a name means."""

from __future__ import annotations

from dataclasses import dataclass

from orgdb.db.reader import Reader
from orgdb.errors import UnknownNameError
from orgdb.names.fuzzy import nearest
from orgdb.names.lookup import ORGANIZATION, STATE, Found, find_if_known, find_state
from orgdb.text import fold

CITIES = "SELECT DISTINCT city FROM offices WHERE city IS NOT NULL ORDER BY city"
LIKE_ENOUGH = 70
SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Where:
    """An organization, a state or a city (as it is written here and there)."""

    organization: Found | None = None
    state: Found | None = None
    cities: tuple[str, ...] = ()


def organization_or_place(reader: Reader, name: str) -> Where:
    """The organization that a name means, else the state or the city."""
    if organization := find_if_known(reader, name, (ORGANIZATION,)):
        return Where(organization)
    return place(reader, name, "organization, state or city")


def place(reader: Reader, name: str, what: str = "state or city") -> Where:
    """The state that a name means, else the city of an office.

    Raises `UnknownNameError` with the nearest cities, or what states are called so.
    """
    if state := find_if_known(reader, name, (STATE,)):
        return Where(state=state)
    every = [(_bare(row["city"]), str(row["city"])) for row in reader.rows(CITIES)]
    wanted = _bare(name)
    # `Washington` is Washington, D.C., too; no city is guessed where several begin alike.
    same = [city for bare, city in every if bare == wanted]
    longer = [city for bare, city in every if bare.startswith(f"{wanted} ")]
    if same or len(longer) == 1:
        return Where(cities=(*same, *longer))
    by_name = dict(every)
    near = longer or [by_name[c] for c in nearest(wanted, by_name, SUGGESTED, LIKE_ENOUGH)]
    try:
        return Where(state=find_state(reader, name))
    except UnknownNameError as error:
        hint = f"Did you mean {' or '.join(near)}?" if near else error.hint
        raise UnknownNameError(
            f"No {what} with an office found for '{name}'.", hint, suggestions=near
        ) from None


def _bare(city: str) -> str:
    return fold(city).removeprefix("the ")
