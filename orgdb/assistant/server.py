"""The MCP server: ten read-only tools and a resource for each fact, over stdio or HTTP.

The doorway to the official SDK (extra `mcp`). Every call opens the database anew, read-only, so
that calls can run side by side and a new release is seen at once.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import ToolAnnotations
from pydantic import Field

from orgdb.assistant import answers, provenance
from orgdb.assistant.claims import CheckedClaim, Claim
from orgdb.assistant.claims import check_claims as checked
from orgdb.assistant.evidence import Answer
from orgdb.assistant.treaty_status import treaty_status as status_of_treaty
from orgdb.db.reader import Reader, open_reader
from orgdb.errors import OrgdbError, UnknownNameError
from orgdb.version import __version__

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
INSTRUCTIONS = """orgdb is a reference database of international organizations: who belongs to
which, since when, on what paper, led by whom. Everything is dated and cited.

- Answers are yes, no or unknown. Unknown is an answer: do not turn it into yes or no. Data reach to
  `last_checked`; of later days nothing is known.
- A suspended member is still a member (rule `legal`); ask with rule `participating` who may take
  part. An announced exit is not an exit.
- Say the date, name the sources (title, address, place), and mention disputes.
- Names in any language, acronyms, keys (OAS, PER) and codes (iso2:PE) are taken. Nothing is
  guessed: an ambiguous name is refused with its candidates.
- Dates: 1990, 1990-06, 1990-06-30. Without a date answers are as of the last check.
- `fact` keys can be traced with `why`, or read as orgdb://fact/KEY."""
READ_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
LONGEST = 300  # characters of a name
Name = Annotated[
    str,
    Field(
        max_length=LONGEST, description="A key, acronym, code (iso2:PE) or name in any language."
    ),
]
On = Annotated[
    str | None, Field(description="A date: 1990, 1990-06 or 1990-06-30. Default: the last check.")
]
RuleWord = Annotated[
    str, Field(description="legal (suspended members count) or participating (who may take part).")
]
Statuses = Annotated[
    str | None,
    Field(description="full (default), associate, observer, partner, other, or all; commas."),
]
Dataset = Annotated[str | None, Field(description="A data set's key; default: the best one.")]
Limit = Annotated[int, Field(ge=1, le=answers.MOST_ROWS, description="Most rows to return.")]


def server(url: str) -> MCPServer[Any]:
    """The server for the database at this URL."""
    made: MCPServer[Any] = MCPServer(
        "orgdb",
        title="orgdb: international organizations",
        instructions=INSTRUCTIONS,
        version=__version__,
        log_level="WARNING",
    )

    def tool(question: Callable[..., Any]) -> None:
        made.add_tool(question, annotations=READ_ONLY, structured_output=True)

    def resolve(
        name: Name,
        kind: Annotated[str, Field(description="any, organization, state or person.")] = "any",
        on: On = None,
    ) -> Answer:
        """Which organization, state or person a name means; candidates where it can be several."""
        with _asking(url) as reader:
            return answers.resolve(reader, name, kind, on)

    def is_member(
        member: Name,
        organization: Name,
        on: On = None,
        rule: RuleWord = "legal",
        status: Statuses = None,
        dataset: Dataset = None,
    ) -> Answer:
        """Is a state (or an organization) a member of an organization on a date?"""
        with _asking(url) as reader:
            return answers.is_member(reader, member, organization, on, rule, status, dataset)

    def members(
        organization: Name,
        on: On = None,
        rule: RuleWord = "legal",
        status: Statuses = None,
        dataset: Dataset = None,
        limit: Limit = answers.MOST_ROWS,
    ) -> Answer:
        """Who belongs to an organization on a date. `answer`: is the list complete then?"""
        with _asking(url) as reader:
            return answers.members(reader, organization, on, rule, status, dataset, limit)

    def memberships(
        member: Name,
        on: On = None,
        rule: RuleWord = "legal",
        status: Statuses = None,
        dataset: Dataset = None,
        limit: Limit = answers.MOST_ROWS,
    ) -> Answer:
        """What a state belongs to on a date, among the organizations of which orgdb has a list."""
        with _asking(url) as reader:
            return answers.memberships(reader, member, on, rule, status, dataset, limit)

    def officials(
        body: Name,
        post: Annotated[str | None, Field(description="A post: 'Secretary General'.")] = None,
        on: On = None,
    ) -> Answer:
        """Who leads or led an organization or a state; all that are known without a date."""
        with _asking(url) as reader:
            return answers.officials(reader, body, post, on)

    def treaty_status(
        organization: Name,
        party: Annotated[
            str | None, Field(description="A state; without one: the treaties.")
        ] = None,
        treaty: Annotated[
            str | None, Field(description="A treaty's key; default: charter.")
        ] = None,
        on: On = None,
    ) -> Answer:
        """The treaties of an organization; with a party, whether it was bound on a date."""
        with _asking(url) as reader:
            return status_of_treaty(reader, organization, party, treaty, on)

    def changes(
        name: Annotated[str | None, Field(description="An organization or a state.")] = None,
        from_date: Annotated[str | None, Field(description="First date, such as 2019.")] = None,
        to_date: Annotated[str | None, Field(description="Last date, such as 2024.")] = None,
    ) -> Answer:
        """Who joined, left, was suspended or came back between two dates."""
        with _asking(url) as reader:
            return answers.changes(reader, name, from_date, to_date)

    def why(
        name: Annotated[str, Field(description="A fact's key from an answer, or a name.")],
        about: Annotated[
            str | None, Field(description="Narrow a name: charter, membership, start, …")
        ] = None,
    ) -> Answer:
        """Every citation behind a fact or behind all facts about a name, disputes included."""
        with _asking(url) as reader:
            return provenance.why(reader, name, about)

    def coverage(
        organization: Annotated[str | None, Field(description="Default: all.")] = None,
    ) -> Answer:
        """How much orgdb knows of an organization, checked through when, on what paper."""
        with _asking(url) as reader:
            return provenance.coverage(reader, organization)

    def check_claims(
        claims: Annotated[list[Claim], Field(min_length=1, max_length=50)],
    ) -> list[CheckedClaim]:
        """Check up to 50 claims, each yes (it holds), no (it does not) or unknown, with sources.

        Kinds: member, not_member, joined, left, suspended (subject, organization, on); official
        (subject, organization, post, on); members_count (organization, number, on); treaty
        (subject, organization, on).
        """
        with _asking(url) as reader:
            return checked(reader, claims)

    for question in (
        resolve,
        is_member,
        members,
        memberships,
        officials,
        treaty_status,
        changes,
        why,
        coverage,
        check_claims,
    ):
        tool(question)

    @made.resource("orgdb://fact/{key}", mime_type="application/json", title="One fact")
    def fact(key: str) -> str:
        """A fact by its key: kind, data set, what it is of, and every citation of it."""
        try:
            with _open(url) as reader:
                return json.dumps(provenance.fact(reader, key), ensure_ascii=False)
        except UnknownNameError as error:
            raise ResourceNotFoundError(str(error)) from None

    return made


@contextmanager
def _open(url: str) -> Iterator[Reader]:
    reader = open_reader(url)
    try:
        yield reader
    finally:
        reader.close()


@contextmanager
def _asking(url: str) -> Iterator[Reader]:
    """The database for one call; what is wrong with a question is said to the assistant."""
    try:
        with _open(url) as reader:
            yield reader
    except OrgdbError as error:
        names = getattr(error, "candidates", ()) or getattr(error, "suggestions", ())
        keys = f"\nCandidates: {', '.join(names)}" if names else ""
        raise ToolError(f"{_for_assistants(error)}{keys}") from None


def _for_assistants(error: OrgdbError) -> str:
    """The message, and of its hint what does not speak of the command line."""
    hints = [line for line in error.hint.splitlines() if "orgdb " not in line]
    text = "\n".join((error.message, *hints))
    return text.replace("--from", "from_date").replace("--to", "to_date")


def run_stdio(url: str) -> None:
    """Serve one client over stdin and stdout, until it closes them."""
    server(url).run("stdio")


def run_http(url: str, host: str, port: int) -> None:
    """Serve over streamable HTTP at /mcp, without sessions."""
    server(url).run(
        "streamable-http", host=host, port=port, stateless_http=True, json_response=True
    )


def http_app(url: str, hosts: Sequence[str] = ("127.0.0.1:*", "localhost:*", "[::1]:*")) -> App:
    """An ASGI app that answers MCP requests wherever another app mounts it.

    It keeps no sessions and needs no lifespan of its own. Requests are taken only for these hosts,
    `*` standing for any port (an attack from a web page through a name of its own is so refused);
    an empty list takes all.
    """
    made = server(url)
    security = TransportSecuritySettings(
        enable_dns_rebinding_protection=bool(hosts),
        allowed_hosts=list(hosts),
        allowed_origins=[f"{scheme}://{host}" for host in hosts for scheme in ("http", "https")],
    )

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        manager = StreamableHTTPSessionManager(
            made._lowlevel_server, json_response=True, stateless=True, security_settings=security
        )
        async with manager.run():
            await manager.handle_request(scope, receive, send)

    return app
