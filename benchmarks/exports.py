"""The whole database as CSV beside other tools: whole processes, seconds of processor, megabytes.

    python -m benchmarks.exports DATABASE [--runs 5] [--every]

`orgdb export datapackage` writes a CSV for every table, with sources in the rows, checksums, two
descriptions, a codebook. The sqlite3 shell and sqlite-utils write the same views of the same file;
duckdb cannot read it without an extension, and copies the finished tables of `orgdb export duckdb`:
no joins are left to do there. With `--every`, each format's own time
and memory follow.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from benchmarks.imports import measure
from orgdb.exporters.registry import formats

OURS, FINISHED = "orgdb export datapackage", "duckdb, from finished tables"
Command = Callable[[Path], list[str]]
UTILS = """
import csv, sqlite_utils, sys
database = sqlite_utils.Database(sys.argv[1])
for name in database.view_names():
    with open(f"{sys.argv[2]}/{name}.csv", "w", newline="") as file:
        rows = database[name].rows
        first = next(rows, None)
        if first is not None:
            writer = csv.writer(file)
            writer.writerow(first)
            writer.writerow(first.values())
            writer.writerows(row.values() for row in rows)
"""
DUCKDB = """
import duckdb, sys
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    for (name,) in connection.execute("SHOW TABLES").fetchall():
        connection.execute(f"COPY \\"{name}\\" TO '{sys.argv[2]}/{name}.csv' (HEADER)")
"""


def exported(database: Path, format_: str, target: Path) -> list[str]:
    """The command that writes a format."""
    program = "from orgdb.cli import main; main()"
    return [sys.executable, "-c", program, "--db", str(database), "export", format_, str(target)]


def shell(database: Path, folder: Path) -> list[str]:
    """The sqlite3 shell, writing every view of the database."""
    with sqlite3.connect(database) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")
        names = [row[0] for row in found]
    lines = [f".once '{folder / name}.csv'\nSELECT * FROM {name};" for name in names]
    script = folder / "every.sql"
    script.write_text("\n".join(lines), "utf-8")
    return ["sqlite3", "-csv", "-header", str(database), f".read '{script}'"]


def timed(tools: Mapping[str, Command], runs: int, room: Path) -> dict[str, float]:
    """Print and return the median seconds of processor of some runs, each into a new folder.

    The tools take turns, so that a machine that is slow for a while is so for all of them.
    """
    took: dict[str, list[float]] = {what: [] for what in tools}
    most = dict.fromkeys(tools, 0.0)
    for _ in range(runs):
        for what, command in tools.items():
            folder = room / "written"
            folder.mkdir()
            seconds, megabytes = measure(command(folder), room / "output", processor=True)
            took[what].append(seconds)
            most[what] = max(most[what], megabytes)
            shutil.rmtree(folder)
    medians = {what: statistics.median(seconds) for what, seconds in took.items()}
    for what, seconds in medians.items():
        print(f"{what:34} {seconds:7.2f} s {most[what]:7.0f} MB")
    return medians


def main() -> None:
    """Print what each tool took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("database", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--every", action="store_true")
    options = parser.parse_args()
    database, runs = options.database.resolve(), options.runs
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        tools: dict[str, Command] = {OURS: partial(_into, database, "datapackage")}
        if shutil.which("sqlite3"):
            tools["sqlite3 -csv"] = partial(shell, database)
        if importlib.util.find_spec("sqlite_utils"):
            tools["sqlite-utils"] = partial(_python, UTILS, database)
        if importlib.util.find_spec("duckdb"):
            tables = room / "tables.duckdb"
            measure(exported(database, "duckdb", tables), room / "output")
            tools[FINISHED] = partial(_python, DUCKDB, tables)
        medians = timed(tools, runs, room)
        same = {what: took for what, took in medians.items() if what not in (OURS, FINISHED)}
        if same:
            fastest = min(same, key=same.__getitem__)
            print(f"{medians[OURS] / same[fastest]:.2f} times {fastest}, from the same file")
        if FINISHED in medians:
            print(f"{medians[OURS] / medians[FINISHED]:.2f} times {FINISHED}")
        if options.every:
            names = [known.name for known in formats()]
            timed({f"orgdb export {f}": partial(_into, database, f) for f in names}, 1, room)


def _python(program: str, source: Path, folder: Path) -> list[str]:
    return [sys.executable, "-c", program, str(source), str(folder)]


def _into(database: Path, format_: str, folder: Path) -> list[str]:
    return exported(database, format_, folder / "data")


if __name__ == "__main__":
    main()
