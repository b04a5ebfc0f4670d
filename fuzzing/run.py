"""Throw millions of inputs at what reads them: `python -m fuzzing.run dates -runs=1000000`.

Targets: `dates`, `names`, `citations`, `seed`, `questions`. Every input must end in an answer or in
one of orgdb's own errors; anything else stops the run and prints the input. Needs the extra `fuzz`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["orgdb"]):
    from orgdb.cli.boundary import run
    from orgdb.dates import PartialDate, Period, date_bounds
    from orgdb.errors import OrgdbError
    from orgdb.names import fold
    from orgdb.records import MEMBERS, TREATIES
    from orgdb.seeding.citations import read_citations
    from orgdb.seeding.faults import Fault
    from orgdb.seeding.formatting import format_text, write_scalar
    from orgdb.seeding.rows import read_row
    from orgdb.seeding.yaml_file import TextNode, YamlFault, parse_yaml

WORDS = (
    "is-member members memberships officials offices charter languages events why show orgs states"
    " report OAS PER Peru OEA --on --rule participating --status observer all -f csv json table"
    " markdown --all-time --post 1990 1951-12 [1951..1955] [.. / .. cow:135 iso2:PE state: org:"
).split()


def dates(data: bytes) -> None:
    """Any text is a date, a period, or a `DateError`."""
    text = data.decode("utf-8", "replace")
    for read in (date_bounds, PartialDate.parse, Period.parse):
        try:
            read(text)
        except OrgdbError:
            pass


def names(data: bytes) -> None:
    """Folding a name twice changes nothing more, and what is written as YAML reads back."""
    text = data.decode("utf-8", "replace")
    folded = fold(text)
    assert fold(folded) == folded, text


def citations(data: bytes) -> None:
    """Any `cite` is citations or faults."""
    node = TextNode(data.decode("utf-8", "replace"))
    node.line = 1
    read_citations(node, TREATIES, "fuzz.yml", [])


def seed(data: bytes) -> None:
    """Any file is rows or faults; formatting it twice changes nothing more."""
    text = data.decode("utf-8", "replace")
    faults: list[Fault] = []
    try:
        node = parse_yaml(text, "fuzz.yml", faults)
    except YamlFault:
        return
    if node is not None:
        read_row(node, MEMBERS, "fuzz.yml", faults)
    once = format_text(text, "organizations/FUZ.yml")
    assert format_text(once, "organizations/FUZ.yml") == once, text
    write_scalar(text)


def questions(data: bytes) -> None:
    """Any command line ends with one of the promised exit codes."""
    source = atheris.FuzzedDataProvider(data)
    words = [
        source.PickValueInList(WORDS)
        if source.ConsumeBool()
        else source.ConsumeUnicodeNoSurrogates(12)
        for _ in range(source.ConsumeIntInRange(0, 6))
    ]
    # Options that write files or read other databases are not for a fuzzer's hands.
    if any(word.startswith(("-o", "--o", "--db")) for word in words):
        return
    code = run(["--db", DATABASE, *words])
    assert code in (0, 1, 2, 3, 4), (code, words)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "dates": dates,
    "names": names,
    "citations": citations,
    "seed": seed,
    "questions": questions,
}
DATABASE = ""


def main() -> None:
    """Run one target; the other arguments are libFuzzer's (`-runs`, `-max_total_time`, …)."""
    global DATABASE  # noqa: PLW0603 (libFuzzer calls the target with bytes alone)
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in TARGETS:
        sys.exit(f"Name a target: {', '.join(TARGETS)}.")
    if name == "questions":
        import os

        from orgdb.seeding.load import initialize

        DATABASE = str(Path(tempfile.mkdtemp()) / "fuzz.sqlite")
        initialize(DATABASE)
        os.environ["ORGDB_DEBUG"] = "1"
        nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        sys.stdout = sys.stderr = nowhere
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
