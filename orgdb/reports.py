"""Named tables for other tools: one tidy table each, whole, with the columns of their command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from orgdb.db.reader import Reader
from orgdb.errors import QuestionError
from orgdb.membership import members
from orgdb.membership.roster import require_dataset
from orgdb.names.lookup import find_organization
from orgdb.organizations import events, languages, lists, offices, officials, treaties
from orgdb.panel import dyads, ordered, panel, replay, spells
from orgdb.panel.member_years import Years
from orgdb.parameters import On, parse_on, parse_statuses, with_certainty
from orgdb.sources.citations import SourceRow, with_sources
from orgdb.vocabulary import CURATED, PREFERRED, Rule

SOURCES = """
SELECT key AS source, title, publisher, author, date, url, original, kind, licence, lang, quality
FROM source ORDER BY key"""
CITATIONS = """
SELECT fact, fact_kind, about, source, locator, stance, stated, url FROM citations
ORDER BY fact, position"""
ALL_LANGUAGES = """
SELECT org, language, language_name, status, start, "end", start_earliest, start_latest,
    end_earliest, end_latest, fact, fact_id
FROM languages
WHERE (CAST(:latest AS TEXT) IS NULL OR start_earliest <= CAST(:latest AS TEXT))
    AND (CAST(:earliest AS TEXT) IS NULL OR end_latest >= CAST(:earliest AS TEXT))
ORDER BY org, status, language, fact"""


@dataclass(frozen=True, slots=True)
class CitationRow:
    """One citation of the whole database (`orgdb report citations`)."""

    fact: str
    fact_kind: str
    about: str
    source: str
    locator: str
    stance: str
    stated: str
    url: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What a report may be narrowed to; reports that do not know a filter refuse it."""

    org: str | None = None
    on: str | None = None
    rule: str = Rule.LEGAL.value
    status: str | None = None
    dataset: str | None = None
    at: str | None = None
    shape: str = "long"
    orgs: tuple[str, ...] = ()
    full_only: bool = False
    directed: bool = False
    from_: int | None = None
    through: int | None = None
    states: str | None = None
    balanced: bool = False
    id: str | None = None
    like: str | None = None

    @property
    def years(self) -> Years:
        """The first and the last year wanted."""
        if self.from_ and self.through and self.from_ > self.through:
            raise QuestionError(
                f"--from {self.from_} is after --through {self.through}.", "Swap the two years."
            )
        return Years(self.from_, self.through)

    @property
    def dataset_keys(self) -> tuple[str, ...]:
        """The data sets of a panel: several can stand side by side."""
        return tuple(part.strip() for part in (self.dataset or CURATED).split(","))

    @property
    def one_dataset(self) -> str | None:
        """The data set of a panel: the curated one, the one named, or None for `preferred`."""
        return None if self.dataset == PREFERRED else self.dataset or CURATED


@dataclass(frozen=True, slots=True)
class Report:
    """A report: what it is about, its row type, the filters it knows, and how it is asked."""

    title: str
    row_type: type
    filters: frozenset[str]
    ask: Callable[[Reader, Filters], Sequence[Any]]


def _organizations(reader: Reader, f: Filters) -> Sequence[Any]:
    return lists.organizations(reader, None, f.on, f.rule, f.status, f.dataset)


def _members(reader: Reader, f: Filters) -> Sequence[Any]:
    if f.org is None:
        return members.all_members(reader, f.on, f.rule, f.status, f.dataset)
    status, all_time = ("all" if f.status is None else f.status), f.on is None
    found = members.members(reader, f.org, f.on, f.rule, status, f.dataset, all_time)
    return found.rows


def _states(reader: Reader, f: Filters) -> Sequence[Any]:
    return lists.states(reader, None, f.on)


def _officials(reader: Reader, f: Filters) -> Sequence[Any]:
    if f.org is None:
        return officials.all_officials(reader, f.on)
    return officials.officials(reader, f.org, None, f.on)


def _offices(reader: Reader, f: Filters) -> Sequence[Any]:
    return offices.offices(reader, f.org, None, f.on)


def _charters(reader: Reader, f: Filters) -> Sequence[Any]:
    return treaties.charters(reader, f.org, f.on)


def _parties(reader: Reader, f: Filters) -> Sequence[Any]:
    return treaties.parties(reader, f.org, f.on)


def _languages(reader: Reader, f: Filters) -> Sequence[Any]:
    if f.org is not None:
        return languages.languages(reader, f.org, f.on)
    asked: On | None = parse_on(f.on)
    span = {
        "earliest": asked.earliest if asked else None,
        "latest": asked.latest if asked else None,
    }
    rows = with_sources(reader, with_certainty(reader.rows(ALL_LANGUAGES, span), asked))
    return [languages.LanguageRow(**row) for row in rows]


def _events(reader: Reader, f: Filters) -> Sequence[Any]:
    return events.events(reader, f.org, f.on)


def _sources(reader: Reader, _filters: Filters) -> Sequence[Any]:
    return [SourceRow(**row) for row in reader.rows(SOURCES)]


def _citations(reader: Reader, _filters: Filters) -> Sequence[Any]:
    return [CitationRow(**row) for row in reader.rows(CITATIONS)]


def _panel(reader: Reader, f: Filters) -> Sequence[Any]:
    orgs = organizations_named(reader, f.org)
    datasets = f.dataset_keys
    to_order = f.states or f.balanced or f.id or len(datasets) > 1 or f.shape == "dyad-year"
    whole_file = f.dataset and not (f.org or f.status or f.from_ or f.through)
    if f.like:
        if to_order or f.dataset or f.at or f.status:
            raise QuestionError(
                "--like is a layout of its own.", "Combine it with --from, --through, --org only."
            )
        return replay.Replay(reader, f.like, f.shape, orgs, f.years)
    if to_order or len(orgs) > 1 or (f.shape != "long" and not (whole_file or f.at)):
        if f.at:
            raise QuestionError("--at goes with a plain panel alone.", "Leave out --at.")
        statuses = parse_statuses(f.status) if f.status else ()
        order = ordered.Order(
            datasets, orgs, f.years, f.states, f.balanced, f.shape, f.id, statuses
        )
        for key in datasets:
            require_dataset(reader, None if key == PREFERRED else key)
        return ordered.OrderedPanel(reader, order)
    dataset = f.one_dataset if f.shape == "long" else f.dataset
    org = orgs[0] if orgs else None
    return panel.panel(reader, dataset, org, f.status, f.at, f.shape, f.years)


def organizations_named(reader: Reader, text: str | None) -> tuple[str, ...]:
    """The organizations of `--org A,B`; a name that has a comma in it is one name."""
    if text is None:
        return ()
    parts = tuple(part.strip() for part in text.split(",") if part.strip())
    if len(parts) > 1:
        with suppress(QuestionError):
            find_organization(reader, text)
            return (text,)
    return parts or (text,)


def _dyads(reader: Reader, f: Filters) -> Sequence[Any]:
    return dyads.dyads(reader, f.one_dataset, f.orgs, f.full_only, f.directed, f.years)


def _spells(reader: Reader, f: Filters) -> Sequence[Any]:
    return spells.spells(reader, f.org, f.status, f.dataset)


_WHO = frozenset({"on", "rule", "status", "dataset"})
_BODY = frozenset({"org", "on"})
REPORTS = {
    "organizations": Report(
        "all organizations and organs", lists.OrganizationRow, _WHO, _organizations
    ),
    "members": Report("every spell of membership", members.MemberRow, _WHO | {"org"}, _members),
    "states": Report("all states and territories", lists.StateRow, frozenset({"on"}), _states),
    "officials": Report("every tenure", officials.OfficialRow, _BODY, _officials),
    "offices": Report("seats and offices", offices.OfficeRow, _BODY, _offices),
    "charters": Report("treaties", treaties.CharterRow, _BODY, _charters),
    "parties": Report("what each party did", treaties.PartyRow, _BODY, _parties),
    "languages": Report("official languages", languages.LanguageRow, _BODY, _languages),
    "events": Report("visits, sessions, signings", events.EventRow, _BODY, _events),
    "sources": Report("the documents consulted", SourceRow, frozenset(), _sources),
    "citations": Report("every citation", CitationRow, frozenset(), _citations),
    "panel": Report(
        "members year by year",
        panel.PanelRow,
        frozenset("""org status dataset at shape from_ through states balanced id like""".split()),
        _panel,
    ),
    "dyads": Report(
        "joint memberships of two states, year by year",
        dyads.DyadRow,
        frozenset({"dataset", "orgs", "full_only", "directed", "from_", "through"}),
        _dyads,
    ),
    "spells": Report(
        "spells for event-history analysis",
        spells.SpellRow,
        frozenset({"org", "status", "dataset"}),
        _spells,
    ),
}


def report(reader: Reader, name: str, filters: Filters) -> tuple[type, Sequence[Any]]:
    """The row type and the rows of a named table.

    Raises `QuestionError` for an unknown name, or for a filter the table does not know.
    """
    if name not in REPORTS:
        raise QuestionError(f"There is no report '{name}'.", f"Reports: {', '.join(REPORTS)}.")
    chosen = REPORTS[name]
    unset = Filters()
    for field in Filters.__slots__:
        if getattr(filters, field) != getattr(unset, field) and field not in chosen.filters:
            options = sorted(option.strip("_").replace("_", "-") for option in chosen.filters)
            known = ", ".join(f"--{option}" for option in options) or "none"
            wrong = field.strip("_").replace("_", "-")
            raise QuestionError(
                f"The report {name} does not know --{wrong}.", f"Its filters: {known}."
            )
    several = organizations_named(reader, filters.org) if name != "panel" else ()
    if len(several) < 2:
        found = chosen.ask(reader, filters)
        return type_of(found) or chosen.row_type, found
    rows = [row for org in several for row in chosen.ask(reader, replace(filters, org=org))]
    return chosen.row_type, list(dict.fromkeys(rows))


def type_of(rows: Sequence[Any]) -> type | None:
    """The row type of a panel to order, which is not that of a plain one."""
    return ordered.OrderedRow if isinstance(rows, ordered.OrderedPanel) else None
