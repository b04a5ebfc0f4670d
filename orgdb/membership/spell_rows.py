"""What rows of memberships and suspensions say of a date: the rules of time, applied to rows.

A spell comes with its own suspensions, under `SUSPENSIONS`, and with `known_through`, the day its
roster was last checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from orgdb.dates import Bounds, day_before
from orgdb.db.reader import Reader, Row, rows_in
from orgdb.membership.lifetimes import Life
from orgdb.membership.spell import Spell, member_on, participating_on
from orgdb.parameters import EVER, On
from orgdb.vocabulary import CURATED, LEAVING, Answer, EndReason, JoinedBy, Rule, Scope, Status

# Of the view `memberships` as m, what a row of a spell consists of.
COLUMNS = """m.org, m.org_name, m.member, m.member_name, m.member_kind, m.iso3, m.m49, m.cow,
    m.status, m.status_word, m.start, m."end", m.joined_by, m.start_basis, m.end_reason, m.notice,
    m.effective, m.start_earliest, m.start_latest, m.end_earliest, m.end_latest, m.dataset, m.fact,
    m.fact_id, m.member_id, m.organization_id, m.life_exception"""
SUSPENSIONS = "own_suspensions"
OF_SPELLS = """
SELECT membership_id, scope, instrument, start, "end", start_earliest, start_latest, end_earliest,
    end_latest, fact_id
FROM suspensions WHERE membership_id IN (:values) ORDER BY start_earliest, fact"""


def with_suspensions(reader: Reader, spells: Sequence[Row]) -> list[Row]:
    """The spells, each with its suspensions."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows_in(reader, OF_SPELLS, (spell["fact_id"] for spell in spells)):
        found[row["membership_id"]].append(row)
    for spell in spells:
        spell[SUSPENSIONS] = tuple(found.get(spell["fact_id"], ()))
    return list(spells)


def counts_as(row: Row, statuses: Sequence[Status]) -> bool:
    """Is the spell of one of these statuses? One of status unknown may be."""
    return row["status"] in statuses or row["status"] == Status.UNKNOWN


def answer_of(spells: Sequence[Row], on: On, rule: Rule) -> Answer:
    """Do these spells, all of one member in one roster, make it a member on the date?"""
    if len(spells) == 1 and not spells[0][SUSPENSIONS]:
        answer = _alone(spells[0], on)
    else:
        ask = participating_on if rule is Rule.PARTICIPATING else member_on
        answer = ask(map(spell_of, spells), on.earliest, on.latest)
    if answer is Answer.YES and any(_too_late(row, on) for row in spells):
        return Answer.UNKNOWN
    return answer


def has_left(spells: Iterable[Row], on: On) -> bool:
    """Is it on record that one of these memberships was given up, or taken away, before a date?

    Whoever records that a member left records that it came back: while none of its spells can hold,
    a recorded exit says *no* where a list that leaves members out, or begins later, could not, up
    to its last check.
    """
    return any(
        row["end_reason"] in LEAVING
        and row["status"] != Status.UNKNOWN
        and row["end_latest"] < on.earliest
        and on.latest <= row["known_through"]
        for row in spells
    )


def _alone(row: Row, on: On) -> Answer:
    """What the only spell of a member says, where it was never suspended: most are so."""
    ever = on is EVER and row["start_earliest"] <= row["end_latest"]  # it held on some day
    answer = Answer.YES if ever else bounds_of(row).on(on.earliest, on.latest)
    doubtful = row["status"] == Status.UNKNOWN
    return Answer.UNKNOWN if doubtful and answer is Answer.YES else answer


def suspended(row: Row, on: On) -> str:
    """Was a spell suspended from participation on the date: yes, part, unknown or no?"""
    if not row[SUSPENSIONS]:
        return Answer.NO.value
    answer = spell_of(row).suspended_on(on.earliest, on.latest)
    return "unknown" if answer != "no" and _too_late(row, on) else answer


def _too_late(row: Row, on: On) -> bool:
    # A roster knows nothing past its last check, not even that an announced end comes as planned.
    return bool(on.earliest > row["known_through"])


def spell_of(row: Row) -> Spell:
    """A spell of membership as the rules of time see it."""
    return Spell.of(
        bounds_of(row),
        (bounds_of(suspension) for suspension in excluding(row)),
        begins_by_change=row["joined_by"] == JoinedBy.STATUS_CHANGE,
        ends_by_change=row["end_reason"] == EndReason.STATUS_CHANGE,
        doubtful=row["status"] == Status.UNKNOWN,
    )


def excluding(row: Row, on: On = EVER) -> list[Row]:
    """The suspensions of a spell that can have kept its member from taking part on the date."""
    return [item for item in _suspensions(row, on) if item["scope"] == Scope.PARTICIPATION]


def besides(row: Row, on: On) -> list[Row]:
    """The suspensions of a spell on the date that did not keep its member from taking part."""
    return [item for item in _suspensions(row, on) if item["scope"] != Scope.PARTICIPATION]


def _suspensions(row: Row, on: On) -> list[Row]:
    return [
        suspension
        for suspension in row[SUSPENSIONS]
        if bounds_of(suspension).on(on.earliest, on.latest) is not Answer.NO
    ]


def bounds_of(row: Row) -> Bounds:
    """The bounds of a spell or a suspension as a query returned it."""
    return Bounds(
        row["start_earliest"], row["start_latest"], row["end_earliest"], row["end_latest"]
    )


def inside_lives(row: Row) -> bool:
    """Where its dates leave it open, does the spell lie inside the lives of both parties?

    Curated ones do, but for exceptions that a source states. An imported one with a window from
    1890 to 1981 for the start of a state of 1981 knows nothing of 1900.
    """
    return row["life_exception"] is None


def bounding(lives: Sequence[Life], possible: Sequence[Row]) -> list[Life]:
    """The lives outside which none of these spells can hold.

    An imported list may count the years of an organization before the one that orgdb has (the
    Pan-American Union as OAS), so that only the lives of states bound what it leaves open; and not
    even that of a state which it has as a member before or after its life.
    """
    if all(row["dataset"] == CURATED for row in possible):
        return list(lives)
    return [life for life in lives if life.kind == "state" and not _denied(life, possible)]


def _denied(life: Life, spells: Sequence[Row]) -> bool:
    return any(s["end_latest"] < life.born or s["start_earliest"] > life.died for s in spells)


def facts_of(row: Row) -> list[int]:
    """The numbers of the facts a spell consists of: itself and its suspensions."""
    return [row["fact_id"], *(suspension["fact_id"] for suspension in row[SUSPENSIONS])]


def disputed_by(row: Row, disputes: dict[int, list[Row]], on: On | None, rule: Rule) -> bool:
    """Does a source give another value that would change what the row of this spell says?

    Without a date every dispute counts, for the row shows all that the spell says.
    """
    disputed = bool(disputes.get(row["fact_id"])) or (
        bool(row[SUSPENSIONS]) and any(disputes.get(fact) for fact in facts_of(row))
    )
    if on is None or not disputed:
        return disputed
    said = _says(row, on, rule)
    return any(_says(other, on, rule) != said for _, other in alternatives(row, disputes))


def _says(row: Row, on: On, rule: Rule) -> tuple[object, ...]:
    return answer_of([row], on, rule), suspended(row, on), row["member"], row["status"]


def alternatives(row: Row, disputes: dict[int, list[Row]]) -> Iterator[tuple[Row, Row]]:
    """Each dispute about a spell or its suspensions, and the spell if the source is right."""
    for dispute in disputes.get(row["fact_id"], ()):
        yield dispute, _as_stated(row, dispute)
    for suspension in row[SUSPENSIONS]:
        for dispute in disputes.get(suspension["fact_id"], ()):
            changed = _as_stated(suspension, dispute)
            others = (changed if s is suspension else s for s in row[SUSPENSIONS])
            yield dispute, {**row, SUSPENSIONS: tuple(others)}


def _as_stated(row: Row, dispute: Row) -> Row:
    about, earliest, latest = (
        dispute[name] for name in ("about", "stated_earliest", "stated_latest")
    )
    if about in ("status", "member", "scope"):
        return {**row, about: dispute["stated"]}
    if about == "effective":
        # The day of effect is the first day outside; the spell ends the day before.
        about, earliest, latest = "end", day_before(earliest), day_before(latest)
    if about not in ("start", "end"):
        return row
    return {**row, f"{about}_earliest": earliest, f"{about}_latest": latest}


def strongest_first(spells: Iterable[Row], on: On, rule: Rule) -> list[Row]:
    """The spells that can hold on the date: certain ones first, else in their order."""
    found = [(answer_of([row], on, rule), row) for row in spells]
    certain = [row for answer, row in found if answer is Answer.YES]
    return certain + [row for answer, row in found if answer is Answer.UNKNOWN]
