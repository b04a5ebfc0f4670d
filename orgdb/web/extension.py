"""The values of properties that OpenRefine adds to its rows: data extension of the protocol."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from orgdb.dates import OPEN
from orgdb.errors import QuestionError
from orgdb.site.contents import ORGANIZATION, PERSON, STATE, Contents
from orgdb.site.page import FOLDERS
from orgdb.web.entities import TYPES, entity, life_of, things_of

CODES = {
    "iso2": "ISO 3166-1 alpha-2",
    "iso3": "ISO 3166-1 alpha-3",
    "iso-numeric": "ISO 3166-1 numeric (M49)",
    "cow": "Correlates of War",
    "gw": "Gleditsch and Ward",
    "wikidata": "Wikidata",
}
PROPERTIES = {
    "key": "Key in orgdb",
    "name": "English name",
    "kind": "Kind",
    "start": "Founded, or first day",
    "end": "Dissolved, or last day",
    **CODES,
    "member_of": "Member of (now)",
    "members": "Members (now)",
    "website": "Website",
    "nationality": "Nationality",
}
OF_KIND = {
    ORGANIZATION: (
        "key",
        "name",
        "kind",
        "start",
        "end",
        "wikidata",
        "members",
        "member_of",
        "website",
    ),
    STATE: ("key", "name", "kind", "start", "end", *CODES, "member_of"),
    PERSON: ("key", "name", "start", "end", "wikidata", "nationality"),
}
OF_ONE_TYPE = {"member_of": ORGANIZATION, "nationality": STATE}  # members may be of two
Result = dict[str, Any]


class Extension:
    """Answers what properties there are, and what their values are."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents

    def proposed(self, kind: str) -> Result:
        """The properties that can be added to rows of a type."""
        names = [name for name in PROPERTIES if name in OF_KIND.get(kind, PROPERTIES)]
        listed = [{"id": name, "name": PROPERTIES[name]} for name in names]
        return {"type": kind, "properties": listed, "limit": len(listed)}

    def extend(self, asked: Any) -> Result:
        """The values of properties for a list of entities."""
        ids = asked.get("ids") if isinstance(asked, dict) else None
        properties = asked.get("properties") if isinstance(asked, dict) else None
        if not isinstance(ids, list) or not isinstance(properties, list) or len(ids) > 500:
            raise QuestionError("`extend` must have lists of at most 500 ids, and of properties.")
        names = [p["id"] for p in properties if isinstance(p, dict) and _known(p)]
        return {
            "meta": [_column(name) for name in names],
            "rows": {
                str(one): {name: self._values(str(one), name) for name in names} for one in ids
            },
        }

    def _values(self, identifier: str, name: str) -> list[Result]:
        found = entity(self._contents, identifier)
        if found is None:
            return []
        kind, key = found
        row = things_of(self._contents, kind)[key]
        if name in CODES:
            codes = self._contents.codes.get(found, ())
            latest = [code for code in codes if code["scheme"] == name and code["end"] == OPEN]
            return [{"str": code["code"]} for code in latest]
        simple: dict[str, Callable[[], str | None]] = {
            "key": lambda: key,
            "name": lambda: row["name"],
            "kind": lambda: row.get("kind"),
            "start": lambda: life_of(kind, row)[0],
            "end": lambda: life_of(kind, row)[1],
            "website": lambda: row.get("website"),
        }
        if name in simple:
            value = simple[name]()
            return [{"str": value}] if value and value != OPEN else []
        return self._entities(kind, key, name)

    def _entities(self, kind: str, key: str, name: str) -> list[Result]:
        contents = self._contents
        if name == "nationality" and kind == PERSON:
            things = [(STATE, row["state"]) for row in contents.nationalities.get(key, ())]
        elif name == "members" and kind == ORGANIZATION:
            rows = contents.members.get(key, ())
            things = [(r.member_kind, r.member) for r in rows if r.counts_now]
        elif name == "member_of" and kind != PERSON:
            rows = contents.memberships.get((kind, key), ())
            things = [(ORGANIZATION, r.org) for r in rows if r.counts_now]
        else:
            things = []
        return [
            {"id": f"{FOLDERS[one]}/{other}", "name": contents.label(one, other)}
            for one, other in things
        ]


def _column(name: str) -> Result:
    """What the values of a property are; of which type, where they are all of one."""
    column: Result = {"id": name, "name": PROPERTIES[name]}
    kind = OF_ONE_TYPE.get(name)
    return column | {"type": {"id": kind, "name": TYPES[kind]}} if kind else column


def _known(asked: dict[str, Any]) -> bool:
    """True for a property that can be added."""
    return isinstance(asked.get("id"), str) and asked["id"] in PROPERTIES
