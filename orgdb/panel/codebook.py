"""What stands beside a panel: its codebook, and the citation of every data set in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orgdb.db.reader import Reader
from orgdb.version import __version__
from orgdb.vocabulary import PREFERRED

TERMS = "SELECT dataset, title, version, licence, citation, url FROM datasets ORDER BY preference"
UNKNOWN_TERMS = "terms unknown: ask whoever made it before you pass it on"
MEANINGS = {
    "org": "key of the organization",
    "member": "key of the member: ISO 3166-1 alpha-3 where there is one",
    "state": "the state: its key, or in the layout of COW its name there",
    "state1": "key of the first state of the pair",
    "state2": "key of the second state of the pair",
    "ccode": "Correlates of War code; of a handed-over code, one line of states",
    "gwcode": "Gleditsch and Ward code",
    "iso3": "ISO 3166-1 alpha-3 code; of a former state that of ISO 3166-3. `NA` never occurs",
    "cow": "Correlates of War code that the state had in that year",
    "gw": "Gleditsch and Ward code that the state had in that year",
    "year": "calendar year",
    "status": "kind of membership; `none`: surely none; `unknown`: not known",
    "suspended": "whether the state was suspended from taking part: yes, no, part, unknown",
    "certainty": "certain: every reading of the dates makes it so; possible: some do",
    "dataset": "data set that says so",
    "is_member": "1 full member, or of no stated kind, on some day of the year; 0 surely not;"
    " empty: not known",
    "reason": "why a cell is none or unknown",
    "shared": "organizations of which both are surely full members",
    "shared_max": "the same, counting what is not known",
}
CELLS = """\
## Codes of the cells

| code | meaning |
|---|---|
| 1 | full member, or of no stated kind, on at least one day of the year (of a pair: both) |
| 2, 3 | associate; observer (as in the Correlates of War) |
| 4, 5 | partner; a membership with a word of its own (codes of orgdb) |
| 0 | surely not a member (of a pair: surely not both) |
| -1 | the organization did not exist |
| -9 | not known |
| empty | the state is not in the chosen system in that year |
"""
LIKE_COW = """\
## Codes of the cells

Those of the Correlates of War: 1 full member, 2 associate, 3 observer, 0 none, -1 no such
organization, -9 unknown or missing. What that layout cannot say: a partner, and a membership with a
word of its own, are 0; a suspension does not show, a suspended member is 1.
"""


def codebook(
    reader: Reader,
    asked: str,
    datasets: Iterable[str | None],
    columns: Sequence[str],
    rows: str,
    wide: str = "",
) -> str:
    """The codebook in Markdown: what was asked, the columns, the codes, who says so."""
    lines = ["# Codebook", "", f"Written by orgdb {__version__}: `{asked}`", "", rows, ""]
    known = [(name, meaning) for name in columns if (meaning := _meaning(name))]
    lines += ["## Columns", "", "| column | meaning |", "|---|---|"]
    lines += [f"| `{name}` | {meaning} |" for name, meaning in known]
    others = len(columns) - len(known)
    if others:
        lines += [f"| {others} others | {wide or 'one for each organization or state'} |"]
    if wide:
        lines += ["", (LIKE_COW if "ioname" in wide else CELLS).rstrip()]
    lines += ["", "## Data sets and citation", "", citations(reader, datasets).rstrip()]
    return "\n".join(lines) + "\n"


def _meaning(name: str) -> str:
    """What a column means; one of a data set beside others has its key at the end."""
    for known in ("is_member", "shared_max", "shared", "status"):
        if name not in MEANINGS and name.startswith(f"{known}_"):
            return f"{MEANINGS[known]}; according to `{name.removeprefix(f'{known}_')}`"
    return MEANINGS.get(name, "")


def citations(reader: Reader, datasets: Iterable[str | None]) -> str:
    """Title, version, terms and citation of each data set, as text."""
    chosen = set(datasets)
    every = None in chosen or PREFERRED in chosen
    parts = []
    for row in reader.rows(TERMS):
        if every or row["dataset"] in chosen:
            lines = [
                f"{row['title'] or row['dataset']} ({row['dataset']}), version {row['version']}"
            ]
            lines += [f"Licence: {row['licence'] or UNKNOWN_TERMS}"]
            lines += [f"Cite as: {row['citation']}"] if row["citation"] else []
            lines += [f"From: {row['url']}"] if row["url"] else []
            parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)
