"""Seed files that no editor would write: not text, too large, too deep, bombs, links, no files."""

from __future__ import annotations

import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from orgdb.errors import SeedError
from orgdb.seed.check import require_valid

EXL = "organizations/EXL.yml"
SYNTAX = (
    "check brackets, quotes and indentation; put texts with ',', ':', '#', '[' or '{' in double"
    " quotes"
)


def faults_of(seed: Path) -> list[str]:
    """What is said of a seed, without the name of its folder."""
    with pytest.raises(SeedError) as caught:
        require_valid(seed)
    return [line.removeprefix("seed/") for line in caught.value.faults]


BYTES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "Latin-1 instead of UTF-8": (
        lambda text: text.replace(b"Example League", "Ligue d'été".encode("latin-1")),
        f"{EXL}:8: error not-utf-8: not UTF-8 (save the file as UTF-8)",
    ),
    "UTF-16": (
        lambda text: text.decode().encode("utf-16"),
        f"{EXL}:1: error not-utf-8: not UTF-8 (save the file as UTF-8)",
    ),
    "a byte order mark": (
        lambda text: b"\xef\xbb\xbf" + text,
        f"{EXL}:1: error byte-order-mark: begins with a byte order mark"
        " (save as UTF-8 without BOM)",
    ),
    "a byte order mark in the middle": (
        lambda text: text.replace(b"Example League", "Example\ufeff League".encode()),
        f"{EXL}:8: error control-character: contains the invisible character U+FEFF (remove it)",
    ),
    "a tab": (
        lambda text: text.replace(b"founded: ", b"founded:\t"),
        f"{EXL}:4: error tab: contains a tab (use spaces)",
    ),
    "a NUL": (
        lambda text: text.replace(b"League", b"Lea\0gue"),
        f"{EXL}:8: error control-character: contains the invisible character U+0000 (remove it)",
    ),
    "a mark that reverses the direction of text": (
        lambda text: text.replace(b"League", "\u202eLeague".encode()),
        f"{EXL}:8: error control-character: contains the invisible character U+202E (remove it)",
    ),
    "a line separator few programs know": (
        lambda text: text.replace(b"League", "\u0085League".encode()),
        f"{EXL}:8: error control-character: contains the invisible character U+0085 (remove it)",
    ),
    "a carriage return that ends no line": (
        lambda text: text.replace(b"League", b"\rLeague", 1),
        f"{EXL}:8: error control-character: contains the invisible character U+000D (remove it)",
    ),
    "a carriage return at the very end": (
        lambda text: text + b"\r",
        f"{EXL}:9: error control-character: contains the invisible character U+000D (remove it)",
    ),
    "no byte at all": (
        lambda _: b"",
        f"{EXL}:1: error empty-file: the file is empty"
        " (restore it, or remove it; an empty list is: [])",
    ),
    "ten million brackets": (
        lambda text: text + b"topics: " + b"[" * 10_000_000,
        f"{EXL}:1: error too-large: larger than 5 MB (split the file)",
    ),
    "four million brackets": (
        lambda text: text + b"topics: " + b"[" * 4_000_000,
        f"{EXL}:9: error too-deep: nested deeper than 8 levels"
        " (write a row as {field: value, …})",
    ),
    "four million lists in lists": (
        lambda text: text + b"topics:\n" + b"- " * 2_000_000,
        f"{EXL}:10: error too-deep: nested deeper than 8 levels"
        " (write a row as {field: value, …})",
    ),
    "an alias bomb": (
        lambda text: (
            text
            + b'a: &a ["x","x","x","x","x","x","x","x","x"]\n'
            + b"".join(
                b"%c: &%c [%s]\n" % (n + 1, n + 1, b",".join([b"*%c" % n] * 9))
                for n in range(97, 106)
            )
        ),
        f"{EXL}:9: error alias: uses an anchor or alias (write the value out)",
    ),
    "text after the text": (
        lambda text: text + b"...\nkey: EXM\n",
        f"{EXL}:10: error syntax: not readable as YAML: did not find expected <document start>"
        f" ({SYNTAX})",
    ),
    "a stray percent sign": (
        lambda text: b"%FOO\n" + text,
        f"{EXL}:1: error syntax: not readable as YAML: while scanning a directive found unknown"
        f" directive name ({SYNTAX})",
    ),
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_plain_text_are_refused(name: str, sample: Path) -> None:
    change, expected = BYTES[name]
    path = sample / EXL
    path.write_bytes(change(path.read_bytes()))
    tracemalloc.start()
    try:
        assert faults_of(sample) == [expected]
        assert tracemalloc.get_traced_memory()[1] < 80_000_000
    finally:
        tracemalloc.stop()


LINKS = (EXL, "sources.yml", "generated/languages.csv")


@pytest.mark.parametrize("name", LINKS)
def test_a_link_out_of_the_folder_is_refused(name: str, sample: Path) -> None:
    outside = sample.parent / "outside"
    (sample / name).rename(outside)
    (sample / name).symlink_to(outside)
    assert faults_of(sample) == [
        f"{name}:1: error outside-folder: is a link to a file outside the seed folder"
        " (copy it here)"
    ]


def test_a_folder_that_is_a_link_out_of_the_folder_is_refused(sample: Path) -> None:
    (sample / "governments").rename(sample.parent / "governments")
    (sample / "governments").symlink_to(sample.parent / "governments")
    assert faults_of(sample) == [
        "governments/XBB.yml:1: error outside-folder: is a link to a file outside the seed folder"
        " (copy it here)"
    ]


def test_a_link_within_the_folder_is_read(sample: Path) -> None:
    (sample / "kept").mkdir()
    (sample / EXL).rename(sample / "kept" / "EXL.txt")
    (sample / EXL).symlink_to("../kept/EXL.txt")
    require_valid(sample)


def test_a_link_to_nothing_is_a_missing_file(sample: Path) -> None:
    (sample / EXL).unlink()
    (sample / EXL).symlink_to("EXM.yml")
    assert faults_of(sample) == [
        f"{EXL}:1: error missing-file: the file is missing (restore it; an empty list is: [])"
    ]


def test_a_pipe_in_place_of_a_file_does_not_wait_for_a_writer(sample: Path) -> None:
    (sample / EXL).unlink()
    os.mkfifo(sample / EXL)
    assert faults_of(sample) == [f"{EXL}:1: error unreadable: is not a file (remove it)"]


def test_a_folder_in_place_of_a_file_is_named(sample: Path) -> None:
    (sample / EXL).unlink()
    (sample / EXL).mkdir()
    assert faults_of(sample) == [f"{EXL}:1: error unreadable: is not a file (remove it)"]


@pytest.mark.parametrize("name", ["sources.yml", "people.yml", "states.yml", *LINKS[2:]])
def test_a_missing_file_is_the_only_fault_it_causes(name: str, sample: Path) -> None:
    (sample / name).unlink()
    assert faults_of(sample) == [
        f"{name}:1: error missing-file: the file is missing (restore it; an empty list is: [])"
    ]


STRAYS = (
    "organizations/EXM.yaml",
    "organizations/old/EXU.yml",
    "treaties.yml",
    "generated/state_name.csv",
)


@pytest.mark.parametrize("name", STRAYS)
def test_a_file_that_nobody_reads_is_pointed_out(name: str, sample: Path) -> None:
    (sample / name).parent.mkdir(exist_ok=True)
    (sample / name).write_text("[]\n")
    assert faults_of(sample) == [
        f"{name}:1: error stray-file: no part of the seed has this name"
        f" (rename it: organizations/KEY.yml,"
        " governments/KEY.yml, or as seed/README.md lists)"
    ]


def test_notes_and_licences_beside_the_files_are_nobodys_business(sample: Path) -> None:
    (sample / "README.md").write_text("# How\n")
    (sample / "LICENSE").write_text("CC0\n")
    require_valid(sample)


def test_a_seed_that_is_no_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match=r"is not a folder.\nName a folder laid out"):
        require_valid(tmp_path / "nowhere")
