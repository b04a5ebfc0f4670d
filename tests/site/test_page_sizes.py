"""Pages of the real data stay small: a slow connection loads any of them in a second or two."""

from __future__ import annotations

from collections.abc import Iterator

from orgdb.site.contents import ORGANIZATION, STATE, Contents
from orgdb.site.render import Settings, Site

MOST_BYTES = 100_000  # of a page before its data
LARGEST = 8  # of each kind: the pages with the most rows and the most sources


def largest(contents: Contents) -> Iterator[str]:
    """The pages that can be too long: all lists, and those about which most is said."""
    organizations = sorted(contents.members, key=lambda key: -len(contents.members[key]))
    states = sorted(
        contents.states, key=lambda key: -len(contents.memberships.get((STATE, key), ()))
    )
    named = sorted(contents.officials, key=lambda thing: -len(contents.officials[thing]))
    bound = sorted(contents.parties, key=lambda key: -len(contents.parties[key]))
    yield from (f"org/{key}" for key in organizations[:LARGEST])
    yield from (f"state/{key}" for key in states[:LARGEST])
    yield from (f"org/{key}" for kind, key in named[:LARGEST] if kind == ORGANIZATION)
    yield from (f"treaty/{key}" for key in bound[:2])
    yield from (f"state/{key}" for key in ("USA", "FRA", "GBR", "DEU", "CHE"))
    yield from ("org/UN", "org/OAS", "org/UN-SC", "org/EU")


def test_pages_of_the_real_data_stay_below_100_kb(real_contents: Contents) -> None:
    site = Site(real_contents, Settings("https://example.org/orgdb"))
    lists = [path for path in site.paths() if "/" not in path]
    assert len(lists) > 40
    sizes = {}
    for path in dict.fromkeys((*lists, *largest(real_contents))):
        page = site.page(path)
        assert page is not None, path
        sizes[path] = len(site.html(page).encode())
    assert {path: size for path, size in sizes.items() if size > MOST_BYTES} == {}
