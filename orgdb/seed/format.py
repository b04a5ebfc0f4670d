"""How a seed file is formatted: a fact a line, fields in fixed order, no needless quotes.

Lines are rewritten one by one, so comments (they hold the disagreements between sources) and blank
lines stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from orgdb.errors import SeedError
from orgdb.seed import organization_sections as org
from orgdb.seed import sections as r
from orgdb.seed.faults import Fault
from orgdb.seed.fields import Section
from orgdb.seed.read import PEOPLE, SOURCES, STATES, read_seed
from orgdb.seed.yaml import (
    ListNode,
    MapNode,
    Node,
    TextNode,
    YamlFault,
    first_node_end,
    parse_yaml,
    read_text,
)

# A scalar that every YAML reader takes as it stands, inside {…} too.
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:[^\n,\[\]{}#:?]|:(?=[\w/]))*")
_ROW = re.compile(r"(?P<indent> *)- +(?P<value>\{.*)")
_FIELD = re.compile(r"(?P<indent> *(?:- +)?)(?P<name>[a-z_]+): +(?P<value>\S.*)")
_HEADING = re.compile(r"(?P<indent> *(?:- )?)(?P<name>[a-z_]+):")
_COMMENT = re.compile(r" +#.*| *")
_QUOTED = {"\\": "\\\\", '"': '\\"', "\n": "\\n"}


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
    """A seed file's text as it should be written. `name` is its path inside the seed folder.

    It says the same as before: what cannot be rewritten without a doubt stays as it is.
    """
    section: Section | None = {SOURCES: r.SOURCES, PEOPLE: r.PEOPLE}.get(name)
    sections = _sections(name)
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").rstrip(" \n").split("\n"):
        heading = _HEADING.fullmatch(line.rstrip(" "))
        if heading and heading["name"] in sections:
            section = sections[heading["name"]]
        if name == STATES and heading and heading["name"] == "links" and not heading["indent"]:
            section = r.STATE_LINKS
        lines.append(_format_line(line.rstrip(" "), section))
    formatted = "\n".join(lines) + "\n"
    return formatted if _meaning(_parse(formatted)) == _meaning(_parse(text)) else text


def _sections(name: str) -> dict[str, Section]:
    if name == STATES:
        return {"names": org.NAMES, "codes": r.STATE_CODES}
    return {section.name: section for section in org.ORGANIZATION_SECTIONS}


def _format_line(line: str, section: Section | None) -> str:
    match = _ROW.fullmatch(line) or _FIELD.fullmatch(line)
    end = first_node_end(match["value"]) if match else None
    if match is None or end is None:
        return line
    node, comment = _parse(match["value"][:end]), match["value"][end:]
    written = None
    if isinstance(node, MapNode) and match.re is _ROW:
        written = f"{match['indent']}- {write_row(_plain_row(node), section)}"
    elif isinstance(node, TextNode) and match.re is _FIELD:
        scalar = write_scalar(node)
        if match["name"] == "cite" and not scalar.startswith('"'):
            scalar = f'"{scalar}"'
        written = f"{match['indent']}{match['name']}: {scalar}"
    if written is None or not _COMMENT.fullmatch(comment):
        return line
    same = _meaning(_parse(written.lstrip(" "))) == _meaning(_parse(line.lstrip(" ")))
    if comment.strip(" "):
        written = f"{written}  {comment.strip(' ')}"
    return written if same else line


def _plain_row(node: MapNode) -> dict[str, object]:
    return {
        str(key): tuple(str(item) for item in value) if isinstance(value, ListNode) else str(value)
        for key, value in node.items()
    }


def _parse(text: str) -> Node | None:
    """What a text says, None if anything is wrong with it (a duplicate key, for example)."""
    faults: list[Fault] = []
    try:
        node = parse_yaml(text, "line", faults)
    except YamlFault:
        return None
    return None if faults else node


def _meaning(node: Node | None) -> object:
    """What a node says, without the fields that say nothing."""
    if isinstance(node, MapNode):
        said = {str(key): _meaning(value) for key, value in node.items()}
        return {key: value for key, value in said.items() if value not in ("", [], None)}
    if isinstance(node, ListNode):
        return [_meaning(item) for item in node]
    return node if node is None else str(node)


def unformatted(folder: Path) -> list[Path]:
    """The hand-kept files of a seed folder that are not formatted."""
    return [path for path in hand_kept(folder) if _differs(path, folder)]


def format_folder(folder: Path) -> list[Path]:
    """Rewrite the files that need it, each as a whole; return which. Raises `SeedError`."""
    changed = unformatted(folder)
    _refuse_faulty(changed, folder)
    for path in changed:
        part = path.with_name(f".{path.name}.part")
        try:
            part.write_text(_formatted(path, folder), encoding="utf-8", newline="\n")
            part.chmod(path.stat().st_mode)
            part.replace(path)
        except OSError as error:
            raise SeedError(
                f"{path} cannot be written: {error.strerror}.", "Check its permissions."
            ) from error
        finally:
            part.unlink(missing_ok=True)
    return changed


def _refuse_faulty(paths: Iterable[Path], folder: Path) -> None:
    """A row that cannot be read is not rewritten: its author sees what was written."""
    if not paths:
        return
    names = {path.relative_to(folder).as_posix() for path in paths}
    faults = sorted(fault for fault in read_seed(folder).faults if fault.file in names)
    if faults:
        raise SeedError(
            "Files with faults cannot be formatted. No file was changed.",
            "Fix the lines above first.",
            faults=[f"{folder.name}/{fault}" for fault in faults],
        )


def hand_kept(folder: Path) -> Iterable[Path]:
    """The YAML files of a seed folder, in a fixed order. Links are left to what they lead to."""
    parts = ("*.yml", "organizations/*.yml", "governments/*.yml")
    paths = sorted(path for part in parts for path in folder.glob(part))
    return [path for path in paths if path.is_file() and not path.is_symlink()]


def _differs(path: Path, folder: Path) -> bool:
    return path.read_bytes() != _formatted(path, folder).encode()


def _formatted(path: Path, folder: Path) -> str:
    name = path.relative_to(folder).as_posix()
    faults: list[Fault] = []
    text = read_text(path, name, faults)
    if text is not None:
        try:
            parse_yaml(text, name, faults)
        except YamlFault as error:
            faults.append(error.fault)
    if text is None or faults:
        raise SeedError(
            f"{folder.name}/{name} cannot be formatted. No file was changed.",
            "Fix the lines above first.",
            faults=[f"{folder.name}/{fault}" for fault in faults],
        )
    return format_text(text, name)
