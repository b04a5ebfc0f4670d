"""How long a question takes, beside what a user would pick instead: medians and ratios of one run.

    python -m benchmarks.questions [--runs 41]

Whole processes are measured, in turn, so that a slow moment of the machine meets all of them.
`PYTHONDONTWRITEBYTECODE` is taken out: without compiled files everything takes 2.5 times as long.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
SQL = "SELECT member FROM memberships WHERE org = 'OAS' AND member = 'HND'"


def commands(database: Path) -> dict[str, list[str]]:
    """What is measured, by name; the first is the yardstick."""
    bin_ = Path(sys.executable).parent
    orgdb = [str(bin_ / "orgdb"), "--db", str(database)]
    on = ["--on", "2010-01-01"]
    return {
        "click and bare sqlite3": [
            sys.executable, str(HERE / "bare_click.py"), str(database), "HND", "OAS", *on
        ],
        "orgdb is-member": [*orgdb, "is-member", "HND", "OAS", *on],
        "orgdb members -f csv": [*orgdb, "members", "OAS", *on, "-f", "csv"],
        "orgdb members (table)": [*orgdb, "members", "OAS", *on],
        "orgdb show": [*orgdb, "show", "OAS"],
        "sqlite-utils query": [str(bin_ / "sqlite-utils"), "query", str(database), SQL],
    }  # fmt: skip


def seconds(command: list[str]) -> float:
    """The wall time of one whole process."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    subprocess.run(command, env=environment, capture_output=True, check=False)
    return time.perf_counter() - began


def first_use(folder: Path) -> tuple[float, float]:
    """Seconds and megabytes of `orgdb db init`: create, migrate, load the seed."""
    command = [str(Path(sys.executable).parent / "orgdb"), "--db", str(folder / "new.sqlite")]
    took = seconds([*command, "db", "init"])
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return took, peak


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=41)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        took, peak = first_use(Path(folder))
        print(f"first use (create, migrate, load): {took:.2f} s, {peak:.0f} MB")
        measured = commands(Path(folder) / "new.sqlite")
        times: dict[str, list[float]] = {name: [] for name in measured}
        for run in range(runs + 2):
            for name, command in measured.items():
                taken = seconds(command)
                if run >= 2:  # the first two fill the caches
                    times[name].append(taken)
    medians = {name: statistics.median(found) for name, found in times.items()}
    yardstick = next(iter(medians.values()))
    print(f"medians of {runs} runs")
    for name, median in medians.items():
        print(f"{name:24} {median * 1000:7.0f} ms  {median / yardstick:5.2f} x")


if __name__ == "__main__":
    main()
