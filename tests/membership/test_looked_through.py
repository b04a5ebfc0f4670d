"""How far an answer about many lists reaches."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from orgdb.db.reader import open_reader
from orgdb.membership.looked_through import looked_through
from orgdb.seed.load import initialize
from tests.conftest import Outcome


def test_organizations_of_today_without_a_list_are_named(
    sample: Path, tmp_path: Path, orgdb: Callable[..., Outcome]
) -> None:
    file = sample / "organizations" / "ALT.yml"
    kept = file.read_text(encoding="utf-8").split("members:")[0]
    file.write_text(kept, encoding="utf-8")
    database = tmp_path / "without.sqlite"
    initialize(str(database), folder=sample)
    reader = open_reader(str(database))
    found = looked_through(reader, "XAA", None)
    # The Example League is of the past, and an organ has no list of its own.
    assert (found.missing, "EXU" in found.ends) == (("ALT",), True)
    assert looked_through(reader, "EXU", None).missing == ()
    # What another data set has no list of is said of that data set.
    assert looked_through(reader, None, "other").missing == ("ALT", "EXU")
    reader.close()
    answer = orgdb("changes", "XAA", db=str(database))
    assert "without a list in orgdb: ALT" in answer.err
