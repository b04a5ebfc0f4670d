"""The whole database as CSV beside other tools: whole processes, seconds of processor, megabytes.

    python -m benchmarks.exports DATABASE [--runs 5] [--every]

`orgdb export datapackage` writes a CSV for every table, with sources in the rows, checksums, two
descriptions, a codebook. The sqlite3 shell and sqlite-utils write the same views of the same file;
duckdb copies the finished tables of `orgdb export duckdb`. With `--every`, each format's own time
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
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.imports import measure

FORMATS = ("datapackage", "sqlite", "parquet", "duckdb", "xlsx", "stata")
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


def timed(what: str, command: Callable[[Path], list[str]], runs: int, room: Path) -> float:
    """Print and return the median seconds of processor of some runs, each into a new folder."""
    took, most = [], 0.0
    for number in range(runs):
        folder = room / f"{what.replace(' ', '-')}-{number}"
        folder.mkdir()
        seconds, megabytes = measure(command(folder), room / "output", processor=True)
        took.append(seconds)
        most = max(most, megabytes)
        shutil.rmtree(folder)
    median = statistics.median(took)
    print(f"{what:34} {median:7.2f} s {most:7.0f} MB")
    return median


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
        ours = timed(
            "orgdb export datapackage",
            lambda folder: exported(database, "datapackage", folder / "data"),
            runs,
            room,
        )
        others = []
        if shutil.which("sqlite3"):
            others.append(timed("sqlite3 -csv", lambda folder: shell(database, folder), runs, room))
        if importlib.util.find_spec("sqlite_utils"):
            others.append(
                timed(
                    "sqlite-utils",
                    lambda folder: [sys.executable, "-c", UTILS, str(database), str(folder)],
                    runs,
                    room,
                )
            )
        if importlib.util.find_spec("duckdb"):
            tables = room / "tables.duckdb"
            measure(exported(database, "duckdb", tables), room / "output")
            others.append(
                timed(
                    "duckdb, from finished tables",
                    lambda folder: [sys.executable, "-c", DUCKDB, str(tables), str(folder)],
                    runs,
                    room,
                )
            )
        if others:
            print(f"{ours / min(others):.2f} times the fastest of the others")
        for format_ in FORMATS if options.every else ():
            timed(f"orgdb export {format_}", partial(_into, database, format_), 1, room)


def _into(database: Path, format_: str, folder: Path) -> list[str]:
    return exported(database, format_, folder / "data")


if __name__ == "__main__":
    main()
