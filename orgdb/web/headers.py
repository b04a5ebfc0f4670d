"""What holds for every answer: security headers, a content policy, limits on what is sent in."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

LONGEST_ADDRESS = 8_000  # bytes of path and query
LARGEST_BODY = 300_000  # bytes that a question may send
SLOWEST = 20  # seconds that it may take to arrive
# No page has such an address; a redirection to one could lead to another site.
ODD = re.compile(r"^(?!/)|//|\\|[\x00-\x1f\x7f]|(?:^|/)\.\.?(?:/|$)")
OWN = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Datasette's own pages of tables carry small scripts and styles in the page.
TABLES = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
# OpenRefine shows the preview of a candidate in a frame.
PREVIEW = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
    b"cross-origin-opener-policy": b"same-origin",
}
TAKES_POST = ("/reconcile", "/-/mcp")
# Of Datasette's own services only its style sheets and scripts: the rest tells of this machine.
OPEN_SERVICES = ("/-/static/", "/-/find.json", "/-/mcp")

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]


def policy(path: str) -> str:
    """The content policy of a path."""
    if path == "/reconcile/preview":
        return PREVIEW
    return TABLES if path.startswith(("/orgdb", "/-/")) else OWN


def guarded(app: App) -> App:
    """The app behind the limits; every answer has the headers."""

    async def outer(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        path, method = scope["path"], scope["method"]

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {**HEADERS, b"content-security-policy": policy(path).encode()}
                if path != "/reconcile/preview":
                    own[b"x-frame-options"] = b"DENY"
                kept = [pair for pair in message.get("headers", ()) if pair[0].lower() not in own]
                message["headers"] = [*kept, *own.items()]
            await send(message)

        if len(scope["raw_path"] or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            await _refuse(sending, 414, "The address is too long.")
        elif _is_closed(path):
            await _refuse(sending, 404, "There is nothing here.")
        elif method == "POST" and path.startswith(TAKES_POST):
            try:
                body = await asyncio.wait_for(_body(receive), SLOWEST)
            except TimeoutError:
                await _refuse(sending, 408, "The question took too long to arrive.")
                return
            if body is None:
                await _refuse(sending, 413, "The question is too large.")
            else:
                await app(scope, _again(body, receive), sending)
        elif method not in ("GET", "HEAD", "OPTIONS"):
            await _refuse(sending, 405, "Nothing can be written here.")
        else:
            await app(scope, receive, sending)

    return outer


def _is_closed(path: str) -> bool:
    """True for an address that no page has, and for services that tell of this machine."""
    private = path.startswith("/-/") and not path.startswith(OPEN_SERVICES)
    return private or ODD.search(path) is not None


async def _body(receive: Receive) -> bytes | None:
    """All that is sent in; None where that is too much."""
    parts: bytes = b""
    while True:
        message = await receive()
        parts += message.get("body", b"")
        if len(parts) > LARGEST_BODY:
            return None
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return parts


def _again(body: bytes, receive: Receive) -> Receive:
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def given() -> Message:
        return waiting.pop() if waiting else await receive()

    return given


async def _refuse(send: Send, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{text}\n".encode()})
