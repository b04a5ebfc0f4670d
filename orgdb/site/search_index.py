"""An index of every word of the pages, for the browser: the doorway to pagefind."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

from orgdb.errors import OrgdbError

INSTALL = "Run: pip install 'orgdb-igo[site]', or leave the index out with --no-search."


def require_pagefind() -> None:
    """Raise `OrgdbError` where pagefind or its program is not installed."""
    for name in ("pagefind", "pagefind_bin"):
        if importlib.util.find_spec(name) is None:
            raise OrgdbError("Search needs pagefind, which is not installed.", INSTALL)


def index(folder: Path) -> None:
    """Write the index into `folder`/pagefind.

    One language is forced: pagefind would make an index for each `lang` of a page, and cut names by
    the rules of a language that they are not in.
    """
    command = [sys.executable, "-m", "pagefind", "--site", str(folder), "--force-language", "en"]
    done = subprocess.run([*command, "--quiet"], capture_output=True, text=True, check=False)  # noqa: S603 (our own command)
    if done.returncode or not (folder / "pagefind" / "pagefind.js").exists():
        said = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no reason given"]
        raise OrgdbError(f"The index for search could not be made: {said[0]}", INSTALL)
    for name in (
        "pagefind-ui.js",
        "pagefind-ui.css",
        "pagefind-modular-ui.js",
        "pagefind-modular-ui.css",
    ):
        (folder / "pagefind" / name).unlink(missing_ok=True)  # the search page has its own
