"""Files of others, and folders one may not write to: one message, and nothing is changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.another_user import IS_ROOT, NOBODY, give, own_folder, without_privileges
from tests.conftest import SAMPLE, Outcome

Run = Callable[..., Outcome]
ANOTHER_USER = pytest.mark.skipif(not IS_ROOT, reason="only root can be several users")
LIST = "state,start\nXAA,1951\n"
A_GROUP = 54321
WARM: list[bool] = []
LEFT = ".team.sqlite.0123456789abcdef.part"


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder of a user without privileges, with a database and a list to import."""
    with own_folder() as path:
        yield path


@pytest.fixture
def team(folder: Path, sqlite_master: Path) -> Path:
    """A database of that user."""
    give(Path(shutil.copyfile(sqlite_master, folder / "team.sqlite")))
    give(folder / "team.sqlite").chmod(0o644)
    (folder / "list.csv").write_text(LIST, encoding="utf-8")
    give(folder / "list.csv")
    return folder / "team.sqlite"


@pytest.fixture
def run(orgdb: Run, sqlite_master: Path, tmp_path: Path) -> Run:
    """Run a command without privileges, once as ourselves before: its modules are then loaded."""
    if not WARM:
        WARM.append(_load_modules(orgdb, sqlite_master, tmp_path))

    def unprivileged(*arguments: str, db: Path, groups: tuple[int, ...] = ()) -> Outcome:
        with without_privileges(*groups):
            return orgdb(*arguments, db=str(db))

    return unprivileged


def _load_modules(orgdb: Run, sqlite_master: Path, tmp_path: Path) -> bool:
    spare = Path(shutil.copyfile(sqlite_master, tmp_path / "spare.sqlite"))
    (tmp_path / "spare.csv").write_text(LIST, encoding="utf-8")
    assert orgdb(*importing(tmp_path / "spare.csv"), db=str(spare)).code == 0
    orgdb("orgs", "-o", str(tmp_path / "spare.md"), db=str(spare))
    return orgdb("orgs", db=str(tmp_path)).code == 4


def importing(file: Path) -> list[str]:
    terms = ["--known-through", "2026-10-31", "--licence", "CC0-1.0"]
    return ["import", "csv", str(file), "--dataset", "t", "--org", "EXU", *MAPPED, *terms]


MAPPED = ("--map", "state=state,start=start")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_ones_own_database_is_changed(run: Run, team: Path) -> None:
    done = run(*importing(team.with_name("list.csv")), db=team)
    assert done.code == 0, done.err
    assert names(team.parent) == ["list.csv", "team.sqlite"]
    assert (team.stat().st_uid, team.stat().st_mode & 0o777) == (give(team).stat().st_uid, 0o644)


@pytest.mark.parametrize("mode", [0, 0o200])
def test_a_database_one_may_not_read_is_named(run: Run, team: Path, mode: int) -> None:
    team.chmod(mode)
    answer = run("orgs", db=team)
    assert (answer.code, answer.out) == (4, "")
    assert f"{team} cannot be read: Permission denied.\nCheck its permissions." in answer.err


@pytest.mark.parametrize("mode", [0, 0o444, 0o666])
def test_a_folder_one_may_not_search_is_named(run: Run, team: Path, mode: int) -> None:
    team.parent.chmod(mode)
    answer = run("orgs", db=team)
    team.parent.chmod(0o755)
    assert (answer.code, "cannot be read: Permission denied" in answer.err) == (4, True)


def test_a_read_only_database_is_asked_and_not_changed(run: Run, team: Path) -> None:
    team.chmod(0o444)
    before = team.read_bytes()
    assert run("orgs", db=team).code == 0
    refused = run(*importing(team.with_name("list.csv")), db=team)
    assert (refused.code, "cannot be written" in refused.err) == (4, True)
    assert team.read_bytes() == before
    assert names(team.parent) == ["list.csv", "team.sqlite"]


def test_a_read_only_folder_is_asked_and_not_changed(run: Run, team: Path) -> None:
    team.parent.chmod(0o555)
    before = team.read_bytes()
    assert run("orgs", db=team).code == 0
    refused = run(*importing(team.with_name("list.csv")), db=team)
    assert (refused.code, "cannot be written: Permission denied" in refused.err) == (4, True)
    answer = run("orgs", "-o", str(team.with_name("orgs.csv")), db=team)
    assert (answer.code, "Permission denied" in answer.err) == (4, True)
    assert (team.read_bytes(), names(team.parent)) == (before, ["list.csv", "team.sqlite"])


def test_a_list_one_may_not_read_is_named(run: Run, team: Path) -> None:
    team.with_name("list.csv").chmod(0)
    refused = run(*importing(team.with_name("list.csv")), db=team)
    assert (refused.code, "cannot be read: Permission denied" in refused.err) == (4, True)


def test_an_answer_one_may_not_replace_stays(run: Run, team: Path) -> None:
    frozen = team.with_name("frozen.csv")
    frozen.write_text("frozen\n")
    give(frozen).chmod(0o444)
    answer = run("orgs", "-o", str(frozen), db=team)
    assert (answer.code, frozen.read_text()) == (4, "frozen\n")


def test_a_seed_file_one_may_not_read_is_named(folder: Path) -> None:
    from orgdb.errors import OrgdbError
    from orgdb.seed.check import require_valid

    seed = Path(shutil.copytree(SAMPLE, folder / "seed"))
    require_valid(seed)
    (seed / "organizations" / "EXU.yml").chmod(0)
    with without_privileges(), pytest.raises(OrgdbError) as refused:
        require_valid(seed)
    assert "EXU.yml:1: error unreadable: cannot be read: Permission denied" in str(refused.value)


@ANOTHER_USER
def test_the_database_of_another_is_not_changed(run: Run, team: Path) -> None:
    os.chown(team, 0, 0)
    before = team.read_bytes()
    refused = run(*importing(team.with_name("list.csv")), db=team)
    assert (refused.code, "cannot be written" in refused.err) == (4, True)
    assert (team.read_bytes(), team.stat().st_uid) == (before, 0)


@ANOTHER_USER
def test_the_answer_of_another_is_not_replaced(run: Run, team: Path) -> None:
    answer = team.with_name("answer.csv")
    answer.write_text("theirs\n")
    answer.chmod(0o644)
    assert run("orgs", "-o", str(answer), db=team).code == 4
    assert (answer.read_text(), answer.stat().st_uid) == ("theirs\n", 0)


@ANOTHER_USER
def test_what_all_may_write_keeps_its_permissions(run: Run, team: Path) -> None:
    os.chown(team, 0, 0)
    team.chmod(0o666)
    assert run(*importing(team.with_name("list.csv")), db=team).code == 0
    assert (team.stat().st_uid, team.stat().st_mode & 0o777) == (NOBODY, 0o666)


@ANOTHER_USER
@pytest.mark.parametrize("groups", [(), (A_GROUP,)])
def test_the_group_stays_where_one_is_in_it(run: Run, team: Path, groups: tuple[int, ...]) -> None:
    os.chown(team, NOBODY, A_GROUP)
    team.chmod(0o664)
    assert run(*importing(team.with_name("list.csv")), db=team, groups=groups).code == 0
    assert team.stat().st_gid == (A_GROUP if groups else NOBODY)
    assert team.stat().st_mode & 0o777 == 0o664


@ANOTHER_USER
def test_leftovers_of_another_stay_and_ones_own_go(run: Run, team: Path) -> None:
    own = team.with_name(LEFT.replace("0", "f"))
    for path in (own, team.with_name(LEFT)):
        path.write_bytes(b"half")
    give(own)
    assert run(*importing(team.with_name("list.csv")), db=team).code == 0
    assert names(team.parent) == [LEFT, "list.csv", "team.sqlite"]


@ANOTHER_USER
def test_the_lock_of_another_is_not_taken(run: Run, team: Path) -> None:
    lock = team.with_name(".team.sqlite.lock")
    lock.write_bytes(b"")
    lock.chmod(0o600)
    before = team.read_bytes()
    refused = run(*importing(team.with_name("list.csv")), db=team)
    assert (refused.code, "cannot be written: Permission denied" in refused.err) == (4, True)
    assert (team.read_bytes(), lock.exists()) == (before, True)


@ANOTHER_USER
@pytest.mark.parametrize("name", [".team.sqlite.lock", "answer.csv"])
def test_a_link_to_a_file_of_another_harms_nobody(run: Run, team: Path, name: str) -> None:
    """Root works in a folder of somebody who has put a link there to a file that only root has."""
    victim = team.parent.parent / f"{team.parent.name}-victim"
    victim.write_text("precious\n")
    victim.chmod(0o600)
    team.with_name(name).symlink_to(victim)
    try:
        if name.endswith(".lock"):
            refused = run(*importing(team.with_name("list.csv")), db=team)
            assert (refused.code, "is a link" in refused.err) == (4, True)
        else:
            answer = run("orgs", "-o", str(team.with_name(name)), db=team)
            assert answer.code == 4
        assert victim.read_text() == "precious\n"
    finally:
        victim.unlink()
