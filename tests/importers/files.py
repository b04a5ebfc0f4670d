"""Files for the tests of imports: small invented ones, and where the real ones lie."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT.parent / "shared" / "reference"
STATE_YEAR = "cow_state_year_formatv3.csv.gz"
IGO_YEAR = "cow_igo_year_formatv3.csv.gz"

# Two states of the invented seed: 901 is XAA; 903 is XCC until 1990 and XDD from 1991. EXUN is the
# code of EXU; ZZO is nobody's. The organization ZZO begins in 1988.
CELLS: Mapping[tuple[str, str], Sequence[tuple[int, str, str]]] = {
    ("901", "alphaland"): [
        (1986, "0", "-1"),
        (1987, "1", "-1"),
        (1988, "1", "3"),
        (1989, "1", "1"),
        (1990, "0", "1"),
    ],
    ("903", "charlia"): [
        (1987, "1", "-1"),
        (1988, "1", "-9"),
        (1989, "1", "-9"),
        (1990, "1", "2"),
        (1991, "1", "2"),
        (1992, "1", "0"),
    ],
    ("977", "nowhere"): [(1990, "0", "1")],
}


def reference(name: str) -> Path:
    """A file of the reference data; a test that needs it is skipped where it is not at hand."""
    path = REFERENCE / name
    if not path.exists():
        pytest.skip(f"needs {name} in ../shared/reference")
    return path


def state_years(path: Path, heading: str = "ccode,year,state,EXUN,ZZO") -> Path:
    """An invented file in the layout of `state_year_formatv3.csv`."""
    lines = [heading]
    for (code, label), rows in CELLS.items():
        lines += [f"{code},{year},{label},{one},{other}" for year, one, other in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@cache
def cow_database() -> Path:
    """A database of the real seed with the real COW file, made once in a process."""
    from orgdb.importers.cow.facts import import_cow
    from orgdb.seed.prebuilt import make_database

    source = reference(STATE_YEAR)
    folder = Path(tempfile.mkdtemp(prefix="orgdb-cow-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "cow.sqlite"
    make_database(str(path))
    import_cow(str(path), [source])
    return path
