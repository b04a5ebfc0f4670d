"""The folder appears whole or not at all, and replaces nothing but a site of ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orgdb.errors import OutputError
from orgdb.site.folder import MARK, new_folder


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def filled(target: Path, text: str = "new", force: bool = False) -> None:
    with new_folder(target, force) as part:
        (part / "index.html").write_text(text)


def test_a_new_folder_appears_with_its_mark(tmp_path: Path) -> None:
    filled(tmp_path / "deep" / "site")
    assert left(tmp_path / "deep" / "site") == ["index.html", MARK]
    assert left(tmp_path / "deep") == ["site"]


def test_after_a_failure_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), new_folder(tmp_path / "site", False) as part:
        (part / "index.html").write_text("half")
        raise ZeroDivisionError
    assert left(tmp_path) == []


def test_a_site_is_replaced_only_with_force(tmp_path: Path) -> None:
    filled(tmp_path / "site", "old")
    with pytest.raises(OutputError, match="--force"):
        filled(tmp_path / "site")
    filled(tmp_path / "site", "new", force=True)
    assert (tmp_path / "site" / "index.html").read_text() == "new"
    assert left(tmp_path) == ["site"]


def test_after_a_failure_the_old_site_is_still_there(tmp_path: Path) -> None:
    filled(tmp_path / "site", "old")
    with pytest.raises(ZeroDivisionError), new_folder(tmp_path / "site", True):
        raise ZeroDivisionError
    assert (tmp_path / "site" / "index.html").read_text() == "old"
    assert left(tmp_path) == ["site"]


def test_a_folder_of_somebody_else_is_never_replaced(tmp_path: Path) -> None:
    target = tmp_path / "home"
    target.mkdir()
    (target / "letter.txt").write_text("dear")
    for force in (False, True):
        with pytest.raises(OutputError, match="did not write it"):
            filled(target, force=force)
    assert left(target) == ["letter.txt"]


def test_something_put_into_a_site_is_not_thrown_away(tmp_path: Path) -> None:
    filled(tmp_path / "site")
    (tmp_path / "site" / "CNAME").write_text("example.org")
    with pytest.raises(OutputError, match="CNAME"):
        filled(tmp_path / "site", force=True)


def test_a_damaged_mark_is_refused(tmp_path: Path) -> None:
    filled(tmp_path / "site")
    (tmp_path / "site" / MARK).write_text("{")
    with pytest.raises(OutputError, match="damaged"):
        filled(tmp_path / "site", force=True)


def test_an_empty_folder_is_filled_and_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    filled(tmp_path / "site")
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError):
        filled(tmp_path / "file", force=True)
    assert (tmp_path / "file").read_text() == "x"


def test_the_command_writes_a_site(orgdb: Callable[..., Any], tmp_path: Path) -> None:
    target = tmp_path / "site"
    found = orgdb("site", str(target), "--no-search")
    assert (found.code, found.out) == (0, "")
    assert "pages in" in found.err
    assert {"index.html", "org", "state", "assets", MARK} <= set(left(target))
    again = orgdb("site", str(target), "--no-search")
    assert again.code == 4
    assert "--force" in again.err


def test_the_index_of_words_finds_a_name(orgdb: Callable[..., Any], tmp_path: Path) -> None:
    pytest.importorskip("pagefind_bin", reason="needs the extra site")
    assert orgdb("site", str(tmp_path / "site")).code == 0
    assert (tmp_path / "site" / "pagefind" / "pagefind.js").exists()
    entry = (tmp_path / "site" / "pagefind" / "pagefind-entry.json").read_text()
    assert '"en"' in entry
    assert entry.count('"hash"') == 1  # one language, or names would be split
