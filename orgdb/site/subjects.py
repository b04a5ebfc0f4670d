"""Which page each fact is on, and what it is in a word: for the pages of sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from orgdb.site.contents import EVENT, ORGANIZATION, PERSON, STATE, TREATY, Contents


@dataclass(frozen=True, slots=True)
class Subject:
    """The page of a fact, and what the fact is of that page's subject."""

    kind: str
    key: str
    what: str


BASICS = "basic facts"


def subjects_of(contents: Contents) -> dict[int, Subject]:
    """Every fact by its number."""
    return {
        contents.numbers[fact]: Subject(kind, key, what)
        for kind, key, what, fact in _all(contents)
        if fact in contents.numbers
    }


def _all(contents: Contents) -> Iterator[tuple[str, str, str, str]]:
    for kind, rows in (
        (ORGANIZATION, contents.organizations),
        (STATE, contents.states),
        (PERSON, contents.people),
    ):
        for key, row in rows.items():
            yield kind, key, BASICS, row["fact"]
    for what, found in (("name", contents.names), ("code", contents.codes)):
        for (kind, key), items in found.items():
            for item in items:
                yield (
                    kind,
                    key,
                    f"{what}: {item['name' if what == 'name' else 'code']}",
                    item["fact"],
                )
    for (kind, key), items in contents.links.items():
        for item in items:
            yield kind, key, f"{item['first']} to {item['second']}", item["fact"]
    yield from _of_organizations(contents)
    yield from _of_people_and_treaties(contents)


def _of_people_and_treaties(contents: Contents) -> Iterator[tuple[str, str, str, str]]:
    for (kind, key), tenures in contents.officials.items():
        for tenure in tenures:
            yield kind, key, f"{tenure.post}: {tenure.person_name or 'vacant'}", tenure.fact
    for key, nationalities in contents.nationalities.items():
        for item in nationalities:
            yield PERSON, key, f"nationality: {contents.label(STATE, item['state'])}", item["fact"]
    for key, treaty in contents.treaties.items():
        yield TREATY, key, BASICS, treaty.fact
    for key, acts in contents.parties.items():
        for act in acts:
            yield TREATY, key, f"party: {act.party_name}", act.fact
    for key, event in contents.events.items():
        yield EVENT, key, BASICS, event.fact


def _of_organizations(contents: Contents) -> Iterator[tuple[str, str, str, str]]:
    for key, roster in contents.rosters.items():
        yield ORGANIZATION, key, "membership list", roster["fact"]
    for key, members in contents.members.items():
        for member in members:
            yield ORGANIZATION, key, f"member: {member.member_name}", member.fact
    for item in contents.exits:
        yield ORGANIZATION, item["org"], f"exit: {item['member_name']}", item["fact"]
    simple: tuple[tuple[dict[str, list[Any]], str, str], ...] = (
        (contents.suspensions, "suspension", "member"),
        (contents.purposes, "purpose", "purpose"),
        (contents.offices, "office", "city"),
        (contents.languages, "language", "language_name"),
    )
    for found, what, column in simple:
        for key, rows in found.items():
            for row in rows:
                name = row[column] or contents.label(STATE, row["state"])
                if column == "member":
                    name = contents.label(row["member_kind"], name)
                yield ORGANIZATION, key, f"{what}: {name}", row["fact"]
