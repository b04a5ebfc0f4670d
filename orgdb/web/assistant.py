"""The tools for assistants beside the pages: the server of `orgdb mcp` at `/-/mcp`."""

from __future__ import annotations

from urllib.parse import urlsplit

from orgdb.web.headers import App, Message, Receive, Send

PATH = "/-/mcp"
HERE = ("127.0.0.1:*", "localhost:*", "[::1]:*")


def with_assistant(app: App, url: str, address: str) -> App:
    """The app with the tools at `PATH`, where the extra `mcp` is installed; else the app alone."""
    try:
        from orgdb.assistant.server import http_app
    except ImportError:
        return app
    public = urlsplit(address).netloc
    tools = http_app(url, (*HERE, public) if public else HERE)

    async def both(scope: Message, receive: Receive, send: Send) -> None:
        mine = scope["type"] == "http" and scope["path"].rstrip("/") == PATH
        await (tools if mine else app)(scope, receive, send)

    return both
