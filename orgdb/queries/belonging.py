"""Is this one a member of that one, on that date: yes, no or unknown, and why."""

from __future__ import annotations

from dataclasses import dataclass

from orgdb.queries.citations import disputes_of, sources_of
from orgdb.queries.memberships import (
    COLUMNS,
    SUSPENSIONS_OF_MEMBER,
    as_stated,
    bounds_of,
    spell_of,
)
from orgdb.queries.naming import ORGANIZATION, Found, find_member, find_organization
from orgdb.queries.question import On, listed, parse_on, parse_rule, parse_statuses
from orgdb.queries.rosters import Roster, roster_of
from orgdb.reader import Reader, Row
from orgdb.spells import member_on, participating_on, suspended_on
from orgdb.vocabulary import COUNTED_AS_MEMBERS, Answer, Certainty, Rule, Scope, Status

SPELLS = f"""
SELECT {COLUMNS} FROM memberships m
WHERE m.roster_id = :roster AND m.member_id = :member
ORDER BY m.start_earliest, m.fact"""
ORGANIZATION_LIFE = """
SELECT name, founded_earliest AS born, dissolved_latest AS died FROM organizations
WHERE organization_id = :id"""
STATE_LIFE = """
SELECT name, start_earliest AS born, end_latest AS died FROM states WHERE state_id = :id"""


@dataclass(frozen=True, slots=True)
class BelongingRow:
    """The answer to `orgdb is-member` (its JSON object): yes, no or unknown, with the reason.

    `on` is the date answered for; `status`, `start` and `end` are those of the spell that decides,
    empty where none does; `known_through` is the day the roster was last checked.
    """

    member: str
    org: str
    on: str
    answer: str
    status: str | None
    certainty: str
    disputed: bool
    suspended: str
    start: str | None
    end: str | None
    reason: str
    dataset: str | None
    known_through: str | None
    sources: tuple[str, ...]
    fact: str | None


def is_member(
    reader: Reader,
    member: str,
    organization: str,
    on: str | None = None,
    rule: str = Rule.LEGAL,
    status: str | None = None,
    dataset: str | None = None,
) -> BelongingRow:
    """Is (or was) this state or organization a member of that organization on that date?

    *no* needs a complete roster that covers the whole date, or a member or organization that did
    not exist then; whatever cannot be decided is *unknown*. A suspended member is a member, unless
    `rule` is `participating`. Without a date, as of the day the roster was last checked.
    """
    body = find_organization(reader, organization)
    who = find_member(reader, member)
    roster = roster_of(reader, body, dataset)
    asked = parse_on(on)
    question = _Question(reader, who, body, asked, parse_rule(rule), parse_statuses(status))
    return question.without_roster() if roster is None else question.ask(roster)


class _Question:
    """One question, its spells and suspensions, and the words of its answer."""

    def __init__(
        self,
        reader: Reader,
        who: Found,
        body: Found,
        asked: On | None,
        rule: Rule,
        statuses: tuple[Status, ...],
    ) -> None:
        self.reader = reader
        self.who = who
        self.body = body
        self.asked = asked
        self.rule = rule
        self.statuses = statuses

    def without_roster(self) -> BelongingRow:
        gone = self.not_existing(self.asked) if self.asked else ""
        reason = gone or f"orgdb has no membership list of {self.body.key}"
        answer = Answer.NO if gone else Answer.UNKNOWN
        return self.row(None, self.asked, answer, reason, None, (), "no", False)

    def ask(self, roster: Roster) -> BelongingRow:
        on = roster.question(self.asked)
        wanted = {"roster": roster.roster_id, "member": self.who.id}
        every = self.reader.rows(SPELLS, wanted)
        counted = [
            r for r in every if r["status"] in self.statuses or r["status"] == Status.UNKNOWN
        ]
        mine = {row["fact_id"] for row in every}
        found = self.reader.rows(SUSPENSIONS_OF_MEMBER, {"member": self.who.id})
        suspensions = [row for row in found if row["membership_id"] in mine]
        answer, reason = self.decide(roster, on, counted, suspensions, every)
        spell = self.deciding(counted, on)
        if answer is Answer.NO and spell is None:
            spell = self.deciding(every, on) or self.nearest(counted, on)
        facts = [spell["fact_id"] if spell else roster.fact_id]
        facts += [s["fact_id"] for s in suspensions if s["membership_id"] == facts[0]]
        sources = sources_of(self.reader, facts)
        cited = tuple(dict.fromkeys(key for fact in facts for key in sources.get(fact, ())))
        disputed = self.disputed(roster, on, counted, suspensions, answer)
        suspended = self.suspended(spell, suspensions, on)
        return self.row(roster, on, answer, reason, spell, cited, suspended, disputed)

    def decide(
        self,
        roster: Roster,
        on: On,
        counted: list[Row],
        suspensions: list[Row],
        every: list[Row],
    ) -> tuple[Answer, str]:
        """The answer and the reason a person is given for it."""
        answer = self.by_rule(counted, suspensions, on)
        spell = self.deciding(counted, on)
        if answer is Answer.YES and spell:
            return answer, self.why_yes(spell, suspensions, on)
        if answer is Answer.NO:
            legal = member_on(map(spell_of, counted), on.earliest, on.latest)
            if legal is Answer.YES and spell:
                return answer, f"suspended from participation {self.periods(suspensions)}"
            gone = self.not_existing(on)
            if gone:
                return answer, gone
            if not roster.covers(on, self.statuses):
                return Answer.UNKNOWN, self.why_not_covered(roster, on, counted)
            return answer, self.why_no(roster, on, counted, every)
        if on.latest > roster.known_through and spell:
            return answer, self.why_not_covered(roster, on, counted)
        return answer, self.why_unknown(spell)

    def by_rule(self, spells: list[Row], suspensions: list[Row], on: On) -> Answer:
        as_spells = [spell_of(row) for row in spells]
        if self.rule is Rule.LEGAL:
            return member_on(as_spells, on.earliest, on.latest)
        excluded = [bounds_of(s) for s in suspensions if s["scope"] == Scope.PARTICIPATION]
        return participating_on(as_spells, excluded, on.earliest, on.latest)

    def deciding(self, spells: list[Row], on: On) -> Row | None:
        """The spell that best answers for the date: a certain one, else a possible one."""
        for answer in (Answer.YES, Answer.UNKNOWN):
            for row in spells:
                if spell_of(row).on(on.earliest, on.latest) is answer:
                    return row
        return None

    def nearest(self, spells: list[Row], on: On) -> Row | None:
        """The spell that ended last before the date, else the first that began after it."""
        before = [row for row in spells if row["end_latest"] < on.earliest]
        after = [row for row in spells if row["start_earliest"] > on.latest]
        return before[-1] if before else after[0] if after else None

    def suspended(self, spell: Row | None, suspensions: list[Row], on: On) -> str:
        if spell is None:
            return "no"
        own = [
            bounds_of(s)
            for s in suspensions
            if s["membership_id"] == spell["fact_id"] and s["scope"] == Scope.PARTICIPATION
        ]
        return suspended_on(bounds_of(spell), own, on.earliest, on.latest)

    def disputed(
        self, roster: Roster, on: On, counted: list[Row], suspensions: list[Row], answer: Answer
    ) -> bool:
        """Would another date, as some source has it, change the answer?"""
        facts = [row["fact_id"] for row in (*counted, *suspensions)]
        disputes = disputes_of(self.reader, facts)
        for row in (*counted, *suspensions):
            for dispute in disputes.get(row["fact_id"], []):
                changed = as_stated(row, dispute)
                spells = [changed if spell is row else spell for spell in counted]
                others = [changed if item is row else item for item in suspensions]
                if self.decide(roster, on, spells, others, spells)[0] is not answer:
                    return True
        return False

    def not_existing(self, on: On | None) -> str:
        """Why there can be no membership: one of the two did not exist on any day of the date."""
        if on is None:
            return ""
        lives = ((self.body, ORGANIZATION_LIFE), (self.who, self.life_of(self.who)))
        for found, sql in lives:
            for life in self.reader.rows(sql, {"id": found.id}):
                if on.latest < life["born"]:
                    return f"{life['name']} did not exist yet"
                if on.earliest > life["died"]:
                    return f"{life['name']} no longer existed"
        return ""

    @staticmethod
    def life_of(found: Found) -> str:
        return ORGANIZATION_LIFE if found.kind == ORGANIZATION else STATE_LIFE

    def why_yes(self, spell: Row, suspensions: list[Row], on: On) -> str:
        since = (
            f"{_status_words(spell)} since {spell['start']}"
            if spell["start"]
            else _status_words(spell)
        )
        until = f", until {spell['end']}" if spell["end"] not in ("..", "") else ""
        state = self.suspended(spell, suspensions, on)
        periods = self.periods(suspensions)
        words = {
            "yes": f"; suspended from participation {periods}, which does not end a membership",
            "part": f"; suspended from participation in part of that time ({periods})",
            "unknown": f"; perhaps suspended from participation then ({periods})",
        }
        return since + until + words.get(state, "")

    @staticmethod
    def periods(suspensions: list[Row]) -> str:
        texts = [
            f"{s['start']}/{s['end']}" for s in suspensions if s["scope"] == Scope.PARTICIPATION
        ]
        return ", ".join(texts)

    def why_no(self, roster: Roster, on: On, counted: list[Row], every: list[Row]) -> str:
        other = self.deciding(every, on)
        if other is not None and other["status"] not in self.statuses:
            return f"{_article(other)} {_status_words(other)} then, not {_wanted(self.statuses)}"
        near = self.nearest(counted, on)
        if near is not None and near["end_latest"] < on.earliest:
            how = f" ({near['end_reason'].replace('_', ' ')})" if near["end_reason"] else ""
            return f"a member until {near['end']}{how}"
        if near is not None:
            return f"a member only since {near['start']}"
        return f"not in the roster, complete from {roster.known_from} to {roster.known_through}"

    def why_not_covered(self, roster: Roster, on: On, counted: list[Row]) -> str:
        if on.latest > roster.known_through:
            last = On(roster.known_through, roster.known_through, roster.known_through)
            was = member_on(map(spell_of, counted), last.earliest, last.latest)
            return (
                f"the roster was last checked on {roster.known_through};"
                f" the answer then was {was.value}"
            )
        if on.earliest < roster.known_from:
            return f"the roster begins on {roster.known_from}"
        return f"the roster of {roster.org} does not claim to list every {_wanted(self.statuses)}"

    def why_unknown(self, spell: Row | None) -> str:
        if spell is None:
            return "the dates of its suspension leave it open"
        if spell["status"] == Status.UNKNOWN:
            return f"the data set {spell['dataset']} does not know"
        start, end = spell["start"] or "an unknown day", spell["end"] or "an unknown day"
        end = "open" if end == ".." else end
        return f"its dates leave it open: {_status_words(spell)} from {start} to {end}"

    def row(
        self,
        roster: Roster | None,
        on: On | None,
        answer: Answer,
        reason: str,
        spell: Row | None,
        sources: tuple[str, ...],
        suspended: str,
        disputed: bool,
    ) -> BelongingRow:
        possible = answer is Answer.UNKNOWN
        return BelongingRow(
            member=self.who.key,
            org=self.body.key,
            on=on.text if on else "",
            answer=answer.value,
            status=spell["status"] if spell else None,
            certainty=(Certainty.POSSIBLE if possible else Certainty.CERTAIN).value,
            disputed=disputed,
            suspended=suspended,
            start=spell["start"] if spell else None,
            end=spell["end"] if spell else None,
            reason=reason,
            dataset=roster.dataset if roster else None,
            known_through=roster.known_through if roster else None,
            sources=sources,
            fact=spell["fact"] if spell else roster.fact if roster else None,
        )


def _status_words(row: Row) -> str:
    if row["status"] == Status.OTHER:
        return str(row["status_word"])
    words = {
        Status.FULL: "full member",
        Status.UNSPECIFIED: "member",
        Status.ASSOCIATE: "associate member",
    }
    return words.get(Status(row["status"]), str(row["status"]))


def _article(row: Row) -> str:
    return "an" if _status_words(row)[0] in "aeiou" else "a"


def _wanted(statuses: tuple[Status, ...]) -> str:
    if set(statuses) <= set(COUNTED_AS_MEMBERS):
        return "full member"
    return listed([status for status in statuses if status is not Status.UNSPECIFIED])
