"""A reader with a real browser: search, open the OAS, change the date, follow a source, download.

Skipped with a reason where no browser is found. The pages are those of the data of this release.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from orgdb.db.reader import Reader, open_reader
from orgdb.membership.members import members
from orgdb.parameters import WhoCounts, parse_on
from orgdb.plot.convert import converted
from orgdb.plot.history import history
from orgdb.plot.map import map_picture
from orgdb.plot.map_slider import map_with_slider
from orgdb.plot.map_standings import Atlas
from orgdb.plot.member_timeline import timeline_picture
from orgdb.plot.members_over_time import members_picture
from orgdb.plot.network import network_picture
from orgdb.site.build import write
from orgdb.site.contents import Contents
from orgdb.site.render import Settings, Site
from orgdb.site.search_index import index, require_pagefind
from tests.site.browser import launched, web_server

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
pytest.importorskip("pagefind_bin", reason="needs the extra site")

SIZES = {"desk": (1280, 900), "phone": (390, 844)}
SCHEMES = ("light", "dark")
# Rows repeat: a few of each list tell what axe would say of all, in a tenth of the time.
FEWER = """() => document.querySelectorAll("main tr:nth-child(n+6), main li:nth-child(n+6)")
    .forEach((row) => row.remove())"""
DATES = (
    "1948-05-01",
    "1962-06-01",
    "1975-01-01",
    "1990-01-08",
    "2009-12-31",
    "2023-11-18",
    "2023-11-19",
)
TOUR = (
    "index",
    "org/OAS",
    "org/UN",
    "state/PER",
    "person/luis-almagro",
    "organizations",
    "states",
    "people",
    "sources",
    "coverage",
    "about",
    "search",
    "treaty/oas-charter",
)


@dataclass
class Real:
    """The pages on a web server, and the database they were made from."""

    address: str
    folder: Path
    reader: Reader


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for all tests of this module."""
    with sync_api.sync_playwright() as playwright:
        try:
            found = launched(playwright)
        except sync_api.Error as error:
            pytest.skip(f"no browser: {str(error).splitlines()[0]}")
        yield found
        found.close()


@pytest.fixture(scope="module")
def real(
    browser: Any,
    real_database: Path,
    real_contents: Contents,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Real]:
    """Pages of the real data: all lists and everything that the tour leads to."""
    require_pagefind()
    folder = tmp_path_factory.mktemp("browser")
    reader = open_reader(str(real_database))
    site = Site(real_contents, Settings())
    target = folder / "site"
    target.mkdir()
    wanted = {path for path in site.paths() if "/" not in path} | set(TOUR)
    for path in ("org/OAS", "state/PER"):
        page = site.page(path)
        assert page is not None
        wanted |= set(
            re.findall(r"href=\.\./((?:source|state|person)/[^\s>]+)\.html[\s>]", site.html(page))
        )
    paths = [path for path in site.paths() if path in wanted]
    site.paths = lambda: iter(paths)  # type: ignore[method-assign]
    write(site, target)
    index(target)
    with web_server(target) as address:
        yield Real(address, target, reader)
    reader.close()


EVERY = pytest.mark.parametrize(
    "page", [(size, scheme) for size in SIZES for scheme in SCHEMES], ids="-".join, indirect=True
)


# Each size and each scheme once: axe takes its time, and looks at colours and at names.
EACH = pytest.mark.parametrize(
    "page", [("desk", "light"), ("phone", "dark")], ids="-".join, indirect=True
)


@pytest.fixture
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page of a certain size and scheme, on which nothing may be written to the console."""
    size, scheme = getattr(request, "param", ("desk", "light"))
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, accept_downloads=True
    )
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("response", lambda reply: said.append(reply.url) if reply.status >= 400 else None)
    yield opened
    context.close()
    assert not said


@EVERY
def test_a_reader_searches_changes_the_date_follows_a_source_and_downloads(
    real: Real, page: Any, tmp_path: Path
) -> None:
    page.goto(f"{real.address}/index.html")
    page.get_by_role("searchbox").fill("OEA")
    page.get_by_role("button", name="Search").click()
    first = page.locator("#results a").first
    first.wait_for()
    assert first.inner_text() == "Organization of American States"
    first.click()
    page.wait_for_url("**/org/OAS.html")
    assert page.locator("h1").inner_text() == "Organization of American States"

    page.locator("input[type=date]").fill("1990-01-07")
    page.locator("input[type=date]").dispatch_event("change")
    said = page.locator("form.when output")
    assert re.match(r"\d+ members, .* on 7 January 1990", said.inner_text())
    row = page.locator("tr[data-k=CAN]")
    assert [line.is_visible() for line in row.all()].count(True) == 1  # an observer until that day
    assert page.url.endswith("#on=1990-01-07")
    page.get_by_role("button", name="All dates").click()
    assert said.inner_text() == ""

    with page.expect_download() as waiting:
        page.get_by_role("link", name="Members (CSV)").click()
    waiting.value.save_as(tmp_path / "members.csv")
    rows = list(csv.DictReader((tmp_path / "members.csv").open(encoding="utf-8")))
    assert {"member", "start", "end", "sources", "fact"} <= set(rows[0])
    assert len(rows) > 100

    page.locator("#members td:last-child a").first.click()
    source = page.locator("ol.sources li:target a").first
    title = source.inner_text()
    source.click()
    page.wait_for_url("**/source/*.html")
    # A page with very many sources shortens their titles.
    assert page.locator("h1").inner_text().startswith(title.removesuffix("…"))
    assert page.get_by_role("heading", name="What it supports").is_visible()


def test_the_table_of_a_date_is_what_members_says(real: Real, page: Any) -> None:
    page.goto(f"{real.address}/org/OAS.html")
    for date in DATES:
        page.evaluate(
            """date => { const field = document.querySelector("input[type=date]");
            field.value = date; field.dispatchEvent(new Event("change")); }""",
            date,
        )
        shown = page.evaluate(
            """() => [...document.querySelectorAll("tbody[data-counted] tr[data-b]:not([hidden])")]
            .map((row) => [row.id, row.dataset.on])"""
        )
        rows = members(real.reader, "OAS", WhoCounts(on=parse_on(date))).rows
        assert {fact for fact, _ in shown} == {row.fact for row in rows}
        perhaps = {fact for fact, on in shown if on == "perhaps"}
        assert perhaps == {row.fact for row in rows if row.certainty == "possible"}
        suspended = {fact for fact, on in shown if on == "suspended"}
        assert suspended == {row.fact for row in rows if row.suspended == "yes"}


def test_the_map_follows_the_date(real: Real, page: Any) -> None:
    page.goto(f"{real.address}/org/OAS.html#on=1962-06-01")
    page.locator(".map svg path.member").first.wait_for()
    titles = page.evaluate(
        '() => [...document.querySelectorAll(".map .suspended title")].map((t) => t.textContent)'
    )
    assert titles == ["Cuba: suspended"]


@EACH
def test_no_page_is_wider_than_its_window_and_axe_finds_nothing_serious(
    real: Real, page: Any
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe").Axe()
    faults = []
    for path in TOUR:
        if not (real.folder / f"{path}.html").exists():
            continue
        page.goto(f"{real.address}/{path}.html")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        page.evaluate(FEWER)
        for found in axe.run(page).response["violations"]:
            if found["impact"] in ("serious", "critical"):
                nodes = [node["html"][:100] for node in found["nodes"][:3]]
                faults.append(f"{path}: {found['id']} {nodes}")
    assert not faults


@EACH
def test_axe_finds_nothing_serious_in_pictures(real: Real, page: Any, tmp_path: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe").Axe()
    reader = real.reader
    known, atlas = history(reader, "OAS"), Atlas.read(reader)
    written = {
        "members": converted(members_picture([known]), "html"),
        "timeline": converted(timeline_picture(reader, known), "html"),
        "map": converted(map_picture(known, atlas, known.question(None)), "html"),
        "slider": map_with_slider(known, atlas, False).encode(),
        "network": converted(network_picture(reader, None), "html"),
    }
    faults = []
    for name, content in written.items():
        path = tmp_path / f"{name}.html"
        path.write_bytes(content)
        page.goto(path.as_uri())
        for found in axe.run(page).response["violations"]:
            if found["impact"] in ("serious", "critical"):
                nodes = [node["html"][:100] for node in found["nodes"][:3]]
                faults.append(f"{name}: {found['id']} {nodes}")
    assert not faults


def test_search_by_word_finds_what_no_name_says(real: Real, page: Any) -> None:
    page.goto(f"{real.address}/search.html?q=Punta+del+Este")
    page.get_by_role("heading", name="In the text of pages").wait_for()
    assert page.locator("#results mark").count() > 0


def test_from_the_file_system_everything_works_but_words(real: Real, page: Any) -> None:
    page.goto(f"{real.folder.as_uri()}/search.html?q=cote+d%27ivoire")
    page.locator("#results a").first.wait_for()
    assert page.locator("#results a").first.get_attribute("href") == "state/CIV.html"
    assert "names alone" in page.locator("#status").inner_text()
    page.goto(f"{real.folder.as_uri()}/org/OAS.html#on=1990-01-01")
    assert "on 1 January 1990" in page.locator("form.when output").inner_text()
    page.locator(".map svg path.member").first.wait_for()


def test_the_keyboard_alone_is_enough(real: Real, page: Any) -> None:
    page.goto(f"{real.address}/org/OAS.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
    page.locator("input[type=range]").focus()
    page.keyboard.press("ArrowLeft")
    assert "members" in page.locator("form.when output").inner_text()


def test_a_theme_that_was_chosen_stays(real: Real, page: Any) -> None:
    page.goto(f"{real.address}/index.html")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("button.theme").click()
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert after != before
    page.goto(f"{real.address}/states.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after
