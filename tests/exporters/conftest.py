"""What tests of exports share: the invented seed as one extract, and small helpers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from orgdb.db.reader import Reader, open_reader
from orgdb.exporters.extract import Extract
from orgdb.exporters.selection import select


@pytest.fixture(scope="session")
def sample_reader(sqlite_master: Path) -> Iterator[Reader]:
    """The invented seed, open."""
    reader = open_reader(f"sqlite:///{sqlite_master}")
    yield reader
    reader.close()


@pytest.fixture(scope="session")
def extract(sample_reader: Reader) -> Extract:
    """All curated data of the invented seed."""
    return Extract(sample_reader, select(sample_reader))


@pytest.fixture(scope="session")
def exported(
    sample_reader: Reader, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """The invented seed in a format, written once."""
    from orgdb.exporters.export import export
    from orgdb.exporters.registry import exporter

    made: dict[str, Path] = {}

    def once(name: str) -> Path:
        if name not in made:
            folder = tmp_path_factory.mktemp(name)
            path = folder / f"sample{exporter(name).FORMAT.ending}"
            export(sample_reader, name, path)
            made[name] = path
        return made[name]

    return once
