"""What the plugin answers by itself: pages with their data, search by name, reconciliation.

Pages are made one at a time by one thread, and kept while there is room; names are matched by
another and searched by a third, each with its own connection to the database.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import resources
from typing import Any, TypeVar

from orgdb.db.reader import open_reader
from orgdb.errors import QuestionError
from orgdb.names.search import search
from orgdb.site.contents import ORGANIZATION, Contents
from orgdb.site.page import FOLDERS
from orgdb.site.render import ASSETS, Site
from orgdb.web.reconciliation import Reconciliation

KEPT = 64_000_000  # bytes of pages
TYPES = {
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
}
LONGEST = 200  # characters of a search

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent: bytes, their type, and a tag that changes with them."""

    content: bytes
    type: str
    tag: str


class Answers:
    """Pages and services of one database."""

    def __init__(self, url: str, site: Site, address: str = "") -> None:
        self.address = address.rstrip("/")
        self._site = site
        self._kept: OrderedDict[str, Body] = OrderedDict()
        self._size = 0
        self._pages = ThreadPoolExecutor(1, "pages")
        self._names = ThreadPoolExecutor(1, "names")
        self._searches = ThreadPoolExecutor(1, "searches")
        self._assets = {name: _asset(name) for name in (*ASSETS, "icon.svg")}
        self._reader, self._service = self._names.submit(self._open, url).result()
        self._searched = self._searches.submit(open_reader, url).result()

    @property
    def contents(self) -> Contents:
        """All that the pages say."""
        return self._site.contents

    def _open(self, url: str) -> tuple[Any, Reconciliation]:
        reader = open_reader(url)
        return reader, Reconciliation(reader, self._site.contents)

    def close(self) -> None:
        """Finish what is being answered, and close the database."""
        self._names.submit(self._reader.close).result()
        self._searches.submit(self._searched.close).result()
        self._names.shutdown()
        self._searches.shutdown()
        self._pages.shutdown()

    async def body(self, path: str) -> Body | None:
        """The file at a path of the site (`org/OAS.html`); None where there is none."""
        found = self._kept.get(path)
        if found is not None:
            self._kept.move_to_end(path)
            return found
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pages, self._make, path)

    def _make(self, path: str) -> Body | None:
        name, _, ending = path.rpartition(".")
        text = self._text(name, ending)
        if text is None:
            return None
        content = text.encode()
        made = Body(content, TYPES[ending], f'"{hashlib.sha256(content).hexdigest()[:20]}"')
        self._kept[path] = made
        self._size += len(content)
        while self._size > KEPT and len(self._kept) > 1:
            self._size -= len(self._kept.popitem(last=False)[1].content)
        return made

    def _text(self, name: str, ending: str) -> str | None:
        folder, _, file = name.rpartition("/")
        if folder == "assets":
            scripts = {"names": self._site.names, "world": self._site.world}
            made = scripts.get(file) if ending == "js" else None
            return made() if made else self._assets.get(f"{file}.{ending}")
        page = self._site.page(name) if ending in ("html", "csv", "json") else None
        if page is None:
            return None
        make = {"html": self._site.html, "csv": self._site.csv, "json": self._site.json}
        return make[ending](page)

    async def named(self, ask: Callable[[Reconciliation], Answer]) -> Answer:
        """Ask the service of names, in its own thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._names, ask, self._service)

    async def found(self, text: str) -> list[dict[str, str]]:
        """What `orgdb search` finds, as pages."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._searches, self._search, text.strip()[:LONGEST])

    def _search(self, text: str) -> list[dict[str, str]]:
        if not text:
            return []
        try:
            rows = search(self._searched, text)
        except QuestionError:
            return []
        pages = ((self._page_of(row.kind, row.key), row) for row in rows)
        return [{"path": p, "title": row.name, "as": row.matched} for p, row in pages if p]

    def failure(self, title: str, message: str) -> str:
        """The page of a question that cannot be answered."""
        return self._site.failure(title, message)

    def preview(self, kind: str, key: str) -> str:
        """A few lines on an entity, for a small frame."""
        return self._site.preview(kind, key)

    def _page_of(self, kind: str, key: str) -> str | None:
        """The page that tells of what was found: posts and cities are on an organization's."""
        contents = self._site.contents
        if kind in FOLDERS:
            return f"{FOLDERS[kind]}/{key}"
        org = key.partition("/")[0]
        return f"{FOLDERS[ORGANIZATION]}/{org}" if org in contents.organizations else None


def _asset(name: str) -> str:
    return (resources.files("orgdb.site") / "assets" / name).read_text(encoding="utf-8")
