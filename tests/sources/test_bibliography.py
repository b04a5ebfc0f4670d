"""The bibliography of an answer: exactly its sources, in text, BibTeX and CSL-JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from orgdb.db.reader import Reader
from orgdb.errors import QuestionError, UnknownNameError
from orgdb.membership.members import MemberRow, members
from orgdb.membership.shared import SharedRow, shared
from orgdb.output.bibliography import references
from orgdb.output.formats import render
from orgdb.parameters import WhoCounts
from orgdb.sources.bibliography import Bibliography, Cited, bibliography, cite
from orgdb.sources.read_result_file import read_answer
from orgdb.sources.why import why

FORMATS = ("csv", "tsv", "json", "jsonl")


def keys(found: Bibliography) -> list[str]:
    return [source.source for source in found.sources]


@pytest.mark.parametrize("name", ["EXU", "XBB", "ana-example", "Union of Cecilia"])
def test_a_name_is_cited_by_the_sources_of_all_its_facts(reader: Reader, name: str) -> None:
    found = cite(reader, [name])
    assert keys(found) == sorted({row.source for row in why(reader, name)})
    assert [dataset.dataset for dataset in found.datasets] == ["curated"]


def test_a_fact_is_cited_by_its_own_sources_alone(reader: Reader) -> None:
    fact = next(
        row.fact for row in members(reader, "EXU", WhoCounts.of("1960")).rows if row.member == "XBB"
    )
    assert keys(cite(reader, [fact])) == sorted({row.source for row in why(reader, fact)})


def test_several_names_make_one_bibliography(reader: Reader) -> None:
    both = keys(cite(reader, ["bo-sample", "cy-namesake"]))
    assert both == sorted({*keys(cite(reader, ["bo-sample"])), "article-b"})


@pytest.mark.parametrize("format_", FORMATS)
def test_an_answer_is_cited_by_the_sources_in_its_rows(reader: Reader, format_: str) -> None:
    rows = members(reader, "EXU", WhoCounts.of("1960")).rows
    text = render(rows, MemberRow, format_)
    found = bibliography(reader, [read_answer(text, "answer")])
    assert keys(found) == sorted({key for row in rows for key in row.sources})
    assert found.unknown == ()
    assert [dataset.dataset for dataset in found.datasets] == ["curated"]


@pytest.mark.parametrize("format_", FORMATS)
def test_an_answer_of_several_facts_a_row_is_read_too(reader: Reader, format_: str) -> None:
    rows = shared(reader, ["XAA", "XBB"], WhoCounts.of(on="1960"))
    read = read_answer(render(rows, SharedRow, format_), "answer")
    assert read.facts == rows[0].facts
    assert read.sources == rows[0].sources


def test_rows_with_facts_but_no_sources_cite_those_of_the_facts(reader: Reader) -> None:
    fact = members(reader, "EXU", WhoCounts.of("1960")).rows[0].fact
    found = bibliography(reader, [read_answer(f"fact,n\n{fact},1\n", "x.csv")])
    assert keys(found) == keys(cite(reader, [fact]))


def test_objects_inside_objects_are_read_and_a_byte_order_mark_is_forgiven() -> None:
    text = "\ufeff" + json.dumps({"part": [{"sources": ["a", "b"], "fact": "f-1"}], "x": None})
    assert read_answer(text, "x.json") == Cited(("a", "b"), (), ("f-1",))


def test_keys_of_another_release_are_named_not_lost(reader: Reader) -> None:
    found = bibliography(reader, [Cited(("register-2026", "gone"), (), ("membership-gone",))])
    assert keys(found) == ["register-2026"]
    assert found.unknown == ("gone", "membership-gone")


@pytest.mark.parametrize("text", ["a,b\n1,2\n", '[{"a": 1}]', '{"a": ', '"', 'sources\n"a"b\n'])
def test_a_file_that_is_no_answer_is_refused(text: str) -> None:
    with pytest.raises(QuestionError, match=r"x\.csv"):
        read_answer(text, "x.csv")


def test_neither_fact_nor_name_is_refused(reader: Reader) -> None:
    with pytest.raises(UnknownNameError, match="Nothing in orgdb has the name or the key 'Nobody'"):
        cite(reader, ["Nobody"])


def test_text_has_author_title_publisher_date_and_address(reader: Reader) -> None:
    lines = references(cite(reader, ["EXU"]), "text").splitlines()
    assert (
        "[depositary-77] Depositary notification 77. Example Union, 1976-07."
        " https://example.org/copy/77 (original: https://depositary.example.org/77)" in lines
    )
    assert lines[-1].startswith("[curated] The orgdb developers")


def test_csl_json_has_what_reference_managers_read(reader: Reader) -> None:
    items = {item["id"]: item for item in json.loads(references(cite(reader, ["EXU"]), "csl-json"))}
    assert items["charter-1951"]["type"] == "treaty"
    assert items["depositary-77"]["issued"] == {"date-parts": [[1976, 7]]}
    assert items["scholar"]["author"] == [{"literal": "Scholar, A."}]
    assert items["curated"]["type"] == "dataset"


def bibtex_of(reader: Reader, **changed: str) -> str:
    """The BibTeX of one source with some of its fields changed."""
    source = cite(reader, ["cy-namesake"]).sources[0]
    return references(Bibliography((replace(source, **changed),), (), ()), "bibtex")


def depth(text: str) -> int:
    """How many braces are open at the end; those that are escaped do not count."""
    plain = re.sub(r"\\[{}]", "", text)
    return plain.count("{") - plain.count("}")


def test_what_tex_would_run_is_escaped(reader: Reader) -> None:
    text = bibtex_of(reader, title="50% of $_{x}^2 & ~#1 \\input{secret}", publisher="A & B")
    (title,) = re.findall(r"title = \{\{(.*)\}\}", text)
    assert title == (
        r"50\% of \$\_\{x\}\textasciicircum{}2 \& \textasciitilde{}\#1"
        r" \textbackslash{}input\{secret\}"
    )
    assert r"howpublished = {A \& B}" in text
    assert depth(text) == 0


def test_an_address_keeps_its_signs_but_cannot_end_its_field(reader: Reader) -> None:
    text = bibtex_of(reader, url="https://example.org/a_b?c=%20}&d\\e")
    assert "url = {https://example.org/a_b?c=%20%7D&d%5Ce}" in text


@pytest.mark.parametrize(
    ("date", "fields"),
    [
        ("1999", ["date = {1999}", "year = {1999}"]),
        ("1976-07", ["date = {1976-07}", "year = {1976}", "month = {7}"]),
        ("[1951..1955]", ["date = {1951/1955}", "year = {1951--1955}"]),
    ],
)
def test_dates_are_written_for_both_sorts_of_bibtex(
    reader: Reader, date: str, fields: list[str]
) -> None:
    text = bibtex_of(reader, date=date)
    assert all(f"  {field}" in text for field in fields)


def test_keys_of_entries_are_unique_even_without_case(reader: Reader) -> None:
    source = cite(reader, ["cy-namesake"]).sources[0]
    names = ("a-b", "A-B", "a b", "ä")
    entries = tuple(replace(source, source=name) for name in names)
    text = references(Bibliography(entries, (), ()), "bibtex")
    found = re.findall(r"@misc\{([^,]+),", text)
    assert len({key.lower() for key in found}) == len(names)
    assert all(key.isascii() for key in found)


def test_a_bibtex_library_reads_every_entry(reader: Reader) -> None:
    pybtex = pytest.importorskip("pybtex.database", reason="needs pybtex")
    found = cite(reader, ["EXU"])
    read = pybtex.parse_string(references(found, "bibtex"), "bibtex")
    assert len(read.entries) == len(found.sources) + len(found.datasets)
