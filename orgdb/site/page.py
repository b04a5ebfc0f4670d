"""What a page is made of, and what links, cites and notes disputes while it is put together."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from orgdb.db.reader import Row
from orgdb.output.formats import as_dict
from orgdb.site.contents import EVENT, ORGANIZATION, PERSON, SOURCE, STATE, TREATY, Contents
from orgdb.site.references import FEW, Note, References
from orgdb.site.words import listed, organization_with_the, with_the

FOLDERS = {
    ORGANIZATION: "org",
    STATE: "state",
    PERSON: "person",
    TREATY: "treaty",
    EVENT: "event",
    SOURCE: "source",
}
KINDS = {folder: kind for kind, folder in FOLDERS.items()}
EMPTY = (None, "", ())
_MARKS = re.compile(r"<sup>.*?</sup>| <a class=\"d\".*?</a>")


@dataclass(frozen=True)
class Page:
    """One page: its address below the root (without ending), its template and what fills it.

    `table` is the page's main table with the type of its rows, for the CSV beside it; `data` are
    all facts on the page by section, for the JSON. Pages that list others have neither.
    """

    path: str
    template: str
    title: str
    kind: str
    view: dict[str, Any]
    description: str = ""
    table: tuple[Sequence[Any], type] | None = None
    data: dict[str, Any] | None = None


@dataclass
class Writer:
    """Puts one page together: links to other pages, numbers of sources, disputes, data."""

    contents: Contents
    root: str = "../"
    few: int = FEW  # numbers of sources beside a fact, where a place does not ask for more
    refs: References = field(init=False)
    sections: dict[str, Sequence[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.refs = References(self.contents)

    def href(self, kind: str, key: str) -> str:
        """The address of a page, relative to this one."""
        return f"{self.root}{FOLDERS[kind]}/{key}.html"

    def link(self, kind: str, key: str | None, text: str | None = None) -> Markup:
        """A link with the name of the thing; plain text for what has no page."""
        if not key:
            return escape(text or "")
        words = text or self.contents.label(kind, key)
        things: dict[str, Collection[str]] = {
            ORGANIZATION: self.contents.organizations,
            STATE: self.contents.states,
            PERSON: self.contents.people,
            TREATY: self.contents.treaties,
            EVENT: self.contents.events,
            SOURCE: self.contents.sources,
        }
        if key not in things[kind]:
            return escape(words)
        return Markup(f'<a href="{self.href(kind, key)}">{escape(words)}</a>')  # noqa: S704 (keys are ASCII)

    def state(self, key: str) -> Markup:
        """A link to a state, with its article: for a sentence."""
        return self.link(STATE, key, with_the(self.contents.label(STATE, key)))

    def whoever(self, key: str, kind: str | None = None) -> Markup:
        """A link to an organization, a state or a person; without a kind, to what has this key."""
        kind = kind or self.contents.kind_of(key)
        return self.link(kind, key) if kind else escape(key)

    def cite(self, facts: Iterable[str], most: int | None = None) -> Markup:
        """The numbers of the sources behind some facts, as links to the foot."""
        return noted(self.refs.cite(facts, self.few if most is None else most))

    def organization(self, key: str) -> Markup:
        """A link to an organization, with its article: for a sentence."""
        return self.link(
            ORGANIZATION, key, organization_with_the(self.contents.label(ORGANIZATION, key))
        )

    def dispute(self, what: str, fact: str, row: object) -> Markup:
        """A mark where a source says otherwise, with a link to the section that tells what."""
        if not self.refs.dispute(what, fact, row):
            return Markup("")
        return Markup(' <a class="d" href="#disputes">disputed</a>')

    def keep(self, section: str, rows: Sequence[Any]) -> None:
        """Rows that go into the data beside the page."""
        if rows:
            self.sections[section] = rows

    def data(self) -> dict[str, Any]:
        """The sections as plain values, each citation of their facts, and the documents."""
        sections = {name: [plain(row) for row in rows] for name, rows in self.sections.items()}
        facts = dict.fromkeys(
            row["fact"] for rows in sections.values() for row in rows if row.get("fact")
        )
        cited = [
            {"fact": fact, **{k: v for k, v in row.items() if k != "fact_id" and v != ""}}
            for fact in facts
            for row in self.contents.citations.get(self.contents.numbers.get(fact, 0), ())
        ]
        keys = dict.fromkeys(row["source"] for row in cited)
        sources = self.contents.sources
        documents = [plain(sources[key]) for key in keys if key in sources]
        return {**sections, "citations": cited, "sources": documents}

    def foot(self) -> dict[str, Any]:
        """What every page about a thing ends with: disputes and sources."""
        disputes = [{"said": d, "note": noted(d.note)} for d in self.refs.disputes]
        return {"disputes": disputes, "references": self.refs.foot()}


def numbers_of(note: Note) -> Markup:
    """Links to the numbered sources, and how many more the data of the page name."""
    links = [f'<a href="#s{number}">{number}</a>' for number in note.numbers]
    if note.more:
        links.append(f"+{note.more}")
    return Markup(",".join(links))  # noqa: S704 (numbers only)


def noted(note: Note) -> Markup:
    """The numbers of sources as they stand in a sentence."""
    return Markup("<sup>{}</sup>").format(numbers_of(note)) if note.numbers else Markup("")


def plain(row: Any) -> dict[str, Any]:
    """A row as a dictionary of what it says: numbers of the database and empty values go."""
    values = row if isinstance(row, dict) else as_dict(row)
    return {k: v for k, v in values.items() if v not in EMPTY and k != "fact_id"}


def without_marks(text: Markup) -> str:
    """A sentence without links, numbers of sources and marks of disputes."""
    return Markup(_MARKS.sub("", text)).striptags()  # noqa: S704 (tags only go)


def sentence_of(items: Sequence[Markup]) -> Markup:
    """Links as a sentence lists them."""
    return Markup(listed([str(item) for item in items]))  # noqa: S704 (each part is escaped)


def rows_with(rows: Iterable[Row], **wanted: Any) -> list[Row]:
    """The rows whose columns have these values."""
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]
