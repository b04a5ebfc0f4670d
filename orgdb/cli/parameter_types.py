"""Types of parameters whose values a shell completes: keys by their names, words, files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import click

from orgdb.vocabulary import Status

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from orgdb.db.reader import Reader

MOST = 400
BEGINNING_WITH = {
    "organization": """
SELECT org AS key, name FROM organizations
WHERE upper(org) LIKE :keys OR organization_id IN (
    SELECT id FROM names WHERE kind = 'organization' AND folded LIKE :names)""",
    "state": """
SELECT state AS key, name FROM states
WHERE upper(state) LIKE :keys OR state_id IN (
    SELECT id FROM names WHERE kind = 'state' AND folded LIKE :names)""",
    "person": """
SELECT person AS key, name FROM people
WHERE upper(person) LIKE :keys OR person_id IN (
    SELECT id FROM names WHERE kind = 'person' AND folded LIKE :names)""",
    "dataset": "SELECT key, title AS name FROM dataset WHERE upper(key) LIKE :keys",
}
# What a shell can offer: a value, what it is, and `plain` or `file`.
Offer = Callable[[click.Context, str], Iterable[tuple[str, str, str]]]


class Completed(click.types.StringParamType):
    """A text like any other, for which a shell has something to offer."""

    def __init__(self, offer: Offer) -> None:
        self.offer = offer

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 (click calls this)
        incomplete: str,
    ) -> list[CompletionItem]:
        """What can stand for a value that begins like this."""
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(value, type=type_, help=help_ or None)
            for value, help_, type_ in self.offer(ctx, incomplete)
        ]


def _keys(*kinds: str) -> Completed:
    """Keys of these kinds: those that begin with the text, else those whose names do."""

    def offer(ctx: click.Context, text: str) -> Iterator[tuple[str, str, str]]:
        reader = _database(ctx.find_root().params.get("url"))
        if reader is not None:
            for key, name in _beginning_with(reader, kinds, text):
                yield key, name, "plain"
            reader.close()

    return Completed(offer)


def _keys_in_turn(*kinds: tuple[str, ...]) -> Completed:
    """Keys of the kinds that the first word of an argument has, then of those of the next."""
    offers = [_keys(*some).offer for some in kinds]

    def offer(ctx: click.Context, text: str) -> Iterable[tuple[str, str, str]]:
        there = len(ctx.params.get("words") or ())
        return offers[min(there, len(offers) - 1)](ctx, text)

    return Completed(offer)


def _words(known: Callable[[], Iterable[str]]) -> Completed:
    return Completed(lambda _ctx, text: ((w, "", "plain") for w in known() if w.startswith(text)))


def _reports() -> Iterable[str]:
    from orgdb.reports.named import REPORTS

    return REPORTS


ORGANIZATION = _keys("organization")
STATE = _keys("state")
MEMBER = _keys("state", "organization")
MEMBER_THEN_ORGANIZATION = _keys_in_turn(("state", "organization"), ("organization",))
ANYTHING = _keys("organization", "state", "person")
DATASET = _keys("dataset")
STATUSES = _words(lambda: (*(word.value for word in Status), "all"))
REPORT = _words(_reports)
FILE = Completed(lambda _ctx, text: ((text, "", "file"),))


def _database(url: str | None) -> Reader | None:
    """The SQLite file that the command line names, if it is there already.

    A server is not asked: a TAB must not wait for a network.
    """
    from orgdb.db.database_url import sqlite_path
    from orgdb.db.location import chosen_url, default_url
    from orgdb.db.reader import open_reader

    path = sqlite_path(chosen_url(url) or default_url())
    return open_reader(path) if path is not None and os.path.exists(path) else None  # noqa: PTH110


def _beginning_with(reader: Reader, kinds: Iterable[str], text: str) -> list[tuple[str, str]]:
    from orgdb.text import fold

    upper, folded = text.upper(), fold(text)
    beginnings = {"keys": f"{upper}%", "names": f"{folded}%" if folded else ""}
    rows = [
        (str(row["key"]), str(row["name"] or ""))
        for kind in kinds
        for row in reader.rows(BEGINNING_WITH[kind], beginnings)
    ]
    by_key = [row for row in rows if row[0].upper().startswith(upper)]
    return sorted(by_key or rows)[:MOST]
