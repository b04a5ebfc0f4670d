"""What every export says of itself: what it is, its version, terms, citation, and what it lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from orgdb.db.datasets import Terms
from orgdb.exporters.destination import MARK
from orgdb.exporters.extract import Extract
from orgdb.exporters.registry import Format, Loss
from orgdb.version import __version__
from orgdb.vocabulary import CURATED

UNKNOWN_TERMS = "terms unknown: ask whoever made it before you pass it on"
READING = """\
* Dates are EDTF text, as precise as they are known: `1951`, `1951-12`, `1951-12-13`,
  `[1951..1955]`. `…_earliest` and `…_latest` are the first and the last day that each can mean;
  `0001-01-01` and `9999-12-31` stand for no limit (no value where the format has typed dates).
* `end` is the last day, included. `..` is still open when the list was last checked
  (`rosters.known_through`); an empty end is a day nobody knows.
* A suspended member is still a member: `suspensions` has the intervals.
* `NA` is the ISO code of Namibia, not a missing value; codes are text, leading zeros count.
* `sources` are keys of the table `sources`; `citations` has what each says, of which column, and
  where. `disputed` rows have a citation with the stance `disputes`.
"""


def title(extract: Extract) -> str:
    """`orgdb curated data 0.1.0, only OAS with its parts`."""
    return extract.selection.describe()


def terms_lines(terms: Iterable[Terms]) -> list[str]:
    """Version, licence and citation of each data set, as a list in Markdown."""
    lines = []
    for known in terms:
        lines.append(f"* **{known.title or known.dataset}** (`{known.dataset}`)")
        if known.version:
            lines.append(f"  - version: {known.version}")
        lines.append(f"  - licence: {known.licence or UNKNOWN_TERMS}")
        if known.citation:
            lines.append(f"  - cite as: {known.citation}")
        if known.url:
            lines.append(f"  - from: {known.url}")
    return lines


def about(extract: Extract) -> dict[str, str]:
    """What a file says of itself: title, version, licence, citation, and what wrote it."""
    version, day = extract.release
    said = about_data(title(extract), extract.terms)
    if CURATED in {terms.dataset for terms in extract.terms} and version:
        said["release"] = f"{version} of {day}"
    return said


def about_data(what: str, terms: Sequence[Terms]) -> dict[str, str]:
    """The same for a table of some data sets."""
    said = {"title": what, "creator": f"orgdb {__version__}"}
    for name in ("version", "licence", "citation"):
        values = {known.dataset: str(getattr(known, name)) for known in terms}
        if name == "licence":
            values = {key: value or UNKNOWN_TERMS for key, value in values.items()}
        said[name] = "; ".join(
            f"{key}: {value}" if len(terms) > 1 else value for key, value in values.items() if value
        )
    return said


def readme(extract: Extract, format_: Format, files: Mapping[str, str]) -> str:
    """The README of an export, in Markdown. `files` says what each file in a folder is."""
    version, day = extract.release
    asked = {terms.dataset for terms in extract.terms}
    lines = [MARK, f"# {title(extract)}", ""]
    lines += [f"Written by orgdb as `{format_.name}`: {format_.title}."]
    if CURATED in asked and version:
        lines += ["", f"Release {version} of {day}."]
    lines += ["", "## Terms and citation", "", *terms_lines(extract.terms)]
    if CURATED not in asked:
        lines += ["", "Rows that these refer to, and their data sets, are named in `datasets`."]
    lines += ["", "## How to read it", "", READING.rstrip()]
    if extract.selection.on:
        on = extract.selection.on.text
        lines += [f"* Rows are those that held, or may have held, on {on}: see `certainty`."]
    if files:
        lines += ["", "## Files", "", "| file | what it is |", "|---|---|"]
        lines += [f"| `{name}` | {what} |" for name, what in files.items()]
    lines += ["", "## What this format cannot hold", "", *_losses(format_.losses)]
    return "\n".join(lines) + "\n"


def _losses(losses: tuple[Loss, ...]) -> list[str]:
    if not losses:
        return ["Nothing: every table, column and value of the selection is in it."]
    lines = ["| table | columns | why | what is kept |", "|---|---|---|---|"]
    for loss in losses:
        table = "every table" if loss.table == "*" else f"`{loss.table}`"
        columns = "all" if loss.columns == ("*",) else ", ".join(f"`{c}`" for c in loss.columns)
        lines.append(f"| {table} | {columns} | {loss.why} | {loss.kept or 'nothing'} |")
    return lines


def losses_csv(format_: Format) -> str:
    """The losses as a table for programs: table, column (`*` is all), why, kept."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("table", "column", "why", "kept"))
    for loss in format_.losses:
        writer.writerows((loss.table, column, loss.why, loss.kept) for column in loss.columns)
    return text.getvalue()
