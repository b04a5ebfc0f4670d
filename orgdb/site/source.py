"""The page of a source: the document, and every statement that rests on it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from orgdb.site.contents import SOURCE, Contents
from orgdb.site.page import Page, Writer, plain
from orgdb.site.references import shown
from orgdb.site.subjects import Subject
from orgdb.site.words import (
    QUALITIES,
    QUALITY_MEANS,
    attribute,
    counted,
    date_in_words,
    unbroken,
)

MOST_SHOWN = 300  # statements on the page; the data beside it has all of them
MOST_NAMED = 400  # subjects of a source that is used everywhere


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement of a source (the columns of the CSV beside its page)."""

    about_kind: str
    about: str
    what: str
    attribute: str
    stance: str
    stated: str
    locator: str
    fact: str


class Statements:
    """What each source says, gathered once for all pages of sources."""

    def __init__(self, contents: Contents, subjects: dict[int, Subject]) -> None:
        keys = {number: fact for fact, number in contents.numbers.items()}
        self.by_source: dict[str, list[StatementRow]] = defaultdict(list)
        for number, rows in contents.citations.items():
            subject = subjects.get(number)
            if subject is None:
                continue  # an imported list that does not answer
            for row in rows:
                self.by_source[row["source"]].append(
                    StatementRow(
                        subject.kind,
                        subject.key,
                        subject.what,
                        row["about"],
                        row["stance"],
                        row["stated"],
                        row["locator"],
                        keys[number],
                    )
                )


def source_page(contents: Contents, statements: Statements, key: str) -> Page:
    """One document: who published it, where it was read, what it supports and what it disputes."""
    writer = Writer(contents)
    source = contents.sources[key]
    rows = statements.by_source.get(key, [])
    supports = [row for row in rows if row.stance == "supports"]
    disputes = [row for row in rows if row.stance == "disputes"]
    subjects: dict[tuple[str, str], list[StatementRow]] = defaultdict(list)
    for row in supports:
        subjects[row.about_kind, row.about].append(row)
    found = sorted(subjects.items(), key=lambda s: (-len(s[1]), contents.label(*s[0])))
    detailed = len(supports) <= MOST_SHOWN
    facts = len({row.fact for row in supports})
    view: dict[str, Any] = {
        "key": key,
        "name": source.title,
        "source": source,
        "date": date_in_words(source.date),
        "quality": QUALITIES.get(source.quality or "", ""),
        "quality_means": QUALITY_MEANS.get(source.quality or "", ""),
        "summary": f"It supports {counted(facts, 'fact')} about"
        f" {counted(len(subjects), 'subject')}"
        + (f" and disputes {len(disputes)}." if disputes else "."),
        "detailed": detailed,
        "subjects": [
            {
                "who": writer.link(kind, about),
                "number": len(said),
                "rows": _lines(said) if detailed else (),
            }
            for (kind, about), said in found[: MOST_NAMED if not detailed else None]
        ],
        "left": 0 if detailed else max(len(found) - MOST_NAMED, 0),
        "disputed": [
            {
                "who": writer.link(row.about_kind, row.about),
                "what": row.what,
                "about": attribute(row.attribute),
                "stated": shown(row.stated),
                "locator": unbroken(row.locator or ""),
            }
            for row in disputes
        ],
    }
    return Page(
        path=f"source/{key}",
        template="source.html",
        title=source.title,
        kind=SOURCE,
        view=view,
        description=f"{source.title}. {source.publisher}. {view['summary']}",
        table=(rows, StatementRow) if rows else None,
        data={"source": [plain(source)], "statements": [plain(row) for row in rows]},
    )


def _lines(rows: list[StatementRow]) -> list[dict[str, str]]:
    """The statements about one subject, those of one fact and place together."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in rows:
        found[row.fact, row.what, row.locator].append(attribute(row.attribute))
    return [
        {
            "id": fact,
            "what": what,
            "attributes": ", ".join(names),
            "locator": unbroken(locator or ""),
        }
        for (fact, what, locator), names in found.items()
    ]
