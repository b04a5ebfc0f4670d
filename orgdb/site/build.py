"""The whole database as a folder of pages."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib import resources
from itertools import repeat
from pathlib import Path

from orgdb.db.reader import Reader
from orgdb.site.contents import read_contents
from orgdb.site.folder import new_folder, require_free
from orgdb.site.page import FOLDERS
from orgdb.site.render import Settings, Site
from orgdb.site.search_index import index, require_pagefind

MOST_WORKERS = 8
FEW_PAGES = 500  # that one process writes before others have started
STEPS = ("reading the database", "writing pages", "indexing for search")


def build(
    reader: Reader,
    target: Path,
    address: str = "",
    force: bool = False,
    search: bool = True,
    progress: Callable[[str], None] = lambda _: None,
) -> int:
    """Write every page with its data into a new folder; the number of pages.

    `address` is the public root, for canonical links, citations and the map of the site; without
    `search` there is no index of words, and names alone can be searched. The folder appears whole
    or not at all; see `new_folder` for what may be replaced.
    """
    require_free(target.resolve(), force)
    if search:
        require_pagefind()
    progress(STEPS[0])
    site = Site(
        read_contents(reader), Settings(address.rstrip("/"), "pagefind" if search else "names")
    )
    with new_folder(target, force) as folder:
        progress(STEPS[1])
        paths = write(site, folder)
        if search:
            progress(STEPS[2])
            index(folder)
    return len(paths)


def write(site: Site, folder: Path) -> list[str]:
    """Every page, its data, the assets and the list of names."""
    for name in FOLDERS.values():
        (folder / name).mkdir()
    paths = list(site.paths())
    _write_pages(site, folder, paths)
    with resources.as_file(resources.files("orgdb.site") / "assets") as assets:
        shutil.copytree(assets, folder / "assets")
    (folder / "assets" / "names.js").write_text(site.names(), encoding="utf-8")
    (folder / "assets" / "world.js").write_text(site.world(), encoding="utf-8")
    if site.settings.address:
        lines = "".join(f"{site.settings.address}/{path}.html\n" for path in paths)
        (folder / "sitemap.txt").write_text(lines, encoding="utf-8")
    return paths


def _write_pages(site: Site, folder: Path, paths: list[str]) -> None:
    """Write the pages, on as many cores as there are where a process can be copied cheaply."""
    workers = min(os.cpu_count() or 1, MOST_WORKERS) if sys.platform == "linux" else 1
    if workers == 1 or len(paths) < FEW_PAGES:
        _write_some(site, folder, paths)
        return
    fork = multiprocessing.get_context("fork")  # copies see all that was read, and read nothing
    with ProcessPoolExecutor(workers, fork) as pool:
        shares = [paths[number :: 4 * workers] for number in range(4 * workers)]
        global _SITE  # noqa: PLW0603 (what the copies find)
        _SITE = site
        try:
            list(pool.map(_write_share, repeat(folder), shares))
        finally:
            _SITE = None


_SITE: Site | None = None


def _write_share(folder: Path, paths: list[str]) -> None:
    assert _SITE is not None  # noqa: S101 (set before the process was copied)
    _write_some(_SITE, folder, paths)


def _write_some(site: Site, folder: Path, paths: list[str]) -> None:
    for path in paths:
        page = site.page(path)
        if page is None:
            continue
        for ending, text in (
            ("html", site.html(page)),
            ("csv", site.csv(page)),
            ("json", site.json(page)),
        ):
            if text is not None:
                (folder / f"{path}.{ending}").write_text(text, encoding="utf-8", newline="\n")
