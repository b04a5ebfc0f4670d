"""The page a journalist reads: one organization, state or person, with numbered sources."""

from __future__ import annotations

from rich.console import Group

from orgdb.names.lookup import ORGANIZATION, STATE
from orgdb.organizations.profile import Page
from orgdb.output.formats import to_text
from orgdb.output.page.organization import organization
from orgdb.output.page.state_and_person import person, state
from orgdb.output.page.writer import Writer

WIDEST = 110
IN_A_PIPE = 100


def show(page: Page, width: int | None = None) -> str:
    """The page as text, for a terminal of this width or a pipe."""
    writer = Writer(page)
    {ORGANIZATION: organization, STATE: state}.get(page.kind, person)(writer)
    writer.foot()
    return to_text(Group(*writer.parts), min(width or IN_A_PIPE, WIDEST))
