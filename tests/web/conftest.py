"""The invented database, served on this machine by a process of its own."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("datasette", reason="needs the extra web")

SECONDS = 90  # a slow machine may need them to start


@dataclass(frozen=True)
class Reply:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Served:
    """A running server."""

    root: str
    pid: int

    def get(
        self, path: str, method: str = "GET", data: bytes | None = None, **arguments: str
    ) -> Reply:
        """Ask for a path; an error status is an answer too."""
        query = f"?{urllib.parse.urlencode(arguments)}" if arguments else ""
        request = urllib.request.Request(self.root + path + query, data=data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                return Reply(
                    reply.status, {k.lower(): v for k, v in reply.headers.items()}, reply.read()
                )
        except urllib.error.HTTPError as error:
            return Reply(error.code, {k.lower(): v for k, v in error.headers.items()}, error.read())

    def raw(self, target: bytes, method: bytes = b"GET", rest: bytes = b"") -> Reply:
        """Ask for a target as it is: no library makes it harmless on its way."""
        host, _, port = self.root.removeprefix("http://").partition(":")
        asked = b"%s %s HTTP/1.1\r\nhost: %s:%s\r\nconnection: close\r\n%s\r\n" % (
            *(method, target, host.encode(), port.encode(), rest),
        )
        with socket.create_connection((host, int(port)), timeout=60) as connection:
            connection.sendall(asked)
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        head, _, body = answer.partition(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")
        pairs = [line.partition(":")[::2] for line in lines]
        return Reply(int(status.split()[1]), {k.lower(): v.strip() for k, v in pairs}, body)

    def ask(self, path: str, **arguments: object) -> Any:
        """Ask a JSON question."""
        texts = {k: v if isinstance(v, str) else json.dumps(v) for k, v in arguments.items()}
        return self.get(path, "GET", None, **texts).json

    def post(self, path: str, **arguments: object) -> Reply:
        """Post a form, as OpenRefine does."""
        texts = {k: v if isinstance(v, str) else json.dumps(v) for k, v in arguments.items()}
        return self.get(path, "POST", urllib.parse.urlencode(texts).encode())


def started(database: Path, *options: str) -> tuple[Served, subprocess.Popen[str]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = "from orgdb.cli import main; main()"
    command = [
        sys.executable,
        "-c",
        code,
        "--db",
        str(database),
        "serve",
        "--port",
        str(port),
        *options,
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    served = Served(f"http://127.0.0.1:{port}", process.pid)
    for _ in range(SECONDS * 5):
        if process.poll() is not None:
            raise AssertionError(process.communicate()[1])
        try:
            served.get("/")
            return served, process
        except OSError:
            time.sleep(0.2)
    process.kill()
    raise AssertionError("the server did not start")


@pytest.fixture(scope="session")
def served(sqlite_master: Path) -> Iterator[Served]:
    """The invented database as everybody may read it."""
    found, process = started(sqlite_master)
    yield found
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="session")
def with_sql(sqlite_master: Path) -> Iterator[Served]:
    """The same, where readers may write SQL."""
    found, process = started(sqlite_master, "--sql")
    yield found
    process.terminate()
    process.wait(20)
