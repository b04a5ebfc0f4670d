"""The part of the database that is exported: its tables, its rows one after the other, its terms.

Whatever a row refers to is there too (the state that is a member, the source of a citation), so
that no key dangles, in any selection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from orgdb.db.datasets import Terms, latest_release
from orgdb.db.reader import Reader
from orgdb.exporters.columns import Kind
from orgdb.exporters.extract_columns import (
    ANCHORS,
    BOUNDS,
    BY_KIND,
    asked,
    certainty,
    ordered,
    preferred_among,
    referring,
)
from orgdb.exporters.row_sources import RowSources
from orgdb.exporters.selection import Selection
from orgdb.exporters.table import Table
from orgdb.exporters.tables import OBSERVED, TABLES

REPORTED = 500  # rows between two words to whoever watches
Rows = Iterator[tuple[Any, ...]]


class Extract:
    """What an exporter is handed: `tables`, `rows(table)` for each, and `terms` of the data sets.

    `rows` streams: every table may be read several times, none has to fit into memory. The values
    of a row are those of `table.columns`, in that order: text (dates too), int, bool, None, and a
    tuple of texts for a list. They are sorted by `table.order`, in the order of code points, so
    that the same data give the same file on every machine. `progress` is told of rows as they pass.
    """

    def __init__(
        self, reader: Reader, selection: Selection, progress: Callable[[int], None] | None = None
    ) -> None:
        self.reader = reader
        self.selection = selection
        self.progress = progress
        self.tables = tuple(
            asked(table, selection)
            for table in TABLES.values()
            if table.name not in OBSERVED or selection.count(reader, table)
        )
        self.by_name = {table.name: table for table in self.tables}
        self._kept: dict[str, set[str]] = {}
        self._facts: set[str] = set()
        self._sources: set[str] = set()
        self._datasets = {terms.dataset for terms in selection.datasets}
        self._row_sources = RowSources(reader)
        loaded = reader.rows("SELECT COUNT(*) AS n FROM datasets")[0]["n"]
        self._everything = not selection.narrowed and loaded == len(selection.datasets)
        if not self._everything:
            self._keep()

    @property
    def terms(self) -> tuple[Terms, ...]:
        """Title, version, licence and citation of the data sets that were asked for."""
        return self.selection.datasets

    @property
    def release(self) -> tuple[str, str]:
        """Version and day of the latest release of the curated data, or empty."""
        return latest_release(self.reader)

    def rows(self, table: Table | str) -> Rows:
        """The rows of a table, one after the other."""
        table = self.by_name[table] if isinstance(table, str) else table
        found = self._query(table, table.names)
        return self.told(self._typed(table, self._filtered(table, found, table.names)))

    def as_stored(self, table: Table) -> bool:
        """Whether the rows of a table are the database's as they are, but for their sources."""
        return not ("certainty" in table.names or self._cuts(table))

    def texts(self, table: Table, text: str) -> Rows:
        """Each row of an `as_stored` table: the text that SQL makes, and its fact for `sources`."""
        fact = "v.fact_id" if table.sourced else "NULL"
        return self.told(self._select(table, f"{text}, {fact}", False, False, True))

    def sources(self, fact: int) -> tuple[tuple[str, ...], bool]:
        """The sources of a fact in their order, each once; and whether one disputes it."""
        return self._row_sources.of(fact)

    def told(self, rows: Iterable[Any]) -> Iterator[Any]:
        """The rows; whoever watches is told how many have passed."""
        rows = iter(rows)
        while portion := list(islice(rows, REPORTED)):
            yield from portion
            if self.progress:
                self.progress(len(portion))

    def records(self, table: Table | str) -> Iterator[dict[str, Any]]:
        """The rows of a table as dictionaries."""
        names = (self.by_name[table] if isinstance(table, str) else table).names
        yield from (dict(zip(names, row, strict=True)) for row in self.rows(table))

    def count(self) -> int:
        """How many rows there are in all tables, at most: for a progress bar."""
        return sum(self.selection.count(self.reader, table) for table in self.tables)

    def _query(
        self, table: Table, names: tuple[str, ...], everything: bool = False, distinct: bool = False
    ) -> Rows:
        """The columns of the rows that were asked for."""
        listed = ", ".join(self.expression(table, name) for name in names)
        joined = any(table.column(name).sql for name in names)
        return self._select(table, listed, everything, distinct, joined)

    def _select(
        self, table: Table, listed: str, everything: bool, distinct: bool, joined: bool
    ) -> Rows:
        """SQL expressions of the rows that were asked for; anchors whole, they are cut by key."""
        whole = everything or table.name in (*ANCHORS, "sources", "datasets")
        if table.name in ("facts", "citations"):  # cut by fact, where that cuts anything
            whole = self.selection.narrowed or len(self._datasets) > len(self.terms)
        where, values = ("1 = 1", {}) if whole else self.selection.condition(table)
        order = "" if distinct else f" ORDER BY {ordered(table)}"
        start = "SELECT DISTINCT" if distinct else "SELECT"
        return self.reader.tuples(
            f"{start} {listed} FROM {table.source}{table.joined if joined else ''}"
            f" WHERE {where}{order}",
            values,
        )

    def expression(self, table: Table, name: str) -> str:
        """A column of a table in SQL, or what its value is worked out from row by row."""
        if name == "sources":
            return "v.fact_id"
        if name in ("disputed", "certainty"):
            return "NULL"
        if name == "preferred":
            return "TRUE" if len(self.terms) == 1 else preferred_among(self._datasets)
        return table.column(name).sql or f'v."{name}"'

    def _cuts(self, table: Table) -> bool:
        """Whether not every row of a query may be kept."""
        if self._everything:
            return False
        if table.name in ("facts", "citations"):
            return self.selection.narrowed or len(self._datasets) != len(self.terms)
        if table.name in self._kept or table.name in ("sources", "datasets"):
            return True
        return bool(table.follows) and (self.selection.narrowed or not table.by_dataset)

    def _filtered(self, table: Table, rows: Rows, names: tuple[str, ...]) -> Rows:
        """The rows (of the columns `names`) whose key, fact or parent is among those kept."""
        if not self._cuts(table):
            return rows
        if table.name in self._kept:
            at, kept = names.index(table.key[0]), self._kept[table.name]
            return (row for row in rows if row[at] in kept)
        if table.name == "sources":
            at, mine = names.index("source"), names.index("dataset")
            whole = set() if self.selection.narrowed else {t.dataset for t in self.terms}
            return (row for row in rows if row[at] in self._sources or row[mine] in whole)
        if table.name == "datasets":
            return (row for row in rows if row[0] in self._datasets)
        if table.name in ("facts", "citations"):
            at, mine = names.index("fact"), names.index("dataset")
            whole = set() if self.selection.narrowed else {t.dataset for t in self.terms}
            return (row for row in rows if row[mine] in whole or row[at] in self._facts)
        assert table.follows  # noqa: S101 (that is why it is cut)
        return self._following(table.follows, rows, names)

    def _following(self, follows: tuple[str, str], rows: Rows, names: tuple[str, ...]) -> Rows:
        column, parent = follows
        at = names.index(column)
        if parent:
            kept = self._kept.get(parent, self._facts)
            return (row for row in rows if row[at] in kept)
        kind = names.index("kind")
        return (row for row in rows if row[at] in self._kept[BY_KIND[row[kind]]])

    def _typed(self, table: Table, rows: Rows) -> Rows:
        """The rows with truths for numbers, their sources, and their certainty."""
        truths = [
            place
            for place, column in enumerate(table.columns)
            if column.kind is Kind.BOOLEAN and column.name != "disputed"
        ]
        certain = "certainty" in table.names
        if not (truths or table.sourced or certain):
            yield from rows
            return
        said = table.names.index("sources") if table.sourced else 0
        bounds = [table.names.index(name) for name in BOUNDS] if certain else []
        for found in rows:
            row = list(found)
            for place in truths:
                row[place] = bool(row[place])
            if table.sourced:
                row[said], row[said + 1] = self._row_sources.of(row[said])
            if certain:
                row[-1] = certainty(self.selection.on, *(row[place] for place in bounds))
            yield tuple(row)

    def _keep(self) -> None:
        """Find out what is kept: what was asked for, and all that it refers to."""
        anchors = {name: self._anchors(name) for name in ANCHORS}
        for name in ANCHORS:
            self._kept[name] = self._asked_keys(name)
        for table in self.tables:
            if table.name not in (*ANCHORS, "facts", "citations", "sources", "datasets"):
                self._refer(table, self._references(table))
        waiting = {name: set(keys) for name, keys in self._kept.items()}
        while any(waiting.values()):
            before = {name: set(keys) for name, keys in self._kept.items()}
            for name in ANCHORS:
                rows = (anchors[name][key] for key in waiting[name] if key in anchors[name])
                self._refer(self.by_name[name], rows)
            for table in self.tables:
                if table.follows and not table.by_dataset:
                    self._refer(table, self._references(table))
            waiting = {name: self._kept[name] - before[name] for name in ANCHORS}
        self._keep_facts(anchors)

    def _anchors(self, name: str) -> dict[str, tuple[Any, ...]]:
        table = self.by_name[name]
        rows = self._query(table, referring(table), everything=True)
        key = referring(table).index(table.key[0])
        return {row[key]: row for row in rows}

    def _asked_keys(self, name: str) -> set[str]:
        table = self.by_name[name]
        where, values = self.selection.condition(table)
        sql = f'SELECT v."{table.key[0]}" FROM {table.source} WHERE {where}'
        return {row[0] for row in self.reader.tuples(sql, values)}

    def _references(self, table: Table) -> Rows:
        """What the kept rows of a table refer to."""
        names = referring(table)
        rows = self._query(table, names, distinct=True)
        if table.follows and (self.selection.narrowed or not table.by_dataset):
            if table.by_dataset:  # a name, a code, a suspension: refers to what is there already
                return iter(())
            parent = self._kept[table.follows[1]]
            at = names.index(table.follows[0])
            return (row for row in rows if row[at] in parent)
        return rows

    def _refer(self, table: Table, rows: Rows | Any) -> None:
        """Keep what rows (of the columns `_referring`) refer to."""
        names = referring(table)
        targets: list[tuple[int, tuple[str, ...], int]] = []
        for place, name in enumerate(names):
            column = table.column(name)
            if column.refers and column.refers[0] in ANCHORS:
                targets.append((place, (column.refers[0],), -1))
            elif column.refers_to and name != "sources":
                to = tuple(target for target, _ in column.refers_to)
                targets.append((place, to, names.index(column.by) if column.by else -1))
        for row in rows:
            for place, to, by in targets:
                key = row[place]
                if key is None:
                    continue
                if by >= 0:
                    self._kept[BY_KIND[row[by]]].add(key)
                else:
                    for name in to:
                        self._kept[name].add(key)

    def _keep_facts(self, anchors: dict[str, dict[str, tuple[Any, ...]]]) -> None:
        """The facts of all kept rows; their sources, and the data sets they come from."""
        for name in ANCHORS:
            table = self.by_name[name]
            self._kept[name] &= set(anchors[name])
            rows = self._query(table, (table.key[0], "fact", "dataset"), everything=True)
            for key, fact, dataset in rows:
                if key in self._kept[name]:
                    self._facts.add(fact)
                    self._datasets.add(dataset)
        rest = [
            table
            for table in self.tables
            if "fact" in table.names and table.name not in (*ANCHORS, "facts", "citations")
        ]
        for table in sorted(rest, key=lambda table: table.name != "memberships"):
            if self.selection.narrowed or not table.by_dataset:
                own = ("kind",) if table.follows and not table.follows[1] else ()
                names = (*table.follows[:1], *own, "fact") if table.follows else ("fact",)
                rows = self._filtered(table, self._query(table, names), names)
                self._facts |= {row[-1] for row in rows}
        if self.selection.narrowed or len(self._datasets) > len(self.terms):
            citations = self.by_name["citations"]
            names = ("fact", "dataset", "source")
            found = self._filtered(citations, self._query(citations, names), names)
            self._sources = {row[-1] for row in found}
