"""Everything dated on a page, in order; what happened on one day is told together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from orgdb.dates import NO_EARLIEST, OPEN, date_bounds, day_after
from orgdb.membership.members import MemberRow
from orgdb.organizations.officials import OfficialRow
from orgdb.site.contents import ORGANIZATION, STATE, Contents
from orgdb.site.events_and_names import LINKS
from orgdb.site.words import (
    STATUSES,
    article,
    capital,
    date_in_words,
    is_day,
    listed,
    organization_with_the,
    with_the,
)
from orgdb.vocabulary import COUNTED_AS_MEMBERS, EndReason, EventKind, JoinedBy, Scope, Status

MOST_NAMED = 8  # of those that joined on one day


@dataclass(frozen=True, slots=True)
class Moment:
    """One date in words, and what happened then: each a sort of thing and the words for it."""

    when: str
    told: tuple[tuple[str, str], ...]


class _Timeline:
    """Collects dated words, and names that share a day and a verb."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, str, str, str, str]] = []
        self.shared: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)

    def add(self, date: str | None, kind: str, what: str, after: bool = False) -> None:
        """One entry; `after`: on the day after this date, where that is a full day."""
        if not date or date == OPEN:
            return
        written = day_after(date) if after and is_day(date) else date
        days = date_bounds(written)
        if days[0] != NO_EARLIEST:
            self.entries.append((*days, what, kind, date_in_words(written)))

    def share(self, date: str, kind: str, verbs: tuple[str, str], who: str) -> None:
        """A name that shares its entry with others of the same day."""
        self.shared[date, kind, *verbs].append(who)

    def told(self) -> list[Moment]:
        """The dates in order of their earliest day."""
        for (date, kind, one, many), names in self.shared.items():
            named = listed(names[:MOST_NAMED])
            if len(names) > MOST_NAMED:
                named = f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} more"
            self.add(date, kind, f"{named} {one if len(names) == 1 else many}")
        ordered = groupby(sorted(self.entries), key=lambda entry: entry[4])
        return [
            Moment(when, tuple((kind, capital(what)) for *_, what, kind, _ in found))
            for when, found in ordered
        ]


def of_organization(contents: Contents, key: str) -> list[Moment]:
    """The life of an organization: treaties, members, suspensions, heads, seats, events."""
    line = _Timeline()
    row = contents.organizations[key]
    name = organization_with_the(row["name"] or key)
    line.add(row["founded"], "life", f"{name} is founded")
    line.add(row["dissolved"], "life", f"{name} is dissolved")
    _links(line, contents, ORGANIZATION, key)
    for treaty in contents.treaties.values():
        if treaty.org == key:
            where = f" in {treaty.signed_city}" if treaty.signed_city else ""
            line.add(treaty.adopted, "treaty", f"{treaty.title} is adopted")
            line.add(treaty.signed, "treaty", f"{treaty.title} is signed{where}")
            line.add(treaty.in_force, "treaty", f"{treaty.title} enters into force")
    for member in contents.members.get(key, ()):
        _member(line, member, _in_sentence(contents, member.member_kind, member.member), "")
    for item in contents.suspensions.get(key, ()):
        who = _in_sentence(contents, item["member_kind"], item["member"])
        _suspension(line, item, who, "")
    _officials(line, contents.officials.get((ORGANIZATION, key), ()))
    for office in contents.offices.get(key, ()):
        what = "headquarters" if office["kind"] == "headquarters" else f"{office['kind']} office"
        where = office["city"] or _in_sentence(contents, STATE, office["state"])
        line.add(office["start"], "office", f"{what} in {where} opens")
        line.add(office["end"], "office", f"{what} in {where} closes")
    _events(line, contents, ORGANIZATION, key)
    return line.told()


def of_state(contents: Contents, key: str) -> list[Moment]:
    """The life of a state as organizations know it."""
    line = _Timeline()
    row = contents.states[key]
    name = with_the(row["name"] or key)
    line.add(row["start"], "life", f"{name} begins to exist")
    line.add(row["end"], "life", f"{name} ceases to exist", after=True)
    _links(line, contents, STATE, key)
    for member in contents.memberships.get((STATE, key), ()):
        _member(line, member, member.org, "of ")
        for item in contents.suspensions.get(member.org, ()):
            if item["membership"] == member.fact:
                _suspension(line, item, name, f" in {member.org}")
    for act in contents.ratified.get(key, ()):
        title = contents.label("treaty", act.treaty)
        line.add(act.signed, "treaty", f"{name} signs {title}")
        line.add(act.deposited or act.consented, "treaty", f"{name} binds itself to {title}")
        line.add(act.denounced, "treaty", f"{name} denounces {title}")
    _officials(line, contents.officials.get((STATE, key), ()))
    _events(line, contents, STATE, key)
    return line.told()


def _in_sentence(contents: Contents, kind: str, key: str) -> str:
    """The name of a state or an organization with its article."""
    article = with_the if kind == STATE else organization_with_the
    return article(contents.label(kind, key))


def _links(line: _Timeline, contents: Contents, kind: str, key: str) -> None:
    for row in contents.links.get((kind, key), ()):
        words = LINKS[row["kind"]].format(
            _in_sentence(contents, kind, row["first"]), _in_sentence(contents, kind, row["second"])
        )
        line.add(row["date"], "life", words)


def _member(line: _Timeline, row: MemberRow, name: str, of: str) -> None:
    """A joining and a leaving. Of an organization's page the names are members, of a state's the
    organizations (`of` is then the word between role and name)."""
    if row.status == Status.UNKNOWN:
        return
    role = row.status_word or STATUSES[row.status]
    member = row.status in COUNTED_AS_MEMBERS
    if row.start:
        join = ("joins", "join") if member else (f"becomes {article(role)}", f"become {role}s")
        if row.joined_by == JoinedBy.STATUS_CHANGE:
            join = (f"becomes {article(role)}", f"become {role}s")
        _told(line, row.start, "join", join, name, of, f"becomes {article(role)}")
    if row.end not in ("", OPEN) and row.end_reason != EndReason.STATUS_CHANGE:
        date = row.effective or (day_after(row.end) if is_day(row.end) else row.end)
        leave = (
            ("leaves", "leave")
            if member
            else (f"is no longer {article(role)}", f"are no longer {role}s")
        )
        _told(line, date, "leave", leave, name, of, f"is no longer {article(role)}")


def _told(
    line: _Timeline, date: str, kind: str, verbs: tuple[str, str], name: str, of: str, alone: str
) -> None:
    if of:
        plain = verbs[0] in ("joins", "leaves")
        line.add(date, kind, f"{verbs[0]} {name}" if plain else f"{alone} {of}{name}")
    else:
        line.share(date, kind, verbs, name)


def _suspension(line: _Timeline, row: dict[str, Any], who: str, where: str) -> None:
    what = " from voting" if row["scope"] == Scope.VOTING else ""
    line.add(row["start"], "suspension", f"{who} is suspended{what}{where}")
    line.add(row["end"], "suspension", f"the suspension of {who}{where} is over", after=True)


def _officials(line: _Timeline, rows: Iterable[OfficialRow]) -> None:
    for row in rows:
        if row.vacant:
            line.add(row.start, "official", f"the post {row.post} falls vacant")
            continue
        post = f"{'acting ' if row.acting else ''}{row.post}"
        line.add(row.start, "official", f"{row.person_name or row.person} becomes {post}")


def _events(line: _Timeline, contents: Contents, kind: str, key: str) -> None:
    for row in contents.events_of.get((kind, key), ()):
        if row.kind == EventKind.SESSION:
            continue  # one a year: the list of events has them
        line.add(row.start, "event", f"{row.title}{f', {row.place}' if row.place else ''}")
