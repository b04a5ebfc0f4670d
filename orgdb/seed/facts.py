"""From seed records to facts: which row of which table each record becomes."""

from __future__ import annotations

from collections.abc import Iterator

from orgdb.facts import CitationDraft, FactDraft, Ref
from orgdb.seed.fact_builders import (
    ALWAYS,
    BOUNDS,
    WHOLE_TIME,
    coded,
    dated,
    drafted,
    lasting,
    linked,
    named,
    posts_of,
    ref,
)
from orgdb.seed.generated_tables import STATE_NAMES
from orgdb.seed.organization_facts import Known, OrganizationDrafts
from orgdb.seed.records import FileRecord, Seed, StateNameRecord
from orgdb.text import fold


def fact_drafts(seed: Seed) -> Iterator[FactDraft]:
    """Every fact of a valid seed, in the order of its files, one at a time."""
    known = Known(
        states={state.key for state in seed.states},
        people={str(person.text("key")) for person in seed.people},
        languages={row.code1 or row.key: row.key for row in seed.languages}
        | {row.key: row.key for row in seed.languages},
    )
    yield from _states(seed)
    yield from _people(seed)
    for file in seed.organizations:
        yield from OrganizationDrafts(known, file).drafts()
    for file in seed.governments:
        yield from _government(file)


def _states(seed: Seed) -> Iterator[FactDraft]:
    for file in seed.states:
        state = Ref("state", file.key)
        says, derived = lasting(file.head, file.known_through)
        says |= {
            "state_id": state,
            "kind": file.head.text("kind"),
            "sovereign_id": ref("state", file.head.text("sovereign")),
        }
        yield drafted("state_description", file.head, says, derived)
        for row in file.rows["names"]:
            yield named(state, row, file.known_through)
        for row in file.rows["codes"]:
            yield coded(state, row, file.known_through)
    for generated in seed.state_names:
        yield _generated_name(generated)
    for link in seed.state_links:
        yield linked("state", link)


def _generated_name(row: StateNameRecord) -> FactDraft:
    says = {
        "entity_id": Ref("state", row.state),
        "name": row.name,
        "lang": row.lang,
        "kind": row.kind,
        "start": "",
        "end": "..",
    }
    derived = dict(zip(BOUNDS, WHOLE_TIME, strict=True)) | {"folded": fold(row.name)}
    cited = CitationDraft("name", row.source, row.locator)
    return FactDraft("state_name", says, derived, f"{STATE_NAMES}:{row.line}", (cited,))


def _people(seed: Seed) -> Iterator[FactDraft]:
    for record in seed.people:
        person = Ref("person", str(record.text("key")))
        says, derived = dated(record, "born", "died")
        yield drafted(
            "person_description",
            record,
            {"person_id": person, **says},
            derived,
            record.about("born", "died") or record.about("name"),
        )
        named = record.about("name", "aka")
        others = [(name, "alias") for name in record.values.get("aka", ())]
        for name, kind in [(str(record.text("name")), "short"), *others]:
            says = {"entity_id": person, "name": name, "kind": kind}
            yield drafted("person_name", record, says, ALWAYS | {"folded": fold(name)}, named)
        for state in record.values.get("nationality", ()):
            says = {"person_id": person, "state_id": Ref("state", state)}
            yield drafted("person_nationality", record, says, {}, record.about("nationality"))
        if record.text("wikidata"):
            says = {"entity_id": person, "scheme": "wikidata", "code": record.text("wikidata")}
            yield drafted("person_code", record, says, ALWAYS, record.about("wikidata"))


def _government(file: FileRecord) -> Iterator[FactDraft]:
    yield from posts_of(file, Ref("state", str(file.head.values["state"])))
