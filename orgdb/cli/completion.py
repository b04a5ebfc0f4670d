"""`completion`: the script that switches click's own completion on in a shell."""

from __future__ import annotations

import click

from orgdb.cli.boundary import COMPLETE

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that completes commands, options, and keys by their names on TAB.

    Source it in the start-up file of your shell. Keys come from a SQLite database, if there is one.

    \b
    Examples:
      orgdb completion bash
      orgdb completion fish
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None  # noqa: S101 (click knows all three)
    # Without click's own `source`, which runs a bash to learn its version.
    script = found(ctx.find_root().command, {}, "orgdb", COMPLETE)
    click.echo(script.source_template % script.source_vars())
