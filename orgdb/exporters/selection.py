"""What of the database an export holds: which data sets, which organizations, which date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from orgdb.db.datasets import Terms, loaded_terms
from orgdb.db.reader import Reader
from orgdb.errors import QuestionError, TermsError
from orgdb.exporters.table import REFERRED, Table
from orgdb.names.lookup import find_organization
from orgdb.parameters import DateLike, On, parse_on
from orgdb.vocabulary import CURATED

ALL = "all"
# What terms of use say when data may not be passed on.
FORBIDDING = (
    "no redistribution",
    "not for redistribution",
    "redistribution prohibited",
    "redistribution is not permitted",
    "all rights reserved",
    "do not share",
    "not to be shared",
    "confidential",
    "proprietary",
)
_DESCENDANTS = """
WITH RECURSIVE below(org) AS (
    SELECT org FROM organizations WHERE org = :org
    UNION SELECT o.org FROM organizations o JOIN below b ON o.parent = b.org)
SELECT org FROM below ORDER BY org"""


@dataclass(frozen=True, slots=True)
class Selection:
    """The part of the database that is exported, in keys.

    `orgs` are the organizations asked for; `scope` adds their organs, and theirs. Without `orgs` it
    is every organization, without `on` every date.
    """

    datasets: tuple[Terms, ...]
    orgs: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    on: On | None = None

    @property
    def narrowed(self) -> bool:
        """Whether it is less than whole data sets."""
        return bool(self.orgs or self.on)

    def condition(self, table: Table) -> tuple[str, dict[str, Any]]:
        """The SQL condition of the rows of a table that were asked for, and its parameters."""
        parts: list[str] = []
        values: dict[str, Any] = {}
        if table.by_dataset:
            values |= _numbered("dataset", [terms.dataset for terms in self.datasets])
            parts.append(f"v.dataset IN ({_marks(values)})")
        if self.on and not self.orgs and not table.life and table.about == REFERRED:
            parts.append(REFERRED)
        if self.orgs and table.about:
            listed = _numbered("org", self.scope)
            values |= listed
            parts.append(table.about.replace(":orgs", _marks(listed)))
        if self.on and table.life:
            first, last = table.life
            parts.append(f"v.{first} <= :on_latest")
            values["on_latest"] = self.on.latest
            if last:
                parts.append(f"v.{last} >= :on_earliest")
                values["on_earliest"] = self.on.earliest
        return " AND ".join(parts) or "1 = 1", values

    def count(self, reader: Reader, table: Table) -> int:
        """How many rows of a table were asked for."""
        where, values = self.condition(table)
        sql = f"SELECT COUNT(*) AS n FROM {table.source} WHERE {where}"
        return int(reader.rows(sql, values)[0]["n"])

    def describe(self) -> str:
        """The selection in words: `curated data of OAS on 2021-11-04`."""
        what = ", ".join(terms.title or terms.dataset for terms in self.datasets)
        who = f", only {', '.join(self.orgs)} with its parts" if self.orgs else ""
        when = f", as of {self.on.text}" if self.on else ""
        return f"{what}{who}{when}"


def select(
    reader: Reader,
    orgs: tuple[str, ...] = (),
    datasets: tuple[str, ...] = (),
    on: DateLike | None = None,
) -> Selection:
    """The selection that a person asks for, by names as people write them.

    Without `datasets` it is the curated data; `all` is every data set. Raises `QuestionError` for a
    data set that is not loaded, `UnknownNameError` and `AmbiguousNameError` for organizations, and
    `TermsError` for a data set whose terms forbid passing it on.
    """
    loaded = loaded_terms(reader)
    wanted = tuple(loaded) if ALL in datasets else datasets or (CURATED,)
    for key in wanted:
        if key not in loaded:
            raise QuestionError(
                f"No data set called '{key}' is loaded.", f"Data sets: {', '.join(loaded)}."
            )
        _require_shareable(loaded[key])
    found = tuple(dict.fromkeys(find_organization(reader, name).key for name in orgs))
    scope: dict[str, None] = {}
    for org in found:
        scope |= dict.fromkeys(row["org"] for row in reader.rows(_DESCENDANTS, {"org": org}))
    chosen = tuple(loaded[key] for key in loaded if key in wanted)
    return Selection(chosen, found, tuple(scope), parse_on(on))


def _require_shareable(terms: Terms) -> None:
    said = terms.licence.lower()
    if any(words in said for words in FORBIDDING):
        raise TermsError(
            f"The data set {terms.dataset} may not be passed on: its terms are '{terms.licence}'.",
            "Export other data sets; if the terms have changed, import it again with --licence.",
        )


def _numbered(name: str, values: Any) -> dict[str, Any]:
    return {f"{name}{number}": value for number, value in enumerate(values)}


def _marks(values: Mapping[str, Any]) -> str:
    return ", ".join(f":{name}" for name in values)
