"""What a row of each table of a data package says as a fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from orgdb.facts import Ref, date_columns
from orgdb.importers.datapackage.folder import Row
from orgdb.text import fold

BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")
Says = dict[str, Any]
Made = tuple[str, Says, Says]  # the kind of the fact, what it says, what follows from it
Languages = Mapping[str, str]  # the key of each language by its code


def _period(row: Row) -> tuple[Says, Says]:
    return {name: row[name] for name in ("start", "end")}, {name: row[name] for name in BOUNDS}


def _dates(row: Row, *names: str) -> tuple[Says, Says]:
    derived: Says = {}
    for name in names:
        derived |= date_columns(name, row[name] or None)
    return _said(row, *names), derived


def _said(row: Row, *names: str) -> Says:
    """Texts, None for what is empty."""
    return {name: row[name] or None for name in names}


def _ref(table: str, key: str) -> Ref | None:
    return Ref(table, key) if key else None


def _organization(row: Row, _: Languages) -> Made:
    says, derived = _dates(row, "founded", "dissolved")
    says |= _said(row, "kind", "website") | {"organization_id": Ref("organization", row["org"])}
    return (
        "organization_description",
        says | {"parent_id": _ref("organization", row["parent"])},
        derived,
    )


def _state(row: Row, _: Languages) -> Made:
    says, derived = _period(row)
    says |= {"state_id": Ref("state", row["state"]), "kind": row["kind"]}
    return "state_description", says | {"sovereign_id": _ref("state", row["sovereign"])}, derived


def _person(row: Row, _: Languages) -> Made:
    says, derived = _dates(row, "born", "died")
    return "person_description", says | {"person_id": Ref("person", row["person"])}, derived


def _nationality(row: Row, _: Languages) -> Made:
    says = {"person_id": Ref("person", row["person"]), "state_id": Ref("state", row["state"])}
    return "person_nationality", says, {}


def _name(row: Row, _: Languages) -> Made:
    says, derived = _period(row)
    said = {
        "entity_id": Ref(row["kind"], row["key"]),
        "name": row["name"],
        "kind": row["name_kind"],
    }
    derived |= {"folded": fold(row["name"])}
    return _undated(f"{row['kind']}_name", says, said | _said(row, "lang"), derived)


def _code(row: Row, _: Languages) -> Made:
    says, derived = _period(row)
    said = {"entity_id": Ref(row["kind"], row["key"]), **_said(row, "scheme", "code")}
    return _undated(f"{row['kind']}_code", says, said, derived)


def _undated(kind: str, period: Says, says: Says, derived: Says) -> Made:
    """Names and codes of people hold for all time, and their keys do not say so."""
    if kind.startswith("person_"):
        return kind, says, derived | period
    return kind, says | period, derived


def _purpose(row: Row, _: Languages) -> Made:
    says: Says = {"organization_id": Ref("organization", row["org"]), "purpose": row["purpose"]}
    return "organization_purpose", says | {"position": int(row["position"])}, {}


def _link(of: str, short: str) -> Callable[[Row, Languages], Made]:
    def make(row: Row, _: Languages) -> Made:
        says, derived = _dates(row, "date")
        says |= {
            "from_id": Ref(of, row[f"from_{short}"]),
            "to_id": Ref(of, row[f"to_{short}"]),
            "kind": row["kind"],
        }
        return f"{of}_link", says, derived

    return make


def _roster(row: Row, _: Languages) -> Made:
    says: Says = {"roster_id": Ref("roster", row["org"])}
    says |= {name: row[name] for name in ("known_from", "known_through")}
    says |= {name: row[name] == "true" for name in ("complete", "complete_others")}
    return "roster_coverage", says, {}


def _membership(row: Row, _: Languages) -> Made:
    says, derived = _period(row)
    dates, bounds = _dates(row, "notice", "effective")
    says |= dates | _said(row, "status", "status_word", "start_basis", "joined_by", "end_reason")
    says |= _said(row, "life_exception") | {
        "roster_id": Ref("roster", row["org"]),
        "member_id": Ref(row["member_kind"], row["member"]),
    }
    return "membership", says, derived | bounds | {"retired": False}


def _suspension(row: Row, _: Languages) -> Made:
    says, derived = _period(row)
    says |= _said(row, "scope", "instrument", "lifted_by")
    return "suspension", says | {"membership_id": Ref("fact", row["membership"])}, derived


def _exit(row: Row, _: Languages) -> Made:
    says, derived = _dates(row, "announced", "notified", "effective", "reversed")
    says |= _said(row, "clause", "remark") | {
        "organization_id": Ref("organization", row["org"]),
        "member_id": Ref(row["member_kind"], row["member"]),
    }
    return "announced_exit", says, derived


def _charter(row: Row, _: Languages) -> Made:
    says, derived = _dates(row, "adopted", "signed", "in_force")
    says |= _said(row, "title", "kind", "signed_city", "depositary", "registration")
    says |= {
        "treaty_id": Ref("treaty", row["treaty"]),
        "organization_id": Ref("organization", row["org"]),
        "signed_state_id": _ref("state", row["signed_state"]),
        "amends_id": _ref("treaty", row["amends"]),
    }
    return "treaty_description", says, derived | {"folded": fold(row["title"])}


def _party(row: Row, _: Languages) -> Made:
    names = ("signed", "consented", "deposited", "in_force", "denounced", "denounced_effect")
    says, derived = _dates(row, *names)
    says |= _said(row, "consent") | {
        "treaty_id": Ref("treaty", row["treaty"]),
        "party_id": Ref(row["party_kind"], row["party"]),
    }
    return "treaty_party", says, derived


def _post(row: Row, _: Languages) -> Made:
    says = _said(row, "title", "lang") | {
        "post_id": Ref("post", row["post_key"]),
        "body_id": Ref(row["body_kind"], row["body"]),
    }
    return "post_description", says, {"folded": fold(row["title"])}


def _official(row: Row, _: Languages) -> Made:
    says, derived = _period(row)
    says |= {
        "post_id": Ref("post", row["post_key"]),
        "person_id": _ref("person", row["person"]),
        "acting": row["acting"] == "true",
    }
    return "tenure", says, derived


def _office(row: Row, _: Languages) -> Made:
    says, derived = _period(row)
    says |= _said(row, "kind", "city", "address") | {
        "organization_id": Ref("organization", row["org"]),
        "state_id": Ref("state", row["state"]),
    }
    return "office", says, derived


def _language(row: Row, languages: Languages) -> Made:
    says, derived = _period(row)
    known = languages.get(row["language"], row["language"])
    says |= {
        "organization_id": Ref("organization", row["org"]),
        "language_id": Ref("language", known),
        "status": row["status"],
    }
    return "official_language", says, derived


def _event(row: Row, _: Languages) -> Made:
    says, derived = _period(row)
    says |= _said(row, "kind", "title") | {
        "event_id": Ref("event", row["event"]),
        "organization_id": _ref("organization", row["org"]),
        "city": row["place"] or None,
        "state_id": _ref("state", row["state"]),
        "number": int(row["number"]) if row["number"] else None,
    }
    return "event_description", says, derived | {"folded": fold(row["title"])}


# By table, in an order in which what a fact names comes before it.
MAKERS: dict[str, Callable[[Row, Languages], Made]] = {
    "states": _state,
    "organizations": _organization,
    "people": _person,
    "nationalities": _nationality,
    "names": _name,
    "codes": _code,
    "purposes": _purpose,
    "organization_links": _link("organization", "org"),
    "state_links": _link("state", "state"),
    "rosters": _roster,
    "memberships": _membership,
    "suspensions": _suspension,
    "exits": _exit,
    "charters": _charter,
    "parties": _party,
    "posts": _post,
    "officials": _official,
    "offices": _office,
    "languages": _language,
    "events": _event,
}
