"""Reading a seed folder into records."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path

from orgdb.facts import CitationDraft
from orgdb.seed import organization_sections as org
from orgdb.seed import sections as r
from orgdb.seed.citation import read_citations
from orgdb.seed.faults import Fault
from orgdb.seed.fields import Field, Section
from orgdb.seed.generated_tables import LANGUAGES, STATE_NAMES, TableRecord, read_table
from orgdb.seed.list_citations import drop_older_lists, source_dates
from orgdb.seed.member_counts import read_counts
from orgdb.seed.records import FactRecord, FileRecord, LanguageRecord, Seed, StateNameRecord
from orgdb.seed.row import read_row
from orgdb.seed.section_days import SECTION_DAYS, read_section_days
from orgdb.seed.yaml import (
    ListNode,
    MapNode,
    Node,
    TextNode,
    YamlFault,
    parse_yaml,
    read_text,
)

SOURCES = "sources.yml"
PEOPLE = "people.yml"
STATES = "states.yml"
STRAY = "rename it: organizations/KEY.yml, governments/KEY.yml, or as seed/README.md lists"
README = "seed/README.md shows how"
SINGLE = (SOURCES, PEOPLE, STATES, STATE_NAMES, LANGUAGES)


def read_seed(folder: Path) -> Seed:
    """Read every file of a seed folder; nothing is raised, `faults` says all that is wrong."""
    seed = Seed(folder)
    seed.sources = _read_list(seed, SOURCES, r.SOURCES, cited=False)
    seed.people = _read_list(seed, PEOPLE, r.PEOPLE)
    _read_states(seed)
    seed.state_names = _read_table(seed, STATE_NAMES, StateNameRecord)
    seed.languages = _read_table(seed, LANGUAGES, LanguageRecord)
    dates = source_dates(seed.sources)
    for path in sorted(folder.glob("organizations/*.yml")):
        file = _read_organization(seed, f"organizations/{path.name}")
        if file:
            file.source_dates = dates
            drop_older_lists(file)
            seed.organizations.append(file)
    for path in sorted(folder.glob("governments/*.yml")):
        file = _read_government(seed, f"governments/{path.name}")
        if file:
            file.source_dates = dates
            seed.governments.append(file)
    _strangers(seed)
    return seed


def seed_files(folder: Path) -> list[Path]:
    """Every file that is part of the seed, in a fixed order."""
    found = [folder / name for name in SINGLE if (folder / name).is_file()]
    return sorted([*found, *folder.glob("organizations/*.yml"), *folder.glob("governments/*.yml")])


def _strangers(seed: Seed) -> None:
    """Report files that no reader would load."""
    known = {path.relative_to(seed.folder).as_posix() for path in seed_files(seed.folder)}
    for path in sorted(seed.folder.rglob("*")):
        name = path.relative_to(seed.folder).as_posix()
        if path.suffix.lower() in (".yml", ".yaml", ".csv") and name not in known | set(SINGLE):
            seed.faults.append(
                Fault(name, 1, "stray-file", "no part of the seed has this name", STRAY)
            )


def _text(seed: Seed, name: str) -> str | None:
    """The text of a file, or None and a fault if it is not there or cannot be read."""
    path = seed.folder / name
    fault: tuple[str, str, str] | None = None
    if not path.resolve().is_relative_to(seed.folder.resolve()):
        fault = ("outside-folder", "is a link to a file outside the seed folder", "copy it here")
    elif not path.exists():
        fault = ("missing-file", "the file is missing", "restore it; an empty list is: []")
    elif not path.is_file():
        fault = ("unreadable", "is not a file", "remove it")
    if fault:
        seed.faults.append(Fault(name, 1, *fault))
    text = None if fault else read_text(path, name, seed.faults)
    if text is None:
        seed.unread.add(name)
    return text


def _read_table(seed: Seed, name: str, record: type[TableRecord]) -> list[TableRecord]:
    text = _text(seed, name)
    if text is None:
        return []
    rows = read_table(text, name, record, seed.faults)
    if not rows:
        seed.unread.add(name)
    return rows


def _unread(seed: Seed, name: str, line: int, code: str, what: str, hint: str) -> None:
    """A fault that keeps a part of a file from being read, so that what it defines is unknown."""
    seed.faults.append(Fault(name, line, code, what, hint))
    seed.unread.add(name)


def _load(seed: Seed, name: str) -> Node | None:
    text = _text(seed, name)
    if text is None:
        return None
    try:
        node = parse_yaml(text, name, seed.faults)
    except YamlFault as error:
        seed.faults.append(error.fault)
        seed.unread.add(name)
        return None
    if node is None:
        hint = "restore it, or remove it; an empty list is: []"
        _unread(seed, name, 1, "empty-file", "the file is empty", hint)
    return node


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
    waived: tuple[str, ...] = (),
) -> Iterable[FactRecord]:
    if not isinstance(node, ListNode):
        if node != "":
            what, hint = f"{section.name} is not a list of rows", "begin each row with '- '"
            _unread(seed, shown, node.line, "wrong-type", what, hint)
        return
    for item in node:
        row = read_row(item, section, shown, seed.faults, default_cite, cited, waived=waived)
        if row is not None:
            yield row


def _get(node: MapNode, name: str) -> Node | None:
    return next((value for key, value in node.items() if key == name), None)


def _read_states(seed: Seed) -> None:
    node = _load(seed, STATES)
    if not isinstance(node, MapNode):
        if node is not None:
            what = "the file must be a mapping with known_through, states and links"
            _unread(seed, STATES, 1, "wrong-type", what, README)
        return
    known_through = _known_through(seed, node, STATES)
    _only(seed, node, STATES, ("known_through", "states", "links"))
    states = _get(node, "states")
    if not isinstance(states, ListNode):
        line = node.line if states is None else states.line
        what, hint = "states is not a list of states", "begin each with '- key: …'"
        _unread(seed, STATES, line, "wrong-type", what, hint)
        states = ListNode()
    for item in states:
        head = read_row(item, r.STATE, STATES, seed.faults, also=("names", "codes"))
        if head is None or not isinstance(item, MapNode):
            continue
        file = FileRecord(STATES, head, known_through)
        for section in (org.NAMES, r.STATE_CODES):
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
    section = Section("the file", (org.COVERAGE.fields[1],), ("known_through",))
    only = MapNode({k: v for k, v in node.items() if k == "known_through"})
    only.line = node.line
    row = read_row(only, section, shown, seed.faults, cited=False)
    return str(row.values.get("known_through", "9999-12-31")) if row else "9999-12-31"


def _only(seed: Seed, node: MapNode, shown: str, known: tuple[str, ...]) -> None:
    section = Section("the file", tuple(Field(name, about="") for name in known), ())
    for key in node:
        if key not in known:
            only = MapNode({key: node[key]})
            only.line = key.line
            read_row(only, section, shown, seed.faults, cited=False)


def _read_organization(seed: Seed, shown: str) -> FileRecord | None:
    node = _load(seed, shown)
    sections = {
        section.name: section for section in org.ORGANIZATION_SECTIONS if section is not org.MEMBERS
    }
    also = ("known_through", SECTION_DAYS, "members", *sections)
    file = _read_file(seed, node, shown, org.ORGANIZATION, also)
    if file is None or not isinstance(node, MapNode):
        return file
    _require_name(seed, file, file.key)
    days = _get(node, SECTION_DAYS)
    file.section_known_through = read_section_days(days, shown, seed.faults)
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
        what = "'members' must be a mapping with known_from, known_through, complete, cite and rows"
        hint = "the members themselves go under 'rows:'"
        seed.faults.append(Fault(file.path, node.line, "wrong-type", what, hint))
        return
    also = ("counts", "rows")
    coverage = read_row(node, org.COVERAGE, file.path, seed.faults, cited=False, also=also)
    file.counts = read_counts(_get(node, "counts"), file.path, seed.faults)
    cite = _get(node, "cite")
    citations: tuple[CitationDraft, ...] = ()
    if isinstance(cite, TextNode):
        citations = read_citations(cite, org.ROSTER, file.path, seed.faults)
    if not any(c.about == "known_through" for c in citations):
        what = "no citation says when and against what the membership list was checked"
        hint = "cite the register that was read: cite: source place"
        seed.faults.append(Fault(file.path, node.line, "uncited", what, hint))
    if coverage is not None:
        own = tuple(c for c in citations if c.about in org.COVERAGE.main)
        file.rows["members"] = [dataclasses.replace(coverage, citations=own)]
    rows = _get(node, "rows")
    if rows is not None:
        default = tuple(c for c in citations if c.about in org.MEMBERS.main)
        file.list_citations = default
        waived = () if citations else org.MEMBERS.main
        file.rows["rows"] = list(_rows(seed, rows, org.MEMBERS, file.path, default, waived=waived))


def _read_government(seed: Seed, shown: str) -> FileRecord | None:
    node = _load(seed, shown)
    also = ("known_through", *(section.name for section in r.GOVERNMENT_SECTIONS))
    file = _read_file(seed, node, shown, r.GOVERNMENT, also)
    if file is None or not isinstance(node, MapNode):
        return file
    _require_name(seed, file, file.head.text("state") or "")
    for section in r.GOVERNMENT_SECTIONS:
        rows = _get(node, section.name)
        file.rows[section.name] = [] if rows is None else list(_rows(seed, rows, section, shown))
    return file


def _read_file(
    seed: Seed, node: Node | None, shown: str, section: Section, also: tuple[str, ...]
) -> FileRecord | None:
    if node is None:
        return None
    if not isinstance(node, MapNode):
        what = (
            f"the file must be a mapping with {section.fields[0].name}, known_through and sections"
        )
        _unread(seed, shown, node.line, "wrong-type", what, README)
        return None
    head = read_row(node, section, shown, seed.faults, also=also)
    if head is None:
        return None
    return FileRecord(shown, head, _known_through(seed, node, shown))


def _require_name(seed: Seed, file: FileRecord, key: str) -> None:
    """A file is named after what it is about, so that a reviewer finds it."""
    name = file.path.rpartition("/")[2]
    if key and name != f"{key}.yml":
        what = f"the file is of '{key}' but named {name}"
        line = file.head.place.line
        seed.faults.append(Fault(file.path, line, "file-name", what, f"name it {key}.yml"))
