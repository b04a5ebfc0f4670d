"""Every kind of fault in a seed file: what a curator is told, where, and what to do about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from orgdb.errors import SeedError
from orgdb.seed.check import require_valid
from orgdb.seed.check_dates import today
from orgdb.seed.load import initialize
from tests.conftest import Outcome

FOLDER = Path(__file__).parent.parent / "data" / "faults"


@dataclass
class Faulty:
    """A sound seed with an edit, and the lines that are printed about it.

    Written as: `# what is wrong`, `@ file`, `- old` and `+ new` lines (or `= line` for a whole
    file), `> expected line`.
    """

    title: str
    edits: list[tuple[str, str, str]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    expected: list[str] = field(default_factory=list)

    def make(self, seed: Path) -> None:
        """Make the fault in a seed folder. An edit that finds nothing to change is an error."""
        for name, old, new in self.edits:
            text = (seed / name).read_text(encoding="utf-8")
            assert old in text, f"{self.title}: {name} does not hold {old}"
            (seed / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        for name, text in self.texts.items():
            (seed / name).write_text(text, encoding="utf-8")


def read_faults(path: Path) -> Iterator[Faulty]:
    """The faults of one file; its first block says what they have in common."""
    for block in path.read_text(encoding="utf-8").split("\n\n")[1:]:
        lines = block.strip("\n").split("\n")
        fault, file = Faulty(lines[0].removeprefix("# ")), ""
        old: list[str] = []
        new: list[str] = []
        for line in [*lines[1:], "@"]:
            mark, text = line[:1], line[2:]
            if old and new and mark in "-@>":
                fault.edits.append((file, "\n".join(old), "\n".join(new)))
                old, new = [], []
            if mark == "@":
                file = text
            elif mark == "=":
                fault.texts[file] = fault.texts.get(file, "") + text + "\n"
            elif mark == ">":
                fault.expected.append(text)
            else:
                (old if mark == "-" else new).append(text)
        yield fault


FAULTS = {
    f"{path.stem}: {fault.title}": fault
    for path in sorted(FOLDER.glob("*.txt"))
    for fault in read_faults(path)
}


@pytest.mark.parametrize("title", FAULTS)
def test_a_fault_is_named_with_its_place_and_what_to_do(title: str, sample: Path) -> None:
    fault = FAULTS[title]
    fault.make(sample)
    with pytest.raises(SeedError) as caught:
        require_valid(sample)
    found = [line.replace(today(), "TODAY") for line in caught.value.faults]
    assert found == fault.expected


def test_every_fault_says_what_to_do() -> None:
    for fault in FAULTS.values():
        for line in fault.expected:
            assert line.endswith(")"), line
            assert "()" not in line


AT_ONCE = (
    "dates: a month that does not exist",
    "dates: two spells of one member that overlap",
    "fields: a field that does not exist",
    "keys: a territory that is its own sovereign",
    "keys: two people of one key",
    "syntax: a tag that would run code",
    "citations: a source of a kind that is none",
)


def test_all_faults_are_reported_at_once_and_sorted(sample: Path) -> None:
    for title in AT_ONCE:
        FAULTS[title].make(sample)
    with pytest.raises(SeedError) as caught:
        require_valid(sample)
    expected = {line for title in AT_ONCE for line in FAULTS[title].expected}
    found = list(caught.value.faults)
    assert set(found) == expected
    places = [(line.split(":")[0], int(line.split(":")[1])) for line in found]
    assert places == sorted(places)
    assert caught.value.message == f"{len(expected)} faults in the seed. Nothing was loaded."


def test_nothing_is_loaded_from_a_seed_with_a_fault(sample: Path, sqlite_database: Path) -> None:
    before = sqlite_database.read_bytes()
    FAULTS["dates: a month that does not exist"].make(sample)
    with pytest.raises(SeedError):
        initialize(str(sqlite_database), folder=sample)
    assert sqlite_database.read_bytes() == before
    new = sqlite_database.with_name("new.sqlite")
    with pytest.raises(SeedError):
        initialize(str(new), folder=sample)
    assert sorted(path.name for path in new.parent.iterdir()) == ["sample.sqlite", "seed"]


def test_the_command_line_lists_the_faults_and_exits_with_4(
    sample: Path, orgdb: Callable[..., Outcome]
) -> None:
    fault = FAULTS["keys: a code given to two states at once"]
    fault.make(sample)
    outcome = orgdb("seed", "check", str(sample))
    assert outcome.code == 4
    assert outcome.out == ""
    assert outcome.err.splitlines()[0] == f"{sample.parent}/{fault.expected[0]}"


def test_a_sound_seed_has_no_fault(sample: Path, sqlite_database: Path) -> None:
    seed, _ = require_valid(sample)
    assert len(seed.organizations) == 3
    with sqlite3.connect(sqlite_database) as database:
        assert database.execute(
            "SELECT count(*) FROM entity WHERE kind = 'organization'"
        ).fetchone() == (4,)


def test_a_key_that_a_state_and_an_organization_share_is_the_state_where_a_member_is_meant(
    sample: Path, tmp_path: Path
) -> None:
    # As CAN is Canada, and the Andean Community, which Canada need not have waited for.
    (sample / "organizations" / "XAA.yml").write_text(
        "key: XAA\nkind: intergovernmental\nknown_through: 2026-10-31\nfounded: 1990\n"
        'cite: "kind, founded: scholar p. 1"\n'
        'names:\n- {name: Later Union, lang: en, kind: official, cite: "scholar p. 1"}\n'
        "members:\n  known_from: 1990-01-01\n  known_through: 2026-10-31\n  complete: false\n"
        '  cite: "scholar p. 1"\n  rows:\n'
        '  - {member: XAA, status: full, period: 1990/.., cite: "start: scholar p. 1"}\n',
        encoding="utf-8",
    )
    require_valid(sample)
    path = tmp_path / "shared.sqlite"
    initialize(str(path), folder=sample)
    with sqlite3.connect(path) as connection:
        found = connection.execute(
            "SELECT member, member_kind FROM memberships WHERE org = 'XAA'"
        ).fetchall()
    assert found == [("XAA", "state")]
