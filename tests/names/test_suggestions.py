"""What is offered for a name that nothing has: what a person may have meant, in English."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from orgdb.db.reader import Reader, open_reader
from orgdb.errors import UnknownNameError
from orgdb.names.fuzzy import nearest
from orgdb.names.lookup import ORGANIZATION, STATE, find
from orgdb.names.match import Matcher, MatchRow
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
        ("England", STATE, "England is a part of GBR (United Kingdom)."),
        ("Scotland", STATE, "Scotland is a part of GBR (United Kingdom)."),
        ("Peru", ORGANIZATION, "PER (Peru) is a state."),
        ("OAS", STATE, "OAS (Organization of American States) is an organization."),
    ],
)
def test_the_hint_says_what_was_meant(real: Reader, text: str, kind: str, said: str) -> None:
    assert hint(real, text, kind) == said


def test_of_two_with_one_name_the_one_called_so_comes_first(real: Reader) -> None:
    assert hint(real, "Grmany", STATE).startswith("Did you mean DEU (Germany)")


def test_opec_plus_is_not_opec(real: Reader) -> None:
    for text in ("OPEC+", "OPEC +"):
        assert hint(real, text, ORGANIZATION).startswith("Did you mean OPEC (")


def test_swapped_arguments_are_said_so(orgdb: Callable[..., Outcome]) -> None:
    answer = orgdb("is-member", "EXU", "XAA")
    assert answer.code == 2
    assert "XAA is a state and EXU is an organization." in answer.err
    assert "Swap them: orgdb is-member XAA EXU" in answer.err


def test_codes_of_eurostat_are_offered_not_taken(real: Reader) -> None:
    matcher = Matcher(real, STATE, "iso2")
    assert matcher.match("EL") == MatchRow("", "", "unknown", ("GRC",))
    assert matcher.match("UK") == MatchRow("", "", "unknown", ("GBR",))
    assert matcher.match("ZZ") == MatchRow("", "", "unknown", ())
