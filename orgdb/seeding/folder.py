"""Reading a whole seed folder into records."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from orgdb import records as r
from orgdb.facts import CitationDraft
from orgdb.records import FactRecord, FileRecord, Place, Section
from orgdb.seeding.citations import read_citations
from orgdb.seeding.faults import Fault
from orgdb.seeding.rows import read_row
from orgdb.seeding.yaml_file import ListNode, MapNode, Node, TextNode, read_text, read_yaml

SOURCES = "sources.yml"
PEOPLE = "people.yml"
STATES = "states.yml"
STATE_NAMES = "generated/state_names.csv"
LANGUAGES = "generated/languages.csv"


@dataclass(slots=True)
class Seed:
    """All records of a seed folder, and the faults met while reading it."""

    folder: Path
    sources: list[FactRecord] = field(default_factory=list)
    people: list[FactRecord] = field(default_factory=list)
    states: list[FileRecord] = field(default_factory=list)
    state_links: list[FactRecord] = field(default_factory=list)
    state_names: list[dict[str, str]] = field(default_factory=list)
    languages: list[dict[str, str]] = field(default_factory=list)
    organizations: list[FileRecord] = field(default_factory=list)
    governments: list[FileRecord] = field(default_factory=list)
    checked: str = ""
    faults: list[Fault] = field(default_factory=list)


def read_seed(folder: Path) -> Seed:
    """Read every file of a seed folder; nothing is raised, `faults` says all that is wrong."""
    seed = Seed(folder)
    seed.sources = _read_list(seed, SOURCES, r.SOURCES, cited=False)
    seed.people = _read_list(seed, PEOPLE, r.PEOPLE)
    _read_states(seed)
    seed.state_names = _read_csv(
        seed, STATE_NAMES, ("state", "lang", "kind", "name", "source", "locator")
    )
    seed.languages = _read_csv(seed, LANGUAGES, ("key", "code1", "name", "source"))
    for path in _yaml_files(seed, "organizations"):
        file = _read_organization(seed, path)
        if file:
            seed.organizations.append(file)
    for path in _yaml_files(seed, "governments"):
        file = _read_government(seed, path)
        if file:
            seed.governments.append(file)
    return seed


def seed_files(folder: Path) -> list[Path]:
    """Every file that is part of the seed, in a fixed order."""
    parts = ["*.yml", "generated/*.csv", "organizations/*.yml", "governments/*.yml"]
    return sorted(path for part in parts for path in folder.glob(part))


def checksum(folder: Path) -> tuple[str, int]:
    """SHA-256 over names and contents of all seed files, and how many bytes they have."""
    digest, size = hashlib.sha256(), 0
    for path in seed_files(folder):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
        size += len(content)
    return digest.hexdigest(), size


def _yaml_files(seed: Seed, name: str) -> Iterator[Path]:
    for path in sorted((seed.folder / name).glob("*.yml")):
        if path.is_symlink() and not path.resolve().is_relative_to(seed.folder.resolve()):
            what = "is a link to a file outside the seed folder"
            seed.faults.append(
                Fault(f"{name}/{path.name}", 1, "outside-folder", what, "copy the file")
            )
        else:
            yield path


def _load(seed: Seed, name: str) -> Node | None:
    path = seed.folder / name
    if not path.exists():
        seed.faults.append(Fault(name, 1, "missing-file", "the file is missing", "restore it"))
        return None
    return read_yaml(path, name, seed.faults)


def _read_list(seed: Seed, name: str, section: Section, cited: bool = True) -> list[FactRecord]:
    node = _load(seed, name)
    return [] if node is None else list(_rows(seed, node, section, name, cited=cited))


def _rows(
    seed: Seed,
    node: Node,
    section: Section,
    shown: str,
    default_cite: tuple[CitationDraft, ...] = (),
    cited: bool = True,
) -> Iterable[FactRecord]:
    if not isinstance(node, ListNode):
        if node != "":
            what = f"'{section.name}' is not a list of rows"
            seed.faults.append(
                Fault(shown, node.line, "wrong-type", what, "begin each row with '- '")
            )
        return
    for item in node:
        row = read_row(item, section, shown, seed.faults, default_cite, cited)
        if row is not None:
            yield row


def _get(node: MapNode, name: str) -> Node | None:
    return next((value for key, value in node.items() if key == name), None)


def _read_states(seed: Seed) -> None:
    node = _load(seed, STATES)
    if not isinstance(node, MapNode):
        if node is not None:
            what = "the file does not have known_through, states and links"
            seed.faults.append(Fault(STATES, 1, "wrong-type", what))
        return
    seed.checked = known_through = _known_through(seed, node, STATES)
    _only(seed, node, STATES, ("known_through", "states", "links"))
    states = _get(node, "states")
    for item in states if isinstance(states, ListNode) else ():
        head = read_row(item, r.STATE, STATES, seed.faults, also=("names", "codes"))
        if head is None or not isinstance(item, MapNode):
            continue
        file = FileRecord(STATES, head, known_through)
        for section in (r.NAMES, r.STATE_CODES):
            rows = _get(item, section.name)
            file.rows[section.name] = (
                [] if rows is None else list(_rows(seed, rows, section, STATES))
            )
        seed.states.append(file)
    links = _get(node, "links")
    if links is not None:
        seed.state_links = list(_rows(seed, links, r.STATE_LINKS, STATES))


def _known_through(seed: Seed, node: MapNode, shown: str) -> str:
    """The day on which what is still open in a file was last checked."""
    section = Section("file", (r.COVERAGE.fields[1],), ("known_through",))
    only = MapNode({k: v for k, v in node.items() if k == "known_through"})
    only.line = node.line
    row = read_row(only, section, shown, seed.faults, cited=False)
    return str(row.values.get("known_through", "9999-12-31")) if row else "9999-12-31"


def _only(seed: Seed, node: MapNode, shown: str, known: tuple[str, ...]) -> None:
    section = Section("file", tuple(r.Field(name, about="") for name in known), ())
    for key in node:
        if key not in known:
            only = MapNode({key: node[key]})
            only.line = key.line
            read_row(only, section, shown, seed.faults, cited=False)


def _read_organization(seed: Seed, path: Path) -> FileRecord | None:
    shown = f"organizations/{path.name}"
    node = read_yaml(path, shown, seed.faults)
    sections = {
        section.name: section for section in r.ORGANIZATION_SECTIONS if section is not r.MEMBERS
    }
    also = ("known_through", "members", *sections)
    file = _read_file(seed, node, shown, r.ORGANIZATION, also)
    if file is None or not isinstance(node, MapNode):
        return file
    if file.key and path.stem != file.key:
        what = f"the file is of '{file.key}' but named {path.name}"
        seed.faults.append(
            Fault(shown, file.head.place.line, "file-name", what, f"name it {file.key}.yml")
        )
    for name, section in sections.items():
        rows = _get(node, name)
        file.rows[name] = [] if rows is None else list(_rows(seed, rows, section, shown))
    _read_members(seed, file, _get(node, "members"))
    return file


def _read_members(seed: Seed, file: FileRecord, node: Node | None) -> None:
    """The roster: its coverage, the citations that hold for every member, and its rows."""
    file.rows["members"], file.rows["rows"] = [], []
    if node is None:
        return
    if not isinstance(node, MapNode):
        what = "'members' has no known_from, known_through, complete, cite and rows"
        seed.faults.append(Fault(file.path, node.line, "wrong-type", what))
        return
    coverage = read_row(node, r.COVERAGE, file.path, seed.faults, cited=False, also=("rows",))
    cite = _get(node, "cite")
    citations: tuple[CitationDraft, ...] = ()
    if isinstance(cite, TextNode):
        citations = read_citations(cite, r.ROSTER, file.path, seed.faults)
    if not any(c.about == "known_through" for c in citations):
        what = "nothing bears out when and against what the roster was checked"
        seed.faults.append(Fault(file.path, node.line, "uncited", what, "cite the register"))
    if coverage is not None:
        own = tuple(c for c in citations if c.about in r.COVERAGE.main)
        file.rows["members"] = [dataclasses.replace(coverage, citations=own)]
    rows = _get(node, "rows")
    if rows is not None:
        default = tuple(c for c in citations if c.about in r.MEMBERS.main)
        file.rows["rows"] = list(_rows(seed, rows, r.MEMBERS, file.path, default))


def _read_government(seed: Seed, path: Path) -> FileRecord | None:
    shown = f"governments/{path.name}"
    node = read_yaml(path, shown, seed.faults)
    also = ("known_through", *(section.name for section in r.GOVERNMENT_SECTIONS))
    file = _read_file(seed, node, shown, r.GOVERNMENT, also)
    if file is None or not isinstance(node, MapNode):
        return file
    for section in r.GOVERNMENT_SECTIONS:
        rows = _get(node, section.name)
        file.rows[section.name] = [] if rows is None else list(_rows(seed, rows, section, shown))
    return file


def _read_file(
    seed: Seed, node: Node | None, shown: str, section: Section, also: tuple[str, ...]
) -> FileRecord | None:
    if node is None:
        return None
    head = read_row(node, section, shown, seed.faults, also=also)
    if head is None or not isinstance(node, MapNode):
        return None
    return FileRecord(shown, head, _known_through(seed, node, shown))


def _read_csv(seed: Seed, name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """A generated table. Its lines are checked as a whole: it is made by a program, not by hand."""
    path = seed.folder / name
    if not path.exists():
        seed.faults.append(Fault(name, 1, "missing-file", "the file is missing", "restore it"))
        return []
    text = read_text(path, name, seed.faults)
    if text is None:
        return []
    reader = csv.reader(text.splitlines(), strict=True)
    rows: list[dict[str, str]] = []
    try:
        header = tuple(next(reader, ()))
        if header != columns:
            what = f"its columns are not {', '.join(columns)}"
            seed.faults.append(Fault(name, 1, "wrong-columns", what, "generate it again"))
            return []
        for cells in reader:
            if len(cells) != len(columns):
                seed.faults.append(
                    Fault(name, reader.line_num, "wrong-columns", "a row of another length")
                )
                continue
            rows.append(dict(zip(columns, cells, strict=True)) | {"line": str(reader.line_num)})
    except csv.Error as error:
        seed.faults.append(Fault(name, reader.line_num, "syntax", f"not readable as CSV: {error}"))
    return rows


def place_of(row: dict[str, str], name: str) -> Place:
    """Where a row of a generated table stands."""
    return Place(name, int(row["line"]))
