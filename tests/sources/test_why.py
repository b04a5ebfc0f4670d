"""How we know: the sources behind a fact, behind a name, and what disputes them."""

from __future__ import annotations

import pytest

from orgdb.db.reader import Reader
from orgdb.errors import QuestionError, UnknownNameError
from orgdb.membership.members import members
from orgdb.organizations.events import events
from orgdb.organizations.treaties import charters
from orgdb.parameters import WhoCounts
from orgdb.sources.citations import WhyRow, source_details
from orgdb.sources.why import why


def about(rows: tuple[WhyRow, ...], attribute: str) -> list[tuple[str, str, str, str]]:
    return [
        (row.source, row.locator, row.stance, row.stated) for row in rows if row.about == attribute
    ]


def test_a_fact_by_its_key_shows_which_source_is_cited_for_which_attribute(asked: Reader) -> None:
    rows = why(asked, charters(asked, "EXU")[0].fact)
    assert about(rows, "signed_city") == [("charter-1951", "final clause", "supports", "")]
    assert about(rows, "in_force") == [
        ("charter-1951", "art. 30", "supports", ""),
        ("article-b", "¶ 3", "supports", "1951-12"),
    ]
    assert {row.value for row in rows if row.about == "in_force"} == {"1951-12-13"}
    assert {row.what for row in rows} == {"Charter of the Example Union"}
    assert rows[0].url == "https://example.org/charter"


def test_a_dispute_shows_both_datings_and_who_says_which(asked: Reader) -> None:
    (visit,) = (row for row in events(asked, "EXU") if row.kind == "visit")
    rows = why(asked, visit.fact, "start")
    assert about(rows, "start") == [
        ("agency-a", "¶ 1", "supports", ""),
        ("article-b", "¶ 1", "disputes", "2021-11-04"),
    ]
    assert {row.value for row in rows} == {"2021-12-01"}


def test_a_membership_is_named_in_words(asked: Reader) -> None:
    (row,) = members(asked, "EXU", WhoCounts.of("1970", status="full")).rows[1:2]
    assert {cited.what for cited in why(asked, row.fact)} == {"Bétonia in EXU"}


def test_a_reference_is_shown_by_its_key(asked: Reader) -> None:
    (row,) = (
        row for row in members(asked, "EXU", WhoCounts.of("1960")).rows if row.member == "XBB"
    )
    assert [cited.value for cited in why(asked, row.fact, "member")] == ["XBB"]


def test_a_member_and_an_organization_are_its_membership_there(asked: Reader) -> None:
    found = {row.what for row in why(asked, "Bétonia EXU")}
    assert "Bétonia in EXU" in found
    assert all("Bétonia" in what and "EXU" in what for what in found)
    assert why(asked, "Bétonia in the EXU") == why(asked, "XBB EXU")


def test_true_and_false_are_said_in_words(asked: Reader) -> None:
    assert {row.value for row in why(asked, "EXU", "complete")} == {"true"}
    assert {row.value for row in why(asked, "ALT", "complete")} == {"false"}


@pytest.mark.parametrize("name", ["EXU", "Example Union", "wikidata:Q42"])
def test_a_name_has_all_its_facts_behind_it(asked: Reader, name: str) -> None:
    rows = why(asked, f"org:{name}" if name == "Example Union" else name)
    assert {row.source for row in rows} == {
        "agency-a",
        "article-b",
        "charter-1951",
        "codes",
        "depositary-77",
        "register-2026",
        "resolution-1962-7",
        "scholar",
    }


@pytest.mark.parametrize(
    ("name", "subject", "sources"),
    [
        ("EXU", "charter", {"charter-1951", "article-b", "depositary-77", "scholar"}),
        ("EXU", "suspension", {"resolution-1962-7", "register-2026", "scholar"}),
        ("EXU", "office", {"register-2026", "article-b"}),
        ("EXU", "language", {"charter-1951", "register-2026"}),
        ("XBB", "membership", {"register-2026", "depositary-77", "scholar"}),
        ("XBB", "description", {"codes"}),
        ("Ana Example", "official", {"register-2026"}),
        ("Ana Example", "born", {"scholar"}),
        ("EXU", "signed_city", {"charter-1951"}),
    ],
)
def test_about_narrows_to_a_subject_or_to_an_attribute(
    asked: Reader, name: str, subject: str, sources: set[str]
) -> None:
    assert {row.source for row in why(asked, name, subject)} == sources


@pytest.mark.parametrize(
    ("name", "subject"), [("EXU", "colour"), ("EXL", "office"), ("EXL", "end"), ("XTT", "official")]
)
def test_what_nothing_is_cited_about_is_refused_with_what_there_is(
    asked: Reader, name: str, subject: str
) -> None:
    with pytest.raises(QuestionError, match=f"No citations about '{subject}'") as refusal:
        why(asked, name, subject)
    assert "kind" in refusal.value.hint


def test_what_is_neither_fact_nor_name_is_refused(asked: Reader) -> None:
    with pytest.raises(UnknownNameError, match="the name or the key 'membership-0000000000000000'"):
        why(asked, "membership-0000000000000000")


def test_every_fact_of_the_seed_can_be_asked_for_by_its_key(asked: Reader) -> None:
    facts = asked.rows("SELECT key, kind FROM current_facts")
    for kind in {row["kind"] for row in facts}:
        key = next(row["key"] for row in facts if row["kind"] == kind)
        rows = why(asked, key)
        assert any(row.stance == "supports" for row in rows), kind
        assert all(row.what for row in rows), kind


def test_a_source_says_where_it_was_read_and_what_it_is_a_copy_of(asked: Reader) -> None:
    found = source_details(asked, ["depositary-77", "scholar"])
    assert found["depositary-77"].original == "https://depositary.example.org/77"
    assert found["depositary-77"].url == "https://example.org/copy/77"
    assert found["scholar"].author == "Scholar, A."
