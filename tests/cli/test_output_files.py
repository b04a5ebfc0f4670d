"""Where answers go: a whole file or none, never over something that is not an answer."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Outcome

Run = Callable[..., "Outcome"]
NO_FULL_DEVICE = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)


def files() -> list[str]:
    """Everything in the folder, hidden files too."""
    return sorted(path.name for path in Path.cwd().iterdir())


def test_a_file_holds_what_stdout_would_have_shown(orgdb: Run) -> None:
    shown = orgdb("members", "EXU", "-f", "csv")
    written = orgdb("members", "EXU", "-f", "csv", "-o", "members.csv")
    assert written.out == ""
    assert written.err.startswith("members.csv: 2 rows\n")
    assert Path("members.csv").read_bytes() == shown.out.encode()
    assert files() == ["members.csv"]


def test_a_dash_is_stdout(orgdb: Run) -> None:
    assert orgdb("orgs", "-o", "-") == orgdb("orgs")
    assert files() == []


def test_an_empty_answer_replaces_an_older_one(orgdb: Run) -> None:
    Path("courts.txt").write_text("what was there a year ago\n")
    assert orgdb("orgs", "--kind", "court", "-o", "courts.txt").code == 0
    assert Path("courts.txt").read_text() == ""


def test_a_wrong_question_leaves_the_file_as_it_was(orgdb: Run) -> None:
    Path("members.csv").write_text("of yesterday\n")
    assert orgdb("members", "Nowhere", "-f", "csv", "-o", "members.csv").code == 2
    assert Path("members.csv").read_text() == "of yesterday\n"


@pytest.mark.parametrize(
    "command",
    ["members EXU -f csv", "is-member XAA EXU", "is-member XAA EXU -f json", "db info", "show EXU"],
)
@pytest.mark.parametrize("target", ["nowhere/a.csv", ".", "a" * 300, "a.csv/b.csv"])
def test_where_a_file_cannot_be_nothing_is_written(command: str, target: str, orgdb: Run) -> None:
    Path("a.csv").write_text("a file, not a folder\n")
    answer = orgdb(*command.split(), "-o", target)
    assert answer.code == 4
    assert answer.out == ""
    assert "Error: " in answer.err
    assert "-o" in answer.err, "the message says what to do"
    assert files() == ["a.csv"]


def test_a_database_is_not_taken_for_an_old_answer(orgdb: Run, sqlite_database: Path) -> None:
    before = sqlite_database.read_bytes()
    named = sqlite_database.rename(sqlite_database.with_suffix(""))
    answer = orgdb("orgs", "-o", str(named), db=str(named))
    assert answer.code == 4
    assert "SQLite database" in answer.err
    assert named.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.csv", "org,"), ("a.tsv", "org\t"), ("a.json", "["), ("a.ndjson", "{"), ("a.md", "| org")],
)
def test_the_format_follows_the_name_of_the_file(orgdb: Run, name: str, begins: str) -> None:
    assert orgdb("orgs", "-o", name).code == 0
    assert Path(name).read_text().startswith(begins)


@pytest.mark.parametrize("name", ["a.xlsx", "a.PARQUET", "a.sqlite", "a.doc"])
def test_a_name_that_promises_another_format_is_refused(orgdb: Run, name: str) -> None:
    answer = orgdb("orgs", "-o", name)
    assert answer.code == 2
    assert f"'{Path(name).suffix.lower()}' is not an output format" in answer.err
    assert ".csv" in answer.err, "the message says which endings there are"
    assert not Path(name).exists()


def test_a_report_that_goes_into_a_pipe_is_csv(orgdb: Run) -> None:
    assert orgdb("report", "members").out.startswith("org,org_name,member,")


def test_what_a_link_points_to_is_replaced_and_not_the_link(orgdb: Run) -> None:
    Path("real.csv").write_text("old\n")
    Path("link.csv").symlink_to("real.csv")
    assert orgdb("orgs", "-f", "csv", "-o", "link.csv").code == 0
    assert Path("link.csv").is_symlink()
    assert Path("real.csv").read_text().startswith("org,name,")


def test_a_replaced_file_keeps_its_permissions(orgdb: Run) -> None:
    path = Path("shared.csv")
    path.write_text("old\n")
    path.chmod(0o664)
    assert orgdb("orgs", "-f", "csv", "-o", "shared.csv").code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o664


def test_a_link_laid_where_a_part_used_to_be_is_not_followed(orgdb: Run) -> None:
    Path("victim").write_text("precious")
    Path(f".members.csv.{os.getpid()}.part").symlink_to("victim")
    assert orgdb("members", "EXU", "-o", "members.csv").code == 0
    assert Path("victim").read_text() == "precious"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_a_replaced_file_keeps_its_owner_and_group(orgdb: Run) -> None:
    Path("members.csv").write_text("of yesterday\n")
    os.chown("members.csv", 1234, 2345)
    assert orgdb("members", "EXU", "-o", "members.csv").code == 0
    found = Path("members.csv").stat()
    assert (found.st_uid, found.st_gid) == (1234, 2345)


def test_a_pipe_is_written_to_and_not_replaced(orgdb: Run) -> None:
    os.mkfifo("pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(Path("pipe").read_text()), daemon=True)
    reader.start()
    assert orgdb("orgs", "-f", "csv", "-o", "pipe").code == 0
    reader.join(timeout=10)
    assert read[0].startswith("org,name,")
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)


@NO_FULL_DEVICE
def test_a_full_disk_is_said_to_be_full(orgdb: Run) -> None:
    answer = orgdb("orgs", "-o", "/dev/full")
    assert answer.code == 4
    assert "No space left" in answer.err
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


def test_an_output_without_a_name_is_a_wrong_question(orgdb: Run) -> None:
    answer = orgdb("orgs", "-o", "")
    assert (answer.code, answer.out) == (2, "")


@pytest.mark.parametrize(
    ("command", "beside"),
    [
        ("report panel -f csv", ["long.citation.txt", "long.codebook.md"]),
        ("report dyads -f tsv", []),
    ],
)
def test_what_is_written_as_it_is_made_is_whole_or_not_there_too(
    command: str, beside: list[str], orgdb: Run
) -> None:
    shown = orgdb(*command.split())
    assert shown.code == 0
    assert orgdb(*command.split(), "-o", "long.csv").code == 0
    assert Path("long.csv").read_bytes() == shown.out.encode()
    assert files() == [*beside, "long.csv"]
    for target in ("nowhere/long.csv", "."):
        failed = orgdb(*command.split(), "-o", target)
        assert (failed.code, failed.out) == (4, "")
    assert files() == [*beside, "long.csv"]
