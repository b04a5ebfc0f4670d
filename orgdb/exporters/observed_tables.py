"""What imported files of yearly cells say beyond memberships."""

from __future__ import annotations

from orgdb.exporters.columns import Column, Kind, column, columns
from orgdb.exporters.table import REFERRED, Table

_SERIES_YEARS = (
    Column("first_year", Kind.YEAR, "first year of the run"),
    Column("last_year", Kind.YEAR, "last year of the run"),
)


def _observed(name: str, listed: str, meaning: str, *own: Column) -> Table:
    """A part of an imported file of yearly cells that its memberships cannot say."""
    join = "JOIN dataset d ON d.id = s.dataset_id"
    if any(column.name == "org" for column in own):
        join += " JOIN entity o ON o.id = s.organization_id"
    key = [column.name for column in own if column.name in ("position", "code", "year")]
    if name == "observed_life":
        key.append("first_year")
    if name == "observed_series":
        key.remove("code")
    return Table(
        name,
        f"Observed files: {name.removeprefix('observed_')}",
        meaning,
        (*columns("dataset"), *own),
        ("dataset", *key),
        ("dataset", *key),
        relation=f"(SELECT d.key AS dataset, {listed} FROM {name} s {join}) v",
        about=REFERRED,
        life=None,
        rule="docs/coding-rules.md",
    )


_PLACE = Column("position", Kind.INTEGER, "place of the column in the file, from 0")
_CODE = Column("code", Kind.CODE, "code of the member in the file")
OBSERVED_SERIES = _observed(
    "observed_series",
    "s.position, s.code, s.label, s.first_year, s.last_year",
    "a run of years that a file of yearly cells has for one member: what it observed at all",
    Column("position", Kind.INTEGER, "place of the run in the file, from 0"),
    _CODE,
    column("label", "name of the member in the file"),
    *_SERIES_YEARS,
)
OBSERVED_COLUMN = _observed(
    "observed_column",
    "s.position, s.label, o.key AS org",
    "a column of a file of yearly cells",
    _PLACE,
    column("label", "heading of the column"),
    *columns("org"),
)
OBSERVED_LIFE = _observed(
    "observed_life",
    "s.position, s.first_year, s.last_year",
    "a run of years in which the organization of a column existed, as most cells say",
    _PLACE,
    *_SERIES_YEARS,
)
OBSERVED_CELL = _observed(
    "observed_cell",
    "s.position, s.code, s.year, s.value",
    "a cell that says something else than memberships and lives do",
    _PLACE,
    _CODE,
    column("year"),
    column("value", "what the cell says"),
)
