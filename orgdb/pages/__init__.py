"""The page a journalist reads: one organization, state or person, with numbered sources."""

from __future__ import annotations

from rich.console import Group

from orgdb.pages.organization import organization
from orgdb.pages.subject import person, state
from orgdb.pages.writer import Writer
from orgdb.queries.naming import ORGANIZATION, STATE
from orgdb.queries.page import Page
from orgdb.render import to_text

WIDEST = 110
IN_A_PIPE = 100


def show(page: Page, width: int | None = None) -> str:
    """The page as text, for a terminal of this width or a pipe."""
    writer = Writer(page)
    {ORGANIZATION: organization, STATE: state}.get(page.kind, person)(writer)
    writer.foot()
    return to_text(Group(*writer.parts), min(width or IN_A_PIPE, WIDEST))
