"""A real browser for tests: Chromium of the system, or the one playwright has installed."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def program() -> str | None:
    """The path of a browser of the system; None where only playwright's own can be tried."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def launched(playwright: Any) -> Any:
    """A headless browser. Raises playwright's error where there is none."""
    options = {"executable_path": program()} if program() else {}
    return playwright.chromium.launch(args=["--no-sandbox"], **options)


@contextmanager
def web_server(folder: Path) -> Iterator[str]:
    """The folder on a web server of this machine; its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
