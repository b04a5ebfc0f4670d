"""`orgdb plot`: formats by the ending, whole files, and what is refused."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

if TYPE_CHECKING:
    from tests.conftest import Outcome

Run = Callable[..., "Outcome"]
CHARTS = [
    ("members", "EXU"),
    ("timeline", "EXU"),
    ("map", "EXU"),
    ("overlap", "EXU", "ALT"),
    ("network", "--on", "1960"),
]


@pytest.mark.parametrize("words", CHARTS, ids=lambda words: words[0])
def test_each_picture_is_written_as_svg(words: tuple[str, ...], orgdb: Run, tmp_path: Path) -> None:
    target = tmp_path / "picture.svg"
    done = orgdb("plot", *words, "-o", str(target))
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith(f"{target}: ")
    text = target.read_text(encoding="utf-8")
    assert ElementTree.fromstring(text).tag.endswith("svg")
    assert orgdb("plot", *words).out == text, "a pipe gets SVG too"


def test_a_page_is_written_as_html(orgdb: Run, tmp_path: Path) -> None:
    page, moving = tmp_path / "page.html", tmp_path / "moving.html"
    assert orgdb("plot", "map", "EXU", "--on", "1960", "-o", str(page)).code == 0
    assert orgdb("plot", "map", "EXU", "-o", str(moving)).code == 0
    assert 'type="range"' not in page.read_text(encoding="utf-8")
    assert 'type="range"' in moving.read_text(encoding="utf-8")
    assert orgdb("plot", "map", "EXU", "--no-slider", "-f", "html").out.count("<script") == 0


@pytest.mark.parametrize(("ending", "begins"), [("png", b"\x89PNG\r\n"), ("pdf", b"%PDF-")])
def test_png_and_pdf(ending: str, begins: bytes, orgdb: Run, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert", reason="needs the extra plot")
    target = tmp_path / f"picture.{ending}"
    assert orgdb("plot", "timeline", "EXU", "-o", str(target)).code == 0
    assert target.read_bytes().startswith(begins)


def test_without_the_library_the_line_to_run_is_said(
    orgdb: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.import_module

    def missing(name: str, *args: Any) -> Any:
        if name == "vl_convert":
            raise ImportError(name)
        return real(name, *args)

    monkeypatch.setattr(importlib, "import_module", missing)
    target = tmp_path / "picture.png"
    done = orgdb("plot", "members", "EXU", "-o", str(target))
    assert done.code == 4
    assert "pip install 'orgdb-igo[plot]'" in done.err
    assert not target.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("members", "EXU", "-o", "x.xlsx"), "'.xlsx' is not a format of a picture"),
        (("members", "EXL"), "has no membership list of EXL"),
        (("members", "nobody"), "No organization found for 'nobody'"),
        (("map", "EXU", "--on", "1900"), "did not exist"),
        (("map", "EXU", "--slider", "-o", "x.svg"), "--slider makes an HTML page"),
        (("overlap", "EXU", "ALT", "--on", "yesteryear"), "is not a date"),
        (("network", "--on", "1800"), "No organization has members"),
        (("map", "EXU", "--dataset", "nobody"), "No data set called 'nobody'"),
    ],
)
def test_a_wrong_question_is_refused_in_words(
    words: tuple[str, ...], said: str, orgdb: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = orgdb("plot", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert not list(tmp_path.glob("x.*"))
