"""A bibliography as text, as BibTeX (for LaTeX) and as CSL-JSON (for Zotero, pandoc and others).

BibTeX is written for biblatex and for plain BibTeX alike: letters stay letters (UTF-8), what TeX
would run is escaped, titles and authors are braced so that no style changes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from orgdb.db.datasets import Terms
from orgdb.sources.bibliography import Bibliography
from orgdb.sources.citations import SourceRow

FORMATS = ("text", "bibtex", "csl-json")
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
# In an address these would end the field, begin a comment or unbalance it; %XX means the same.
_ADDRESS = {"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20", "\n": "%0A", '"': "%22"}
_CSL_TYPES = {
    "treaty": "treaty",
    "register": "document",
    "resolution": "legislation",
    "press-release": "webpage",
    "news": "article-newspaper",
    "official-page": "webpage",
    "law": "legislation",
    "reference": "document",
    "scholarship": "document",
    "dataset": "dataset",
}


def references(found: Bibliography, format_: str) -> str:
    """The whole bibliography in one of `FORMATS`."""
    if format_ == "bibtex":
        return "\n".join(_bibtex(found))
    if format_ == "csl-json":
        import json

        items = [_csl(source) for source in found.sources]
        items += [_csl_dataset(dataset) for dataset in found.datasets]
        return json.dumps(items, ensure_ascii=False, indent=2) + "\n"
    return "".join(f"{line}\n" for line in _text(found))


def _text(found: Bibliography) -> Iterator[str]:
    from orgdb.output.formats import printable

    for source in found.sources:
        yield printable(_text_of(source))
    if found.sources and found.datasets:
        yield ""
    for dataset in found.datasets:
        address = f" {dataset.url}" if dataset.url else ""
        yield printable(f"[{dataset.dataset}] {_one_line(dataset.citation)}{address}")


def _text_of(source: SourceRow) -> str:
    """`[charter-1951] Charter of the Example Union. Example Union, 1951-12-13. https://…`"""
    parts = [source.author, source.title, ", ".join(filter(None, (source.publisher, source.date)))]
    said = " ".join(_sentence(_one_line(part)) for part in parts if part)
    original = f" (original: {source.original})" if source.original else ""
    return f"[{source.source}] {said} {source.url}{original}".rstrip()


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _bibtex(found: Bibliography) -> Iterator[str]:
    keys: dict[str, str] = {}
    for source in found.sources:
        fields = {
            "author": f"{{{_tex(source.author)}}}" if source.author else "",
            "title": f"{{{_tex(source.title)}}}",
            # Plain BibTeX shows neither the publisher nor the address of a @misc; biblatex does.
            "howpublished": _tex(source.publisher),
            **_bibtex_date(source.date),
            "url": _tex_address(source.url),
            "note": f"Copy of \\url{{{_tex_address(source.original)}}}" if source.original else "",
            "langid": _tex(source.lang or ""),
        }
        yield _entry(_unique(source.source, keys), fields)
    for dataset in found.datasets:
        fields = {
            "title": f"{{{_tex(dataset.title)}}}",
            "version": _tex(dataset.version),
            "howpublished": "Data set",
            "note": _tex(dataset.citation),
            "url": _tex_address(dataset.url),
        }
        yield _entry(_unique(dataset.dataset, keys), fields)


def _entry(key: str, fields: dict[str, str]) -> str:
    filled = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "@misc{" + ",\n".join([key, *filled]) + "\n}\n"


def _unique(key: str, taken: dict[str, str]) -> str:
    """A key that every BibTeX reads, and no other entry has: BibTeX does not tell cases apart."""
    plain = re.sub(r"[^A-Za-z0-9:._/+-]", "-", key) or "source"
    unique, number = plain, 1
    while unique.lower() in taken:
        number += 1
        unique = f"{plain}-{number}"
    taken[unique.lower()] = key
    return unique


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in _one_line(text))


def _tex_address(address: str) -> str:
    return "".join(_ADDRESS.get(character, character) for character in address)


def _bibtex_date(text: str | None) -> dict[str, str]:
    """`year` and `month` for plain BibTeX, `date` for biblatex; a range is two years."""
    if not text:
        return {}
    if text.startswith("["):
        first, _, last = text[1:-1].partition("..")
        return {"date": f"{first}/{last}", "year": f"{first[:4]}--{last[:4]}"}
    year, _, rest = text.partition("-")
    return {"date": text, "year": year, "month": str(int(rest[:2])) if rest else ""}


def _csl(source: SourceRow) -> dict[str, Any]:
    fields = {
        "id": source.source,
        "type": _CSL_TYPES.get(source.kind, "document"),
        "author": [{"literal": source.author}] if source.author else None,
        "title": source.title,
        "publisher": source.publisher,
        "issued": _csl_date(source.date),
        "URL": source.url,
        "language": source.lang,
        "note": f"Copy of {source.original}" if source.original else None,
    }
    return {name: value for name, value in fields.items() if value}


def _csl_dataset(dataset: Terms) -> dict[str, Any]:
    fields = {
        "id": dataset.dataset,
        "type": "dataset",
        "title": dataset.title,
        "version": dataset.version,
        "URL": dataset.url,
        "note": f"{_sentence(dataset.citation)} Licence: {dataset.licence}",
    }
    return {name: value for name, value in fields.items() if value}


def _csl_date(text: str | None) -> dict[str, Any] | None:
    if not text:
        return None
    if not text.startswith("["):
        return {"date-parts": [_parts(text)]}
    first, _, last = text[1:-1].partition("..")
    if first and last:
        return {"date-parts": [_parts(first), _parts(last)]}
    return {"literal": text}


def _parts(text: str) -> list[int]:
    return [int(part) for part in text.split("-")]
