"""The MCP server as clients see it: in memory, over stdio and over HTTP, with two clients."""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp", reason="needs the extra mcp")

import anyio
from mcp import Client, MCPError, StdioServerParameters, stdio_client

from orgdb.assistant.server import http_app, server

NAMES = """resolve is_member members memberships officials treaty_status changes why coverage
check_claims""".split()
ENTRY = "from orgdb.cli import main; main()"
QUESTION = {"member": "XBB", "organization": "EXU", "on": "1960"}
FIELDS = """answer reason on rule status last_checked dataset fact disputes sources rows""".split()


@pytest.fixture(scope="module")
def url(sqlite_master: Path) -> str:
    return f"sqlite:///{sqlite_master}"


def in_memory(url: str, talk: Callable[[Any], Awaitable[None]]) -> None:
    async def main() -> None:
        async with Client(server(url)) as client:
            await talk(client)

    anyio.run(main)


async def ask(client: Any) -> None:
    """What every way to the server has to answer alike."""
    tools = (await client.list_tools()).tools
    assert [tool.name for tool in tools] == NAMES
    found = await client.call_tool("is_member", QUESTION)
    assert not found.is_error
    answer = found.structured_content
    assert (answer["answer"], answer["on"], answer["rule"]) == ("yes", "1960", "legal")
    assert answer["sources"][0]["address"].startswith("https://example.org/")
    fact = await client.read_resource(f"orgdb://fact/{answer['fact']}")
    assert json.loads(fact.contents[0].text)["fact"] == answer["fact"]


def test_in_memory(url: str) -> None:
    in_memory(url, ask)


def test_over_stdio(url: str, tmp_path: Path) -> None:
    parameters = StdioServerParameters(
        command=sys.executable, args=["-c", ENTRY, "--db", url, "mcp"], cwd=str(tmp_path)
    )

    async def main() -> None:
        async with Client(stdio_client(parameters)) as client:
            await ask(client)

    anyio.run(main)


@pytest.fixture(scope="module")
def address(url: str) -> Iterator[str]:
    """The app, mounted as a site would mount it, on a real port."""
    import uvicorn
    from starlette.applications import Starlette
    from starlette.routing import Mount

    app = Starlette(routes=[Mount("/-/mcp", app=http_app(url))])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    for _ in range(200):
        if running.started:
            break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}/-/mcp/"
    running.should_exit = True
    thread.join(10)


def test_over_http_where_a_site_mounts_it(address: str) -> None:
    async def main() -> None:
        async with Client(address) as client:
            await ask(client)
            async with anyio.create_task_group() as group:
                for _ in range(12):
                    group.start_soon(ask, client)

    anyio.run(main)


def test_over_http_a_foreign_host_is_refused(address: str) -> None:
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    request = Request(  # noqa: S310
        address,
        data=b"{}",
        headers={
            "Host": "evil.example",
            "Content-Type": "application/json",
            "Accept": "application/json, text/event-stream",
        },
    )
    with pytest.raises(HTTPError) as refused:
        urlopen(request, timeout=10)  # noqa: S310
    assert refused.value.code in (403, 421)


@pytest.mark.parametrize("way", ["stdio", "http"])
def test_with_another_client(way: str, url: str, request: pytest.FixtureRequest) -> None:
    fastmcp = pytest.importorskip("fastmcp", reason="needs the extra dev")
    from fastmcp.client.transports import StdioTransport

    where: Any = StdioTransport(sys.executable, ["-c", ENTRY, "--db", url, "mcp"])
    if way == "http":
        where = request.getfixturevalue("address")

    async def main() -> None:
        async with fastmcp.Client(where) as client:
            assert [tool.name for tool in await client.list_tools()] == NAMES
            found = await client.call_tool("is_member", QUESTION)
            assert found.structured_content["answer"] == "yes"
            found = await client.call_tool(
                "coverage", {"organization": "nobody"}, raise_on_error=False
            )
            assert found.is_error

    anyio.run(main)


def test_tools_only_read_and_say_what_they_answer(url: str) -> None:
    async def talk(client: Any) -> None:
        for tool in (await client.list_tools()).tools:
            assert tool.annotations.read_only_hint is True
            assert tool.annotations.open_world_hint is False
            assert tool.description
            properties = tool.output_schema["properties"]
            if tool.name == "check_claims":
                properties = tool.output_schema["$defs"]["CheckedClaim"]["properties"]
                assert {"answer", "reason", "fact", "sources", "disputes"} <= properties.keys()
            else:
                assert set(FIELDS) <= properties.keys(), tool.name
        templates = (await client.list_resource_templates()).resource_templates
        assert [template.uri_template for template in templates] == ["orgdb://fact/{key}"]

    in_memory(url, talk)


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("is_member", {"member": "nobody", "organization": "EXU"}, "'nobody'"),
        ("is_member", {"member": "XAA", "organization": "EXU", "on": "1951-13"}, "no month 13"),
        ("is_member", {"member": "XAA", "organization": "EXU", "rule": "moral"}, "Unknown rule"),
        ("members", {"organization": "Exampel Union"}, "Candidates: "),
        ("members", {"organization": "EXU", "limit": 100000}, "limit"),
        ("check_claims", {"claims": []}, "claims"),
        ("check_claims", {"claims": [{"kind": "guess", "organization": "EXU"}]}, "kind"),
        ("why", {"name": "nothing-at-all"}, "nothing-at-all"),
    ],
)
def test_what_is_wrong_is_said_and_names_the_candidates(
    tool: str, arguments: dict[str, Any], said: str, url: str
) -> None:
    async def talk(client: Any) -> None:
        found = await client.call_tool(tool, arguments)
        assert found.is_error
        assert said in found.content[0].text
        assert "Traceback" not in found.content[0].text

    in_memory(url, talk)


def test_a_fact_that_does_not_exist_is_an_error(url: str) -> None:
    async def talk(client: Any) -> None:
        with pytest.raises(MCPError, match="no fact 'nothing'"):
            await client.read_resource("orgdb://fact/nothing")

    in_memory(url, talk)


def test_a_missing_library_is_said_with_the_line_to_run(
    orgdb: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    monkeypatch.delitem(sys.modules, "orgdb.assistant.server")
    monkeypatch.delattr(sys.modules["orgdb.assistant"], "server", raising=False)
    done = orgdb("mcp")
    assert done.code == 4
    assert "pip install 'orgdb-igo[mcp]'" in done.err


def test_messages_speak_to_an_assistant_not_of_the_command_line(url: str) -> None:
    async def talk(client: Any) -> None:
        found = await client.call_tool("changes", {"from_date": "2020", "to_date": "2010"})
        assert "from_date 2020 is after to_date 2010" in found.content[0].text
        for name in ("Ruritania", "'; DROP TABLE states; --", ""):
            found = await client.call_tool("members", {"organization": name})
            assert found.is_error
            assert "orgdb " not in found.content[0].text
        found = await client.call_tool("resolve", {"name": "x" * 10_000})
        assert found.is_error
        assert len(found.content[0].text) < 1_000

    in_memory(url, talk)
