"""A column of names: how each was found, what was not, and that nothing is resolved twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgdb.db.reader import Reader, open_reader
from orgdb.errors import AmbiguousNameError, QuestionError, UnknownNameError
from orgdb.names.lookup import ORGANIZATION, STATE, find
from orgdb.names.match import Matcher, MatchRow
from orgdb.names.resolve import Found, Named
from orgdb.parameters import parse_on


@pytest.fixture(scope="module")
def small(sqlite_master: Path) -> Iterator[Reader]:
    """The invented seed."""
    reader = open_reader(str(sqlite_master))
    yield reader
    reader.close()


@pytest.mark.parametrize(
    ("text", "key", "how"),
    [
        ("XAA", "XAA", "key"),
        ("iso2:xa", "XAA", "code"),
        ("Bétonia", "XBB", "name"),
        ("BETONIA", "XBB", "name"),
        ("Old Bétonia", "XBB", "name"),
        ("The Republic of Aland-Example", "XAA", "spelling"),
        ("Aland-Example, Republic of", "XAA", "spelling"),
        ("Bétonia (Bétonie)", "XBB", "parts"),
        ("Bétonia/Eastland", "", "unknown"),
        ("EXU", "EXU", "key"),
        ("Example Union (EXU)", "EXU", "parts"),
        ("Ana Éxample", "", "unknown"),
        ("", "", "empty"),
        ("  ", "", "empty"),
        ("Nowhere", "", "unknown"),
    ],
)
def test_a_value_says_how_it_was_found(reader: Reader, text: str, key: str, how: str) -> None:
    row = Matcher(reader).match(text)
    assert (row.orgdb_key, row.orgdb_how) == (key, how)
    assert bool(row.orgdb_name) == bool(key)


def test_a_date_decides_who_had_a_code(reader: Reader) -> None:
    matcher = Matcher(reader, STATE, "cow")
    assert matcher.match("903", "1980").orgdb_key == "XCC"
    assert matcher.match("903", "2000").orgdb_key == "XDD"
    assert matcher.match("903").orgdb_key == "XDD"
    assert matcher.match("903.0", "1980.0").orgdb_key == "XCC"


def test_a_year_in_which_a_code_passed_on_is_ambiguous(reader: Reader) -> None:
    rows = reader.rows("SELECT key FROM codes WHERE scheme = 'cow' AND code = '903'")
    assert len(rows) == 2
    assert Matcher(reader, STATE, "cow").match("903", "1990~1991").orgdb_how == "no date"
    row = Matcher(reader, STATE, "cow").match("903", "[1990..1991]")
    assert (row.orgdb_how, row.orgdb_candidates) == ("ambiguous", ("XCC", "XDD"))


def test_a_name_of_a_successor_means_its_predecessor_before_it_existed(reader: Reader) -> None:
    row = Matcher(reader).match("Democratic Cecilia", "1950")
    assert (row.orgdb_key, row.orgdb_how) == ("XCC", "predecessor")
    assert Matcher(reader).match("XDD", "1950").orgdb_key == "XDD", "a key is a key"


def test_a_missing_or_broken_date_is_not_taken_for_today(reader: Reader) -> None:
    for date in ("", "soon", "1990-13"):
        row = Matcher(reader, STATE, "cow").match("903", date)
        assert (row.orgdb_key, row.orgdb_how, row.orgdb_candidates) == ("", "no date", ("XDD",))


def test_a_former_name_means_its_present_holder_unless_a_date_is_given(reader: Reader) -> None:
    assert Matcher(reader).match("Isle of Cecilia").orgdb_key == "XTT"
    row = Matcher(reader).match("Isle of Cecilia", "1945")
    assert row == MatchRow("", "", "ambiguous", ("XEE", "XTT"))
    assert Matcher(reader).match("Example Union", "1935").orgdb_key == "ALT"
    assert Matcher(reader).match("Example Union", "1960").orgdb_key == "EXU"


def test_kinds_are_kept_apart(reader: Reader) -> None:
    assert Matcher(reader, STATE).match("EXU").orgdb_how == "unknown"
    assert Matcher(reader, ORGANIZATION).match("XAA").orgdb_how == "unknown"
    with pytest.raises(QuestionError):
        Matcher(reader, "person")


def test_an_unknown_name_offers_the_nearest_and_takes_none(reader: Reader) -> None:
    row = Matcher(reader).match("Betonla")
    assert (row.orgdb_key, row.orgdb_candidates[:1]) == ("", ("XBB",))


def test_codes_of_spreadsheets_without_their_zeros_are_found(reader: Reader) -> None:
    assert Matcher(reader, STATE, "m49").match("1").orgdb_key == "XAA"
    assert Matcher(reader, STATE, "m49").match("901").orgdb_key == ""


def test_each_value_is_resolved_once_with_each_date(small: Reader) -> None:
    matcher = Matcher(small)
    for number in range(30_000):
        matcher.match(("Bétonia", "XAA", "cow:903")[number % 3], str(1900 + number % 100))
    assert matcher.known.cache_info().misses == 300


NAMES = st.one_of(
    st.sampled_from(["Cecilia", "Isle of Cecilia", "Example Union", "XDD", "cow:903", "Bétonia"]),
    st.text(max_size=12).filter(lambda text: "\0" not in text),
)


@given(
    text=NAMES,
    on=st.one_of(st.none(), st.integers(1900, 2030).map(str)),
    kind=st.sampled_from([STATE, ORGANIZATION]),
)
@settings(max_examples=200, deadline=None)
def test_one_of_many_means_what_it_means_alone(
    small: Reader, text: str, on: str | None, kind: str
) -> None:
    row = Matcher(small, kind).match(text, on)
    try:
        alone = find(small, text, (kind,), parse_on(on)).key
    except AmbiguousNameError as error:
        assert (row.orgdb_how, row.orgdb_candidates) == ("ambiguous", error.candidates)
        return
    except UnknownNameError:
        alone = ""
    assert row.orgdb_key == alone


def test_a_code_outside_its_years_is_unknown_with_the_candidate(reader: Reader) -> None:
    row = Matcher(reader, STATE, "cow").match("901", "1000")
    assert row == MatchRow("", "", "unknown", ("XAA",))


def test_a_scheme_that_does_not_exist_is_refused(reader: Reader) -> None:
    with pytest.raises(QuestionError, match="Unknown scheme 'cowc'") as refused:
        Matcher(reader, STATE, "cowc")
    assert "cow, cow-abb" in refused.value.hint
    assert Matcher(reader, STATE, "COW").match("903").orgdb_key == "XDD"
    assert Matcher(reader, STATE, "key").match("XAA").orgdb_key == "XAA"


OTHER = Found(ORGANIZATION, -1, "OTHER")


def test_an_acronym_of_two_bodies_is_ambiguous_also_behind_a_code(small: Reader) -> None:
    matcher = Matcher(small, ORGANIZATION)
    matcher.names.names["exb"] = [Named(OTHER, "acronym")]
    assert matcher.match("EXB").orgdb_key == "OTHER"
    matcher.known.cache_clear()
    own = matcher.names.with_key("EXU")[0].found
    matcher.names.codes["factbook", "exb"] = [Named(own)]
    row = matcher.match("EXB")
    assert (row.orgdb_how, row.orgdb_candidates) == ("ambiguous", ("EXU", "OTHER"))


def test_a_key_that_is_the_acronym_of_another_is_ambiguous_in_a_column(small: Reader) -> None:
    matcher = Matcher(small, ORGANIZATION)
    matcher.names.names["exu"] += [Named(OTHER, "acronym")]
    row = matcher.match("EXU")
    assert (row.orgdb_how, row.orgdb_candidates) == ("ambiguous", ("EXU", "OTHER"))
    assert matcher.match("key:EXU").orgdb_key == "EXU"
    assert find(small, "EXU", (ORGANIZATION,)).key == "EXU", "a question is asked with a key"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.wikidata.org/wiki/Q{}",
        "http://www.wikidata.org/entity/Q{}",
        "wikidata.org/wiki/q{}",
        "wikidata:Q{}",
        "https://m.wikidata.org/wiki/Q{}#sitelinks",
    ],
)
def test_an_address_at_wikidata_is_its_code(small: Reader, address: str) -> None:
    matcher = Matcher(small, ORGANIZATION)
    own = matcher.names.with_key("EXU")[0].found
    matcher.names.codes["wikidata", "q99999"] = [Named(own)]
    assert matcher.match(address.format(99999)).orgdb_key == "EXU"
    matcher = Matcher(small, ORGANIZATION, "key")
    assert matcher.match("EXU").orgdb_key == "EXU"


@pytest.mark.parametrize("text", ["EXU+", "EXU +", "EXU＋"])
def test_a_body_and_its_partners_are_another_body(small: Reader, text: str) -> None:
    assert Matcher(small, ORGANIZATION).match(text).orgdb_key == ""
