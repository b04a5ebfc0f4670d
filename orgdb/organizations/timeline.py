"""All dated facts about an organization, a state or a person, in order."""

from __future__ import annotations

from dataclasses import dataclass

from orgdb.dates import NO_EARLIEST
from orgdb.db.reader import Reader
from orgdb.names.lookup import find
from orgdb.organizations.timeline_events import Moment, moments_of
from orgdb.parameters import Window
from orgdb.sources.citations import evidence_of


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One dated fact (the columns of `orgdb timeline`).

    `date` is EDTF, as precise as it is known. Members have left, and are reinstated, on the first
    day after; of everything else that ends it is the last day. `kind` is organization, state,
    person, name, link, treaty, party, member, suspension, official, office, language or event.
    """

    date: str
    kind: str
    what: str
    sources: tuple[str, ...]
    fact: str
    disputed: bool


def timeline(
    reader: Reader, name: str, from_: str | None = None, to: str | None = None
) -> tuple[TimelineRow, ...]:
    """Every dated fact about a name, in the order of the first day that each date can mean.

    Of an organization: its life, names, bodies, treaties, members, officials, offices, languages
    and events; of a state: its life, names, memberships, acts on treaties, officials, the offices
    in it and events; of a person: life, posts and events. With `from_` and `to`, those that can
    lie between the two.
    """
    window = Window.parse(from_, to)
    found = find(reader, name)
    moments = sorted(
        (m for m in moments_of(reader, found) if window.holds(m.days)),
        key=_order,
    )
    facts = [moment.fact_id for moment in moments]
    sources, disputes = evidence_of(reader, facts)
    return tuple(
        TimelineRow(
            date=m.text,
            kind=m.kind,
            what=m.what,
            sources=sources.get(m.fact_id, ()),
            fact=m.fact,
            disputed=any(d["about"] in m.abouts for d in disputes.get(m.fact_id, ())),
        )
        for m in moments
    )


def _order(moment: Moment) -> tuple[str, str, bool, str, str, str]:
    """By the first day a date can mean; "by 2008" stands in 2008; of one day, ends come first."""
    first, last = moment.days
    begins = moment.abouts != ("end",)
    start = last if first == NO_EARLIEST else first
    return (start, last, begins, moment.kind, moment.what, moment.fact)
