"""Maps: who is drawn how on which date, what the picture says, and that it is whole SVG."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from orgdb.db.reader import Reader
from orgdb.errors import QuestionError
from orgdb.membership.is_member import is_member
from orgdb.parameters import On, WhoCounts
from orgdb.plot.history import Standing, history
from orgdb.plot.map import map_picture, membership_map
from orgdb.plot.map_part import WORLD, part_around
from orgdb.plot.map_standings import Atlas, standings
from orgdb.plot.outlines import outlines
from orgdb.plot.svg import write

SVG = "{http://www.w3.org/2000/svg}"
ANSWERS = {
    Standing.MEMBER: "yes",
    Standing.SUSPENDED: "yes",
    Standing.OTHER: "no",
    Standing.NO: "no",
    Standing.UNKNOWN: "unknown",
}


def test_every_member_of_the_united_nations_can_be_drawn(real: Reader) -> None:
    members = real.rows(
        "SELECT DISTINCT member FROM memberships WHERE org = 'UN' AND \"end\" = '..'"
    )
    drawn = set(outlines().keys())
    states = {row["member"] for row in members} - {"EU"}
    assert len(states) >= 193
    assert not states - drawn


@pytest.mark.parametrize(
    ("org", "on"),
    [
        ("OAS", "2010-01-01"),
        ("OAS", "2023-11-19"),
        ("OAS", "1951-12"),
        ("AU", "2024-06-01"),
        ("UN", "1992"),
        ("LON", "1935-06-01"),
        ("AIIB", "2024-01-01"),
        ("OPEC", "2030-01-01"),
    ],
)
def test_a_map_says_what_is_member_says(org: str, on: str, real: Reader, atlas: Atlas) -> None:
    asked = On.parse(on)
    stood = standings(atlas, history(real, org), asked)
    checked = 0
    for place in atlas.drawn()[::3]:
        if stood[place.key] in ANSWERS:
            answer = is_member(real, f"state:{place.key}", org, WhoCounts.of(on)).answer
            assert answer == ANSWERS[stood[place.key]], (place.key, stood[place.key])
            checked += 1
    assert checked > 20


def test_the_past_is_drawn_on_the_land_of_what_came_after(real: Reader, atlas: Atlas) -> None:
    known = history(real, "UN")
    stood = standings(atlas, known, On.parse("1970-01-01"))
    assert stood["RUS"] is stood["KAZ"] is stood["HRV"] is stood["BGD"] is Standing.PREDECESSOR
    assert stood["BLR"] is stood["UKR"] is Standing.MEMBER, "members in their own right"
    assert stood["AGO"] is Standing.ABSENT, "a colony is not its metropole's land"
    assert stood["ZWE"] is Standing.NO
    text = write(map_picture(known, atlas, On.parse("1970-01-01")))
    assert "without an outline of today: Czechoslovakia (member)" in text
    assert "Kazakhstan: then part of Soviet Union, a member" in text


def test_land_of_a_state_that_did_not_belong_is_no_blank(real: Reader, atlas: Atlas) -> None:
    known, on = history(real, "OAS"), On.parse("1950")
    stood = standings(atlas, known, on)
    assert stood["RUS"] is stood["CZE"] is Standing.NO
    assert stood["AGO"] is Standing.ABSENT
    text = write(map_picture(known, atlas, on))
    assert "Kazakhstan: then part of Soviet Union, not a member" in text


def test_suspended_and_unknown_have_tones_of_their_own(real: Reader, atlas: Atlas) -> None:
    stood = standings(atlas, history(real, "OAS"), On.parse("2010-01-01"))
    assert stood["HND"] is Standing.SUSPENDED
    assert stood["PER"] is Standing.MEMBER
    assert stood["FRA"] is Standing.OTHER
    assert stood["GRL"] is Standing.ABSENT, "a territory is left plain"
    later = standings(atlas, history(real, "OAS"), On.parse("2040"))
    assert {later[key] for key in ("PER", "NIC", "FRA", "IRN")} == {Standing.UNKNOWN}


def test_a_map_is_whole_svg_with_title_description_sources_and_licence(real: Reader) -> None:
    text = membership_map(real, "OAS", "2010-01-01", standalone=True)
    root = ElementTree.fromstring(text)
    labels = root.attrib["aria-labelledby"].split()
    named = {element.attrib["id"]: element.text or "" for element in root if "id" in element.attrib}
    assert root.attrib["role"] == "img"
    assert named[labels[0]] == "Members of the Organization of American States"
    assert "1, member, suspended from taking part: Honduras." in named[labels[1]]
    shown = " ".join("".join(e.itertext()) for e in root.iter(f"{SVG}text"))
    for word in (
        "1 January 2010",
        "Sources:",
        "CC0-1.0",
        "last checked",
        "Natural Earth",
        "member (34)",
    ):
        assert word in shown
    assert len(text) < 100_000
    assert text == membership_map(real, "OAS", "2010-01-01", standalone=True)
    assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"], "loads nothing"


def test_a_map_for_a_page_has_its_colours_and_links(real: Reader, atlas: Atlas) -> None:
    text = membership_map(real, "EU", bare=True, link=lambda key: f"{key}.html?a&b", atlas=atlas)
    root = ElementTree.fromstring(text)
    assert "currentColor" in text
    assert 'class="og-paper"' not in text, "the page shows through"
    assert "width" not in root.attrib, "it fills the room it is given"
    assert any(a.attrib["href"] == "FRA.html?a&b" for a in root.iter(f"{SVG}a"))
    assert "Members of" not in " ".join("".join(e.itertext()) for e in root.iter(f"{SVG}text"))
    assert root.find(f"{SVG}title") is not None, "a screen reader still hears it"


def test_a_literal_map_knows_no_variables(real: Reader, atlas: Atlas) -> None:
    known = history(real, "EU")
    text = write(map_picture(known, atlas, known.question(None)), literal=True)
    assert "var(" not in text
    assert "@media" not in text


def test_no_map_of_a_date_on_which_there_was_no_organization(real: Reader) -> None:
    with pytest.raises(QuestionError, match="League of Nations no longer existed"):
        membership_map(real, "LON", "2000")


def test_zoom_shows_the_members_and_keeps_inside_the_world() -> None:
    europe = part_around(["FRA", "DEU", "ITA", "ESP"])
    assert europe.width < WORLD.width / 3
    americas = part_around(["CAN", "ARG"])
    assert americas.width < WORLD.width
    assert americas.x >= 0
    assert americas.x + americas.width <= WORLD.width
    assert americas.y + americas.height <= WORLD.height
    assert part_around([]) == WORLD
    assert part_around(outlines().keys()) == WORLD
