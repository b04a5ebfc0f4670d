"""What the tests of the command line share: a database of the real seed, and real processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Server

ENTRY = "from orgdb.cli import main; main()"
KEPT = ("PATH", "LANG", "SYSTEMROOT", "PYTHONPATH")  # the last, so that processes run this code
Process = subprocess.CompletedProcess[bytes]


@pytest.fixture(scope="session")
def postgres_url(postgres: Server, postgres_master: str) -> str:
    """The URL of a PostgreSQL database with the invented seed, for questions only."""
    return postgres.url(postgres_master)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody who has never used orgdb."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "TERM": "xterm"}


@pytest.fixture
def process(environment: dict[str, str], tmp_path: Path) -> Callable[..., Process]:
    """Run `orgdb …` as a process of its own, with real pipes."""

    def call(*arguments: str, **variables: str) -> Process:
        return subprocess.run(
            [sys.executable, "-c", ENTRY, *arguments],
            env={**environment, **variables},
            cwd=tmp_path,
            capture_output=True,
            timeout=120,
            check=False,
        )

    return call
