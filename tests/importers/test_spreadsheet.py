"""Somebody else's CSV, however it was saved: read alike by every command, or refused by line."""

from __future__ import annotations

import gzip
import os
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from orgdb.importers import source
from orgdb.importers.archives import fingerprint, members, opened
from orgdb.importers.source import ImportFileError, Piped, at_hand
from orgdb.importers.spreadsheet import read_spreadsheet

Rows = list[list[str]]
WANTED = [["Perú", "1948"], ["Chile", "1949"]]
TEXT = "state,start\nPerú,1948\nChile,1949\n"


def read(content: bytes) -> tuple[list[str], Rows]:
    with read_spreadsheet(Piped("list.csv", content)) as table:
        return table.header.cells, [record.cells for record in table.records if record.cells]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        "\ufeff".encode("utf-16-be") + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("\n", "\r\r\n").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode("utf-16"),
        TEXT.replace(",", "|").encode(),
        TEXT.replace("state,start", " state , start\t").encode(),
        TEXT.replace("Perú", '"Perú"').encode(),
        TEXT.rstrip().encode(),
        gzip.compress(TEXT.encode(), mtime=0),
        ("sep=;\n" + TEXT.replace(",", ";")).encode("utf-8-sig"),
        ('"sep=|"\r\n' + TEXT.replace(",", "|")).encode(),
    ],
)
def test_however_it_was_saved_the_table_is_the_same(content: bytes) -> None:
    assert read(content) == (["state", "start"], WANTED)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a,b\nx,1\nCôte,2\n".encode("latin-1"), "list.csv:3: not UTF-8"),
        (b"a,b\nx,\x00\n", "list.csv:2: contains a NUL byte"),
        (b'a,b\nx,1\ny,"two\nz,3\n', "list.csv:3: the quote that opens"),
        (b'a,b\nx,1\ny,"two\nz,"3"\n', "list.csv:3: the quote that opens"),
        (b'a,b\nx,1\ny,2\nz,"3', "list.csv:4: the quote that opens"),
        (b'a,b\n"x\ny","1\nz,2\n', "list.csv:3: the quote that opens"),
        (b"a,b\nx,1\ny,2\rz,3\n", "list.csv:3: a line end of another kind"),
        (b"a,b\rx,1\ry,2\nz,3\r", "list.csv:3: a line end of another kind"),
        (b"\na,b\n", "begins with a blank line"),
        (b"", "is empty"),
        (b"sep=;\nstate;start\nC\xf4te;1948\n", "list.csv:3: not UTF-8"),
        (TEXT.encode("utf-16-le"), "list.csv:1: contains a NUL byte"),
        (b"a,b\nx," + b"y" * 2_000_000, "has a line of more than 1024 KB"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(content: bytes, message: str) -> None:
    with pytest.raises(ImportFileError, match=message.replace("(", r"\(")):
        read(content)


def test_a_quoted_cell_may_hold_line_ends_of_any_kind() -> None:
    content = b'a,b\n"two\rlines","three\r\nlines ""quoted"""\nx,y\n'
    assert read(content)[1] == [["two\rlines", 'three\r\nlines "quoted"'], ["x", "y"]]


def test_a_long_file_is_read_row_by_row() -> None:
    content = b"a,b\n" + b"x,1\n" * 200_000
    with read_spreadsheet(Piped("list.csv", content)) as table:
        records = iter(table.records)
        assert next(records).line == 2
        assert sum(1 for _ in records) == 199_999


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_read_as_often_as_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(TEXT.encode(),))
    writer.start()
    source = at_hand(pipe)
    writer.join()
    for _ in range(2):
        with read_spreadsheet(source) as table:
            assert [record.cells for record in table.records] == WANTED


def test_stdin_is_imported(sqlite_database: Path) -> None:
    from orgdb.cli.importing import import_
    from orgdb.cli.session import Session

    terms = ["--known-through", "2026-10-31", "--licence", "CC0-1.0", "--dry-run"]
    asked = ["csv", "-", "--dataset", "t", "--org", "EXU", "--map", "state=state", *terms]
    session = Session(str(sqlite_database))
    done = CliRunner().invoke(import_, asked, input="state\nXAA\n", obj=session)
    assert done.exit_code == 0
    assert "stdin:2: EXU XAA unspecified" in done.stdout
    session.close()


def test_a_pipe_that_nobody_writes_to_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(source, "PIPE_SECONDS", 0.1)
    with pytest.raises(ImportFileError, match="nobody wrote to it"):
        at_hand(tmp_path / "pipe")


def test_what_has_to_be_read_twice_is_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ImportFileError, match="not a regular file"):
        fingerprint([tmp_path / "pipe"])
    with pytest.raises(ImportFileError, match="not a regular file"), opened(tmp_path / "pipe"):
        pass
    with pytest.raises(ImportFileError, match="not a regular file"):
        next(members(tmp_path / "pipe", lambda _name: True))
