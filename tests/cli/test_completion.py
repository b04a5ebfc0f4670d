"""What TAB offers, and that it never says a word where there is nothing to offer."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from orgdb.cli.boundary import COMPLETE
from orgdb.cli.completion import SHELLS

if TYPE_CHECKING:
    from tests.conftest import Outcome

Run = Callable[..., "Outcome"]
BASH = shutil.which("bash")
ENTRY = f'exec "{sys.executable}" -c "from orgdb.cli import main; main()" "$@"'


@pytest.fixture
def tab(
    orgdb: Run, sqlite_master: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., list[str]]:
    """What bash is offered after these words, the last of which is unfinished."""

    def press(*words: str, of: str = "bash", url: str = "") -> list[str]:
        monkeypatch.setenv("ORGDB_URL", url or str(sqlite_master))
        monkeypatch.setenv("COMP_WORDS", " ".join(("orgdb", *words)))
        monkeypatch.setenv("COMP_CWORD", words[-1] if of == "fish" else str(len(words)))
        monkeypatch.setenv(COMPLETE, f"{of}_complete")
        answer = orgdb()
        monkeypatch.delenv(COMPLETE)
        assert (answer.code, answer.err) == (0, "")
        return [line.removeprefix("plain,") for line in answer.out.splitlines() if line]

    return press


Tab = Callable[..., list[str]]


def test_commands_are_offered(tab: Tab) -> None:
    assert tab("me") == ["members", "memberships"]
    assert {"show", "search", "is-member", "match", "db"} <= set(tab(""))


def test_options_and_their_words_are_offered(tab: Tab) -> None:
    assert tab("members", "EXU", "--ru") == ["--rule"]
    assert tab("members", "EXU", "--rule", "") == ["legal", "participating"]
    assert tab("completion", "") == ["bash", "zsh", "fish"]
    assert tab("report", "lang") == ["languages"]
    assert "init" in tab("db", "")


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (("is-member", "x"), ["XAA", "XBB", "XCC", "XDD", "XEE", "XTT"]),
        (("is-member", "bét"), ["XBB"]),
        (("is-member", "XBB", "ex"), ["EXL", "EXU", "EXU-GA"]),
        (("members", "alt"), ["ALT"]),
        (("members", "XA"), []),
        (("shared", "XAA", "XB"), ["XBB"]),
        (("show", "ana"), ["ana-example"]),
        (("show", "exemple"), []),
        (("offices", "--in", "XB"), ["XBB"]),
        (("members", "EXU", "--dataset", "c"), ["curated"]),
        (("compare", "CUR"), ["curated"]),
        (("datasets", "remove", "cu"), ["curated"]),
        (("members", "EXU", "--status", "o"), ["observer", "other"]),
    ],
)
def test_keys_are_offered_by_key_and_by_name(
    tab: Tab, words: tuple[str, ...], keys: list[str]
) -> None:
    assert tab(*words) == keys


def test_shells_that_show_help_get_the_names(tab: Tab) -> None:
    assert tab("show", "xb", of="zsh") == ["plain", "XBB", "Bétonia"]
    assert tab("show", "xb", of="fish") == ["XBB\tBétonia"]


def test_files_are_left_to_the_shell(tab: Tab) -> None:
    assert tab("match", "da") == ["file,da"]
    assert tab("import", "csv", "da") == ["file,da"]
    assert tab("members", "EXU", "-o", "da") == ["file,da"]


@pytest.mark.parametrize(
    "url",
    ["/nowhere/at/all.sqlite", "postgresql://reader@127.0.0.1:1/orgdb", __file__],
    ids=["missing", "server", "foreign"],
)
def test_without_a_database_nothing_is_offered_or_said(
    tab: Tab, orgdb: Run, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tab("is-member", "x", url=url) == []
    assert tab("me", url=url) == ["members", "memberships"]
    assert tab("--db", url, "is-member", "x") == []


@pytest.mark.parametrize("words", [("is-member", "'"), ("nonsense", "x"), ("report", "x"), ("-",)])
def test_half_written_lines_are_no_error(tab: Tab, words: tuple[str, ...]) -> None:
    tab(*words)


def test_the_default_database_is_not_made_by_a_tab(
    tab: Tab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab("is-member", "x")
    monkeypatch.delenv("ORGDB_URL")
    assert not (tmp_path / "data-home").exists()


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_printed_for_each_shell(orgdb: Run, shell: str) -> None:
    answer = orgdb("completion", shell)
    assert (answer.code, answer.err) == (0, "")
    assert "_orgdb_completion" in answer.out
    found = shutil.which(shell)
    if found:
        checked = subprocess.run(
            [found, "-n"], input=answer.out.encode(), capture_output=True, check=False
        )
        assert (checked.returncode, checked.stderr) == (0, b"")


@pytest.mark.skipif(BASH is None, reason="bash is not installed")
def test_bash_completes_a_key(orgdb: Run, sqlite_master: Path, tmp_path: Path) -> None:
    assert BASH is not None
    program = tmp_path / "orgdb"
    program.write_text(f"#!/bin/sh\n{ENTRY}\n")
    program.chmod(0o755)
    script = f"""{orgdb("completion", "bash").out}
COMP_WORDS=(orgdb is-member bét)
COMP_CWORD=2
_orgdb_completion {program}
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(
        [BASH, "-c", script],
        env={"PATH": "/usr/bin:/bin", "ORGDB_URL": str(sqlite_master), "HOME": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert (done.stdout.decode(), done.stderr.decode()) == ("XBB\n", "")
