"""The invented seed opened once on each engine, for tests that only ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orgdb.reader import Reader, open_reader
from tests.conftest import ENGINES


@pytest.fixture(scope="session", params=ENGINES)
def asked(request: pytest.FixtureRequest) -> Iterator[Reader]:
    """An open database that no test changes, on each engine in turn."""
    if request.param == "sqlite":
        opened = open_reader(str(request.getfixturevalue("sqlite_master")))
    else:
        server, master = (request.getfixturevalue(n) for n in ("postgres", "postgres_master"))
        opened = open_reader(server.create("asked", template=master))
    yield opened
    opened.close()
