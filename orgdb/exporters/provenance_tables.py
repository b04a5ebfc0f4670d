"""Where everything comes from: facts, citations, documents, data sets, releases."""

from __future__ import annotations

from orgdb import vocabulary as words
from orgdb.exporters.columns import Column, Kind, column, columns
from orgdb.exporters.table import Table, kind_column, own_key

FACTS = Table(
    "facts",
    "Facts",
    "every statement by its content key, with the data set and the place it was read from",
    (
        column(
            "fact",
            "content key of the fact: its kind and a hash of the data set and its content",
            refers=None,
            sql="v.key",
        ),
        column("fact_kind", "table of the database that holds it", sql="v.kind"),
        *columns("dataset"),
        column("place", "file and line, row or cell it was read from", sql="v.place"),
        Column(
            "release_from",
            Kind.KEY,
            "release with which it appeared; empty in imports",
            True,
            refers=("releases", "version"),
            sql="r.version",
        ),
    ),
    ("fact",),
    ("dataset", "fact"),
    relation="current_facts v LEFT JOIN releases r ON r.release_id = v.release_from_id",
    life=None,
)
CITATIONS = Table(
    "citations",
    "Citations",
    "one source's word on one attribute of one fact: it supports it, or disputes it",
    (
        *columns("fact"),
        *columns("dataset position about source locator stance stated"),
        Column("stated_earliest", Kind.DAY, "first day that `stated` can mean, if it is a date"),
        Column("stated_latest", Kind.DAY, "last day that `stated` can mean, if it is a date"),
    ),
    ("fact", "position"),
    ("dataset", "fact", "position"),
    life=None,
)
SOURCE_TABLE = Table(
    "sources",
    "Sources",
    "a document that was read",
    (
        own_key("source", "key of the document"),
        *columns("title"),
        column("publisher", "who published it"),
        column("author", "who wrote it", nullable=True),
        column("date", "date of the document"),
        *columns("date_earliest date_latest url"),
        Column("original", Kind.URL, "address of the original, where a copy was read", True),
        kind_column(words.SourceKind, "what sort of document it is"),
        *columns("quality licence"),
        column("lang", "language of the document: ISO 639-1", nullable=True),
        *columns("dataset"),
    ),
    ("source",),
    ("source",),
    life=None,
)
DATASETS = Table(
    "datasets",
    "Data sets",
    "a body of facts that came together: the curated data, or an import",
    (
        own_key("dataset", "key of the data set"),
        *columns("title version"),
        column("licence", "terms of use", nullable=False),
        column("citation", "citation to use"),
        column("url", "address of the data set; empty where unknown"),
        column("checksum", "SHA-256 of what was loaded"),
        Column("size", Kind.INTEGER, "bytes of what was loaded"),
    ),
    ("dataset",),
    ("dataset",),
    life=None,
)
RELEASES = Table(
    "releases",
    "Releases",
    "a published state of the curated data",
    (
        column("version", "version of the release"),
        column("date", "day of the release", nullable=False),
    ),
    ("version",),
    ("date", "version"),
    life=None,
    by_dataset=False,
)
