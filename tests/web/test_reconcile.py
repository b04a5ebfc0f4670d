"""The reconciliation service, asked as OpenRefine asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from orgdb.db.reader import open_reader
from orgdb.errors import QuestionError
from orgdb.site.contents import read_contents
from orgdb.web.extension import PROPERTIES
from orgdb.web.reconciliation import MOST_QUERIES, Reconciliation, batch
from tests.web.conftest import Served


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reconciliation]:
    """The service on the data of this release."""
    from orgdb.seed.load import initialize

    path = tmp_path_factory.mktemp("real") / "orgdb.sqlite"
    initialize(str(path))
    reader = open_reader(str(path))
    yield Reconciliation(reader, read_contents(reader))
    reader.close()


@pytest.mark.parametrize(
    ("query", "identifier"),
    [
        ("OEA", "org/OAS"),
        ("Arab League", "org/LAS"),
        ("Cote d'Ivoire", "state/CIV"),
        ("Zaire (1975)", "state/COD"),
        ("Côte d’Ivoire", "state/CIV"),
        ("ivory coast", "state/CIV"),
        ("Pérou", "state/PER"),
        ("Organización de los Estados Americanos", "org/OAS"),
        ("iso2:PE", "state/PER"),
        ("Soviet Union", "state/SUN"),
    ],
)
def test_names_are_found_as_match_finds_them(
    real: Reconciliation, query: str, identifier: str
) -> None:
    best = real.candidates({"query": query})[0]
    assert (best["id"], best["match"]) == (identifier, True)


def test_the_type_chooses_between_things_of_one_name(real: Reconciliation) -> None:
    def best(kind: str) -> str:
        return str(real.candidates({"query": "CAN", "type": kind})[0]["id"])

    assert best("organization") == "org/CAN"
    assert best("state") == "state/CAN"
    person = real.candidates({"query": "Luis Almagro Lemes", "type": "person"})[0]
    assert (person["id"], person["match"]) == ("person/luis-almagro", True)


def test_what_is_ambiguous_or_unknown_is_offered_and_never_taken(real: Reconciliation) -> None:
    for query in ("Korea", "Guinee Ecuatorial Republica", "Congo"):
        assert not any(found["match"] for found in real.candidates({"query": query}))
    assert {"state/PRK", "state/KOR"} <= {c["id"] for c in real.candidates({"query": "Korea"})}
    assert real.candidates({"query": "zzqqxx"}) == []


def test_openrefine_sorts_by_score_and_finds_first_what_goes_by_the_name(
    real: Reconciliation,
) -> None:
    for query, several in (
        ("NAM", {"org/NAM", "state/NAM"}),
        ("Congo", {"state/COD", "state/COG"}),
    ):
        found = real.candidates({"query": query, "limit": 10})
        scores = [candidate["score"] for candidate in found]
        assert scores == sorted(scores, reverse=True)
        assert {candidate["id"] for candidate in found[:2]} == several


def test_a_name_without_doubt_has_one_candidate(real: Reconciliation) -> None:
    assert [found["id"] for found in real.candidates({"query": "Guinea"})] == ["state/GIN"]
    suggested = real.suggest("entity", "Guinea")["result"]
    assert suggested[0]["id"] == "state/GIN"
    assert len(suggested) > 1, "who types may still mean another"


def test_the_date_may_be_a_property(real: Reconciliation) -> None:
    asked = {"query": "Zaire", "properties": [{"pid": "on", "v": "1975"}]}
    assert real.candidates(asked)[0]["id"] == "state/COD"


def test_a_limit_is_kept(real: Reconciliation) -> None:
    assert len(real.candidates({"query": "union", "limit": 2})) == 2
    assert len(real.candidates({"query": "union", "limit": 10_000})) <= 25
    assert len(real.candidates({"query": "union", "limit": -1})) <= 5


def test_extension_gives_codes_and_memberships(real: Reconciliation) -> None:
    answer = real.extension.extend(
        {
            "ids": ["state/PER", "org/OAS", "person/luis-almagro", "state/NOPE", "../x"],
            "properties": [
                {"id": n} for n in ("iso3", "cow", "member_of", "members", "nationality", "start")
            ],
        }
    )
    assert [column["id"] for column in answer["meta"]][:2] == ["iso3", "cow"]
    assert answer["meta"][2]["type"] == {"id": "organization", "name": "International organization"}
    rows = answer["rows"]
    assert rows["state/PER"]["iso3"] == [{"str": "PER"}]
    assert rows["state/PER"]["cow"] == [{"str": "135"}]
    assert {"id": "org/OAS", "name": "Organization of American States"} in rows["state/PER"][
        "member_of"
    ]
    assert {"id": "state/PER", "name": "Peru"} in rows["org/OAS"]["members"]
    assert rows["person/luis-almagro"]["nationality"] == [{"id": "state/URY", "name": "Uruguay"}]
    assert rows["state/NOPE"]["iso3"] == rows["../x"]["iso3"] == []


@pytest.mark.parametrize(
    "bad",
    [
        None,
        [],
        {"ids": "x"},
        {"ids": [], "properties": None},
        {"ids": ["a"] * 501, "properties": []},
    ],
)
def test_a_wrong_extension_is_refused(real: Reconciliation, bad: Any) -> None:
    with pytest.raises(QuestionError):
        real.extension.extend(bad)


def test_too_many_queries_are_refused(real: Reconciliation) -> None:
    with pytest.raises(QuestionError, match="At most"):
        batch({f"q{n}": {"query": "x"} for n in range(MOST_QUERIES + 1)})


def test_the_service_describes_itself(served: Served) -> None:
    manifest = served.ask("/reconcile")
    assert manifest["versions"] == ["0.2"]
    assert {kind["id"] for kind in manifest["defaultTypes"]} == {"organization", "state", "person"}
    assert manifest["view"]["url"] == f"{served.root}/{{{{id}}}}.html"
    assert served.get("/reconcile").headers["access-control-allow-origin"] == "*"
    for part in ("entity", "type", "property"):
        service = manifest["suggest"][part]
        assert (
            service["service_url"] + service["service_path"]
            == f"{served.root}/reconcile/suggest/{part}"
        )


def test_openrefine_posts_and_gets_queries(served: Served) -> None:
    queries = {
        "q0": {"query": "Union d'exemple", "limit": 3},
        "q1": {"query": "Betonia (1960)", "type": "state"},
    }
    posted = served.post("/reconcile", queries=queries)
    assert posted.status == 200
    assert posted.json["q0"]["result"][0]["id"] == "org/EXU"
    assert posted.json["q0"]["result"][0]["match"] is True
    assert served.ask("/reconcile", queries=queries) == posted.json


def test_a_callback_wraps_the_answer_and_nothing_else(served: Served) -> None:
    assert served.get("/reconcile", callback="jQuery1.x").text.startswith("/**/jQuery1.x({")
    assert served.get("/reconcile", callback="alert(1)//").text.startswith("{")


def test_suggestions_while_typing(served: Served) -> None:
    found = served.ask("/reconcile/suggest/entity", prefix="exampl")["result"]
    assert "org/EXU" in [one["id"] for one in found[:3]]
    assert served.ask("/reconcile/suggest/type", prefix="sta")["result"] == [
        {"id": "state", "name": "State or territory"}
    ]
    assert served.ask("/reconcile/suggest/property", prefix="iso")["result"][0]["id"] == "iso2"
    assert served.ask("/reconcile/suggest/entity", prefix="")["result"] == []


def test_extension_over_http(served: Served) -> None:
    proposed = served.ask("/reconcile/extend/propose", type="state")
    assert proposed["properties"][0] == {"id": "key", "name": PROPERTIES["key"]}
    found = served.post(
        "/reconcile",
        extend={"ids": ["org/EXU"], "properties": [{"id": "website"}, {"id": "start"}]},
    ).json
    assert found["rows"]["org/EXU"] == {
        "website": [{"str": "https://example.org"}],
        "start": [{"str": "1951-12"}],
    }


def test_a_preview_may_be_framed_and_leads_nowhere_else(served: Served) -> None:
    reply = served.get("/reconcile/preview", id="org/EXU")
    assert "Example Union" in reply.text
    assert "x-frame-options" not in reply.headers
    assert "script" not in reply.text
    assert served.get("/reconcile/preview", id="org/NOPE").status == 404
