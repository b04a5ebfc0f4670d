"""Answers for assistants: yes, no or unknown, never without what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from orgdb.assistant import answers, provenance
from orgdb.assistant.claims import MOST, Claim, check_claims
from orgdb.assistant.evidence import Answer
from orgdb.assistant.treaty_status import treaty_status
from orgdb.db.reader import Reader, open_reader
from orgdb.errors import QuestionError, UnknownNameError


@pytest.fixture(scope="module")
def real(real_database: Path) -> Iterator[Reader]:
    opened = open_reader(str(real_database))
    yield opened
    opened.close()


TRAPS: dict[str, tuple[Callable[[Reader], Answer], str]] = {
    "a suspended member": (lambda r: answers.is_member(r, "Honduras", "OAS", "2010"), "yes"),
    "who may take part": (
        lambda r: answers.is_member(r, "Honduras", "OAS", "2010-01-01", "participating"),
        "no",
    ),
    "the day of an exit": (lambda r: answers.is_member(r, "NIC", "OAS", "2023-11-19"), "no"),
    "the day before": (lambda r: answers.is_member(r, "NIC", "OAS", "2023-11-18"), "yes"),
    "the future": (lambda r: answers.is_member(r, "Peru", "OAS", "2031"), "unknown"),
    "an observer": (lambda r: answers.is_member(r, "France", "OAS", "2020"), "no"),
    "before the state": (lambda r: answers.is_member(r, "South Sudan", "UN", "1990"), "no"),
    "after the organization": (lambda r: answers.is_member(r, "Peru", "LON", "2000"), "no"),
    "a list that leaves out": (
        lambda r: answers.is_member(r, "Chad", "OIML", "2022-03"),
        "unknown",
    ),
    "members at the end": (lambda r: answers.members(r, "LON", "2000"), "no"),
    "members of the future": (lambda r: answers.members(r, "OAS", "2031"), "unknown"),
    "members": (lambda r: answers.members(r, "OAS", "2021-11-04"), "yes"),
    "memberships": (lambda r: answers.memberships(r, "Peru", "2000"), "yes"),
    "a head": (lambda r: answers.officials(r, "OAS", "Secretary General", "2021-11-04"), "yes"),
    "a head to come": (
        lambda r: answers.officials(r, "OAS", "Secretary General", "2031"),
        "unknown",
    ),
    "a party": (lambda r: treaty_status(r, "OAS", "Peru", on="1960"), "yes"),
    "a party that left": (lambda r: treaty_status(r, "OAS", "NIC", on="2024"), "no"),
    "before the treaty": (lambda r: treaty_status(r, "OAS", "Peru", on="1949"), "no"),
    "no party recorded": (lambda r: treaty_status(r, "OAS", "France", on="1960"), "unknown"),
    "treaties": (lambda r: treaty_status(r, "OAS"), "yes"),
    "changes": (lambda r: answers.changes(r, "OAS", "2023", "2024"), "yes"),
    "no change": (lambda r: answers.changes(r, "OAS", "1950", "1955"), "no"),
    "changes to come": (lambda r: answers.changes(r, "OAS", "2027", "2030"), "unknown"),
    "why": (lambda r: provenance.why(r, "OAS", "charter"), "yes"),
    "coverage": (lambda r: provenance.coverage(r, "OAS"), "yes"),
    "everything": (provenance.coverage, "yes"),
    "a name": (lambda r: answers.resolve(r, "OEA"), "yes"),
    "two Koreas": (lambda r: answers.resolve(r, "Korea"), "unknown"),
    "nobody": (lambda r: answers.resolve(r, "Ruritania"), "unknown"),
    "lists before it existed": (lambda r: answers.memberships(r, "South Sudan", "1990"), "no"),
    "changes before it existed": (
        lambda r: answers.changes(r, "South Sudan", None, "1990"),
        "unknown",
    ),
    "an exit that is due": (lambda r: answers.is_member(r, "USA", "UNESCO", "2027"), "unknown"),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_no_yes_and_no_no_without_a_source(trap: str, real: Reader) -> None:
    ask, expected = TRAPS[trap]
    answer = ask(real)
    assert (answer.answer, bool(answer.reason)) == (expected, True), answer.reason
    assert answer.sources, "whatever is said rests on something"
    for source in answer.sources:
        assert source.title
    if answer.answer != "unknown" and trap != "everything":
        assert any(source.address for source in answer.sources)
        assert any(source.place for source in answer.sources)


def test_an_announced_exit_is_told_and_cited(real: Reader) -> None:
    for on in ("2026-12-30", "2027", None):
        answer = answers.is_member(real, "USA", "UNESCO", on)
        assert answer.answer == ("yes" if on is None else "unknown")
        said = "exit announced 2025-07-22, notified 2025-07-22, effective 2026-12-31"
        assert said in answer.reason
        assert any(source.fact.startswith("announced_exit-") for source in answer.sources)
    assert "exit announced" not in answers.is_member(real, "USA", "UNESCO", "2024").reason
    assert "exit announced" not in answers.is_member(real, "Peru", "UNESCO").reason
    (claim,) = check_claims(real, [Claim("left", "UNESCO", "USA", "2026-12-31")])
    assert claim.answer == "unknown"
    assert "exit announced 2025-07-22" in claim.reason


def test_a_name_of_another_time_is_told_by_its_own(real: Reader) -> None:
    answer = answers.is_member(real, "Russia", "UN", "1950")
    assert answer.reason.startswith("Soviet Union (SUN): full member since 1945-10-24")
    assert answers.is_member(real, "peru", "OAS").reason.startswith("full member since")


@pytest.mark.parametrize("asked", ["Andean Community", "org:CAN"])
def test_an_organization_with_the_key_of_a_state_is_not_taken_for_it(
    asked: str, real: Reader
) -> None:
    answer = answers.is_member(real, asked, "CFC", "2012")
    assert answer.answer == "yes"
    assert "Canada" not in answer.reason
    assert "Andean" not in answers.is_member(real, "Canada", "CFC", "1990").reason


def test_a_dispute_about_the_very_date_claimed_leaves_it_open(real: Reader) -> None:
    (claim,) = check_claims(real, [Claim("left", "OAS", "Nicaragua", "2023-11-20")])
    assert claim.answer == "unknown"
    assert "It is disputed: ria-2023-11-21 has 2023-11-20." in claim.reason
    (claim,) = check_claims(real, [Claim("left", "OAS", "Nicaragua", "2023-11-21")])
    assert (claim.answer, claim.reason) == ("no", "NIC left OAS: 2023-11-19.")


def test_changes_that_may_lie_elsewhere_are_not_counted_as_known(real: Reader) -> None:
    found = answers.changes(real, "South Sudan", None, "1990")
    assert found.reason.startswith("0 changes known, the beginning to 1990; ")
    assert "may lie in this time or not" in found.reason


def test_a_treaty_that_is_not_there_is_refused_with_those_that_are(real: Reader) -> None:
    with pytest.raises(UnknownNameError, match="no treaty 'nope'") as refused:
        treaty_status(real, "OAS", "Peru", "nope")
    assert "oas-charter" in refused.value.suggestions


def test_an_answer_carries_its_date_rule_last_check_disputes_and_fact(real: Reader) -> None:
    answer = answers.is_member(real, "NIC", "OAS", "2023-11-19")
    assert (answer.on, answer.rule, answer.status) == ("2023-11-19", "legal", "full")
    assert answer.last_checked
    assert answer.last_checked >= "2025-06-26"
    assert answer.fact
    assert answer.fact.startswith("membership-")
    assert any(d.says == "2023-11-20" and d.address and d.place for d in answer.disputes)
    assert all(row["fact"] and row["sources"] for row in answers.members(real, "OAS").rows)
    head = answers.officials(real, "OAS", "Secretary General", "2021-11-04")
    assert head.last_checked
    assert [row["person_name"] for row in head.rows] == ["Luis Almagro Lemes"]


def test_long_answers_are_cut_and_say_so(real: Reader) -> None:
    answer = answers.members(real, "UN", "2020-01-01", limit=10)
    assert (len(answer.rows), answer.rows_left_out) == (10, 183)
    assert answer.reason == "193 members on 2020-01-01."
    behind = provenance.why(real, "OAS")
    assert behind.rows_left_out > 0
    assert behind.sources_left_out > 0


def test_an_imported_answer_names_its_data_set_and_the_place_in_its_file(
    sqlite_database: Path, tmp_path: Path
) -> None:
    from orgdb.importers.csv import Terms, import_table

    table = tmp_path / "list.csv"
    table.write_text("org,state,start,end\nEXL,XAA,1950,1960\n", encoding="utf-8")
    url = f"sqlite:///{sqlite_database}"
    terms = Terms("theirs", "Their list", "CC BY 4.0", "They (2026)", "1999-12-31")
    columns = {"org": "org", "state": "state", "start": "start", "end": "end"}
    import_table(url, table, columns, terms)
    reader = open_reader(url)
    try:
        answer = answers.is_member(reader, "XAA", "EXL", "1955")
    finally:
        reader.close()
    assert (answer.answer, answer.dataset) == ("yes", "theirs")
    assert answer.sources[0].title.startswith("Their list")
    assert answer.sources[0].place


CLAIMS = [
    (Claim("member", "OAS", "Nicaragua", "2024"), "no"),
    (Claim("not_member", "OAS", "Nicaragua", "2024"), "yes"),
    (Claim("not_member", "OAS", "Nicaragua", "2040"), "unknown"),
    (Claim("left", "OAS", "Nicaragua", "2023-11-19"), "yes"),
    (Claim("left", "OAS", "Nicaragua", "2023"), "yes"),
    (Claim("left", "OAS", "Nicaragua", "19 November 2023"), "yes"),
    (Claim("left", "OAS", "Nicaragua", "2022"), "no"),
    (Claim("left", "OAS", "Peru", "2020"), "no"),
    (Claim("left", "OAS", "Peru", "2040"), "unknown"),
    (Claim("suspended", "OAS", "Honduras", "2009-07"), "yes"),
    (Claim("joined", "OAS", "Suriname", "1977-06"), "unknown"),
    (Claim("joined", "OAS", "Peru", "1948-04-30"), "yes"),
    (Claim("official", "OAS", "Luis Almagro", "2021", post="Secretary General"), "yes"),
    (Claim("official", "OAS", "José Miguel Insulza", "2021"), "unknown"),
    (Claim("official", "OSCE", "Helga Schmid", "2020-09-01", post="Secretary General"), "no"),
    (Claim("official", "OSCE", "Helga Schmid", "2020-09-01"), "unknown"),
    (Claim("members_count", "OAS", on="2021-11-04", number=35), "yes"),
    (Claim("members_count", "OAS", on="2024", number=35), "no"),
    (Claim("members_count", "OAS", on="2040", number=35), "unknown"),
    (Claim("members_count", "LON", on="2000", number=0), "yes"),
    (Claim("treaty", "OAS", "Peru", "1960"), "yes"),
]


@pytest.mark.parametrize(
    ("claim", "expected"), CLAIMS, ids=lambda value: getattr(value, "kind", value)
)
def test_claims_are_checked(claim: Claim, expected: str, real: Reader) -> None:
    (found,) = check_claims(real, [claim])
    assert (found.answer, found.error) == (expected, None), found.reason
    assert found.reason
    assert found.sources


def test_a_claim_that_cannot_be_read_spoils_no_other(real: Reader) -> None:
    found = check_claims(
        real,
        [
            Claim("member", "UN", "Korea", "2000"),
            Claim("member", "UN"),
            Claim("member", "UN", "Peru", "the other day"),
            Claim("member", "UN", "Peru", "2000"),
        ],
    )
    assert [one.answer for one in found] == ["unknown", "unknown", "unknown", "yes"]
    assert found[0].candidates == ["KOR", "PRK"]
    assert all(one.sources for one in found)
    assert "needs 'subject'" in (found[1].error or "")
    assert "not a date" in (found[2].error or "")
    for number in (0, MOST + 1):
        with pytest.raises(QuestionError, match="from 1 to 50"):
            check_claims(real, [Claim("member", "UN", "Peru")] * number)


def test_a_fact_is_told_with_its_citations(real: Reader) -> None:
    key = answers.is_member(real, "Peru", "OAS").fact
    assert key
    found = provenance.fact(real, key)
    assert (found["kind"], found["what"]) == ("membership", "Peru in OAS")
    assert {"source", "locator", "url"} <= found["citations"][0].keys()
    with pytest.raises(UnknownNameError, match="no fact 'nothing'"):
        provenance.fact(real, "nothing")


def test_a_vacancy_is_counted_as_nobody(real: Reader) -> None:
    found = answers.officials(real, "OSCE", "Secretary General", "2020-09-01")
    assert found.reason == "0 known for sure on 2020-09-01. Vacant: Secretary General."
    assert found.sources
    (checked,) = check_claims(
        real, [Claim("official", "OSCE", "Helga Schmid", "2020-09-01", post="Secretary General")]
    )
    assert checked.reason == "vacant, Secretary General: 2020-07-18/2020-12-03."
