"""One word, two spellings: each gives the other, and words that only look so give none."""

from __future__ import annotations

import pytest

from orgdb.names.english_spellings import as_one_word, other_spelling
from orgdb.names.spelling_variants import forms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organisation", "organization"),
        ("organisations", "organizations"),
        ("standardised", "standardized"),
        ("organising", "organizing"),
        ("programme", "program"),
        ("defence", "defense"),
        ("labour", "labor"),
        ("centre", "center"),
        ("cooperation", "co operation"),
    ],
)
def test_each_spelling_gives_the_other(one: str, other: str) -> None:
    assert other_spelling(one) == other
    assert as_one_word(other) == as_one_word(one) or other_spelling(other) == one


@pytest.mark.parametrize("word", ["size", "prize", "rise", "wise", "peru", "brazil", "union"])
def test_other_words_have_one_spelling(word: str) -> None:
    assert other_spelling(word) == ""


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Organisation of American States", "organization of american states"),
        ("International Labor Organisation", "international labour organization"),
        ("Centre for Defense Programs", "center for defence programmes"),
        ("Council for Co-operation", "council for cooperation"),
        ("Council for Cooperation", "council for co operation"),
    ],
)
def test_the_spellings_of_several_words_are_combined(text: str, form: str) -> None:
    assert form in forms(text)
