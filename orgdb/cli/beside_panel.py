"""What a panel's file has beside it: codebook, citation, and the cells that differ from COW's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from orgdb.cli.output import note, stream, write
from orgdb.db.reader import Reader
from orgdb.panel.codebook import citations, codebook
from orgdb.panel.panel import PanelRow
from orgdb.panel.replay import Replay
from orgdb.reports.filters import WHO, Filters

_PLAIN = tuple(PanelRow.__slots__)


def write_beside(reader: Reader, output: str, rows: Sequence[Any], filters: Filters) -> None:
    """Write the codebook, the citation and, of a replay, the cells that differ, beside `output`."""
    stem = output.rsplit(".", 1)[0] if "." in output.rsplit("/", 1)[-1] else output
    replayed = isinstance(rows, Replay)
    keys = filters.dataset_keys
    heading = getattr(rows, "heading", None) or (_PLAIN if filters.shape == "long" else ())
    wide = "the ioname of the organization" if replayed else ""
    if not wide and filters.shape != "long":
        wide = "one for each organization or state"
    what = "One row is one state, organization and year."
    if filters.shape != "long" or replayed:
        unit = {"igo-year": "organization", "dyad-year": "pair of states"}
        what = f"One row is one {unit.get(filters.shape, 'state')} and year."
    write(codebook(reader, _asked(filters), keys, heading, what, wide), f"{stem}.codebook.md")
    write(citations(reader, keys), f"{stem}.citation.txt")
    note(f"{stem}.codebook.md, {stem}.citation.txt: beside {output}")
    if isinstance(rows, Replay):
        if rows.loaded:
            stream(rows.differences(), f"{stem}.differences.csv")
            note(f"{stem}.differences.csv: the cells that differ from cow-igo-3, with the reason")
        else:
            note(
                "no COW data are loaded, so no list of cells that differ: orgdb import cow-igo FILE"
            )


def _asked(filters: Filters) -> str:
    """The order as a command, without the files of this machine."""
    words = ["orgdb report panel"]
    for field in filters.named():
        value = getattr(filters.who if field in WHO else filters, field)
        option = f"--{field.strip('_').replace('_', '-')}"
        words.append(option if value is True else f"{option} {value}")
    return " ".join(words)
