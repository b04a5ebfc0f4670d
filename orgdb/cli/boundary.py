"""Errors end here: what a person reads on stderr, and what the process returns."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from orgdb.errors import EXIT_DATABASE, EXIT_DONE, EXIT_QUESTION, OrgdbError

INTERRUPTED = 130
DEBUG = "ORGDB_DEBUG"


def run(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name; return its exit code."""
    from orgdb.cli.root import cli

    try:
        code = cli.main(args=list(arguments), prog_name="orgdb", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else EXIT_DONE
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        return _usage(error)
    except OrgdbError as error:
        for fault in getattr(error, "faults", ()):
            _say(fault)
        _say(f"Error: {error.message}" + (f"\n{error.hint}" if error.hint else ""))
        return error.exit_code
    except BrokenPipeError:
        # The reader of a pipe has seen enough (`| head`); there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        _say(
            f"Error: orgdb failed in a way it should not: {type(error).__name__}: {error}\n"
            f"Please report it, with the command and what {DEBUG}=1 shows."
        )
        return EXIT_DATABASE


def _usage(error: click.ClickException) -> int:
    context = getattr(error, "ctx", None)
    hint = f"\nSee: {context.command_path} --help" if context is not None else ""
    _say(f"Error: {error.format_message()}{hint}")
    return EXIT_QUESTION


def _say(text: str) -> None:
    from orgdb.render import printable

    click.echo(printable(text), err=True)
