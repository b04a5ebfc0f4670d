"""What `report members` writes of every organization comes back by `import csv` as it was."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Outcome

NAMES = "org member member_kind status status_word start end joined_by start_basis end_reason"
REPORT = ("report", "members", "--status", "all", "-f", "csv")
MAP = "org=org,state=member,start=start,end=end,status=status"


def told(report: str) -> list[tuple[str, ...]]:
    rows = csv.DictReader(io.StringIO(report))
    return sorted(tuple(row[name] for name in NAMES.split()) for row in rows)


def test_the_members_of_every_organization_come_back_as_they_were(
    orgdb: Callable[..., Outcome], real_database: Path, tmp_path: Path
) -> None:
    url = str(shutil.copyfile(real_database, tmp_path / "own.sqlite"))
    first = orgdb(*REPORT, db=url).out
    path = tmp_path / "members.csv"
    path.write_text(first, encoding="utf-8")
    terms = ("--known-through", "2026-10-31", "--licence", "CC0-1.0")
    done = orgdb("import", "csv", str(path), "--dataset", "t", "--map", MAP, *terms, db=url)
    assert done.code == 0, done.err
    second = orgdb(*REPORT, "--dataset", "t", db=url).out
    assert len(told(first)) > 1_000
    assert told(second) == told(first)
