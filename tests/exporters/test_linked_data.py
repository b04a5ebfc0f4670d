"""RDF and JSON-LD, read back by rdflib and pyld, and held against SHACL shapes of ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgdb.exporters.columns import Kind
from orgdb.exporters.extract import Extract
from orgdb.exporters.jsonld import FORMAT as JSONLD
from orgdb.exporters.rdf import BASE, FORMAT, ORG, PROV, TERM, TYPE, WORDS, subject_of, text

rdflib = pytest.importorskip("rdflib", reason="needs the extra dev")
SHAPES = Path(__file__).parents[1] / "data" / "shapes.ttl"


@pytest.fixture(scope="module")
def graph(exported: Callable[[str], Path]) -> Any:
    """The N-Triples as rdflib reads them."""
    return rdflib.Graph().parse(exported("rdf"), format="nt")


def test_every_value_comes_back_but_what_is_declared(graph: Any, extract: Extract) -> None:
    lost = {(loss.table, name) for loss in FORMAT.losses for name in loss.columns}
    for table in extract.tables:
        for row in extract.records(table):
            subject = rdflib.URIRef(subject_of(table, row)[1:-1])
            assert (subject, rdflib.URIRef(TYPE), None) in graph
            for column in table.columns:
                value = row[column.name]
                if (
                    value in (None, "", ())
                    or {(table.name, column.name), ("*", column.name)} & lost
                ):
                    continue
                if column.name == "fact" and (table.key == ("fact",) or table.name == "citations"):
                    continue
                word = WORDS.get((table.name, column.name)) or f"{TERM}{column.name}"
                found = {str(o) for o in graph.objects(subject, rdflib.URIRef(word))}
                shown = str(value).lower() if column.kind is Kind.BOOLEAN else str(value)
                ends = {one.rsplit(":", 1)[-1] for one in found if one.startswith(BASE)}
                quoted = shown.replace("/", "%2F").replace(":", "%3A").replace(" ", "%20")
                assert shown in found or quoted in ends, (table.name, column.name, value, found)


def test_every_source_and_every_citation_is_reached_from_its_fact(
    graph: Any, extract: Extract
) -> None:
    derived = rdflib.URIRef(f"{PROV}wasDerivedFrom")
    for row in extract.records("memberships"):
        fact = rdflib.URIRef(f"{BASE}fact:{row['fact']}")
        sources = {str(o).removeprefix(f"{BASE}source:") for o in graph.objects(fact, derived)}
        assert sources == set(row["sources"])
    citations = sum(1 for _ in extract.records("citations"))
    assert (
        len(list(graph.subject_objects(rdflib.URIRef(f"{PROV}qualifiedDerivation")))) == citations
    )


def test_the_members_of_an_organization_are_a_question_of_org(graph: Any) -> None:
    found = graph.query(
        f"""PREFIX org: <{ORG}> SELECT ?member WHERE {{ ?m a org:Membership ; org:member ?member ;
        org:organization <{BASE}organization:EXU> ; org:role <{BASE}status:full> }}"""
    )
    members = {str(row.member).rsplit(":", 1)[-1] for row in found}
    assert members == {"XAA", "XBB", "XCC", "XDD", "EXL"}


def test_the_shapes_hold(graph: Any) -> None:
    pyshacl = pytest.importorskip("pyshacl", reason="needs the extra dev")
    shapes = rdflib.Graph().parse(SHAPES, format="turtle")
    conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms, report
    broken = rdflib.Graph().parse(data=f"<urn:x> <{TYPE}> <{ORG}Membership> .", format="nt")
    assert not pyshacl.validate(broken, shacl_graph=shapes)[0]


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_text_comes_back_from_n_triples(value: str) -> None:
    read = rdflib.Graph().parse(data=f"<urn:a> <urn:b> {text(value)} .\n", format="nt")
    assert str(read.value(rdflib.URIRef("urn:a"), rdflib.URIRef("urn:b"))) == value


@pytest.fixture(scope="module")
def expanded(exported: Callable[[str], Path]) -> dict[str, dict[str, Any]]:
    """The JSON-LD as pyld expands it, offline, by identifier."""
    pyld = pytest.importorskip("pyld", reason="needs the extra dev")

    def offline(url: str, _options: object) -> None:
        raise AssertionError(f"{url} would have to be fetched")

    document = json.loads(exported("jsonld").read_text("utf-8"))
    found = pyld.jsonld.expand(document, {"documentLoader": offline})
    return {resource["@id"]: resource for resource in found}


def test_json_ld_says_what_orgdb_says(
    expanded: dict[str, dict[str, Any]], extract: Extract
) -> None:
    schema = "https://schema.org/"
    for row in extract.records("memberships"):
        role = expanded[f"{BASE}fact:{row['fact']}"]
        assert role["@type"] == [f"{schema}OrganizationRole"]
        assert role[f"{schema}member"] == [{"@id": f"{BASE}{row['member_kind']}:{row['member']}"}]
        assert role["@reverse"][f"{schema}member"][0]["@id"] == f"{BASE}organization:{row['org']}"
        said = role.get(f"{schema}description", [{"@value": ""}])[0]["@value"]
        for end, name in (("start", "startDate"), ("end", "endDate")):
            if row[end][:1].isdigit():
                assert role[f"{schema}{name}"] == [{"@value": row[end]}]
            elif row[end].startswith("["):
                assert row[end] in said
        assert ("disputed" in said) is row["disputed"]
        assert {s["@id"] for s in role[f"{schema}subjectOf"]} == {
            f"{BASE}source:{source}" for source in row["sources"]
        }
    union = expanded[f"{BASE}organization:EXU"]
    names = {(n["@value"], n.get("@language")) for n in union[f"{schema}alternateName"]}
    assert ("Union d’exemple", "fr") in names
    assert union[f"{schema}sameAs"] == [{"@id": "http://www.wikidata.org/entity/Q42"}]
    assert {p["@value"] for p in union[f"{schema}keywords"]} >= {"=1+1 as a purpose"}
    assert JSONLD.losses
