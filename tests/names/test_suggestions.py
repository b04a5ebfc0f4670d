"""What is offered for a name that nothing has: what a person may have meant, in English."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from orgdb.db.reader import Reader, open_reader
from orgdb.errors import AmbiguousNameError, UnknownNameError
from orgdb.membership.is_member import is_member
from orgdb.names.fuzzy import nearest
from orgdb.names.lookup import ORGANIZATION, PERSON, STATE, find
from orgdb.names.match import Matcher, MatchRow
from orgdb.names.short_forms import SHORT_FORMS
from orgdb.parameters import WhoCounts
from orgdb.seed.prebuilt import make_database
from tests.conftest import Outcome


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    path = tmp_path_factory.mktemp("suggestions") / "real.sqlite"
    make_database(str(path))
    reader = open_reader(str(path))
    yield reader
    reader.close()


@pytest.mark.parametrize(
    ("text", "names", "best"),
    [
        ("pru", ["cipru", "peru"], ["peru"]),
        ("brics", ["bis", "brics forum"], []),
        ("oced", ["osce", "oecd", "oeec"], ["oecd"]),
        ("nat0", ["nato", "nafo"], ["nato"]),
        ("pery", ["pdry", "peru"], ["peru", "pdry"]),
        ("mexco", ["eco", "mexico"], ["mexico"]),
    ],
)
def test_in_a_short_text_one_letter_may_be_wrong(
    text: str, names: list[str], best: list[str]
) -> None:
    assert nearest(text, names, 3, 70) == best


def test_a_preferred_name_comes_before_one_that_is_as_near() -> None:
    assert nearest("brasl", ["brasi", "brasa"], 1, 70, {"brasa"}) == ["brasa"]


def hint(reader: Reader, text: str, *kinds: str) -> str:
    with pytest.raises(UnknownNameError) as unknown:
        find(reader, text, kinds)
    return unknown.value.hint


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("Pru", STATE, "Did you mean PER (Peru)?"),
        ("Brasl", STATE, "Did you mean BRA (Brazil)?"),
        ("Mexco", STATE, "Did you mean MEX (Mexico)?"),
        ("Saar", STATE, "The Saar, from 1947 to 1956 apart from Germany, has no entry"),
        ("Peru", ORGANIZATION, "PER (Peru) is a state. Ask: orgdb show PER, orgdb memberships PER"),
        (
            "OAS",
            STATE,
            "OAS (Organization of American States) is an organization."
            " Ask: orgdb show OAS, orgdb members OAS",
        ),
        ("OSA", ORGANIZATION, "Did you mean OAS (Organization of American States)?"),
        ("Guterres", PERSON, "Did you mean antonio-guterres (António Guterres)?"),
        ("365", STATE, "Say of which list a number is: cow:365, gw:365, m49:365."),
    ],
)
def test_the_hint_says_what_was_meant(real: Reader, text: str, kind: str, said: str) -> None:
    assert hint(real, text, kind).startswith(said)


@pytest.mark.parametrize("part", ["England", "scotland", "Wales"])
def test_a_part_is_answered_for_the_whole_and_said_so(real: Reader, part: str) -> None:
    assert find(real, part, (STATE,)).key == "GBR"
    assert real.remarks == [f"{part} is a part of GBR (United Kingdom)"]
    real.remarks.clear()
    assert is_member(real, part, "UN").reason.endswith(f"{part} is a part of GBR (United Kingdom)")
    assert not real.remarks


@pytest.mark.parametrize("short", [*SHORT_FORMS])
def test_every_short_form_means_one_thing(real: Reader, short: str) -> None:
    assert find(real, short)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Intl Labour Org.", "ILO"),
        ("Org American States", "OAS"),
        ("Org. of American States", "OAS"),
        ("Int'l Atomic Energy Agency", "IAEA"),
        ("World Health Org", "WHO"),
        ("Org for Economic Co-operation and Dev", "OECD"),
    ],
)
def test_organizations_are_abbreviated_as_people_do(real: Reader, text: str, key: str) -> None:
    assert find(real, text, (ORGANIZATION,)).key == key


@pytest.mark.parametrize(
    ("name", "organization", "on", "key"),
    [
        ("Germany", "NATO", "1960", "DEU"),
        ("Germany", "WPact", "1970", "DDR"),
        ("Korea", "OECD", "2000", "KOR"),
    ],
)
def test_of_several_the_one_that_was_ever_on_the_list_is_meant(
    real: Reader, name: str, organization: str, on: str, key: str
) -> None:
    answer = is_member(real, name, organization, WhoCounts.of(on))
    assert answer.member == key
    assert f"{name} is taken for {key}" in answer.reason


def test_where_several_were_on_the_list_it_stays_ambiguous(real: Reader) -> None:
    with pytest.raises(AmbiguousNameError):
        is_member(real, "Germany", "UN", WhoCounts.of("1980"))


def test_of_two_with_one_name_the_one_called_so_comes_first(real: Reader) -> None:
    assert hint(real, "Grmany", STATE).startswith("Did you mean DEU (Germany)")


def test_opec_plus_is_not_opec(real: Reader) -> None:
    for text in ("OPEC+", "OPEC +"):
        assert hint(real, text, ORGANIZATION).startswith("Did you mean OPEC (")


def test_swapped_arguments_are_answered_and_said_so(orgdb: Callable[..., Outcome]) -> None:
    answer = orgdb("is-member", "EXU", "XAA")
    assert answer.code == 0
    assert "read as: is XAA a member of EXU" in answer.out


def test_codes_of_eurostat_are_offered_not_taken(real: Reader) -> None:
    matcher = Matcher(real, STATE, "iso2")
    assert matcher.match("EL") == MatchRow("", "", "unknown", ("GRC",))
    assert matcher.match("UK") == MatchRow("", "", "unknown", ("GBR",))
    assert matcher.match("ZZ") == MatchRow("", "", "unknown", ())
