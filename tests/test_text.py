"""Names compare without case, accents, punctuation and spacing, whatever the script."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgdb.text import fold


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Côte d’Ivoire", "COTE D'IVOIRE"),
        ("Pérou", "perou"),
        ("Bosnia-Herzegovina", "bosnia  herzegovina"),
        ("Organização dos Estados Americanos", "organizacao dos estados americanos"),
        ("Åland Islands", "aland islands"),
        ("Łódź", "lodz"),
        ("Færøerne", "faeroerne"),
        ("Đà Nẵng", "da nang"),
        ("Straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("ΕΛΛΆΣ", "Ελλάς"),
        ("Россия", "РОССИЯ"),
        ("ＯＡＳ", "oas"),
        ("U.S.A.", "u s a"),
        ("St. Kitts & Nevis", "st kitts nevis"),
        ("São Tomé e Príncipe", "Sa\u0303o Tome\u0301 e Pri\u0301ncipe"),
    ],
)
def test_what_people_type_matches_what_is_written(written: str, typed: str) -> None:
    assert fold(written) == fold(typed)


@pytest.mark.parametrize("name", ["سيسيليا", "भारत", "中华人民共和国", "ประเทศไทย", "საქართველო"])
def test_scripts_without_case_or_accents_keep_their_letters(name: str) -> None:
    letters = [c for c in unicodedata.normalize("NFKD", name) if unicodedata.category(c) == "Lo"]
    folded = unicodedata.normalize("NFKD", fold(name))
    assert [c for c in folded if unicodedata.category(c) == "Lo"] == letters


def test_different_names_stay_different() -> None:
    names = ["Niger", "Nigeria", "Austria", "Australia", "Iran", "Iraq", "Dominica", "भारत", "भरत"]
    assert len({fold(name) for name in names}) == len(names)


@pytest.mark.parametrize("nothing", ["", " ", "—", "'", "…!?", "\u200b\u202e"])
def test_a_text_without_letters_or_digits_folds_to_nothing(nothing: str) -> None:
    assert fold(nothing) == ""


@given(st.text())
@settings(max_examples=300)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
@settings(max_examples=300)
def test_case_and_composition_do_not_matter(text: str) -> None:
    folded = fold(text)
    assert fold(text.casefold()) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded
    assert fold(unicodedata.normalize("NFC", text)) == folded


@given(st.text(alphabet="abcXYZ éñÖ-'’.,", min_size=1))
def test_spaces_and_marks_only_separate(text: str) -> None:
    folded = fold(text)
    assert folded == folded.strip()
    assert "  " not in folded
    assert fold(f"  {text.replace(' ', '   ')}. ") == folded
