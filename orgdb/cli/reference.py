"""The page of all commands, docs/cli.md, made of their own help: python -m orgdb.cli.reference."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from textwrap import dedent

import click

from orgdb.cli.root import COMMANDS, EPILOG, cli

HEAD = """# The command line

Made of the commands' own help (`orgdb COMMAND --help`) by `python -m orgdb.cli.reference`; do not
edit it by hand.
"""
EXAMPLES = "Examples:"


def reference() -> str:
    """The whole page in Markdown."""
    context = click.Context(cli, info_name="orgdb", **cli.context_settings)
    parts = [HEAD, *_options(cli, context)]
    parts += [f"{paragraph}\n" for paragraph in EPILOG.split("\n\n")]
    parts.append("".join(_contents()))
    for name in COMMANDS:
        command = cli.get_command(context, name)
        if command is not None and not command.hidden:
            parts += _command(command, click.Context(command, parent=context, info_name=name))
    return "\n".join(parts)


def _contents() -> Iterator[str]:
    for name, (_, words) in COMMANDS.items():
        yield f"* [`{name}`](#orgdb-{name}): {words[0].lower()}{words[1:].rstrip('.')}\n"


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    """One command; of a group, each of its own after it."""
    depth = "#" * (2 + context.command_path.count(" ") - 1)
    yield f"{depth} {context.command_path}\n"
    text, _, examples = inspect.cleandoc(command.help or "").partition(EXAMPLES)
    pieces = " ".join(command.collect_usage_pieces(context))
    yield f"```\n{context.command_path} {pieces}\n```\n"
    yield text.replace("\b", "").strip() + "\n"
    yield from _options(command, context)
    if examples:
        yield f"```sh\n{dedent(examples.strip(chr(10))).strip()}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _command(inner, click.Context(inner, parent=context, info_name=name))


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    """The options as a table; `--help` is everywhere and goes unsaid."""
    records = [
        record
        for parameter in command.params
        if isinstance(parameter, click.Option)
        and (record := parameter.get_help_record(context)) is not None
    ]
    if records:
        rows = "".join(f"| `{_cell(names)}` | {_cell(words)} |\n" for names, words in records)
        yield f"| option | |\n|---|---|\n{rows}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    click.echo(reference(), nl=False)
