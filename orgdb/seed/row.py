"""Reading one row of a seed file by the rules of its section; all faults are collected."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any, cast

from orgdb.dates import Period, edtf
from orgdb.errors import DateError
from orgdb.facts import CitationDraft
from orgdb.seed.citation import read_citations
from orgdb.seed.faults import Fault, nearest
from orgdb.seed.fields import QUALIFIED, Field, FieldKind, Section
from orgdb.seed.records import FactRecord, Place
from orgdb.seed.yaml import ListNode, MapNode, Node, TextNode
from orgdb.vocabulary import Stance

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_REFERENCE = re.compile(f"({QUALIFIED})?{_KEY.pattern}")


def read_row(
    node: Node,
    section: Section,
    shown: str,
    faults: list[Fault],
    default_cite: tuple[CitationDraft, ...] = (),
    cited: bool = True,
    also: tuple[str, ...] = (),
    waived: tuple[str, ...] = (),
) -> FactRecord | None:
    """One row as a record, or None if it is not a mapping.

    `default_cite` holds for attributes the row does not cite itself; `also` names keys that the
    caller reads (the sections of a file); `cited` is off for sources, which nobody has to cite;
    `waived` attributes need no citation, as their lack of one has been reported.
    """
    if not isinstance(node, MapNode):
        what = f"a row of {section.name} must be a mapping of fields"
        hint = f"write {{{section.fields[0].name}: …, …}}"
        faults.append(Fault(shown, node.line, "wrong-type", what, hint))
        return None
    row = _Row(node, section, shown, faults)
    values = row.values(also)
    citations = row.citations() if cited else ()
    present = {citation.about for citation in citations}
    citations += tuple(c for c in default_cite if c.about not in present)
    if cited:
        row.require_citations(values, citations, waived)
    return FactRecord(section, values, citations, Place(shown, node.line))


class _Row:
    def __init__(self, node: MapNode, section: Section, shown: str, faults: list[Fault]) -> None:
        self.node = node
        self.section = section
        self.shown = shown
        self.faults = faults

    def fault(self, line: int, code: str, message: str, hint: str = "") -> None:
        self.faults.append(Fault(self.shown, line, code, message, hint))

    def field(self, name: str) -> Node | None:
        # The keys of a row are texts that know their line, and equal to plain ones.
        return self.node.get(cast("TextNode", name))

    def values(self, also: tuple[str, ...]) -> dict[str, Any]:
        known = [*self.section.names, *also]
        for key in self.node:
            if key not in known:
                hint = _now_called(key, known) or nearest(key, known)
                hint = hint or f"one of: {', '.join(known)}"
                what = f"no field '{key}' in {self.section.name}"
                self.fault(key.line, "unknown-field", what, hint)
        found: dict[str, Any] = {}
        for item in self.section.fields:
            node = self.field(item.name)
            if node is None or node == "":
                if item.required:
                    what = "is missing" if node is None else "has no value"
                    hint = f"write {item.name}: …"
                    self.fault(self.node.line, "missing-field", f"'{item.name}' {what}", hint)
            else:
                value = self.value(item, node)
                if value is not None:
                    found[item.name] = value
        return found

    def value(self, item: Field, node: Node) -> Any:
        if item.kind is FieldKind.LIST:
            return self.list_of_texts(item, node)
        if not isinstance(node, TextNode):
            hint = "write one value, without [ ] or { }"
            self.fault(node.line, "wrong-type", f"'{item.name}' is not a single value", hint)
            return None
        if item.words is not None and str(node) not in [word.value for word in item.words]:
            self.wrong_word(item.name, node, item.words)
            return None
        reader = READERS.get(item.kind)
        return str(node) if reader is None else reader(self, item.name, node)

    def list_of_texts(self, item: Field, node: Node) -> tuple[str, ...] | None:
        if not isinstance(node, ListNode) or not all(isinstance(part, TextNode) for part in node):
            what = f"'{item.name}' is not a list of values"
            self.fault(node.line, "wrong-type", what, f"write {item.name}: [a, b]")
            return None
        return tuple(str(part) for part in node) or None

    def wrong_word(self, name: str, node: TextNode, words: type[StrEnum]) -> None:
        known = [word.value for word in words]
        hint = nearest(node, known) or f"one of: {', '.join(known)}"
        self.fault(node.line, "unknown-word", f"'{node}' is not a {name}", hint)

    def key(self, name: str, node: TextNode, spelled: re.Pattern[str] = _KEY) -> str | None:
        if not spelled.fullmatch(node):
            what = f"'{node}' cannot be a {name}"
            self.fault(node.line, "bad-key", what, "use letters, digits, '-', '.' and '_'")
            return None
        return str(node)

    def reference(self, name: str, node: TextNode) -> str | None:
        """The key of something else; `org:KEY` where a state has the same."""
        return self.key(name, node, _REFERENCE)

    def date(self, _name: str, node: TextNode) -> str | None:
        try:
            return edtf(str(node))
        except DateError as error:
            self.fault(node.line, "bad-date", error.message.rstrip("."), _as_hint(error))
            return None

    def day(self, name: str, node: TextNode) -> str | None:
        text = self.date(name, node)
        if text is not None and (len(text) != 10 or not text[0].isdigit()):
            what = f"'{name}' is '{text}', not a full date"
            self.fault(node.line, "bad-date", what, "write a day, such as 2026-10-31")
            return None
        return text

    def period(self, _name: str, node: TextNode) -> Period | None:
        try:
            return Period.parse(str(node)).in_edtf()
        except DateError as error:
            code = "reversed-period" if "before it starts" in error.message else "bad-date"
            self.fault(node.line, code, error.message.rstrip("."), _as_hint(error))
            return None

    def number(self, name: str, node: TextNode) -> int | None:
        if not (node.isascii() and node.isdigit() and len(node) < 7):
            what = f"'{name}' is '{node}', not a whole number"
            self.fault(node.line, "wrong-type", what, "write digits only")
            return None
        return int(node)

    def flag(self, name: str, node: TextNode) -> bool | None:
        if node not in ("true", "false"):
            self.fault(node.line, "wrong-type", f"'{name}' is '{node}'", "write true or false")
            return None
        return node == "true"

    def citations(self) -> tuple[CitationDraft, ...]:
        node = self.field("cite")
        if node is None or node == "":
            return ()
        if not isinstance(node, TextNode):
            hint = 'write cite: "source place; source place"'
            self.fault(node.line, "wrong-type", "'cite' is not a single text", hint)
            return ()
        return read_citations(node, self.section, self.shown, self.faults)

    def require_citations(
        self,
        values: dict[str, Any],
        citations: tuple[CitationDraft, ...],
        waived: tuple[str, ...],
    ) -> None:
        supported = {c.about for c in citations if c.stance is Stance.SUPPORTS} | set(waived)
        missing = [
            attribute
            for attribute, covering in self.stated(values)
            if attribute not in supported and not supported.intersection(covering.split())
        ]
        if missing:
            what = f"no citation supports {', '.join(missing)}"
            self.fault(
                self.node.line, "uncited", what, "cite a source that was read, or leave it out"
            )

    def stated(self, values: dict[str, Any]) -> list[tuple[str, str]]:
        """The attributes the row states, each with those whose citation also supports it."""
        found: list[tuple[str, str]] = []
        for item in self.section.fields:
            value = values.get(item.name)
            if value is None or not item.attribute:
                continue
            if isinstance(value, Period):
                if value.start:
                    found.append(("start", item.covered_by))
                if value.end and value.end != "..":
                    found.append(("end", "effective"))
            else:
                found.append((item.attribute, item.covered_by))
        return found


READERS: dict[FieldKind, Callable[[_Row, str, TextNode], Any]] = {
    FieldKind.KEY: _Row.key,
    FieldKind.REFERENCE: _Row.reference,
    FieldKind.DATE: _Row.date,
    FieldKind.DAY: _Row.day,
    FieldKind.PERIOD: _Row.period,
    FieldKind.NUMBER: _Row.number,
    FieldKind.FLAG: _Row.flag,
}


def _now_called(name: str, known: list[str]) -> str:
    """A hint for whoever writes a field by the name it had before."""
    from orgdb.seed.organization_sections import FORMER_NAMES

    new = FORMER_NAMES.get(name)
    return f"it is called {new} now" if new in known else ""


def _as_hint(error: DateError) -> str:
    """What to do about a date, as the other hints are written."""
    return error.hint[:1].lower() + error.hint[1:].rstrip(".")
