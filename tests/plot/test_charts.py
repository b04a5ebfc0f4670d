"""Charts: their numbers are those of the questions, and each is whole SVG that says its sources."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from orgdb.db.reader import Reader, open_reader
from orgdb.errors import QuestionError
from orgdb.membership.members import members
from orgdb.parameters import WhoCounts
from orgdb.plot.history import counts, day_in_words, history
from orgdb.plot.member_timeline import timeline_picture
from orgdb.plot.members_over_time import members_picture
from orgdb.plot.network import network_picture
from orgdb.plot.overlap import overlap_picture
from orgdb.plot.svg import Picture, shortened, width_of, wrapped, write

SVG = "{http://www.w3.org/2000/svg}"
DRAWN: dict[str, Callable[[Reader], Picture]] = {
    "members": lambda reader: members_picture([history(reader, "OAS"), history(reader, "EU")]),
    "one": lambda reader: members_picture([history(reader, "OPEC")]),
    "timeline": lambda reader: timeline_picture(reader, history(reader, "OAS")),
    "overlap": lambda reader: overlap_picture(history(reader, "EU"), history(reader, "OECD"), None),
    "network": lambda reader: network_picture(reader, "1975"),
}


@pytest.mark.parametrize("org", ["OAS", "OPEC", "LON", "AU"])
def test_a_line_has_the_height_of_the_answer_to_members(org: str, real: Reader) -> None:
    known = history(real, org)
    series = counts(known)
    for count in [*series[:: max(len(series) // 12, 1)], series[-1]]:
        rows = members(real, org, WhoCounts.of(count.day)).rows
        certain = {row.member for row in rows if row.certainty == "certain"}
        suspended = {r.member for r in rows if r.suspended in ("yes", "part")} & certain
        assert (count.members, count.suspended) == (len(certain), len(suspended)), count.day
        assert count.possible >= len({row.member for row in rows}), count.day


def test_the_invented_union_counts_as_its_list_says(invented: Reader) -> None:
    series = counts(history(invented, "EXU"))
    assert [(c.day, c.members, c.suspended, c.possible) for c in series[:10]] == [
        ("1951-12-01", 0, 0, 1),  # December 1951, whatever the day
        ("1951-12-31", 1, 0, 1),
        ("1953-01-01", 1, 0, 2),
        ("1953-12-31", 2, 0, 2),
        ("1960-01-01", 2, 0, 3),
        ("1960-12-31", 3, 0, 3),
        ("1961-01-02", 2, 0, 3),
        ("1962-01-01", 2, 0, 2),
        ("1962-03-02", 2, 1, 2),  # suspended, still counted
        ("1964-11-02", 2, 0, 2),
    ]


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_is_whole_and_says_what_it_rests_on(name: str, real: Reader) -> None:
    picture = DRAWN[name](real)
    text = write(picture)
    root = ElementTree.fromstring(text)
    shown = list(root.iter(f"{SVG}text"))
    words = " ".join("".join(e.itertext()) for e in shown)
    assert picture.title in words
    assert "CC0-1.0" in words
    assert "orgdb cite" in words or "Sources:" in words
    assert len(picture.description.split()) > 15
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for element in root.iter():
        for side, most in (("x", width), ("y", height)):
            value = element.attrib.get(side)
            assert value is None or -1 <= float(value) <= most, (element.tag, element.attrib)
    assert "var(" not in write(picture, literal=True)
    assert text == write(DRAWN[name](real)), "the same data, the same picture"


def test_the_overlap_is_that_of_the_lists(real: Reader) -> None:
    text = overlap_picture(history(real, "OAS"), history(real, "EU"), "2010").description
    assert "on 2010." in text
    assert "OAS only (35)" in text
    assert "EU only (27)" in text
    assert "OAS and EU" not in text.replace("Overlap", "").partition("only")[0]


def test_what_a_list_cannot_deny_is_not_known(invented: Reader) -> None:
    text = overlap_picture(history(invented, "EXU"), history(invented, "ALT"), "2010").description
    assert "not known of one or both" in text


def test_suspensions_and_doubts_are_drawn(real: Reader) -> None:
    text = write(timeline_picture(real, history(real, "OAS")))
    assert text.index(">Secretary General<") < text.index(">Assistant Secretary General<")
    assert "Honduras: suspended from taking part, 4 July 2009 to 31 May 2011" in text
    assert 'class="og-suspended"' in text
    assert 'class="og-unknown"' in text
    assert "Luis Almagro" in text
    line = write(members_picture([history(real, "OAS")]))
    assert 'class="og-stripes"' in line
    assert 'class="og-doubt"' in line


def test_no_chart_without_a_list_or_of_too_many(real: Reader) -> None:
    with pytest.raises(QuestionError, match="membership list"):
        history(real, "OAS-GA")
    with pytest.raises(QuestionError, match="7 organizations"):
        members_picture([history(real, "OAS")] * 7)
    with pytest.raises(QuestionError, match="No organization has members"):
        network_picture(real, "1700")


def test_labels_do_not_cover_each_other(real: Reader) -> None:
    names = ("OAS", "AU", "OAU", "OPEC", "EU", "CAN")
    root = ElementTree.fromstring(write(members_picture([history(real, n) for n in names])))
    heights = sorted(
        float(e.attrib["y"]) for e in root.iter(f"{SVG}text") if "og-halo" in e.get("class", "")
    )
    assert len(heights) == len(names)
    assert all(b - a >= 17 for a, b in itertools.pairwise(heights))


def test_hostile_names_stay_text() -> None:
    bad = 'x</title><script>alert("1")</script>\x0b&amp;'
    text = write(Picture(bad, bad, bad, "", 500, 10, foot=[bad]))
    root = ElementTree.fromstring(text)
    assert not list(root.iter(f"{SVG}script"))
    assert "alert" in (root.findtext(f"{SVG}title") or "")


def test_words_are_cut_and_wrapped_to_their_room() -> None:
    assert shortened("Peru", 12, 100) == "Peru"
    cut = shortened("Saint Vincent and the Grenadines", 12, 90)
    assert cut.endswith("…")
    assert width_of(cut, 12) <= 90
    lines = wrapped("one two three four five six", 12, 60)
    assert " ".join(lines) == "one two three four five six"
    assert all(width_of(line, 12) <= 60 for line in lines)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2021-11-04", "4 November 2021"),
        ("1951-12", "December 1951"),
        ("1951", "1951"),
        ("..", ".."),
    ],
)
def test_days_are_said_in_words(day: str, words: str) -> None:
    assert day_in_words(day) == words


def test_a_vacancy_is_a_bar_without_a_person(vacant_master: Path) -> None:
    reader = open_reader(str(vacant_master))
    picture = timeline_picture(reader, history(reader, "EXU"))
    reader.close()
    assert "Secretary General: Ana Éxample, Bo Sample, vacant." in picture.description
    assert "vacant: Secretary General, since 1 January 2011" in picture.body
    assert "None" not in picture.body
