"""Asking the database with the data as released on a date.

The views show current facts only. Here the same views are put before a question as named queries,
with the facts of that release in the place of the current ones; nothing is written, so this works
on a file opened read-only and in a read-only transaction. An open period reaches as far as its
roster had been checked then. The sources shown beside a fact are those it has today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from orgdb.dates import date_bounds
from orgdb.db.reader import Reader, Row, SqliteReader
from orgdb.errors import EXIT_UNKNOWN, DateError, OrgdbError, QuestionError

RELEASES = "SELECT id, version, date FROM release ORDER BY id"
SQLITE_VIEWS = "SELECT name, sql AS body FROM sqlite_master WHERE type = 'view'"
SERVER_VIEWS = """
SELECT viewname AS name, definition AS body, schemaname AS place FROM pg_views
WHERE schemaname = current_schema()"""
SQLITE_COLUMNS = "SELECT name FROM pragma_table_info(:name) ORDER BY cid"
SERVER_COLUMNS = """
SELECT column_name AS name FROM information_schema.columns
WHERE table_name = :name AND table_schema = current_schema() ORDER BY ordinal_position"""
# A fact that came back later has a mark on the key of its earlier life (`membership-…@0.2.0`).
SQLITE_KEY = "substr(f.key, 1, instr(f.key || '@', '@') - 1)"
SERVER_KEY = "split_part(f.key, '@', 1)"
CURRENT = "f.release_to_id IS NULL"
# Facts of imported data sets have no releases: they are known since they were loaded.
THEN = """(f.release_from_id <= {release} AND COALESCE(f.release_to_id, {later}) > {release}
    OR f.release_from_id IS NULL AND d.loaded_at <= '{day}T24')"""
LATER = 2**31 - 1
# What the bounds of a period owe to the day on which its roster was checked, as it was known then.
BOUNDS = {
    "start_latest": """CASE WHEN t.start <> '' THEN t.start_latest
        WHEN t."end" NOT IN ('', '..') AND t.end_latest < k.known_through THEN t.end_latest
        ELSE COALESCE(k.known_through, t.start_latest) END""",
    "end_earliest": """CASE t."end" WHEN '..' THEN COALESCE(k.known_through, t.end_earliest)
        ELSE t.end_earliest END""",
    "end_latest": """CASE t."end" WHEN '' THEN COALESCE(k.known_through, t.end_latest)
        ELSE t.end_latest END""",
}
PERIODS = {
    "membership": "t.roster_id",
    "suspension": "(SELECT m.roster_id FROM {place}.membership m WHERE m.id = t.membership_id)",
}
PERIOD = """
SELECT {columns} FROM {place}.{table} t
JOIN current_facts f ON f.id = t.id
LEFT JOIN (
    SELECT c.roster_id, c.known_through FROM roster_coverage c
    JOIN current_facts g ON g.id = c.id) k ON k.roster_id = {roster}"""
# Before the first release only the names that people use are known, so that one can ask at all.
ALWAYS_KNOWN = ("names", "codes")
_WORD = re.compile(r"[a-z_]+")


class NotYetKnownError(OrgdbError):
    """The question goes back to before the first release: what was known then is unknown."""

    exit_code = EXIT_UNKNOWN


class KnownOn:
    """A reader that answers as a release did. Its `release` is 0 before there was one."""

    def __init__(self, reader: Reader, release: int, day: str) -> None:
        if isinstance(reader, KnownOn):
            reader = reader._reader
        self.url, self.address, self.remarks = reader.url, reader.address, reader.remarks
        self.release = release
        self._reader: Reader = reader
        self._sqlite = isinstance(reader, SqliteReader)
        self._place = "main"
        then = THEN.format(release=release, later=LATER, day=day)
        self._bodies = self._views(then if release else "1 = 0")
        for table in PERIODS:
            self._bodies[table] = self._period(table)
        if not release:
            for name in ALWAYS_KNOWN:
                del self._bodies[name]

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """All rows of a query with named parameters."""
        return self._reader.rows(self._as_known(sql), parameters)

    def tuples(
        self, sql: str, parameters: Mapping[str, Any] | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as plain tuples, one after the other."""
        return self._reader.tuples(self._as_known(sql), parameters)

    def close(self) -> None:
        """Close the database."""
        self._reader.close()

    def _views(self, then: str) -> dict[str, str]:
        bodies = {}
        for row in self._reader.rows(SQLITE_VIEWS if self._sqlite else SERVER_VIEWS):
            text = str(row["body"])
            bodies[row["name"]] = text.split(" AS", 1)[1] if self._sqlite else text.rstrip("; \n")
            self._place = row.get("place", "main")
        key = SQLITE_KEY if self._sqlite else SERVER_KEY
        facts = bodies["current_facts"].replace(CURRENT, then)
        bodies["current_facts"] = facts.replace("f.key", f"{key} AS key", 1)
        return bodies

    def _period(self, table: str) -> str:
        known = SQLITE_COLUMNS if self._sqlite else SERVER_COLUMNS
        columns = []
        for row in self._reader.rows(known, {"name": table}):
            name = row["name"]
            value = "1 = 0" if name == "retired" else BOUNDS.get(name, f't."{name}"')
            columns.append(f'{value} AS "{name}"')
        return PERIOD.format(
            columns=", ".join(columns),
            place=self._place,
            table=table,
            roster=PERIODS[table].format(place=self._place),
        )

    def _as_known(self, sql: str) -> str:
        """The question, with the views it reads put before it as they were."""
        wanted = self._wanted(sql, {}, set())
        if not wanted:
            return sql
        named = ",\n".join(f"{name} AS NOT MATERIALIZED ({body})" for name, body in wanted.items())
        start = sql.lstrip()
        if start[:4].upper() == "WITH":
            return f"WITH {named},\n{start[4:].lstrip()}"
        return f"WITH {named}\n{start}"

    def _wanted(self, text: str, found: dict[str, str], seen: set[str]) -> dict[str, str]:
        """The views that a text names, each after those that it reads itself."""
        for name in dict.fromkeys(_WORD.findall(text)):
            if name in self._bodies and name not in seen:
                seen.add(name)
                self._wanted(self._bodies[name], found, seen)
                found[name] = self._bodies[name]
        return found


def known_on(reader: Reader, date: str, even_before: bool = False) -> KnownOn:
    """A reader that answers as the release in force on this date did.

    Raises `QuestionError` where more than one was, in the course of the date, and
    `NotYetKnownError` where none was yet; with `even_before`, that reader knows names only.
    """
    try:
        earliest, latest = date_bounds(date)
    except DateError as error:
        raise DateError(f"--known-on: {error.message}", error.hint) from None
    releases = reader.rows(RELEASES)
    first, last = (
        max((row["id"] for row in releases if row["date"] <= day), default=0)
        for day in (earliest, latest)
    )
    if first != last:
        dates = ", ".join(f"{r['version']} of {r['date']}" for r in releases if r["id"] > first)
        raise QuestionError(f"--known-on {date} covers several releases: {dates}.", "Give the day.")
    if not first and not even_before:
        raise NotYetKnownError(_nothing_yet(date, releases), "Ask without --known-on.")
    return KnownOn(reader, first, latest)


def at_release(reader: Reader, version: str) -> KnownOn:
    """A reader that answers as one release did. Raises `QuestionError` for an unknown one."""
    releases = {row["version"]: row for row in reader.rows(RELEASES)}
    if version not in releases:
        raise QuestionError(
            f"There is no release {version} in this database.",
            f"Releases: {', '.join(releases) or 'none'}.",
        )
    return KnownOn(reader, releases[version]["id"], releases[version]["date"])


def _nothing_yet(date: str, releases: list[Row]) -> str:
    if not releases:
        return "This database contains no release."
    first = releases[0]
    return (
        f"What orgdb knew on {date} is unknown: its first release, {first['version']},"
        f" is of {first['date']}."
    )
