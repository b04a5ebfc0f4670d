"""The list of reports, and what each of their columns means."""

from __future__ import annotations

from dataclasses import dataclass

from orgdb.exporters import report_tables
from orgdb.exporters.columns import Kind
from orgdb.reports.named import REPORTS, require_report

MAY_BE_EMPTY = (Kind.TEXT, Kind.DATE, Kind.LIST, Kind.URL)


@dataclass(frozen=True, slots=True)
class ListedReport:
    """A report in the list of them (`orgdb report`)."""

    report: str
    title: str
    one_row_is: str
    key: tuple[str, ...]
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DescribedColumn:
    """A column of a report, and what it means (`orgdb report NAME --describe`)."""

    report: str
    column: str
    kind: str
    meaning: str
    words: tuple[str, ...]
    may_be_empty: bool
    rule: str


def listed() -> list[ListedReport]:
    """Every report: what it is about, and the options that narrow it."""
    return [
        ListedReport(
            name,
            described.title,
            described.meaning,
            described.key,
            tuple(_option(option) for option in sorted(REPORTS[name].filters)),
        )
        for name, described in report_tables.REPORTS.items()
    ]


def described(name: str | None = None) -> list[DescribedColumn]:
    """The columns of a report, or of all. Raises `QuestionError` for an unknown name."""
    if name is not None:
        require_report(name)
    return [
        DescribedColumn(
            table.name,
            column.name,
            column.kind.value,
            column.meaning,
            column.words,
            column.nullable or column.kind in MAY_BE_EMPTY,
            column.rule,
        )
        for table in report_tables.REPORTS.values()
        if name in (None, table.name)
        for column in table.columns
    ]


def _option(name: str) -> str:
    return "--" + name.strip("_").replace("_", "-")
