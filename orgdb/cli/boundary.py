"""Errors end here: what a person reads on stderr, and what the process returns."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress

import click

from orgdb.cli.output import note
from orgdb.errors import EXIT_DATABASE, EXIT_DONE, EXIT_QUESTION, OrgdbError

INTERRUPTED = 130
DEBUG = "ORGDB_DEBUG"
COMPLETE = "_ORGDB_COMPLETE"  # set by the script of a shell that asks what can follow


def run(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name; return its exit code."""
    from orgdb.cli.root import cli

    if COMPLETE in os.environ:
        # Whatever fails (half a word, no database), a shell is told nothing.
        with suppress(Exception, SystemExit):
            cli.main(args=list(arguments), prog_name="orgdb", complete_var=COMPLETE)
        return EXIT_DONE
    try:
        code = cli.main(args=list(arguments), prog_name="orgdb", standalone_mode=False)
        return code if isinstance(code, int) else EXIT_DONE
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.exceptions.NoArgsIsHelpError as help_:
        note(help_.format_message())
        return EXIT_QUESTION
    except click.ClickException as error:
        return _usage(error)
    except OrgdbError as error:
        for fault in getattr(error, "faults", ()):
            note(fault)
        note(f"Error: {error.message}" + (f"\n{error.hint}" if error.hint else ""))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except SystemExit as stop:
        # click leaves so when a reader of its help has closed the pipe (`--help | head -1`).
        if isinstance(stop.__context__, BrokenPipeError):
            return EXIT_DONE
        raise
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        note(
            f"Error: internal error in orgdb: {type(error).__name__}: {error}\n"
            f"Please report it, with the command and what {DEBUG}=1 shows."
        )
        return EXIT_DATABASE


def _usage(error: click.ClickException) -> int:
    context = getattr(error, "ctx", None)
    hint = f"\nSee: {context.command_path} --help" if context is not None else ""
    message = error.format_message().rstrip(".")
    if message.startswith("Got unexpected extra argument"):
        hint = f"\nPut a name of several words in quotes.{hint}"
    note(f"Error: {message}{'' if message.endswith(('?', '?)')) else '.'}{hint}")
    return EXIT_QUESTION
