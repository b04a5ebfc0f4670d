"""What the tests of pictures share: the seed of this release, read once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from orgdb.db.reader import Reader, open_reader
from orgdb.plot.map_standings import Atlas


@pytest.fixture(scope="session")
def real(real_database: Path) -> Iterator[Reader]:
    """An open database with the seed of this release."""
    opened = open_reader(str(real_database))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def invented(sqlite_master: Path) -> Iterator[Reader]:
    """An open database with the invented seed."""
    opened = open_reader(str(sqlite_master))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def atlas(real: Reader) -> Atlas:
    """All states of the seed."""
    return Atlas.read(real)
