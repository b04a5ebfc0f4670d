"""Who is gone is a member no more, on the page of the state and on those of its organizations."""

from __future__ import annotations

import re

from orgdb.site.contents import Contents
from orgdb.site.render import Settings, Site


def headings(site: Site, path: str) -> dict[str, str]:
    """The groups of a page's table of members: their rows by their headings."""
    page = site.page(path)
    assert page is not None
    parts = re.split(r"<tbody[^>]*><tr class=group><th[^>]*>", site.html(page))[1:]
    return {part.partition("<")[0].strip(): part.partition("</table>")[0] for part in parts}


def test_a_state_of_the_past_belongs_to_nothing_now(real_contents: Contents) -> None:
    site = Site(real_contents, Settings("https://example.org/orgdb"))
    for state in ("YUG", "CSK", "SUN", "DDR"):
        found = headings(site, f"state/{state}")
        assert "Former member of" in found
        assert "Member of" not in found, state


def test_it_stands_among_the_former_members_though_its_last_day_is_not_known(
    real_contents: Contents,
) -> None:
    (spell,) = (row for row in real_contents.members["BIS"] if row.member == "YUG")
    assert spell.end == ""
    found = headings(Site(real_contents, Settings("https://example.org/orgdb")), "org/BIS")
    assert "Yugoslavia" in found["Former members"]
    assert "Yugoslavia" not in found["Members"]
