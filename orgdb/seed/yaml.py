"""Reading one YAML file into texts, lists and mappings that remember their lines.

The one doorway to PyYAML. Every scalar is text (a country code `NO` is no boolean, `1951-12` no
number), and what a reviewer would overlook is refused: duplicate keys, anchors and aliases,
tags, several documents, deep nesting, files that are not plain UTF-8.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from orgdb.seed.faults import Fault

MAX_BYTES = 5_000_000
MAX_DEPTH = 8
SYNTAX_HINT = (
    "check brackets, quotes and indentation; put texts with ',', ':', '#', '[' or '{'"
    " in double quotes"
)
# Control characters, line separators few programs know, byte order marks, and the marks that make
# a text read otherwise than it is written. Joiners and direction marks of living scripts may stay.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
# What an escape in double quotes can bring in besides; PostgreSQL could not even store a NUL.
_ESCAPED = re.compile(f"{_INVISIBLE.pattern}|\t")


class TextNode(str):
    """A scalar, with the line it stands on."""

    __slots__ = ("line",)
    line: int


class ListNode(list["Node"]):
    """A sequence, with the line it begins on."""

    __slots__ = ("line",)
    line: int


class MapNode(dict[TextNode, "Node"]):
    """A mapping, with the line it begins on."""

    __slots__ = ("line",)
    line: int


Node = TextNode | ListNode | MapNode


class YamlFault(Exception):  # noqa: N818 (it carries a fault)
    """The file cannot be read further than this."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def parse_yaml(text: str, shown: str, faults: list[Fault]) -> Node | None:
    """The content of a text. Raises `YamlFault` where it stops being readable."""
    try:
        return _Builder(shown, faults).build(text)
    except yaml.MarkedYAMLError as error:
        raise YamlFault(_syntax(error, shown)) from error
    except yaml.YAMLError as error:
        what = f"not readable as YAML: {error}"
        raise YamlFault(Fault(shown, 1, "syntax", what, SYNTAX_HINT)) from error


def _syntax(error: yaml.MarkedYAMLError, shown: str) -> Fault:
    """A fault at the line where reading failed; it names the one where that part began."""
    begun, mark = error.context_mark, error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    # Newer libyaml counts brackets itself, ahead of the events that are counted here.
    if "maximum nesting depth" in (error.problem or ""):
        return _too_deep(shown, line)
    problem = " ".join(part for part in (error.context, error.problem) if part)
    if begun and error.context and begun.line + 1 != line:
        problem += f", begun on line {begun.line + 1}"
    return Fault(shown, line, "syntax", f"not readable as YAML: {problem}", SYNTAX_HINT)


def read_text(path: Path, shown: str, faults: list[Fault]) -> str | None:
    """A file's text if it is plain UTF-8 of a sensible size; else None and a fault."""
    try:
        if path.stat().st_size > MAX_BYTES:
            limit = f"{MAX_BYTES // 1_000_000} MB"
            faults.append(Fault(shown, 1, "too-large", f"larger than {limit}", "split the file"))
            return None
        raw = path.read_bytes()
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        faults.append(Fault(shown, 1, "unreadable", what, "check its permissions"))
        return None
    return plain_text(raw, shown, faults)


def plain_text(raw: bytes, shown: str, faults: list[Fault]) -> str | None:
    """Bytes as text that holds nothing a reviewer would not see; else None and a fault."""
    if raw.startswith(b"\xef\xbb\xbf"):
        what = "begins with a byte order mark"
        faults.append(Fault(shown, 1, "byte-order-mark", what, "save as UTF-8 without BOM"))
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        faults.append(Fault(shown, line, "not-utf-8", "not UTF-8", "save the file as UTF-8"))
        return None
    # A carriage return alone ends a line for YAML, and for hardly anything else.
    for number, line_text in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if "\t" in line_text:
            faults.append(Fault(shown, number, "tab", "contains a tab", "use spaces"))
            return None
        odd = _INVISIBLE.search(line_text)
        if odd:
            faults.append(_invisible(shown, number, odd[0]))
            return None
    return text


def first_node_end(text: str) -> int | None:
    """Where in a line its first value ends, None if it does not end there: a comment may follow."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            end = event.end_mark
            if depth == 0 and end and isinstance(event, yaml.ScalarEvent | yaml.CollectionEndEvent):
                return None if end.line else int(end.column)
    except yaml.YAMLError:
        return None
    return None


class _Builder:
    """Builds nodes from parser events, without recursion in the parser's hands."""

    def __init__(self, shown: str, faults: list[Fault]) -> None:
        self.shown = shown
        self.faults = faults

    def build(self, text: str) -> Node | None:
        self.events = iter(yaml.parse(text, Loader=yaml.CBaseLoader))
        result: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.fault(
                        event, "several-documents", "a second document begins", "remove the ---"
                    )
            elif isinstance(event, yaml.NodeEvent):
                result = self.node(event, 0)
        return result

    def node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.fault(event, "alias", "uses an anchor or alias", "write the value out")
        if getattr(event, "tag", None):
            tag = getattr(event, "tag", "")
            raise self.fault(event, "tag", f"uses the tag {tag}", "remove it")
        if depth > MAX_DEPTH:
            raise YamlFault(_too_deep(self.shown, _line(event)))
        if isinstance(event, yaml.ScalarEvent):
            return self.text(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, depth)
        return self.mapping(event, depth)

    def text(self, event: yaml.ScalarEvent) -> TextNode:
        node = TextNode(event.value)
        node.line = _line(event)
        odd = _ESCAPED.search(node)
        if odd:
            self.faults.append(_invisible(self.shown, node.line, odd[0]))
        return node

    def sequence(self, start: yaml.Event, depth: int) -> ListNode:
        node = ListNode()
        node.line = _line(start)
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            node.append(self.node(event, depth + 1))
        return node

    def mapping(self, start: yaml.Event, depth: int) -> MapNode:
        node = MapNode()
        node.line = _line(start)
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            if not isinstance(key, TextNode):
                what = "a field whose name is not a plain word"
                raise self.fault(event, "syntax", what, "write name: value")
            value = self.node(next(self.events), depth + 1)
            if key in node:
                what = f"the key '{key}' appears twice"
                self.faults.append(
                    Fault(self.shown, key.line, "duplicate-key", what, "keep one of them")
                )
            node[key] = value
        return node

    def fault(self, event: yaml.Event, code: str, what: str, hint: str = "") -> YamlFault:
        return YamlFault(Fault(self.shown, _line(event), code, what, hint))


def _too_deep(shown: str, line: int) -> Fault:
    what = f"nested deeper than {MAX_DEPTH} levels"
    return Fault(shown, line, "too-deep", what, "write a row as {field: value, …}")


def _invisible(shown: str, line: int, character: str) -> Fault:
    what = f"contains the invisible character U+{ord(character):04X}"
    return Fault(shown, line, "control-character", what, "remove it")


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 1
