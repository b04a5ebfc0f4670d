"""Names of other people's tables as keys, by the reconciliation protocol that OpenRefine speaks.

Reconciliation Service API v0.2 (W3C community group, 2023): queries, suggestions while somebody
types, and data extension. Names are matched by orgdb's own rules (`orgdb.names`): any language, any
case, codes, former names on a date. The date is the property `on`, or stands after the name in
brackets: `Zaire (1975)`. Nothing is guessed: `match` is true only where one thing goes by the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from orgdb.dates import OPEN
from orgdb.db.reader import Reader
from orgdb.errors import QuestionError
from orgdb.names.match import AMBIGUOUS, AUTO, Matcher, MatchRow
from orgdb.names.search import search
from orgdb.site.contents import ORGANIZATION, PERSON, STATE, Contents
from orgdb.site.page import FOLDERS
from orgdb.web.entities import TYPES, life_of, things_of
from orgdb.web.extension import PROPERTIES, Extension

MOST_QUERIES = 50
LONGEST = 300  # characters of a name
MOST_RESULTS = 25
CERTAIN, ONE_OF_SEVERAL, NEAR = 100, 95, 60
FOUND = 0.9  # what a search finds is below what goes by the name, since OpenRefine sorts by score
DATED = re.compile(r"(.*\S)\s*\(\s*(\d{4}(?:-\d\d(?:-\d\d)?)?)\s*\)\s*", re.ASCII | re.DOTALL)
ON = {"id": "on", "name": "On this date"}

Result = dict[str, Any]


class Reconciliation:
    """Answers the service's questions; used by one thread at a time."""

    def __init__(self, reader: Reader, contents: Contents) -> None:
        self._reader = reader
        self._contents = contents
        self.extension = Extension(contents)
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

    def candidates(self, query: Any) -> list[Result]:
        """The candidates for one query, the best first; one alone where a name leaves no doubt."""
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
        matched = list(self._matched(text, on, kinds))
        if matched and matched[0]["match"]:  # a search would take a hundred times as long
            return matched[:1]
        return _ranked([*matched, *self._alike(text, kinds)])[:most]

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
                if key in things_of(self._contents, one):
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
                CERTAIN if alone and row in exact else min(row.score, CERTAIN - 1) * FOUND,
                alone and row in exact,
            )
            for row in rows
        ]

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
        row = things_of(self._contents, kind)[key]
        if kind == PERSON:
            tenures = self._contents.tenures.get(key, ())
            return "; ".join(f"{t.post}, {t.body}" for t in tenures[:2])
        start, end = life_of(kind, row)
        years = f", {start[:4]}–{'' if end in ('', OPEN) else end[:4]}" if start else ""
        return f"{key}, {row['kind']}{years}"

    def suggest(self, what: str, prefix: str) -> Result:
        """What somebody may be typing: an entity, a type or a property."""
        prefix = prefix.strip()[:LONGEST]
        if what == "entity":
            kinds = tuple(TYPES)
            found = (*self._matched(prefix, None, kinds), *self._alike(prefix, kinds))
            return {"result": _ranked(found)[:10] if prefix else []}
        known = TYPES if what == "type" else {ON["id"]: ON["name"], **PROPERTIES}
        wanted = prefix.lower()
        return {
            "result": [
                {"id": key, "name": name}
                for key, name in known.items()
                if wanted in name.lower() or key.startswith(wanted)
            ]
        }


def _ranked(results: Iterable[Result]) -> list[Result]:
    """Each thing once, with the best of its scores, the best first."""
    best: dict[str, Result] = {}
    for result in sorted(results, key=lambda result: float(result["score"]), reverse=True):
        best.setdefault(result["id"], result)
    return list(best.values())


def batch(queries: Any) -> dict[str, Any]:
    """The queries of a batch by their names. Raises `QuestionError` for what is no batch."""
    if not isinstance(queries, dict):
        raise QuestionError("`queries` must be a JSON object of queries.")
    if len(queries) > MOST_QUERIES:
        raise QuestionError(f"At most {MOST_QUERIES} queries at once.")
    return queries


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
