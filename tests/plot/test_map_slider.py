"""The map that moves through time: its data are those of the maps of each day."""

from __future__ import annotations

import json
import re

import pytest

from orgdb.db.reader import Reader
from orgdb.parameters import On
from orgdb.plot.history import history
from orgdb.plot.map_slider import map_with_slider
from orgdb.plot.map_standings import Atlas, standings


@pytest.mark.parametrize("org", ["OAS", "LON"])
def test_the_slider_shows_each_day_as_its_map_does(org: str, real: Reader, atlas: Atlas) -> None:
    known = history(real, org)
    page = map_with_slider(known, atlas)
    found = re.search(r"var data=(\{.*?\}),svg=", page)
    assert found
    data = json.loads(found[1].replace("<\\/", "</"))
    assert (data["first"], data["last"]) == (known.first, known.last)
    days = [*data["changes"][::9], known.last]
    for day in days:
        shown = {
            key: next(standing for start, standing in reversed(steps) if start <= day)
            for key, steps in data["steps"].items()
        }
        assert shown == {k: s.value for k, s in standings(atlas, known, On.day(day)).items()}, day


def test_the_page_needs_nothing_else(real: Reader, atlas: Atlas) -> None:
    page = map_with_slider(history(real, "OAS"), atlas)
    assert not re.search(r'(src|href)="?http', page)
    assert "<script src" not in page
    assert page.count('data-key="PER"') == 1
    assert "<h1>Members of the Organization of American States</h1>" in page
    for word in ("Sources:", "CC0-1.0", "Natural Earth", "suspended from taking part</li>"):
        assert word in page
    assert '<label for="year">' in page
    assert "prefers-color-scheme:dark" in page
