"""The pages of the whole database: seconds of processor of each step, beside a plain export.

    python -m benchmarks.site DATABASE

Ratios hold on any machine: how many exports of all tables as a data package does it take to read
the database for pages, to write them, and to index their words? Sizes of the largest pages follow.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from orgdb.db.reader import open_reader
from orgdb.exporters.export import export
from orgdb.site.build import write
from orgdb.site.contents import read_contents
from orgdb.site.render import Settings, Site
from orgdb.site.search_index import index

LARGEST = 5
Done = TypeVar("Done")


def processor() -> float:
    """Seconds of processor that this process and its children have had."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    """Run each step once and print its time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    database = parser.parse_args().database
    unit = 0.0

    def step(name: str, do: Callable[[], Done]) -> Done:
        nonlocal unit
        used, begun = processor(), time.monotonic()
        done = do()
        used = processor() - used
        unit = unit or used
        waited = time.monotonic() - begun
        print(f"{name:<24}{used:7.1f} s  {used / unit:5.1f} exports  {waited:6.1f} s waited")
        return done

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "site"
        target.mkdir()
        reader = open_reader(str(database))
        step("export datapackage", lambda: export(reader, "datapackage", Path(folder) / "data"))
        site = Site(step("read", lambda: read_contents(reader)), Settings())
        paths = step("write", lambda: write(site, target))
        step("index", lambda: index(target))
        reader.close()
        sizes = sorted(((target / f"{path}.html").stat().st_size, path) for path in paths)
        print(f"{len(paths):,} pages; the largest:")
        for size, path in reversed(sizes[-LARGEST:]):
            print(f"{size:9,} bytes  {path}")


if __name__ == "__main__":
    main()
