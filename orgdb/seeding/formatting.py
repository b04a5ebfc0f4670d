"""The one way to write a seed file: a fact a line, fields in fixed order, no needless quotes.

Lines are rewritten one by one, so comments (they hold the disagreements between sources) and blank
lines stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from orgdb import records as r
from orgdb.errors import SeedError
from orgdb.records import Section
from orgdb.seeding.faults import Fault
from orgdb.seeding.folder import PEOPLE, SOURCES, STATES
from orgdb.seeding.yaml_file import (
    ListNode,
    MapNode,
    Node,
    TextNode,
    YamlFault,
    parse_yaml,
    read_text,
)

# A scalar that every YAML reader takes as it stands, inside {…} too.
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:[^\n,\[\]{}#:]|:(?=[^\s,\[\]{}]))*")
_ROW = re.compile(r"(?P<indent> *)- (?P<row>\{.*\})(?P<comment> +#.*)?")
_FIELD = re.compile(r"(?P<indent> *(?:- )?)(?P<name>[a-z_]+): +(?P<value>.+?)(?P<comment> +#.*)?")
_HEADING = re.compile(r"(?P<indent> *(?:- )?)(?P<name>[a-z_]+):")
_QUOTED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}


def write_scalar(text: str) -> str:
    """A text as YAML: bare where that is safe, else in double quotes."""
    if _PLAIN.fullmatch(text) and not text.endswith(" "):
        return text
    return '"' + "".join(_QUOTED.get(c, c) for c in text) + '"'


def write_row(row: Mapping[str, object], section: Section | None) -> str:
    """A row in flow style: the fields of its section in their order, `cite` last and quoted."""
    order = [item.name for item in section.fields] if section else []
    names = [name for name in order if name in row]
    names += [name for name in row if name not in order and name != "cite"]
    cells = [f"{name}: {_write(row[name])}" for name in names if row[name] not in ("", ())]
    if row.get("cite"):
        quoted = "".join(_QUOTED.get(c, c) for c in str(row["cite"]))
        cells.append(f'cite: "{quoted}"')
    return "{" + ", ".join(cells) + "}"


def _write(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(write_scalar(str(item)) for item in value) + "]"
    return write_scalar(str(value))


def format_text(text: str, name: str) -> str:
    """A seed file's text as it should be written. `name` is its path inside the seed folder."""
    section: Section | None = {SOURCES: r.SOURCES, PEOPLE: r.PEOPLE}.get(name)
    sections = _sections(name)
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").rstrip().split("\n"):
        heading = _HEADING.fullmatch(line.rstrip())
        if heading and heading["name"] in sections:
            section = sections[heading["name"]]
        if name == STATES and heading and heading["name"] == "links" and not heading["indent"]:
            section = r.STATE_LINKS
        lines.append(_format_line(line.rstrip(), section))
    return "\n".join(lines) + "\n"


def _sections(name: str) -> dict[str, Section]:
    if name == STATES:
        return {"names": r.NAMES, "codes": r.STATE_CODES}
    return {section.name: section for section in r.ORGANIZATION_SECTIONS}


def _format_line(line: str, section: Section | None) -> str:
    row = _ROW.fullmatch(line)
    if row:
        node = _parse(row["row"])
        if isinstance(node, MapNode):
            return f"{row['indent']}- {write_row(_plain_row(node), section)}{_comment(row)}"
        return line
    field = _FIELD.fullmatch(line)
    if field:
        node = _parse(field["value"])
        if isinstance(node, TextNode):
            written = write_scalar(node)
            if field["name"] == "cite" and not written.startswith('"'):
                written = f'"{written}"'
            return f"{field['indent']}{field['name']}: {written}{_comment(field)}"
    return line


def _comment(match: re.Match[str]) -> str:
    return f"  {match['comment'].strip()}" if match["comment"] else ""


def _plain_row(node: MapNode) -> dict[str, object]:
    return {
        str(key): tuple(str(item) for item in value) if isinstance(value, ListNode) else str(value)
        for key, value in node.items()
    }


def _parse(text: str) -> Node | None:
    try:
        return parse_yaml(text, "line", [])
    except (YamlFault, ValueError):
        return None


def unformatted(folder: Path) -> list[Path]:
    """The hand-kept files of a seed folder that are not written in the one way."""
    return [path for path in hand_kept(folder) if _differs(path, folder)]


def format_folder(folder: Path) -> list[Path]:
    """Rewrite the files that need it, each as a whole; return which. Raises `SeedError`."""
    changed = unformatted(folder)
    for path in changed:
        part = path.with_name(f".{path.name}.part")
        part.write_text(_formatted(path, folder), encoding="utf-8")
        part.replace(path)
    return changed


def hand_kept(folder: Path) -> Iterable[Path]:
    """The YAML files of a seed folder, in a fixed order."""
    parts = ("*.yml", "organizations/*.yml", "governments/*.yml")
    return sorted(path for part in parts for path in folder.glob(part))


def _differs(path: Path, folder: Path) -> bool:
    return path.read_bytes() != _formatted(path, folder).encode()


def _formatted(path: Path, folder: Path) -> str:
    name = path.relative_to(folder).as_posix()
    faults: list[Fault] = []
    text = read_text(path, name, faults)
    if text is None:
        raise SeedError(
            f"{folder.name}/{name} cannot be formatted.",
            "Mend the line above first.",
            faults=[f"{folder.name}/{fault}" for fault in faults],
        )
    return format_text(text, name)
