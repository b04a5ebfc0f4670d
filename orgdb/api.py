"""The Python face of orgdb: open a database and ask it the questions of the command line."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

from orgdb.vocabulary import Rule

if TYPE_CHECKING:
    from orgdb.db.reader import Reader
    from orgdb.membership.changes import ChangeRow
    from orgdb.membership.is_member import BelongingRow
    from orgdb.membership.members import MemberRow
    from orgdb.membership.shared import SharedRow
    from orgdb.organizations.events import EventRow
    from orgdb.organizations.languages import LanguageRow
    from orgdb.organizations.lists import OrganizationRow, StateRow
    from orgdb.organizations.offices import OfficeRow
    from orgdb.organizations.officials import OfficialRow
    from orgdb.organizations.timeline import TimelineRow
    from orgdb.organizations.treaties import CharterRow, PartyRow
    from orgdb.releases.diff import LearnedRow
    from orgdb.sources.bibliography import Bibliography
    from orgdb.sources.citations import WhyRow


class Database:
    """An open database. Every method returns frozen rows with the columns of its command.

    Names are keys, codes in a scheme, acronyms or names in any language; dates are texts as the
    command line takes them (`"1990"`, `"2010-01-01"`). Methods raise `orgdb.errors.OrgdbError`.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    @property
    def url(self) -> str:
        """Where the database is, without a password."""
        return self.reader.url

    def members(
        self,
        organization: str,
        on: str | None = None,
        rule: str = Rule.LEGAL,
        status: str | None = None,
        dataset: str | None = None,
        all_time: bool = False,
    ) -> tuple[MemberRow, ...]:
        """Who belongs to an organization on a date (without one: as of its roster's last check)."""
        from orgdb.membership.members import members

        return members(self.reader, organization, on, rule, status, dataset, all_time).rows

    def memberships(
        self,
        member: str,
        on: str | None = None,
        rule: str = Rule.LEGAL,
        status: str | None = None,
        dataset: str | None = None,
        all_time: bool = False,
    ) -> tuple[MemberRow, ...]:
        """To which organizations a state or an organization belongs on a date."""
        from orgdb.membership.members import memberships

        return memberships(self.reader, member, on, rule, status, dataset, all_time).rows

    def is_member(
        self,
        member: str,
        organization: str,
        on: str | None = None,
        rule: str = Rule.LEGAL,
        status: str | None = None,
        dataset: str | None = None,
    ) -> BelongingRow:
        """Is this one a member of that one on that date: yes, no or unknown, and why."""
        from orgdb.membership.is_member import is_member

        return is_member(self.reader, member, organization, on, rule, status, dataset)

    def organizations(
        self,
        kind: str | None = None,
        on: str | None = None,
        rule: str = Rule.LEGAL,
        status: str | None = None,
        dataset: str | None = None,
    ) -> tuple[OrganizationRow, ...]:
        """All organizations and organs, those of one kind, or those that existed on a date.

        `rule`, `status` and `dataset` say who is counted as a member.
        """
        from orgdb.organizations.lists import organizations

        return organizations(self.reader, kind, on, rule, status, dataset)

    def states(self, kind: str | None = None, on: str | None = None) -> tuple[StateRow, ...]:
        """All states and territories, those of one kind, or those that existed on a date."""
        from orgdb.organizations.lists import states

        return states(self.reader, kind, on)

    def officials(
        self, body: str, post: str | None = None, on: str | None = None
    ) -> tuple[OfficialRow, ...]:
        """Who leads or led an organization or a state."""
        from orgdb.organizations.officials import officials

        return officials(self.reader, body, post, on)

    def offices(
        self, organization: str | None = None, state: str | None = None, on: str | None = None
    ) -> tuple[OfficeRow, ...]:
        """Where organizations have or had seats and offices."""
        from orgdb.organizations.offices import offices

        return offices(self.reader, organization, state, on)

    def languages(self, organization: str, on: str | None = None) -> tuple[LanguageRow, ...]:
        """The official and working languages of an organization."""
        from orgdb.organizations.languages import languages

        return languages(self.reader, organization, on)

    def charters(
        self, organization: str | None = None, on: str | None = None
    ) -> tuple[CharterRow, ...]:
        """The founding instrument of an organization, its amendments, related instruments."""
        from orgdb.organizations.treaties import charters

        return charters(self.reader, organization, on)

    def parties(
        self, organization: str | None = None, on: str | None = None
    ) -> tuple[PartyRow, ...]:
        """Who signed and consented to the treaties of an organization, and when."""
        from orgdb.organizations.treaties import parties

        return parties(self.reader, organization, on)

    def events(
        self, name: str | None = None, on: str | None = None, kind: str | None = None
    ) -> tuple[EventRow, ...]:
        """Visits, sessions and signings of an organization, a state or a person."""
        from orgdb.organizations.events import events

        return events(self.reader, name, on, kind)

    def why(self, name: str, about: str | None = None) -> tuple[WhyRow, ...]:
        """Every citation behind a fact, by its key, or behind all facts about a name."""
        from orgdb.sources.why import why

        return why(self.reader, name, about)

    def shared(
        self,
        *members: str,
        on: str | None = None,
        rule: str = Rule.LEGAL,
        status: str | None = None,
        dataset: str | None = None,
    ) -> tuple[SharedRow, ...]:
        """The organizations that all of these states (two or more) belong to on a date."""
        from orgdb.membership.shared import shared

        return shared(self.reader, members, on, rule, status, dataset)

    def changes(
        self,
        name: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        status: str | None = None,
        dataset: str | None = None,
    ) -> tuple[ChangeRow, ...]:
        """Who joined, left, was suspended or came back from one date to another."""
        from orgdb.membership.changes import changes

        return changes(self.reader, name, from_, to, status, dataset)

    def timeline(
        self, name: str, from_: str | None = None, to: str | None = None
    ) -> tuple[TimelineRow, ...]:
        """All dated facts about an organization, a state or a person, in order."""
        from orgdb.organizations.timeline import timeline

        return timeline(self.reader, name, from_, to)

    def cite(self, *names: str) -> Bibliography:
        """The sources and data sets behind all that is said of names, or behind facts."""
        from orgdb.sources.bibliography import cite

        return cite(self.reader, names)

    def learned(self, first: str, last: str) -> tuple[LearnedRow, ...]:
        """The facts that were added and retired between two releases."""
        from orgdb.releases.diff import learned

        return learned(self.reader, first, last)

    def known_on(self, date: str) -> Database:
        """This database as the release in force on a date answered.

        Both share one connection. Raises `OrgdbError` with exit code 3 before the first release.
        """
        from orgdb.releases.as_of import known_on

        return Database(known_on(self.reader, date))

    def close(self) -> None:
        """Let go of the database."""
        self.reader.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()
