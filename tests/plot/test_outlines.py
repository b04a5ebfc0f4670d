"""The outlines: the script that makes them, and what it made."""

from __future__ import annotations

import re

from orgdb.plot import generate_outlines as made
from orgdb.plot.outlines import outlines

STEP = re.compile(r"-?\d+")


def test_all_outlines_lie_on_the_canvas_and_close() -> None:
    drawn = outlines()
    for key, path in drawn.paths.items():
        x = y = 0
        for ring in path.removesuffix("z").split("z"):
            numbers = [int(number) for number in STEP.findall(ring)]
            assert len(numbers) >= 6, key
            assert len(numbers) % 2 == 0
            x, y = x + numbers[0], y + numbers[1]
            at = [x, y]
            for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
                at = [at[0] + dx, at[1] + dy]
                assert -5 <= at[0] <= drawn.width + 5, key
                assert -40 <= at[1] <= drawn.height + 5, key


def test_states_that_are_too_small_are_dots_and_nothing_is_missing() -> None:
    drawn = outlines()
    assert {"TUV", "MCO", "NRU", "SMR", "SGP", "MLT", "VAT"} <= drawn.dots.keys()
    assert not {"PER", "DEU", "JAM", "LBN"} & drawn.dots.keys()
    assert {"XKX", "PSE", "TWN", "ESH"} <= set(drawn.keys())
    assert not {"SOL", "CYN", "ATA", "SUN"} & set(drawn.keys())


def test_the_projection_is_equal_earth() -> None:
    # Šavrič, Patterson and Jenny (2018), table of the projection's width and height.
    x, y = made.equal_earth(180, 0)
    assert round(x, 4) == 2.7066
    assert round(-made.equal_earth(0, 90)[1], 3) == 1.317
    assert y == 0


def test_the_script_joins_arcs_and_turns_those_that_run_backwards() -> None:
    square = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [
            [[0, 0], [20, 0], [0, 20]],
            [[0, 0], [0, 20], [20, 0]],
        ],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, -2]], "properties": {"a3": "XAA"}},
                    {"type": "Polygon", "arcs": [[0, -2]], "properties": {"a3": "ATA"}},
                ]
            }
        },
    }
    found = made.outlines(square)
    assert list(found["paths"]) == ["XAA"]
    x, y = made.on_canvas(0 - made.MIDDLE, 0)
    assert found["paths"]["XAA"].startswith(f"M{round(x)} {round(y)}l")
    assert found["paths"]["XAA"].count("z") == 1


def test_simplifying_keeps_the_ends_and_drops_what_hardly_bends() -> None:
    points = [(0.0, 0.0), (10.0, 0.05), (20.0, 0.0), (20.0, 30.0)]
    assert made.simplified(points) == [(0.0, 0.0), (20.0, 0.0), (20.0, 30.0)]
