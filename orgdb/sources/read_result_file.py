"""Reading back an answer that orgdb wrote: which sources, data sets and facts its rows name."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from orgdb.errors import QuestionError
from orgdb.sources.bibliography import Cited

SOURCES = frozenset(("source", "sources", "a_sources", "b_sources"))
DATASETS = frozenset(("dataset",))
FACTS = frozenset(("fact", "facts"))
WHAT = "a CSV, TSV, JSON or JSON Lines file written by orgdb, with columns `sources` or `fact`"


def read_answer(text: str, shown: str) -> Cited:
    """What the rows of an answer cite. `shown` is how messages name the file.

    Raises `QuestionError` for a text that is no answer of orgdb.
    """
    rows = list(_rows(text.removeprefix("\ufeff"), shown))
    columns = {name for row in rows for name in row}
    if rows and not columns & (SOURCES | FACTS):
        raise QuestionError(f"{shown} names neither sources nor facts.", f"Give {WHAT}.")
    return Cited(
        sources=_values(rows, SOURCES),
        datasets=_values(rows, DATASETS),
        facts=_values(rows, FACTS),
    )


def _rows(text: str, shown: str) -> Iterator[Mapping[str, Any]]:
    start = text.lstrip()[:1]
    try:
        if start in ("{", "["):
            yield from _objects(_parsed(text))
        else:
            header = text.partition("\n")[0]
            separator = "\t" if header.count("\t") > header.count(",") else ","
            yield from csv.DictReader(io.StringIO(text), delimiter=separator, strict=True)
    except (json.JSONDecodeError, csv.Error, RecursionError) as error:
        raise QuestionError(f"{shown} cannot be read: {error}.", f"Give {WHAT}.") from None


def _parsed(text: str) -> Any:
    """One JSON value, or one on each line."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every object in a JSON value, those inside others too (`orgdb show -f json` nests them)."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)


def _values(rows: Iterable[Mapping[str, Any]], columns: frozenset[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in rows:
        for name in (column for column in row if column in columns):
            value = row[name]
            items = value.split(";") if isinstance(value, str) else value
            for item in items if isinstance(items, list) else ():
                if isinstance(item, str) and item.strip():
                    found[item.strip()] = None
    return tuple(found)
