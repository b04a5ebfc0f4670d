"""Imports, panels and dyads beside other tools: whole processes, seconds and megabytes of one run.

    python -m benchmarks.imports STATE_YEAR_FILE [--runs 5]

pandas, polars, duckdb, sqlite-utils and the sqlite3 shell take part where they are installed. The
file is the one that the Correlates of War project publishes; it is no part of this repository.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

PANDAS = """
import pandas as pd, sys
t = pd.read_csv(sys.argv[1]).melt(id_vars=["ccode", "year", "state"])
t = t.sort_values(["variable", "ccode", "year"])
own = t[["variable", "ccode", "value"]]
t["run"] = (own != own.shift()).any(axis=1).cumsum()
print(len(t.groupby("run").agg(first=("year", "min"), last=("year", "max"))))
"""
POLARS = """
import polars as pl, sys
t = pl.read_csv(sys.argv[1]).unpivot(index=["ccode", "year", "state"])
t = t.sort("variable", "ccode", "year")
t = t.with_columns(run=pl.struct("variable", "ccode", "value").rle_id())
ends = (pl.col("year").min().alias("first"), pl.col("year").max().alias("last"))
print(t.group_by("run").agg(*ends).height)
"""
DUCKDB = """
import duckdb, sys
print(duckdb.sql(f'''SELECT COUNT(*) FROM (SELECT ccode, name, value, MIN(year), MAX(year) FROM (
SELECT *, year - ROW_NUMBER() OVER (PARTITION BY ccode, name, value ORDER BY year) AS run FROM (
UNPIVOT (FROM read_csv('{sys.argv[1]}')) ON COLUMNS(* EXCLUDE (ccode, year, state))))
GROUP BY ALL)''').fetchall())
"""
MEMORY = """
import gc, sys; gc.disable()
from orgdb.db.reader import open_reader
from orgdb.panel.dyads import dyads
print(dyads(open_reader(sys.argv[1]), "cow-igo-3").total())
"""
LOAD = """
import csv, sqlite3, sys
with sqlite3.connect(sys.argv[1]) as connection, open(sys.argv[2], newline="") as file:
    rows = csv.reader(file)
    names = next(rows)
    connection.execute(f"CREATE TABLE panel ({', '.join(names)})")
    connection.executemany(f"INSERT INTO panel VALUES ({', '.join('?' * len(names))})", rows)
    connection.execute("CREATE INDEX i ON panel (org, year, cow)")
"""
JOIN = """
SELECT COUNT(*) FROM panel a JOIN panel b ON a.org = b.org AND a.year = b.year AND a.cow < b.cow
WHERE a.status = 'full' AND b.status = 'full'
"""


def measure(command: list[str], output: Path, processor: bool = False) -> tuple[float, float]:
    """Wall (or `processor`) seconds and peak megabytes of one whole process."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    paths = (str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", ""))
    environment["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    began = time.perf_counter()
    with output.open("wb") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.PIPE)
        _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    if status:
        raise SystemExit(f"{command[:3]} failed: {process.stderr and process.stderr.read()!r}")
    return usage.ru_utime + usage.ru_stime if processor else took, usage.ru_maxrss / 1024


def commands(file: Path, empty: Path, full: Path, long: Path) -> dict[str, list[list[str]]]:
    """What is measured: commands to run before each measurement, and the measured one last."""
    orgdb = str(Path(sys.executable).parent / "orgdb")
    work = str(empty.with_suffix(".work"))
    report = [orgdb, "--db", str(full), "report"]
    cow = ["--dataset", "cow-igo-3", "-f", "csv"]
    python = [sys.executable, "-c"]
    found = {
        "import: orgdb": [
            ["cp", str(empty), work],
            [orgdb, "--db", work, "import", "cow-igo", str(file)],
        ],
        "panel: orgdb": [[*report, "panel", *cow]],
        "state-year: orgdb": [[*report, "panel", *cow, "--shape", "state-year"]],
        "dyads to memory: orgdb": [[*python, MEMORY, str(full)]],
        "dyads to CSV: orgdb": [[*report, "dyads", *cow]],
    }  # fmt: skip
    for name, code in (("pandas", PANDAS), ("polars", POLARS), ("duckdb", DUCKDB)):
        if importlib.util.find_spec(name):
            found[f"spells only: {name}"] = [[*python, textwrap.dedent(code), str(file)]]
    if shell := shutil.which("sqlite3"):
        rows = "SELECT * FROM panel"
        found["panel: sqlite3 shell, from a table of its rows"] = [[shell, "-csv", str(long), rows]]
        found["dyads: sqlite3 shell, self-join"] = [[shell, str(long), JOIN]]
    utils = Path(sys.executable).parent / "sqlite-utils"
    if utils.exists():
        found["panel: sqlite-utils"] = [[str(utils), "rows", str(long), "panel", "--csv"]]
    return found


def prepare(file: Path, folder: Path) -> tuple[Path, Path, Path]:
    """An empty database, one with the file in it, and one with the rows of the panel as a table.

    Other processes do the work: what this one holds would count as theirs.
    """
    empty, full, long = (folder / f"{name}.sqlite" for name in ("empty", "full", "long"))
    orgdb = str(Path(sys.executable).parent / "orgdb")
    rows = folder / "panel.csv"
    asked = ["report", "panel", "--dataset", "cow-igo-3", "-f", "csv", "-o", str(rows)]
    for step in (
        [orgdb, "--db", str(empty), "db", "init"],
        ["cp", str(empty), str(full)],
        [orgdb, "--db", str(full), "import", "cow-igo", str(file)],
        [orgdb, "--db", str(full), *asked],
        [sys.executable, "-c", LOAD, str(long), str(rows)],
    ):
        subprocess.run(step, check=True)
    return empty, full, long


def main() -> None:
    """Measure in turn, so that a slow moment of the machine meets all of them; print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measured = commands(options.file.resolve(), *prepare(options.file.resolve(), folder))
        results: dict[str, list[tuple[float, float]]] = {what: [] for what in measured}
        for _ in range(options.runs):
            for what, steps in measured.items():
                for step in steps[:-1]:
                    subprocess.run(step, check=True)
                results[what].append(measure(steps[-1], folder / "out"))
        print(f"{'':48} {'seconds':>8} {'MB':>6}")
        for what, figures in results.items():
            seconds = statistics.median(figure[0] for figure in figures)
            print(f"{what:48} {seconds:8.2f} {max(figure[1] for figure in figures):6.0f}")


if __name__ == "__main__":
    main()
