"""The Python interface: open a database and ask it the questions of the command line.

Every method returns frozen rows with the columns of its command. Names are keys, codes in a scheme,
acronyms or names in any language; dates are texts as the command line takes them (`"1990"`,
`"2010-01-01"`), years as numbers, or `datetime.date`. Methods raise `orgdb.OrgdbError`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from orgdb.db.open_database import OpenDatabase
from orgdb.membership.changes import ChangeRow, changes
from orgdb.membership.exits import ExitRow, exits
from orgdb.membership.is_member import BelongingRow, is_member
from orgdb.membership.members import MemberRow, members, memberships
from orgdb.membership.shared import SharedRow, shared
from orgdb.names.match import Matcher, MatchRow
from orgdb.names.search import SearchRow, search
from orgdb.organizations.coverage import CoverageRow, coverage
from orgdb.organizations.events import EventRow, events
from orgdb.organizations.items import Page
from orgdb.organizations.languages import LanguageRow, languages
from orgdb.organizations.lists import OrganizationRow, StateRow, organizations, states
from orgdb.organizations.offices import OfficeRow, offices
from orgdb.organizations.officials import OfficialRow, officials
from orgdb.organizations.profile import page
from orgdb.organizations.timeline import TimelineRow, timeline
from orgdb.organizations.treaties import CharterRow, PartyRow, charters, parties
from orgdb.panel.compare import Comparison, agreement_by_organization, compare
from orgdb.parameters import DateLike, Statuses, WhoCounts, parse_on
from orgdb.releases.as_of import known_on
from orgdb.releases.diff import LearnedRow, learned
from orgdb.reports.filters import Filters
from orgdb.reports.named import report
from orgdb.rows import Rows, rows
from orgdb.sources.bibliography import Bibliography, cite
from orgdb.sources.citations import WhyRow
from orgdb.sources.listed import ListedSourceRow, sources
from orgdb.sources.why import why
from orgdb.vocabulary import Rule

Date = DateLike | None


class Database(OpenDatabase):
    """An open database. Use it in a `with` statement, or call `close()`."""

    def show(self, name: str, *, on: Date = None) -> Page:
        """Everything about one organization, state or person, by section."""
        return page(self.reader, name, on)

    def search(self, text: str, *, kind: str | None = None, limit: int = 20) -> Rows[SearchRow]:
        """Search names in any language, people, posts, treaties and cities, best matches first."""
        return rows(search(self.reader, text, kind, limit))

    def is_member(
        self,
        member: str,
        organization: str,
        *,
        on: Date = None,
        rule: str = Rule.LEGAL,
        status: Statuses = None,
        dataset: str | None = None,
    ) -> BelongingRow:
        """Was this state or organization a member on a date: yes, no or unknown, and why.

        In an `if`, the answer raises `UndecidedError` where it is *unknown*: see `.yes`, `.no`,
        `.unknown`.
        """
        who = WhoCounts.of(on, rule, status, dataset)
        return is_member(self.reader, member, organization, who)

    def members(
        self,
        organization: str,
        *,
        on: Date = None,
        rule: str = Rule.LEGAL,
        status: Statuses = None,
        dataset: str | None = None,
        all_time: bool = False,
    ) -> Rows[MemberRow]:
        """Who belongs to an organization on a date (without one: as of its list's last check).

        No rows can mean that orgdb has no list, not that there are no members: ask `is_member`.
        """
        who = WhoCounts.of(on, rule, status, dataset)
        found = members(self.reader, organization, who, all_time)
        return rows(found.rows)

    def memberships(
        self,
        member: str,
        *,
        on: Date = None,
        rule: str = Rule.LEGAL,
        status: Statuses = None,
        dataset: str | None = None,
        all_time: bool = False,
    ) -> Rows[MemberRow]:
        """To which organizations a state or an organization belongs on a date."""
        who = WhoCounts.of(on, rule, status, dataset)
        found = memberships(self.reader, member, who, all_time)
        return rows(found.rows)

    def shared(
        self,
        *members: str,
        on: Date = None,
        rule: str = Rule.LEGAL,
        status: Statuses = None,
        dataset: str | None = None,
    ) -> Rows[SharedRow]:
        """The organizations that all of these states (two or more) belong to on a date."""
        return rows(shared(self.reader, members, WhoCounts.of(on, rule, status, dataset)))

    def changes(
        self,
        name: str | None = None,
        *,
        from_: str | None = None,
        to: str | None = None,
        status: str | None = None,
        dataset: str | None = None,
    ) -> Rows[ChangeRow]:
        """Who joined, left, was suspended or came back from one date to another."""
        return rows(changes(self.reader, name, from_, to, status, dataset))

    def exits(
        self, name: str | None = None, *, stage: str | None = None, on: Date = None
    ) -> Rows[ExitRow]:
        """Exits announced, notified, in effect or taken back: from an organization, of a state."""
        return rows(exits(self.reader, name, stage, on))

    def organizations(
        self,
        *,
        kind: str | None = None,
        in_: str | None = None,
        on: Date = None,
        rule: str = Rule.LEGAL,
        status: Statuses = None,
        dataset: str | None = None,
    ) -> Rows[OrganizationRow]:
        """All organizations and organs, those of one kind, or those that existed on a date.

        `in_` is a state or a city: those with their seat there. `rule`, `status` and `dataset` say
        who is counted as a member.
        """
        who = WhoCounts.of(on, rule, status, dataset)
        return rows(organizations(self.reader, kind, who, in_))

    def states(self, *, kind: str | None = None, on: Date = None) -> Rows[StateRow]:
        """All states and territories, those of one kind, or those that existed on a date."""
        return rows(states(self.reader, kind, on))

    def officials(
        self, body: str, *, post: str | None = None, on: Date = None
    ) -> Rows[OfficialRow]:
        """Who leads or led an organization or a state."""
        return rows(officials(self.reader, body, post, on))

    def offices(
        self, organization: str | None = None, *, state: str | None = None, on: Date = None
    ) -> Rows[OfficeRow]:
        """Where organizations have or had seats and offices."""
        return rows(offices(self.reader, organization, state, on))

    def languages(self, organization: str, *, on: Date = None) -> Rows[LanguageRow]:
        """The official and working languages of an organization."""
        return rows(languages(self.reader, organization, on))

    def charters(self, name: str | None = None, *, on: Date = None) -> Rows[CharterRow]:
        """The founding instrument of an organization, its amendments, related instruments.

        The name can also be that of one treaty.
        """
        return rows(charters(self.reader, name, on))

    def parties(self, name: str | None = None, *, on: Date = None) -> Rows[PartyRow]:
        """Who signed and consented to the treaties of an organization, or to one, and when."""
        return rows(parties(self.reader, name, on))

    def events(
        self,
        name: str | None = None,
        *,
        on: Date = None,
        kind: str | None = None,
        from_: str | None = None,
        to: str | None = None,
    ) -> Rows[EventRow]:
        """Visits, sessions and signings of an organization, a state or a person."""
        return rows(events(self.reader, name, on, kind, from_, to))

    def timeline(
        self, name: str, *, from_: str | None = None, to: str | None = None
    ) -> Rows[TimelineRow]:
        """All dated facts about an organization, a state or a person, in order."""
        return rows(timeline(self.reader, name, from_, to))

    def coverage(
        self, *, unchecked_since: Date = None, against: Iterable[str] = ()
    ) -> Rows[CoverageRow]:
        """How much is known of each organization; `against`: data sets to compare its list to."""
        agreement = agreement_by_organization(self.reader, against)
        return rows(coverage(self.reader, unchecked_since, agreement))

    def why(self, name: str, *, about: str | None = None) -> Rows[WhyRow]:
        """Every citation behind a fact, by its key, or behind all facts about a name."""
        return rows(why(self.reader, name, about))

    def sources(
        self, organization: str | None = None, *, quality: str | None = None
    ) -> Rows[ListedSourceRow]:
        """The documents behind all facts, or those of an organization, with how many rest on each.

        `show` and `why` take their keys.
        """
        return rows(sources(self.reader, organization, quality))

    def cite(self, *names: str) -> Bibliography:
        """The sources and data sets behind everything about names, or behind facts."""
        return cite(self.reader, names)

    def match(
        self, values: Iterable[str], *, kind: str = "auto", on: Date = None
    ) -> Rows[MatchRow]:
        """Keys for messy names, one row per value in the same order; nothing is guessed."""
        asked, matcher = parse_on(on), Matcher(self.reader, kind)
        return rows(matcher.match(value, asked.text if asked else None) for value in values)

    def compare(self, a: str, b: str, *, organization: str | None = None) -> Comparison:
        """Where two data sets disagree, year by year, with what each says."""
        return compare(self.reader, a, b, organization)

    def report(
        self,
        name: str,
        *,
        on: Date = None,
        rule: str = Rule.LEGAL,
        status: Statuses = None,
        dataset: str | None = None,
        **filters: Any,
    ) -> Rows[Any]:
        """A named table (`members`, `panel`, `dyads`, ...); `filters` are those of `Filters`."""
        who = WhoCounts.of(on, rule, status, dataset)
        return rows(report(self.reader, name, Filters(who=who, **filters))[1])

    def export(
        self,
        format: str,  # noqa: A002 (the word of the command)
        path: str | Path,
        *,
        orgs: Iterable[str] = (),
        datasets: Iterable[str] = (),
        on: Date = None,
        force: bool = False,
    ) -> tuple[Path, ...]:
        """Write the data in another tool's format (`orgdb export`); the files or the folder made.

        Nothing that is there is replaced without `force`. Raises `OutputError`,
        `MissingLibraryError` with the line to run, `TermsError` where terms of use forbid it.
        """
        from orgdb.exporters.export import export

        _, made = export(self.reader, format, path, tuple(orgs), tuple(datasets), on, force)
        return made

    def import_package(self, path: str | Path, *, replace_curated: bool = False) -> Database:
        """Load what `export("datapackage", ...)` wrote, under its own keys, and open anew."""
        from orgdb.importers.datapackage.load import import_package

        import_package(self.reader.address, Path(path), replace_curated)
        return self._again()

    def import_cow(self, *paths: str | Path, dataset: str = "cow-igo-3") -> Database:
        """Load the Correlates of War IGO files beside the curated data, and reopen the database."""
        from orgdb.importers.cow.facts import import_cow

        import_cow(self.reader.address, [Path(path) for path in paths], dataset)
        return self._again()

    def import_csv(self, path: str | Path, columns: Mapping[str, str], **terms: Any) -> Database:
        """Load a list of memberships beside the curated data; `terms` are the fields of `Terms`."""
        from orgdb.importers.csv import Terms, import_table

        import_table(self.reader.address, Path(path), columns, Terms(**terms))
        return self._again()

    def learned(self, first: str, last: str) -> Rows[LearnedRow]:
        """The facts that were added and retired between two releases."""
        return rows(learned(self.reader, first, last))

    def known_on(self, date: str) -> Database:
        """This database with the data as released on a date.

        Both share one connection. Raises `OrgdbError` with exit code 3 before the first release.
        """
        return Database(known_on(self.reader, date))
