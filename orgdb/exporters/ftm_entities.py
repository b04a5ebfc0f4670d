"""The entities of FollowTheMoney: whom they are about, and what they have to do with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from orgdb.dates import OPEN
from orgdb.exporters.extract import Extract
from orgdb.exporters.ftm_words import identifier, notes, period, ranges, vacancy
from orgdb.exporters.simple_dates import simple

NAME_PROPERTIES = {"official": "alias", "short": "alias", "acronym": "weakAlias"}
FORMER, ALIAS = "previousName", "alias"
Properties = dict[str, list[str]]


class Entities:
    """The entities of an extract."""

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
        self.notes = notes(extract)

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
                    "description": ranges(row, "founded", "dissolved"),
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
                    "description": ranges(row, "start", "end"),
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
                    "remarks": f"{row['kind']}, {period(row)}",
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
                        *ranges(row, "born", "died"),
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
                    f"{period(row)}",
                    "description": [
                        said,
                        row["life_exception"] or "",
                        *ranges(row, "start", "end"),
                        *self.notes[row["fact"]],
                        *self.notes[f"{row['org']} {row['member']}"],
                    ],
                },
            )

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
                    "description": [
                        said for one in vacant for said in vacancy(one, self.said[one["fact"]])
                    ],
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
                    "summary": f"{row['person_name']}, {row['post']}, {period(row)}",
                    "description": ranges(row, "start", "end"),
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
                        "description": ranges(row, "date"),
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
                    "description": ranges(row, "start", "end"),
                    **{w: parts[row["event"], w] for w in ("involved", "keywords", "notes")},
                },
            )
