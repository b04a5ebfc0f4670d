"""`is-member`."""

from __future__ import annotations

import shlex

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
    from orgdb.errors import UnknownNameError
    from orgdb.membership.is_member import BelongingRow
    from orgdb.membership.is_member import is_member as ask

    try:
        row = ask(session.reader, member, org, on, rule, status, dataset)
    except UnknownNameError:
        _refuse_swapped(session, member, org)
        raise
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


def _refuse_swapped(session: Session, member: str, org: str) -> None:
    """`is-member OAS Peru`: say so where each is what the other should be."""
    from orgdb.errors import QuestionError
    from orgdb.names.lookup import find_organization, find_state

    try:
        find_state(session.reader, org)
        find_organization(session.reader, member)
    except QuestionError:
        return
    raise QuestionError(
        f"{org} is a state and {member} is an organization.",
        f"Swap them: orgdb is-member {shlex.quote(org)} {shlex.quote(member)}",
    )
