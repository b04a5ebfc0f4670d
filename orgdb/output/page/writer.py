"""How a page is put together: lines, grids, numbered sources, disputes, dates in words."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from orgdb.organizations.items import Item, Page
from orgdb.output.formats import printable


class Writer:
    """Collects the parts of a page and gives each document a number when it is first cited.

    Without `full` a section shows its `most` most telling lines and says where the others are;
    without `sources` documents are not numbered and listed.
    """

    most = 6

    def __init__(self, page: Page, full: bool = False, sources: bool = False) -> None:
        self.page = page
        self.full, self.sources = full, sources or full
        self.parts: list[Any] = []
        self.numbers: dict[str, int] = {}

    def items(self, section: str) -> list[Item]:
        return self.page.sections.get(section, [])

    def heading(self, text: str, remark: str = "") -> None:
        line = Text(f"\n{text.upper()}", style="bold")
        if remark:
            line.append(f"  {printable(remark)}", style="not bold")
        self.parts.append(line)

    def line(self, *parts: str | Text, indent: int = 2) -> None:
        line = Text()
        for part in parts:
            line.append_text(part if isinstance(part, Text) else Text(printable(part)))
        self.parts.append(Padding(line, (0, 0, 0, indent)))

    def grid(self, rows: Iterable[Sequence[str | Text]]) -> None:
        """Lines with aligned parts: the last one takes the room that is left."""
        table = Table.grid(padding=(0, 2, 0, 0))
        listed = list(rows)
        if not listed:
            return
        for column in range(len(listed[0])):
            table.add_column(no_wrap=column == 0, overflow="fold")
        for row in listed:
            table.add_row(*(c if isinstance(c, Text) else Text(printable(c)) for c in row))
        self.parts.append(Padding(table, (0, 0, 0, 2)))

    def first(self, items: list[Item], most: int = 0) -> list[Item]:
        """The items that are shown of these."""
        return items if self.full else items[: most or self.most]

    def more(self, left: int, command: str = "") -> None:
        """Say how many were left out, and which command has them."""
        if left > 0:
            there = command or f"orgdb show {shlex.quote(self.page.key)} --full"
            self.line(f"and {left:,} more: {there}")

    def cite(self, item: Item, most: int | None = None) -> Text:
        """` [1, 4]`: the numbers of the documents behind an item."""
        if not self.sources:
            return Text("")
        keys = [key for key in item.sources if key in self.page.sources]
        chosen = keys if most is None else keys[:most]
        numbers = [str(self.number(key)) for key in chosen]
        if len(chosen) < len(keys):
            numbers.append("…")
        return Text(f" [{', '.join(numbers)}]" if numbers else "", style="dim")

    def number(self, key: str) -> int:
        return self.numbers.setdefault(key, len(self.numbers) + 1)

    def disputes(self, item: Item) -> None:
        """A line for each attribute for which another source gives another value."""
        for text in self.disputed(item):
            self.line(Text(text, style="yellow"), indent=4)

    def disputed(self, item: Item) -> list[str]:
        """`disputed: start 2021-11-04 [1]` for each attribute, the values with who states them.

        Where documents have no numbers, by their keys.
        """
        values: dict[str, dict[str, list[int | str]]] = {}
        for dispute in item.disputes:
            if dispute["source"] in self.page.sources:
                said = values.setdefault(dispute["about"], {})
                key = dispute["source"]
                said.setdefault(dispute["stated"], []).append(
                    self.number(key) if self.sources else key
                )
        return [
            printable(f"disputed: {about.replace('_', ' ')} ")
            + "; ".join(
                f"{printable(value)} [{', '.join(map(str, sorted(by, key=str)))}]"
                for value, by in said.items()
            )
            for about, said in values.items()
        ]

    def foot(self) -> None:
        """The documents by their numbers, and the commands that say more."""
        key = shlex.quote(self.page.key)
        if not self.sources:
            self.line("", indent=0)
            self.line(
                f"With sources: orgdb show {key} --sources. All of it: --full."
                f" Every citation: orgdb why {key}",
                indent=0,
            )
            return
        if self.numbers:
            self._documents()
        self.line(f"Every citation: orgdb why {key}", indent=0)

    def _documents(self) -> None:
        self.heading("Sources")
        rows = []
        for key, number in self.numbers.items():
            source = self.page.sources[key]
            date = f", {source.date}" if source.date else ""
            where = source.original or source.url
            copy = f" (read at {source.url})" if source.original else ""
            title = source.title.rstrip(".")
            text = Text(printable(f"{title}. {source.publisher}{date}. "))
            text.append(printable(where), style="dim")
            text.append(printable(copy), style="dim")
            rows.append((f"[{number}]", text))
        self.grid(rows)
        self.line("", indent=0)


def period(start: str, end: str) -> str:
    """A period as a sentence has it: `since 1954`, `1948 to 1954`, `until 1960`."""
    first, last = in_words(start), in_words(end)
    if end == "..":
        return f"since {first}" if start else ""
    if not start:
        return f"until {last}" if end else "dates unknown"
    if start == end:
        return first
    return f"{first} to {last}" if end else f"{first} to an unknown day"


def in_words(date: str) -> str:
    """A date as a sentence has it: `[..1955]` is "1955 or before"; others stay as they are."""
    if not date.startswith("["):
        return date
    first, _, last = date[1:-1].partition("..")
    if first and last:
        return f"between {first} and {last}"
    return f"{first} or later" if first else f"{last} or before"
