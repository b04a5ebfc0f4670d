"""Pages of the invented database: whole, linked, closed to hostile text, as the commands say."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from orgdb.db.reader import Reader, open_reader
from orgdb.membership.members import MemberRow, members
from orgdb.output.formats import lines_of
from orgdb.parameters import WhoCounts
from orgdb.site.contents import Contents, read_contents
from orgdb.site.map import shared_view
from orgdb.site.render import Settings, Site, shortened

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# HTML closes these by itself; the tables leave `</td>` and `</tr>` out to stay small.
OPTIONAL = frozenset("li dt dd p tr td th thead tbody".split())


class Parsed(HTMLParser):
    """What a test looks at: ids, references, text, and tags that are not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.references: list[tuple[str, str]] = []
        self.handlers: list[str] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.inline: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"] or "")
        self.references += [
            (tag, found[name] or "") for name in ("href", "src", "action") if name in found
        ]
        self.handlers += [name for name in found if name.startswith("on") or name == "style"]
        if tag in ("script", "style") and "src" not in found:
            self.inline.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open[-1] != tag and self.open[-1] in OPTIONAL:
            self.open.pop()
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing, line {self.getpos()[0]}")


def pages(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.html")):
        yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")


def test_every_page_is_whole_and_leads_to_pages_that_exist(folder: Path) -> None:
    ids = {name: set(Parsed(text).ids) for name, text in pages(folder)}
    assert len(ids) > 30
    for name, text in pages(folder):
        found = Parsed(text)
        assert not found.faults, name
        assert not found.open or found.open == ["html"], (name, found.open)
        assert len(found.ids) == len(set(found.ids)), name
        for tag, reference in found.references:
            if reference.startswith(("http://", "https://")):
                assert tag in ("a", "link"), f"{name} loads {reference}"
                continue
            path, _, anchor = reference.partition("#")
            target = (folder / name).parent / path if path else folder / name
            assert target.resolve().exists(), f"{name} leads to {reference}"
            if anchor:
                assert anchor in ids[target.resolve().relative_to(folder.resolve()).as_posix()], (
                    name,
                    reference,
                )


def test_nothing_in_a_page_needs_more_than_a_strict_content_policy(folder: Path) -> None:
    for name, text in pages(folder):
        found = Parsed(text)
        assert not found.inline, name
        assert not found.handlers, name
    css = (folder / "assets" / "site.css").read_text(encoding="utf-8")
    assert "://" not in css
    assert "@import" not in css


def test_every_thing_has_a_page_with_its_data_beside_it(folder: Path, contents: Contents) -> None:
    for where, keys in (
        ("org", contents.organizations),
        ("state", contents.states),
        ("person", contents.people),
        ("treaty", contents.treaties),
        ("event", contents.events),
        ("source", contents.sources),
    ):
        for key in keys:
            assert (folder / where / f"{key}.html").exists()
            data = json.loads((folder / where / f"{key}.json").read_text(encoding="utf-8"))
            assert data["page"] == f"{where}/{key}"


def test_the_csv_of_an_organization_is_what_members_says(site: Site, sample_reader: Reader) -> None:
    page = site.page("org/EXU")
    assert page is not None
    rows = members(sample_reader, "EXU", WhoCounts.of(status="all"), all_time=True).rows
    in_order = sorted(rows, key=lambda r: (r.member, r.start_earliest))
    of_members = "".join(lines_of(in_order, MemberRow, "csv"))
    own = site.csv(page)
    assert own is not None
    assert sorted(own.splitlines()) == sorted(of_members.splitlines())
    assert own.splitlines()[0] == of_members.splitlines()[0]


def test_the_json_has_each_citation_of_each_fact(site: Site, sample_reader: Reader) -> None:
    page = site.page("org/EXU")
    assert page is not None
    data = json.loads(site.json(page) or "")
    facts = [row["fact"] for row in data["members"]]
    listed = ", ".join(f"'{fact}'" for fact in facts)
    wanted = sample_reader.rows(f"SELECT COUNT(*) AS n FROM citations WHERE fact IN ({listed})")
    assert sum(row["fact"] in facts for row in data["citations"]) == wanted[0]["n"]
    assert {row["source"] for row in data["citations"]} == {
        row["source"] for row in data["sources"]
    }


def text_of(site: Site, path: str) -> str:
    """The words of a page, without tags."""
    page = site.page(path)
    assert page is not None
    words = re.sub(r"<sup>.*?</sup>|<[^>]+>", " ", site.html(page).split("<main", 1)[1])
    return re.sub(r"\s+", " ", words)


def test_an_organization_in_plain_words(site: Site) -> None:
    said = text_of(site, "org/EXU")
    for words in (
        "is an intergovernmental organization, founded in December 1951.",
        "The list was last checked on 31 October 2026",
        "It is complete from 13 December 1951: whoever is not listed was not a member.",
        "2 March 1962 to November 1964, by Resolution 7 (1962); lifted by Resolution 9 (1964)",
        "founding member; suspended 2 March 1962 to November 1964",
        "A suspended member is still a member.",
        "signed 1 June 1951 in Sampletown; in force 13 December 1951; 2 parties",
        "replaced",
    ):
        assert words in said, words


def test_a_dispute_is_told_with_both_values_and_marked_where_it_bears(site: Site) -> None:
    page = site.page("org/EXU")
    assert page is not None
    html = site.html(page)
    disputes = html.split("id=disputes", 1)[1].split("</section>")[0]
    assert "orgdb has December 1951; another source has <em>1949</em>" in disputes
    assert "orgdb has 30 June 1977; another source has <em>1 January 1978</em>" in disputes
    assert html.count("class=d href=#disputes") >= 3


def test_each_number_of_a_source_is_at_the_foot(folder: Path) -> None:
    for name, text in pages(folder):
        cited = set(re.findall(r"href=#(s\d+)", text))
        foot = set(re.findall(r"<li id=(s\d+)", text))
        assert cited == foot, name
    assert "href=#s1" in (folder / "org" / "EXU.html").read_text(encoding="utf-8")


def test_a_source_lists_what_it_supports_and_what_it_disputes(site: Site) -> None:
    said = text_of(site, "source/scholar")
    assert "What it says differently" in said
    assert "it gives 1949 for founded (p. 12)" in said
    assert "supports" in said


def test_hostile_text_stays_text(contents: Contents) -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    row = dict(contents.organizations["EXU"], name=evil)
    saved = contents.organizations["EXU"]
    contents.organizations["EXU"] = row
    try:
        site = Site(contents, Settings())
        for path in ("org/EXU", "organizations", "state/XAA", "treaty/exu-charter", "coverage"):
            page = site.page(path)
            assert page is not None
            found = Parsed(site.html(page))
            assert not found.inline
            assert not found.handlers
            assert ("img", "x") not in found.references
    finally:
        contents.organizations["EXU"] = saved


def test_no_page_that_is_not_there(site: Site) -> None:
    assert site.page("org/NOPE") is None
    assert site.page("../etc/passwd") is None


def test_lists_lead_to_everything(folder: Path, contents: Contents) -> None:
    def linked(pattern: str) -> set[str]:
        text = "".join(path.read_text(encoding="utf-8") for path in folder.glob(pattern))
        return set(re.findall(r"href=\w+/([^\s>]+)\.html[\s>]", text))

    assert linked("states.html") >= set(contents.states)
    assert linked("people-*.html") >= set(contents.people)
    assert linked("sources-*.html") >= set(contents.sources)
    assert linked("treaties.html") >= set(contents.treaties)
    assert linked("events.html") >= set(contents.events)


def test_names_in_every_language_are_in_the_list_for_search(folder: Path) -> None:
    text = (folder / "assets" / "names.js").read_text(encoding="utf-8")
    rows = json.loads(text.removeprefix("orgdbNames(").removesuffix(");\n"))
    own = next(row for row in rows if row[0] == "org/EXU")
    assert own[1] == "Example Union"
    assert "Union d’exemple" in own


def test_an_address_makes_canonical_links_and_a_map_of_the_site(folder: Path) -> None:
    html = (folder / "org" / "EXU.html").read_text(encoding="utf-8")
    assert "<link rel=canonical href=https://example.org/orgdb/org/EXU.html>" in html
    assert "https://example.org/orgdb/org/EXU.html\n" in (folder / "sitemap.txt").read_text()


def test_a_csv_of_free_text_runs_nothing_in_a_spreadsheet(folder: Path) -> None:
    for path in folder.rglob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"))):
            assert not [cell for cell in row if cell.startswith(("=", "@", "+"))], path


@pytest.mark.parametrize("bad", ["ftp://x", "example.org"])
def test_an_address_that_is_none_is_refused(orgdb: object, bad: str, tmp_path: Path) -> None:
    found = orgdb("site", str(tmp_path / "s"), "--url", bad)  # type: ignore[operator]
    assert found.code == 2
    assert "is not a web address" in found.err
    assert not (tmp_path / "s").exists()


def test_a_post_that_is_vacant_has_nobodys_name(vacant_master: Path) -> None:
    reader = open_reader(str(vacant_master))
    site = Site(read_contents(reader), Settings("https://example.org/orgdb"))
    reader.close()
    said = {path: site.html(page) for path in site.paths() if (page := site.page(path))}
    assert not [path for path, html in said.items() if re.search(r"\bNone\b", html)]
    assert "has been vacant since 1 January 2011" in said["org/EXU"]


def test_a_list_that_leaves_members_out_has_at_least_so_many(site: Site) -> None:
    def lead(key: str) -> str:
        html = site.html(site.page(f"org/{key}"))  # type: ignore[arg-type]
        return re.sub("<[^>]+>", "", html)

    assert re.search(r"It has at least \d+ members?, as of", lead("ALT"))
    assert re.search(r"It has \d+ members?, as of", lead("EXU"))


def test_pages_are_written_in_few_bytes() -> None:
    html = (
        '<ul class="two three">\n<li id="a-1"><a href="b.html#c" title="it\'s &quot;d&quot;">e</a>'
        "</li>\n"
        '<li data-b="x/">f = &#34;g&#34;</li>\n</ul><path d="M0 0"/><i d="M0"/><img alt="">'
    )
    short = shortened(html)
    assert short == (
        '<ul class="two three"><li id=a-1><a href=b.html#c title="it\'s &quot;d&quot;">e</a>'
        '<li data-b=x/>f = &#34;g&#34;\n</ul><path d="M0 0"/><i d="M0"/><img alt="">'
    )


def test_a_state_shows_with_whom_it_shares_organizations(contents: Contents) -> None:
    row = next(row for rows in contents.members.values() for row in rows if row.status == "full")

    def members(*states: str) -> list[MemberRow]:
        return [replace(row, member=state, end="..") for state in states]

    lists = {"A": members("XAA", "XBB", "XCC"), "B": members("XAA", "XCC"), "C": members("XBB")}
    lists["D"] = [replace(row, member=state, end="1990") for state in ("XAA", "XDD")]
    now = replace(contents, members=lists)
    view = shared_view(now, "XAA", fewest=2)
    assert view is not None
    assert (view["total"], view["ranked"]) == (2, [("XCC", 2), ("XBB", 1)])
    assert shared_view(now, "XAA", fewest=3) is None
    assert shared_view(now, "XDD", fewest=1) is None
