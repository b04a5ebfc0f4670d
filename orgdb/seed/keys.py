"""What a seed defines: every key that a row may refer to, and where it is defined."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from orgdb.seed.faults import Fault
from orgdb.seed.fields import QUALIFIED
from orgdb.seed.generated_tables import LANGUAGES
from orgdb.seed.read import PEOPLE, SOURCES, STATES
from orgdb.seed.records import FactRecord, FileRecord, Place, Seed

SEVERAL = {
    "member": ("state", "organization", QUALIFIED),
    "participant": ("state", "organization", QUALIFIED, "person"),
}
DEFINES = {
    SOURCES: ("source",),
    PEOPLE: ("person",),
    STATES: ("state",),
    LANGUAGES: ("language",),
    "organizations": ("organization", "treaty", "event"),
}


@dataclass(slots=True)
class Index:
    """Keys by the table they are of, each with the place that defines it.

    `unread` names the tables that some file defines which could not be read: a key that seems to
    be missing may be defined there.
    """

    places: dict[str, dict[str, Place]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    def of(self, table: str) -> Mapping[str, Place]:
        """The keys of one table; `member` and `participant` are those of several."""
        if table in SEVERAL:
            return ChainMap(*(self.places.setdefault(one, {}) for one in SEVERAL[table]))
        return self.places.setdefault(table, {})

    def incomplete(self, table: str) -> bool:
        """Whether a key of this table may be defined in a file that could not be read."""
        return not self.unread.isdisjoint(SEVERAL.get(table, (table,)))

    def define(self, table: str, key: str | None, place: Place, faults: list[Fault]) -> None:
        """Record a key; a second definition is a fault."""
        if not key:
            return
        first = self.of(table).get(key)
        if first is not None:
            what = f"the {table} '{key}' is already defined at {first}"
            faults.append(
                Fault(place.file, place.line, "duplicate-definition", what, "keep one of them")
            )
            return
        self.places[table][key] = place
        if table == "organization" and key in self.of("state"):
            self.places.setdefault(QUALIFIED, {})[QUALIFIED + key] = place


def build_index(seed: Seed) -> Index:
    """All keys of a seed. Two definitions of one key become faults of the seed."""
    index = Index(unread={table for name in seed.unread for table in _defined_in(name)})
    for source in seed.sources:
        index.define("source", source.text("key"), source.place, seed.faults)
    for person in seed.people:
        index.define("person", person.text("key"), person.place, seed.faults)
    for state in seed.states:
        index.define("state", state.key, state.head.place, seed.faults)
    for row in seed.languages:
        place = Place(LANGUAGES, row.line)
        index.define("language", row.key, place, seed.faults)
        if row.code1 and row.code1 not in index.of("language"):
            index.define("language", row.code1, place, seed.faults)
    for file in seed.organizations:
        index.define("organization", file.key, file.head.place, seed.faults)
    for file in seed.organizations:
        for organ in file.rows.get("organs", ()):
            index.define("organization", organ.text("key"), organ.place, seed.faults)
        for section in ("treaties", "events"):
            for row_ in file.rows.get(section, ()):
                table = "treaty" if section == "treaties" else "event"
                index.define(table, row_.text("key"), row_.place, seed.faults)
    for file, body in bodies(seed):
        for post in file.rows.get("posts", ()):
            index.define("post", post_key(body, post.text("key")), post.place, seed.faults)
    return index


def _defined_in(name: str) -> tuple[str, ...]:
    return DEFINES.get(name) or DEFINES.get(name.partition("/")[0], ())


def bodies(seed: Seed) -> Iterator[tuple[FileRecord, str]]:
    """Every file that may hold posts, with the key of the organization or state they are of."""
    for file in seed.organizations:
        yield file, file.key
    for file in seed.governments:
        yield file, str(file.head.values.get("state", ""))


def post_key(body: str, key: str | None) -> str:
    """The key of a post in the database: `OAS/secretary-general`."""
    return f"{body}/{key}" if key else ""


def all_records(seed: Seed) -> Iterator[FactRecord]:
    """Every record of the seed, whichever file it is in."""
    yield from seed.people
    yield from seed.state_links
    for file in (*seed.states, *seed.organizations, *seed.governments):
        yield file.head
        for rows in file.rows.values():
            yield from rows
