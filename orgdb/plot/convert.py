"""A picture as SVG, HTML, PNG or PDF. The last two need the extra `plot` (vl-convert)."""

from __future__ import annotations

import importlib
from typing import Any

from orgdb.errors import OutputError
from orgdb.plot.page import html_page
from orgdb.plot.svg import Picture, write

FORMATS = ("svg", "html", "png", "pdf")


def converted(picture: Picture, format_: str, scale: float = 2) -> bytes:
    """The picture in one of `FORMATS`; `scale` is the number of PNG pixels for each unit.

    Raises `OutputError` where the library for PNG and PDF is not installed.
    """
    if format_ == "svg":
        return write(picture).encode()
    if format_ == "html":
        return html_page(picture.title, write(picture)).encode()
    svg = write(picture, literal=True)
    converter = _converter()
    if format_ == "pdf":
        return bytes(converter.svg_to_pdf(svg))
    return bytes(converter.svg_to_png(svg, scale=scale))


def _converter() -> Any:
    try:
        return importlib.import_module("vl_convert")
    except ImportError:
        raise OutputError(
            "PNG and PDF need a library that is not installed.",
            "Run: pip install 'orgdb-igo[plot]' (SVG and HTML need none)",
        ) from None
