"""The format `datapackage`: a CSV a table, described for programs and for people.

`datapackage.json` follows Data Package version 2 (https://datapackage.org/standard/), and
`csv-metadata.json` CSV on the Web (https://www.w3.org/TR/tabular-metadata/). `orgdb import
datapackage` reads the folder back.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from orgdb.db.datasets import Terms
from orgdb.exporters.codebook import codebook
from orgdb.exporters.columns import END_PATTERN, Column, Kind
from orgdb.exporters.csv_files import write_csv
from orgdb.exporters.csvw import csvw
from orgdb.exporters.extract import Extract
from orgdb.exporters.readme import about, title
from orgdb.exporters.registry import Format
from orgdb.exporters.table import Table
from orgdb.exporters.tables import TABLES

FORMAT = Format("datapackage", "CSV files with a full description; the one to archive and to cite")
DESCRIPTOR = "datapackage.json"
CSVW = "csv-metadata.json"
CODEBOOK = "CODEBOOK.md"
CITATION = "CITATION.txt"
FILES = {
    DESCRIPTOR: "the description for programs: Data Package version 2",
    CSVW: "the same as CSV on the Web",
    CODEBOOK: "the description for people: every table and column",
    CITATION: "how to cite the data",
    **{f"{table.name}.csv": table.meaning for table in TABLES.values()},
}
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES = {
    Kind.DAY: "date",
    Kind.YEAR: "year",
    Kind.INTEGER: "integer",
    Kind.BOOLEAN: "boolean",
}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def write(extract: Extract, path: Path) -> None:
    """Write the CSV files, both descriptions, the codebook and the citation."""
    resources = []
    for table in extract.tables:
        size, digest = write_csv(extract, table, path / f"{table.name}.csv")
        resources.append(resource(table) | {"bytes": size, "hash": f"sha256:{digest}"})
    _json(path / DESCRIPTOR, _package(extract, resources))
    _json(path / CSVW, csvw(extract.tables, about(extract)))
    (path / CODEBOOK).write_text(codebook(extract.tables), "utf-8")
    cited = [terms.citation or terms.title or terms.dataset for terms in extract.terms]
    (path / CITATION).write_text("\n".join(cited) + "\n", "utf-8")


def _package(extract: Extract, resources: list[dict[str, Any]]) -> dict[str, Any]:
    selection = extract.selection
    version, day = extract.release
    return {
        "$schema": PROFILE,
        "name": "orgdb-" + "-".join(key.lower() for key in (*_keys(extract), *selection.orgs)),
        "title": title(extract),
        "description": "International organizations: who belongs to what, since when, and how we"
        " know. Dates are EDTF text beside their earliest and latest day; see README.md.",
        "version": version,
        **({"created": f"{day}T00:00:00Z"} if day else {}),
        "homepage": "https://pypi.org/project/orgdb-igo/",
        "keywords": ["international organizations", "membership", "treaties"],
        "licenses": [_licence(terms) for terms in extract.terms],
        "contributors": [{"title": "The orgdb developers", "roles": ["publisher"]}],
        "sources": [_source(terms) for terms in extract.terms],
        "citation": "; ".join(terms.citation for terms in extract.terms if terms.citation),
        "orgdb": {
            "datasets": list(_keys(extract)),
            "orgs": list(selection.orgs),
            "on": selection.on.text if selection.on else None,
        },
        "resources": resources,
    }


def _keys(extract: Extract) -> tuple[str, ...]:
    return tuple(terms.dataset for terms in extract.terms)


def _licence(terms: Terms) -> dict[str, str]:
    """An identifier where the terms begin with one, and the terms in their own words."""
    first = terms.licence.split(" ", 1)[0]
    name = first if _NAME.fullmatch(first) and any(c.isdigit() for c in first) else "other"
    return {"name": name, "title": f"{terms.dataset}: {terms.licence or 'terms unknown'}"}


def _source(terms: Terms) -> dict[str, str]:
    said = {"title": f"{terms.title or terms.dataset} {terms.version}".strip()}
    if terms.url.startswith(("http://", "https://")):
        said["path"] = terms.url
    return said


def resource(table: Table) -> dict[str, Any]:
    """One table as a resource, with its schema."""
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": f"One row is {table.meaning}.",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "header": True},
        "schema": schema(table),
    }


def schema(table: Table) -> dict[str, Any]:
    """Fields, keys and references of a table (Table Schema)."""
    keys = [
        {"fields": [column.name], "reference": {"resource": target, "fields": [key]}}
        for column in table.columns
        if column.refers
        for target, key in (column.refers,)
    ]
    return {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
        "uniqueKeys": [list(table.key)],
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    if not column.nullable and column.kind not in (Kind.TEXT, Kind.DATE, Kind.LIST, Kind.URL):
        limits["required"] = True
    if column.words:
        limits["enum"] = list(column.words)
    if column.kind is Kind.DATE:
        limits["pattern"] = END_PATTERN
    described: dict[str, Any] = {
        "name": column.name,
        "type": TYPES.get(column.kind, "string"),
        "description": _meaning(column),
    }
    if column.words:
        described["categories"] = list(column.words)
    if column.kind is Kind.BOOLEAN:
        described |= {"trueValues": ["true"], "falseValues": ["false"]}
    if column.rule.startswith("http"):
        described["rdfType"] = column.rule
    return described | ({"constraints": limits} if limits else {})


def _meaning(column: Column) -> str:
    joined = "; keys joined by ';'" if column.kind is Kind.LIST else ""
    rule = f" ({column.rule})" if column.rule else ""
    return f"{column.meaning}{joined}{rule}"


def _json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
