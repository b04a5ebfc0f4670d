"""The invented database as pages, written once; and as objects to ask for single pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("jinja2", reason="needs the extra site")

from orgdb.db.reader import Reader, open_reader
from orgdb.site.build import write
from orgdb.site.contents import Contents, read_contents
from orgdb.site.render import Settings, Site


@pytest.fixture(scope="session")
def sample_reader(sqlite_master: Path) -> Iterator[Reader]:
    """The invented database, open."""
    reader = open_reader(str(sqlite_master))
    yield reader
    reader.close()


@pytest.fixture(scope="session")
def contents(sample_reader: Reader) -> Contents:
    """All that its pages say."""
    return read_contents(sample_reader)


@pytest.fixture(scope="session")
def site(contents: Contents) -> Site:
    """Its pages, made when asked for."""
    return Site(contents, Settings("https://example.org/orgdb"))


@pytest.fixture(scope="session")
def folder(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its pages as files, without an index of words."""
    target = tmp_path_factory.mktemp("site")
    write(site, target)
    return target


@pytest.fixture(scope="session")
def real_contents(real_database: Path) -> Contents:
    """All that the pages of this release's data say."""
    reader = open_reader(str(real_database))
    found = read_contents(reader)
    reader.close()
    return found
