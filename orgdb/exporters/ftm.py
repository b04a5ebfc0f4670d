"""FollowTheMoney: entities as JSON lines, for tools of investigators (Aleph, yente).

Organizations and states are `PublicBody` (there is no schema for a country), memberships
`Membership`, posts `Position`, tenures `Occupancy`, and so on. A property holds what its type
takes: a date that is a range is in the description, in words. Each citation is a line of the
description, its address a `sourceUrl`. Schemata: <https://followthemoney.tech/explorer/schemata/>.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from orgdb.dates import OPEN, UNKNOWN
from orgdb.exporters.extract import Extract
from orgdb.exporters.registry import EVERY, Format, Loss

IN_WORDS = "there is no property for it"
FORMAT = Format(
    "ftm",
    "entities for tools of investigators: Aleph, yente, followthemoney",
    ".ftm.json",
    losses=(
        *(
            Loss(table, EVERY, IN_WORDS, kept)
            for table, kept in (
                ("purposes", "in the keywords of the organization"),
                ("languages", "in the notes of the organization, in words"),
                (
                    "charters",
                    "in the notes of the organization: title, signature, entry into force",
                ),
                ("parties", ""),
                ("suspensions", "in the description of the membership, in words"),
                ("exits", "in the description of the membership, in words"),
                ("rosters", ""),
                ("codes", "Wikidata items, ISO codes of states as countries"),
                ("state_links", "as Succession, with the kind and the date"),
                ("event_topics", "in the keywords of the event"),
                ("event_outcomes", "in the notes of the event"),
                ("citations", "a line of the description: about, source, place, what it states"),
                ("sources", "title in the citation, address as sourceUrl"),
                ("facts", "content keys as recordId, or in the notes"),
                ("datasets", "the key"),
                ("releases", ""),
            )
        ),
        Loss(
            "officials",
            ("vacant",),
            "an Occupancy has a holder",
            "a vacancy is in the description of its Position, with its citations and addresses",
        ),
        Loss("names", ("start", "end", "lang", "name_kind"), IN_WORDS, "names, by kind"),
        Loss("*", ("sources", "dataset"), "a set has no order", "addresses of the sources"),
    ),
    other=(".json", ".jsonl", ".ndjson"),
)
NAME_PROPERTIES = {"official": "alias", "short": "alias", "acronym": "weakAlias"}
FORMER, ALIAS = "previousName", "alias"
Properties = dict[str, list[str]]


def write(extract: Extract, path: Path) -> None:
    """Write one entity a line, in the order of the tables."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for entity in entities(extract):
            file.write(json.dumps(entity, ensure_ascii=False, separators=(",", ":")) + "\n")


def entities(extract: Extract) -> Iterator[dict[str, Any]]:
    """Every entity: whom they are about first, then what they have to do with each other."""
    return _Entities(extract).all()


class _Entities:
    def __init__(self, extract: Extract) -> None:
        self.extract = extract
        self.urls = {r["source"]: r["url"] for r in extract.records("sources")}
        self.said: dict[str, list[str]] = defaultdict(list)
        for row in extract.records("citations"):
            stated = f" states {row['stated']}" if row["stated"] else ""
            place = f", {row['locator']}" if row["locator"] else ""
            stance = "disputed by" if row["stance"] == "disputes" else "according to"
            self.said[row["fact"]].append(
                f"{row['about']}: {stance} {row['source']}{place}{stated}"
            )
        self.names: dict[tuple[str, str], Properties] = defaultdict(lambda: defaultdict(list))
        for row in extract.records("names"):
            known = NAME_PROPERTIES.get(row["name_kind"], ALIAS)
            word = FORMER if row["name_kind"] == "former" else known
            self.names[row["kind"], row["key"]][word].append(row["name"])
        self.items: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in extract.records("codes"):
            if row["scheme"] == "wikidata":
                self.items[row["kind"], row["key"]].append(row["code"])
        self.countries = {
            row["state"]: row["iso2"].lower()
            for row in extract.records("states")
            if row["iso2"] and row["end"] == OPEN  # the codes of former states are not known
        }
        self.notes: dict[str, list[str]] = defaultdict(list)
        self._notes()

    def _notes(self) -> None:
        """What is said of an organization or a membership in words."""
        for row in self.extract.records("languages"):
            said = f"{row['status'].capitalize()} language: {row['language_name']}"
            self.notes[f"org-{row['org']}"].append(f"{said} ({_period(row)})")
        for row in self.extract.records("charters"):
            said = ", ".join(
                f"{word} {row[name]}"
                for name, word in (
                    ("adopted", "adopted"),
                    ("signed", "signed"),
                    ("in_force", "in force"),
                )
                if row[name]
            )
            dates = f" ({said})" if said else ""
            self.notes[f"org-{row['org']}"].append(f"{row['kind']}: {row['title']}{dates}")
        for row in self.extract.records("suspensions"):
            by = f", by {row['instrument']}" if row["instrument"] else ""
            said = f"Suspended ({row['scope']}): {_period(row)}{by}"
            self.notes[row["membership"]].append(said)
        for row in self.extract.records("exits"):
            steps = ("announced", "notified", "effective", "reversed")
            said = ", ".join(f"{step} {row[step]}" for step in steps if row[step])
            more = f"; {row['remark']}" if row["remark"] else ""
            self.notes[f"{row['org']} {row['member']}"].append(f"Exit: {said}{more}")

    def all(self) -> Iterator[dict[str, Any]]:
        """Every entity."""
        yield from self._bodies()
        yield from self._people()
        yield from self._memberships()
        yield from self._posts()
        yield from self._successions()
        yield from self._events()

    def _entity(
        self,
        schema: str,
        key: str,
        row: Mapping[str, Any],
        properties: Mapping[str, Any],
        besides: Iterable[str] = (),
    ) -> dict[str, Any]:
        """An entity with what all have: citations, addresses of sources, what is disputed.

        `besides` are sources of what else the description tells.
        """
        found: dict[str, list[str]] = {}
        said = list(properties.get("description") or ())
        said += ["Disputed: a source says something else."] if row.get("disputed") else []
        said += self.said[row["fact"]]
        sources = (*row.get("sources", ()), *besides)
        known = [self.urls[s] for s in sources if s in self.urls]
        urls = [url for url in known if url.startswith(("http://", "https://"))]
        for name, values in {**properties, "description": said, "sourceUrl": urls}.items():
            listed = [values] if isinstance(values, str) else list(values or ())
            kept = [value for value in dict.fromkeys(listed) if value]
            if kept:
                found[name] = kept
        return {"id": identifier(key), "schema": schema, "properties": found}

    def _bodies(self) -> Iterator[dict[str, Any]]:
        purposes: dict[str, list[str]] = defaultdict(list)
        for row in self.extract.records("purposes"):
            purposes[row["org"]].append(row["purpose"])
        offices = self._offices()
        for row in self.extract.records("organizations"):
            key = f"org-{row['org']}"
            yield self._entity(
                "PublicBody",
                key,
                row,
                {
                    "name": row["name"] or row["org"],
                    **self.names["organization", row["org"]],
                    "parent": identifier(f"org-{row['parent']}") if row["parent"] else "",
                    "classification": row["kind"],
                    "incorporationDate": simple(row["founded"]),
                    "dissolutionDate": simple(row["dissolved"]),
                    "website": row["website"],
                    "wikidataId": self.items["organization", row["org"]],
                    "keywords": purposes[row["org"]],
                    "notes": [*self.notes[key], f"orgdb key {row['org']}, fact {row['fact']}"],
                    "description": _ranges(row, "founded", "dissolved"),
                    "addressEntity": [identifier(office["fact"]) for office in offices[row["org"]]],
                },
            )
        for row in self.extract.records("states"):
            yield self._entity(
                "PublicBody",
                f"state-{row['state']}",
                row,
                {
                    "name": row["name"] or row["state"],
                    **self.names["state", row["state"]],
                    "parent": identifier(f"state-{row['sovereign']}") if row["sovereign"] else "",
                    "classification": row["kind"],
                    "country": self.countries.get(row["state"]),
                    "incorporationDate": simple(row["start"]),
                    "dissolutionDate": simple(row["end"]),
                    "wikidataId": self.items["state", row["state"]],
                    "notes": f"orgdb key {row['state']}, fact {row['fact']}",
                    "description": _ranges(row, "start", "end"),
                },
            )
        named = {r["state"]: r["name"] for r in self.extract.records("states")}
        for row in (office for own in offices.values() for office in own):
            where = [row["address"], row["city"], named.get(row["state"])]
            yield self._entity(
                "Address",
                row["fact"],
                row,
                {
                    "full": ", ".join(" ".join(part.split()) for part in where if part),
                    "city": row["city"],
                    "street": " ".join((row["address"] or "").split()),
                    "country": self.countries.get(row["state"]),
                    "remarks": f"{row['kind']}, {_period(row)}",
                },
            )

    def _offices(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in self.extract.records("offices"):
            found[row["org"]].append(row)
        return found

    def _people(self) -> Iterator[dict[str, Any]]:
        nationalities: dict[str, list[str]] = defaultdict(list)
        for row in self.extract.records("nationalities"):
            nationalities[row["person"]].append(row["state"])
        for row in self.extract.records("people"):
            own = nationalities[row["person"]]
            without = [state for state in own if state not in self.countries]
            yield self._entity(
                "Person",
                f"person-{row['person']}",
                row,
                {
                    "name": row["name"] or row["person"],
                    **self.names["person", row["person"]],
                    "birthDate": simple(row["born"]),
                    "deathDate": simple(row["died"]),
                    "nationality": [self.countries[s] for s in own if s in self.countries],
                    "wikidataId": self.items["person", row["person"]],
                    "notes": f"orgdb key {row['person']}, fact {row['fact']}",
                    "description": [
                        *_ranges(row, "born", "died"),
                        *(f"Nationality: {state}" for state in without),
                    ],
                },
            )

    def _memberships(self) -> Iterator[dict[str, Any]]:
        for row in self.extract.records("memberships"):
            kind = "org" if row["member_kind"] == "organization" else "state"
            how = {
                "joined by": row["joined_by"],
                "counted from": row["start_basis"],
                "ended by": row["end_reason"],
                "notice": row["notice"],
                "effective": row["effective"],
            }
            said = "; ".join(f"{word} {value}" for word, value in how.items() if value)
            word = f" ({row['status_word']})" if row["status_word"] else ""
            yield self._entity(
                "Membership",
                row["fact"],
                row,
                {
                    "member": identifier(f"{kind}-{row['member']}"),
                    "organization": identifier(f"org-{row['org']}"),
                    "role": row["status_word"] or row["status"],
                    "status": row["status"],
                    "startDate": simple(row["start"]),
                    "endDate": simple(row["end"]),
                    "recordId": row["fact"],
                    "summary": f"{row['member_name']} in {row['org_name']}: {row['status']}{word}, "
                    f"{_period(row)}",
                    "description": [
                        said,
                        row["life_exception"] or "",
                        *_ranges(row, "start", "end"),
                        *self.notes[row["fact"]],
                        *self.notes[f"{row['org']} {row['member']}"],
                    ],
                },
            )

    def _vacant(self, row: Mapping[str, Any]) -> list[str]:
        """A time in which nobody held a post, in words, with what its sources say."""
        disputed = " (disputed)" if row["disputed"] else ""
        record = f"Vacant {_period(row)}{disputed}, fact {row['fact']}"
        return [record, *(f"vacancy, {said}" for said in self.said[row["fact"]])]

    def _posts(self) -> Iterator[dict[str, Any]]:
        vacancies: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in self.extract.records("officials"):
            if row["vacant"]:
                vacancies[row["post_key"]].append(row)
        for row in self.extract.records("posts"):
            vacant = vacancies[row["post_key"]]
            body = "org" if row["body_kind"] == "organization" else "state"
            yield self._entity(
                "Position",
                f"post-{row['post_key']}",
                row,
                {
                    "name": row["title"],
                    "organization": identifier(f"{body}-{row['body']}"),
                    "country": self.countries.get(row["body"]) if body == "state" else "",
                    "description": [said for one in vacant for said in self._vacant(one)],
                },
                besides=[source for one in vacant for source in one["sources"]],
            )
        for row in self.extract.records("officials"):
            if row["vacant"]:
                continue
            yield self._entity(
                "Occupancy",
                row["fact"],
                row,
                {
                    "holder": identifier(f"person-{row['person']}"),
                    "post": identifier(f"post-{row['post_key']}"),
                    "status": "acting" if row["acting"] else "",
                    "startDate": simple(row["start"]),
                    "endDate": simple(row["end"]),
                    "recordId": row["fact"],
                    "summary": f"{row['person_name']}, {row['post']}, {_period(row)}",
                    "description": _ranges(row, "start", "end"),
                },
            )

    def _successions(self) -> Iterator[dict[str, Any]]:
        for table, kind in (("organization_links", "org"), ("state_links", "state")):
            for row in self.extract.records(table):
                ends = (row[f"{end}_{kind}"] for end in ("from", "to"))
                before, after = (identifier(f"{kind}-{key}") for key in ends)
                yield self._entity(
                    "Succession",
                    row["fact"],
                    row,
                    {
                        "predecessor": before,
                        "successor": after,
                        "role": row["kind"],
                        "date": simple(row["date"]),
                        "recordId": row["fact"],
                        "description": _ranges(row, "date"),
                    },
                )

    def _events(self) -> Iterator[dict[str, Any]]:
        parts: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self.extract.records("event_participants"):
            kind = {"organization": "org"}.get(row["kind"], row["kind"])
            parts[row["event"], "involved"].append(identifier(f"{kind}-{row['participant']}"))
        for name, word in (("topic", "keywords"), ("outcome", "notes")):
            for row in self.extract.records(f"event_{name}s"):
                parts[row["event"], word].append(row[name])
        for row in self.extract.records("events"):
            yield self._entity(
                "Event",
                f"event-{row['event']}",
                row,
                {
                    "name": row["title"],
                    "startDate": simple(row["start"]),
                    "endDate": simple(row["end"]),
                    "location": row["place"],
                    "country": self.countries.get(row["state"]),
                    "organizer": identifier(f"org-{row['org']}") if row["org"] else "",
                    "recordId": row["fact"],
                    "summary": row["kind"] + (f" no. {row['number']}" if row["number"] else ""),
                    "description": _ranges(row, "start", "end"),
                    **{w: parts[row["event"], w] for w in ("involved", "keywords", "notes")},
                },
            )


def simple(text: str | None) -> str:
    """A date that the type of dates takes: a year, a month or a day; '' for any other."""
    return text if text and text[0].isdigit() else ""


def _period(row: Mapping[str, Any]) -> str:
    """A period in words."""
    start = f"from {row['start']}" if row["start"] else "from an unknown day"
    if row["end"] == OPEN:
        return f"{start}, still so at the last check"
    return f"{start} to {row['end'] or 'an unknown day'}"


def _ranges(row: Mapping[str, Any], *names: str) -> list[str]:
    """The dates that no property takes, in words."""
    found = []
    for name in names:
        text = row[name]
        if text and text != OPEN and not simple(text):
            found.append(f"{name}: some day in {text.strip('[]').replace('..', ' .. ').strip()}")
        elif name == "end" and text == UNKNOWN:
            found.append("end: on a day nobody knows")
    return found


def identifier(key: str) -> str:
    """A key as an identifier: letters, digits, dots and hyphens."""
    plain = re.sub(r"[^0-9A-Za-z.-]", ".", key)
    return plain.strip(".-")
