"""The command group: commands are imported when they are called, not before."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from orgdb.cli.session import Session, extend, no_pager
from orgdb.version import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Callback = Callable[[click.Context, click.Parameter, Any], Any]
# The order is that of a newcomer's questions; `--help` keeps it. The words are those of its list.
COMMANDS = {
    "show": ("show", "Everything about an organization, a state or a person."),
    "search": ("search", "Search names, people, posts, treaties, cities."),
    "is-member": ("is_member", "Whether a state is a member: yes, no or unknown."),
    "members": ("members", "Who belongs to an organization."),
    "memberships": ("members", "Which organizations a state belongs to."),
    "shared": ("shared", "What two or more states have in common."),
    "changes": ("changes", "Who joined, left, was suspended, came back."),
    "exits": ("exits", "Exits announced, notified, in effect or taken back."),
    "officials": ("officials", "Who leads or led an organization or a state."),
    "offices": ("offices", "Where organizations have their seats."),
    "languages": ("languages", "An organization's official and working languages."),
    "charter": ("charter", "Founding instrument, amendments, parties."),
    "events": ("events", "Visits, sessions and signings."),
    "timeline": ("timeline", "All dated facts about a name, in order."),
    "why": ("why", "The sources behind a fact or a name, disputes included."),
    "sources": ("sources", "The documents consulted, and what rests on each."),
    "cite": ("cite", "The bibliography of an answer: text, BibTeX, CSL-JSON."),
    "orgs": ("orgs", "The organizations orgdb knows."),
    "states": ("states", "The states and territories orgdb knows."),
    "coverage": ("coverage", "How much orgdb knows about each organization, how well sourced."),
    "match": ("match", "Add keys to a CSV with a column of names."),
    "plot": ("plot", "Pictures: members over time, timelines, maps, overlaps."),
    "mcp": ("mcp", "Answer assistants over the Model Context Protocol."),
    "ask": ("ask", "is-member for each row of a table (csv, tsv, xlsx)."),
    "enrich": ("enrich", "Memberships beside each row of a table, on its own date."),
    "report": ("report", "A named table as CSV for other tools."),
    "site": ("site", "The whole database as web pages."),
    "serve": ("serve", "Pages, tables and queries on a web server."),
    "export": ("export", "The data in another tool's format, documented from inside."),
    "compare": ("compare", "Where two data sets disagree, and why."),
    "import": ("importing", "Load another data set beside the curated one."),
    "datasets": ("datasets", "List the loaded data sets, or remove one."),
    "db": ("db", "The database itself: create, describe, upgrade, check."),
    "seed": ("seed", "The hand-kept files: check them, format them."),
    "completion": ("completion", "Completion of commands, options and keys in your shell."),
}
# What answers a question that begins with a word of asking.
ANSWERED_BY = {
    "who": "orgdb members ORG, orgdb officials ORG",
    "where": "orgdb offices ORG",
    "what": "orgdb show NAME, orgdb memberships STATE",
    "which": "orgdb memberships STATE, orgdb members ORG",
    "how": "orgdb members ORG, orgdb timeline NAME",
    "why": "orgdb why NAME, orgdb is-member STATE ORG",
}
# What people call a command. Only where no command is meant that is spelled alike.
ALSO_CALLED = {
    "orgdb officials BODY": "boss chief director head heads leader leaders president secretary",
    "orgdb offices ORG": "headquarter headquarters hq seat seats",
    "orgdb charter ORG|TREATY": "constitution parties statute treaties treaty",
    "orgdb states, orgdb members ORG": "countries country",
    "orgdb orgs": "igo igos organisations organizations",
    "orgdb is-member STATE ORG": "belongs membership",
    "orgdb timeline NAME, orgdb show NAME": "dates founded history",
    "orgdb exits, orgdb changes": "joined leave left withdrawal withdrawals",
}
CALLED = {word: command for command, words in ALSO_CALLED.items() for word in words.split()}
MORE_THAN_A_NAME = 2  # words
EPILOG = (
    "Names are keys (OAS, PER), codes (iso2:PE, cow:135), acronyms, or names in any language."
    " Dates are as precise as you know them: 1990, 1990-06, 1990-06-30; in answers '..' means"
    " still open, and an empty end means unknown.\n\n"
    "A table shows the columns that fit; csv, tsv, json and jsonl have all of them.\n\n"
    "Exit codes: 0 done, or yes; 1 no; 2 the question is wrong; 3 unknown; 4 the database or a"
    " file cannot be used."
)


def readable_text(
    ctx: click.Context, parameter: click.Parameter, value: str | tuple[str, ...] | None
) -> str | tuple[str, ...] | None:
    """Refuse a text that cannot be part of a question.

    An empty one is mostly a shell variable that was never set: answering as if nothing had been
    asked for would hide that.
    """
    for text in (value,) if isinstance(value, str) else value or ():
        if not text.strip():
            raise click.BadParameter("it is empty.", ctx, parameter)
        if parameter.name == "output":
            continue  # the name of a file is what the system takes, in UTF-8 or not
        if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
            raise click.BadParameter("it is not text in UTF-8.", ctx, parameter)
    return value


def _first_readable(further: Callback | None) -> Callback:
    """A callback that refuses such texts before the option's own callback runs."""

    def check(ctx: click.Context, parameter: click.Parameter, value: Any) -> Any:
        readable = readable_text(ctx, parameter, value)
        return further(ctx, parameter, readable) if further else readable

    return check


class LazyGroup(click.Group):
    """A group whose commands live in modules that are imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module that defines a command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"orgdb.cli.{COMMANDS[cmd_name][0]}")
        command = getattr(module, cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)  # noqa: S101 (the table above is ours)
        inner = command.commands.values() if cmd_name == "plot" else ()  # type: ignore[attr-defined]
        for parameter in (p for one in (command, *inner) for p in one.params):
            if isinstance(parameter.type, click.types.StringParamType):
                parameter.callback = _first_readable(parameter.callback)
        extend(cmd_name, command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or fail with the nearest ones."""
        if args[:1] == ["help"]:
            if len(args) == 1:
                click.echo(ctx.get_help())
                ctx.exit()
            args = [*args[1:], "--help"]
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from rapidfuzz import fuzz, process

            from orgdb.names.sentence import ASKING

            words = " ".join(args).lower().split()
            if len(words) > MORE_THAN_A_NAME:
                if words[0] in ASKING:
                    return super().resolve_command(ctx, ["is-member", *args])
                if words[0] in ANSWERED_BY:
                    raise click.UsageError(
                        f"orgdb takes commands. Ask: {ANSWERED_BY[words[0]]}", ctx
                    )
            if args[0] in CALLED:
                raise click.UsageError(
                    f"There is no command '{args[0]}'. Ask: {CALLED[args[0]]}", ctx
                )
            found = process.extract(
                args[0], list(COMMANDS), scorer=fuzz.ratio, limit=2, score_cutoff=60
            )
            near = [name for name, _, _ in found]
            if not near or not args[0].islower():
                # `orgdb OAS` means `orgdb show OAS`: commands are in small letters.
                return super().resolve_command(ctx, ["show", *args])
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise click.UsageError(f"There is no command '{args[0]}'.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. Where it trips over values that are none of orgdb's, say so."""
        try:
            return super().invoke(ctx)
        except (TypeError, ValueError, KeyError, AttributeError, AssertionError) as error:
            damage = ctx.obj.damage() if isinstance(ctx.obj, Session) else None
            if damage is None:
                raise
            raise damage from error

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands, from the table: click would import all of them."""
        from click.shell_completion import CompletionItem

        return [
            *(
                CompletionItem(name, help=help_)
                for name, (_, help_) in COMMANDS.items()
                if name.startswith(incomplete)
            ),
            *click.Command.shell_complete(self, ctx, incomplete),
        ]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_) for name, (_, help_) in COMMANDS.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Paragraphs after the commands."""
        for paragraph in EPILOG.split("\n\n"):
            formatter.write_paragraph()
            formatter.write_text(paragraph)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="orgdb")
@click.option(
    "--db",
    "url",
    metavar="URL",
    help="The database: sqlite:///PATH, a path, or postgresql://…; else ORGDB_URL, else your own.",
)
@click.option(
    "--no-pager",
    is_flag=True,
    expose_value=False,
    callback=no_pager,
    help="Long answers straight to the terminal, not through PAGER.",
)
@click.pass_context
def cli(ctx: click.Context, url: str | None) -> None:
    """Who belongs to which international organization, since when, and how we know."""
    ctx.obj = Session(url)
    ctx.call_on_close(ctx.obj.close)
