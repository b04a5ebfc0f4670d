"""An organization's members through time: who stood how from which day on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from orgdb.dates import NO_EARLIEST, NO_LATEST, day_after, day_before
from orgdb.db.reader import Reader, Row
from orgdb.errors import QuestionError
from orgdb.membership.lifetimes import Life, lives_of
from orgdb.membership.roster import Roster, roster_of
from orgdb.membership.spell_rows import (
    answer_of,
    excluding,
    facts_of,
    inside_lives,
    suspended,
    with_suspensions,
)
from orgdb.names.lookup import find_organization
from orgdb.parameters import DateLike, On, parse_on
from orgdb.sources.citations import SourceRow, source_details, sources_of
from orgdb.vocabulary import COUNTED_AS_MEMBERS, Answer, Rule, Status

SPELLS = """
SELECT org, org_name, member, member_name, member_kind, member_id, status, status_word, start,
    "end", start_earliest, start_latest, end_earliest, end_latest, joined_by, end_reason, fact,
    fact_id, dataset, life_exception, CAST(:known_through AS TEXT) AS known_through
FROM memberships WHERE roster_id = :roster
ORDER BY COALESCE(member_name, ''), member, start_earliest, fact"""
DATASET = "SELECT title, version, licence, citation FROM datasets WHERE dataset = :dataset"
QUALITIES = ("primary", "copy", "", "weak")  # a document of the organization's own comes first
MONTHS = """January February March April May June July August September October November
December""".split()


class Standing(StrEnum):
    """How somebody stands to an organization on a day."""

    MEMBER = "member"
    SUSPENDED = "suspended"  # still a member, suspended from taking part
    OTHER = "other"  # associate, observer, partner
    UNKNOWN = "unknown"
    NO = "no"
    ABSENT = "absent"  # did not exist
    PREDECESSOR = "predecessor"  # did not exist; a state it came from was a member


Step = tuple[str, Standing]  # from this day on


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who was ever on the list: all spells, by their start."""

    key: str
    name: str
    kind: str
    number: int
    spells: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class History:
    """An organization's list with all that was ever on it, and the paper it rests on.

    `first` and `last` are the days between which there is something to draw; `sources` are the
    documents behind the list, primary ones first; `data` names the data set and its licence.
    """

    org: str
    name: str
    roster: Roster
    life: Life | None
    members: tuple[Member, ...]
    first: str
    last: str
    sources: tuple[SourceRow, ...]
    data: str

    def by_key(self) -> dict[str, Member]:
        """The members by their keys."""
        return {member.key: member for member in self.members}

    def question(self, on: DateLike | None) -> On:
        """The date to draw: the one asked for, else the day the list was last checked.

        Raises `QuestionError` for a date on which the organization did not exist.
        """
        asked = self.roster.question(parse_on(on))
        missing = self.life.missing(asked) if self.life else ""
        if missing and on is not None:
            raise QuestionError(f"{missing}: {asked.text}.", "Ask for a date of its life.")
        return asked


def history(reader: Reader, organization: str, dataset: str | None = None) -> History:
    """All that an organization's membership list says, for drawing.

    Raises `QuestionError` where there is no list, or nobody on it.
    """
    found = find_organization(reader, organization)
    roster = roster_of(reader, found, dataset)
    if roster is None:
        raise QuestionError(
            f"{dataset or 'orgdb'} has no membership list of {found.key}.",
            "Organizations with a list: orgdb coverage",
        )
    asked = {"roster": roster.roster_id, "known_through": roster.known_through}
    rows = with_suspensions(reader, reader.rows(SPELLS, asked))
    if not rows:
        raise QuestionError(f"The list of {found.key} is empty.", "orgdb coverage says more.")
    lives = lives_of(reader, {found.id, *(row["member_id"] for row in rows)})
    life = lives.get(found.id)
    rows = [_while_both_lived(row, life, lives.get(row["member_id"])) for row in rows]
    by_member: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_member[row["member"]].append(row)
    members = tuple(
        Member(
            key,
            own[0]["member_name"] or key,
            own[0]["member_kind"],
            own[0]["member_id"],
            tuple(own),
        )
        for key, own in by_member.items()
    )
    last = min(roster.known_through, day_before(life.died) if life else NO_LATEST)
    return History(
        org=found.key,
        name=rows[0]["org_name"] or found.key,
        roster=roster,
        life=life,
        members=members,
        first=_first(rows, life, roster),
        last=last,
        sources=_sources(reader, rows),
        data=data_line(reader, roster.dataset),
    )


def _while_both_lived(row: Row, *lives: Life | None) -> Row:
    """A spell whose open dates lie inside the lives of both parties, where the data set keeps to
    them: a state whose first day on a list is not known was not on it before it existed."""
    if not inside_lives(row):
        return row
    born = max((life.born for life in lives if life), default=NO_EARLIEST)
    died = min((life.died for life in lives if life), default=NO_LATEST)
    clipped = dict(row)
    if born <= row["start_latest"]:
        clipped["start_earliest"] = max(row["start_earliest"], born)
    if died >= row["end_earliest"]:
        clipped["end_latest"] = min(row["end_latest"], died)
    return clipped


def _first(rows: Sequence[Row], life: Life | None, roster: Roster) -> str:
    starts = [row["start_earliest"] for row in rows if row["start_earliest"] != NO_EARLIEST]
    endless = len(starts) < len(rows)
    born = life.born if life and life.born != NO_EARLIEST else None
    first = min([*starts, roster.known_from])
    return born if endless and born and born < first else max(first, born or first)


def _sources(reader: Reader, rows: Sequence[Row]) -> tuple[SourceRow, ...]:
    cited = sources_of(reader, [fact for row in rows for fact in facts_of(row)])
    counted = Counter(key for keys in cited.values() for key in keys)
    details = source_details(reader, counted)

    def order(key: str) -> tuple[int, int]:
        quality = details[key].quality or ""
        return QUALITIES.index(quality) if quality in QUALITIES else 2, -counted[key]

    return tuple(details[key] for key in sorted(details, key=order))


def data_line(reader: Reader, dataset: str) -> str:
    """A data set's title and version, and its licence."""
    row = reader.rows(DATASET, {"dataset": dataset})[0]
    licence = (row["licence"] or "").partition(" (")[0]
    title = f"{row['title']} {row['version'] or ''}".strip()
    return f"{title}, {licence}" if licence else title


def standing_on(spells: Sequence[Row], on: On) -> Standing:
    """How the spells of one member say that it stands on a date; NO where they say nothing."""
    counted = [row for row in spells if row["status"] in (*COUNTED_AS_MEMBERS, Status.UNKNOWN)]
    answer = answer_of(counted, on, Rule.LEGAL)
    if answer is Answer.YES:
        out = any(suspended(row, on) in ("yes", "part") for row in counted)
        return Standing.SUSPENDED if out else Standing.MEMBER
    if answer is Answer.UNKNOWN:
        return Standing.UNKNOWN
    others = [row for row in spells if row not in counted]
    # Perhaps an observer is surely not a member, which is what is drawn.
    sure = answer_of(others, on, Rule.LEGAL) is Answer.YES
    return Standing.OTHER if sure else Standing.NO


def turning_days(spells: Iterable[Row], first: str, last: str) -> list[str]:
    """The days from `first` to `last` on which something about these spells can change."""
    days = {first}
    for spell in spells:
        for row in (spell, *excluding(spell)):
            days.update((row["start_earliest"], row["start_latest"]))
            days.update(day_after(row[name]) for name in ("end_earliest", "end_latest"))
    return sorted(day for day in days if first <= day <= last)


def steps(spells: Sequence[Row], first: str, last: str) -> list[Step]:
    """How somebody stood from each day on, from `first` to `last`; a day where nothing changes
    is left out."""
    found: list[Step] = []
    for day in turning_days(spells, first, last):
        standing = standing_on(spells, On.day(day))
        if not found or found[-1][1] is not standing:
            found.append((day, standing))
    return found


@dataclass(frozen=True, slots=True)
class Count:
    """How many from a day on: certain members, those of them suspended, and members perhaps."""

    day: str
    members: int
    suspended: int
    possible: int


def counts(history_: History) -> list[Count]:
    """The number of members from each day on which it can have changed."""
    changes: dict[str, Counter[Standing]] = defaultdict(Counter)
    for member in history_.members:
        counted = [r for r in member.spells if r["status"] in (*COUNTED_AS_MEMBERS, Status.UNKNOWN)]
        before = None
        for day, standing in steps(counted, history_.first, history_.last):
            changes[day][standing] += 1
            if before is not None:
                changes[day][before] -= 1
            before = standing
    total: Counter[Standing] = Counter()
    found = []
    for day in sorted(changes):
        total.update(changes[day])
        certain = total[Standing.MEMBER] + total[Standing.SUSPENDED]
        unknown = total[Standing.UNKNOWN]
        found.append(Count(day, certain, total[Standing.SUSPENDED], certain + unknown))
    return found


def day_in_words(day: str) -> str:
    """`2021-11-04` as "4 November 2021"; other dates as they are."""
    parts = day.split("-")
    if len(parts) == 3 and all(part.isdigit() for part in parts):
        return f"{int(parts[2])} {MONTHS[int(parts[1]) - 1]} {parts[0]}"
    if len(parts) == 2 and all(part.isdigit() for part in parts):
        return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return day


def source_lines(histories: Sequence[History], most: int = 3) -> list[str]:
    """The foot of a picture: the documents behind it, the data, their licence, the last check."""
    named: dict[str, str] = {}
    for history_ in histories:
        for source in history_.sources:
            named.setdefault(source.source, f"{source.title.rstrip('.')}, {source.publisher}")
    shown = list(named.values())[:most]
    keys = " ".join(dict.fromkeys(h.org for h in histories))
    more = len(named) - len(shown)
    rest = f"; and {more} more: orgdb cite {keys}" if more else ""
    checked = "; ".join(
        f"{h.org} last checked {day_in_words(h.roster.known_through)}" for h in histories
    )
    lines = [f"Sources: {'; '.join(shown)}{rest}."] if shown else []
    data = "; ".join(dict.fromkeys(h.data for h in histories))
    return [*lines, f"Data: {data}. Lists: {checked}."]


def incomplete(history_: History) -> str:
    """What a list leaves out, in words; '' where it is complete for all of its days."""
    if not history_.roster.complete:
        return f"The list of {history_.org} is not complete: others may belong."
    if history_.roster.known_from > history_.first:
        since = day_in_words(history_.roster.known_from)
        return f"The list of {history_.org} is complete from {since} on."
    return ""
