"""The one way to write a seed file: it says the same, twice is once, comments stay."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgdb.errors import SeedError
from orgdb.seed import organization_sections as org
from orgdb.seed.faults import Fault
from orgdb.seed.format import (
    format_folder,
    format_text,
    unformatted,
    write_row,
    write_scalar,
)
from orgdb.seed.yaml import MapNode, Node, YamlFault, parse_yaml
from tests.conftest import Outcome

INVISIBLE = "\x7f\u2028\u2029\ufeff\ufffe\uffff" + "".join(
    chr(n) for n in [*range(32), *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
).replace("\n", "")
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=INVISIBLE), max_size=30)
# What YAML gives a meaning to, wherever it stands.
TRICKY = st.text(
    st.sampled_from("-?:,[]{}#&*!|>'\"%@` \\\n=~.<0aé\xa0\u200d🎉ل"), min_size=1, max_size=12
)


def parsed(text: str) -> Node | None:
    faults: list[Fault] = []
    node = parse_yaml(text, "text", faults)
    assert not faults
    return node


@settings(max_examples=300)
@given(text=TEXTS | TRICKY)
def test_a_text_written_and_read_is_the_same_text(text: str) -> None:
    assert parsed(f"name: {write_scalar(text)}") == {"name": text}
    assert parsed(f"- {{a: {write_scalar(text)}, b: [{write_scalar(text)}, x]}}") == [
        {"a": text, "b": [text, "x"]}
    ]


def test_only_texts_that_need_quotes_have_them() -> None:
    assert write_scalar("Example Union") == "Example Union"
    assert write_scalar("NO") == "NO"
    assert write_scalar("1951-12") == "1951-12"
    assert write_scalar("https://example.org/a") == "https://example.org/a"
    # PyYAML in Python, unlike libyaml, refuses a bare ? inside {…}.
    assert write_scalar("https://example.org/a?b=c") == '"https://example.org/a?b=c"'
    assert write_scalar("[1951..1955]") == '"[1951..1955]"'
    assert write_scalar('say "yes": no') == r'"say \"yes\": no"'
    assert write_scalar("two\nlines") == r'"two\nlines"'


ROWS = st.dictionaries(
    st.sampled_from([field.name for field in org.EVENTS.fields]),
    (TEXTS | TRICKY).filter(bool) | st.lists(TRICKY, min_size=1, max_size=3).map(tuple),
    min_size=1,
)


@settings(max_examples=150)
@given(row=ROWS, cite=TEXTS | TRICKY, comment=st.sampled_from(["", '  # see {b} and "c"', "  #"]))
def test_formatting_a_row_changes_neither_what_it_says_nor_itself_again(
    row: dict[str, object], cite: str, comment: str
) -> None:
    written = write_row({**row, "cite": cite}, org.EVENTS)
    text = f"events:\n-   {written}{comment}\n"
    once = format_text(text, "organizations/EXU.yml")
    assert parsed(once) == parsed(text)
    assert once == f"events:\n- {written}{comment}\n"
    assert format_text(once, "organizations/EXU.yml") == once


@settings(max_examples=100)
@given(lines=st.lists(TRICKY.filter(lambda t: "\n" not in t), min_size=1, max_size=4))
def test_formatting_any_text_never_changes_what_it_says(lines: list[str]) -> None:
    text = "".join(f"field: {line}\n- {{a: {line}\n" for line in lines) + "\n".join(lines) + "\n"
    for candidate in (text, f"website: |\n  name:   {lines[0]}\n", f"a: {lines[0]}\n"):
        formatted = format_text(candidate, "organizations/EXU.yml")
        assert meaning(formatted) == meaning(candidate)


def meaning(text: str) -> object:
    """What a text says, or that it cannot be read. A field without a value says nothing."""
    try:
        node = parse_yaml(text, "text", [])
    except YamlFault:
        return "unreadable"
    if isinstance(node, MapNode):
        return {key: value for key, value in node.items() if value not in ("", [])}
    return node


UNTIDY = """\
# How the union counts its members is explained in its register.
key:   EXU
kind: "intergovernmental"   # an organ it is not

cite:  'kind: charter-1951 art. 1'
names:
-   {lang: en, name: "Example Union", cite: charter-1951 art. 1, kind: official}   # {sic}, "so"
- {name: "a: b", lang: en, kind: short, period: , cite: "charter-1951 art. 1"} # two names
# - {name: left out}
"""
TIDY = """\
# How the union counts its members is explained in its register.
key: EXU
kind: intergovernmental  # an organ it is not

cite: "kind: charter-1951 art. 1"
names:
- {name: Example Union, lang: en, kind: official, cite: "charter-1951 art. 1"}  # {sic}, "so"
- {name: "a: b", lang: en, kind: short, cite: "charter-1951 art. 1"}  # two names
# - {name: left out}
"""


def test_fields_are_put_in_order_quotes_dropped_and_comments_kept() -> None:
    assert format_text(UNTIDY, "organizations/EXU.yml") == TIDY
    assert format_text(UNTIDY.replace("\n", "\r\n") + "\r\n\n", "organizations/EXU.yml") == TIDY


LEFT_ALONE = {
    "a row over two lines": "names:\n- {name: Example Union,\n   lang:   en}\n",
    "a block of text": "website: |\n  kind:   x\n  - {a:   b}\n",
    "a key that stands twice": 'names:\n- {name:   a, name: b, cite: "c d"}\n',
    "a value over two lines": "website: https://example.org\n  /members\n",
}


@pytest.mark.parametrize("what", LEFT_ALONE)
def test_what_cannot_be_rewritten_without_a_doubt_stays(what: str) -> None:
    assert format_text(LEFT_ALONE[what], "organizations/EXU.yml") == LEFT_ALONE[what]


def test_the_invented_files_are_formatted(sample: Path) -> None:
    assert unformatted(sample) == []  # the curated ones: an example of `orgdb seed format --help`


def test_format_check_names_the_files_and_changes_nothing(
    sample: Path, orgdb: Callable[..., Outcome]
) -> None:
    people = sample / "people.yml"
    untidy = people.read_text(encoding="utf-8").replace(
        "{key: bo-sample, name", "{name: Bo,  key", 1
    )
    untidy = untidy.replace("name: Bo,  key: Bo Sample", "name: Bo Sample,  key: bo-sample", 1)
    people.write_text(untidy, encoding="utf-8")
    people.chmod(0o640)
    outcome = orgdb("seed", "format", "--check", str(sample))
    assert (outcome.code, outcome.out) == (4, "")
    assert outcome.err.startswith(f"{people}: would change\n")
    assert people.read_text(encoding="utf-8") == untidy
    assert orgdb("seed", "format", str(sample)).code == 0
    assert people.read_text(encoding="utf-8").splitlines()[1].startswith("- {key: bo-sample, name")
    assert people.stat().st_mode & 0o777 == 0o640
    assert orgdb("seed", "format", "--check", str(sample)).code == 0


def test_files_with_faults_are_not_formatted(sample: Path) -> None:
    (sample / "people.yml").write_text("-   {key: a}\n- {key: [\n", encoding="utf-8")
    (sample / "sources.yml").write_text("-   {key: a}\n", encoding="utf-8")
    with pytest.raises(
        SeedError, match=r"people.yml cannot be formatted. No file was changed."
    ) as e:
        format_folder(sample)
    assert e.value.faults[0].startswith("seed/people.yml:3: error syntax: ")
    assert (sample / "sources.yml").read_text(encoding="utf-8") == "-   {key: a}\n"
    assert not list(sample.glob(".*"))
