"""Named tables for other tools: one complete tidy table each, with the columns of its command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from orgdb.db.reader import Reader
from orgdb.errors import QuestionError, did_you_mean
from orgdb.membership import members
from orgdb.membership.every_membership import all_members
from orgdb.membership.roster import require_dataset
from orgdb.organizations import events, languages, lists, offices, officials, treaties
from orgdb.panel import dyads, ordered, panel, replay, spells
from orgdb.reports.filters import WHO, Filters, organizations_named
from orgdb.sources.citations import SourceRow
from orgdb.sources.every_citation import CitationRow, EveryCitation
from orgdb.vocabulary import PREFERRED

SOURCES = """
SELECT key AS source, title, publisher, author, date, url, original, kind, licence, lang, quality
FROM source ORDER BY key"""


@dataclass(frozen=True, slots=True)
class Report:
    """A report: what it is about, its row type, the filters it knows, and how it is asked."""

    title: str
    row_type: type
    filters: frozenset[str]
    ask: Callable[[Reader, Filters], Sequence[Any]]


def _organizations(reader: Reader, f: Filters) -> Sequence[Any]:
    return lists.organizations(reader, None, f.who)


def _members(reader: Reader, f: Filters) -> Sequence[Any]:
    if f.org is None:
        return all_members(reader, f.who)
    return members.members(reader, f.org, f.who.or_every_status(), f.who.on is None).rows


def _states(reader: Reader, f: Filters) -> Sequence[Any]:
    return lists.states(reader, None, f.who.on)


def _officials(reader: Reader, f: Filters) -> Sequence[Any]:
    if f.org is None:
        return officials.all_officials(reader, f.who.on)
    return officials.officials(reader, f.org, None, f.who.on)


def _offices(reader: Reader, f: Filters) -> Sequence[Any]:
    return offices.offices(reader, f.org, None, f.who.on)


def _charters(reader: Reader, f: Filters) -> Sequence[Any]:
    return treaties.charters(reader, f.org, f.who.on)


def _parties(reader: Reader, f: Filters) -> Sequence[Any]:
    return treaties.parties(reader, f.org, f.who.on)


def _languages(reader: Reader, f: Filters) -> Sequence[Any]:
    return languages.languages(reader, f.org, f.who.on)


def _events(reader: Reader, f: Filters) -> Sequence[Any]:
    return events.events(reader, f.org, f.who.on)


def _sources(reader: Reader, _filters: Filters) -> Sequence[Any]:
    return [SourceRow(**row) for row in reader.rows(SOURCES)]


def _citations(reader: Reader, _filters: Filters) -> Sequence[Any]:
    return EveryCitation(reader)


def _panel(reader: Reader, f: Filters) -> Sequence[Any]:
    orgs = organizations_named(reader, f.org)
    datasets = f.dataset_keys
    to_order = f.states or f.balanced or f.id or len(datasets) > 1 or f.shape == "dyad-year"
    whole_file = f.who.dataset and not (f.org or f.who.status or f.from_ or f.through)
    if f.like:
        if to_order or f.who.dataset or f.at or f.who.status:
            raise QuestionError(
                "--like is a layout of its own.", "Combine it with --from, --through, --org only."
            )
        return replay.Replay(reader, f.like, f.shape, orgs, f.years)
    if to_order or len(orgs) > 1 or (f.shape != "long" and not (whole_file or f.at)):
        if f.at:
            raise QuestionError("--at goes with a plain panel alone.", "Leave out --at.")
        statuses = f.who.statuses if f.who.status else ()
        order = ordered.Order(
            datasets, orgs, f.years, f.states, f.balanced, f.shape, f.id, statuses
        )
        for key in datasets:
            require_dataset(reader, None if key == PREFERRED else key)
        return ordered.OrderedPanel(reader, order)
    dataset = f.one_dataset if f.shape == "long" else f.who.dataset
    org = orgs[0] if orgs else None
    return panel.panel(reader, dataset, org, f.who.status, f.at, f.shape, f.years)


def _dyads(reader: Reader, f: Filters) -> Sequence[Any]:
    return dyads.dyads(reader, f.one_dataset, f.orgs, f.full_only, f.directed, f.years)


def _spells(reader: Reader, f: Filters) -> Sequence[Any]:
    return spells.spells(reader, f.org, f.who.status, f.who.dataset)


_WHO = frozenset(WHO)
_BODY = frozenset({"org", "on"})
REPORTS = {
    "organizations": Report(
        "all organizations and organs", lists.OrganizationRow, _WHO, _organizations
    ),
    "members": Report("every membership period", members.MemberRow, _WHO | {"org"}, _members),
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
        "membership periods for event-history analysis",
        spells.SpellRow,
        frozenset({"org", "status", "dataset"}),
        _spells,
    ),
}


def require_report(name: str) -> None:
    """Refuse the name of no report, with the nearest one."""
    if name not in REPORTS:
        meant = did_you_mean(name, REPORTS)
        raise QuestionError(
            f"There is no report '{name}'.{meant}", f"Reports: {', '.join(REPORTS)}."
        )


def report(reader: Reader, name: str, filters: Filters) -> tuple[type, Sequence[Any]]:
    """The row type and the rows of a named table.

    Raises `QuestionError` for an unknown name, or for a filter the table does not know.
    """
    require_report(name)
    chosen = REPORTS[name]
    for field in filters.named():
        if field not in chosen.filters:
            options = sorted(option.strip("_").replace("_", "-") for option in chosen.filters)
            known = ", ".join(f"--{option}" for option in options) or "none"
            wrong = field.strip("_").replace("_", "-")
            raise QuestionError(
                f"The report {name} does not take --{wrong}.", f"Its filters: {known}."
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
