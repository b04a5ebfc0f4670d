"""What the facts of every file have in common: names, codes, links, posts, and their dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from orgdb.dates import Bounds, Period
from orgdb.facts import CitationDraft, FactDraft, Ref, date_columns, period_columns
from orgdb.seed.keys import post_key
from orgdb.seed.records import FactRecord, FileRecord, last_seen_in_office
from orgdb.text import fold

WHOLE_TIME = ("0001-01-01", "0001-01-01", "9999-12-31", "9999-12-31")
T = TypeVar("T")
BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")
ALWAYS = {"start": "", "end": "..", **dict(zip(BOUNDS, WHOLE_TIME, strict=True))}


def drafted(
    kind: str,
    record: FactRecord,
    says: dict[str, Any],
    derived: dict[str, Any] | None = None,
    citations: Iterable[CitationDraft] | None = None,
    parts: tuple[tuple[str, dict[str, Any]], ...] = (),
) -> FactDraft:
    """A fact made of a record: with the citations of the record, unless others are given."""
    cited = record.citations if citations is None else tuple(citations)
    return FactDraft(kind, says, derived or {}, str(record.place), cited, parts)


def dated(record: FactRecord, *names: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Single dates of a record as they are written, and their bounds."""
    says = {name: record.text(name) for name in names}
    derived: dict[str, Any] = {}
    for name in names:
        derived |= date_columns(name, record.text(name))
    return says, derived


def lasting(record: FactRecord, known_through: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A record's period as written, and its bounds; a row without one holds for all time."""
    period = record.values.get("period")
    if not isinstance(period, Period):
        return {"start": "", "end": ".."}, dict(zip(BOUNDS, WHOLE_TIME, strict=True))
    return (
        {"start": period.start, "end": period.end},
        period_columns(period, known_through),
    )


def named(owner: Ref, record: FactRecord, known_through: str) -> FactDraft:
    """A name of an organization or a state, with the days on which it was in use."""
    says, derived = lasting(record, known_through)
    name = str(record.text("name"))
    says |= {"entity_id": owner, "name": name}
    says |= {"lang": record.text("lang"), "kind": record.text("kind")}
    return drafted(f"{owner.table}_name", record, says, derived | {"folded": fold(name)})


def coded(owner: Ref, record: FactRecord, known_through: str) -> FactDraft:
    """A code of an organization or a state in one scheme."""
    says, derived = lasting(record, known_through)
    says |= {"entity_id": owner, "scheme": record.text("scheme"), "code": record.text("code")}
    return drafted(f"{owner.table}_code", record, says, derived)


def ref(table: str, key: str | None) -> Ref | None:
    """What a key refers to; None where there is no key."""
    return Ref(table, key) if key else None


def linked(table: str, record: FactRecord) -> FactDraft:
    """A succession of one organization or state by another."""
    says, derived = dated(record, "date")
    says |= {
        "from_id": ref(table, record.text("from")),
        "to_id": ref(table, record.text("to")),
        "kind": record.text("kind"),
    }
    return drafted(f"{table}_link", record, says, derived)


def posts_of(file: FileRecord, body: Ref) -> Iterator[FactDraft]:
    """The posts of a body and who held them."""
    for record in file.rows.get("posts", ()):
        title = str(record.text("title"))
        says: dict[str, Any] = {
            "post_id": Ref("post", post_key(body.key, record.text("key"))),
            "body_id": body,
            "title": title,
            "lang": record.text("lang"),
        }
        yield drafted("post_description", record, says, {"folded": fold(title)})
    for record in file.rows.get("tenures", ()):
        says, derived = lasting(record, last_seen_in_office(file, record))
        person = record.text("person")
        says |= {
            "post_id": Ref("post", post_key(body.key, record.text("post"))),
            "person_id": Ref("person", person) if person else None,
        }
        says["acting"] = bool(record.values.get("acting", False))
        yield drafted("tenure", record, says, derived)


def containing(inner: Bounds, spells: Iterable[tuple[Bounds, T]]) -> T | None:
    """The spell that a suspension can lie in, if there is one."""
    for outer, spell in spells:
        starts_inside = outer.s1 <= inner.s2 and inner.s1 <= outer.e2
        ends_inside = inner.e1 <= outer.e2 and outer.s1 <= inner.e2
        if starts_inside and ends_inside:
            return spell
    return None
