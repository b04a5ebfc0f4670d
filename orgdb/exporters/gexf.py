"""GEXF 1.3: the network of members and organizations for Gephi's timeline.

An edge is one period, with the first day on which it can have begun and the last on which it can
have ended; all dates as they are known are attributes. With `--on` a second file beside it,
`FILE.states.gexf`, joins the states. Format: <https://gexf.net/schema.html>.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from orgdb.dates import NO_EARLIEST, NO_LATEST, day_after
from orgdb.exporters import network
from orgdb.exporters.extract import Extract
from orgdb.exporters.graphml import ON_NODES, clean
from orgdb.exporters.network import EDGES, PROJECTED, Edge, Node
from orgdb.exporters.registry import Format, Loss

FORMAT = Format(
    "gexf",
    "the same network for Gephi, with its timeline",
    ".gexf",
    losses=(
        *network.losses(),
        Loss(
            "memberships",
            ("start_earliest", "end_latest"),
            "Gephi refuses a period of one day: its timeline ends a day later",
            "all dates as attributes",
        ),
    ),
)
HEADING = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
"""


def write(extract: Extract, path: Path) -> None:
    """Write the nodes, then an edge for each membership."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        _graph(file, extract, network.memberships(extract), EDGES, dated=True)


def beside(extract: Extract) -> dict[str, str]:
    """With a date, the states that share organizations on it, as a second file."""
    if extract.selection.on is None:
        return {}
    text = io.StringIO()
    _graph(text, extract, network.shared(extract), PROJECTED, dated=False)
    return {".states.gexf": text.getvalue()}


def _graph(
    file: TextIO, extract: Extract, edges: Iterable[Edge], names: tuple[str, ...], dated: bool
) -> None:
    _version, day = extract.release
    file.write(HEADING)
    file.write(f"  <meta lastmodifieddate={quoteattr(day or '1970-01-01')}>\n")
    file.write("    <creator>orgdb</creator>\n    <description>")
    file.write(f"{escape(clean(extract.selection.describe()))}</description>\n  </meta>\n")
    mode = 'mode="dynamic" timeformat="date"' if dated else 'mode="static"'
    kind = "directed" if dated else "undirected"
    file.write(f'  <graph {mode} defaultedgetype="{kind}">\n')
    known = tuple(name for name in ON_NODES if name != "label")
    for of, columns in (("node", known), ("edge", names)):
        file.write(f'    <attributes class="{of}" mode="static">\n')
        for name in columns:
            sort = "integer" if name in PROJECTED else "string"
            title = f"{name}_date" if name in ("start", "end") else name  # taken by GEXF itself
            file.write(f'      <attribute id="{of}-{name}" title="{title}" type="{sort}"/>\n')
        file.write("    </attributes>\n")
    file.write("    <nodes>\n")
    for node in network.nodes(extract):
        if dated or node.values["type"] == "state":
            file.writelines(_node(node))
    file.write("    </nodes>\n    <edges>\n")
    for edge in edges:
        file.writelines(_edge(edge, dated))
    file.write("    </edges>\n  </graph>\n</gexf>\n")


def _node(node: Node) -> Iterator[str]:
    yield f"      <node id={quoteattr(node.id)} label={quoteattr(clean(node.label))}>\n"
    yield from _values("node", node.values)
    yield "      </node>\n"


def _edge(edge: Edge, dated: bool) -> Iterator[str]:
    ends = f"source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
    weight = (
        f' weight="{edge.values["shared"]}"' if not dated and edge.values["shared"] != "0" else ""
    )
    yield f"      <edge id={quoteattr(edge.id)} {ends}{_life(edge)}{weight}>\n"
    yield from _values("edge", edge.values)
    yield "      </edge>\n"


def _life(edge: Edge) -> str:
    """The period of an edge; a side without limit is left out."""
    end = day_after(edge.end) if edge.start == edge.end != "" else edge.end
    start = f' start="{edge.start}"' if edge.start not in ("", NO_EARLIEST) else ""
    return start + (f' end="{end}"' if end not in ("", NO_LATEST) else "")


def _values(of: str, values: dict[str, str]) -> Iterator[str]:
    yield "        <attvalues>\n"
    for name, value in values.items():
        if value:
            text = quoteattr(clean(value))
            yield f'          <attvalue for="{of}-{name}" value={text}/>\n'
    yield "        </attvalues>\n"
