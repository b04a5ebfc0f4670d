"""Whatever is typed: an exit code that means something, and no failure orgdb cannot explain."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from orgdb.cli.root import COMMANDS

if TYPE_CHECKING:
    from tests.conftest import Outcome

# Commands that change something, fill folders or wait for others are tested by name.
CHANGING = ("db", "seed", "import", "export", "datasets", "completion", "mcp", "serve", "site")
ASKING = [name for name in COMMANDS if name not in CHANGING]
WORDS = [
    *("EXU", "EXL", "ALT", "EXU-GA", "XAA", "XBB", "XCC", "XTT", "ana-example", "exu-charter"),
    *("cow:901", "iso2:NO", "wikidata:Q42", "org:EXU", "state:", ":", "Bétonia", "سيسيليا", "-"),
    *("1951", "1951-12", "1951-13", "1951-02-30", "[1951..1955]", "[1955..1951]", "[..]", "0000"),
    *("full", "observer", "all", "full,,", "legal", "curated", "charter", "start", "members"),
    *("table", "csv", "tsv", "json", "jsonl", "markdown", "bibtex", "'", '"', ";", "%", "\\", "\n"),
]
OPTIONS = [
    *("--on", "--from", "--to", "--rule", "--status", "--dataset", "--all-time", "--kind", "--in"),
    *("--post", "--parties", "--about", "--org", "-f", "--format", "--raw", "-h", "--help", "--"),
    *("--on=1990", "-fcsv", "--nonsense", "--version", "-x", "--format=json", "--state", "--at"),
]
texts = st.text(st.characters(exclude_characters="/"), max_size=12)
surrogates = st.text(st.characters(codec=None, categories=["Cs"]), min_size=1, max_size=2)
arguments = st.lists(
    st.one_of(st.sampled_from(WORDS), st.sampled_from(OPTIONS), texts, surrogates), max_size=6
)
questions = st.tuples(st.sampled_from(ASKING), arguments).map(lambda pair: [pair[0], *pair[1]])
SAME_DATABASE = settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def check(answer: Outcome, words: list[str]) -> None:
    """An explained exit code; a failed question says why on stderr, and nothing on stdout."""
    assert answer.code in {0, 1, 2, 3, 4}, words
    assert "should not" not in answer.err, (words, answer.err)
    assert "Traceback" not in answer.err, words
    if answer.code in {2, 4}:
        assert answer.out == "", words
        assert answer.err.strip(), words
    assert "\x1b" not in answer.err, words


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@given(words=questions)
@example(words=["members", "EXU", "--on", ""])
@example(words=["members", "\udcff"])
@example(words=["is-member", "\x1b[31mXAA", "EXU"])
@example(words=["members", "\0", "-f", "csv"])
@example(words=["events", "--kind", "session", "--on", "[1951..]"])
@SAME_DATABASE
def test_any_question_gets_an_exit_code_and_never_a_traceback(
    words: list[str], orgdb: Callable[..., Outcome]
) -> None:
    check(orgdb(*words), words)


@given(words=st.lists(texts, max_size=4).filter(lambda words: not {*words} & {*CHANGING}))
@SAME_DATABASE
def test_any_words_get_an_exit_code_and_never_a_traceback(
    words: list[str], orgdb: Callable[..., Outcome]
) -> None:
    check(orgdb(*words), words)


@given(
    command=st.sampled_from(["members", "memberships", "officials", "offices", "why", "charter"]),
    name=st.sampled_from(WORDS[:18]),
    on=st.sampled_from(["1950", "1962-03-02", "[1950..2000]", "[1951..]", "[..1990]", "9999"]),
    format_=st.sampled_from(["table", "csv", "tsv", "json", "jsonl", "markdown"]),
    columns=st.integers(1, 200),
)
@SAME_DATABASE
def test_sensible_questions_of_any_date_and_width_are_answered(
    command: str,
    name: str,
    on: str,
    format_: str,
    columns: int,
    orgdb: Callable[..., Outcome],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    words = [command, name, "-f", format_] + ([] if command == "why" else ["--on", on])
    answer = orgdb(*words)
    check(answer, words)
    assert answer.code in {0, 2, 3}  # 3: nothing certain is known of that date


@pytest.mark.postgres
@given(words=questions)
@settings(SAME_DATABASE, max_examples=100)
def test_any_question_is_answered_alike_by_postgresql(
    words: list[str],
    orgdb: Callable[..., Outcome],
    postgres_url: str,
) -> None:
    answer = orgdb(*words, db=postgres_url)
    check(answer, words)
    assert answer == orgdb(*words), words


@given(text=texts.filter(lambda text: text and not text.startswith("-") and "\0" not in text))
@settings(SAME_DATABASE, max_examples=60)
def test_any_text_for_a_database_is_refused_with_a_reason(
    text: str, orgdb: Callable[..., Outcome]
) -> None:
    answer = orgdb("members", "EXU", db=text)
    check(answer, [text])
    assert answer.code == 4
