"""Opening what people download: plain files, gzip, zip and tar, with limits on all of them.

Nothing is ever written to disk, so a path in an archive can lead nowhere; a file that unpacks to
more than the limit, or has a line longer than any real one, ends in one error.
"""

from __future__ import annotations

import gzip
import hashlib
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from orgdb.importers.source import (
    MAX_UNPACKED,
    ImportFileError,
    Piped,
    Source,
    require_file,
    too_large,
    unreadable,
)

MAX_LINE = 1024 * 1024
MAX_MEMBERS = 10_000
BLOCK = 1 << 16
# A zip that is encrypted makes a RuntimeError of it.
BROKEN = (
    *(OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError),
    *(NotImplementedError, RuntimeError),
)
# What the library itself trips over in headers that somebody has made up.
TORN = (*BROKEN, RecursionError, IndexError, ValueError, OverflowError)
# Headers of an archive that are read into memory whole, as large as they say they are.
EXTENDED = (
    *(tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE),
    *(tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK),
)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What was read: SHA-256 and bytes, of one file or of several in order."""

    checksum: str
    size: int


def fingerprint(paths: Iterable[Source]) -> Fingerprint:
    """The checksum of a file; of several files or a folder, that of their checksums."""
    found = [_of_file(file) for path in paths for file in _files(path)]
    if len(found) == 1:
        return found[0]
    together = hashlib.sha256("\n".join(sorted(f.checksum for f in found)).encode())
    return Fingerprint(together.hexdigest(), sum(f.size for f in found))


def _files(path: Source) -> list[Source]:
    if isinstance(path, Piped) or not path.is_dir():
        return [path]
    return [*sorted(file for file in path.rglob("*") if file.is_file())]


def _of_file(path: Source) -> Fingerprint:
    require_file(path)
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
                size += len(block)
    except OSError as error:
        raise unreadable(path, error) from error
    return Fingerprint(digest.hexdigest(), size)


@contextmanager
def opened(path: Source, suffix: str = ".csv") -> Iterator[Limited]:
    """The bytes of a file, or of the one file with this suffix in a zip; gzip is undone.

    Raises `ImportFileError` for what is damaged, while it is opened or read.
    """
    require_file(path)
    try:
        with path.open("rb") as file:
            start = file.read(4)
            file.seek(0)
            if start[:2] == b"\x1f\x8b":
                with gzip.open(file) as unpacked:
                    yield Limited(unpacked, path)
            elif start == b"PK\x03\x04":
                with zipfile.ZipFile(file) as archive, _only(archive, path, suffix) as unpacked:
                    yield Limited(unpacked, path)
            else:
                yield Limited(file, path)
    except BROKEN as error:
        raise unreadable(path, error) from error


def _only(archive: zipfile.ZipFile, path: Source, suffix: str) -> IO[bytes]:
    names = [
        name
        for name in archive.namelist()[:MAX_MEMBERS]
        if name.lower().endswith(suffix) and not name.startswith("__MACOSX")
    ]
    if len(names) != 1:
        raise ImportFileError(
            f"{path} contains {len(names)} files ending in {suffix}; one is needed.",
            "Unpack it, and name the file.",
        )
    if archive.getinfo(names[0]).flag_bits & 1:
        raise ImportFileError(f"{path} is encrypted.", "Unpack it, and name the file.")
    return archive.open(names[0])


class Limited:
    """Reading that stops at a limit, whatever the headers of the archive promise."""

    def __init__(self, file: IO[bytes] | gzip.GzipFile, path: Source) -> None:
        self.file = file
        self.path = path
        self.left = MAX_UNPACKED

    def readline(self) -> bytes:
        """The next line; b'' at the end."""
        line = self.file.readline(MAX_LINE + 1)
        if len(line) > MAX_LINE:
            raise ImportFileError(
                f"{self.path} has a line of more than {MAX_LINE // 1024} KB.",
                "It is damaged, or not a table.",
            )
        return self._counted(line)

    def read(self, size: int) -> bytes:
        """The next bytes, at most `size`; b'' at the end."""
        return self._counted(self.file.read(size))

    def _counted(self, data: bytes) -> bytes:
        self.left -= len(data)
        if self.left < 0:
            raise too_large(self.path)
        return data


def lines(file: Limited, path: Source, encoding: str) -> Iterator[str]:
    """Lines as text, without their ends (LF or CRLF). Refuses NUL bytes and other encodings."""
    for number, line in enumerate(iter(file.readline, b""), 1):
        yield checked(line, str(path), number, encoding).rstrip("\r\n")


def checked(line: bytes, name: str, number: int, encoding: str) -> str:
    """One line as text. Raises `ImportFileError` for NUL bytes and other encodings."""
    if b"\x00" in line:
        wide = number == 1 and b"\x00" in line[:4]
        hint = (
            "It may be UTF-16 or UTF-32: save it as CSV UTF-8."
            if wide
            else "It is damaged, or not a text file."
        )
        raise ImportFileError(f"{name}:{number}: contains a NUL byte.", hint)
    try:
        # Most lines are plain ASCII, which is read ten times as fast as a table of characters.
        return line.decode("ascii") if line.isascii() else line.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportFileError(
            f"{name}:{number}: not UTF-8.",
            "Save it as CSV UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8 FILE",
        ) from error


def members(path: Path, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    """The wanted files of a folder, a zip or a tar (compressed or not), by name and content."""
    require_file(path)
    try:
        for number, (name, data) in enumerate(_every(path, wanted)):
            if number >= MAX_MEMBERS:
                raise ImportFileError(f"{path} contains more than {MAX_MEMBERS} files.")
            yield name, data
    except TORN as error:
        raise unreadable(path, error) from error


def _headers(path: Path) -> type[tarfile.TarInfo]:
    """Headers of one archive: not too many, none that is larger than any real one, none sparse."""

    class Header(tarfile.TarInfo):
        count = 0

        @classmethod
        def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
            found = super().frombuf(buf, encoding, errors)
            Header.count += 1
            if Header.count > MAX_MEMBERS:
                raise ImportFileError(f"{path} contains more than {MAX_MEMBERS} files.")
            too_large = found.type in EXTENDED and found.size > MAX_LINE
            if too_large or found.size < 0 or found.type == tarfile.GNUTYPE_SPARSE:
                raise ImportFileError(
                    f"{path} has an invalid archive header.",
                    "It is damaged or malicious: fetch the file again.",
                )
            return found

    return Header


def _every(path: Path, wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        for file in sorted(path.rglob("*.json")):
            name = file.relative_to(path).as_posix()
            if wanted(name):
                with file.open("rb") as opened_file:
                    yield name, _all(opened_file, path)
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                if wanted(info.filename):
                    with archive.open(info) as member:
                        yield info.filename, _all(member, path)
    else:
        left = MAX_UNPACKED
        with (
            path.open("rb") as raw,
            tarfile.open(fileobj=raw, mode="r|*", tarinfo=_headers(path)) as tar,
        ):
            for entry in tar:
                left -= entry.size
                if left < 0:
                    raise ImportFileError(f"{path} unpacks to more than {MAX_UNPACKED >> 20} MB.")
                if entry.isfile() and wanted(entry.name):
                    content = tar.extractfile(entry)
                    yield entry.name, _all(content, path) if content else b""


def _all(file: IO[bytes], path: Path) -> bytes:
    data = file.read(MAX_LINE + 1)
    if len(data) > MAX_LINE:
        raise ImportFileError(f"{path} contains a file of more than {MAX_LINE // 1024} KB.")
    return data
