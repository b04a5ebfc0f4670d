"""Popolo: persons, organizations, posts and memberships as one JSON file, at the least.

An organization's own membership is a membership with a `member`; states are organizations with the
classification of their kind. <https://www.popoloproject.com/specs/>.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from orgdb.exporters.extract import Extract
from orgdb.exporters.registry import EVERY, Format, Loss
from orgdb.exporters.simple_dates import simple

NO_PLACE = "Popolo has no place for it"
FORMAT = Format(
    "popolo",
    "persons, organizations, posts and memberships for tools of civic technology",
    ".popolo.json",
    losses=(
        *(
            Loss(table, EVERY, NO_PLACE, kept)
            for table, kept in (
                ("names", "names; start and end where they are simple dates"),
                ("codes", "identifiers"),
                ("nationalities", "the names of the states"),
                ("purposes", ""),
                ("organization_links", ""),
                ("state_links", ""),
                ("rosters", ""),
                ("suspensions", ""),
                ("exits", ""),
                ("charters", ""),
                ("parties", ""),
                ("offices", "addresses, as contact details"),
                ("languages", ""),
                ("events", "title, dates, place"),
                ("event_participants", ""),
                ("event_topics", ""),
                ("event_outcomes", ""),
                ("citations", "addresses of the sources"),
                ("facts", "content keys of memberships"),
                ("sources", "addresses and titles"),
                ("datasets", ""),
                ("releases", ""),
            )
        ),
        *(
            Loss(table, names, "a date is a year, a month or a day", "every such date")
            for table, names in (
                ("organizations", ("founded", "dissolved")),
                ("memberships", ("start", "end")),
                ("officials", ("start", "end")),
            )
        ),
        Loss("officials", ("vacant",), "a membership is somebody's: vacancies are left out"),
        Loss("memberships", EVERY, NO_PLACE, "member, organization, status, start, end, sources"),
        Loss("*", ("disputed",), NO_PLACE, ""),
    ),
    other=(".json",),
)


def write(extract: Extract, path: Path) -> None:
    """Write the lists one after the other, an entry a line."""
    made = _Entries(extract)
    lists = {
        "organizations": made.organizations(),
        "persons": made.persons(),
        "posts": made.posts(),
        "memberships": made.memberships(),
        "events": made.events(),
    }
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for number, (name, entries) in enumerate(lists.items()):
            file.write((",\n" if number else "{") + f'"{name}":[')
            for place, entry in enumerate(entries):
                kept = {k: v for k, v in entry.items() if v not in (None, "", [])}
                text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
                file.write((",\n" if place else "\n") + text)
            file.write("]")
        file.write("}\n")


def address(url: str) -> str:
    """An address as a URI, which has no letters beyond ASCII (RFC 3987, 3.1): `%C3%A7` for `ç`."""
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~")


class _Entries:
    def __init__(self, extract: Extract) -> None:
        self.extract = extract
        self.links = {
            row["source"]: {"url": address(row["url"]), "note": row["title"]}
            for row in extract.records("sources")
            if row["url"]
        }
        self.names: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
        for row in extract.records("names"):
            dates = {"start_date": simple(row["start"]), "end_date": simple(row["end"])}
            said = {"name": row["name"], "note": f"{row['name_kind']} {row['lang']}".strip()}
            kept = {name: date for name, date in dates.items() if date}
            self.names[row["kind"], row["key"]].append(said | kept)
        self.codes: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
        for row in extract.records("codes"):
            said = {"scheme": row["scheme"], "identifier": row["code"]}
            self.codes[row["kind"], row["key"]].append(said)
        states = {row["state"]: row["name"] for row in extract.records("states")}
        self.nationalities: dict[str, list[str]] = defaultdict(list)
        for row in extract.records("nationalities"):
            name = states.get(row["state"], row["state"])
            self.nationalities[row["person"]].append(name)

    def _of(self, kind: str, key: str, row: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": f"{kind}:{key}",
            "name": row["name"] or key,
            "other_names": self.names[kind, key],
            "identifiers": self.codes[kind, key],
            "sources": self._sources(row),
        }

    def _sources(self, row: dict[str, Any]) -> list[dict[str, str]]:
        return [self.links[source] for source in row["sources"] if source in self.links]

    def organizations(self) -> Iterator[dict[str, Any]]:
        """Organizations, then states."""
        addresses: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in self.extract.records("offices"):
            where = ", ".join(filter(None, (row["address"], row["city"], row["state"])))
            said = {"type": "address", "label": row["kind"], "value": where}
            dates = {"valid_from": simple(row["start"]), "valid_until": simple(row["end"])}
            addresses[row["org"]].append(said | {n: date for n, date in dates.items() if date})
        for row in self.extract.records("organizations"):
            yield {
                **self._of("organization", row["org"], row),
                "classification": row["kind"],
                "parent_id": f"organization:{row['parent']}" if row["parent"] else "",
                "founding_date": simple(row["founded"]),
                "dissolution_date": simple(row["dissolved"]),
                "contact_details": addresses[row["org"]],
                "links": [{"url": address(row["website"])}] if row["website"] else [],
            }
        for row in self.extract.records("states"):
            yield {
                **self._of("state", row["state"], row),
                "classification": row["kind"],
                "parent_id": f"state:{row['sovereign']}" if row["sovereign"] else "",
                "founding_date": simple(row["start"]),
                "dissolution_date": simple(row["end"]),
            }

    def persons(self) -> Iterator[dict[str, Any]]:
        """People."""
        for row in self.extract.records("people"):
            dates = {"birth_date": simple(row["born"]), "death_date": simple(row["died"])}
            of = {"national_identity": ", ".join(self.nationalities[row["person"]])}
            yield {**self._of("person", row["person"], row), **dates, **of}

    def posts(self) -> Iterator[dict[str, Any]]:
        """Posts, each of one organization or state."""
        for row in self.extract.records("posts"):
            yield {
                "id": f"post:{row['post_key']}",
                "label": f"{row['title']}, {row['body']}",
                "role": row["title"],
                "organization_id": f"{row['body_kind']}:{row['body']}",
                "sources": self._sources(row),
            }

    def memberships(self) -> Iterator[dict[str, Any]]:
        """Memberships of states and organizations, then people in posts."""
        for row in self.extract.records("memberships"):
            yield {
                "id": row["fact"],
                "role": row["status_word"] or row["status"],
                "member": {"@type": "Organization", "id": f"{row['member_kind']}:{row['member']}"},
                "organization_id": f"organization:{row['org']}",
                "start_date": simple(row["start"]),
                "end_date": simple(row["end"]),
                "sources": self._sources(row),
            }
        for row in self.extract.records("officials"):
            if row["vacant"]:
                continue
            yield {
                "id": row["fact"],
                "role": row["post"],
                "label": "acting" if row["acting"] else "",
                "person_id": f"person:{row['person']}",
                "post_id": f"post:{row['post_key']}",
                "organization_id": f"{row['body_kind']}:{row['body']}",
                "start_date": simple(row["start"]),
                "end_date": simple(row["end"]),
                "sources": self._sources(row),
            }

    def events(self) -> Iterator[dict[str, Any]]:
        """Visits, sessions and signings."""
        for row in self.extract.records("events"):
            yield {
                "id": f"event:{row['event']}",
                "name": row["title"],
                "classification": row["kind"],
                "start_date": simple(row["start"]),
                "end_date": simple(row["end"]),
                "location": row["place"],
                "organization_id": f"organization:{row['org']}" if row["org"] else "",
                "sources": self._sources(row),
            }
