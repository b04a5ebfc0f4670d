"""From seed records to facts: which row of which table each record becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from orgdb.dates import Bounds, Period
from orgdb.facts import CitationDraft, FactDraft, Ref, date_columns, period_columns
from orgdb.names import fold
from orgdb.records import FactRecord, FileRecord, StateNameRecord
from orgdb.seeding.csv_file import STATE_NAMES
from orgdb.seeding.folder import Seed
from orgdb.seeding.index import post_key
from orgdb.vocabulary import CURATED

NOT_DATED = Period("", "..")
WHOLE_TIME = ("0001-01-01", "0001-01-01", "9999-12-31", "9999-12-31")
_BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")


@dataclass(frozen=True, slots=True)
class _Known:
    """What a bare key can be: a state, a person; and languages by either of their codes."""

    states: set[str]
    people: set[str]
    languages: dict[str, str]


def fact_drafts(seed: Seed) -> Iterator[FactDraft]:
    """Every fact of a sound seed, in the order of its files, each made when it is asked for."""
    known = _Known(
        states={state.key for state in seed.states},
        people={str(person.text("key")) for person in seed.people},
        languages={row.code1 or row.key: row.key for row in seed.languages}
        | {row.key: row.key for row in seed.languages},
    )
    yield from _states(seed)
    yield from _people(seed)
    for file in seed.organizations:
        yield from _Organization(known, file).drafts()
    for file in seed.governments:
        yield from _government(file)


def _draft(
    table: str,
    record: FactRecord,
    says: dict[str, Any],
    derived: dict[str, Any] | None = None,
    citations: Iterable[CitationDraft] | None = None,
    parts: tuple[tuple[str, dict[str, Any]], ...] = (),
) -> FactDraft:
    cited = record.citations if citations is None else tuple(citations)
    return FactDraft(table, says, derived or {}, str(record.place), cited, parts)


def _dates(record: FactRecord, *names: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Single dates of a record as they are written, and their bounds."""
    says = {name: record.text(name) for name in names}
    derived: dict[str, Any] = {}
    for name in names:
        derived |= date_columns(name, record.text(name))
    return says, derived


def _period(record: FactRecord, known_through: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A record's period as written, and its bounds; a row without one holds for all time."""
    period = record.values.get("period")
    if not isinstance(period, Period):
        return {"start": "", "end": ".."}, dict(zip(_BOUNDS, WHOLE_TIME, strict=True))
    return (
        {"start": period.start, "end": period.end},
        period_columns(period, known_through),
    )


def _name(table: str, owner: Ref, record: FactRecord, known_through: str) -> FactDraft:
    says, derived = _period(record, known_through)
    name = str(record.text("name"))
    column = f"{table.removesuffix('_name')}_id"
    says |= {column: owner, "name": name, "lang": record.text("lang"), "kind": record.text("kind")}
    return _draft(table, record, says, derived | {"folded": fold(name)})


def _code(table: str, owner: Ref, record: FactRecord, known_through: str) -> FactDraft:
    says, derived = _period(record, known_through)
    column = f"{table.removesuffix('_code')}_id"
    says |= {column: owner, "scheme": record.text("scheme"), "code": record.text("code")}
    return _draft(table, record, says, derived)


def _ref(table: str, key: str | None) -> Ref | None:
    return Ref(table, key) if key else None


def _states(seed: Seed) -> Iterator[FactDraft]:
    for file in seed.states:
        state = Ref("state", file.key)
        says, derived = _period(file.head, file.known_through)
        says |= {
            "state_id": state,
            "kind": file.head.text("kind"),
            "sovereign_id": _ref("state", file.head.text("sovereign")),
        }
        yield _draft("state_description", file.head, says, derived)
        for row in file.rows["names"]:
            yield _name("state_name", state, row, file.known_through)
        for row in file.rows["codes"]:
            yield _code("state_code", state, row, file.known_through)
    for generated in seed.state_names:
        yield _generated_name(generated)
    for link in seed.state_links:
        yield _link("state", link)


def _generated_name(row: StateNameRecord) -> FactDraft:
    says = {
        "state_id": Ref("state", row.state),
        "name": row.name,
        "lang": row.lang,
        "kind": row.kind,
        "start": "",
        "end": "..",
    }
    derived = dict(zip(_BOUNDS, WHOLE_TIME, strict=True)) | {"folded": fold(row.name)}
    cited = CitationDraft("name", row.source, row.locator)
    return FactDraft("state_name", says, derived, f"{STATE_NAMES}:{row.line}", (cited,))


def _link(table: str, record: FactRecord) -> FactDraft:
    says, derived = _dates(record, "date")
    says |= {
        "from_id": _ref(table, record.text("from")),
        "to_id": _ref(table, record.text("to")),
        "kind": record.text("kind"),
    }
    return _draft(f"{table}_link", record, says, derived)


def _people(seed: Seed) -> Iterator[FactDraft]:
    for record in seed.people:
        person = Ref("person", str(record.text("key")))
        says, derived = _dates(record, "born", "died")
        yield _draft(
            "person_description",
            record,
            {"person_id": person, **says},
            derived,
            record.about("born", "died") or record.about("name"),
        )
        named = record.about("name", "aka")
        others = [(name, "alias") for name in record.values.get("aka", ())]
        for name, kind in [(str(record.text("name")), "short"), *others]:
            says = {"person_id": person, "name": name, "kind": kind}
            yield _draft("person_name", record, says, {"folded": fold(name)}, named)
        for state in record.values.get("nationality", ()):
            says = {"person_id": person, "state_id": Ref("state", state)}
            yield _draft("person_nationality", record, says, {}, record.about("nationality"))
        if record.text("wikidata"):
            says = {"person_id": person, "scheme": "wikidata", "code": record.text("wikidata")}
            yield _draft("person_code", record, says, {}, record.about("wikidata"))


def _posts(file: FileRecord, column: str, body: Ref) -> Iterator[FactDraft]:
    for record in file.rows.get("posts", ()):
        title = str(record.text("title"))
        says = {
            "post_id": Ref("post", post_key(body.key, record.text("key"))),
            column: body,
            "title": title,
            "lang": record.text("lang"),
        }
        yield _draft("post_description", record, says, {"folded": fold(title)})
    for record in file.rows.get("tenures", ()):
        says, derived = _period(record, file.known_through)
        says |= {
            "post_id": Ref("post", post_key(body.key, record.text("post"))),
            "person_id": Ref("person", str(record.text("person"))),
            "acting": bool(record.values.get("acting", False)),
        }
        yield _draft("tenure", record, says, derived)


def _government(file: FileRecord) -> Iterator[FactDraft]:
    yield from _posts(file, "state_id", Ref("state", str(file.head.values["state"])))


class _Organization:
    """The facts of one organization's file."""

    def __init__(self, known: _Known, file: FileRecord) -> None:
        self.known = known
        self.file = file
        self.key = Ref("organization", file.key)
        self.known_through = file.known_through

    def drafts(self) -> Iterator[FactDraft]:
        yield self.description(self.file.head, self.key, self.file.head.text("parent"))
        for row in self.rows("names"):
            yield _name("organization_name", self.key, row, self.known_through)
        for row in self.rows("codes"):
            yield _code("organization_code", self.whose(row), row, self.known_through)
        for position, row in enumerate(self.rows("purposes")):
            says = {
                "organization_id": self.key,
                "position": position,
                "purpose": row.text("purpose"),
            }
            yield _draft("organization_purpose", row, says)
        for row in self.rows("links"):
            yield _link("organization", row)
        for row in self.rows("organs"):
            yield from self.organ(row)
        for row in self.rows("organ_names"):
            of = Ref("organization", str(row.text("of")))
            yield _name("organization_name", of, row, self.known_through)
        for row in self.rows("treaties"):
            yield self.treaty(row)
        for row in self.rows("parties"):
            yield self.party(row)
        yield from self.roster()
        yield from _posts(self.file, "organization_id", self.key)
        for row in self.rows("offices"):
            yield self.office(row)
        for row in self.rows("languages"):
            yield self.language(row)
        for row in self.rows("events"):
            yield self.event(row)

    def rows(self, section: str) -> list[FactRecord]:
        return self.file.rows.get(section, [])

    def whose(self, row: FactRecord) -> Ref:
        """What a row is of: a body of this organization where it says so, else the organization."""
        return _ref("organization", row.text("of")) or self.key

    def description(
        self,
        record: FactRecord,
        organization: Ref,
        parent: str | None,
        citations: tuple[CitationDraft, ...] | None = None,
    ) -> FactDraft:
        says, derived = _dates(record, "founded", "dissolved")
        says |= {
            "organization_id": organization,
            "kind": record.text("kind"),
            "parent_id": _ref("organization", parent),
            "website": record.text("website"),
        }
        return _draft("organization_description", record, says, derived, citations)

    def organ(self, record: FactRecord) -> Iterator[FactDraft]:
        """An organ is a body with a parent: a description, a name, and perhaps an acronym."""
        body = Ref("organization", str(record.text("key")))
        naming = record.about("name")
        described = tuple(c for c in record.citations if c.about not in ("name", "acronym"))
        kind = record.about("kind") or tuple(
            CitationDraft("kind", c.source, c.locator) for c in naming if not c.stated
        )
        rest = tuple(c for c in described if c.about != "kind")
        yield self.description(record, body, self.file.key, kind + rest)
        for name, name_kind in (
            (record.text("name"), "official"),
            (record.text("acronym"), "acronym"),
        ):
            if name:
                cited = record.about("acronym") if name_kind == "acronym" else naming
                as_name = tuple(
                    CitationDraft("name", c.source, c.locator, c.stance, c.stated)
                    for c in cited or naming
                )
                says = {
                    "organization_id": body,
                    "name": name,
                    "lang": record.text("lang"),
                    "kind": name_kind,
                    "start": "",
                    "end": "..",
                }
                derived = dict(zip(_BOUNDS, WHOLE_TIME, strict=True)) | {"folded": fold(name)}
                yield _draft("organization_name", record, says, derived, as_name)

    def treaty(self, record: FactRecord) -> FactDraft:
        says, derived = _dates(record, "adopted", "signed", "in_force")
        title = str(record.text("title"))
        says |= {
            "treaty_id": Ref("treaty", str(record.text("key"))),
            "organization_id": self.key,
            "title": title,
            "kind": record.text("kind"),
            "signed_city": record.text("city"),
            "signed_state_id": _ref("state", record.text("state")),
            "amends_id": _ref("treaty", record.text("amends")),
            "depositary": record.text("depositary"),
            "registration": record.text("registration"),
        }
        return _draft("treaty_description", record, says, derived | {"folded": fold(title)})

    def party(self, record: FactRecord) -> FactDraft:
        dates = ("signed", "consented", "deposited", "in_force", "denounced", "denounced_effect")
        says, derived = _dates(record, *dates)
        says |= {
            "treaty_id": Ref("treaty", str(record.text("treaty"))),
            "consent": record.text("consent"),
        }
        says |= self.state_or_organization("party", str(record.text("party")))
        return _draft("treaty_party", record, says, derived)

    def state_or_organization(self, role: str, key: str) -> dict[str, Any]:
        state = key in self.known.states
        return {
            f"{role}_state_id": Ref("state", key) if state else None,
            f"{role}_organization_id": None if state else Ref("organization", key),
        }

    def roster(self) -> Iterator[FactDraft]:
        if not self.rows("members"):
            return
        coverage = self.rows("members")[0]
        roster = Ref("roster", self.file.key)
        through = str(coverage.text("known_through"))
        yield _draft(
            "roster_coverage",
            coverage,
            {
                "roster_id": roster,
                "known_from": coverage.text("known_from"),
                "known_through": through,
                "complete": coverage.values.get("complete"),
                "complete_others": bool(coverage.values.get("complete_others", False)),
            },
        )
        spells: dict[str, list[tuple[Bounds, FactDraft]]] = {}
        for row in self.rows("rows"):
            draft = self.membership(row, roster, through)
            period: Period = row.values["period"]
            spells.setdefault(str(row.text("member")), []).append((period.bounds(through), draft))
            yield draft
        for row in self.rows("suspensions"):
            spell = containing(
                row.values["period"].bounds(through), spells[str(row.text("member"))]
            )
            if spell is not None:
                yield self.suspension(row, spell, through)

    def membership(self, record: FactRecord, roster: Ref, through: str) -> FactDraft:
        says, derived = _period(record, through)
        dates, bounds = _dates(record, "notice", "effective")
        member = self.state_or_organization("member", str(record.text("member")))
        says |= dates | member
        says |= {
            "roster_id": roster,
            "status": record.text("status"),
            "status_word": record.text("word"),
            "start_basis": record.text("basis"),
            "joined_by": record.text("joined"),
            "end_reason": record.text("ended"),
            "life_exception": record.text("life_exception"),
        }
        one = member["member_state_id"] or member["member_organization_id"]
        return _draft(
            "membership", record, says, derived | bounds | {"member_id": one, "retired": False}
        )

    def suspension(self, record: FactRecord, spell: FactDraft, through: str) -> FactDraft:
        says, derived = _period(record, through)
        says |= {
            "membership_id": Ref("fact", spell.key(CURATED)),
            "scope": record.text("scope"),
            "instrument": record.text("instrument"),
            "lifted_by": record.text("lifted_by"),
        }
        return _draft("suspension", record, says, derived)

    def office(self, record: FactRecord) -> FactDraft:
        says, derived = _period(record, self.known_through)
        says |= {
            "organization_id": self.whose(record),
            "kind": record.text("kind"),
            "city": record.text("city"),
            "state_id": Ref("state", str(record.text("state"))),
            "address": record.text("address"),
        }
        return _draft("office", record, says, derived)

    def language(self, record: FactRecord) -> FactDraft:
        says, derived = _period(record, self.known_through)
        says |= {
            "organization_id": self.key,
            "language_id": Ref("language", self.known.languages[str(record.text("language"))]),
            "status": record.text("status"),
        }
        return _draft("official_language", record, says, derived)

    def event(self, record: FactRecord) -> FactDraft:
        says, derived = _period(record, self.known_through)
        title = str(record.text("title"))
        says |= {
            "event_id": Ref("event", str(record.text("key"))),
            "organization_id": self.key,
            "kind": record.text("kind"),
            "title": title,
            "city": record.text("city"),
            "state_id": _ref("state", record.text("state")),
            "number": record.values.get("number"),
        }
        parts: list[tuple[str, dict[str, Any]]] = []
        for position, key in enumerate(record.values.get("participants", ())):
            parts.append(("event_participant", {"position": position, **self.participant(key)}))
        for position, topic in enumerate(record.values.get("topics", ())):
            parts.append(("event_topic", {"position": position, "topic": topic}))
        for position, outcome in enumerate(record.values.get("outcomes", ())):
            row = {"position": position, "outcome": outcome, "treaty_id": None}
            parts.append(("event_outcome", row))
        derived |= {"folded": fold(title)}
        return _draft("event_description", record, says, derived, parts=tuple(parts))

    def participant(self, key: str) -> dict[str, Any]:
        table = (
            "state"
            if key in self.known.states
            else "person"
            if key in self.known.people
            else "organization"
        )
        return {
            f"{name}_id": Ref(name, key) if name == table else None
            for name in ("state", "organization", "person")
        }


T = TypeVar("T")


def containing(inner: Bounds, spells: Iterable[tuple[Bounds, T]]) -> T | None:
    """The spell that a suspension can lie in, if there is one."""
    for outer, spell in spells:
        starts_inside = outer.s1 <= inner.s2 and inner.s1 <= outer.e2
        ends_inside = inner.e1 <= outer.e2 and outer.s1 <= inner.e2
        if starts_inside and ends_inside:
            return spell
    return None
