"""Questions of membership in words: read where they can be cut in one way, else refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgdb.db.reader import Reader, open_reader
from orgdb.errors import QuestionError
from orgdb.names.sentence import Asked, read_sentence
from tests.conftest import Outcome


@pytest.fixture(scope="module")
def real(real_database: Path) -> Iterator[Reader]:
    opened = open_reader(str(real_database))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("Peru in OAS", ("Peru", "OAS", None)),
        ("is Peru in the OAS?", ("Peru", "OAS", None)),
        ("Is Peru still a member of the OAS", ("Peru", "OAS", None)),
        ("was Spain in NATO in 1980", ("Spain", "NATO", "1980")),
        ("was Spain a member of NATO on 30 May 1982?", ("Spain", "NATO", "30 May 1982")),
        ("when did the United Kingdom leave the EU", ("United Kingdom", "EU", None)),
        ("does Moldova belong to the Council of Europe", ("Moldova", "Council of Europe", None)),
        ("South Korea UN", ("South Korea", "UN", None)),
        ("Republic of Korea UN 1990", ("Republic of Korea", "UN", "1990")),
        ("Bosnia and Herzegovina in the OSCE", ("Bosnia and Herzegovina", "OSCE", None)),
        ("is Scotland in the EU", ("Scotland", "EU", None)),
        ("is the EU in the WTO", ("EU", "WTO", None)),
        ("is Ruritania in the OAS", ("Ruritania", "OAS", None)),
    ],
)
def test_a_sentence_is_cut_into_member_organization_and_date(
    words: str, asked: tuple[str, str, str | None], real: Reader
) -> None:
    assert read_sentence(real, words.split()) == Asked(*asked)


@pytest.mark.parametrize("words", ["bla bla bla", "is", "in", "in the", "?", "word " * 100])
def test_what_is_no_such_question_is_refused(words: str, real: Reader) -> None:
    with pytest.raises(QuestionError):
        read_sentence(real, words.split())


@given(st.lists(st.sampled_from("is was in of the Peru OAS a 1990 on member ? Korea".split())))
def test_any_order_of_words_is_read_or_refused(real: Reader, words: list[str]) -> None:
    try:
        asked = read_sentence(real, words)
    except QuestionError:
        return
    assert asked.member
    assert asked.organization


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("is-member Peru in OAS", 0, "yes: full member since 1948-04-30"),
        ("is Peru in the OAS?", 0, "read as: orgdb is-member Peru OAS"),
        ("Was Spain in NATO in 1980", 1, "no: full member only since 1982-05-30"),
        ("is-member Peru in OAS --on 1940", 1, "no: "),
        ("is-member Peru", 2, "Missing argument 'ORG'"),
        ("is Korea in the UN", 2, "'Korea' is ambiguous"),
        ("who leads the OAS", 2, "orgdb officials ORG"),
        ("when was the OAS founded", 2, "orgdb show NAME"),
        ("members EU 2004", 0, "25 members on 2004\n"),
        ("members EU 2004", 0, "read as: EU --on 2004"),
        ("members of the EU in 1995", 0, "15 members on 1995\n"),
        ("members EU --on 2004 1999", 2, "No organization found for 'EU 1999'"),
        ("memberships Peru 1947-12-31", 0, "read as: Peru --on 1947-12-31"),
        ("officials of NATO in 2010", 0, "Anders Fogh Rasmussen"),
        ("officials Secretary-General of the UN", 0, "Gladwyn Jebb"),
        ("officials Mayor of Lima", 2, "for 'Lima'"),
        ("head of imf", 2, "Ask: orgdb officials BODY."),
        ("treaty", 2, "Ask: orgdb charter ORG|TREATY."),
        ("why Honduras in the OAS", 0, "Honduras in OAS (membership-"),
        ("why France Germany", 2, "the key 'France Germany'"),
        ("coverage --stale --only partial", 0, " partial\n"),
    ],
)
def test_questions_in_words_are_answered(
    line: str, code: int, said: str, orgdb: Callable[..., Outcome], real_database: Path
) -> None:
    answer = orgdb(*line.split(), db=str(real_database))
    assert (answer.code, said in answer.out + answer.err) == (code, True), answer
