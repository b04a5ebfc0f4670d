"""Is it a member: yes, no or unknown, and every reason that `is-member` can give."""

from __future__ import annotations

import pytest

from orgdb.db.reader import Reader
from orgdb.errors import DateError, QuestionError
from orgdb.membership import explanation
from orgdb.membership.is_member import BelongingRow, is_member
from orgdb.parameters import WhoCounts


def ask(asked: Reader, question: str) -> BelongingRow:
    """`XBB EXU 1960 participating status=all` as a question; `-` stands for no date."""
    member, organization, on, *more = question.split()
    options = dict(part.split("=") for part in more if "=" in part)
    rule = "participating" if "participating" in more else "legal"
    who = WhoCounts.of(None if on == "-" else on, rule, **options)
    return is_member(asked, member, organization, who)


YES = {
    "XAA EXU -": "full member since 1951-12",
    "XAA EXU 1951-12": "full member since 1951-12",
    "XBB EXU 1960": "full member since 1953, until 1977-06-29",
    "XBB EXU 1977-06-29": "full member since 1953, until 1977-06-29",
    "XDD EXU 1990-10-03": "full member since 1990-10-03, until an unknown day",
    "XEE EXU - status=other": "special guest since an unknown day",
    "XCC EXU 1970-06 status=all": "associate member, then full member, changing in 1970",
    "XAA EXU 1963": (
        "full member since 1951-12; suspended from participation 1962-03-02/1964-11,"
        " which does not end a membership"
    ),
    "XAA EXU 1964": (
        "full member since 1951-12; suspended from participation in part of that time"
        " (1962-03-02/1964-11)"
    ),
    "XAA EXU 1964-11-15": (
        "full member since 1951-12; perhaps suspended from participation then (1962-03-02/1964-11)"
    ),
    "XAA EXU 1999 participating": "full member since 1951-12; without voting rights 1999/2000",
    "EXL EXU [1960..1961]": "full member since 1960, until 1961",
    "XBB ALT 2003-12-31": "full member since [2001..2003]",
    "XBB ALT -": "full member since [2001..2003]",
}
NO = {
    "XAA EXU 1963 participating": "suspended from participation 1962-03-02/1964-11",
    "XBB EXU 1980": "full member until 1977-06-29 (withdrawal)",
    "XBB EXU 1995": "an observer then, not a full member",
    "XBB EXU 1952": "full member only since 1953",
    "XCC EXU 1965": "an associate member then, not a full member",
    "XEE EXU 1980": "perhaps a special guest then, not a full member",
    "XTT EXU 1980": (
        "not a full member at any time in the membership list, complete from 1951-12-13"
        " to 2026-10-31"
    ),
    "XBB EXU 1950-01-01": "Example Union did not exist yet",
    "XDD EXU 1990-10-02": (
        "Democratic Cecilia did not exist yet; Union of Cecilia (XCC), from which it came, was:"
        " full member since 1970, until 1990-10-02"
    ),
    "XCC EXU 2000": "Union of Cecilia no longer existed",
    "XAA EXL 1980": "Example League no longer existed",
}
UNKNOWN = {
    "XDD EXL 1940": (
        "Democratic Cecilia did not exist yet; orgdb has no list of the members of EXL then, so"
        " earlier membership is unknown (Union of Cecilia)"
    ),
    "XAA EXU 1951-12-13": "its dates leave it open: full member from 1951-12 to now",
    "XBB EXU 1953-05": "its dates leave it open: full member from 1953 to 1977-06-29",
    "XDD EXU 2000": "its dates leave it open: full member from 1990-10-03 to an unknown day",
    "XDD EXU [2000..2030]": (
        "its dates leave it open: full member from 1990-10-03 to an unknown day"
    ),
    "EXL EXU 1960-05": "its dates leave it open: full member from 1960 to 1961",
    "XAA EXU 1964-11 participating": (
        "its suspension from participation 1962-03-02/1964-11 leaves it open"
    ),
    "XBB EXU 1951": "full member only since 1953; the membership list of EXU begins on 1951-12-13",
    "XBB EXU 2030": "the membership list was last checked on 2026-10-31; the answer then was no",
    "XAA EXU 2030": "the membership list was last checked on 2026-10-31; the answer then was yes",
    "XTT EXU 2026": "the membership list was last checked on 2026-10-31; the answer then was no",
    "XAA ALT 2024": (
        "the membership list was last checked on 2020-12-31; the answer then was unknown"
    ),
    "XAA ALT 2010": "the membership list of ALT does not claim to list every full member",
    "XTT EXU 1980 status=observer": (
        "the membership list of EXU does not claim to list every observer"
    ),
    "XTT EXU 1980 status=all": (
        "the membership list of EXU does not claim to list every member of any kind"
    ),
    "XAA EXU 1980 status=observer,partner": (
        "a full member then, not an observer or partner;"
        " the membership list of EXU does not claim to list every observer or partner"
    ),
    "XAA EXL 1940": "orgdb has no membership list of EXL",
    "XAA EXL -": "orgdb has no membership list of EXL",
    "XAA EXU-GA 1980": "orgdb has no membership list of EXU-GA",
}
ANSWERS = [
    (question, answer, reason)
    for answer, questions in (("yes", YES), ("no", NO), ("unknown", UNKNOWN))
    for question, reason in questions.items()
]


@pytest.mark.parametrize(("question", "answer", "reason"), ANSWERS)
def test_every_answer_has_its_reason(
    asked: Reader, question: str, answer: str, reason: str
) -> None:
    row = ask(asked, question)
    assert (row.answer, row.reason.partition("; disputed")[0]) == (answer, reason)
    assert row.certainty == ("possible" if answer == "unknown" else "certain")


def test_between_two_spells_the_reason_names_both() -> None:
    words = {"status": "full", "status_word": None}
    before = {**words, "end": "1960-05-01", "end_reason": "withdrawal"}
    after = {**words, "start": "1970"}
    said = explanation.of_nearest(before, after)
    assert said == "full member until 1960-05-01 (withdrawal), again from 1970"


def test_a_state_that_did_not_exist_was_no_member_though_the_dates_of_its_spell_allow_it(
    asked: Reader,
) -> None:
    assert ask(asked, "XDD EXU 1990-10").answer == "yes"
    assert ask(asked, "XDD EXU 1990-09").answer == "no"


def test_the_days_on_which_nobody_could_belong_need_no_roster(asked: Reader) -> None:
    # XDD exists since 1990-10-03; the roster has to cover only what is left of these years.
    assert ask(asked, "XDD EXU [1951-12-13..1990-10-02]").answer == "no"
    # Of the days before the roster begins only it could say that what came before XDD was none.
    assert ask(asked, "XDD EXU [1945..1990-10-02]").answer == "unknown"
    assert ask(asked, "XTT EXU [1951-12-13..1960]").answer == "no"
    assert ask(asked, "XTT EXU [1951-12-12..1960]").answer == "unknown"


def test_an_exception_to_the_lives_of_both_parties_is_a_membership(asked: Reader) -> None:
    # EXL had ended in 1951 and is in the list of EXU in 1960, for a stated reason.
    row = ask(asked, "EXL EXU [1960..1961]")
    assert (row.answer, row.member, row.status) == ("yes", "EXL", "full")
    assert ask(asked, "EXL EXU 1970").answer == "no"


def test_the_row_of_the_spell_that_decides_comes_with_its_sources(asked: Reader) -> None:
    row = ask(asked, "XBB EXU 1960")
    assert (row.status, row.start, row.end) == ("full", "1953", "1977-06-29")
    assert row.sources == ("register-2026", "depositary-77", "scholar")
    assert row.fact and row.fact.startswith("membership-")
    assert (row.dataset, row.known_through) == ("curated", "2026-10-31")


def test_a_suspension_that_bears_on_the_date_brings_its_sources(asked: Reader) -> None:
    assert "resolution-1962-7" in ask(asked, "XAA EXU 1963").sources
    assert "resolution-1962-7" not in ask(asked, "XAA EXU 1980").sources


def test_who_did_not_exist_is_cited_by_the_facts_of_its_life(asked: Reader) -> None:
    row = ask(asked, "XCC EXU 2000")
    assert row.fact and row.fact.startswith("state-")
    assert row.sources == ("codes",)
    gone = ask(asked, "XAA EXL 1980")
    assert gone.fact and gone.fact.startswith("organization-")
    assert gone.sources == ("scholar",)


def test_a_no_by_the_roster_is_cited_by_the_roster(asked: Reader) -> None:
    row = ask(asked, "XTT EXU 1980")
    assert row.fact and row.fact.startswith("roster_coverage-")
    assert row.sources == ("register-2026",)
    assert (row.status, row.start, row.end) == (None, None, None)


def test_a_dispute_counts_where_the_other_date_would_change_the_answer(asked: Reader) -> None:
    # scholar has the exit of XBB take effect on 1978-01-01, and not on 1977-06-30.
    between = ask(asked, "XBB EXU 1977-08")
    assert (between.answer, between.disputed) == ("no", True)
    assert between.reason.endswith("; disputed: scholar has 1978-01-01 for the day of effect")
    assert not ask(asked, "XBB EXU 1977-06").disputed
    assert not ask(asked, "XBB EXU 1978-02").disputed


def test_a_disputed_suspension_disputes_who_took_part_and_not_who_was_a_member(
    asked: Reader,
) -> None:
    # scholar has the suspension of XAA end in 1965-02, and not in 1964-11.
    took_part = ask(asked, "XAA EXU 1964-12 participating")
    assert (took_part.answer, took_part.disputed) == ("yes", True)
    assert took_part.reason.endswith("scholar has 1965-02 for the end of the suspension")
    assert not ask(asked, "XAA EXU 1964-12").disputed


@pytest.mark.parametrize(
    ("on", "suspended"),
    [("1961", "no"), ("1963", "yes"), ("1964", "part"), ("1964-11-15", "unknown"), ("1999", "no")],
)
def test_suspended_says_whether_on_the_date(asked: Reader, on: str, suspended: str) -> None:
    # The suspension of 1999 is of voting alone and does not keep anybody from taking part.
    assert ask(asked, f"XAA EXU {on}").suspended == suspended


def test_without_a_date_the_answer_is_as_of_the_last_check(asked: Reader) -> None:
    assert ask(asked, "XAA EXU -").on == "2026-10-31"
    assert ask(asked, "XBB ALT -").on == "2020-12-31"


def test_a_data_set_without_the_roster_does_not_fall_back_on_another(asked: Reader) -> None:
    assert ask(asked, "XAA EXU 1980 dataset=curated").answer == "yes"
    with pytest.raises(QuestionError, match="No data set called 'cow-igo-3' is loaded"):
        ask(asked, "XAA EXU 1980 dataset=cow-igo-3")


@pytest.mark.parametrize("on", ["1951-13", "1951-02-30", "[1955..1951]", "tomorrow", ""])
def test_an_impossible_date_is_refused(asked: Reader, on: str) -> None:
    with pytest.raises(DateError) as refusal:
        is_member(asked, "XAA", "EXU", WhoCounts.of(on))
    assert "--on" not in refusal.value.message, "the library does not speak of options"


def test_an_unknown_rule_or_status_is_refused_with_the_choices(asked: Reader) -> None:
    with pytest.raises(QuestionError, match="legal, participating"):
        is_member(asked, "XAA", "EXU", WhoCounts.of(rule="moral"))
    with pytest.raises(QuestionError, match="unknown, all"):
        is_member(asked, "XAA", "EXU", WhoCounts.of(status="ally"))
