"""What tests of the database share."""

from __future__ import annotations

import pytest

from tests.conftest import Server


@pytest.fixture(scope="session")
def spare(postgres: Server, postgres_master: str) -> str:
    """The URL of a loaded database on a server whose changes are taken back."""
    return postgres.create("spare", template=postgres_master)
