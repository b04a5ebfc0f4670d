"""Croissant: a folder for those who train and index: Parquet files, and what is in each column.

The tables are Parquet, not CSV: its readers guess no types, so that Namibia's `NA` stays. Each file
has its SHA-256, which `mlcroissant load` checks.
<https://docs.mlcommons.org/croissant/docs/croissant-spec.html>.
"""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import file_digest
from pathlib import Path
from typing import Any

from orgdb.exporters import parquet
from orgdb.exporters.columns import Column, Kind
from orgdb.exporters.extract import Extract
from orgdb.exporters.readme import about
from orgdb.exporters.registry import Format, Loss
from orgdb.exporters.table import Table
from orgdb.exporters.tables import TABLES

METADATA = "croissant.json"
VERSION = "http://mlcommons.org/croissant/1.0"
TYPES = {Kind.BOOLEAN: "sc:Boolean", Kind.INTEGER: "sc:Integer", Kind.YEAR: "sc:Integer"}
FORMAT = Format(
    "croissant",
    "for those who train and index: Parquet files with a Croissant description",
    extra=parquet.EXTRA,
    losses=(
        Loss(
            "*",
            ("sources",),
            "its fields hold one value a cell",
            "the keys of the sources, joined by `;`",
        ),
    ),
)
FILES = {
    METADATA: "the description: columns, types, keys, checksums",
    **{f"{table.name}.parquet": table.meaning for table in TABLES.values()},
}
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    **{name: f"cr:{name}" for name in ("citeAs", "column", "extract", "field", "fileObject")},
    **{name: f"cr:{name}" for name in ("fileProperty", "fileSet", "format", "includes")},
    **{name: f"cr:{name}" for name in ("isLiveDataset", "jsonPath", "key", "md5", "parentField")},
    **{name: f"cr:{name}" for name in ("path", "recordSet", "references", "regex", "repeated")},
    **{name: f"cr:{name}" for name in ("replace", "separator", "source", "subField", "transform")},
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "equivalentProperty": "cr:equivalentProperty",
    "samplingRate": "cr:samplingRate",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "sc": "https://schema.org/",
}


def write(extract: Extract, path: Path) -> None:
    """Write a Parquet file for each table, then the description of all."""
    said, files = about(extract), []
    for table in extract.tables:
        file = path / f"{table.name}.parquet"
        flat = _flat(table)
        lists = [n for n, column in enumerate(table.columns) if column.kind is Kind.LIST]
        rows = extract.rows(table)
        parquet.write_table(flat, (_joined(row, lists) for row in rows), file, said)
        with file.open("rb") as written:
            files.append(_file(table, file, file_digest(written, "sha256").hexdigest()))
    text = json.dumps(_description(extract, files), ensure_ascii=False, indent=1)
    (path / METADATA).write_text(text + "\n", "utf-8")


def _description(extract: Extract, files: list[dict[str, Any]]) -> dict[str, Any]:
    version, day = extract.release
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": VERSION,
        "name": "orgdb",
        "description": f"Who belongs to which international organization, since when, on what"
        f" source: {extract.selection.describe()}.",
        "version": version or "0",
        "datePublished": day,
        "license": "; ".join(terms.licence or "unknown" for terms in extract.terms),
        "citeAs": " ".join(terms.citation for terms in extract.terms),
        "url": next((terms.url for terms in extract.terms if terms.url), "urn:orgdb"),
        "keywords": ["international organizations", "membership", "treaties"],
        "creator": {"@type": "sc:Organization", "name": "The orgdb developers"},
        "distribution": files,
        "recordSet": [_records(table) for table in extract.tables],
    }


def _file(table: Table, path: Path, digest: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": path.name,
        "name": path.name,
        "description": table.meaning,
        "contentUrl": path.name,
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": "application/x-parquet",
        "sha256": digest,
    }


def _records(table: Table) -> dict[str, Any]:
    keys = [{"@id": f"{table.name}/{name}"} for name in table.key]
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"One row is {table.meaning}.",
        "key": keys if len(keys) > 1 else keys[0],
        "field": [_field(table, column) for column in table.columns],
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    # `references` would make its reader join the tables, so that is said in words.
    refers = f"; refers to {'/'.join(column.refers)}" if column.refers else ""
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": f"{table.name}/{column.name}",
        "description": f"{column.meaning}{refers}",
        "dataType": TYPES.get(column.kind, "sc:Text"),
        "source": {
            "fileObject": {"@id": f"{table.name}.parquet"},
            "extract": {"column": column.name},
        },
    }


def _flat(table: Table) -> Table:
    """The table with texts for lists and days: its readers have no such types."""
    texts = (Kind.LIST, Kind.DAY)
    changed = (replace(c, kind=Kind.TEXT) if c.kind in texts else c for c in table.columns)
    return replace(table, columns=tuple(changed))


def _joined(row: tuple[Any, ...], lists: list[int]) -> tuple[Any, ...]:
    if not lists:
        return row
    found = list(row)
    for place in lists:
        found[place] = ";".join(found[place])
    return tuple(found)
