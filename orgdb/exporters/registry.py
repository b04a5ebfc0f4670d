"""The formats of `orgdb export`, and what a module has to offer to be one of them.

A format is one module of this package with two names in it:

    FORMAT = Format("ical", "calendar of dated facts", ".ics", losses=(Loss(...), ...))

    def write(extract: Extract, path: Path) -> None: ...

and a line in `FORMATS` below. `write` makes the file `path`, or fills the empty folder `path`, and
does nothing else: it is called with a part that takes its name when all is written, so a failure
leaves nothing behind. (A file may have others beside it: `beside(extract)` returns texts by what is
added to its name. A folder says what its files are in the dictionary `FILES`.) Names that people
typed, data sets that may not be passed on, `--force`, the progress bar, the README with version,
licence, citation and losses are dealt with before and after, in `orgdb.exporters.export`. What
`write` gets of the database is an `Extract`:

    extract.tables            the tables of `orgdb.exporters.tables`, in their order
    extract.rows(table)       rows as tuples in the order of `table.columns`, streamed
    extract.records("exits")  the same as dictionaries; both take a table or its name
    extract.terms             title, version, licence, citation of each data set asked for
    extract.release           version and day of the release
    extract.selection         what was asked for: `orgs`, `scope` (with organs), `on`

Rules: the same data give the same bytes (no time of day, no order of a set); memory stays below
100 MB, so rows are written as they come; dates go out as EDTF text, or, where a format has typed
dates, as the bounds `…_earliest` and `…_latest` with 0001-01-01 and 9999-12-31 as no value; a
disputed row says so; whatever the format cannot hold is a `Loss` in `FORMAT`, by table and columns,
and a test reads the file back with somebody else's reader and compares all the rest.

A library is imported inside `write`, under `with needing("excel", "xlsx"):`, so that who lacks it
is told the line to run; add the extra to pyproject.toml and the library to DOORWAYS in
tests/test_layers.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from orgdb.errors import MissingLibraryError, QuestionError, did_you_mean

if TYPE_CHECKING:
    from orgdb.exporters.extract import Extract

DISTRIBUTION = "orgdb-igo"
EVERY = ("*",)


@dataclass(frozen=True, slots=True)
class Loss:
    """What a format cannot hold: columns of a table (`*`: all of it), and why.

    The table `*` stands for every table. `kept` says what of it is in the file all the same.
    """

    table: str
    columns: tuple[str, ...]
    why: str
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, what it is good for, the ending of its file ('' for a folder).

    `extra` is the extra of the package that has to be installed, '' where none has to.
    `other` are endings that are as good.
    """

    name: str
    title: str
    ending: str = ""
    extra: str = ""
    losses: tuple[Loss, ...] = ()
    other: tuple[str, ...] = ()

    @property
    def folder(self) -> bool:
        """Whether it is a folder of files."""
        return not self.ending


class Exporter(Protocol):
    """A module of this package that is a format."""

    FORMAT: Format

    def write(self, extract: Extract, path: Path) -> None:
        """Write the extract to the new file, or into the new folder, `path`."""
        ...


# The module of each format, in the order in which `orgdb export` lists them.
FORMATS = {
    "datapackage": "datapackage",
    "sqlite": "sqlite",
    "xlsx": "xlsx",
    "parquet": "parquet",
    "duckdb": "duckdb_file",
    "stata": "stata",
    "ftm": "ftm",
    "jsonld": "jsonld",
    "rdf": "rdf",
    "graphml": "graphml",
    "gexf": "gexf",
    "croissant": "croissant",
    "quickstatements": "quickstatements",
    "ical": "ical",
    "popolo": "popolo",
}


def exporter(name: str) -> Exporter:
    """The module of a format. Raises `QuestionError` for a name that is no format's."""
    if name not in FORMATS:
        meant = did_you_mean(name, FORMATS)
        raise QuestionError(
            f"There is no export format '{name}'.{meant}", f"Formats: {', '.join(FORMATS)}."
        )
    return cast("Exporter", import_module(f"orgdb.exporters.{FORMATS[name]}"))


def formats() -> tuple[Format, ...]:
    """Every format, in order."""
    return tuple(exporter(name).FORMAT for name in FORMATS)


@contextmanager
def needing(extra: str, format_: str) -> Iterator[None]:
    """Imports inside turn into the one line to run where a library is not installed."""
    try:
        yield
    except ImportError as error:
        library = (error.name or "a library").split(".")[0]
        raise MissingLibraryError(
            f"The format {format_} needs {library}, which is not installed.",
            f"Run: pip install '{DISTRIBUTION}[{extra}]'",
        ) from error
