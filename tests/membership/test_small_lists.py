"""Lists made to measure: the last check, gaps between spells, spells nobody is sure of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from orgdb.db.reader import Reader, open_reader
from orgdb.membership.is_member import is_member
from orgdb.membership.members import members
from orgdb.parameters import WhoCounts
from orgdb.vocabulary import Rule, Status
from tests.membership.random_rosters import FIRST, RandomRoster, RandomSpell, load, read
from tests.oracle import Spell as BruteSpell

KNOWN_THROUGH = date(1952, 1, 10)


def spell(period: str, *suspensions: str, status: Status = Status.FULL) -> RandomSpell:
    dates = BruteSpell(read(period, KNOWN_THROUGH))
    return RandomSpell(
        status, period, tuple((text, "participation") for text in suspensions), dates
    )


MEMBERS = {
    # Left, and came back; left, and the list says nothing more.
    "XEE": (replace(spell("1951-12-03/1951-12-05"), left=True), spell("1951-12-20/..")),
    "XFF": (replace(spell("1951-12-05/1951-12-10"), left=True),),
    # Announced, as of the last check, to end some weeks later; suspended until then.
    "XAA": (spell("1951-12-05/1952-02-05", "1951-12-20/1952-02-05"),),
    "XBB": (spell("1951-12-05/1951-12-10"), spell("1952-01-05/..")),
    "XCC": (spell("1951-12-05/1951-12-10", status=Status.UNKNOWN),),
    "XDD": (spell("1951-12-05/1951-12-31", "1951-12-15/1951-12-31"),),
}
COMPLETE = RandomRoster("FULL-LIST", FIRST, KNOWN_THROUGH, True, True, MEMBERS)
PARTIAL = replace(COMPLETE, org="PART-LIST", complete=False)


@pytest.fixture
def lists(database: str) -> Iterator[Reader]:
    """The same list twice: one claims to be complete, the other does not."""
    load(database, [COMPLETE, PARTIAL])
    reader = open_reader(database)
    yield reader
    reader.close()


def answers(lists: Reader, member: str, on: str, rule: Rule = Rule.LEGAL) -> tuple[str, str]:
    """What the complete and what the partial list answer."""
    complete, partial = (
        is_member(lists, member, org, WhoCounts.of(on, rule)) for org in ("FULL-LIST", "PART-LIST")
    )
    return complete.answer, partial.answer


def own_words(reason: str) -> str:
    """A reason without the data set that it rests on, which every answer of an import names."""
    said, _, dataset = reason.partition("; according to ")
    assert dataset
    return said


def test_an_announced_end_is_not_known_to_come_as_announced(lists: Reader) -> None:
    assert answers(lists, "XAA", "1952-01-05") == ("yes", "yes")
    assert answers(lists, "XAA", "1952-01-20") == ("unknown", "unknown")
    assert answers(lists, "XAA", "1952-02-20") == ("unknown", "unknown")
    (row,) = (
        r for r in members(lists, "FULL-LIST", WhoCounts.of("1952-01-20")).rows if r.member == "XAA"
    )
    assert (row.certainty, row.suspended) == ("possible", "unknown")


def test_an_announced_end_of_a_suspension_is_no_more_certain(lists: Reader) -> None:
    participating = Rule.PARTICIPATING
    assert answers(lists, "XAA", "1951-12-10", participating) == ("yes", "yes")
    assert answers(lists, "XAA", "1952-01-05", participating) == ("no", "no")
    assert answers(lists, "XAA", "1952-01-20", participating) == ("unknown", "unknown")
    row = is_member(lists, "XAA", "FULL-LIST", WhoCounts.of("1952-01-20", participating))
    assert (
        own_words(row.reason)
        == "the membership list was last checked on 1952-01-10; the answer then was no"
    )
    assert row.suspended == "unknown"


def test_between_two_spells_the_first_is_shown_and_the_second_named(lists: Reader) -> None:
    row = is_member(lists, "XBB", "FULL-LIST", WhoCounts.of("1951-12-20"))
    assert own_words(row.reason) == "full member until 1951-12-10, again from 1952-01-05"
    assert (row.answer, row.start, row.end) == ("no", "1951-12-05", "1951-12-10")


def test_a_spell_nobody_is_sure_of_is_neither_asserted_nor_remembered(lists: Reader) -> None:
    asked = is_member(lists, "XCC", "FULL-LIST", WhoCounts.of("1951-12-08"))
    assert asked.answer == "unknown"
    assert own_words(asked.reason) == "the data set random-1 does not know whether it was a member"
    after = is_member(lists, "XCC", "FULL-LIST", WhoCounts.of("1951-12-20"))
    assert after.answer == "no"
    assert after.reason.startswith("not a full member at any time in the membership list")


def test_a_suspension_denies_without_a_complete_list_only_what_it_covers(lists: Reader) -> None:
    # A list with gaps may leave out that a suspended member came back after its spell had ended.
    participating = Rule.PARTICIPATING
    assert answers(lists, "XDD", "1951-12-20", participating) == ("no", "no")
    assert answers(lists, "XDD", "[1951-12-20..1952-01-05]", participating) == ("no", "unknown")
    row = is_member(
        lists, "XDD", "PART-LIST", WhoCounts.of("[1951-12-20..1952-01-05]", participating)
    )
    assert own_words(row.reason) == (
        "suspended from participation 1951-12-15/1951-12-31;"
        " the membership list of PART-LIST does not claim to list every full member"
    )


def test_a_recorded_exit_denies_until_a_recorded_return(lists: Reader) -> None:
    """Whoever records that a member left records that it came back, even in a list with gaps."""
    assert answers(lists, "XEE", "1951-12-04") == ("yes", "yes")
    assert answers(lists, "XEE", "1951-12-10") == ("no", "no")
    assert answers(lists, "XEE", "1951-12-24") == ("yes", "yes")
    assert answers(lists, "XFF", "1951-12-20") == ("no", "no")
    assert answers(lists, "XFF", "1951-12-02") == ("no", "unknown")  # it may have been one before
    assert answers(lists, "XFF", "1952-01-20") == ("unknown", "unknown")  # nothing is known then
    row = is_member(lists, "XFF", "PART-LIST", WhoCounts.of("1951-12-20"))
    assert own_words(row.reason) == "full member until 1951-12-10 (withdrawal)"
