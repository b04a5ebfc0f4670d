"""Checks of a membership list: spells do not overlap, lie inside lives, and hold suspensions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from orgdb.dates import NO_EARLIEST, NO_LATEST, OPEN, Bounds, Period, date_bounds, day_after
from orgdb.seed.fact_builders import containing
from orgdb.seed.fields import QUALIFIED
from orgdb.seed.records import FactRecord, FileRecord, Report, known_through
from orgdb.vocabulary import Stance

Lives = Mapping[str, Bounds]
Spells = Mapping[str, list[tuple[Bounds, FactRecord]]]
FIX_ONE = "fix one of them"


def check_roster(file: FileRecord, states: Lives, organizations: Lives, report: Report) -> None:
    """Report every fault in the members and suspensions of one organization's file.

    `states` and `organizations` are their lives by key. A key that both have (`CAN`, Canada and the
    Andean Community) is the state's where a member is meant; `org:CAN` is the organization.
    """
    _Roster(file, states, organizations, report).check()


class _Roster:
    def __init__(
        self, file: FileRecord, states: Lives, organizations: Lives, report: Report
    ) -> None:
        self.file = file
        self.states = states
        self.organizations = organizations
        self.report = report
        self.through = known_through(file, "rows")

    def check(self) -> None:
        for coverage in self.file.rows.get("members", ()):
            since = coverage.text("known_from")
            if since and since > self.through:
                what = f"known_from {since} comes after known_through {self.through}"
                self.report(coverage, "reversed-period", what, FIX_ONE)
        spells: dict[str, list[tuple[Bounds, FactRecord]]] = defaultdict(list)
        for row in self.file.rows.get("rows", ()):
            self.membership(row)
            period = row.values.get("period")
            if isinstance(period, Period) and row.text("member"):
                spells[str(row.text("member"))].append((period.bounds(self.through), row))
        for member, found in spells.items():
            self.overlaps(member, found)
            for bounds, row in found:
                self.inside_lives(member, bounds, row)
        for row in self.file.rows.get("suspensions", ()):
            self.suspension(row, spells)

    def membership(self, row: FactRecord) -> None:
        own = QUALIFIED + self.file.key if self.file.key in self.states else self.file.key
        if row.text("member") == own:
            what = f"{self.file.key} is a member of itself"
            self.report(row, "own-member", what, "name another member")
        status, word = row.text("status"), row.text("status_word")
        if status == "other" and word is None:
            hint = "add status_word: with the organization's own word for it"
            self.report(row, "status-word", "status other without a status_word", hint)
        if status not in ("other", None) and word is not None:
            hint = "write status: other, or remove the status_word"
            self.report(row, "status-word", f"a status_word with status {status}", hint)
        self.disputes(row)
        notice, effective = row.text("notice"), row.text("effective")
        if notice and effective and date_bounds(notice)[0] > date_bounds(effective)[1]:
            what = f"takes effect on {effective}, before notice was given on {notice}"
            self.report(row, "effective-before-notice", what, FIX_ONE)
        period = row.values.get("period")
        if not isinstance(period, Period):
            return
        if period.end == OPEN:
            for said, how in (
                (row.text("end_reason"), "ended by"),
                (effective, "left with effect of"),
            ):
                if said:
                    what = f"is still open, yet {how} {said}"
                    self.report(row, "open-but-ended", what, "end the period, or remove that")
        elif period.end and effective:
            self.exit(row, period.end, effective)

    def disputes(self, row: FactRecord) -> None:
        """A date disputes no status and no member: it was meant for the attribute that is a date.

        An item of a `cite` without attributes is about those of the item before it.
        """
        for item in row.citations:
            whose = item.about in ("status", "member") and item.stance is Stance.DISPUTES
            if whose and item.stated[:4].isdecimal():
                what = f"{item.source} disputes the {item.about} with a date, {item.stated}"
                self.report(row, "bad-dispute", what, f"write start: !{item.source} …, or end: !…")

    def exit(self, row: FactRecord, end: str, effective: str) -> None:
        """The last day of membership is the day before leaving takes effect."""
        (earliest, latest), (first, last) = date_bounds(end), date_bounds(effective)
        if day_after(earliest) > last or day_after(latest) < first:
            what = f"ends on {end}, yet leaving takes effect on {effective}"
            hint = "a period ends on the day before the exit takes effect"
            self.report(row, "effective-and-end", what, hint)

    def overlaps(self, member: str, found: Iterable[tuple[Bounds, FactRecord]]) -> None:
        cores = sorted(
            ((b.s2, b.e1, row) for b, row in found if b.s2 <= b.e1), key=lambda core: core[:2]
        )
        for number, (start, _, row) in enumerate(cores[1:], 1):
            _, end, longest = max(cores[:number], key=lambda core: core[1])
            if start <= end:
                what = f"the membership of {member} overlaps the one at {longest.place}"
                hint = "end one on the day before the other begins"
                self.report(row, "overlapping-spells", what, hint)

    def inside_lives(self, member: str, bounds: Bounds, row: FactRecord) -> None:
        if row.text("life_exception"):
            return
        own = self.states.get(member) or self.organizations.get(member.removeprefix(QUALIFIED))
        for body, life in ((member, own), (self.file.key, self.organizations.get(self.file.key))):
            if life and (bounds.s2 < life.s1 or bounds.tightened().e1 > life.e2):
                what = f"the membership of {member} lies outside the life of {body}{_life(life)}"
                hint = "fix the dates, or say why in life_exception"
                self.report(row, "outside-life", what, hint)

    def suspension(self, row: FactRecord, spells: Spells) -> None:
        period, member = row.values.get("period"), row.text("member") or ""
        if (
            isinstance(period, Period)
            and containing(period.bounds(self.through), spells.get(member, [])) is None
        ):
            what = f"the suspension of {member} lies outside any membership of it"
            hint = "fix its dates, or those of the membership"
            self.report(row, "suspension-outside", what, hint)


def _life(life: Bounds) -> str:
    since = f", which begins {life.s1}" if life.s1 != NO_EARLIEST else ""
    until = f"{' and' if since else ', which'} ends {life.e2}" if life.e2 != NO_LATEST else ""
    return since + until
