"""The page a journalist reads: one organization, state or person, with numbered sources."""

from __future__ import annotations

from rich.console import Group

from orgdb.names.lookup import ORGANIZATION, STATE
from orgdb.organizations.items import Page
from orgdb.output.formats import to_text
from orgdb.output.page import keyed
from orgdb.output.page.organization import organization
from orgdb.output.page.state_and_person import person, state
from orgdb.output.page.writer import Writer

WIDEST = 110
IN_A_PIPE = 100


DRAWN = {
    ORGANIZATION: organization,
    STATE: state,
    "source": keyed.source,
    "treaty": keyed.treaty,
    "event": keyed.event,
    "post": keyed.post,
    "fact": keyed.fact,
    "dataset": keyed.dataset,
}


def show(page: Page, width: int | None = None, full: bool = False, sources: bool = False) -> str:
    """The page as text, for a terminal of this width or a pipe.

    The essentials of it, unless `full`; `sources` numbers and lists the documents.
    """
    writer = Writer(page, full, sources)
    DRAWN.get(page.kind, person)(writer)
    if page.kind not in ("source", "fact", "dataset"):
        writer.foot()
    return to_text(Group(*writer.parts), min(width or IN_A_PIPE, WIDEST))
