"""Optional conditions of a query: only those a question has are in what the database is asked.

A condition that is switched off inside the statement (`:x IS NULL OR column = :x`) keeps an index
from being used, even where it is on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from orgdb.db.reader import Reader, Row

_OPTIONAL = re.compile(r"\[([^\[\]|]*)(?:\|([^\[\]]*))?\]")
_PARAMETER = re.compile(r"(?<!:):([a-z_]+)")


def narrowed_rows(reader: Reader, sql: str, parameters: Mapping[str, Any]) -> list[Row]:
    """The rows of a query with those of its optional parts whose parameters have a value."""
    return reader.rows(narrowed(sql, parameters), parameters)


def narrowed(sql: str, parameters: Mapping[str, Any]) -> str:
    """The query with those of its optional parts whose parameters have a value.

    `[AND kind = :kind]` is left out where `kind` is None; `[AND kind = :kind | AND NOT hidden]`
    gives way to what follows the bar.

    >>> narrowed("SELECT 1 WHERE TRUE [AND a = :a] [AND b = :b | AND c]", {"a": 1, "b": None})
    'SELECT 1 WHERE TRUE AND a = :a AND c'
    """

    def chosen(part: re.Match[str]) -> str:
        condition, otherwise = part[1].strip(), (part[2] or "").strip()
        names = _PARAMETER.findall(condition)
        return condition if all(parameters[name] is not None for name in names) else otherwise

    return _OPTIONAL.sub(chosen, sql)
