"""Pages as HTML, CSV and JSON: the doorway to Jinja."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from orgdb.errors import OrgdbError
from orgdb.output.formats import lines_of
from orgdb.site.contents import EVENT, ORGANIZATION, PERSON, STATE, TREATY, Contents
from orgdb.site.lists import list_pages
from orgdb.site.map import world_script
from orgdb.site.names_file import names_script
from orgdb.site.organization import organization_page
from orgdb.site.page import FOLDERS, Page
from orgdb.site.person_treaty_event import event_page, person_page, treaty_page
from orgdb.site.source import Statements, source_page
from orgdb.site.state import state_page
from orgdb.site.subjects import subjects_of
from orgdb.site.words import capital, counted, date_in_words
from orgdb.version import __version__

LONG = 88_000  # characters of a page: above it, the sources at its foot are told in fewer
INSTALL = "Run: pip install 'orgdb-igo[{extra}]'"
ASSETS = ("site.css", "tables.css", "site.js", "theme.js", "search.js")
SECTIONS = ("organizations", "states", "people", "treaties", "events", "sources")


# Quotes of text are escaped on every page; the value before `/>` would take the slash for its own.
_VALUE = re.compile(r"""(?<=[a-z]=)"([^\s"'=<>`]+)"(?=[\s>])""")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where pages will live, and how their search works.

    `address` is the public root, for canonical links and citations ('' where it is not known);
    `search` is `pagefind` (an index beside the pages) or `service` (a running server).
    """

    address: str = ""
    search: str = "pagefind"


class Site:
    """Every page by its path, made when it is asked for."""

    def __init__(self, contents: Contents, settings: Settings) -> None:
        self.contents = contents
        self.settings = settings
        self._statements: Statements | None = None
        self._environment = _environment()
        self._makers: dict[str, Callable[[], Page]] = dict(list_pages(contents))
        one_by_one: tuple[tuple[str, Any, Callable[[Contents, str], Page]], ...] = (
            (ORGANIZATION, contents.organizations, organization_page),
            (STATE, contents.states, state_page),
            (PERSON, contents.people, person_page),
            (TREATY, contents.treaties, treaty_page),
            (EVENT, contents.events, event_page),
        )
        for kind, things, make in one_by_one:
            for key in things:
                self._makers[f"{FOLDERS[kind]}/{key}"] = partial(make, contents, key)
        for key in contents.sources:
            self._makers[f"source/{key}"] = partial(self._source, key)

    def _source(self, key: str) -> Page:
        if self._statements is None:
            self._statements = Statements(self.contents, subjects_of(self.contents))
        return source_page(self.contents, self._statements, key)

    def paths(self) -> Iterator[str]:
        """The path of every page, without ending."""
        yield from self._makers

    def page(self, path: str) -> Page | None:
        """What a page says; None where there is no such page."""
        make = self._makers.get(path)
        return make() if make else None

    def html(self, page: Page) -> str:
        """A page as HTML."""
        root = "../" * page.path.count("/")
        html = self._rendered(page, root)
        return self._rendered(page, root, tight=True) if len(html) > LONG else html

    def failure(self, title: str, message: str) -> str:
        """What a server shows where there is no page to show, whatever the path."""
        view = {"message": message}
        return self._rendered(Page("search", "failure.html", title, "page", view), "/")

    def _rendered(self, page: Page, root: str, tight: bool = False) -> str:
        template = self._environment.get_template(page.template)
        return shortened(
            template.render(
                page=page,
                root=root,
                tight=tight,
                settings=self.settings,
                release=self.contents.releases[0] if self.contents.releases else None,
                version=__version__,
                section=_section(page.path),
                address=f"{self.settings.address}/{page.path}.html"
                if self.settings.address
                else "",
                **page.view,
            )
        )

    def preview(self, kind: str, key: str) -> str:
        """The beginning of the page of a thing, for a small frame; '' where there is none."""
        page = self.page(f"{FOLDERS[kind]}/{key}")
        template = self._environment.get_template("preview.html")
        return str(template.render(page=page)) if page else ""

    def csv(self, page: Page) -> str | None:
        """The main table of a page as CSV; None for pages without one."""
        return "".join(lines_of(*page.table, "csv")) if page.table else None

    def json(self, page: Page) -> str | None:
        """All facts of a page as JSON; None for pages that only list others."""
        if page.data is None:
            return None
        release = self.contents.releases[0] if self.contents.releases else {}
        head = {"page": page.path, "title": page.title, "release": dict(release)}
        return json.dumps({**head, **page.data}, ensure_ascii=False, separators=(",", ":")) + "\n"

    def names(self) -> str:
        """The script with every name, for a search that works from the file system."""
        return names_script(self.contents)

    def world(self) -> str:
        """The script with the outlines of all states, for the maps."""
        return world_script(self.contents)


def shortened(html: str) -> str:
    """The same page in fewer bytes: no quotes and no end tags where HTML needs none.

    <https://html.spec.whatwg.org/multipage/syntax.html#unquoted>
    """
    # Text and values by turns: quicker than a substitution, which asks for each of them.
    short = "".join(_VALUE.split(html)).replace("</li>\n", "\n").replace("\n\n", "\n")
    return short.replace("\n<li", "<li").replace("\n<tr", "<tr")


def _section(path: str) -> str:
    """Which entry of the navigation a page belongs to."""
    folder = path.partition("/")[0]
    plural = {"org": "organizations", "person": "people", "treaty": "treaties"}
    name = plural.get(folder, f"{folder}s" if "/" in path else folder.partition("-")[0])
    return name if name in SECTIONS else ""


def _environment() -> Any:
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError:
        raise OrgdbError(
            "Pages need Jinja2, which is not installed.", INSTALL.format(extra="site")
        ) from None
    environment = Environment(
        loader=PackageLoader("orgdb.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {"day": date_in_words, "counted": counted, "capital": capital}
    environment.globals |= {"sections": SECTIONS}
    return environment
