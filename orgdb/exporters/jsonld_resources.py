"""The resources of schema.org: the data sets, and everything in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from orgdb.dates import OPEN
from orgdb.exporters.extract import Extract
from orgdb.exporters.rdf import BASE, WIKIDATA, is_iri, quoted
from orgdb.exporters.simple_dates import simple


class Resources:
    """The resources of an extract, with properties that may be empty."""

    def __init__(self, extract: Extract) -> None:
        self.extract = extract
        self.names: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
        for row in extract.records("names"):
            said = {"@value": row["name"]} | ({"@language": row["lang"]} if row["lang"] else {})
            self.names[row["kind"], row["key"]].append(said)
        self.codes: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
        self.same: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in extract.records("codes"):
            own = (row["kind"], row["key"])
            if row["scheme"] == "wikidata":
                self.same[own].append(f"{WIKIDATA}{quoted(row['code'])}")
            else:
                value = {"propertyID": row["scheme"], "value": row["code"]}
                self.codes[own].append({"type": "PropertyValue", **value})
        self.of: dict[tuple[str, str], list[Any]] = defaultdict(list)
        self._collect()

    def _collect(self) -> None:
        """What belongs to an organization, a membership or an event, by its table."""
        for row in self.extract.records("purposes"):
            self.of["purposes", row["org"]].append(row["purpose"])
        for row in self.extract.records("languages"):
            self.of["languages", row["org"]].append(row["language"])
        for row in self.extract.records("offices"):
            place = {
                "type": "Place",
                "name": row["kind"],
                "description": f"{row['kind']} office, {row['start']}/{row['end']}",
                "address": {
                    "type": "PostalAddress",
                    **({"streetAddress": row["address"]} if row["address"] else {}),
                    **({"addressLocality": row["city"]} if row["city"] else {}),
                    **({"addressCountry": row["state"]} if row["state"] else {}),
                },
            }
            self.of["offices", row["org"]].append(place)
        for row in self.extract.records("organization_links"):
            date = f" ({row['date']})" if row["date"] else ""
            said = f"{row['kind']}: from {row['from_org']}{date}"
            self.of["links", row["to_org"]].append(said)
        for row in self.extract.records("suspensions"):
            said = f"suspended ({row['scope']}) {row['start']}/{row['end']}"
            self.of["suspensions", row["membership"]].append(said)
        for row in self.extract.records("exits"):
            steps = ("announced", "notified", "effective", "reversed")
            said = ", ".join(f"{step} {row[step]}" for step in steps if row[step])
            self.of["exits", f"{row['org']} {row['member']}"].append(f"exit: {said}")
        for row in self.extract.records("nationalities"):
            self.of["nationalities", row["person"]].append(_id("state", row["state"]))
        for row in self.extract.records("event_participants"):
            who = {"id": _id(row["kind"], row["participant"])}
            self.of["participants", row["event"]].append(who)
        for row in self.extract.records("event_topics"):
            self.of["topics", row["event"]].append(row["topic"])
        for row in self.extract.records("event_outcomes"):
            self.of["outcomes", row["event"]].append(row["outcome"])

    def all(self) -> Iterator[dict[str, Any]]:
        """The data sets, then everything in them."""
        version, day = self.extract.release
        for terms in self.extract.terms:
            yield {
                "id": _id("dataset", terms.dataset),
                "type": "Dataset",
                "name": terms.title,
                "description": self.extract.selection.describe(),
                "version": terms.version,
                "license": terms.licence,
                "creditText": terms.citation,
                "url": terms.url,
                "datePublished": day if version == terms.version else "",
            }
        for rows in (
            self._organizations(),
            self._states(),
            self._people(),
            self._memberships(),
            self._offices_held(),
            self._treaties(),
            self._events(),
            self._sources(),
        ):
            yield from rows

    def _described(self, row: Mapping[str, Any], *said: str) -> dict[str, Any]:
        """What all rows have: a description in words, sources, the content key."""
        words = [part for part in said if part]
        words += ["disputed: a source says something else"] if row["disputed"] else []
        return {
            "description": "; ".join(words),
            "subjectOf": [_id("source", source) for source in row["sources"]],
            "identifier": [{"type": "PropertyValue", "propertyID": "orgdb", "value": row["fact"]}],
        }

    def _named(self, kind: str, key: str, row: Mapping[str, Any], *said: str) -> dict[str, Any]:
        found = self._described(row, *said)
        return {
            **found,
            "id": _id(kind, key),
            "name": row["name"] or key,
            "alternateName": self.names[kind, key],
            "sameAs": self.same[kind, key],
            "identifier": [*found["identifier"], *self.codes[kind, key]],
        }

    def _organizations(self) -> Iterator[dict[str, Any]]:
        for row in self.extract.records("organizations"):
            key = row["org"]
            dates = [_range(row, "founded"), _range(row, "dissolved")]
            named = self._named(
                "organization", key, row, row["kind"], *dates, *self.of["links", key]
            )
            yield {
                **named,
                "type": "GovernmentOrganization",
                "foundingDate": simple(row["founded"]),
                "dissolutionDate": simple(row["dissolved"]),
                "parentOrganization": _id("organization", row["parent"]) if row["parent"] else "",
                "url": row["website"] if row["website"] and is_iri(row["website"]) else "",
                "keywords": self.of["purposes", key],
                "knowsLanguage": self.of["languages", key],
                "location": self.of["offices", key],
            }

    def _states(self) -> Iterator[dict[str, Any]]:
        for row in self.extract.records("states"):
            life = f"{row['kind']}, {row['start']}/{row['end']}"
            yield {
                **self._named("state", row["state"], row, life),
                "type": "Country" if row["kind"] == "state" else "AdministrativeArea",
                "containedInPlace": _id("state", row["sovereign"]) if row["sovereign"] else "",
            }

    def _people(self) -> Iterator[dict[str, Any]]:
        for row in self.extract.records("people"):
            yield {
                **self._named(
                    "person", row["person"], row, _range(row, "born"), _range(row, "died")
                ),
                "type": "Person",
                "birthDate": simple(row["born"]),
                "deathDate": simple(row["died"]),
                "nationality": self.of["nationalities", row["person"]],
            }

    def _memberships(self) -> Iterator[dict[str, Any]]:
        for row in self.extract.records("memberships"):
            how = (
                "joined_by",
                "start_basis",
                "end_reason",
                "notice",
                "effective",
                "life_exception",
            )
            said = [f"{name.replace('_', ' ')}: {row[name]}" for name in how if row[name]]
            said += self.of["suspensions", row["fact"]]
            said += self.of["exits", f"{row['org']} {row['member']}"]
            yield {
                **self._described(row, *said, _range(row, "start"), _range(row, "end")),
                "id": _id("fact", row["fact"]),
                "type": "OrganizationRole",
                "roleName": row["status_word"] or f"{row['status']} member",
                "startDate": simple(row["start"]),
                "endDate": simple(row["end"]),
                "member": _id(row["member_kind"], row["member"]),
                "@reverse": {"member": {"id": _id("organization", row["org"])}},
            }

    def _offices_held(self) -> Iterator[dict[str, Any]]:
        for row in self.extract.records("officials"):
            how = "vacant: nobody held the post" if row["vacant"] else ""
            how = how or ("acting" if row["acting"] else "")
            yield {
                **self._described(row, how, _range(row, "start"), _range(row, "end")),
                "id": _id("fact", row["fact"]),
                "type": "EmployeeRole",
                "roleName": row["post"],
                "startDate": simple(row["start"]),
                "endDate": simple(row["end"]),
                "member": "" if row["vacant"] else _id("person", row["person"]),
                "@reverse": {"member": {"id": _id(row["body_kind"], row["body"])}},
            }

    def _treaties(self) -> Iterator[dict[str, Any]]:
        for row in self.extract.records("charters"):
            said = (
                f"{row['kind']} of {row['org']}",
                _range(row, "signed"),
                _range(row, "in_force"),
            )
            about = {"id": _id("organization", row["org"])}
            yield {
                **self._described(row, *said, row["registration"] or ""),
                "id": _id("treaty", row["treaty"]),
                "type": "Legislation",
                "name": row["title"],
                "legislationDate": simple(row["signed"] or row["adopted"]),
                "legislationDateOfApplicability": simple(row["in_force"]),
                "about": about,
            }

    def _events(self) -> Iterator[dict[str, Any]]:
        for row in self.extract.records("events"):
            said = (row["kind"], _range(row, "start"), _range(row, "end"))
            outcomes = self.of["outcomes", row["event"]]
            place = {
                "type": "Place",
                "address": ", ".join(filter(None, (row["place"], row["state"]))),
            }
            yield {
                **self._described(row, *said, *(f"outcome: {one}" for one in outcomes)),
                "id": _id("event", row["event"]),
                "type": "Event",
                "name": row["title"],
                "startDate": simple(row["start"]),
                "endDate": simple(row["end"]),
                "location": place if place["address"] else "",
                "organizer": _id("organization", row["org"]) if row["org"] else "",
                "attendee": self.of["participants", row["event"]],
                "keywords": self.of["topics", row["event"]],
            }

    def _sources(self) -> Iterator[dict[str, Any]]:
        for row in self.extract.records("sources"):
            yield {
                "id": _id("source", row["source"]),
                "type": "CreativeWork",
                "name": row["title"],
                "publisher": {"type": "Organization", "name": row["publisher"]}
                if row["publisher"]
                else "",
                "author": row["author"],
                "datePublished": simple(row["date"]),
                "url": row["url"] if is_iri(row["url"] or "") else "",
                "inLanguage": row["lang"],
                "genre": row["kind"],
                "license": row["licence"],
            }


def _id(kind: str, key: str) -> str:
    return f"{BASE}{kind}:{quoted(key)}"


def _range(row: Mapping[str, Any], name: str) -> str:
    """A date that schema.org does not take, in words."""
    text = row[name]
    if name == "end" and not text:
        return "ended on a day nobody knows"
    return f"{name.replace('_', ' ')}: {text}" if text and text != OPEN and not simple(text) else ""
