"""Does every row still say what it said when it was loaded?

A fact's key is made of its content, bounds are made of dates as written, folded names of names.
Each is made again from what stands in the database and compared, so that a value somebody changed
by hand shows wherever it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from orgdb.dates import NO_EARLIEST, NO_LATEST, OPEN, date_bounds
from orgdb.db.reader import Reader, Row
from orgdb.errors import DateError
from orgdb.facts import UNDATED, FactDraft, Ref
from orgdb.text import fold
from orgdb.vocabulary import CURATED

if TYPE_CHECKING:
    from sqlalchemy import Table

Finding = tuple[str, str]
Names = Mapping[str, Mapping[int, Ref]]
Parts = Mapping[int, list[tuple[str, dict[str, Any]]]]
CHANGED = "a fact that does not say what its key was made of"
BOUNDS = "a date whose bounds are not those of its text"
FOLDED = "a name whose folded form is not its own"
PORTION = 2000
NOT_SAID = ("id", "folded", "retired")
PARTS_OF = {"event_description": ("event_participant", "event_topic", "event_outcome")}
WIDEST = (NO_EARLIEST, NO_LATEST)


def changed_rows(reader: Reader) -> Iterator[Finding]:
    """Every row that says something else by now: what is wrong with it, and how to find it.

    Imported spells may have bounds of their own (cut where a code passes from state to state), so
    bounds are compared for curated facts, sources and citations only.
    """
    from orgdb.models import Base
    from orgdb.models.base import fact_tables

    names = _natural_keys(reader)
    for table in fact_tables():
        parts = _parts(reader, table, names)
        for row in _rows(
            reader,
            f"SELECT t.*, f.key AS shown, f.kind AS fact_kind, d.key AS dataset FROM {table.name} t"
            " JOIN fact f ON f.id = t.id JOIN dataset d ON d.id = f.dataset_id",
        ):
            says = _said(table, row, names)
            if row["fact_kind"] in UNDATED:
                del says["start"], says["end"]
            draft = FactDraft(row["fact_kind"], says, {}, "", (), tuple(parts.get(row["id"], ())))
            if draft.key(row["dataset"]) != row["shown"].partition("@")[0]:
                yield CHANGED, row["shown"]
            yield from _folded(row)
            if row["dataset"] == CURATED:
                yield from _bounds(table, row)
    for name, sql in (
        ("source", "SELECT t.*, t.key AS shown FROM source t"),
        ("language", "SELECT t.*, t.key AS shown FROM language t"),
        ("citation", "SELECT t.*, f.key AS shown FROM citation t JOIN fact f ON f.id = t.fact_id"),
    ):
        for row in _rows(reader, sql):
            yield from _folded(row)
            yield from _bounds(Base.metadata.tables[name], row)


def _rows(reader: Reader, sql: str) -> Iterator[Row]:
    """The rows of a query on a table `t` with numbers, in portions: imports can be large."""
    after = 0
    while found := reader.rows(
        f"{sql} WHERE t.id > :after ORDER BY t.id LIMIT {PORTION}", {"after": after}
    ):
        yield from found
        after = found[-1]["id"]


def _natural_keys(reader: Reader) -> Names:
    """What each number stands for, by table: what content keys name instead of numbers."""
    names: dict[str, dict[int, Ref]] = defaultdict(dict)
    for row in reader.rows("SELECT id, kind, key FROM entity"):
        names["entity"][row["id"]] = Ref(row["kind"], row["key"])
    for table in ("treaty", "post", "event", "language"):
        for row in reader.rows(f"SELECT id, key FROM {table}"):
            names[table][row["id"]] = Ref(table, row["key"])
    rosters = "SELECT r.id, o.key FROM roster r JOIN entity o ON o.id = r.organization_id"
    for row in reader.rows(rosters):
        names["roster"][row["id"]] = Ref("roster", row["key"])
    suspended = "SELECT f.id, f.key FROM suspension u JOIN fact f ON f.id = u.membership_id"
    for row in reader.rows(suspended):
        names["membership"][row["id"]] = Ref("fact", row["key"].partition("@")[0])
    return names


def _said(table: Table, row: Row, names: Names) -> dict[str, Any]:
    """What a row says, in natural keys, without the columns that follow from others."""
    said: dict[str, Any] = {}
    for column in table.columns:
        name, value = column.name, row[column.name]
        if name in NOT_SAID or name.endswith(("_earliest", "_latest")) or value is None:
            continue
        target = next((key.column.table.name for key in column.foreign_keys), None)
        if target is not None:
            value = names[target].get(value, Ref(target, "?"))
        elif column.type.python_type is bool:
            value = bool(value)
        said[name] = value
    return said


def _parts(reader: Reader, table: Table, names: Names) -> Parts:
    """The rows of dependent tables that belong to each fact of a table, in their order."""
    found: dict[int, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    owner = f"{table.name}_id"
    for part in PARTS_OF.get(table.name, ()):
        dependent = table.metadata.tables[part]
        for row in reader.rows(f"SELECT * FROM {part} ORDER BY {owner}, position"):
            said = _said(dependent, row, names)
            del said[owner]
            found[row[owner]].append((part, said))
    return found


def _folded(row: Row) -> Iterator[Finding]:
    if "folded" in row and row["folded"] != fold(str(row.get("name") or row.get("title") or "")):
        yield FOLDED, row["shown"]


def _bounds(table: Table, row: Row) -> Iterator[Finding]:
    for column in table.columns:
        if f"{column.name}_earliest" in row and not _follows(column.name, row):
            yield BOUNDS, f"{row['shown']} {column.name}"


def _follows(name: str, row: Row) -> bool:
    """Whether bounds are those of a date as written, as far as they follow from it alone."""
    text, bounds = row[name], (row[f"{name}_earliest"], row[f"{name}_latest"])
    if name == "start" and not text:
        return bool(bounds[0] == NO_EARLIEST)
    if name == "end" and text in ("", OPEN):
        # The rest follows from the day the file was last checked, which only rosters keep.
        return bool(text != OPEN or bounds[1] == NO_LATEST)
    if not text:
        return bounds == WIDEST
    if name == "stated" and bounds == WIDEST:
        return True  # what a source states need not be a date
    try:
        return date_bounds(str(text)) == bounds
    except DateError:
        return False
