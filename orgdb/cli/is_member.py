"""`is-member`."""

from __future__ import annotations

import click

from orgdb.cli.columns import BELONGING
from orgdb.cli.options import (
    Session,
    answer,
    note,
    on_option,
    output_options,
    who_counts,
    write,
)
from orgdb.errors import EXIT_DONE, EXIT_NO, EXIT_UNKNOWN
from orgdb.vocabulary import Answer

EXIT_CODES = {Answer.YES: EXIT_DONE, Answer.NO: EXIT_NO, Answer.UNKNOWN: EXIT_UNKNOWN}


@click.command()
@click.argument("member")
@click.argument("org")
@on_option
@who_counts
@output_options
@click.pass_obj
def is_member(
    session: Session,
    member: str,
    org: str,
    on: str | None,
    rule: str,
    status: str | None,
    dataset: str | None,
    format_: str,
    output: str | None,
    raw: bool,
) -> int:
    """Is MEMBER (a state or an organization) a member of ORG: yes, no or unknown, and why.

    Without --on, as of the day the roster was last checked. Exit code 0 yes, 1 no, 3 unknown.

    \b
    Examples:
      orgdb is-member Honduras OAS --on 2010-01-01
      orgdb is-member HND OAS --on 2010-01-01 --rule participating
    """
    from orgdb.membership.is_member import BelongingRow
    from orgdb.membership.is_member import is_member as ask

    row = ask(session.reader, member, org, on, rule, status, dataset)
    if format_ == "json":
        from orgdb.output.formats import render_object

        write(render_object(row), output)
    elif format_ == "table":
        disputed = " (disputed)" if row.disputed else ""
        write(f"{row.answer}{disputed}: {row.reason}\n", output)
        if on is None and row.known_through:
            note(f"as of {row.known_through}, when the roster was last checked")
    else:
        answer([row], BelongingRow, format_, output, raw, BELONGING)
    return EXIT_CODES[Answer(row.answer)]
