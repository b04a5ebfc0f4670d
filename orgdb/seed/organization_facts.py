"""From the file of an organization to facts: its bodies, treaties, roster, seats, events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from orgdb.dates import Bounds, Period
from orgdb.facts import CitationDraft, FactDraft, Ref
from orgdb.seed.fact_builders import (
    BOUNDS,
    WHOLE_TIME,
    coded,
    containing,
    dated,
    drafted,
    lasting,
    linked,
    named,
    posts_of,
    ref,
)
from orgdb.seed.fields import QUALIFIED
from orgdb.seed.records import FactRecord, FileRecord, known_through
from orgdb.text import fold
from orgdb.vocabulary import CURATED


@dataclass(frozen=True, slots=True)
class Known:
    """What a bare key can be: a state, a person; and languages by either of their codes."""

    states: set[str]
    people: set[str]
    languages: dict[str, str]


class OrganizationDrafts:
    """The facts of one organization's file."""

    def __init__(self, known: Known, file: FileRecord) -> None:
        self.known = known
        self.file = file
        self.key = Ref("organization", file.key)

    def through(self, row: FactRecord) -> str:
        """When the section of a row was last checked."""
        return known_through(self.file, row.section.name)

    def drafts(self) -> Iterator[FactDraft]:
        yield self.description(self.file.head, self.key, self.file.head.text("parent"))
        for row in self.rows("names"):
            yield named(self.key, row, self.through(row))
        for row in self.rows("codes"):
            yield coded(self.whose(row), row, self.through(row))
        for position, row in enumerate(self.rows("purposes")):
            says = {
                "organization_id": self.key,
                "position": position,
                "purpose": row.text("purpose"),
            }
            yield drafted("organization_purpose", row, says)
        for row in self.rows("links"):
            yield linked("organization", row)
        for row in self.rows("organs"):
            yield from self.organ(row)
        for row in self.rows("organ_names"):
            org = Ref("organization", str(row.text("org")))
            yield named(org, row, self.through(row))
        for row in self.rows("treaties"):
            yield self.treaty(row)
        for row in self.rows("parties"):
            yield self.party(row)
        yield from self.roster()
        for row in self.rows("exits"):
            yield self.exit(row)
        yield from posts_of(self.file, self.key)
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
        return ref("organization", row.text("org")) or self.key

    def description(
        self,
        record: FactRecord,
        organization: Ref,
        parent: str | None,
        citations: tuple[CitationDraft, ...] | None = None,
    ) -> FactDraft:
        says, derived = dated(record, "founded", "dissolved")
        says |= {
            "organization_id": organization,
            "kind": record.text("kind"),
            "parent_id": ref("organization", parent),
            "website": record.text("website"),
        }
        return drafted("organization_description", record, says, derived, citations)

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
                    "entity_id": body,
                    "name": name,
                    "lang": record.text("lang"),
                    "kind": name_kind,
                    "start": "",
                    "end": "..",
                }
                derived = dict(zip(BOUNDS, WHOLE_TIME, strict=True)) | {"folded": fold(name)}
                yield drafted("organization_name", record, says, derived, as_name)

    def treaty(self, record: FactRecord) -> FactDraft:
        says, derived = dated(record, "adopted", "signed", "in_force")
        title = str(record.text("title"))
        says |= {
            "treaty_id": Ref("treaty", str(record.text("key"))),
            "organization_id": self.key,
            "title": title,
            "kind": record.text("kind"),
            "signed_city": record.text("signed_city"),
            "signed_state_id": ref("state", record.text("signed_state")),
            "amends_id": ref("treaty", record.text("amends")),
            "depositary": record.text("depositary"),
            "registration": record.text("registration"),
        }
        return drafted("treaty_description", record, says, derived | {"folded": fold(title)})

    def party(self, record: FactRecord) -> FactDraft:
        dates = ("signed", "consented", "deposited", "in_force", "denounced", "denounced_effect")
        says, derived = dated(record, *dates)
        says |= {
            "treaty_id": Ref("treaty", str(record.text("treaty"))),
            "party_id": self.state_or_organization(str(record.text("party"))),
            "consent": record.text("consent"),
        }
        return drafted("treaty_party", record, says, derived)

    def state_or_organization(self, key: str) -> Ref:
        kind = "state" if key in self.known.states else "organization"
        return Ref(kind, key.removeprefix(QUALIFIED))

    def roster(self) -> Iterator[FactDraft]:
        if not self.rows("members"):
            return
        coverage = self.rows("members")[0]
        roster = Ref("roster", self.file.key)
        through = str(coverage.text("known_through"))
        yield drafted(
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
        says, derived = lasting(record, through)
        dates, bounds = dated(record, "notice", "effective")
        says |= dates
        says |= {
            "roster_id": roster,
            "member_id": self.state_or_organization(str(record.text("member"))),
            "status": record.text("status"),
            "status_word": record.text("status_word"),
            "start_basis": record.text("start_basis"),
            "joined_by": record.text("joined_by"),
            "end_reason": record.text("end_reason"),
            "life_exception": record.text("life_exception"),
        }
        return drafted("membership", record, says, derived | bounds | {"retired": False})

    def exit(self, record: FactRecord) -> FactDraft:
        says, derived = dated(record, "announced", "notified", "effective", "reversed")
        says |= {
            "organization_id": self.key,
            "member_id": self.state_or_organization(str(record.text("member"))),
            "clause": record.text("clause"),
            "remark": record.text("remark"),
        }
        return drafted("announced_exit", record, says, derived)

    def suspension(self, record: FactRecord, spell: FactDraft, through: str) -> FactDraft:
        says, derived = lasting(record, through)
        says |= {
            "membership_id": Ref("fact", spell.key(CURATED)),
            "scope": record.text("scope"),
            "instrument": record.text("instrument"),
            "lifted_by": record.text("lifted_by"),
        }
        return drafted("suspension", record, says, derived)

    def office(self, record: FactRecord) -> FactDraft:
        says, derived = lasting(record, self.through(record))
        says |= {
            "organization_id": self.whose(record),
            "kind": record.text("kind"),
            "city": record.text("city"),
            "state_id": Ref("state", str(record.text("state"))),
            "address": record.text("address"),
        }
        return drafted("office", record, says, derived)

    def language(self, record: FactRecord) -> FactDraft:
        says, derived = lasting(record, self.through(record))
        says |= {
            "organization_id": self.key,
            "language_id": Ref("language", self.known.languages[str(record.text("language"))]),
            "status": record.text("status"),
        }
        return drafted("official_language", record, says, derived)

    def event(self, record: FactRecord) -> FactDraft:
        says, derived = lasting(record, self.through(record))
        title = str(record.text("title"))
        says |= {
            "event_id": Ref("event", str(record.text("key"))),
            "organization_id": self.key,
            "kind": record.text("kind"),
            "title": title,
            "city": record.text("city"),
            "state_id": ref("state", record.text("state")),
            "number": record.values.get("number"),
        }
        parts: list[tuple[str, dict[str, Any]]] = []
        for position, key in enumerate(record.values.get("participants", ())):
            row = {"position": position, "entity_id": self.participant(key)}
            parts.append(("event_participant", row))
        for position, topic in enumerate(record.values.get("topics", ())):
            parts.append(("event_topic", {"position": position, "topic": topic}))
        for position, outcome in enumerate(record.values.get("outcomes", ())):
            parts.append(("event_outcome", {"position": position, "outcome": outcome}))
        derived |= {"folded": fold(title)}
        return drafted("event_description", record, says, derived, parts=tuple(parts))

    def participant(self, key: str) -> Ref:
        return Ref("person", key) if key in self.known.people else self.state_or_organization(key)
