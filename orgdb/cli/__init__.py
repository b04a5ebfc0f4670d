"""The command line: `orgdb`, and the one boundary where errors become messages and exit codes."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run one command. Never a traceback: every failure is a message and an exit code."""
    # A short-lived process gains nothing from collecting: a command starts a third faster without.
    gc.disable()
    try:
        from orgdb.cli.boundary import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    gc.freeze()
    sys.exit(code)
