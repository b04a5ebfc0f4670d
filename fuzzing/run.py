"""Throw millions of inputs at what reads them: `python -m fuzzing.run dates -runs=1000000`.

Targets: `dates`, `names`, `citations`, `seed`, `questions`. Every input must end in an answer or in
one of orgdb's own errors; anything else stops the run and prints the input. Needs the extra `fuzz`.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["orgdb"]):
    from orgdb.cli.boundary import run
    from orgdb.cli.root import COMMANDS
    from orgdb.dates import PartialDate, Period, date_bounds
    from orgdb.errors import OrgdbError
    from orgdb.seed.citation import read_citations
    from orgdb.seed.faults import Fault
    from orgdb.seed.format import format_text, write_scalar
    from orgdb.seed.load import initialize
    from orgdb.seed.organization_sections import MEMBERS, TREATIES
    from orgdb.seed.row import read_row
    from orgdb.seed.yaml import TextNode, YamlFault, parse_yaml, plain_text
    from orgdb.text import fold

# Commands that write files or change what they ask are not for a fuzzer's hands.
CHANGING = {"db", "seed", "import", "export", "datasets", "completion"}
WORDS = (
    "EXU EXL ALT EXU-GA XAA XBB XCC XTT ana-example Betonia curated theirs cow:901 iso2:NO list.csv"
    " org:EXU state: wikidata:Q42 --on --from --to --rule participating legal --status observer all"
    " full --dataset --kind --in --post --parties --about --org --state --all-time --at 12-31"
    " --shape long state-year igo-year --full-only --directed --orgs --between-releases --known-on"
    " --column name --on-column year --scheme -f csv json jsonl tsv table markdown bibtex csl --raw"
    " members panel dyads spells citations sources 1990 1951-12 1951-12-13 [1951..1955] [..1955]"
    " [1951..] .. / 9999 0001 -h --help -- -1 ' \" ; % \\"
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
    faults: list[Fault] = []
    text = plain_text(data, "fuzz.yml", faults)
    if text is None:
        return
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
    """Any command line ends with one of the promised exit codes; a refused one says why."""
    source = atheris.FuzzedDataProvider(data)
    words = [source.PickValueInList(ASKING)] if source.ConsumeProbability() < 0.95 else []
    words += [
        source.PickValueInList(WORDS)
        if source.ConsumeProbability() < 0.8
        else source.ConsumeUnicode(12)
        for _ in range(source.ConsumeIntInRange(0, 6))
    ]
    if any(word.startswith(("-o", "--o", "--db")) or word in CHANGING for word in words):
        return
    with contextlib.redirect_stdout(OUT), contextlib.redirect_stderr(ERR):
        code = run(["--db", DATABASE, *words])
    assert code in (0, 1, 2, 3, 4), (code, words)
    said, explained = map(taken, (OUT, ERR))
    assert code not in (2, 4) or (explained and not said), (code, words)


def taken(stream: io.TextIOWrapper) -> str:
    """What was written to a stream, which is empty again."""
    stream.seek(0)
    text = stream.read().strip()
    stream.seek(0)
    stream.truncate()
    return text


def prepare() -> None:
    """The invented seed with an imported list beside it, and a file to match; all in one folder."""
    global DATABASE  # noqa: PLW0603 (libFuzzer calls the target with bytes alone)
    folder = Path(tempfile.mkdtemp(prefix="orgdb-fuzz-"))
    DATABASE = str(folder / "fuzz.sqlite")
    os.chdir(folder)
    os.environ["ORGDB_DEBUG"] = "1"
    Path("list.csv").write_text(
        "name,org,year,start,end\nBétonia,EXU,1960,1952,1970\nXAA,EXU,1990,1960,\n",
        encoding="utf-8",
    )
    initialize(DATABASE, folder=SAMPLE)
    imported = (
        "import csv list.csv --dataset theirs --map org=org,state=name,start=start,end=end"
        " --known-through 2020-12-31 --licence CC0-1.0 --complete"
    )
    assert run(["--db", DATABASE, *imported.split()]) == 0


TARGETS: dict[str, Callable[[bytes], None]] = {
    "dates": dates,
    "names": names,
    "citations": citations,
    "seed": seed,
    "questions": questions,
}
ASKING = [name for name in COMMANDS if name not in CHANGING]
SAMPLE = Path(__file__).parent.parent / "tests" / "data" / "seed"
DATABASE = ""
# The same two streams for all runs: click remembers every one it has written to.
OUT, ERR = (io.TextIOWrapper(io.BytesIO(), "utf-8", "replace") for _ in range(2))


def main() -> None:
    """Run one target; the other arguments are libFuzzer's (`-runs`, `-max_total_time`, …)."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in TARGETS:
        sys.exit(f"Name a target: {', '.join(TARGETS)}.")
    options = sys.argv[2:]
    if name == "questions":
        prepare()
        # A command line is made of some dozens of bytes: shorter inputs all mean the same few.
        options = ["-len_control=0", "-max_len=128", *options]
    atheris.Setup([sys.argv[0], *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
