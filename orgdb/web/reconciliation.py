"""Names of other people's tables as keys, by the reconciliation protocol that OpenRefine speaks.

Reconciliation Service API v0.2 (W3C community group, 2023): queries, suggestions while somebody
types, and data extension. Names are matched by orgdb's own rules (`orgdb.names`): any language, any
case, codes, former names on a date. The date is the property `on`, or stands after the name in
brackets: `Zaire (1975)`. Nothing is guessed: `match` is true only where one thing goes by the name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from orgdb.dates import OPEN
from orgdb.db.reader import Reader
from orgdb.errors import QuestionError
from orgdb.names.match import AMBIGUOUS, AUTO, Matcher, MatchRow
from orgdb.names.search import search
from orgdb.site.contents import ORGANIZATION, PERSON, STATE, Contents
from orgdb.site.page import FOLDERS, KINDS
from orgdb.vocabulary import COUNTED_AS_MEMBERS

MOST_QUERIES = 50
LONGEST = 300  # characters of a name
MOST_RESULTS = 25
CERTAIN, ONE_OF_SEVERAL, NEAR = 100, 80, 60
TYPES = {
    ORGANIZATION: "International organization",
    STATE: "State or territory",
    PERSON: "Person",
}
DATED = re.compile(r"(.*\S)\s*\(\s*(\d{4}(?:-\d\d(?:-\d\d)?)?)\s*\)\s*", re.ASCII | re.DOTALL)
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
ON = {"id": "on", "name": "On this date"}

Result = dict[str, Any]


class Reconciliation:
    """Answers the service's questions; used by one thread at a time."""

    def __init__(self, reader: Reader, contents: Contents) -> None:
        self._reader = reader
        self._contents = contents
        self._matchers = {kind: Matcher(reader, kind) for kind in (AUTO, ORGANIZATION, STATE)}

    def manifest(self, root: str) -> Result:
        """What the service is and where its parts are, for a service at the address `root`."""
        here = f"{root}/reconcile"
        return {
            "versions": ["0.2"],
            "name": "orgdb: international organizations, states and their people",
            "identifierSpace": f"{root}/",
            "schemaSpace": f"{root}/about.html",
            "defaultTypes": [{"id": kind, "name": name} for kind, name in TYPES.items()],
            "view": {"url": f"{root}/{{{{id}}}}.html"},
            "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": 430, "height": 220},
            "suggest": {
                name: {"service_url": here, "service_path": f"/suggest/{name}"}
                for name in ("entity", "type", "property")
            },
            "extend": {
                "propose_properties": {"service_url": here, "service_path": "/extend/propose"},
                "property_settings": [],
            },
            "batchSize": MOST_QUERIES,
        }

    def answer(self, queries: Any) -> Result:
        """The candidates for each query of a batch. Raises `QuestionError` for what is no batch."""
        if not isinstance(queries, dict):
            raise QuestionError("`queries` must be a JSON object of queries.")
        if len(queries) > MOST_QUERIES:
            raise QuestionError(f"At most {MOST_QUERIES} queries at once.")
        return {name: {"result": self.candidates(query)} for name, query in queries.items()}

    def candidates(self, query: Any) -> list[Result]:
        """The candidates for one query, the best first."""
        if not isinstance(query, dict) or not isinstance(query.get("query"), str):
            raise QuestionError("A query must be an object with a text `query`.")
        text, limit = query["query"].strip(), query.get("limit")
        most = min(limit, MOST_RESULTS) if isinstance(limit, int) and limit > 0 else 5
        kinds = _types(query.get("type"))
        if not text or len(text) > LONGEST:
            return []
        on = _date_of(query.get("properties"))
        dated = DATED.fullmatch(text)
        if dated and on is None:
            text, on = dated[1], dated[2]
        found: dict[tuple[str, str], Result] = {}
        for result in (*self._matched(text, on, kinds), *self._alike(text, kinds)):
            found.setdefault((result["type"][0]["id"], result["id"]), result)
        return list(found.values())[:most]

    def _matched(self, text: str, on: str | None, kinds: tuple[str, ...]) -> Iterable[Result]:
        """What goes by a name by the rules of `orgdb match`."""
        named = [kind for kind in (ORGANIZATION, STATE) if kind in kinds]
        if not named:
            return
        matcher = self._matchers[AUTO if len(named) == 2 else named[0]]
        row: MatchRow = matcher.match(text, on)
        if row.orgdb_key:
            yield self._result(row.kind, row.orgdb_key, CERTAIN, True)
        score = ONE_OF_SEVERAL if row.orgdb_how == AMBIGUOUS else NEAR
        for candidate in row.orgdb_candidates:
            prefix, _, key = candidate.rpartition(":")
            kind = {"org": ORGANIZATION, "state": STATE}.get(prefix)
            for one in (kind,) if kind else reversed(named):
                if key in self._things(one):
                    yield self._result(one, key, score, False)
                    break

    def _alike(self, text: str, kinds: tuple[str, ...]) -> list[Result]:
        """What a search finds; a person is certain where one alone has this very name."""
        try:
            rows = [row for row in search(self._reader, text, limit=40) if row.kind in kinds]
        except QuestionError:
            return []
        exact = [row for row in rows if row.kind == PERSON and row.score == CERTAIN]
        alone = len(exact) == 1 and kinds == (PERSON,)
        return [
            self._result(
                row.kind,
                row.key,
                CERTAIN if alone and row in exact else min(row.score, CERTAIN - 1) * 0.9,
                alone and row in exact,
            )
            for row in rows
        ]

    def _things(self, kind: str) -> Mapping[str, Any]:
        return {
            ORGANIZATION: self._contents.organizations,
            STATE: self._contents.states,
            PERSON: self._contents.people,
        }[kind]

    def _result(self, kind: str, key: str, score: float, match: bool) -> Result:
        return {
            "id": f"{FOLDERS[kind]}/{key}",
            "name": self._contents.label(kind, key),
            "description": self._description(kind, key),
            "type": [{"id": kind, "name": TYPES[kind]}],
            "score": score,
            "match": match,
        }

    def _description(self, kind: str, key: str) -> str:
        """A few words that tell things of one name apart."""
        row = self._things(kind)[key]
        if kind == PERSON:
            tenures = self._contents.tenures.get(key, ())
            return "; ".join(f"{t.post}, {t.body}" for t in tenures[:2])
        start, end = _life(kind, row)
        years = f", {start[:4]}–{'' if end in ('', OPEN) else end[:4]}" if start else ""
        return f"{key}, {row['kind']}{years}"

    def suggest(self, what: str, prefix: str) -> Result:
        """What somebody may be typing: an entity, a type or a property."""
        prefix = prefix.strip()[:LONGEST]
        if what == "entity":
            return {"result": self.candidates({"query": prefix, "limit": 10})}
        known = TYPES if what == "type" else {ON["id"]: ON["name"], **PROPERTIES}
        wanted = prefix.lower()
        return {
            "result": [
                {"id": key, "name": name}
                for key, name in known.items()
                if wanted in name.lower() or key.startswith(wanted)
            ]
        }

    def proposed(self, kind: str) -> Result:
        """The properties that can be added to rows of a type."""
        names = [name for name in PROPERTIES if name in _OF_KIND.get(kind, PROPERTIES)]
        listed = [{"id": name, "name": PROPERTIES[name]} for name in names]
        return {"type": kind, "properties": listed, "limit": len(listed)}

    def extend(self, asked: Any) -> Result:
        """The values of properties for a list of entities."""
        ids = asked.get("ids") if isinstance(asked, dict) else None
        properties = asked.get("properties") if isinstance(asked, dict) else None
        if not isinstance(ids, list) or not isinstance(properties, list) or len(ids) > 500:
            raise QuestionError("`extend` must have lists of at most 500 ids, and of properties.")
        names = [p["id"] for p in properties if isinstance(p, dict) and p.get("id") in PROPERTIES]
        return {
            "meta": [{"id": name, "name": PROPERTIES[name]} for name in names],
            "rows": {
                str(entity): {name: self._values(str(entity), name) for name in names}
                for entity in ids
            },
        }

    def entity(self, identifier: str) -> tuple[str, str] | None:
        """The kind and the key that an identifier stands for; None for no identifier of ours."""
        folder, _, key = identifier.partition("/")
        kind = KINDS.get(folder)
        return (kind, key) if kind in TYPES and key in self._things(kind) else None

    def _values(self, identifier: str, name: str) -> list[Result]:
        found = self.entity(identifier)
        if found is None:
            return []
        kind, key = found
        row = self._things(kind)[key]
        if name in CODES:
            codes = self._contents.codes.get(found, ())
            latest = [code for code in codes if code["scheme"] == name and code["end"] == OPEN]
            return [{"str": code["code"]} for code in latest]
        simple: dict[str, Callable[[], str | None]] = {
            "key": lambda: key,
            "name": lambda: row["name"],
            "kind": lambda: row.get("kind"),
            "start": lambda: _life(kind, row)[0],
            "end": lambda: _life(kind, row)[1],
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
            things = [(r.member_kind, r.member) for r in rows if _now(r)]
        elif name == "member_of" and kind != PERSON:
            things = [
                (ORGANIZATION, r.org) for r in contents.memberships.get((kind, key), ()) if _now(r)
            ]
        else:
            things = []
        return [
            {"id": f"{FOLDERS[one]}/{other}", "name": contents.label(one, other)}
            for one, other in things
        ]


_OF_KIND = {
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


def _now(row: Any) -> bool:
    return row.end == OPEN and row.status in COUNTED_AS_MEMBERS


def _life(kind: str, row: Mapping[str, Any]) -> tuple[str, str]:
    first, last = {
        ORGANIZATION: ("founded", "dissolved"),
        STATE: ("start", "end"),
        PERSON: ("born", "died"),
    }[kind]
    return row[first] or "", row[last] or ""


def _types(asked: Any) -> tuple[str, ...]:
    """The kinds to look among: those asked for, else all."""
    named = asked if isinstance(asked, list) else [asked]
    kinds = [one.get("id") if isinstance(one, dict) else one for one in named]
    return tuple(kind for kind in TYPES if kind in kinds) or tuple(TYPES)


def _date_of(properties: Any) -> str | None:
    """The value of the property `on`, where a query has one."""
    for one in properties if isinstance(properties, list) else ():
        if isinstance(one, dict) and one.get("pid") == ON["id"] and one.get("v"):
            value = one["v"][0] if isinstance(one["v"], list) else one["v"]
            return str(value)[:40]
    return None
