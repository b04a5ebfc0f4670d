"""Where organizations have their seats."""

from __future__ import annotations

from dataclasses import dataclass

from orgdb.db.narrowing import narrowed_rows
from orgdb.db.reader import Reader, Row
from orgdb.names.lookup import Name, find_organization, find_state
from orgdb.organizations.places import Where, organization_or_place, place
from orgdb.parameters import DateLike, On, parse_on, span, with_certainty
from orgdb.sources.citations import with_sources

OFFICES = """
SELECT org, kind, city, state, start, "end", address, start_earliest,
    start_latest, end_earliest, end_latest, fact, fact_id FROM offices
WHERE TRUE [AND organization_id = :organization] [AND state_id = :state]
    [AND start_earliest <= :latest] [AND end_latest >= :earliest]
ORDER BY org, CASE kind WHEN 'headquarters' THEN 0 ELSE 1 END, state, COALESCE(city, ''),
    start_earliest, fact"""


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """One seat or office (the columns of `orgdb offices`)."""

    org: str
    kind: str
    city: str | None
    state: str
    start: str
    end: str
    sources: tuple[str, ...]
    fact: str
    address: str | None
    certainty: str


def offices(
    reader: Reader,
    organization: str | None = None,
    state: str | None = None,
    on: DateLike | None = None,
) -> tuple[OfficeRow, ...]:
    """Where organizations have or had seats: of one of them, in one state, on a date or ever."""
    rows = office_rows(reader, organization, state, parse_on(on))
    return tuple(OfficeRow(**row) for row in with_sources(reader, rows))


def offices_at(
    reader: Reader, name: str | None, where: str | None = None, on: DateLike | None = None
) -> tuple[OfficeRow, ...]:
    """The offices of the organization, in the state or in the city that a name means.

    `where` narrows those of an organization to a state or a city. Raises `UnknownNameError`.
    """
    of = organization_or_place(reader, name) if name else Where()
    in_ = place(reader, where) if where else Where()
    rows = office_rows(reader, of.organization, in_.state or of.state, parse_on(on))
    cities = in_.cities or of.cities
    rows = [row for row in rows if not cities or row["city"] in cities]
    return tuple(OfficeRow(**row) for row in with_sources(reader, rows))


def office_rows(
    reader: Reader,
    organization: Name | None,
    state: Name | None,
    on: On | None,
) -> list[Row]:
    """The same offices, before their sources are looked up."""
    parameters = {
        "organization": find_organization(reader, organization).id if organization else None,
        "state": find_state(reader, state).id if state else None,
        **span(on),
    }
    return with_certainty(narrowed_rows(reader, OFFICES, parameters), on)
